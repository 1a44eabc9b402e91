/**
 * Classes that several functions use in different ways: what is kept of them after one (test/linked.test.ts) must not be taken for another
 * where it would do something else.
 */

class Bag {
  items = new Float64Array(4)
  size = 0
  add(x: number): number {
    this.items[this.size] = x
    return this.size++
  }
  at(i: number): number {
    return this.items[i]!
  }
  twice(i: number): number {
    return this.at(i) * 2
  }
  get last(): number {
    return this.at(this.size - 1)
  }
}

// run: inside(3)
export function inside(n: number): number {
  const bag = new Bag()
  for (let i = 0; i < n; i++) bag.add(i + 0.5)
  return bag.twice(n - 1) + bag.last - bag.at(0)
}

// Who asks whether there is an element gets undefined, others NaN.
// run: asked(1); asked(9)
export function asked(i: number): string {
  const bag = new Bag()
  bag.add(i)
  return bag.at(i) === undefined ? 'none' : `at ${bag.at(i) + 1}`
}

// run: fallback(1); fallback(9)
export function fallback(i: number): number {
  const bag = new Bag()
  return (bag.at(i) ?? -5) + bag.twice(1)
}

// run: insideAgain(4)
export function insideAgain(n: number): number {
  return inside(n) + inside(2)
}

class Counter {
  value = 0
  step = 1
  next(): number {
    this.value += this.step
    return this.value
  }
  over(limit: number): boolean {
    return this.value > limit
  }
}

// run: counted(3); counted(100000)
export function counted(n: number): number {
  const counter = new Counter()
  while (!counter.over(n)) counter.next()
  return counter.value
}

// The same fields with other numbers in them.
// run: halves(3); halves(10)
export function halves(n: number): number {
  const counter = new Counter()
  counter.step = 0.5
  while (!counter.over(n)) counter.next()
  return counter.next()
}

// run: large(3); large(-1)
export function large(n: number): number {
  const counter = new Counter()
  counter.value = n * 2 ** 40
  counter.step = n < 0 ? -0 : 2 ** 31
  return 1 / counter.next() + counter.next()
}

// run: withZero(0); withZero(-0); withZero(NaN)
export function withZero(x: number): number {
  const counter = new Counter()
  counter.value = x
  counter.step = x
  return 1 / counter.next()
}

class Node {
  next: Node | null = null
  readonly value: bigint
  constructor(value: bigint) {
    this.value = value
  }
  append(value: bigint): Node {
    if (this.next === null) this.next = new Node(value)
    else this.next.append(value)
    return this
  }
  sum(): bigint {
    return this.value + (this.next === null ? 0n : this.next.sum())
  }
  find(value: bigint): Node | null {
    return this.value === value ? this : (this.next?.find(value) ?? null)
  }
}

// run: chained(5n) == 15n
export function chained(n: bigint): bigint {
  const head = new Node(n)
  for (let i = 1n; i < n; i++) head.append(i)
  return head.sum()
}

// run: found(3n); found(7n)
export function found(n: bigint): string {
  const head = new Node(1n).append(2n).append(3n)
  const node = head.find(n)
  return node === null ? 'nowhere' : `${node.value} and ${node.next === null ? 'no more' : 'more'}`
}

// A ring of them, that no method makes.
// run: circle(4n)
export function circle(n: bigint): bigint {
  const head = new Node(n).append(n + 1n)
  const last = head.find(n + 1n)
  if (last !== null) last.next = head
  let [node, sum] = [head as Node | null, 0n]
  for (let i = 0n; i < n && node !== null; i++) {
    sum += node.value
    node = node.next
  }
  return sum
}

const LIMIT = 3

class Guarded {
  left = LIMIT
  take(): number {
    if (this.left === 0) throw new RangeError(`nothing is left of ${LIMIT}`)
    return this.left--
  }
  throwing(n: number): number {
    if (n > 2) throw n
    return n
  }
  safe(): number {
    try {
      return this.take()
    } catch {
      return -1
    }
  }
}

// run: taken(2); taken(3); taken(4)
export function taken(n: number): number {
  const guarded = new Guarded()
  let sum = 0
  for (let i = 0; i < n; i++) sum += guarded.take()
  return sum
}

// run: caught(2); caught(5)
export function caught(n: number): string {
  const guarded = new Guarded()
  try {
    for (let i = 0; i < n; i++) guarded.take()
    return `${guarded.left}`
  } catch (error) {
    return (error as Error).message
  }
}

// run: primitives(2); primitives(5)
export function primitives(n: number): string {
  const guarded = new Guarded()
  try {
    return `${guarded.throwing(n)} ${guarded.take()}`
  } catch (error) {
    return `${typeof error} ${error}`
  }
}

// run: safely(5)
export function safely(n: number): number {
  const guarded = new Guarded()
  let sum = 0
  for (let i = 0; i < n; i++) sum = sum * 10 + guarded.safe()
  return sum
}

class Shape {
  width = 2
  get area(): number {
    return this.width * this.side()
  }
  side(): number {
    return this.width
  }
  scaled(by: number): Shape {
    const made = new Shape()
    made.width = this.width * by
    return made
  }
}

class Tall extends Shape {
  override side(): number {
    return super.side() * 10
  }
}

// run: plainShape(3); plainShape(0.5)
export function plainShape(by: number): number {
  return new Shape().scaled(by).area
}

// run: eitherShape(1); eitherShape(-1)
export function eitherShape(n: number): number {
  const shape = n > 0 ? new Tall() : new Shape()
  shape.width += n
  return shape.area + shape.scaled(2).area
}

class Words {
  text = ''
  count = 0
  add(word: string, times = 1): this {
    for (let i = 0; i < times; i++) this.text += this.count++ === 0 ? word : ` ${word}`
    return this
  }
  is(other: Words | null): boolean {
    return other !== null && other.text === this.text
  }
  toString(): string {
    return `"${this.text}" ${this.count}`
  }
}

// run: written('a', 2); written('', 0)
export function written(word: string, n: number): string {
  const words = new Words().add(word, n).add('end')
  return `${words} ${words.is(null)} ${words.is(words)} ${words.is(new Words().add(word, n).add('end'))}`
}

// run: other('x')
export function other(word: string): string {
  return `${new Words().add(word)}` + new Words().add('a').add(word, 3).text
}
