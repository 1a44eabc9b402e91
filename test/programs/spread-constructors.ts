/** `...` in the arguments of `new` and `super`, and rest parameters of constructors. */
class Sums {
  total = 0
  count: number
  constructor(...values: number[]) {
    for (const value of values) this.total += value
    this.count = values.push(0)
  }
}

class Pair {
  a: number
  b: number
  constructor(a: number, b = 10) {
    this.a = a
    this.b = b
  }
}

/** A field without a type holds what it is given: it must not be the list. */
class Holder {
  value
  constructor(value: number) {
    this.value = value
  }
}

class Named extends Sums {
  first = this.total
  second: number
  constructor(first: number, second = first * 2, ...values: number[]) {
    super(first, ...values, second)
    this.second = second
  }
}

class Inherits extends Named {}

export function rest(values: number[]): unknown {
  const all = [new Sums(...values), new Sums(1, ...values, 2), new Sums(), new Sums(...values, ...values)]
  return [all.map(({ total }) => total), all.map(({ count }) => count), values.length]
}
// run: rest([1, 2, 3])
// run: rest([])

export function fixed(values: number[]): unknown {
  // @ts-expect-error: how many there are is not known
  const all = [new Pair(...values), new Pair(1, ...values), new Pair(1, 2, ...values), new Pair(1, 2, 3, ...values)]
  return [all.map(({ a }) => a), all.map(({ b }) => b)]
}
// run: fixed([5, 6, 7])
// run: fixed([5])

export function held(values: Float64Array): number {
  // @ts-expect-error: how many there are is not known
  return new Holder(...values).value
}
// run: held(new Float64Array([3, 4]))

export function extending(values: number[]): unknown {
  // @ts-expect-error: how many there are is not known
  const all = [new Named(...values), new Inherits(...values), new Inherits(1, ...values), new Named(1, 2, 3)]
  return all.map(({ first, second, total, count }) => [first, second, total, count])
}
// run: extending([1, 2, 3])
// run: extending([4])

export function changed(values: number[]): unknown {
  const made = new Sums(...values, values.push(9))
  return [made.total, values.length]
}
// run: changed([1, 2])
