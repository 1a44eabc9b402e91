/** Built-in functions and objects by identity, so that `const { sin } = Math` is still Math.sin. */
import { once } from '../base/once.ts'

const ROOTS = [
  'Math',
  'Number',
  'BigInt',
  'Boolean',
  'String',
  'Object',
  'Array',
  'Symbol',
  'Date',
  'JSON',
  'Reflect',
  'Function',
  'Atomics',
  'Map',
  'Set',
  'WeakMap',
  'WeakSet',
  'Promise',
  'Proxy',
  'RegExp',
  'ArrayBuffer',
  'SharedArrayBuffer',
  'DataView',
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
  'Error',
  'RangeError',
  'TypeError',
  'SyntaxError',
  'EvalError',
  'ReferenceError',
  'URIError',
  'parseInt',
  'parseFloat',
  'isNaN',
  'isFinite',
  'console',
  'performance',
  'globalThis',
  'structuredClone',
  'process',
] as const
/** Objects whose methods are inherited, not their own. */
const INHERITED: Record<string, readonly string[]> = { performance: ['now'] }

/** Every built-in with its path; the first path wins (`Number.parseInt` is `parseInt`). */
const paths = once(() => {
  const table = new Map<unknown, string>()
  const add = (value: unknown, path: string) => {
    if ((typeof value === 'function' || (typeof value === 'object' && value !== null)) && !table.has(value)) table.set(value, path)
  }
  const host = globalThis as unknown as Record<string, object | undefined>
  for (const root of ROOTS) add(host[root], root)
  for (const root of ROOTS) {
    const owner = host[root]
    if (owner === undefined || root === 'globalThis' || root === 'process') continue
    for (const name of [...Object.getOwnPropertyNames(owner), ...(INHERITED[root] ?? [])]) {
      const value = read(owner, name)
      if (typeof value === 'function') add(value, `${root}.${name}`)
    }
  }
  return table
})

function read(owner: object, name: string): unknown {
  try {
    return (owner as Record<string, unknown>)[name]
  } catch {
    return undefined
  }
}

/** `Math.sin` for that function; undefined for what is not built in. */
export function builtinPath(value: unknown): string | undefined {
  return paths().get(value)
}
