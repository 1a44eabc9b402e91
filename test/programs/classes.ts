/** Classes that kernels use: fields, accessors, private names, statics, inheritance, recursive types. */

class Buffer {
  top = 0n
  bottom = 0n
  arraysize = 4n
  dtype = BigInt64Array
  array = new this.dtype(4)
  get nholdings() {
    return this.top - this.bottom
  }
  append(value: bigint) {
    if (this.nholdings >= this.arraysize) this.#extend()
    this.array[Number(this.top % this.arraysize)] = value
    this.top += 1n
  }
  popleft(): bigint {
    if (this.nholdings <= 0n) throw new RangeError('pop from an empty buffer')
    const value = this.array[Number(this.bottom % this.arraysize)]!
    this.bottom += 1n
    return value
  }
  #extend() {
    const next = new this.dtype(Number(this.arraysize) * 2)
    const n = this.nholdings
    for (let i = 0n; i < n; i++) next[Number(i)] = this.array[Number((this.bottom + i) % this.arraysize)]!
    this.array = next
    this.top = n
    this.bottom = 0n
    this.arraysize *= 2n
  }
}

export function ringBuffer(x: bigint): bigint {
  const a = new Buffer()
  a.append(x * 10n)
  return a.popleft()
}
// run: ringBuffer(10n) == 100n

export function ringBufferGrows(n: number): bigint {
  const a = new Buffer()
  let s = 0n
  for (let i = 0; i < n; i++) {
    a.append(BigInt(i))
    a.append(BigInt(i * 2))
    s = ((s * 3n) % 1000007n) + a.popleft()
  }
  return s + a.nholdings * 1000000n
}
// run: ringBufferGrows(0); ringBufferGrows(200)

export function ringBufferEmpty(n: number): bigint {
  const a = new Buffer()
  for (let i = 0; i < n; i++) a.append(1n)
  try {
    for (;;) a.popleft()
  } catch (error) {
    console.log((error as Error).message)
    return a.top
  }
}
// run: ringBufferEmpty(7)

export function ringBufferThrows(): bigint {
  return new Buffer().popleft()
}
// run: ringBufferThrows()

class Animal {
  constructor(public name: number) {}
  speak() {
    return 1 + this.name
  }
  get loud() {
    return this.speak() * 10
  }
}
class Dog extends Animal {
  age = 3
  override speak() {
    return super.speak() + this.age
  }
}
class Cat extends Animal {
  lives: number
  constructor(n: number) {
    super(n + 100)
    this.lives = 9
  }
  override speak() {
    return this.lives
  }
}
class Siamese extends Cat {
  override get loud() {
    return this.lives + 0.5
  }
}

export function zoo(n: number): number {
  let s = 0
  for (let i = 0; i < n; i++) {
    const a: Animal = i % 4 === 0 ? new Dog(i) : i % 4 === 1 ? new Cat(i) : i % 4 === 2 ? new Siamese(i) : new Animal(i)
    s += a.loud + a.name
    if (a instanceof Cat) s += a.lives * 1000
    if (a instanceof Siamese && a instanceof Cat && a instanceof Animal) s += 0.25
    if (!(a instanceof Animal)) s = -1
    if (a instanceof Dog) s -= a.age
  }
  return s
}
// run: zoo(0); zoo(10)

class Node {
  next: Node | null = null
  constructor(public value: number) {}
}
class List {
  head: Node | null = null
  size = 0
  push(value: number) {
    const node = new Node(value)
    node.next = this.head
    this.head = node
    this.size++
  }
  reverse() {
    let previous: Node | null = null
    let node = this.head
    while (node) {
      const next: Node | null = node.next
      node.next = previous
      previous = node
      node = next
    }
    this.head = previous
  }
  at(index: number): number {
    let node = this.head
    for (let i = 0; i < index; i++) node = node!.next
    return node!.value
  }
}

export function linkedList(n: number, at: number): number {
  const list = new List()
  for (let i = 0; i < n; i++) list.push(i * 0.5)
  const before = list.at(at)
  list.reverse()
  return before * 1000 + list.at(at) + list.size
}
// run: linkedList(10, 3); linkedList(10, 11)

export function sameObject(n: number): boolean {
  const a = new Node(n)
  const b = new Node(n)
  a.next = b
  return a === a.next && a !== b
}
// run: sameObject(1)

export function identity(n: number): number {
  const a = new Node(n)
  const b = new Node(n)
  a.next = b
  return (a.next === b ? 1 : 0) + (a === b ? 10 : 0) + (b.next === null ? 100 : 0) + (a.next ? 1000 : 0)
}
// run: identity(4) == 1101

class Counter {
  static start = 5
  static make(n: number) {
    return new Counter(n + Counter.start)
  }
  static get twice() {
    return this.start * 2
  }
  #n: number
  constructor(n: number) {
    this.#n = n
  }
  get value() {
    return this.#n
  }
  set value(v: number) {
    this.#n = v
  }
  tick() {
    this.#n++
    return this
  }
}

export function counter(n: number): number {
  const c = Counter.make(n)
  c.tick().tick()
  c.value += 10
  return c.value + Counter.twice
}
// run: counter(1) == 28; counter(0.5)

class Tree {
  left: Tree | null = null
  right: Tree | null = null
  constructor(public key: number) {}
  insert(key: number): void {
    if (key < this.key) {
      if (this.left) this.left.insert(key)
      else this.left = new Tree(key)
    } else if (this.right) this.right.insert(key)
    else this.right = new Tree(key)
  }
  depth(): number {
    return 1 + Math.max(this.left ? this.left.depth() : 0, this.right?.depth() ?? 0)
  }
  walk(out: number[]): void {
    this.left?.walk(out)
    out.push(this.key)
    this.right?.walk(out)
  }
}

export function tree(n: number): number[] {
  const root = new Tree(0.5)
  let x = 12345
  for (let i = 0; i < n; i++) {
    x = (x * 1103515245 + 12345) & 0x7fffffff
    root.insert((x % 1000) / 1000)
  }
  const out = [root.depth()]
  root.walk(out)
  return out
}
// run: tree(0); tree(30)

/** A field that may be read before it has a value is undefined there. */
class Early {
  // @ts-expect-error: that is what is tested
  b = this.a
  a = 4
  c
  constructor(n: number) {
    this.c = this.a + n
  }
}

export function early(n: number): number {
  const e = new Early(n)
  return e.b === undefined ? e.c : -1
}
// run: early(3) == 7

class Late {
  n: number
  constructor(n: number) {
    this.init()
    this.n = n
  }
  init() {
    console.log(this.n)
  }
}

export function late(n: number): number {
  return new Late(n).n
}
// run: late(3) == 3

class Base {
  x = 1
  constructor() {
    this.hook()
  }
  hook(): void {}
}
class Overrides extends Base {
  y = 5
  override hook(): void {
    console.log(this.y, this.x)
  }
}

export function virtualInConstructor(): number {
  const o = new Overrides()
  return o.x + o.y
}
// run: virtualInConstructor() == 6

class Vec {
  constructor(
    public x: number,
    public y: number,
  ) {}
  add(o: Vec): Vec {
    return new Vec(this.x + o.x, this.y + o.y)
  }
  scale(k: number): Vec {
    return new Vec(this.x * k, this.y * k)
  }
  dot({ x, y }: Vec): number {
    return this.x * x + this.y * y
  }
  toTuple(): [number, number] {
    const { x, y } = this
    return [x, y]
  }
}

export function vectors(n: number): number {
  let v = new Vec(1, 2)
  for (let i = 0; i < n; i++) v = v.add(new Vec(i, -i)).scale(0.5)
  const [x, y] = v.toTuple()
  return v.dot(v) + x - y
}
// run: vectors(0); vectors(25)

export function vectorRecord(x: number, y: number): { x: number; y: number } {
  const v = new Vec(x, y).scale(2)
  return { x: v.x, y: v.y }
}
// run: vectorRecord(1, -0)

class Stack<T> {
  items: T[] = []
  push(item: T) {
    this.items.push(item)
  }
  pop(): T | undefined {
    return this.items.pop()
  }
  get empty() {
    return this.items.length === 0
  }
}

export function instances(n: number): number {
  const stack = new Stack<Vec>()
  for (let i = 0; i < n; i++) stack.push(new Vec(i, i))
  let s = 0
  while (!stack.empty) s += stack.pop()!.x
  const all: Vec[] = []
  for (let i = 0; i < n; i++) all.push(new Vec(i, 1))
  for (const v of all) s += v.y
  return s
}
// run: instances(10)

/** Unrelated classes with members of the same names. */
class Circle {
  constructor(public r: number) {}
  area() {
    return Math.PI * this.r ** 2
  }
}
class Square {
  sides = 4
  constructor(public r: number) {}
  area() {
    return this.r * this.r
  }
}

export function shapes(n: number): number {
  const all: (Circle | Square)[] = []
  for (let i = 0; i < n; i++) all.push(i % 2 ? new Circle(i) : new Square(i))
  let s = 0
  for (const shape of all) {
    shape.r += 0.5
    s += shape.area() + shape.r
    if (shape instanceof Square) s += shape.sides
  }
  return s
}
// run: shapes(7)

/** A private name in a base class and in one that extends it are two fields. */
class Hidden {
  #v = 1
  base() {
    return this.#v
  }
}
class Hiding extends Hidden {
  #v = 10
  own() {
    return this.#v + this.base()
  }
}

export function privateNames(): number {
  return new Hiding().own()
}
// run: privateNames() == 11

class Callbacks {
  op: (a: number, b: number) => number
  constructor(op: (a: number, b: number) => number) {
    this.op = op
  }
  run(a: number, b: number): number {
    return this.op(a, b)
  }
  each(n: number, f: (i: number) => void): void {
    for (let i = 0; i < n; i++) f(i)
  }
}

export function functionFields(n: number): number {
  const c = new Callbacks((a, b) => a * b)
  let s = 0
  c.each(n, (i) => {
    s += c.run(i, 2) + c.op(i, 1)
  })
  return s
}
// run: functionFields(5) == 30

class Views {
  buffer = new ArrayBuffer(16)
  bytes = new Uint8Array(this.buffer)
  words = new Uint32Array(this.buffer)
  put(x: number): number {
    this.words[1] = x
    return this.bytes[4]! + this.bytes[7]! * 256
  }
}

export function views(x: number): number {
  return new Views().put(x)
}
// run: views(0x12345678)

class Hull {
  triangles: Uint32Array
  hull: Uint32Array
  constructor(n: number) {
    this.triangles = new Uint32Array(n)
    this.hull = this.triangles
  }
  separate(): number {
    this.hull[0] = 7
    const shared = this.triangles[0]!
    this.hull = new Uint32Array(3)
    this.hull[0] = 9
    return shared * 100 + this.triangles[0]! * 10 + this.hull.length
  }
}

export function reassigned(n: number): number {
  return new Hull(n).separate()
}
// run: reassigned(2) == 773
