/** From a function to a unit of source: its text, and what its free variables stand for when the compiler asks. */
import type { Captured, DeclaredClass, SourceUnit } from '../artifact/captured.ts'
import { once } from '../base/once.ts'
import { shared } from '../base/shared.ts'
import { attachedLocator, attachedTo } from './attached.ts'
import { classOf } from './classes.ts'
import { classify } from './classify.ts'
import { type AnyFunction, idOf, noteUnit, plainOf } from './identity.ts'
import { type Inspected, inspect } from './inspector.ts'
import { theMachine } from './machine.ts'
import { locatorOf, readLines } from './place.ts'
import { tableFunction } from './tables.ts'

export type Scope = Readonly<Record<string, unknown>>

/** What a unit is made with. */
interface Origin {
  readonly scope: Scope | undefined
}

const ANYWHERE: Origin = { scope: undefined }
const units = shared('units', () => new WeakMap<object, SourceUnit>())
const NOT_FOUND = Symbol('not found')
const UNINITIALISED = Symbol('uninitialised')

/** The unit of a function. Without a scope of its own, the same function has the same unit. */
export function unitOf(fn: AnyFunction, origin: Origin = ANYWHERE): SourceUnit {
  const plain = plainOf(fn)
  const declared = classOf(plain)
  if (declared !== undefined) return declared.unit
  const known = origin.scope === undefined ? units().get(plain) : undefined
  if (known !== undefined) return known
  const made = makeUnit(plain, origin)
  if (origin.scope === undefined) units().set(plain, made)
  return made
}

/** The source of a class that was compiled ahead of time: its own text, and what is around it. */
export function sourceUnitOf(fn: AnyFunction): SourceUnit {
  return makeUnit(plainOf(fn), ANYWHERE)
}

/** How often a captured variable was read that has no value yet, in this process. */
const unsettled = shared('unsettled', () => ({ reads: 0 }))

/**
 * A count that grows when a variable was read that is undefined, and so may be one whose declaration has not run yet
 * (before Node 22 the inspector cannot tell). What was compiled meanwhile may not know what its variables stand for.
 */
export function unsettledReads(): number {
  return unsettled().reads
}

function makeUnit(fn: AnyFunction, origin: Origin): SourceUnit {
  const attached = attachedTo(fn)
  const text = attached?.text ?? Function.prototype.toString.call(fn)
  let inspected: Inspected | undefined
  const closure = () => {
    inspected ??= attached ? { closure: { scopes: [attached.scope], location: undefined } } : inspect(fn)
    return inspected
  }
  const locate = once(() => (attached ? attachedLocator(attached) : locatorOf(text, closure())))
  const place = once(() => locate()?.(0, 0))
  const answers = new Map<string, Captured | undefined>()
  const kind = /^class\b/.test(text) ? 'class' : 'function'
  const unit: SourceUnit = {
    ...(kind === 'class' ? classParts(fn, origin) : constructorParts(fn, origin)),
    id: idOf(fn),
    name: fn.name,
    kind,
    text,
    get file() {
      return place()?.file as string
    },
    get line() {
      return place()?.line as number
    },
    get column() {
      return place()?.column as number
    },
    placeAt: (line, column) => locate()?.(line, column),
    linesOf: readLines,
    get declared() {
      return classOf(fn)?.declared as DeclaredClass
    },
    resolve(name) {
      if (answers.has(name)) return answers.get(name)
      const before = unsettledReads()
      const answer = name.endsWith(']') ? tableFunction(name, unit.resolve) : resolve(name, origin, closure)
      if (unsettledReads() === before) answers.set(name, answer)
      else inspected = undefined
      return answer
    },
  }
  noteUnit(unit)
  return unit
}

/** What a function's prototype tells, for the case that it is used with `new`. */
function constructorParts(fn: AnyFunction, origin: Origin): Pick<SourceUnit, 'base' | 'prototype'> {
  const prototype = (fn as { prototype?: object }).prototype
  if (typeof prototype !== 'object' || prototype === null) return {}
  const inner = (value: AnyFunction) => unitOf(value, origin)
  return {
    base: () => {
      const above = Object.getPrototypeOf(prototype) as { constructor?: AnyFunction } | null
      return above === null || above === Object.prototype || typeof above.constructor !== 'function' ? undefined : inner(above.constructor)
    },
    prototype: () => {
      const found = {
        methods: new Map<string, SourceUnit>(),
        getters: new Map<string, SourceUnit>(),
        setters: new Map<string, SourceUnit>(),
      }
      for (const [name, { value, get, set }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
        if (name !== 'constructor' && typeof value === 'function') found.methods.set(name, inner(value))
        if (get) found.getters.set(name, inner(get))
        if (set) found.setters.set(name, inner(set as AnyFunction))
      }
      return found
    },
  }
}

/** What the class object itself tells. */
function classParts(fn: AnyFunction, origin: Origin): Pick<SourceUnit, 'base' | 'hosted' | 'static' | 'staticCells'> {
  const inner = (value: AnyFunction) => unitOf(value, origin)
  return {
    base: () => {
      const base: unknown = Object.getPrototypeOf(fn)
      return typeof base === 'function' && base !== Function.prototype ? inner(base as AnyFunction) : undefined
    },
    hosted: true,
    staticCells: true,
    static: (name) => {
      const assigned = theMachine().statics.get(`${idOf(fn)}.${name}`)
      if (assigned !== undefined) return { kind: 'static', holds: assigned.holds }
      // A decorator runs before the static fields have their values: they are then fields of what it gave back.
      const value = read(name in fn ? fn : (classOf(fn)?.shell.wrapper ?? fn), name)
      return value === NOT_FOUND ? undefined : captured(value, name, inner)
    },
  }
}

function resolve(name: string, origin: Origin, closure: () => Inspected): Captured | undefined {
  // What compilers of TypeScript wrap around functions means nothing.
  if (name === '__name') return { kind: 'builtin', path: '__name' }
  const given = read(origin.scope, name)
  const inner = (fn: AnyFunction) => unitOf(fn, origin)
  if (given !== NOT_FOUND) return classify(given, inner)
  const inspected = closure()
  const scope = 'closure' in inspected ? inspected.closure.scopes.find((candidate) => name in candidate) : undefined
  if (scope !== undefined) return captured(read(scope, name), name, inner)
  const value = read(globalThis, name)
  if (value !== NOT_FOUND) return classify(value, inner)
  if ('refused' in inspected) {
    return {
      kind: 'unsupported',
      reason: `a captured variable that cannot be seen: ${inspected.refused}; pass it as \`jit(fn, { scope: { ${name} } })\``,
    }
  }
  return undefined
}

function captured(value: unknown, name: string, inner: (fn: AnyFunction) => SourceUnit): Captured {
  if (value === undefined || value === UNINITIALISED) unsettled().reads++
  if (value === UNINITIALISED) {
    return {
      kind: 'unsupported',
      reason: `not yet initialised where the kernel is compiled; call or compile it after \`${name}\` has its value`,
    }
  }
  return classify(value, inner)
}

function read(scope: object | undefined, name: string): unknown {
  if (scope === undefined || !(name in scope)) return NOT_FOUND
  try {
    return (scope as Record<string, unknown>)[name]
  } catch {
    return UNINITIALISED
  }
}
