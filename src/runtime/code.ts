/** The code of ahead-of-time output: beside it in a file, or in its text. */

import { nodeBuffer } from '../base/node-buffer.ts'

/** The code beside a module: read at once from a file, compiled while it streams from elsewhere. */
export function readCode(url: { readonly href: string }): Uint8Array | Promise<WebAssembly.Module> {
  const host = typeof process === 'object' && typeof process.getBuiltinModule === 'function' ? process : undefined
  const { href } = url
  if (href.startsWith('file:') && host !== undefined) return host.getBuiltinModule('node:fs').readFileSync(url as URL)
  return fetchCode(href)
}

async function fetchCode(href: string): Promise<WebAssembly.Module> {
  const response = await fetch(href)
  if (!response.ok) throw new Error(`the compiled code ${href} cannot be loaded: ${response.status} ${response.statusText}`)
  // A server that does not know the type of wasm files keeps the browser from compiling while it streams.
  if (response.headers.get('content-type') === 'application/wasm') return WebAssembly.compileStreaming(response)
  return WebAssembly.compile(await response.arrayBuffer())
}

/** Bytes from base64, for code that stands in the text of a module. */
export function codeOf(base64: string): Uint8Array {
  // Node's own way takes a quarter of the time.
  const quick = nodeBuffer()
  if (quick !== undefined) return quick.from(base64, 'base64')
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
}
