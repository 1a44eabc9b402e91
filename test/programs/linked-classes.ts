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

class Meter {
  count = 0
  total = 0
  constructor(start = 0) {
    this.total = start
  }
  weigh(x: number): number {
    return x
  }
  add(x: number): this {
    this.total += this.weigh(x)
    this.count++
    return this
  }
  get mean(): number {
    return this.total / this.count
  }
}

class Doubled extends Meter {
  factor = 2
  override weigh(x: number): number {
    return super.weigh(x) * this.factor
  }
  twice(x: number): number {
    return this.add(x).add(x).mean
  }
}

class Halved extends Doubled {
  constructor() {
    super(10)
    this.factor = 0.5
  }
}

// run: meter(3); meter(0.5)
export function meter(x: number): number {
  return new Meter(1).add(x).mean
}

// run: doubled(3); doubled(0.5)
export function doubled(x: number): number {
  const made = new Doubled(1)
  return made.twice(x) + made.add(x).mean * 100
}

// run: doubledAgain(3)
export function doubledAgain(x: number): number {
  return new Doubled().add(x).add(1).mean + new Doubled().twice(x)
}

// run: halved(3)
export function halved(x: number): number {
  const made = new Halved()
  return made.twice(x) + made.factor + doubled(x)
}

// run: anyMeter(1, 3); anyMeter(-1, 3); anyMeter(0, 3)
export function anyMeter(n: number, x: number): number {
  const made = n > 0 ? new Doubled() : n < 0 ? new Halved() : new Meter(n)
  return made.add(x).add(2).mean + (made instanceof Doubled ? made.twice(x) : 0)
}

// run: meterAgain(4)
export function meterAgain(x: number): number {
  return meter(x) + new Meter().add(1).weigh(x)
}

class Place {
  x = 0
  y = 0
  constructor(x: number, y: number) {
    this.x = x
    this.y = y
  }
  plus(other: Place, times = 1): Place {
    return new Place(this.x + other.x * times, this.y + other.y * times)
  }
  get far(): number {
    return Math.hypot(this.x, this.y)
  }
}

class Body {
  place = new Place(0, 0)
  speed = new Place(1, 2)
  parent: Body | null = null
  move(times: number): this {
    this.place = this.place.plus(this.speed, times)
    this.parent?.move(times)
    return this
  }
  turn(): Place {
    const { x, y } = this.speed
    this.speed = new Place(-y, x)
    return this.speed
  }
  get depth(): number {
    return this.parent === null ? 0 : this.parent.depth + 1
  }
}

// run: moved(2); moved(0.5)
export function moved(times: number): number {
  const body = new Body()
  body.parent = new Body()
  body.move(times).turn()
  return body.move(1).place.far + body.depth * 100 + body.parent.place.far
}

// run: alone(2)
export function alone(times: number): number {
  return new Body().move(times).place.plus(new Place(1, 1)).far
}

// run: placeOnly(2)
export function placeOnly(times: number): number {
  return new Place(times, 3).plus(new Place(1, 1), times).far
}

// run: depthOnly(2)
export function depthOnly(n: number): number {
  let body = new Body()
  for (let i = 0; i < n; i++) {
    const next = new Body()
    next.parent = body
    body = next
  }
  return body.depth
}

// run: turned(3)
export function turned(n: number): string {
  const body = new Body()
  for (let i = 0; i < n; i++) body.turn()
  return `${body.speed.x} ${body.speed.y} ${body.turn() === body.speed} ${body.place === body.speed}`
}

class Link {
  next: Link | null = null
  value: number
  constructor(value: number) {
    this.value = value
  }
}

class Chain {
  head: Link | null = null
  size = 0
  push(value: number): number {
    const link = new Link(value)
    link.next = this.head
    this.head = link
    return ++this.size
  }
  pop(): number {
    const { head } = this
    if (head === null) throw new RangeError(`nothing of ${this.size}`)
    this.head = head.next
    this.size--
    return head.value
  }
  get sum(): number {
    let sum = 0
    for (let link = this.head; link; link = link.next) sum += link.value
    return sum
  }
}

// run: emptyChain()
export function emptyChain(): number {
  return new Chain().sum
}

// run: chain(5); chain(0)
export function chain(n: number): number {
  const made = new Chain()
  for (let i = 0; i < n; i++) made.push(i * 1.5)
  return made.sum + made.pop() * 100 + made.size
}

// run: chainAgain(3)
export function chainAgain(n: number): string {
  const made = new Chain()
  made.push(n)
  made.push(2)
  return `${made.pop()} ${made.pop()} ${made.head === null} ${made.sum}`
}
