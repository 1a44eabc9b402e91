/** Classes as people write them: a calculator, exact integers, matrices, a world of entities, a convex hull. */

// ---- A calculator: tokens by a generator over character codes, nodes of abstract classes, a visitor.

abstract class Expression {
  abstract evaluate(x: number): number
  abstract derive(): Expression
  get constant(): boolean {
    return false
  }
}
class Literal extends Expression {
  constructor(readonly value: number) {
    super()
  }
  evaluate(): number {
    return this.value
  }
  derive(): Expression {
    return new Literal(0)
  }
  override get constant(): boolean {
    return true
  }
}
class Variable extends Expression {
  evaluate(x: number): number {
    return x
  }
  derive(): Expression {
    return new Literal(1)
  }
}
abstract class Binary extends Expression {
  constructor(
    readonly left: Expression,
    readonly right: Expression,
  ) {
    super()
  }
  override get constant(): boolean {
    return this.left.constant && this.right.constant
  }
}
class Sum extends Binary {
  evaluate(x: number): number {
    return this.left.evaluate(x) + this.right.evaluate(x)
  }
  derive(): Expression {
    return new Sum(this.left.derive(), this.right.derive())
  }
}
class Product extends Binary {
  evaluate(x: number): number {
    return this.left.evaluate(x) * this.right.evaluate(x)
  }
  derive(): Expression {
    return new Sum(new Product(this.left.derive(), this.right), new Product(this.left, this.right.derive()))
  }
}

const enum Kind {
  Number,
  Name,
  Plus,
  Times,
  Open,
  Close,
}

class Parser {
  private at = 0
  private readonly tokens: { kind: Kind; value: number }[]
  constructor(text: string) {
    this.tokens = [...Parser.tokens(text)]
  }
  static *tokens(text: string): Generator<{ kind: Kind; value: number }> {
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i)
      if (code === 32) continue
      if (code >= 48 && code <= 57) {
        let value = code - 48
        while (i + 1 < text.length && text.charCodeAt(i + 1) >= 48 && text.charCodeAt(i + 1) <= 57)
          value = value * 10 + text.charCodeAt(++i) - 48
        yield { kind: Kind.Number, value }
      } else if (code === 120) yield { kind: Kind.Name, value: 0 }
      else if (code === 43) yield { kind: Kind.Plus, value: 0 }
      else if (code === 42) yield { kind: Kind.Times, value: 0 }
      else if (code === 40) yield { kind: Kind.Open, value: 0 }
      else if (code === 41) yield { kind: Kind.Close, value: 0 }
      else throw new SyntaxError(`unexpected character ${code} at ${i}`)
    }
  }
  private take(kind: Kind): boolean {
    if (this.tokens[this.at]?.kind !== kind) return false
    this.at++
    return true
  }
  sum(): Expression {
    let left = this.product()
    while (this.take(Kind.Plus)) left = new Sum(left, this.product())
    return left
  }
  private product(): Expression {
    let left = this.atom()
    while (this.take(Kind.Times)) left = new Product(left, this.atom())
    return left
  }
  private atom(): Expression {
    const token = this.tokens[this.at++]
    if (!token) throw new SyntaxError('unexpected end')
    switch (token.kind) {
      case Kind.Number:
        return new Literal(token.value)
      case Kind.Name:
        return new Variable()
      case Kind.Open: {
        const inner = this.sum()
        if (!this.take(Kind.Close)) throw new SyntaxError('a parenthesis is not closed')
        return inner
      }
      default:
        throw new SyntaxError(`unexpected token ${token.kind}`)
    }
  }
}

export function calculate(text: string, x: number): [number, number, boolean] {
  const expression = new Parser(text).sum()
  return [expression.evaluate(x), expression.derive().evaluate(x), expression.constant]
}
// run: calculate('1 + 2 * 3', 5); calculate('x*x*(x+12)', 2); calculate('(1', 1); calculate('2 $ 3', 0); calculate('', 0)

// ---- Integers of any size, as digits.

class Big {
  static readonly BASE = 10000
  private constructor(private readonly digits: number[]) {}
  static from(value: number): Big {
    const digits: number[] = []
    for (let rest = value; rest > 0; rest = Math.floor(rest / Big.BASE)) digits.push(rest % Big.BASE)
    return new Big(digits)
  }
  plus(other: Big): Big {
    const out: number[] = []
    let carry = 0
    for (let i = 0; i < Math.max(this.digits.length, other.digits.length) || carry > 0; i++) {
      const sum = (this.digits[i] ?? 0) + (other.digits[i] ?? 0) + carry
      out.push(sum % Big.BASE)
      carry = Math.floor(sum / Big.BASE)
    }
    return new Big(out)
  }
  times(other: Big): Big {
    const out = new Array<number>(this.digits.length + other.digits.length).fill(0)
    for (const [i, a] of this.digits.entries()) {
      let carry = 0
      for (const [j, b] of other.digits.entries()) {
        const sum = out[i + j]! + a * b + carry
        out[i + j] = sum % Big.BASE
        carry = Math.floor(sum / Big.BASE)
      }
      out[i + other.digits.length] = carry
    }
    while (out.length > 0 && out[out.length - 1] === 0) out.pop()
    return new Big(out)
  }
  compare(other: Big): number {
    if (this.digits.length !== other.digits.length) return this.digits.length - other.digits.length
    for (let i = this.digits.length - 1; i >= 0; i--) if (this.digits[i] !== other.digits[i]) return this.digits[i]! - other.digits[i]!
    return 0
  }
  *[Symbol.iterator](): Generator<number> {
    for (let i = this.digits.length - 1; i >= 0; i--) yield this.digits[i]!
  }
}

export function factorial(n: number): number[] {
  let result = Big.from(1)
  for (let i = 2; i <= n; i++) result = result.times(Big.from(i))
  const twice = result.plus(result)
  return [...twice, twice.compare(result) > 0 ? 1 : 0]
}
// run: factorial(0); factorial(30)

// ---- Matrices with shapes that are checked, chained.

class Matrix {
  static identity(n: number): Matrix {
    return Matrix.build(n, n, (i, j) => (i === j ? 1 : 0))
  }
  static build(rows: number, columns: number, f: (i: number, j: number) => number): Matrix {
    const made = new Matrix(rows, columns)
    for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) made.data[i * columns + j] = f(i, j)
    return made
  }
  readonly data: Float64Array
  constructor(
    readonly rows: number,
    readonly columns: number,
  ) {
    this.data = new Float64Array(rows * columns)
  }
  get isSquare(): boolean {
    return this.rows === this.columns
  }
  at(i: number, j: number): number {
    return this.data[i * this.columns + j]!
  }
  map(f: (value: number, i: number, j: number) => number): Matrix {
    return Matrix.build(this.rows, this.columns, (i, j) => f(this.at(i, j), i, j))
  }
  times(other: Matrix): Matrix {
    if (this.columns !== other.rows) throw new RangeError(`${this.rows}×${this.columns} times ${other.rows}×${other.columns}`)
    return Matrix.build(this.rows, other.columns, (i, j) => {
      let sum = 0
      for (let k = 0; k < this.columns; k++) sum += this.at(i, k) * other.at(k, j)
      return sum
    })
  }
  power(n: number): Matrix {
    let [result, base] = [Matrix.identity(this.rows), this as Matrix]
    for (let rest = n; rest > 0; rest >>= 1) {
      if (rest & 1) result = result.times(base)
      base = base.times(base)
    }
    return result
  }
  get transposed(): Matrix {
    return Matrix.build(this.columns, this.rows, (i, j) => this.at(j, i))
  }
  *diagonal(): Generator<number> {
    for (let i = 0; i < Math.min(this.rows, this.columns); i++) yield this.at(i, i)
  }
  get trace(): number {
    let sum = 0
    for (const value of this.diagonal()) sum += value
    return sum
  }
}

export function fibonacci(n: number): number[] {
  const step = Matrix.build(2, 2, (i, j) => (i + j < 2 ? 1 : 0))
  const power = step.power(n)
  return [...power.data, power.trace, power.transposed.map((x, i, j) => x + i * 10 + j).at(1, 0), power.isSquare ? 1 : 0]
}
// run: fibonacci(0); fibonacci(10); fibonacci(70)

export function wrongShapes(n: number): number {
  return new Matrix(n, 2).times(new Matrix(3, n)).rows
}
// run: wrongShapes(3)

// ---- Entities with components, systems as functions, events as a list of functions.

interface Position {
  x: number
  y: number
}
class World {
  private next = 0
  readonly positions = new Map<number, Position>()
  readonly velocities = new Map<number, Position>()
  readonly ages = new Map<number, number>()
  private readonly listeners: ((entity: number) => void)[] = []
  spawn({ x = 0, y = 0 }: Partial<Position>, velocity?: Position): number {
    const entity = this.next++
    this.positions.set(entity, { x, y })
    if (velocity) this.velocities.set(entity, { ...velocity })
    this.ages.set(entity, 0)
    return entity
  }
  onRemove(listener: (entity: number) => void): void {
    this.listeners.push(listener)
  }
  remove(entity: number): void {
    for (const listener of this.listeners) listener(entity)
    this.positions.delete(entity)
    this.velocities.delete(entity)
    this.ages.delete(entity)
  }
  tick(dt: number): void {
    for (const [entity, velocity] of this.velocities) {
      const position = this.positions.get(entity)!
      position.x += velocity.x * dt
      position.y += velocity.y * dt
      if (position.x < 0 || position.x > 10) velocity.x *= -1
      velocity.y -= 9.81 * dt
    }
    for (const [entity, age] of this.ages) {
      this.ages.set(entity, age + dt)
      if (age + dt > 1 && entity % 3 === 0) this.remove(entity)
    }
  }
}

export function entities(count: number, ticks: number): number[] {
  const world = new World()
  const removed: number[] = []
  world.onRemove((entity) => removed.push(entity))
  for (let i = 0; i < count; i++) {
    if (i % 2) world.spawn({ x: i }, { x: i - 3, y: 2 })
    else world.spawn({ y: i })
  }
  for (let t = 0; t < ticks; t++) world.tick(0.25)
  let sum = 0
  world.positions.forEach(({ x, y }, entity) => {
    sum += entity * x + y
  })
  return [sum, world.velocities.size, world.ages.size, ...removed]
}
// run: entities(0, 3); entities(7, 3); entities(9, 8)

// ---- The hull of points, as Delaunator's users write it: typed arrays in a class, in place.

class Hull {
  readonly coords: Float64Array
  private readonly ids: Uint32Array
  hull: Uint32Array
  constructor(points: [number, number][]) {
    const n = points.length
    this.coords = new Float64Array(n * 2)
    this.ids = new Uint32Array(n)
    for (const [i, [x, y]] of points.entries()) {
      this.coords[2 * i] = x
      this.coords[2 * i + 1] = y
      this.ids[i] = i
    }
    this.hull = this.ids
    this.update()
  }
  private turn(a: number, b: number, c: number): number {
    const { coords } = this
    const [ax, ay] = [coords[2 * a]!, coords[2 * a + 1]!]
    return (coords[2 * b]! - ax) * (coords[2 * c + 1]! - ay) - (coords[2 * b + 1]! - ay) * (coords[2 * c]! - ax)
  }
  update(): void {
    const { coords, ids } = this
    ids.sort((a, b) => coords[2 * a]! - coords[2 * b]! || coords[2 * a + 1]! - coords[2 * b + 1]!)
    const chain: number[] = []
    const half = (order: Iterable<number> & Uint32Array) => {
      const start = chain.length
      for (const id of order) {
        while (chain.length - start >= 2 && this.turn(chain[chain.length - 2]!, chain[chain.length - 1]!, id) <= 0) chain.pop()
        chain.push(id)
      }
      chain.pop()
    }
    half(ids)
    half(ids.slice().reverse())
    this.hull = Uint32Array.from(chain)
  }
  get area(): number {
    let sum = 0
    this.hull.forEach((id, i) => {
      const next = this.hull[(i + 1) % this.hull.length]!
      sum += this.coords[2 * id]! * this.coords[2 * next + 1]! - this.coords[2 * id + 1]! * this.coords[2 * next]!
    })
    return sum / 2
  }
}

export function hull(points: [number, number][]): number[] {
  const made = new Hull(points)
  return [...made.hull, made.area]
}
// run: hull([[0, 0], [4, 0], [4, 3], [0, 3], [2, 1], [1, 2]]); hull([[0, 0], [1, 1], [2, 2], [2, 0]])
