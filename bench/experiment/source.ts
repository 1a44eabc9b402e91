/** The text of the class and of the function as examples/ring-buffer holds them, so that what is measured is what can be read. */
import { readFileSync } from 'node:fs'
import { parse } from 'acorn'
import { transformSync } from 'esbuild'

export interface RingBuffer {
  /** `class Buffer { … }` */
  readonly classText: string
  /** `function func(x) { … }` */
  readonly functionText: string
}

const file = new URL('../../examples/ring-buffer/buffer.ts', import.meta.url)

/** The file as it is, with its types. */
export function ringBufferSource(): string {
  return readFileSync(file, 'utf8')
}

export function ringBuffer(): RingBuffer {
  const { code } = transformSync(ringBufferSource(), { loader: 'ts', target: 'es2022' })
  const { body } = parse(code, { ecmaVersion: 'latest', sourceType: 'module' })
  const declarations = body.map((node) => (node.type === 'ExportNamedDeclaration' ? node.declaration : node))
  const text = (type: string): string => {
    const found = declarations.find((node) => node?.type === type)
    if (!found) throw new Error(`no ${type} in ${file.pathname}`)
    return code.slice(found.start, found.end)
  }
  return { classText: text('ClassDeclaration'), functionText: text('FunctionDeclaration') }
}

/** The article's heavier class: a sort in a branch that is never taken. */
export function heavier(classText: string): string {
  const first = 'append(value) {'
  if (!classText.includes(first)) throw new Error('the class of examples/ring-buffer has no append(value)')
  return classText.replace(first, `${first}\n    if (this._arraysize < 0n) this._array = this._array.slice().sort();`)
}
