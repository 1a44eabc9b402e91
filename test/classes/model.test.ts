/** Random sequences of what a host does with instances, on a compiled class and on the class as it was written. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as compiler from '../../src/compiler.ts'
import { jit, jitclass, setCompiler } from '../../src/index.ts'

setCompiler(() => compiler)

// biome-ignore lint/suspicious/noExplicitAny: plain and compiled instances alike
type Any = any

/** One side of the comparison: a class, and functions that take its instances. */
interface Side {
  readonly Class: new (...values: Any[]) => Any
  readonly kernels: Readonly<Record<string, (...values: Any[]) => unknown>>
}

/** What is done with instances `a` and `b` of the pool and a number. */
type Action = (side: Side, a: Any, b: Any, x: number) => unknown

interface Subject {
  side(compiled: boolean): Side
  readonly construct: (side: Side, x: number) => Any
  readonly actions: Readonly<Record<string, Action>>
}

const wrap = (compiled: boolean, spec: Record<string, string>, given: Any) => (compiled ? jitclass(spec, given) : given)
const kernel = (compiled: boolean, fn: (...values: Any[]) => unknown) => (compiled ? jit(fn) : fn)

const vector: Subject = {
  side(compiled) {
    const Class = wrap(
      compiled,
      { hits: 'int32' },
      class Vec {
        x: number
        y: number
        hits = 0
        on = false
        constructor(x: number, y = 0.5) {
          this.x = x
          this.y = y
        }
        add(other: Vec): Vec {
          this.hits = (this.hits + 1) | 0
          this.x += other.x
          this.y += other.y
          return this
        }
        get sum() {
          return this.x + this.y
        }
        set both(value: number) {
          this.x = value
          this.y = -value
        }
        toggle() {
          this.on = !this.on
          return this.on
        }
        larger(other: Vec): Vec {
          return this.sum > other.sum ? this : other
        }
        fail(limit: number): number {
          if (this.sum > limit) throw new RangeError(`${this.sum} is more than ${limit}`)
          return limit
        }
      },
    )
    return {
      Class,
      kernels: {
        dot: kernel(compiled, (a, b) => a.x * b.x + a.y * b.y),
        pick: kernel(compiled, (a, b, x) => (x > 0 ? a : b)),
        swap: kernel(compiled, (a, b) => {
          const t = a.x
          a.x = b.x
          b.x = t
        }),
      },
    }
  },
  construct: ({ Class }, x) => (x > 3 ? new Class(x) : new Class(x, x / 2)),
  actions: {
    'read sum': (_, a) => a.sum,
    'write x': (_, a, __, x) => void (a.x = x),
    'write both': (_, a, __, x) => void (a.both = x),
    add: (_, a, b) => a.add(b),
    toggle: (_, a) => a.toggle(),
    'write on': (_, a, __, x) => void (a.on = x > 0),
    larger: (_, a, b) => a.larger(b),
    fail: (_, a, __, x) => a.fail(x),
    dot: ({ kernels }, a, b) => kernels['dot']!(a, b),
    pick: ({ kernels }, a, b, x) => kernels['pick']!(a, b, x),
    swap: ({ kernels }, a, b) => kernels['swap']!(a, b),
    json: (_, a) => JSON.stringify(a),
  },
}

const list: Subject = {
  side(compiled) {
    const Class = wrap(
      compiled,
      { value: 'float64', next: 'Node?', seen: 'float64[]', others: 'Node[]' },
      class Node {
        value: number
        next: Node | null = null
        seen: number[] = []
        others: Node[] = []
        counts = new Int32Array(4)
        constructor(value: number) {
          this.value = value
        }
        link(next: Node): Node | null {
          const before = this.next
          this.next = next
          return before
        }
        sum(limit: number): number {
          let total = 0
          let at: Node | null = this
          for (let i = 0; i < limit && at !== null; i++) {
            total += at.value
            at = at.next
          }
          return total
        }
        see(x: number): number {
          this.counts[this.seen.length & 3]!++
          return this.seen.push(x)
        }
        remember(other: Node): number {
          return this.others.push(other)
        }
        list(): number[] {
          return this.seen
        }
      },
    )
    return {
      Class,
      kernels: {
        cut: kernel(compiled, (a) => {
          const next = a.next
          a.next = null
          return next
        }),
        same: kernel(compiled, (a, b) => a.next === b),
        total: kernel(compiled, (a) => {
          let total = 0
          for (const other of a.others) total += other.value
          return total
        }),
      },
    }
  },
  construct: ({ Class }, x) => new Class(x),
  actions: {
    link: (_, a, b) => a.link(b),
    'write next': (_, a, b) => void (a.next = b),
    'write null': (_, a) => void (a.next = null),
    'read next': (_, a) => a.next,
    'write value': (_, a, __, x) => void (a.value = x),
    sum: (_, a, __, x) => a.sum(Math.abs(x) & 7),
    see: (_, a, __, x) => a.see(x),
    'push outside': (_, a, __, x) => a.seen.push(x, x),
    'pop outside': (_, a) => a.seen.pop(),
    'sort outside': (_, a) => void a.seen.sort((p: number, q: number) => p - q),
    'splice outside': (_, a, __, x) => [...a.seen.splice(1, 1, x)],
    'one list': (_, a) => a.list() === a.seen,
    'set element': (_, a, __, x) => void (a.counts[1] = x),
    'one array': (_, a) => {
      const before = a.counts
      return a.counts === before
    },
    remember: (_, a, b) => a.remember(b),
    'remember outside': (_, a, b) => a.others.push(b),
    'which are remembered': (_, a, b) => [a.others.includes(b), a.others.indexOf(b), a.others.length],
    cut: ({ kernels }, a) => kernels['cut']!(a),
    same: ({ kernels }, a, b) => kernels['same']!(a, b),
    total: ({ kernels }, a) => kernels['total']!(a),
  },
}

const shapes: Subject = {
  side(compiled) {
    const Shape = wrap(
      compiled,
      {},
      class Shape {
        side: number
        constructor(side: number) {
          this.side = side
        }
        area(): number {
          return 0
        }
        twice(): number {
          return this.area() * 2
        }
        grow(by: number) {
          this.side += by
        }
      },
    )
    const Square = wrap(
      compiled,
      {},
      class Square extends Shape {
        count = 0n
        area(): number {
          this.count += 1n
          return this.side * this.side
        }
        grow(by: number) {
          super.grow(by * 2)
        }
      },
    )
    return {
      Class: Shape,
      kernels: {
        make: (x) => (x > 0 ? new Square(x) : new Shape(x)),
        isSquare: (a) => a instanceof Square,
        isShape: (a) => a instanceof Shape,
        areas: kernel(compiled, (a, b) => a.area() + b.area()),
      },
    }
  },
  construct: ({ kernels }, x) => kernels['make']!(x),
  actions: {
    area: (_, a) => a.area(),
    twice: (_, a) => a.twice(),
    grow: (_, a, __, x) => a.grow(x),
    'write side': (_, a, __, x) => void (a.side = x),
    'is square': ({ kernels }, a) => [kernels['isSquare']!(a), kernels['isShape']!(a)],
    areas: ({ kernels }, a, b) => kernels['areas']!(a, b),
    count: (_, a) => a.count,
  },
}

/** Keys that meet: few numbers, some of them 0, -0, NaN, or not integers. */
const keyOf = (x: number) => (x > 4 ? NaN : x < -4 ? -0 : Math.round(x * 2) / 2)

const collections: Subject = {
  side(compiled) {
    const Class = wrap(
      compiled,
      {
        counts: 'Map<float64, float64>',
        seen: 'Set<string>',
        friends: 'Set<Keeper>',
        rows: 'Map<string, Map<int32, float64>>',
        spare: 'Set<string>?',
      },
      class Keeper {
        counts = new Map<number, number>()
        seen = new Set(['first'])
        friends = new Set<Keeper>()
        rows = new Map<string, Map<number, number>>()
        spare: Set<string> | null = null
        constructor(x: number) {
          for (let i = 0; i < x * 3; i++) this.counts.set(i, x)
        }
        count(x: number): number {
          const now = (this.counts.get(x) ?? 0) + 1
          this.counts.set(x, now)
          return now
        }
        fill(n: number): number {
          for (let i = 0; i < n; i++) this.count(i)
          return this.counts.size
        }
        drop(x: number): boolean {
          return this.counts.delete(x)
        }
        note(text: string): number {
          this.seen.add(text)
          this.spare ??= new Set()
          this.spare.add(`${text}!`)
          return this.seen.size + this.spare.size
        }
        meet(other: Keeper): boolean {
          if (this.friends.has(other)) return this.friends.delete(other)
          this.friends.add(other)
          return other.friends.has(this)
        }
        put(row: string, column: number, x: number): number {
          let found = this.rows.get(row)
          if (found === undefined) {
            found = new Map()
            this.rows.set(row, found)
          }
          found.set(column, x)
          let sum = 0
          for (const inner of this.rows.values()) for (const [key, one] of inner) sum += key * one
          return sum
        }
        // What is deleted and what comes while it goes over all.
        thin(): string {
          let said = ''
          for (const [key, n] of this.counts) {
            said += `${key} ${n};`
            if (n > 1) this.counts.delete(key)
            if (this.counts.size < 40 && n > 2) this.counts.set(key + 0.25, 1)
          }
          return said
        }
        swap(other: Keeper): boolean {
          const mine = this.seen
          this.seen = other.seen
          other.seen = mine
          return this.seen === other.seen
        }
        share(other: Keeper): void {
          this.counts = other.counts
        }
        clear(): void {
          this.counts.clear()
          this.spare = null
        }
        get all() {
          return this.counts
        }
        *[Symbol.iterator]() {
          for (const [key, n] of this.counts) yield key * n
        }
      },
    )
    return {
      Class,
      kernels: {
        total: kernel(compiled, (a, b) => {
          let sum = 0
          for (const [key, n] of a.counts) if (b.counts.has(key)) sum += n
          return sum
        }),
        move: kernel(compiled, (a, b, x) => {
          for (const key of [...a.counts.keys()]) {
            if (key < x) continue
            b.counts.set(key, a.counts.get(key)!)
            a.counts.delete(key)
          }
        }),
        mixed: kernel(compiled, (a, b, x) => {
          const some = x > 0 ? a.seen : (b.spare ?? new Set(['none']))
          let out = ''
          for (const one of some) out += one
          return out
        }),
      },
    }
  },
  construct: ({ Class }, x) => new Class(Math.round(x) % 9),
  actions: {
    count: (_, a, __, x) => a.count(keyOf(x)),
    fill: (_, a, __, x) => a.fill(Math.abs(Math.round(x)) % 30),
    drop: (_, a, __, x) => a.drop(keyOf(x)),
    note: (_, a, __, x) => a.note(`t${Math.round(x) % 12}`),
    meet: (_, a, b) => a.meet(b),
    put: (_, a, __, x) => a.put(`r${Math.round(x) % 4}`, Math.round(x) % 7, x),
    thin: (_, a) => a.thin(),
    swap: (_, a, b) => a.swap(b),
    share: (_, a, b) => a.share(b),
    clear: (_, a, b) => a !== b && a.clear(),
    walk: (_, a) => [...a],
    'drop while walking': (_, a) => {
      const seen: unknown[] = []
      for (const [key] of a.counts) {
        seen.push(key)
        if (seen.length % 2) a.drop(key)
        if (seen.length === 5) a.fill(9)
        if (seen.length === 30) break
      }
      return seen
    },
    'read counts': (_, a, __, x) => [a.counts.size, a.counts.get(keyOf(x)), a.counts.has(keyOf(x)), [...a.counts.values()]],
    'read friends': (_, a, b) => [a.friends.has(b), [...a.friends], a.friends === b.friends],
    'same counts': (_, a, b) => [a.counts === b.counts, a.all === a.counts, a.counts instanceof Map, a.counts.constructor.name],
    total: ({ kernels }, a, b) => kernels['total']!(a, b),
    move: ({ kernels }, a, b, x) => kernels['move']!(a, b, x),
    mixed: ({ kernels }, a, b, x) => kernels['mixed']!(a, b, x),
  },
}

/** Names of elements, in all their spellings, and others. */
const nameOf = (x: number) => (x < -3 ? `n${Math.round(x) % 9}` : x > 4.5 ? `${x}` : `${Math.round(x)}`)

const dictionaries: Subject = {
  side(compiled) {
    const Class = wrap(
      compiled,
      {
        counts: 'Record<string, float64>',
        rows: 'Record<string, Record<string, int32>>',
        friends: 'Record<string, Namer?>',
        spare: 'Record<string, string[]>?',
      },
      class Namer {
        counts: Record<string, number> = { first: 1, 3: 2 }
        rows: Record<string, Record<string, number>> = {}
        friends: Record<string, Namer | null> = {}
        spare: Record<string, string[]> | null = null
        count(name: string): number {
          this.counts[name] = (this.counts[name] ?? 0) + 1
          return this.counts[name]
        }
        fill(n: number): number {
          for (let i = 0; i < n; i++) this.count(i % 3 === 0 ? `${i}` : `k${i}`)
          let sum = 0
          for (const [name, one] of Object.entries(this.counts)) sum += name.length * one
          return sum
        }
        drop(name: string): boolean {
          return delete this.counts[name]
        }
        note(name: string): number {
          this.spare ??= {}
          const list = this.spare[name]
          if (list) list.push(`${name}!`)
          else this.spare[name] = [name]
          return Object.keys(this.spare).length
        }
        meet(other: Namer, name: string): boolean {
          if (name in this.friends && this.friends[name] === null) return delete this.friends[name]
          this.friends[name] = this.friends[name] === other ? null : other
          return other.friends[name] === this
        }
        put(row: string, name: string): number {
          const found = this.rows[row] ?? {}
          this.rows[row] = found
          found[name] = ((found[name] ?? 0) + 1) | 0
          return Object.values(this.rows).reduce((sum, each) => sum + Object.keys(each).length, 0)
        }
        // What is deleted while it goes over all.
        thin(): string {
          let said = ''
          for (const name in this.counts) {
            said += `${name} ${this.counts[name]};`
            if (this.counts[name]! > 1) delete this.counts[name]
          }
          return said
        }
        swap(other: Namer): boolean {
          const mine = this.counts
          this.counts = other.counts
          other.counts = mine
          return this.counts === other.counts
        }
        copy(other: Namer): void {
          this.counts = { ...other.counts, copied: 1 }
        }
        clear(): void {
          this.counts = {}
          this.spare = null
        }
        get all() {
          return this.counts
        }
        *[Symbol.iterator]() {
          for (const name in this.counts) yield `${name}=${this.counts[name]}`
        }
      },
    )
    return {
      Class,
      kernels: {
        total: kernel(compiled, (a, b) => {
          let sum = 0
          for (const name of Object.keys(a.counts)) if (name in b.counts) sum += a.counts[name]
          return sum
        }),
        move: kernel(compiled, (a, b) => {
          for (const name of Object.keys(a.counts)) {
            b.counts[name] = a.counts[name]
            delete a.counts[name]
          }
        }),
      },
    }
  },
  construct: ({ Class }) => new Class(),
  actions: {
    count: (_, a, __, x) => a.count(nameOf(x)),
    fill: (_, a, __, x) => a.fill(Math.abs(Math.round(x)) % 30),
    drop: (_, a, __, x) => a.drop(nameOf(x)),
    note: (_, a, __, x) => a.note(nameOf(x)),
    meet: (_, a, b, x) => a.meet(b, nameOf(Math.round(x))),
    put: (_, a, __, x) => a.put(`r${Math.round(x) % 4}`, nameOf(x)),
    thin: (_, a) => a.thin(),
    swap: (_, a, b) => a.swap(b),
    copy: (_, a, b) => a.copy(b),
    clear: (_, a) => a.clear(),
    walk: (_, a) => [...a],
    'drop while walking': (_, a) => {
      const seen: unknown[] = []
      for (const name in a.counts) {
        seen.push(name)
        if (seen.length % 2) a.drop(name)
      }
      return seen
    },
    'read counts': (_, a, __, x) => [
      a.counts[nameOf(x)],
      nameOf(x) in a.counts,
      Object.hasOwn(a.counts, nameOf(x)),
      Object.values(a.counts),
    ],
    'read all': (_, a) => [JSON.stringify(a.counts), Object.entries({ ...a.counts }), JSON.stringify(a.rows), Object.keys(a.friends)],
    'same counts': (_, a, b) => [a.counts === b.counts, a.all === a.counts, Object.getPrototypeOf(a.counts) === Object.prototype],
    total: ({ kernels }, a, b) => kernels['total']!(a, b),
    move: ({ kernels }, a, b) => a !== b && a.counts !== b.counts && kernels['move']!(a, b),
  },
}

/** A pool of instances, driven by commands; what can be seen of it is returned. */
function drive(subject: Subject, side: Side, commands: readonly Command[]): unknown[] {
  const pool: Any[] = [subject.construct(side, 1), subject.construct(side, 5.5)]
  const names = Object.keys(subject.actions)
  const seen: unknown[] = []
  const outside = (value: Any): unknown => {
    if (typeof value !== 'object' || value === null) return value
    const known = pool.indexOf(value)
    if (known >= 0) return `instance ${known}`
    if (Array.isArray(value)) return value.map(outside)
    if (value instanceof Map) return ['a Map', value.size, ...[...value].map(outside)]
    if (value instanceof Set) return ['a Set', value.size, ...[...value].map(outside)]
    if (Object.getPrototypeOf(value) === Object.prototype) return Object.entries(value).map(([key, each]) => [key, outside(each)])
    return ArrayBuffer.isView(value) ? [...(value as Int32Array)] : `a ${value.constructor.name} that is not in the pool`
  }
  for (const { action, a, b, x } of commands) {
    if (action === 0 && pool.length < 6) pool.push(subject.construct(side, x))
    const name = names[action % names.length]!
    try {
      seen.push([name, outside(subject.actions[name]!(side, pool[a % pool.length], pool[b % pool.length], x))])
    } catch (error) {
      seen.push([name, String(error)])
    }
    seen.push(pool.map((one) => Object.entries(one.toJSON?.() ?? one).map(([key, value]) => [key, outside(value)])))
  }
  return seen
}

interface Command {
  readonly action: number
  readonly a: number
  readonly b: number
  readonly x: number
}

const number = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ noNaN: true, min: -1e6, max: 1e6 }))
const command: fc.Arbitrary<Command> = fc.record({ action: fc.nat(40), a: fc.nat(5), b: fc.nat(5), x: number })

for (const [name, subject] of Object.entries({ vector, list, shapes, collections, dictionaries })) {
  test(`${name}: the compiled class does what the class does`, () => {
    const [plain, compiled] = [subject.side(false), subject.side(true)]
    fc.assert(
      fc.property(fc.array(command, { maxLength: 30 }), (commands) => {
        expect(drive(subject, compiled, commands)).toEqual(drive(subject, plain, commands))
      }),
      { numRuns: Number(process.env['FUZZ_RUNS'] ?? 150), interruptAfterTimeLimit: 30_000, markInterruptAsFailure: false },
    )
  })
}
