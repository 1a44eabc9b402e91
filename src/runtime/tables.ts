/**
 * Objects and arrays whose properties are constants (functions above all: `const ops = { '+': add, '-': sub }`, enums), where
 * a property is found by a name that is known at run time only, or the whole is asked for.
 *
 *     ops[name](a, b)      →   find(name)(a, b)       with   function find(key) { if (key === '+') return value0; … }
 *     for (f of steps) …   →   for (f of all()) …     with   function all() { return [value0, value1] }
 *
 * What the functions make is made anew each time: compiled code must not change it, nor ask which one it is (infer/constants.ts).
 */
import type { Captured, SourceUnit } from '../artifact/captured.ts'
import { once } from '../base/once.ts'
import { isPlainObject } from './fits.ts'

export type Table = Captured & { readonly kind: 'object' }

/** What a part is, if that can be said. */
export type ClassifyPart = (value: unknown) => Captured | undefined

const MOST = 256
/** How deep functions are looked for in objects in objects. */
const DEEPEST = 4

/** The function that the compiler asks for: `ops[]` and `Shape.kinds[]` find, `shapes.round[*]` makes all. `resolve` knows the first name. */
export function tableFunction(name: string, resolve: (name: string) => Captured | undefined): Captured | undefined {
  const bracket = name.indexOf('[')
  const [first, ...path] = name.slice(0, bracket).split('.')
  const table = path.reduce(partOf, resolve(first!))
  const unit = table?.kind === 'object' ? (name.endsWith('[]') ? table.at : table.all) : undefined
  return unit && { kind: 'function', unit }
}

function partOf(of: Captured | undefined, name: string): Captured | undefined {
  return of?.kind === 'object' ? of.get(name) : of?.kind === 'class' ? of.unit.static?.(name) : undefined
}

export function holdsFunctions(value: object, depth = DEEPEST): boolean {
  return Object.values(Object.getOwnPropertyDescriptors(value)).some(({ get, value: held }) => {
    if (get !== undefined || typeof held === 'function') return true
    return depth > 0 && (isPlainObject(held) || Array.isArray(held)) && holdsFunctions(held, depth - 1)
  })
}

/** Some numbers have names that have these numbers: `{ Up: 0, 0: 'Up' }`. */
export function isEnum(value: Record<string, unknown>): boolean {
  const names = Object.entries(value).filter(([, name]) => typeof name === 'string')
  const numbered = names.filter(([key, name]) => String(value[name as string]) === key)
  return numbered.length > 0 && Object.values(value).every((each) => typeof each === 'number' || typeof each === 'string')
}

/** An array of functions, or of objects and arrays that hold functions, as an object whose properties are constants. */
export function arrayTable(value: unknown, classify: ClassifyPart): Table | undefined {
  if (!Array.isArray(value)) return undefined
  const parts = Object.values(value)
  // Holes are none.
  if (parts.length === 0 || parts.length !== value.length) return undefined
  const isPart = (part: unknown) =>
    typeof part === 'function' || ((isPlainObject(part) || Array.isArray(part)) && holdsFunctions(part, DEEPEST - 1))
  if (!parts.every(isPart)) return undefined
  return { kind: 'object', get: (key) => (Object.hasOwn(value, key) ? classify((value as never)[key]) : undefined) }
}

/** The object with its functions; `id` is one of no other. */
export function withFinders({ get }: Table, id: string, value: object, classify: ClassifyPart): Table {
  const at = once(() => finderOf(id, value, classify))
  const all = once(() => wholeOf(id, value, classify))
  return {
    kind: 'object',
    get: (name) => {
      const part = get(name)
      return part?.kind === 'object' && !part.all
        ? withFinders(part, `${id}.${encodeURIComponent(name)}`, partOfValue(value, name), classify)
        : part
    },
    get at() {
      return at() as SourceUnit
    },
    get all() {
      return all() as SourceUnit
    },
  }
}

const partOfValue = (value: object, name: string) => (value as Record<string, unknown>)[name] as object

/** If all properties are of one sort: functions, objects, or numbers and texts. */
function finderOf(id: string, value: object, classify: ClassifyPart): SourceUnit | undefined {
  const parts = newParts(classify)
  const lines: string[] = []
  const entries = entriesOf(value)
  for (const [name, part] of entries ?? []) {
    const text = parts.text(part)
    // What is no number and what is missing name properties too, and equal none of their texts.
    if (text === undefined || ['NaN', 'undefined', 'null'].includes(name)) return undefined
    lines.push(`if (${isKey(name)}) return ${text}`)
  }
  if (!entries || lines.length === 0 || new Set(entries.map(([, part]) => sortOf(part))).size > 1) return undefined
  // Other values name properties by their text.
  const otherKeys =
    "if (typeof key === 'bigint' || typeof key === 'boolean') throw new TypeError('a property of an object with functions or constants is found by a number or a text')"
  const text = `function find(key) { ${[otherKeys, ...lines, inherited(value), 'return undefined'].join('; ')} }`
  return { id: `${id}[]`, name: 'find', kind: 'function', text, resolve: parts.resolve }
}

function wholeOf(id: string, value: object, classify: ClassifyPart): SourceUnit | undefined {
  const parts = newParts(classify)
  const text = parts.text(value)
  if (text === undefined) return undefined
  return { id: `${id}[*]`, name: 'all', kind: 'function', text: `function all() { return ${text} }`, resolve: parts.resolve }
}

function sortOf(value: unknown): string {
  if (Array.isArray(value)) return 'array'
  return typeof value === 'function' || isPlainObject(value) ? typeof value : 'constant'
}

interface Parts {
  /** The source text of one; undefined for what a literal does not make. */
  text(value: unknown, depth?: number): string | undefined
  readonly resolve: SourceUnit['resolve']
}

function newParts(classify: ClassifyPart): Parts {
  const leaves: Captured[] = []
  const textOf = (value: unknown, depth = DEEPEST): string | undefined => {
    if (typeof value === 'object' && value !== null) return depth > 0 ? objectText(value, depth - 1) : undefined
    const leaf = classify(value)
    if (!leaf || !isFound(leaf) || leaves.length >= MOST) return undefined
    return `value${leaves.push(leaf) - 1}`
  }
  const objectText = (value: object, depth: number): string | undefined => {
    const entries = entriesOf(value)
    if (!entries) return undefined
    const texts: string[] = []
    for (const [name, part] of entries) {
      const text = textOf(part, depth)
      if (text === undefined || name === '__proto__') return undefined
      texts.push(Array.isArray(value) ? text : `${JSON.stringify(name)}: ${text}`)
    }
    return Array.isArray(value) ? `[${texts.join(', ')}]` : `({ ${texts.join(', ')} })`
  }
  const resolve = (free: string): Captured | undefined => {
    const [, index] = /^value(\d+)$/.exec(free) ?? []
    if (index !== undefined) return leaves[Number(index)]
    return free === 'TypeError' ? { kind: 'builtin', path: free } : undefined
  }
  return { text: textOf, resolve }
}

/** Properties in order; undefined for what is more than a plain object or array with data in it. */
function entriesOf(value: object): [name: string, part: unknown][] | undefined {
  const names = Object.keys(value)
  if (!Array.isArray(value) ? !isPlainObject(value) : names.length !== value.length || names.some((name, index) => name !== String(index)))
    return undefined
  // An array has its length besides.
  if (names.length > MOST || Reflect.ownKeys(value).length !== names.length + (Array.isArray(value) ? 1 : 0)) return undefined
  const descriptors = Object.getOwnPropertyDescriptors(value) as Record<string, PropertyDescriptor>
  if (names.some((name) => descriptors[name]!.get ?? descriptors[name]!.set)) return undefined
  return names.map((name) => [name, descriptors[name]!.value])
}

/** A function that looks at the object that it is called on would see none. */
function isFound(leaf: Captured): boolean {
  if (leaf.kind === 'function') return !/\b(?:this|arguments|super)\b/.test(leaf.unit.text)
  return ['builtin', 'number', 'bigint', 'boolean', 'string', 'null', 'undefined'].includes(leaf.kind)
}

/** Numbers name properties as well. */
function isKey(name: string): string {
  const text = `key === ${JSON.stringify(name)}`
  return String(Number(name)) === name ? `key === ${name} || ${text}` : text
}

/** What objects have from the prototype is no constant of the file. */
function inherited(value: object): string {
  const refuse = "throw new TypeError('the property ' + key + ' of an object with functions or constants is none of its own')"
  if (Array.isArray(value)) return `if (typeof key === 'string') ${refuse}`
  const names = Object.getPrototypeOf(value) === null ? [] : Object.getOwnPropertyNames(Object.prototype)
  return names.length === 0 ? '' : `if (${names.map((name) => `key === ${JSON.stringify(name)}`).join(' || ')}) ${refuse}`
}
