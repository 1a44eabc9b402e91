/** Programs with classes that were compiled wrongly once, each as small as it could be made. */

class Failing {
  constructor() {
    throw new Error('never made')
  }
}

class Holder {
  items: unknown[] = [0]
}

export function neverMade(a: number): number {
  const failing = [new Failing()]
  const holder = new Holder()
  if (a) holder.items = failing
  let n = 0
  for (const _ of holder.items) n++
  return n
}
// run: neverMade(1)

class Celsius {
  degrees = 0
  get fahrenheit(): number {
    return this.degrees * 1.8 + 32
  }
  set fahrenheit(value: number) {
    this.degrees = (value - 32) / 1.8
  }
}

class Oven extends Celsius {
  heat(): number {
    this.fahrenheit = 400
    return this.degrees
  }
}

/** A name that is assigned in a class is no field where the base has a setter for it. */
export function inheritedSetter(a: number): number {
  const oven = new Oven()
  oven.degrees = a
  return oven.fahrenheit + oven.heat() * 1000
}
// run: inheritedSetter(100)

class Table {
  keys = new BigInt64Array(8)
  find(key: bigint): number {
    let i = 0
    while (this.keys[i] !== key) i = (i + 3) & 7
    return i
  }
}

export function comparedOutside(key: bigint): number {
  const table = new Table()
  table.keys[6] = 5n
  return table.find(key) + (table.keys[9] === key ? 100 : 0) + (table.keys[-1] !== key ? 1000 : 0)
}
// run: comparedOutside(0n); comparedOutside(5n)

class Queue<T> {
  private readonly items: T[] = []
  constructor(private readonly less: (a: T, b: T) => boolean) {}
  push(item: T): void {
    const { items, less } = this
    items.push(item)
    for (let i = items.length - 1; i > 0 && less(items[i]!, items[i - 1]!); i--) {
      const kept = items[i]!
      items[i] = items[i - 1]!
      items[i - 1] = kept
    }
  }
  pop(): T | undefined {
    return this.items.pop()
  }
}

export function queueOfRecords(n: number): number {
  const queue = new Queue<{ time: number; node: number }>((a, b) => a.time > b.time)
  queue.push({ time: 0, node: 0 })
  let sum = 0
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const { time, node } = next
    sum = sum * 7 + time
    if (node < n) queue.push({ time: time + 2, node: node + 1 })
    if (node < n) queue.push({ time: time + 1, node: node + 2 })
  }
  return sum
}
// run: queueOfRecords(3); queueOfRecords(0)

/** What a function found goes to the host all the same. */
export function firstOf(xs: number[]): { x: number } {
  const points = xs.map((x) => ({ x }))
  const first = (from: { x: number }[]) => from[0]!
  return first(points)
}
// run: firstOf([3, 4])

class Base {
  first = 4
}

class Counted extends Base {
  second = this.first
  count = 1000003n
}

/** A constant where a bigint may be missing: the field is kept so, as somebody may look at it too early. */
export function constantBigint(a: number): number {
  const counted = new Counted()
  if (a > 2) counted.count += 5n
  return counted.second + Number(counted.count)
}
// run: constantBigint(1); constantBigint(3)

abstract class Described {
  abstract width: number
  get double(): number {
    return this.width * 2
  }
}

class Wide extends Described {
  half = this.double / 4
  width = 10
}

/** A getter of the base that reads a field of what extends it, too early. */
export function readByBase(a: number): number {
  const wide = new Wide()
  return (Number.isNaN(wide.half) ? 100 : 0) + wide.double + a
}
// run: readByBase(1)

/** A field that is null or undefined and nothing else flows to where an object is. */
function Bare(this: any) {
  this.q = null
}
function Extends() {}
Extends.prototype = Object.create(Bare.prototype)

export function nullOrUndefined(n: number): number {
  let steps = 0
  const other = new (Extends as any)()
  for (let at = new (Bare as any)(); at != null && steps < n; at = at.q) steps++
  return other.q === undefined ? steps : -1
}
// run: nullOrUndefined(0); nullOrUndefined(3) == 1

class Zero {
  static readonly minus = -0
}

export function staticMinusZero(n: number): number {
  return (Zero.minus >= n ? 1 : 0) + 1 / Zero.minus
}
// run: staticMinusZero(0); staticMinusZero(1)

export function staticMinusZeroCompared(n: number): number {
  return 0 <= Zero.minus ? n : -1
}
// run: staticMinusZeroCompared(3) == 3
