/** `...` in the arguments of methods of classes: rest parameters, defaults, more and fewer arguments than parameters. */
class Sums {
  total = 0
  calls = 0
  static of(...values: number[]): Sums {
    const made = new Sums()
    made.add(0, ...values)
    return made
  }
  add(by: number, ...values: number[]): number {
    this.calls++
    for (const value of values) this.total += value + by
    return values.length
  }
  pair(a: number, b = 10, c = 100): number {
    return a + b * 2 + c * 3
  }
  first(...all: number[]): number {
    all.push(7)
    return all[0]! * 1000 + all.length
  }
  #hidden(...all: number[]): number {
    return all.length
  }
  hidden(values: number[]): number {
    return this.#hidden(1, ...values, 2)
  }
}

class Loud extends Sums {
  override add(by: number, ...values: number[]): number {
    return super.add(by + 1, ...values) + 100
  }
}

export function rest(values: number[]): unknown {
  const s = new Sums()
  // @ts-expect-error: how many there are is not known
  return [s.add(1, ...values), s.add(...values), s.add(1, 2, 3, ...values), s.total, s.calls]
}
// run: rest([1, 2, 3])
// run: rest([5])

export function kept(values: number[]): unknown {
  const s = new Sums()
  return [s.first(...values), s.first(4, ...values), s.first(4, 5, ...values, 6), values.length, s.hidden(values)]
}
// run: kept([1, 2, 3])

export function defaults(values: number[]): unknown {
  const s = new Sums()
  // @ts-expect-error: how many there are is not known
  return [s.pair(1, ...values), s.pair(1, 2, ...values), s.pair(1, 2, 3, ...values), s.pair(1, 2, 3, 4, ...values)]
}
// run: defaults([1, 2, 3])
// run: defaults([])

export function fixed(values: number[]): number {
  return Sums.of(...values).total
}
// run: fixed([1, 2, 3])

export function overridden(loud: boolean, values: number[]): unknown {
  const s: Sums = loud ? new Loud() : new Sums()
  // @ts-expect-error: how many there are is not known
  return [s.add(1, ...values), s.total, s.add(...values), s.total]
}
// run: overridden(true, [1, 2, 3])
// run: overridden(false, [1, 2, 3])
