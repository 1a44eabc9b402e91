/** How stack traces speak of code whose sources are files. */
import type { LocatePlace } from './stack-text.ts'

/** `base`: the address that sources are relative to, that of the output. */
export function inFiles(base?: string): LocatePlace {
  return (source, line, column) => (source === '' ? undefined : `${pathOf(source, base)}:${line + 1}:${column + 1}`)
}

function pathOf(source: string, base: string | undefined): string {
  if (base === undefined) return source
  try {
    const { protocol, pathname, href } = new URL(source.split('/').map(encodeURIComponent).join('/'), base)
    return protocol === 'file:' ? decodeURIComponent(pathname).replace(/^\/([A-Za-z]:)/, '$1') : href
  } catch {
    return source
  }
}
