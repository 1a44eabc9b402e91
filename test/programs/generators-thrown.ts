/** Loops over generators that an exception ends, in functions that catch nothing themselves: the generators are closed. */

export function fresh(k: number) {
  const said: number[] = []
  function* count(m: number) {
    try {
      for (let i = 0; i < m; i++) yield i
    } finally {
      said.push(100)
    }
  }
  // Long enough, and called often enough, to stay a function of its own.
  const run = (x: number) => {
    let left = 3
    outer: while (left-- > 0) {
      for (const z of [1, 2]) {
        for (const y of count(3)) {
          said.push(y)
          if (y === x) throw new RangeError('at x')
          if (y > 1) continue outer
        }
        said.push(z)
      }
    }
    try {
      said.push(50)
    } finally {
      said.push(51)
    }
    return x
  }
  for (let i = 0; i < 2; i++) {
    try {
      said.push(run(k + i))
    } catch (error) {
      said.push((error as Error).message.length)
    }
  }
  try {
    said.push(run(k))
  } catch {
    said.push(run(k + 5))
  }
  return said
}
// run: fresh(0)
// run: fresh(2)
// run: fresh(7)

class Bag {
  seen = 0;
  *[Symbol.iterator]() {
    try {
      yield 1
      yield 2
    } finally {
      this.seen += 10
    }
  }
  *values() {
    try {
      yield 3
    } finally {
      this.seen += 100
    }
  }
}

function each(bag: Bag, limit: number): number {
  let sum = 0
  for (const x of bag) {
    if (x > limit) throw new Error('too large')
    sum += x
  }
  for (const x of bag.values()) {
    if (x > limit) throw new Error('too large')
    sum += x
  }
  return sum
}

export function instances(limit: number) {
  const bag = new Bag()
  let sum = 0
  for (let i = 0; i < 3; i++) {
    try {
      sum += each(bag, limit + i)
    } catch {
      sum -= 1000
    }
  }
  return [sum, bag.seen]
}
// run: instances(0)
// run: instances(1)
// run: instances(3)

export function kept(k: number) {
  function* count() {
    yield 1
    yield 2
    yield 3
  }
  const numbers = count()
  const some = (limit: number): number => {
    let sum = 0
    for (const x of numbers) {
      if (x >= limit) throw new Error('enough')
      sum += x
    }
    return sum > 100 ? some(limit - 1) : sum
  }
  let first = 0
  try {
    first = some(k)
  } catch {
    first = -1
  }
  return [first, some(k), [...numbers].length]
}
// run: kept(1)
// run: kept(2)
// run: kept(9)

export function leavesByBreak(k: number): void {
  const words: string[] = []
  const say = (x: number): number => {
    words.push(`${x}`)
    return x
  }
  let mark = k
  function* none(_m: number): Generator<number> {}
  const go = (x: number): number => {
    try {
      for (const y of none(1)) {
        say(y)
        if (mark & 1) break
      }
      try {
        mark = mark + 1
      } catch {
        say(mark)
      }
    } catch {
      // Nothing throws.
    }
    mark = mark ^ 5
    return 0 + x
  }
  go(1)
  go(3)
}
// run: leavesByBreak(2); leavesByBreak(7)
