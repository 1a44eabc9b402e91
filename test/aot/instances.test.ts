/** Instances that the top level of a file makes, and what of classes stays JavaScript, built as in the source. */
import { expect, describe as suite, test } from 'vitest'
import { type Case, check } from './as-javascript.ts'
import { compileText, loadCompiled } from './load.ts'

const CASES: readonly Case[] = [
  {
    name: 'private fields',
    files: {
      'a.ts': `class Base { #b = 3; bump(): number { return ++this.#b } }
      export class Rng extends Base {
        #s: number
        #all: number[] = [1]
        constructor(seed: number) { super(); this.#s = seed }
        static readonly shared = new Rng(5)
        next(): number {
          this.#s = (Math.imul(this.#s, 1103515245) + 12345) >>> 0
          this.#all.push(this.#s)
          return this.#s + this.#all.length
        }
      }
      export const rng = new Rng(42)
      rng.next()
      export function roll(sides: number): number { return (rng.next() % sides) + Rng.shared.next() }`,
    },
    calls: ['m.roll(6)', 'm.roll(6)', 'm.rng.next()', 'm.rng instanceof m.Rng', 'm.Rng.shared.next()', 'm.rng.bump()'],
  },
  {
    name: 'one instance in several others, of a class that extends the one of the field, and of itself',
    files: {
      'a.ts': `export class Shape { area(): number { return 0 } }
      export class Square extends Shape {
        #more = 3
        constructor(public side: number, public next: Shape | null = null) { super() }
        area(): number { return this.side ** 2 + this.#more }
      }
      export class Holder {
        constructor(readonly shape: Shape) {}
        area(): number { return this.shape.area() }
      }
      export const square = new Square(4)
      export const a = new Holder(square), b = new Holder(square)
      const ring = new Square(1)
      ring.next = ring
      export function isRing(): boolean { return ring.next === ring }
      export function isOne(): boolean { return a.shape === b.shape && a.shape === square }
      export function area(): number { square.side++; return a.area() + b.shape.area() }`,
    },
    calls: [
      'm.isRing()',
      'm.isOne()',
      'm.area()',
      'm.a.area()',
      'm.a.shape instanceof m.Square',
      'm.a.shape === m.b.shape',
      'm.a.shape === m.square',
    ],
  },
  {
    name: 'instances of classes in namespaces, one inside of another',
    files: {
      'a.ts': `import * as b from './b.ts'
      export namespace N {
        export class C { #y = 1; constructor(public x: number) {} sum(): number { return this.x + this.#y } }
        export namespace Inner { export class D { constructor(readonly c: C) {} } }
        export const inside = new C(7)
      }
      export { b }
      export const c = new N.C(3)
      export const d = new N.Inner.D(c)
      export const e = new b.N.C(5)
      export function use(c: N.C): number { return c.x + d.c.sum() }
      export function useOther(c: b.N.C): number { return c.z }`,
      'b.ts': `export namespace N { export class C { constructor(public z: number) {} } }`,
    },
    calls: [
      'm.c instanceof m.N.C',
      'm.use(m.c)',
      'm.d instanceof m.N.Inner.D',
      'm.d.c === m.c',
      'm.N.inside instanceof m.N.C',
      'm.N.inside.sum()',
      'm.use(m.N.inside)',
      'm.e instanceof m.b.N.C',
      'm.useOther(m.e)',
    ],
  },
  {
    name: 'a class that extends one with a field of its own type, fields without types, private ones of one name',
    files: {
      'a.ts': `export class Node { value = 2; #own = 1; next: Node | null = null; add(o: Node): this { this.next = o; return this } base(): number { return this.#own } }
      export class Leaf extends Node { extra = 100; #own = 50; static of(l: Leaf): number { return l.extra + l.#own } own(): number { return this.#own++ } }
      export const leaf = new Leaf(), node = new Node()
      leaf.own()`,
    },
    calls: [
      'm.Leaf.of(new m.Leaf())',
      'm.Leaf.of(m.leaf)',
      'm.leaf.base()',
      'm.leaf.own()',
      'new m.Node().add(m.leaf).next.extra',
      'm.node.base()',
    ],
  },
  {
    name: 'arrays, objects, Maps and Sets of instances',
    files: {
      'a.ts': `export class Shape { constructor(public x: number) {} area(): number { return this.x } }
      export class Square extends Shape { area(): number { return this.x ** 2 } }
      export const one = new Shape(1)
      export const same = one
      export const all = [one, new Square(2), new Shape(3)]
      export const frozen = Object.freeze([new Square(5), one])
      export const byName = { one, nested: { two: new Square(2), n: 1 } }
      export const map = new Map([['a', one], ['b', new Shape(7)]])
      export const set = new Set<Shape>([new Shape(8), one])
      const hidden: Shape[] = [new Shape(3), new Square(4)]
      const rows: Square[][] = [[new Square(1)], [new Square(2), new Square(3)]]
      const plain = { first: one, list: [1, 2] }
      export function sum(): number { let s = 0; for (const d of hidden) s += d.area(); return s }
      export function at(i: number): Shape { return hidden[i]! }
      export function add(x: number): number { hidden.push(new Square(x)); return hidden.length }
      export function deep(): number { let s = plain.first.x + plain.list[1]!; for (const row of rows) for (const d of row) s = s * 2 + d.area(); return s }
      export function total(shapes: Shape[]): number { let s = 0; for (const d of shapes) s += d.area(); return s }
      export function* areas(): Generator<number> { for (const d of all) yield d.area(); yield total(all) }
      export default [one, new Shape(11)]`,
    },
    calls: [
      'm.all.map((each) => [each instanceof m.Shape, each instanceof m.Square, each.area()])',
      'm.one === m.same',
      'm.total(m.all)',
      'm.all[0] === m.one && m.frozen[1] === m.one && m.byName.one === m.one && m.map.get("a") === m.one && [...m.set][1] === m.one',
      'm.total(m.frozen)',
      'Object.isFrozen(m.frozen)',
      'm.byName.nested.two.area() + m.byName.nested.n',
      'm.total([...m.map.values()])',
      'm.total([...m.set])',
      'm.sum()',
      'm.at(1) instanceof m.Square',
      'm.at(0) === m.at(0)',
      'm.add(5)',
      'm.sum()',
      'm.deep()',
      '[...m.areas()]',
      'm.total(m.default)',
      'm.default[0] === m.one',
    ],
  },
  {
    name: 'classes of errors, which stay JavaScript',
    files: {
      'a.ts': `export class BadInput extends RangeError {
        #n = 1
        constructor(public readonly code: number) { super('bad ' + code); this.name = 'BadInput' }
        get twice(): number { return this.code * 2 + this.#n }
      }
      export class Worse extends BadInput { level = 3 }
      export function check(x: number): number { if (x < 0) throw new RangeError('negative'); return x }
      export function* checks(xs: number[]): Generator<number> { for (const x of xs) { if (x > 9) throw new Worse(x); yield check(x) } }
      export { Worse as default }`,
    },
    calls: [
      'new m.BadInput(3).message',
      'new m.Worse(3) instanceof m.BadInput && new m.Worse(3) instanceof RangeError',
      'new m.default(3).twice + new m.Worse(1).level',
      '[...m.checks([1, 2])]',
      '[...m.checks([1, -2])]',
      '[...m.checks([1, 12])]',
      'm.default === m.Worse',
      '((e) => e instanceof m.Worse && e.code)((() => { try { [...m.checks([10])] } catch (e) { return e } })())',
    ],
  },
  {
    name: 'private fields, methods and accessors in members that stay JavaScript',
    files: {
      'a.ts': `export class Base {
        #items: number[] = [1, 2]
        #step = 2
        #name: string
        #next: Base | null = null
        constructor(name = 'a') { this.#name = name }
        *[Symbol.iterator](): Generator<number> { for (const x of this.#items) yield this.#scaled(x) }
        *compiled(compiled: number): Generator<number> {
          this.#step += compiled
          this.#step++
          this.#size = this.#size + 1
          ;({ x: this.#step } = { x: this.#step * 2 })
          const step = this.#step; yield step
          const size = this.#size; yield size
          yield twice(compiled)
        }
        #scaled(x: number, ...more: number[]): number { return x * this.#step + more.length }
        get #size(): number { return this.#items.length }
        set #size(x: number) { this.#items.push(x) }
        add(other: Base): this { this.#next = other; return this }
        *names(): Generator<string> { const own = this.#name, other = this.#next?.#name ?? 'none'; yield own; yield other; yield String(this.#next?.#next
          ?.#name) }
        *asks(x: object): Generator<boolean> { yield #name in x }
        *of(other: any): Generator<number> { const step = other.#step; yield step }
        *many(): Generator<number> { const f = () => this.#scaled(1, 2, 3); yield f() }
        step(): number { return this.#step }
      }
      export class Derived extends Base {
        #step = 100
        'a@b' = 5;
        *own(): Generator<number> { const step = this.#step; yield step; yield* this }
        static *all(d: Derived): Generator<number> { const step = d.#step; yield step }
      }
      export function twice(x: number): number { return x * 2 }
      export function privateOf(): number { return 1 }
      export const base = new Base('top'), derived = new Derived()
      export const before: number[] = [...derived.own()]`,
    },
    calls: [
      '[...new m.Base()]',
      '[...new m.Base().compiled(5)]',
      '((b) => [[...b.compiled(1)], b.step(), [...b]])(new m.Base())',
      '[...new m.Base("x").add(new m.Derived()).names()]',
      '[...m.base.names(), ...m.base]',
      '[...new m.Derived().own()]',
      '[...m.Derived.all(new m.Derived())]',
      '[...m.derived.own(), m.derived["a@b"]]',
      'm.before',
      '[...new m.Base().asks({}), ...m.base.asks(m.derived)]',
      '[...m.base.of(m.derived)]',
      'try_(() => [...m.base.of({})])',
      'try_(() => [...m.base.of(null)])',
      'm.base.of.name + m.base.names.length',
      '[...m.base.many()]',
      'Object.keys(m.base)',
    ],
  },
  {
    name: 'generators and async methods that name their class and others',
    files: {
      'a.ts': `export function twice(x: number): number { return x * 2 }
      export class Vec {
        constructor(readonly x: number, readonly y: number) {}
        *[Symbol.iterator](): Generator<number> { yield this.x; yield twice(this.y) }
        *around(n: number): Generator<Vec> { for (let i = 0; i < n; i++) yield new Vec(this.x + i, this.y) }
        *shadowed(Vec: number): Generator<number> { yield Vec }
        static *both(): Generator<Vec> { yield new this(1, 2); yield new Vec(3, 4) }
        async later(): Promise<Vec> { return new Vec(norm(this), 0) }
        norm(): number { return Math.hypot(this.x, this.y) }
        sum(): number { let s = 0; for (const x of this) s += x; return s }
      }
      export function norm(v: Vec): number { return v.norm() }`,
    },
    calls: [
      '[...new m.Vec(1, 2)]',
      '[...new m.Vec(1, 2).around(3)].map((v) => [v.x, m.norm(v), v instanceof m.Vec])',
      '[...m.Vec.both()].map(m.norm)',
      'new m.Vec(1, 2).sum()',
      '[...new m.Vec(1, 2).shadowed(3)]',
      'new m.Vec(3, 4).later() instanceof Promise',
    ],
  },
]

suite('instances and members of classes', () => {
  for (const each of CASES) test(each.name, () => check(each))

  /** Two copies, of which one learns nothing of what is pushed to the other, would be silent. */
  test('an array that two of them hold is refused where the second comes in', () => {
    const text = (statements: string) => `const shared: number[] = [1], samples = new Float64Array(2)
      export class Track {
        list: number[] = []
        left = new Float64Array(0)
        right = new Float64Array(0)
        push(x: number): number { this.left[0] = x; return this.list.push(x) + this.right[0]! }
      }
      export const a = new Track(), b = new Track()
      ${statements}
      export function both(x: number): number { return a.push(x) }`
    const load = (statements: string) => {
      const made = loadCompiled('src/tracks.ts', { 'src/tracks.ts': text(statements) }) as Record<string, (x: number) => number>
      return made['both']!(5)
    }
    expect(load('a.left = samples; a.right = samples; a.list = shared')).toBe(7)
    for (const statements of ['a.list = shared; b.list = shared', 'a.left = samples; b.right = samples'])
      expect(() => load(statements)).toThrow(/ that another instance made at the top level holds as well, .*: give each its own$/)
  })

  test('static private names in members that stay JavaScript are refused', () => {
    const text = `export class Ticket {
  static #count = 0;
  *count(): Generator<number> { yield Ticket.#count }
}`
    const outcome = compileText('src/ticket.ts', { 'src/ticket.ts': text })
    expect(outcome.ok ? [] : outcome.errors.map(({ message, line }) => `${line} ${message.split('\n')[0]}`)).toEqual([
      '3 `Ticket` cannot be exported from a file that is compiled ahead of time: a member that stays JavaScript uses the static `#count`; keep it in a variable of the module.',
    ])
  })
})
