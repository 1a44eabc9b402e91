/** Programs with classes as people write them: interpreters, automata, geometry, statistics. */

type Handler = (machine: Machine, operand: number) => void

class Machine {
  accumulator = 0
  counter = 0
  steps = 0
  private readonly handlers: Handler[] = [
    (m, x) => {
      m.accumulator += x
    },
    (m, x) => {
      m.accumulator *= x
    },
    (m, x) => {
      if (m.accumulator < 1000) m.counter = x - 1
    },
  ]
  run(codes: Uint8Array, operands: Float64Array): number {
    while (this.counter < codes.length && this.steps < 1000) {
      const code = codes[this.counter]!
      const operand = operands[this.counter]!
      if (code === 0) this.handlers[0]!(this, operand)
      else if (code === 1) this.handlers[1]!(this, operand)
      else this.handlers[2]!(this, operand)
      this.counter++
      this.steps++
    }
    return this.accumulator
  }
}

export function interpreter(codes: Uint8Array, operands: Float64Array): number[] {
  const machine = new Machine()
  return [machine.run(codes, operands), machine.steps]
}
// run: interpreter(new Uint8Array([0, 1, 2]), new Float64Array([1, 3, 0]))

class NumberParser {
  private at = 0
  constructor(private readonly bytes: Uint8Array) {}
  private get current(): number {
    return this.at < this.bytes.length ? this.bytes[this.at]! : -1
  }
  private digit(): boolean {
    return this.current >= 48 && this.current <= 57
  }
  expression(): number {
    let value = this.term()
    while (this.current === 43 || this.current === 45) {
      const plus = this.bytes[this.at++] === 43
      const right = this.term()
      value = plus ? value + right : value - right
    }
    return value
  }
  term(): number {
    let value = this.factor()
    while (this.current === 42 || this.current === 47) {
      const times = this.bytes[this.at++] === 42
      const right = this.factor()
      value = times ? value * right : value / right
    }
    return value
  }
  factor(): number {
    if (this.current === 45) {
      this.at++
      return -this.factor()
    }
    if (this.current === 40) {
      this.at++
      const value = this.expression()
      if ((this.current as number) !== 41) throw new Error(`expected ) at ${this.at}`)
      this.at++
      return value
    }
    if (!this.digit()) throw new Error(`unexpected character at ${this.at}`)
    let value = 0
    while (this.digit()) value = value * 10 + this.bytes[this.at++]! - 48
    if (this.current !== 46) return value
    this.at++
    for (let unit = 0.1; this.digit(); unit /= 10) value += (this.bytes[this.at++]! - 48) * unit
    return value
  }
}

export function calculate(text: Uint8Array): number {
  return new NumberParser(text).expression()
}
// run: calculate(new TextEncoder().encode('2*(3+4)-10/4')) == 11.5
// run: calculate(new TextEncoder().encode('-1.25*8')); calculate(new TextEncoder().encode('(1')); calculate(new TextEncoder().encode(''))

class Grid {
  private cells: Uint8Array
  constructor(
    readonly width: number,
    readonly height: number,
    cells?: Uint8Array,
  ) {
    this.cells = cells ?? new Uint8Array(width * height)
  }
  alive(x: number, y: number): number {
    return this.cells[((y + this.height) % this.height) * this.width + ((x + this.width) % this.width)]!
  }
  set(x: number, y: number, on = 1): this {
    this.cells[y * this.width + x] = on
    return this
  }
  step(): Grid {
    const next = new Grid(this.width, this.height)
    for (let y = 0; y < this.height; y++)
      for (let x = 0; x < this.width; x++) {
        let n = -this.alive(x, y)
        for (let dy = -1; dy <= 1; dy++) for (let dx = -1; dx <= 1; dx++) n += this.alive(x + dx, y + dy)
        if (n === 3 || (n === 2 && this.alive(x, y))) next.set(x, y)
      }
    return next
  }
  get population(): number {
    return this.cells.reduce((a, b) => a + b, 0)
  }
}

export function life(steps: number): number {
  let grid = new Grid(8, 6).set(1, 0).set(2, 1).set(0, 2).set(1, 2).set(2, 2)
  for (let i = 0; i < steps; i++) grid = grid.step()
  return grid.population * 10 + grid.alive(2, 2)
}
// run: life(0); life(9)

class Point {
  constructor(
    readonly x: number,
    readonly y: number,
  ) {}
  static cross(o: Point, a: Point, b: Point): number {
    return (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x)
  }
}

export function hullArea(xs: Float64Array, ys: Float64Array): number {
  const points: Point[] = []
  for (let i = 0; i < xs.length; i++) points.push(new Point(xs[i]!, ys[i]!))
  points.sort((a, b) => a.x - b.x || a.y - b.y)
  const half = (from: Point[]): Point[] => {
    const hull: Point[] = []
    for (const p of from) {
      while (hull.length >= 2 && Point.cross(hull[hull.length - 2]!, hull[hull.length - 1]!, p) <= 0) hull.pop()
      hull.push(p)
    }
    hull.pop()
    return hull
  }
  const lower = half(points)
  const upper = half(points.slice().reverse())
  const hull = lower.concat(upper)
  let area = 0
  hull.forEach((p, i) => {
    const q = hull[(i + 1) % hull.length]!
    area += p.x * q.y - p.y * q.x
  })
  return area / 2
}
// run: hullArea(new Float64Array([0, 4, 4, 0, 2, 1]), new Float64Array([0, 0, 3, 3, 1, 1])) == 12

class Statistics {
  private n = 0
  private mean_ = 0
  private m2 = 0
  min = Infinity
  max = -Infinity
  add(...values: number[]): void {
    for (const x of values) {
      this.n++
      const d = x - this.mean_
      this.mean_ += d / this.n
      this.m2 += d * (x - this.mean_)
      if (x < this.min) this.min = x
      if (x > this.max) this.max = x
    }
  }
  get mean(): number {
    return this.n === 0 ? Number.NaN : this.mean_
  }
  get variance(): number {
    return this.n < 2 ? Number.NaN : this.m2 / (this.n - 1)
  }
  summary(): { mean: number; variance: number; range: [number, number] } {
    return { mean: this.mean, variance: this.variance, range: [this.min, this.max] }
  }
}

export function statistics(values: number[]): { mean: number; variance: number; range: [number, number] } {
  const s = new Statistics()
  for (const value of values) s.add(value)
  s.add(1, 2)
  return s.summary()
}
// run: statistics([]); statistics([2.5, -0, 1e300]); statistics([NaN, Infinity])
