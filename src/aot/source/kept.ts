/**
 * Variables of the module that hold Maps and Sets. What is in them stays in linear memory from the moment at which the module is
 * loaded, in the one field of an object that is there for it:
 *
 *     const memo = new Map<number, number>()   →   class memo { value }, whose field is a Map<float64, float64>
 *     memo.get(n)                              →   kept.value.get(n), where `kept` is passed along with every call
 */
import type { Captured, SourceUnit } from '../../artifact/captured.ts'
import { UNKNOWN } from '../../artifact/merge-types.ts'
import { collectionOf, holdsCallback, holdsCollection } from '../../artifact/signature.ts'
import type { HostType } from '../../artifact/types.ts'
import { hashText } from '../../base/hash.ts'
import { evaluateAll, type Needed } from './initialisers.ts'
import { classOfMade } from './made-units.ts'
import { fail } from './problems.ts'
import type { Held, Keeper, Units } from './unit-of.ts'

/** Is a Map or a Set in it, and can all of it be in a field? */
export function isKept(type: HostType): boolean {
  return (collectionOf(type) !== undefined || holdsCollection(type)) && !holdsCallback(type) && !holdsUnknown(type)
}

/** What `Object.create(null)` has made. */
export function madeAs(type: HostType, value: unknown): HostType {
  const isBare = collectionOf(type) === 'Record' && typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === null
  return isBare ? { ...(type as HostType & { kind: 'list' }), bare: true } : type
}

/** Nothing was in it when the module was loaded, so what will be cannot be told. */
export function holdsUnknown(type: HostType): boolean {
  if (type === UNKNOWN) return true
  if (type.kind === 'list') return holdsUnknown(type.element)
  if (type.kind === 'optional') return holdsUnknown(type.type)
  if (type.kind === 'tuple') return type.elements.some(holdsUnknown)
  return type.kind === 'record' && type.fields.some((field) => holdsUnknown(field.type))
}

export function newKeeper(units: Units, name: string, id: string, type: HostType): Keeper {
  const unit: SourceUnit = {
    id: `keeper ${id}`,
    name,
    kind: 'class',
    text: `class ${name} { constructor() { this.value = undefined } }`,
    declared: {
      fields: () => new Map([['value', type]]),
      subclasses: () => [],
      classNamed: (_, key) => [...units.units.values()].find((each) => each.id === key),
    },
    resolve: () => undefined,
  }
  return { unit, type }
}

export function keptVariable({ unit }: Keeper, id: string): Captured {
  return {
    kind: 'variable',
    type: { kind: 'class', name: unit.name, key: unit.id },
    id,
    classOf: (key) => (key === unit.id ? unit : undefined),
  }
}

/** What the class is called in every process: by all that its layout depends on. `idOf`: classes that cross. */
export function keeperId({ unit, type }: Keeper, idOf: (unit: string) => string | undefined): string {
  const named = JSON.stringify(type, (key, value: unknown) => (key === 'key' && typeof value === 'string' ? (idOf(value) ?? value) : value))
  return `${unit.name} ${hashText(named).slice(0, 24)}`
}

export function keepersOf({ cells }: Pick<Units, 'cells'>): Keeper[] {
  return [...cells.values()].flatMap(({ holds }) => (holds.keeper ? [holds.keeper] : []))
}

/**
 * What a kept variable holds, compiled code holds alone: an object that another variable of the top level holds as well, of which there
 * would be two, is refused. Instances of classes that cross are one wherever they are.
 */
export function refuseShared({ graph, ...units }: Units, needed: Needed, kept: readonly Omit<Held, 'holds'>[]): void {
  if (kept.length === 0) return
  const names = [...needed].flatMap(([file, parts]) =>
    [...parts.names].filter((name) => file.declarations.has(name)).map((name) => ({ file, name })),
  )
  const values = evaluateAll(graph, needed, names)
  const isInstance = (held: object) => classOfMade({ graph, ...units }, held) !== undefined
  for (const { file, name, field } of kept) {
    const index = names.findIndex((each) => each.file === file && each.name === name)
    const whole = values[index]
    const own = reached(field === undefined ? whole : (whole as Readonly<Record<string, unknown>>)[field], isInstance)
    // Of a class, its other static fields.
    const others = field === undefined ? undefined : Object.entries(whole as object).map(([key, one]) => (key === field ? undefined : one))
    const other = names.findIndex((_, place) =>
      [...reached(place === index ? others : values[place], () => false)].some((held) => held !== others && own.has(held)),
    )
    if (other < 0) continue
    const reason = `module state of which \`${names[other]!.name}\` holds a part as well, and compiled code would have two of it; use it by one name`
    fail(file, file.declarations.get(name)!.node, 'unsupported_capture', { name, reason })
  }
}

/** All objects of a value: what functions use of the functions around them is not seen. */
function reached(value: unknown, isLeft: (held: object) => boolean, found = new Set<object>()): Set<object> {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null || found.has(value)) return found
  if (isLeft(value)) return found
  found.add(value)
  const held = /^\[object (?:Map|Set)\]$/.test(Object.prototype.toString.call(value)) ? [...(value as Set<unknown>)] : []
  const own = ArrayBuffer.isView(value) ? [] : Object.values(Object.getOwnPropertyDescriptors(value)).map((each) => each.value as unknown)
  for (const each of [...held, ...own]) reached(each, isLeft, found)
  return found
}
