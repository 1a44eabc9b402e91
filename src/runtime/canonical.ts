/**
 * Functions given as arguments are told apart by what they are: `apply((x) => x * k)` makes a new function at every
 * call, and all of them with one text and equal captured values are one to the compiler.
 */
import { shared } from '../base/shared.ts'
import { attachedTo, textOf } from './attached.ts'
import { type AnyFunction, idOf, plainOf } from './identity.ts'
import { inspect } from './inspector.ts'

interface Candidate {
  readonly fn: WeakRef<AnyFunction>
  /** Values of the words of its text that are variables around it. */
  readonly captured: readonly unknown[]
}

/** So many functions of one text are compared; a text with more of them is not worth the time. */
const MOST = 4

const state = shared('equal functions', () => ({ known: new WeakMap<object, AnyFunction>(), byText: new Map<string, Candidate[]>() }))

/** The function that stands for this one and its equals. */
export function canonicalOf(value: object): AnyFunction {
  const plain = plainOf(value)
  const { known } = state()
  let canonical = known.get(plain)
  if (canonical === undefined) {
    canonical = findEqual(plain)
    known.set(plain, canonical)
  }
  return canonical
}

/** The key of a function in signatures. */
export function functionKey(value: object): string {
  return idOf(canonicalOf(value))
}

function findEqual(fn: AnyFunction): AnyFunction {
  const { byText } = state()
  const text = textOf(fn)
  // Classes of one text are different classes.
  if (/^class\b/.test(text)) return fn
  const captured = capturedBy(fn, text)
  if (captured === undefined) return fn
  const candidates = (byText.get(text) ?? []).filter((candidate) => candidate.fn.deref() !== undefined)
  for (const candidate of candidates) {
    const equal =
      candidate.captured.length === captured.length && captured.every((value, index) => Object.is(value, candidate.captured[index]))
    const known = equal ? candidate.fn.deref() : undefined
    if (known !== undefined) return known
  }
  if (candidates.length === MOST) candidates.shift()
  byText.set(text, [...candidates, { fn: new WeakRef(fn), captured }])
  return fn
}

/** Undefined if that cannot be known, or may change: then the function is equal to no other. */
function capturedBy(fn: AnyFunction, text: string): unknown[] | undefined {
  const attached = attachedTo(fn)
  const inspected = attached ? undefined : inspect(fn)
  if (inspected && 'refused' in inspected) return undefined
  const scopes = attached ? [attached.scope] : inspected!.closure.scopes
  const values: unknown[] = []
  for (const word of new Set(text.match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu) ?? [])) {
    const scope = scopes.find((candidate) => word in candidate) as Record<string, unknown> | undefined
    if (scope === undefined) continue
    try {
      values.push(word, scope[word])
    } catch {
      return undefined
    }
    if (scope[word] === undefined) return undefined
  }
  return values
}
