/**
 * Array methods, written in the language that taipan compiles, so that inference, inlining and all passes see
 * through them. Each is a function with the receiver first. They do what the standard says for arrays without holes:
 * the length is read once, an element that has gone in the meantime is not visited.
 *
 * A text may use what compiled code can use, and one thing that it cannot:
 * - `__like(a, n)`: a typed array of the kind of `a` with n elements, all zero.
 * - `__sort(a)`: the elements of a typed array in order.
 * - `__text.name(…)`: see infer/builtins/text-calls.ts.
 * - `__norm(x, mode)`: of the host's `Math.hypot`, 0 and 1 give it the first and the next value, 2 asks for the result.
 * - `__hash(key)`, `__same(a, b)`: see prelude-collections.ts. `__step(g)`, `__yielded(g)` and others: of generators, see infer/builtins/generators.ts.
 * - `a.push(v)`, `a.pop()`, `a.subarray(from, to)`, `a.set(other, at)`, `a.length`, `a[i]`, `a[i] = v`,
 *   `Array.isArray`, `Math.trunc`, `Math.min`, `Math.max`, `throw new RangeError(…)`.
 */
import type { Captured, SourceUnit } from '../artifact/captured.ts'
import { ANY_METHODS } from './prelude-any.ts'
import { ARRAY_METHODS } from './prelude-arrays.ts'
import { CELL_METHODS } from './prelude-cells.ts'
import { COLLECTIONS, lendingText } from './prelude-collections.ts'
import { DICTIONARY_HELPERS, DICTIONARY_STATICS } from './prelude-dictionary.ts'
import { functionText } from './prelude-functions.ts'
import { LIST_METHODS } from './prelude-lists.ts'
import { SORT_HELPERS } from './prelude-sort.ts'
import { STATIC_METHODS, TYPED_ARRAY_NAMES } from './prelude-static.ts'
import { NUMBER_METHODS, STRING_METHODS, STRING_STATICS } from './prelude-strings.ts'

/** What a method is called on: a growable array, a typed array, a string, a number or bigint, or a constructor (then the method is its full name). */
export type Receiver = 'list' | 'array' | 'string' | 'number' | 'static'

/** Helpers that the texts call by these names. */
const HELPERS: Readonly<Record<string, string>> = {
  // ToIntegerOrInfinity, then from the end if negative, held inside 0…n.
  __relative: `(x, n) => {
    const k = Math.trunc(x)
    return k < 0 ? Math.max(n + k, 0) : k >= n ? n : k > 0 ? k : 0
  }`,
  ...SORT_HELPERS,
  ...DICTIONARY_HELPERS,
}

const BUILTINS = [
  'Math',
  'BigInt',
  'String',
  'Array',
  'Map',
  'Set',
  'Dictionary',
  'Object',
  'RangeError',
  'TypeError',
  '__like',
  '__sort',
  '__text',
  '__norm',
  '__hash',
  '__same',
  '__step',
  '__yielded',
  '__close',
  '__returned',
  '__send',
  '__throwing',
  ...TYPED_ARRAY_NAMES,
]

/**
 * The function that stands for a method of a receiver, given the number of arguments of the call: to leave one out
 * is not always the same as to give undefined (`reduce(f)`). Undefined if there is none.
 */
export function preludeUnit(method: string, receiver: Receiver, count: number): SourceUnit | undefined {
  const own = {
    list: LIST_METHODS,
    array: { ...ARRAY_METHODS, ...CELL_METHODS },
    string: STRING_METHODS,
    number: NUMBER_METHODS,
    static: { ...STATIC_METHODS, ...STRING_STATICS, ...DICTIONARY_STATICS },
  }[receiver]
  for (const table of receiver === 'list' || receiver === 'array' ? [own, ANY_METHODS] : [own]) {
    for (const name of [`${method}/${count}`, method]) {
      if (Object.hasOwn(table, name)) return unitOf(table === own ? `${receiver}.${name}` : name, method, table[name]!)
    }
  }
  return undefined
}

const PRELUDE = 'prelude:'

export function isPrelude(unit: SourceUnit): boolean {
  return unit.id.startsWith(PRELUDE)
}

function unitOf(id: string, name: string, text: string): SourceUnit {
  // A `/` in an id would end it (see `js.global`).
  return { id: `${PRELUDE}${id.replace('/', ':')}`, name, kind: 'function', text, resolve }
}

/** The function that stands for a built-in one where it is a value among others. */
export function functionUnit(path: string): SourceUnit | undefined {
  const text = functionText(path)
  if (text === undefined) return undefined
  return { ...unitOf(`=${path}`, path, text), resolve: (name) => ({ kind: 'builtin', path: name }) }
}

/** See `lendingText`. */
export function lendingUnit(ways: readonly string[]): SourceUnit {
  return unitOf(`__lend ${ways.join(' ')}`, 'lend', lendingText(ways))
}

/** The class that stands for a built-in collection, by its name. */
export function collectionUnit(name: string): SourceUnit | undefined {
  if (!Object.hasOwn(COLLECTIONS, name)) return undefined
  return { id: `${PRELUDE}${name}`, name, kind: 'class', text: COLLECTIONS[name]!(), resolve }
}

function resolve(name: string): Captured | undefined {
  if (BUILTINS.includes(name)) return { kind: 'builtin', path: name }
  const helper = Object.hasOwn(HELPERS, name) ? HELPERS[name] : undefined
  return helper === undefined ? undefined : { kind: 'function', unit: unitOf(name, name, helper) }
}
