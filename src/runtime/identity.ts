/** Functions by identity: each has a number in this process. A kernel stands for the function that it wraps. */
import { once } from '../base/once.ts'

export type AnyFunction = (...values: never[]) => unknown

const state = once(() => ({ next: 0, ids: new WeakMap<object, string>(), plain: new WeakMap<object, AnyFunction>() }))

/** `wrapper(…)` is `plain(…)`. */
export function setPlain(wrapper: object, plain: AnyFunction): void {
  state().plain.set(wrapper, plain)
}

export function plainOf(value: object): AnyFunction {
  return state().plain.get(value) ?? (value as AnyFunction)
}

/** The same for the same function, and for a kernel and its function. */
export function idOf(value: object): string {
  const { ids } = state()
  const plain = plainOf(value)
  let id = ids.get(plain)
  if (id === undefined) {
    id = `f${state().next++}`
    ids.set(plain, id)
  }
  return id
}
