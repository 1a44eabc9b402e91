/** Classes whose fields hold lists, tuples and records, which several functions use in different ways (test/linked.test.ts). */

class Point {
  readonly x: number
  readonly y: number
  constructor(x: number, y: number) {
    this.x = x
    this.y = y
  }
}

class Stack {
  items: number[] = []
  most = 0
  push(x: number): this {
    this.items.push(x)
    this.most = Math.max(this.most, this.items.length)
    return this
  }
  pop(): number {
    if (this.items.length === 0) throw new RangeError('nothing there')
    return this.items.pop()!
  }
  get size(): number {
    return this.items.length
  }
  get all(): number[] {
    return this.items
  }
  sum(): number {
    let sum = 0
    for (const x of this.items) sum += x
    return sum
  }
  largest(): number {
    return this.items.reduce((a, b) => Math.max(a, b), -Infinity)
  }
  scale(by: number): void {
    this.items = this.items.map((x) => x * by)
  }
  take(items: number[]): number {
    this.items = items
    return items.length
  }
}

// run: pushed(3); pushed(0.5)
export function pushed(x: number): number {
  const stack = new Stack()
    .push(x)
    .push(2)
    .push(x + 1)
  return stack.pop() + stack.size * 10 + stack.sum() * 100 + stack.most * 10000
}

// run: pushedAgain(4)
export function pushedAgain(x: number): number {
  const stack = new Stack()
  for (let i = 0; i < x; i++) stack.push(i * 1.5)
  return stack.pop() + stack.pop() + stack.sum() + stack.size
}

// Nothing is put in: the list is of another type then.
// run: nothing()
export function nothing(): number {
  return new Stack().size
}

// run: popped(1); popped(0)
export function popped(n: number): string {
  const stack = new Stack()
  for (let i = 0; i < n; i++) stack.push(-0)
  try {
    return `${1 / stack.pop()}`
  } catch (error) {
    return (error as Error).message
  }
}

// run: scaled(2)
export function scaled(by: number): number {
  const stack = new Stack().push(1).push(3)
  stack.scale(by)
  return stack.largest() + stack.sum()
}

// run: scaledAgain(0.5)
export function scaledAgain(by: number): number {
  const stack = new Stack().push(by)
  const before = stack.all
  stack.scale(3)
  stack.push(7)
  return stack.largest() + before.length + (before === stack.all ? 1 : 0)
}

// Its list is changed from outside, which is the same one.
// run: outside(5)
export function outside(n: number): number {
  const stack = new Stack().push(1)
  stack.all.push(n)
  stack.items[0] = 10
  return stack.sum() + stack.pop() + stack.size
}

// run: holes(5)
export function holes(n: number): string {
  const stack = new Stack().push(n)
  stack.items[0]! += 0.5
  return `${stack.items.join()} ${stack.all.length} ${stack.sum()}`
}

// run: taken(2)
export function taken(n: number): number {
  const stack = new Stack().push(1)
  const mine = [n, n * 2]
  const count = stack.take(mine)
  mine.push(100)
  return stack.sum() + count + stack.size * 1000
}

// The same list in two of them.
// run: shared(3)
export function shared(n: number): number {
  const [one, other] = [new Stack().push(n), new Stack()]
  other.take(one.all)
  other.push(5)
  return one.sum() * 10 + other.size
}

// Texts in the list, in one function only.
class Bag<T> {
  items: T[] = []
  add(x: T): number {
    return this.items.push(x)
  }
  last(): T {
    return this.items[this.items.length - 1]!
  }
  has(x: T): boolean {
    return this.items.includes(x)
  }
  count(): number {
    return this.items.length
  }
}

// run: numbers(3)
export function numbers(n: number): number {
  const bag = new Bag<number>()
  bag.add(n)
  return bag.last() + bag.count() + (bag.has(3) ? 100 : 0)
}

// run: texts('a')
export function texts(text: string): string {
  const bag = new Bag<string>()
  bag.add(text)
  bag.add(`${text}b`)
  return `${bag.last()} ${bag.count()} ${bag.has('ab')}`
}

// run: numbersAgain(4)
export function numbersAgain(n: number): number {
  const bag = new Bag<number>()
  bag.add(n)
  bag.add(1)
  return bag.last() + bag.count()
}

// run: bigints(4n)
export function bigints(n: bigint): bigint {
  const bag = new Bag<bigint>()
  bag.add(n)
  return bag.last() * 2n + BigInt(bag.count())
}

// run: missing(1); missing(0)
export function missing(n: number): number {
  const bag = new Bag<number | null>()
  bag.add(n > 0 ? n : null)
  return (bag.last() ?? -1) + bag.count()
}

class Path {
  points: Point[] = []
  closed = false
  add(x: number, y: number): this {
    this.points.push(new Point(x, y))
    return this
  }
  get length(): number {
    let sum = 0
    for (let i = 1; i < this.points.length; i++) {
      const [a, b] = [this.points[i - 1]!, this.points[i]!]
      sum += Math.hypot(a.x - b.x, a.y - b.y)
    }
    return sum
  }
  first(): Point | null {
    return this.points.length > 0 ? this.points[0]! : null
  }
  sort(): this {
    this.points.sort((a, b) => a.x - b.x)
    return this
  }
}

// run: path(3)
export function path(n: number): number {
  const made = new Path()
  for (let i = 0; i < n; i++) made.add(i * 3, i * 4)
  return made.length + made.first()!.x
}

// run: sorted(3)
export function sorted(n: number): string {
  const made = new Path().add(n, 1).add(1, n).add(2, 0).sort()
  return made.points.map(({ x, y }) => `${x}:${y}`).join(' ')
}

// run: pathAgain(2)
export function pathAgain(n: number): string {
  const made = new Path().add(0, n).add(n, 0)
  made.points.push(new Point(-1, -2))
  return `${made.sort().first()!.y} ${made.length.toFixed(3)} ${made.closed}`
}

class Moving {
  at = { x: 1, y: 2 }
  speed: [number, number] = [0.5, -1]
  trail: { x: number; y: number }[] = []
  step(): this {
    this.trail.push(this.at)
    this.at = { x: this.at.x + this.speed[0], y: this.at.y + this.speed[1] }
    return this
  }
  turn(): void {
    const [x, y] = this.speed
    this.speed = [-y, x]
  }
  lift(by: number): { x: number; y: number } {
    this.at.y += by
    return this.at
  }
}

// run: moved(3)
export function moved(n: number): string {
  const moving = new Moving()
  for (let i = 0; i < n; i++) moving.step().turn()
  return `${moving.at.x} ${moving.at.y} ${moving.trail.length} ${moving.speed.join()}`
}

// run: lifted(3)
export function lifted(n: number): string {
  const moving = new Moving().step()
  const at = moving.lift(n)
  moving.trail[0]!.x = 9
  return `${at === moving.at} ${at.y} ${moving.trail.map(({ x, y }) => x * y).join()} ${Object.keys(at).join()}`
}

// run: movedAgain(2)
export function movedAgain(n: number): number {
  const moving = new Moving().step().step()
  moving.turn()
  moving.lift(n)
  return moving.step().at.y + moving.trail.length * 100
}

// One more property, in one function only.
// run: kept(2)
export function kept(n: number): number {
  const moving = new Moving()
  const saved = { ...moving.at, n }
  moving.step()
  return saved.n + saved.x + moving.at.x
}

class Grid {
  rows: number[][]
  names: string[] = ['a', 'b']
  constructor(n: number) {
    this.rows = []
    for (let i = 0; i < n; i++) this.rows.push(new Array<number>(n).fill(i))
  }
  set(i: number, j: number, x: number): void {
    this.rows[i]![j] = x
  }
  row(i: number): number[] {
    return this.rows[i]!
  }
  trace(): number {
    let sum = 0
    for (let i = 0; i < this.rows.length; i++) sum += this.rows[i]![i]!
    return sum
  }
  name(i: number): string {
    return this.names[i] ?? 'none'
  }
}

// run: traced(3)
export function traced(n: number): number {
  const grid = new Grid(n)
  grid.set(1, 1, 0.5)
  return grid.trace() + grid.row(2).length
}

// run: tracedAgain(4)
export function tracedAgain(n: number): string {
  const grid = new Grid(n)
  grid.set(0, 0, n)
  grid.row(1)[1] = 100
  grid.rows[2] = grid.row(1)
  return `${grid.trace()} ${grid.name(1)} ${grid.name(2)}`
}

class Named extends Stack {
  readonly names = ['one', 'two', 'three']
  describe(i: number): string {
    return `${this.names[i % 3]} of ${this.size}`
  }
  override push(x: number): this {
    if (x >= 0) super.push(x)
    return this
  }
}

// run: named(4)
export function named(n: number): string {
  const made = new Named().push(n).push(-1)
  return `${made.describe(n)} ${made.sum()}`
}

// run: eitherStack(1); eitherStack(-1)
export function eitherStack(n: number): number {
  const made = n > 0 ? new Named() : new Stack()
  return made.push(-5).push(n).sum()
}

// run: namedAgain(4)
export function namedAgain(n: number): string {
  const made = new Named().push(n).push(1)
  made.scale(2)
  return `${made.describe(1)} ${made.pop()} ${made.largest()}`
}
