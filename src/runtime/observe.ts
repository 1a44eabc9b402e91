/** The type of a value that a call gives: what a lazily typed kernel is specialised for. */
import { ELEMENTS } from '../artifact/layout.ts'
import { mergeTypes, UNKNOWN } from '../artifact/merge-types.ts'
import { printType } from '../artifact/signature.ts'
import type { ElementKind, HostType } from '../artifact/types.ts'
import { functionKey } from './canonical.ts'
import { classOfInstance } from './classes.ts'
import { collectionName, elementsOf, isPlainObject } from './fits.ts'
import { theMachine } from './machine.ts'
import { show, typedArrayName } from './scalars.ts'

const ELEMENT_OF = new Map(Object.entries(ELEMENTS).map(([element, { array }]) => [array, element as ElementKind]))
const LONGEST_TUPLE = 16

/** Where a value stands, for messages: a name, or what is in something else. Made into text only when there is something to say. */
type Path = string | { readonly of: Path; readonly step: string | number }

/** "argument 1 of f", "`points[3].x` of argument 1 of f". */
function place(path: Path): string {
  let steps = ''
  let at = path
  for (; typeof at !== 'string'; at = at.of) steps = (typeof at.step === 'number' ? `[${at.step}]` : `.${at.step}`) + steps
  return steps === '' ? at : `\`${steps.replace(/^\./, '')}\` of ${at}`
}

/** Throws TypeError with a sentence for what cannot be passed. `wide`: a number is float64 even if it is an int32. */
export function observe(value: unknown, path: Path, wide: boolean): HostType {
  switch (typeof value) {
    case 'number':
      return { kind: !wide && (value | 0) === value && !Object.is(value, -0) ? 'int32' : 'float64' }
    case 'bigint':
      return { kind: observeBigint(value, path) }
    case 'boolean':
    case 'string':
    case 'undefined':
      return { kind: typeof value as 'boolean' }
    case 'function':
      return { kind: 'function', key: functionKey(value) }
    case 'symbol':
      throw new TypeError(`${place(path)} is a symbol, which compiled code cannot take`)
  }
  if (value === null) return { kind: 'null' }
  return observeObject(value as object, path, [])
}

function observeBigint(value: bigint, path: Path): 'int64' | 'uint64' {
  if (BigInt.asIntN(64, value) === value) return 'int64'
  if (BigInt.asUintN(64, value) === value) return 'uint64'
  throw new RangeError(`${place(path)} is ${value}n, which is outside int64 and uint64: bigints are 64 bits wide in compiled code`)
}

function observeObject(value: object, path: Path, parents: readonly object[]): HostType {
  const name = typedArrayName(value)
  const element = name === undefined ? undefined : ELEMENT_OF.get(name)
  if (element !== undefined) return { kind: 'array', element }
  const instance = observeInstance(value, path)
  if (instance !== undefined) return instance
  if (parents.includes(value))
    throw new TypeError(`${place(path)} is an object that it is in itself: it is copied, and there would be no end of it`)
  const within = [...parents, value]
  const inner = (item: unknown, where: Path): HostType => {
    if (typeof item === 'function')
      throw new TypeError(`${place(where)} is a function, which crosses as an argument of its own, not as a part of something else`)
    return typeof item === 'object' && item !== null ? observeObject(item, where, within) : observe(item, where, true)
  }
  if (Array.isArray(value)) return observeArray(value, path, inner)
  const of = collectionName(value)
  if (of !== undefined && parents.length === 0) return observeCollection(of, value, path, inner)
  if (isPlainObject(value)) {
    return { kind: 'record', fields: Object.keys(value).map((key) => ({ name: key, type: inner(value[key], { of: path, step: key }) })) }
  }
  if (of !== undefined)
    throw new TypeError(`${place(path)} is ${show(value)}, which is given as an argument of its own, not as a part of something else`)
  throw new TypeError(
    `${place(path)} is ${show(value)}; compiled code takes numbers, bigints, booleans, strings, typed arrays, plain arrays and objects, Maps, Sets, and instances of classes given to \`jitclass\``,
  )
}

/** An instance has the type of its own class, not of one that it extends. */
function observeInstance(value: object, path: Path): HostType | undefined {
  const held = theMachine().held.get(value)
  if (held && /(Map|Set|Record)</.test(printType(held.type))) {
    throw new TypeError(
      `${place(path)} is or holds a Map, a Set or an object with any names that an instance keeps, which crosses with that only: give the instance, or a copy (new Map(…))`,
    )
  }
  if (held !== undefined) return held.type
  const found = classOfInstance(value)
  if (found === undefined) return undefined
  if (found.shell.refOf(value) === 0) throw new TypeError(`${place(path)}: this ${found.name} has been freed`)
  return { kind: 'class', name: found.name, key: found.unit.id }
}

/** What is alike in print may know more or less of what is in it. */
function note(types: Map<string, HostType>, type: HostType): void {
  const text = type === NUMBER ? 'float64' : printType(type)
  const known = types.get(text)
  types.set(text, known === undefined || known === type ? type : (mergeTypes(known, type) ?? type))
}

/** Keys are of one type, and values are. */
function observeCollection(of: 'Map' | 'Set', value: object, path: Path, inner: (item: unknown, where: Path) => HostType): HostType {
  const values = elementsOf({ kind: 'list', element: NUMBER, of }, value)!
  const typeOf = (what: string, items: readonly unknown[]): HostType => {
    const types = new Map<string, HostType>()
    for (const [index, item] of items.entries()) {
      const type: HostType = typeof item === 'number' ? NUMBER : inner(item, `${what} ${index} of ${place(path)}`)
      note(types, type)
    }
    const type = listElement([...types.values()])
    if (type !== undefined) return type
    throw new TypeError(
      `the ${what}s of ${place(path)} are of several types (${[...types.keys()].slice(0, 4).join(', ')}), which compiled code does not hold in one ${of}`,
    )
  }
  if (of === 'Set') return { kind: 'list', element: typeOf('element', values), of }
  const pairs = values as [unknown, unknown][]
  const keys = typeOf(
    'key',
    pairs.map(([key]) => key),
  )
  return {
    kind: 'list',
    element: {
      kind: 'tuple',
      elements: [
        keys,
        typeOf(
          'value',
          pairs.map(([, one]) => one),
        ),
      ],
    },
    of,
  }
}

/** Elements of one type make a list, of several a tuple. */
function observeArray(value: readonly unknown[], path: Path, inner: (item: unknown, where: Path) => HostType): HostType {
  const types = new Map<string, HostType>()
  const elements: HostType[] = []
  for (let index = 0; index < value.length; index++) {
    const item = value[index]
    const type: HostType = typeof item === 'number' ? NUMBER : inner(item, { of: path, step: index })
    if (elements.length <= LONGEST_TUPLE) elements.push(type)
    note(types, type)
  }
  const element = listElement([...types.values()])
  if (element !== undefined && (!isMixed(element) || value.length > LONGEST_TUPLE)) return { kind: 'list', element }
  if (value.length <= LONGEST_TUPLE) return { kind: 'tuple', elements }
  throw new TypeError(
    `${place(path)} holds values of several types (${[...types.keys()].slice(0, 4).join(', ')}); a list of compiled code has one`,
  )
}

function isMixed(type: HostType): boolean {
  return type.kind === 'optional' && type.type.kind === 'mixed'
}

/** An array of numbers and texts is a tuple as long as that can be compiled, else a list. */
function withLists(type: HostType): HostType {
  if (type.kind === 'list') return type.of === 'Map' ? type : { ...type, element: withLists(type.element) }
  if (type.kind === 'record') return { ...type, fields: type.fields.map((field) => ({ ...field, type: withLists(field.type) })) }
  if (type.kind !== 'tuple') return type
  const element = listElement(type.elements)
  if (element && isMixed(element)) return { kind: 'list', element }
  return { ...type, elements: type.elements.map(withLists) }
}

const NUMBER: HostType = { kind: 'float64' }
/** What else an empty list may be meant for. */
const OTHER_ELEMENTS: readonly HostType[] = [
  { kind: 'int64' },
  { kind: 'boolean' },
  { kind: 'list', element: NUMBER },
  { kind: 'list', element: { kind: 'int64' } },
  { kind: 'string' },
]

/** Keys of an empty Map, whose values have been taken for one of the above. */
const OTHER_KEYS: readonly HostType[] = [{ kind: 'string' }, NUMBER]

/** The same signature with empty lists taken for something else: all of them for the same, then one by one. */
export function* otherReadings(params: readonly HostType[]): Generator<readonly HostType[]> {
  if (params.some(isUnknownMap)) {
    for (const key of OTHER_KEYS)
      for (const element of [NUMBER, ...OTHER_ELEMENTS])
        if (key !== NUMBER || element !== NUMBER)
          yield params.map((type) => withElement(isUnknownMap(type) ? withKey(type, key) : type, element))
  }
  const lists = params.map(withLists)
  if (lists.some((type, index) => printType(type) !== printType(params[index]!))) yield lists
  const empty = [...params.keys()].filter((index) => holdsUnknown(params[index]!))
  for (const element of OTHER_ELEMENTS) if (empty.length > 0) yield params.map((type) => withElement(type, element))
  if (empty.length === 1) return
  for (const one of empty)
    for (const element of OTHER_ELEMENTS) yield params.map((type, index) => (index === one ? withElement(type, element) : type))
}

function isUnknownMap(type: HostType): boolean {
  return type.kind === 'list' && type.of === 'Map' && (type.element as HostType & { kind: 'tuple' }).elements[0] === UNKNOWN
}

function withKey(type: HostType, key: HostType): HostType {
  const { element } = type as HostType & { kind: 'list' }
  return { ...type, element: { ...element, elements: [key, UNKNOWN] } } as HostType
}

function holdsUnknown(type: HostType): boolean {
  return withElement(type, NUMBER) !== type
}

function withElement(type: HostType, element: HostType): HostType {
  switch (type.kind) {
    case 'list': {
      if (type.element === UNKNOWN) return { ...type, element }
      const inner = withElement(type.element, element)
      return inner === type.element ? type : { ...type, element: inner }
    }
    case 'tuple': {
      const elements = type.elements.map((item) => withElement(item, element))
      return elements.every((item, index) => item === type.elements[index]) ? type : { ...type, elements }
    }
    case 'record': {
      const fields = type.fields.map((field) => ({ ...field, type: withElement(field.type, element) }))
      return fields.every((field, index) => field.type === type.fields[index]!.type) ? type : { ...type, fields }
    }
    default:
      return type
  }
}

/** The one type that fits all elements. */
function listElement([first, ...more]: readonly HostType[]): HostType | undefined {
  if (first === undefined) return UNKNOWN
  const element = more.reduce<HostType | undefined>((one, other) => one && mergeTypes(one, other), first)
  return element?.kind === 'null' || element?.kind === 'undefined' ? undefined : element
}
