/** From a function to a unit of source: its text, and what its free variables stand for when the compiler asks. */
import type { Captured, SourceUnit } from '../artifact/captured.ts'
import { once } from '../base/once.ts'
import { classify } from './classify.ts'
import { type AnyFunction, idOf, plainOf } from './identity.ts'
import { type Inspected, inspect } from './inspector.ts'
import { fileOf, type Place } from './place.ts'

export type Scope = Readonly<Record<string, unknown>>

interface Origin {
  readonly scope: Scope | undefined
  /** Where `jit` was called. */
  readonly place: Place | undefined
}

const ANYWHERE: Origin = { scope: undefined, place: undefined }
const units = once(() => new WeakMap<object, SourceUnit>())
const NOT_FOUND = Symbol('not found')

/** The unit of a function. Without a scope of its own, the same function has the same unit. */
export function unitOf(fn: AnyFunction, origin: Origin = ANYWHERE): SourceUnit {
  const plain = plainOf(fn)
  const known = origin.scope === undefined ? units().get(plain) : undefined
  if (known !== undefined) return known
  const made = makeUnit(plain, origin)
  if (origin.scope === undefined) units().set(plain, made)
  return made
}

function makeUnit(fn: AnyFunction, origin: Origin): SourceUnit {
  const text = Function.prototype.toString.call(fn)
  const closure = once(() => inspect(fn))
  const place = once(() => fileOf(origin.place, closure()))
  const answers = new Map<string, Captured | undefined>()
  return {
    id: idOf(fn),
    name: fn.name,
    kind: /^class\b/.test(text) ? 'class' : 'function',
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
    resolve(name) {
      if (!answers.has(name)) answers.set(name, resolve(name, origin, closure))
      return answers.get(name)
    },
  }
}

function resolve(name: string, origin: Origin, closure: () => Inspected): Captured | undefined {
  const inner = (fn: AnyFunction) => unitOf(fn, { scope: origin.scope, place: origin.place })
  // What compilers of TypeScript and coverage tools wrap around the source means nothing.
  if (name === '__name') return { kind: 'builtin', path: '__name' }
  const given = read(origin.scope, name)
  if (given !== NOT_FOUND) return classify(given, inner)
  const inspected = closure()
  const scopes = 'closure' in inspected ? inspected.closure.scopes : []
  for (const scope of scopes) {
    const value = read(scope, name)
    if (value !== NOT_FOUND) return captured(value, name, inner)
  }
  const value = read(globalThis, name)
  if (value !== NOT_FOUND) return classify(value, inner)
  if ('refused' in inspected) {
    return { kind: 'unsupported', reason: `a captured variable that cannot be seen: ${inspected.refused}; pass it as \`jit(fn, { scope: { ${name} } })\`` }
  }
  return undefined
}

function captured(value: unknown, name: string, inner: (fn: AnyFunction) => SourceUnit): Captured {
  if (value instanceof Uninitialised) return { kind: 'unsupported', reason: `not yet initialised where the kernel is compiled; call or compile it after \`${name}\` has its value` }
  return classify(value, inner)
}

/** Stands for a variable whose declaration has not run. */
class Uninitialised {}

function read(scope: object | undefined, name: string): unknown {
  if (scope === undefined || !(name in scope)) return NOT_FOUND
  try {
    return (scope as Record<string, unknown>)[name]
  } catch {
    return new Uninitialised()
  }
}
