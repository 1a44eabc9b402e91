/**
 * State that all copies of the library in a program share: `taipan`, `taipan/runtime` and the single files of
 * `taipan build` each hold the code that they need, and yet have one memory, one table of classes, one identity of
 * functions. Only copies of the same build share: another one may keep its state in another form.
 */
import { BUILD } from './build.ts'
import { once } from './once.ts'

/** The value that goes by this name, made at first need by whoever needs it first. Run from source there is one copy only. */
export function shared<T>(name: string, make: () => T): () => T {
  if (BUILD === undefined) return once(make)
  return once(() => {
    const all = registry(BUILD!)
    if (!all.has(name)) all.set(name, make())
    return all.get(name) as T
  })
}

function registry(build: string): Map<string, unknown> {
  const key = Symbol.for(`taipan ${build}`)
  const holder = globalThis as unknown as Record<symbol, Map<string, unknown> | undefined>
  const known = holder[key]
  if (known !== undefined) return known
  const made = new Map<string, unknown>()
  Object.defineProperty(globalThis, key, { value: made })
  return made
}
