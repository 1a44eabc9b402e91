/**
 * What the world answers to a compiler, as text that means the same in every process. Units, arrays and objects are
 * numbered in the order in which they are met, so equal numbers say "the same one as there".
 */
import type { Captured, SourceUnit } from '../artifact/captured.ts'
import type { HostType } from '../artifact/types.ts'

export interface Numbers {
  /** Number of a unit of source; a new one enters the table. */
  readonly units: SourceUnit[]
  readonly unitIds: Map<string, number>
  /** Ids of captured arrays and values. */
  readonly values: string[]
  readonly objects: (Captured & { kind: 'object' })[]
  /** Some type spoke of a unit that nothing led to: what depends on it cannot be recognised in another process. */
  foreign: boolean
}

export function newNumbers(): Numbers {
  return { units: [], unitIds: new Map(), values: [], objects: [], foreign: false }
}

export function unitNumber(numbers: Numbers, unit: SourceUnit): number {
  let number = numbers.unitIds.get(unit.id)
  if (number === undefined) {
    number = numbers.units.push(unit) - 1
    numbers.unitIds.set(unit.id, number)
  }
  return number
}

function indexIn<T>(list: T[], item: T): number {
  const index = list.indexOf(item)
  return index >= 0 ? index : list.push(item) - 1
}

/** All digits, and the sign of zero. */
function numberText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value)
}

export function answerText(numbers: Numbers, captured: Captured | undefined): string {
  if (captured === undefined) return 'absent'
  switch (captured.kind) {
    case 'number':
      return `number ${numberText(captured.value)}`
    case 'bigint':
      return `bigint ${captured.value}n`
    case 'boolean':
      return `boolean ${captured.value}`
    case 'string':
      return `string ${JSON.stringify(captured.value)}`
    case 'undefined':
    case 'null':
      return captured.kind
    case 'builtin':
      return `builtin ${captured.path}`
    case 'function':
    case 'class':
      return `${captured.kind} #${unitNumber(numbers, captured.unit)}`
    case 'array':
      return `array @${indexIn(numbers.values, captured.id)} ${captured.element}`
    case 'cell':
      return `cell @${indexIn(numbers.values, captured.id)} ${captured.element} ${captured.boolean}`
    case 'value':
    case 'variable':
      eachKey(captured.type, (kind, _, key) => {
        const unit = kind === 'class' ? captured.classOf?.(key) : undefined
        if (unit) unitNumber(numbers, unit)
      })
      return `${captured.kind} @${indexIn(numbers.values, captured.id)} ${JSON.stringify(withNumbers(numbers, captured.type))}`
    case 'static':
      return `static ${captured.holds}`
    case 'object':
      return `object ${indexIn(numbers.objects, captured)}`
    case 'unsupported':
      return `unsupported ${captured.reason}`
  }
}

/** A type with `#number` in place of the ids of this process. */
export function withNumbers(numbers: Numbers, type: HostType): HostType {
  return mapKeys(type, toNumber(numbers))
}

/** In artifacts the keys of classes are places in a list of their own. */
export function functionsWithNumbers(numbers: Numbers, type: HostType): HostType {
  const map = toNumber(numbers)
  return mapKeys(type, (key, kind) => (kind === 'function' ? map(key) : key))
}

export function toNumber(numbers: Numbers): (key: string) => string {
  return (key) => {
    if (key === '') return ''
    const number = numbers.unitIds.get(key)
    if (number === undefined) numbers.foreign = true
    return number === undefined ? `?${key}` : `#${number}`
  }
}

/** And back. */
export function functionsWithIds(numbers: Numbers, type: HostType): HostType {
  return mapKeys(type, (key, kind) => (kind === 'function' && key.startsWith('#') ? (numbers.units[Number(key.slice(1))]?.id ?? key) : key))
}

/** Every class and function that a type speaks of. */
export function eachKey(type: HostType, use: (kind: 'class' | 'function', name: string, key: string) => void): void {
  switch (type.kind) {
    case 'class':
      return use('class', type.name, type.key)
    case 'function':
      return use('function', '', type.key)
    case 'functions':
      for (const { key } of type.of) use('function', '', key)
      return
    case 'list':
      return eachKey(type.element, use)
    case 'tuple':
      for (const element of type.elements) eachKey(element, use)
      return
    case 'record':
      for (const field of type.fields) eachKey(field.type, use)
      return
    case 'optional':
      return eachKey(type.type, use)
  }
}

export function mapKeys(type: HostType, map: (key: string, kind: 'class' | 'function') => string): HostType {
  switch (type.kind) {
    case 'class':
    case 'function':
      return { ...type, key: map(type.key, type.kind) }
    case 'functions':
      return { ...type, of: type.of.map((name) => ({ ...name, key: map(name.key, 'function') })) }
    case 'list':
      return { ...type, element: mapKeys(type.element, map) }
    case 'tuple':
      return { ...type, elements: type.elements.map((element) => mapKeys(element, map)) }
    case 'record':
      return { ...type, fields: type.fields.map(({ name, type: field }) => ({ name, type: mapKeys(field, map) })) }
    case 'optional':
      return { ...type, type: mapKeys(type.type, map) }
    default:
      return type
  }
}
