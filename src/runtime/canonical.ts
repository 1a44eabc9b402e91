/**
 * Functions given as arguments are told apart by what they are: `apply((x) => x * k)` makes a new function at every
 * call, and all of them with one text and equal captured values are one to the compiler.
 */
import type { SentFunction } from '../artifact/sent.ts'
import { shared } from '../base/shared.ts'
import { attachedTo, textOf } from './attached.ts'
import { type AnyFunction, freshId, idOf, nameById, plainOf } from './identity.ts'
import { inspect } from './inspector.ts'

interface Candidate {
  readonly fn: WeakRef<AnyFunction>
  /** Values of the words of its text that are variables around it. */
  readonly captured: readonly unknown[]
}

/** So many functions of one text are compared; a text with more of them is not worth the time. */
const MOST = 4

/** A function that compiled code was made for in another thread, and the id that one of this thread has if it is equal. */
interface Awaited {
  readonly captured: SentFunction['captured']
  readonly id: string
}

const state = shared('equal functions', () => ({
  known: new WeakMap<object, AnyFunction>(),
  byText: new Map<string, Candidate[]>(),
  awaited: new Map<string, Awaited[]>(),
}))

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
  const awaited = state()
    .awaited.get(text)
    ?.find((each) => isSame(each.captured, fn, captured))
  if (awaited !== undefined) nameById(fn, awaited.id)
  return fn
}

function isSame(sent: SentFunction['captured'], fn: AnyFunction, captured: readonly unknown[]): boolean {
  if (captured.length !== sent.length * 2) return false
  return sent.every(([name, ...value], index) => {
    const found = captured[2 * index + 1]
    return name === captured[2 * index] && (value.length === 0 ? isItself(found, fn) : Object.is(value[0], found))
  })
}

function isItself(value: unknown, fn: AnyFunction): boolean {
  return typeof value === 'function' && plainOf(value) === fn
}

/** A function as another thread can know it again, or in a word what there is around it that is of this thread alone. */
export function describeFunction(value: object): SentFunction | string {
  const fn = canonicalOf(value)
  const text = textOf(fn)
  const captured = capturedBy(fn, text)
  if (captured === undefined) return 'variables that cannot be seen'
  const described: SentFunction['captured'][number][] = []
  for (let index = 0; index < captured.length; index += 2) {
    const [name, found] = captured.slice(index) as [string, unknown]
    if (isItself(found, fn)) described.push([name])
    else if ((typeof found !== 'object' || found === null) && typeof found !== 'function' && typeof found !== 'symbol')
      described.push([name, found])
    else return name
  }
  return { text, captured: described }
}

/** The key that functions equal to one of another thread have here. */
export function keyOfSent({ text, captured }: SentFunction): string {
  const { byText, awaited } = state()
  for (const candidate of byText.get(text) ?? []) {
    const fn = candidate.fn.deref()
    if (fn !== undefined && isSame(captured, fn, candidate.captured)) return idOf(fn)
  }
  const others = awaited.get(text) ?? []
  const same = (one: SentFunction['captured'], other: SentFunction['captured']) =>
    one.length === other.length && one.every((word, index) => word.every((part, at) => Object.is(part, other[index]![at])))
  const known = others.find((each) => same(each.captured, captured))
  if (known !== undefined) return known.id
  const made = { captured, id: freshId() }
  awaited.set(text, [...others, made])
  return made.id
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
