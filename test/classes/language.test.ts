/** Each thing that classes are promised to have, in a program of its own: plain, driven from the host, driven from a kernel. */
import { expect, test } from 'vitest'
import * as compiler from '../../src/compiler.ts'
import { jit, jitclass, setCompiler } from '../../src/index.ts'

setCompiler(() => compiler)

// biome-ignore lint/suspicious/noExplicitAny: plain and compiled instances alike
type Any = any

interface Subject {
  /** Evaluated for each side; `compile` is jitclass there, or nothing. */
  readonly classes: (compile: (spec: Record<string, string>, given: Any) => Any) => Record<string, Any>
  /** What is done with them; gives something to compare. */
  readonly drive: (classes: Record<string, Any>) => (n: number) => unknown
  readonly inputs?: readonly number[]
}

function outcome(run: () => unknown): string {
  try {
    return `returned ${JSON.stringify(run(), (_, value) => (typeof value === 'bigint' ? `${value}n` : Object.is(value, -0) ? '-0' : Number.isNaN(value) ? 'NaN' : value))}`
  } catch (error) {
    return `threw ${(error as Error).name}: ${(error as Error).message}`
  }
}

const subjects: Record<string, Subject> = {
  'a function with methods on its prototype': {
    classes: (compile) => {
      const Stack: Any = function (this: Any, limit: number) {
        if (limit < 0) throw new RangeError(`no stack of ${limit}`)
        this.items = [limit]
        this.limit = limit
      }
      Stack.prototype.push = function (this: Any, item: number) {
        if (this.items.length > this.limit) throw new RangeError('full')
        this.items.push(item)
        return this
      }
      Stack.prototype.sum = function (this: Any) {
        let sum = 0
        for (const item of this.items) sum += item
        return sum
      }
      Object.defineProperty(Stack.prototype, 'size', {
        get(this: Any) {
          return this.items.length
        },
      })
      return { Stack: compile({ limit: 'float64' }, Stack) }
    },
    drive:
      ({ Stack }) =>
      (n: number) => {
        const stack = new Stack(n)
        for (let i = 0; i < 3; i++) stack.push(i + 0.5).push(-1)
        return [stack.sum(), stack.size, stack.limit, stack instanceof Stack ? 1 : 0]
      },
    inputs: [9, 5, 2, -1],
  },
  'a constructor with parameter properties and defaults': {
    classes: (compile) => {
      class Span {
        constructor(
          public from: number,
          public to = from + 1,
          readonly step = to > from ? 1 : -1,
        ) {}
        *[Symbol.iterator](): Generator<number> {
          for (let x = this.from; x !== this.to; x += this.step) yield x
        }
        get size(): number {
          return (this.to - this.from) * this.step
        }
      }
      return { Span: compile({}, Span) }
    },
    drive:
      ({ Span }) =>
      (n) => {
        let sum = 0
        for (const x of new Span(n, n + 4)) sum = sum * 10 + x
        for (const x of new Span(n)) sum = sum * 10 + x
        return [sum, new Span(5, 1).size, new Span(n).to]
      },
  },
  'private members of every kind, one name in base and subclass': {
    classes: (compile) => {
      const Base = compile(
        {},
        class Base {
          #secret = 3
          static #made = 0
          constructor() {
            Base.#made++
          }
          get #twice(): number {
            return this.#secret * 2
          }
          set #twice(value: number) {
            this.#secret = value / 2
          }
          #add(x: number): number {
            this.#secret += x
            return this.#twice
          }
          bump(x: number): number {
            this.#twice = this.#add(x) + 2
            return this.#secret
          }
          static made(): number {
            return Base.#made
          }
        },
      )
      const Sub = compile(
        {},
        class Sub extends Base {
          #secret = 100
          both(): number {
            return this.#secret++ + super.bump(1)
          }
        },
      )
      return { Base, Sub }
    },
    drive:
      ({ Base, Sub }) =>
      (n) => {
        const before = Base.made()
        const sub = new Sub()
        const base = new Base()
        return [sub.both(), sub.both(), sub.bump(n), base.bump(n), Base.made() - before]
      },
  },
  'static fields, methods, accessors and blocks': {
    classes: (compile) => {
      const Counter = compile(
        {},
        class Counter {
          static count = 0
          static readonly table = new Float64Array(4)
          static {
            for (let i = 0; i < 4; i++) Counter.table[i] = i * i
          }
          static next(): number {
            return ++Counter.count
          }
          static get half(): number {
            return Counter.count / 2
          }
          static set half(value: number) {
            Counter.count = value * 2
          }
          static reset(): void {
            Counter.count = 0
          }
          static scaled(x: number): number {
            return x * 2
          }
          id = Counter.next()
        },
      )
      const Sub = compile(
        {},
        class Sub extends Counter {
          static scaled(x: number): number {
            // biome-ignore lint/complexity/noThisInStatic: it is what is tested
            return super.scaled(x) + 1
          }
          static twice(x: number): number {
            // biome-ignore lint/complexity/noThisInStatic: it is what is tested
            return this.scaled(x) + Sub.scaled(x)
          }
        },
      )
      return { Counter, Sub }
    },
    drive:
      ({ Counter, Sub }) =>
      (n) => {
        Counter.reset()
        const a = new Counter()
        const b = new Counter()
        Counter.half = n
        const c = new Counter()
        return [a.id, b.id, c.id, Counter.half, Counter.count, Counter.table[3], Sub.scaled(n), Sub.twice(n)]
      },
  },
  'abstract bases, overriding, super in methods and accessors': {
    classes: (compile) => {
      const Shape = compile(
        {},
        class Shape {
          scale = 1
          area(): number {
            throw new Error('abstract')
          }
          get label(): number {
            return this.area() * this.scale
          }
          get width(): number {
            return this.scale * 4
          }
          set width(value: number) {
            this.scale = value / 4
          }
          describe(): number {
            return this.label + 1
          }
        },
      )
      const Square = compile(
        {},
        class Square extends Shape {
          constructor(public side: number) {
            super()
          }
          area(): number {
            return this.side * this.side
          }
        },
      )
      const Double = compile(
        {},
        class Double extends Square {
          get label(): number {
            return super.label * 2
          }
          describe(): number {
            super.width = 2
            super.width += 3
            return super.describe() + super.area() + super.width++ * 1000
          }
        },
      )
      return { Shape, Square, Double }
    },
    drive:
      ({ Shape, Square, Double }) =>
      (n) => {
        const all = [new Square(n), new Double(n + 1), new Square(2)]
        let sum = 0
        for (const shape of all) {
          shape.scale = 3
          sum = sum * 100 + shape.describe()
        }
        const kinds = all.map((shape) => (shape instanceof Double ? 2 : shape instanceof Square ? 1 : 0))
        let text = ''
        try {
          new Shape().describe()
        } catch (error) {
          text = (error as Error).message
        }
        return [sum, kinds, text]
      },
  },
  'recursive types in any order: a graph whose edges know their nodes': {
    classes: (compile) => {
      const Edge = compile(
        { to: 'Place?', next: 'Edge?', weight: 'float64' },
        class Edge {
          to: Any = null
          next: Any = null
          weight = 0
        },
      )
      const Place = compile(
        { first: 'Edge?', best: 'float64', back: 'Place?' },
        class Place {
          first: Any = null
          best = Infinity
          back: Any = null
        },
      )
      return { Edge, Place }
    },
    drive:
      ({ Edge, Place }) =>
      (n) => {
        const places: Any[] = []
        for (let i = 0; i < 6; i++) places.push(new Place())
        for (let i = 0; i < 6; i++)
          for (let d = 1; d < 4; d++) {
            const edge = new Edge()
            edge.to = places[(i * d + n) % 6]
            edge.weight = ((i * 7 + d * 3) % 5) + 1
            edge.next = places[i].first
            places[i].first = edge
          }
        places[0].best = 0
        for (let round = 0; round < 6; round++)
          for (const place of places)
            for (let edge = place.first; edge !== null; edge = edge.next)
              if (place.best + edge.weight < edge.to.best) {
                edge.to.best = place.best + edge.weight
                edge.to.back = place
              }
        return places.map((place) => (place.back === null ? -place.best : place.best + (place.back === places[0] ? 0.5 : 0)))
      },
  },
  'growable arrays, typed arrays and arrays of instances as fields': {
    classes: (compile) => {
      const Cell = compile(
        {},
        class Cell {
          constructor(public value: number) {}
        },
      )
      const Grid = compile(
        { cells: 'Cell[]', names: 'int64[]', marks: 'uint8[:]' },
        class Grid {
          cells: Any[] = []
          names: bigint[] = []
          marks = new Uint8Array(4)
          grow(n: number): number {
            for (let i = 0; i < n; i++) {
              this.cells.push(new Cell(i * 1.5))
              this.names.push(BigInt(i) * 3n)
              this.marks[i] = 250 + i
            }
            return this.cells.length
          }
          swap(i: number, j: number): void {
            ;[this.cells[i], this.cells[j]] = [this.cells[j]!, this.cells[i]!]
          }
        },
      )
      return { Cell, Grid }
    },
    drive:
      ({ Grid }) =>
      (n) => {
        const grid = new Grid()
        grid.grow(n)
        if (n > 1) grid.swap(0, 1)
        let sum = 0
        for (const cell of grid.cells) sum = sum * 3 + cell.value
        let names = 0n
        for (const name of grid.names) names = names * 10n + name
        return [sum, names, grid.marks[0], grid.marks[3], grid.cells.length, grid.marks.length]
      },
    inputs: [0, 1, 2, 7],
  },
  'views of several types over one buffer': {
    classes: (compile) => {
      const Words = compile(
        {},
        class Words {
          words = new Uint32Array(4)
          bytes = new Uint8Array(this.words.buffer)
          wide = new BigUint64Array(this.words.buffer, 8, 1)
          put(x: number): bigint {
            this.words[2] = x
            this.bytes[12] = x
            return this.wide[0]!
          }
        },
      )
      return { Words }
    },
    drive:
      ({ Words }) =>
      (n) => {
        const w = new Words()
        const first = w.put(n * 70000)
        w.bytes[9] = 1
        return [first, w.wide[0], w.words[2], w.bytes[8]]
      },
  },
  'a field that is another field, and later a new array': {
    classes: (compile) => {
      const Hull = compile(
        { triangles: 'uint32[:]', hull: 'uint32[:]' },
        class Hull {
          triangles = new Uint32Array(3)
          hull = this.triangles
          shrink(n: number): boolean {
            this.hull[0] = 7
            const same = this.hull === this.triangles && this.triangles[0] === 7
            this.hull = new Uint32Array(n)
            this.hull[0] = 9
            return same
          }
        },
      )
      return { Hull }
    },
    drive:
      ({ Hull }) =>
      (n) => {
        const h = new Hull()
        return [h.shrink(n), h.triangles[0], h.hull.length, h.hull[0] ?? -1, h.hull === h.triangles]
      },
    inputs: [0, 2],
  },
  'constructors as fields': {
    classes: (compile) => {
      const Pool = compile(
        {},
        class Pool {
          kind = Float32Array
          make(n: number): number {
            const a = new this.kind(n)
            a.fill(0.1)
            return a[0] ?? -1
          }
        },
      )
      return { Pool }
    },
    drive:
      ({ Pool }) =>
      (n) =>
        new Pool().make(n),
    inputs: [0, 1],
  },
  'function fields and call-backs': {
    classes: (compile) => {
      const Fold = compile(
        {},
        class Fold {
          constructor(
            public f: (a: number, b: number) => number,
            public start: number,
          ) {}
          run(values: number[]): number {
            let x = this.start
            for (const value of values) x = this.f(x, value)
            return x
          }
          static map(values: number[], g: (x: number, i: number) => number): number[] {
            const out: number[] = []
            for (let i = 0; i < values.length; i++) out.push(g(values[i]!, i))
            return out
          }
        },
      )
      return { Fold }
    },
    drive:
      ({ Fold }) =>
      (n) => {
        const sum = new Fold((a: number, b: number) => a + b, 0)
        const most = new Fold((a: number, b: number) => (a > b ? a : b), -Infinity)
        const values = Fold.map([1, n, 3], (x: number, i: number) => x * i - 1)
        return [sum.run(values), most.run(values), values]
      },
  },
  'recursive methods, and methods that return records and tuples': {
    classes: (compile) => {
      const Tree = compile(
        { left: 'Tree?', right: 'Tree?', key: 'int32' },
        class Tree {
          left: Any = null
          right: Any = null
          constructor(public key: number) {}
          insert(key: number): void {
            if (key < this.key) {
              if (this.left === null) this.left = new (Tree as Any)(key)
              else this.left.insert(key)
            } else if (this.right === null) this.right = new (Tree as Any)(key)
            else this.right.insert(key)
          }
          extent(): { low: number; high: number; depth: number } {
            const l = this.left === null ? { low: this.key, high: this.key, depth: 0 } : this.left.extent()
            const r = this.right === null ? { low: this.key, high: this.key, depth: 0 } : this.right.extent()
            return { low: l.low, high: r.high, depth: 1 + Math.max(l.depth, r.depth) }
          }
          ends(): [number, number] {
            const { low, high } = this.extent()
            return [low, high]
          }
        },
      )
      return { Tree }
    },
    drive:
      ({ Tree }) =>
      (n) => {
        const tree = new Tree(50)
        for (let i = 0; i < 20; i++) tree.insert((i * 37 + n) % 101)
        const [low, high] = tree.ends()
        return [low, high, tree.extent().depth]
      },
  },
  'destructuring of this, throw from anywhere': {
    classes: (compile) => {
      const Guarded = compile(
        {},
        class Guarded {
          x = 1
          y = 2
          constructor(limit: number) {
            if (limit < 0) throw new RangeError(`limit ${limit}`)
            this.x = limit
          }
          get safe(): number {
            const { x, y } = this
            if (x > 5) throw new TypeError('too large')
            return x * y
          }
          set safe(value: number) {
            if (value > 5) throw new Error('refused')
            this.y = value
          }
          *walk(): Generator<number> {
            yield this.x
            if (this.y > 2) throw new RangeError('on the way')
            yield this.y
          }
        },
      )
      return { Guarded }
    },
    drive:
      ({ Guarded }) =>
      (n) => {
        const log: string[] = []
        let sum = 0
        try {
          const g = new Guarded(n)
          sum += g.safe
          g.safe = n + 1
          for (const x of g.walk()) sum = sum * 10 + x
          g.safe = 9
        } catch (error) {
          return `${sum} ${(error as Error).name} ${(error as Error).message}`
        } finally {
          log.push('end')
        }
        return `${sum} ${log.length}`
      },
    inputs: [-1, 1, 3, 6],
  },
  'a Map and a Set inside of methods': {
    classes: (compile) => {
      const Words = compile(
        {},
        class Words {
          ids = new Int32Array(16)
          count(): number[] {
            const seen = new Map<number, number>()
            for (const id of this.ids) seen.set(id, (seen.get(id) ?? 0) + 1)
            const out: number[] = []
            for (const [id, times] of seen) out.push(id, times)
            return out
          }
        },
      )
      return { Words }
    },
    drive:
      ({ Words }) =>
      (n) => {
        const w = new Words()
        for (let i = 0; i < 16; i++) w.ids[i] = (i * i) % (n + 2)
        return w.count()
      },
  },
}

for (const [name, { classes, drive, inputs = [0, 1, 3] }] of Object.entries(subjects)) {
  test(name, () => {
    const plain = drive(classes((_, given) => given))
    const compiled = classes((spec, given) => jitclass(spec, given))
    const host = drive(compiled)
    const kernel = jit(drive(compiled), { scope: compiled }) as (n: number) => unknown
    for (const n of inputs) {
      const wanted = outcome(() => plain(n))
      expect(`host, ${n}: ${outcome(() => host(n))}`).toBe(`host, ${n}: ${wanted}`)
      expect(`kernel, ${n}: ${outcome(() => kernel(n))}`).toBe(`kernel, ${n}: ${wanted}`)
      expect(`host again, ${n}: ${outcome(() => host(n))}`).toBe(`host again, ${n}: ${wanted}`)
    }
  })
}

test('jitclass says which functions are no classes', () => {
  const Base: Any = function Base() {}
  const Derived: Any = function Derived() {}
  Derived.prototype = Object.create(Base.prototype)
  expect(() => jitclass(Derived)).toThrow(
    'jitclass takes a constructor function whose prototype extends nothing, as that of Derived does: write it as a class',
  )
  const Made: Any = function Made() {}
  Made.of = () => new Made()
  expect(() => jitclass(Made)).toThrow('as Made.of is: write Made as a class with static methods')
  for (const given of [(x: number) => x, function* () {}, async () => {}, Math.sin, { made() {} }.made]) {
    expect(() => jitclass(given as Any)).toThrow(/^jitclass takes a class, not /)
  }
})
