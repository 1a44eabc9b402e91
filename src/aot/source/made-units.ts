/** Units of what the initialisers of the files have made: functions, prototypes of constructors, instances. */
import type { Captured, PrototypeUnits, SourceUnit } from '../../artifact/captured.ts'
import { mergeTypes } from '../../artifact/merge-types.ts'
import type { HostType } from '../../artifact/types.ts'
import { classify } from '../../runtime/classify.ts'
import { isPlainObject } from '../../runtime/fits.ts'
import type { AnyFunction } from '../../runtime/identity.ts'
import { observe } from '../../runtime/observe.ts'
import type { SourceFile } from './file.ts'
import { evaluate } from './initialisers.ts'
import { madeFunction } from './made.ts'
import { type AstNode, child } from './node.ts'
import { fail } from './problems.ts'
import { type Units, unitOf } from './unit-of.ts'
import { withoutTypes } from './wrapped.ts'

/** Thrown where a function of the initialisers cannot be compiled; the message completes "`x` is …". */
class NotMade extends Error {}

/** The unit of a function that the initialisers have made. */
function madeUnit(units: Units, fn: AnyFunction): SourceUnit {
  const made = madeFunction(units.graph, units.written, fn)
  if ('reason' in made) throw new NotMade(made.reason)
  const { file, node, captured } = made
  const unit = unitOf(units, file, node, fn.name)
  if (captured.size === 0) return unit
  const constants = new Map([...captured].map(([name, value]) => [name, classify(value, (inner) => madeUnit(units, inner))]))
  return {
    ...unit,
    // The same code with the same constants is the same function.
    id: `${unit.id}(${[...constants].map(([name, value]) => `${name}=${constantText(name, value)}`).join()})`,
    resolve: (free) => constants.get(free) ?? unit.resolve(free),
  }
}

function constantText(name: string, captured: Captured): string {
  switch (captured.kind) {
    case 'number':
      return Object.is(captured.value, -0) ? '-0' : String(captured.value)
    case 'bigint':
      return `${captured.value}n`
    case 'boolean':
      return String(captured.value)
    case 'string':
      return JSON.stringify(captured.value)
    case 'null':
    case 'undefined':
      return captured.kind
    case 'builtin':
      return captured.path
    case 'function':
    case 'class':
      return captured.unit.id
  }
  throw new NotMade(
    `a function that uses \`${name}\` of the function around it, which is no number, bigint, boolean, string or function; pass it as an argument`,
  )
}

/** What the prototype of a function at the top level holds, for the case that it is used with `new`. */
export function constructorParts(units: Units, file: SourceFile, node: AstNode): Pick<SourceUnit, 'base' | 'prototype'> {
  if (node.type === 'ArrowFunctionExpression' || node.type === 'Property') return {}
  const prototypeOf = () => {
    const named = [...file.declarations].find(([, declaration]) => {
      const init = declaration.kind === 'variable' && !declaration.pattern ? child(declaration.node, 'init') : undefined
      return declaration.node === node || (init && withoutTypes(init) === node)
    })
    const made = named && (evaluate(units.graph, file, named[0]) as { readonly prototype?: object })
    return made?.prototype ?? null
  }
  return {
    base: () => {
      const prototype = prototypeOf()
      const above = prototype && (Object.getPrototypeOf(prototype) as { readonly constructor?: AnyFunction } | null)
      if (!above || above === Object.prototype || typeof above.constructor !== 'function') return undefined
      return orRefused(file, node, 'constructor', () => madeUnit(units, above.constructor!))
    },
    prototype: () => prototypeUnits(units, file, node, prototypeOf() ?? {}),
  }
}

function prototypeUnits(units: Units, file: SourceFile, node: AstNode, prototype: object): PrototypeUnits {
  const unit = (name: string, fn: unknown) => orRefused(file, node, name, () => madeUnit(units, fn as AnyFunction))
  const found = { methods: new Map<string, SourceUnit>(), getters: new Map<string, SourceUnit>(), setters: new Map<string, SourceUnit>() }
  for (const [name, { value, get, set }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
    if (name !== 'constructor' && typeof value === 'function') found.methods.set(name, unit(name, value))
    if (get) found.getters.set(name, unit(name, get))
    if (set) found.setters.set(name, unit(name, set))
  }
  return found
}

function orRefused(file: SourceFile, at: AstNode, name: string, make: () => SourceUnit): SourceUnit {
  try {
    return make()
  } catch (error) {
    if (error instanceof NotMade) return fail(file, at, 'unsupported_capture', { name, reason: error.message })
    throw error
  }
}

/** The class that crosses of which a value of the initialisers is an instance. */
export function classOfMade(units: Units, value: unknown): SourceUnit | undefined {
  const node = writtenClass(units, value)
  return node && units.declared.has(node) ? units.units.get(node) : undefined
}

/** The class of these files of which a value is an instance. */
function writtenClass(units: Units, value: unknown): AstNode | undefined {
  const prototype = typeof value === 'object' && value !== null ? (Object.getPrototypeOf(value) as object | null) : null
  const { constructor: maker } = (prototype ?? {}) as { readonly constructor?: AnyFunction }
  if (typeof maker !== 'function' || !/^class\b/.test(Function.prototype.toString.call(maker))) return undefined
  const made = madeFunction(units.graph, units.written, maker)
  return 'reason' in made ? undefined : made.node
}

/** Is it such an instance, or an array or object that holds one? */
export function holdsMade(units: Units, value: unknown): boolean {
  return heldIn(value, (held) => classOfMade(units, held) !== undefined) !== undefined
}

/** The first object that passes, of the value and what is in it: arrays, plain objects, Maps and Sets, all maybe of another realm. */
function heldIn(value: unknown, passes: (held: object) => boolean, seen = new Set<object>()): object | undefined {
  if (typeof value !== 'object' || value === null || seen.has(value)) return undefined
  if (passes(value)) return value
  seen.add(value)
  const kind = Object.prototype.toString.call(value)
  let held: unknown[] = []
  if (kind === '[object Map]' || kind === '[object Set]') held = [...(value as Set<unknown>)]
  else if (Array.isArray(value) || isPlainObject(value)) held = Object.values(value)
  for (const each of held) {
    const found = heldIn(each, passes, seen)
    if (found) return found
  }
  return undefined
}

/** The type of an array or object that holds instances of classes that cross; undefined if they have no common form. */
function typeOfHolder(units: Units, value: unknown): HostType | undefined {
  const unit = classOfMade(units, value)
  if (unit) return classType(unit)
  if (!holdsMade(units, value)) return observe(value, 'it', true)
  if (Array.isArray(value)) {
    const element = typeOfAll(units, value)
    return element && { kind: 'list', element }
  }
  const kind = Object.prototype.toString.call(value)
  if (kind === '[object Set]') {
    const element = typeOfAll(units, [...(value as Set<unknown>)])
    return element && { kind: 'list', element, of: 'Set' }
  }
  if (kind === '[object Map]') {
    const pairs = [...(value as Map<unknown, unknown>)]
    const [key, held] = [0, 1].map((index) => typeOfAll(units, pairs.map((pair) => pair[index]))) // biome-ignore format: short
    return key && held && { kind: 'list', element: { kind: 'tuple', elements: [key, held] }, of: 'Map' }
  }
  if (!isPlainObject(value)) return undefined
  const fields = Object.entries(value).map(([name, item]) => ({ name, type: typeOfHolder(units, item) }))
  return fields.every((field): field is { name: string; type: HostType } => field.type !== undefined)
    ? { kind: 'record', fields }
    : undefined
}

/** The one type that they have. */
function typeOfAll(units: Units, values: readonly unknown[]): HostType | undefined {
  const [first, ...more] = values.map((item) => typeOfHolder(units, item))
  return more.reduce((one, other) => one && other && mergeHeld(units, one, other), first)
}

/** The type of a Map or a Set of the initialisers, by what is in it; undefined if it has none. */
export function typeOfMade(units: Units, value: unknown): HostType | undefined {
  try {
    return typeOfHolder(units, value)
  } catch {
    return undefined
  }
}

function classType({ name, id }: SourceUnit): HostType {
  return { kind: 'class', name, key: id }
}

/** Of two classes, the one that both are. */
function mergeHeld(units: Units, one: HostType, other: HostType): HostType | undefined {
  const merged = mergeTypes(one, other)
  if (merged || one.kind !== 'class' || other.kind !== 'class') return merged
  const above = basesOf(unitWithId(units, other.key))
  const found = basesOf(unitWithId(units, one.key)).find(({ id }) => above.some((each) => each.id === id))
  return found && classType(found)
}

function basesOf(unit: SourceUnit | undefined): SourceUnit[] {
  return unit ? [unit, ...basesOf(unit.base?.())] : []
}

function unitWithId(units: Units, key: string): SourceUnit | undefined {
  return [...units.units.values()].find(({ id }) => id === key)
}

/** What an array or object is to the compiler that holds instances, if that is why it cannot be passed along. */
function holderOf(units: Units, value: unknown): Captured | undefined {
  const unknown = heldIn(value, (held) => writtenClass(units, held) !== undefined && !classOfMade(units, held))
  if (unknown)
    return {
      kind: 'unsupported',
      reason: `an object that holds an instance of ${unknown.constructor.name}: export the class, so that it can be made when the module is loaded`,
    }
  const type = holdsMade(units, value) ? typeOfHolder(units, value) : undefined
  return type && { kind: 'value', type, id: '', classOf: (key) => unitWithId(units, key) }
}

function instanceOf(units: Units, value: unknown): Captured | undefined {
  const node = writtenClass(units, value)
  if (!node) return undefined
  const unit = classOfMade(units, value)
  const name = (value as object).constructor.name
  if (!unit)
    return { kind: 'unsupported', reason: `an instance of ${name}: export the class, so that it can be made when the module is loaded` }
  return {
    kind: 'value',
    type: classType(unit),
    id: '',
    classOf: (key) => (key === unit.id ? unit : undefined),
  }
}

/** What a value of the initialisers is to the compiler. */
export function classified(units: Units, value: unknown): Captured {
  const instance = instanceOf(units, value)
  if (instance) return instance
  const found = supported(() => classify(value, (fn) => madeUnit(units, fn)))!
  return found.kind === 'unsupported' ? (holderOf(units, value) ?? found) : found
}

export function supported(read: () => Captured | undefined): Captured | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof NotMade) return { kind: 'unsupported', reason: error.message }
    throw error
  }
}
