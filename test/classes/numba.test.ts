/**
 * What Numba's own tests of jitclass pin down, in our terms: one test for each that has a meaning here, under the name
 * that it has there (docs/manual/numba.md says what stands in the place of the others).
 */
import { expect, test } from 'vitest'
import * as compiler from '../../src/compiler.ts'
import { array, jit, jitclass, setCompiler } from '../../src/index.ts'

setCompiler(() => compiler)

test('dict_spec, list_spec: types of fields, in the order of the class', () => {
  const Pair = jitclass(
    { y: 'float32', x: 'int32' },
    class Pair {
      x = 0
      y = 0
    },
  )
  const pair = new Pair()
  pair.x = 5
  pair.y = 0.5
  expect(JSON.stringify(pair)).toBe('{"x":5,"y":0.5}')
  expect(() => {
    pair.y = 0.1
  }).toThrow(RangeError)
})

test('type_annotations: initialisers say the types', () => {
  const Typed = jitclass(
    class Typed {
      n = 0
      big = 0n
      on = false
      data = new Float64Array(2)
    },
  )
  const typed = new Typed()
  expect([typed.n, typed.big, typed.on, typed.data.length]).toEqual([0, 0n, false, 2])
  expect(() => {
    typed.big = 1 as never
  }).toThrow(/Typed\.big/)
})

test('type_annotation_inheritance, base_class: a plain base class comes along', () => {
  class Base {
    what = 1
    get doubled() {
      return this.what * 2
    }
    attached() {
      return this.what
    }
  }
  const Test = jitclass(
    class Test extends Base {
      x = 3
      inner() {
        return this.x * this.attached()
      }
    },
  )
  const made = new Test()
  expect([made.what, made.x, made.inner(), made.doubled]).toEqual([1, 3, 3, 2])
  expect(made instanceof Base).toBe(true)
})

test('spec_errors: what is no type is refused with the name of the field', () => {
  expect(() => jitclass({ x: 'quux[:' } as never, class Bad {})).toThrow(/Bad\.x/)
  expect(() => jitclass({ x: 12 } as never, class Bad {})).toThrow(TypeError)
})

test('init_errors: a constructor that returns something', () => {
  const Returns = jitclass(
    class Returns {
      x = 1
      constructor() {
        // biome-ignore lint/correctness/noConstructorReturn: that is what is tested
        return { x: 2 } as never
      }
    },
  )
  expect(() => new Returns()).toThrow(/constructor that returns/)
})

const Floats = jitclass(
  class Floats {
    x = 0
    y = 1
    data = new Float64Array(3)
    set(x: number) {
      this.x = x
      return this
    }
  },
)
const Longs = jitclass(
  class Longs {
    x = 0n
    data = new BigInt64Array(3)
  },
)

test('jit_class_1, distinct classes, one kernel for several', () => {
  const bump = jit((o: { x: number | bigint; data: { length: number } }) => o.data.length + Number(o.x))
  const floats = new Floats()
  floats.x = 1.5
  const longs = new Longs()
  longs.x = 7n
  expect(bump(floats)).toBe(4.5)
  expect(bump(longs)).toBe(10)
  expect(bump.signatures).toHaveLength(2)
})

test('usage from the host: identity, the same array, get, set and call', () => {
  const floats = new Floats()
  const same = jit((o: InstanceType<typeof Floats>) => o)
  expect(same(floats)).toBe(floats)
  expect(floats.data).toBe(floats.data)
  floats.data[1] = 5
  expect(jit((o: InstanceType<typeof Floats>) => o.data[1]!)(floats)).toBe(5)
  expect(floats.set(4).x).toBe(4)
})

test('datalayout: a boolean field', () => {
  const Flag = jitclass(
    class Flag {
      val = true
      flip() {
        this.val = !this.val
        return this.val
      }
    },
  )
  const flag = new Flag()
  expect([flag.val, flag.flip(), flag.val]).toEqual([true, false, false])
  flag.val = true
  expect(flag.flip()).toBe(false)
})

test('deferred_type: recursive classes in any order', () => {
  const Link = jitclass(
    { next: 'Link?', owner: 'Chain?' },
    class Link {
      next: Link | null = null
      owner: unknown = null
      constructor(public value: number) {}
      last(): Link {
        return this.next ? this.next.last() : this
      }
    },
  )
  const Chain = jitclass(
    { head: 'Link?' },
    class Chain {
      head: InstanceType<typeof Link> | null = null
    },
  )
  const chain = new Chain()
  const first = new Link(1)
  chain.head = first
  for (let i = 2; i < 6; i++) first.last().next = new Link(i)
  first.owner = chain
  expect(first.last().value).toBe(5)
  expect((chain.head!.owner as typeof chain).head).toBe(first)
  let sum = 0
  for (let at: InstanceType<typeof Link> | null = first; at; at = at.next) sum += at.value
  expect(sum).toBe(15)
  first.next = null
  expect(first.last()).toBe(first)
})

test('is: identity in compiled code', () => {
  const a = new Floats()
  const same = jit((x: InstanceType<typeof Floats>, y: InstanceType<typeof Floats>) => x === y)
  expect([same(a, a), same(a, new Floats())]).toEqual([true, false])
})

test('isinstance, on the host and in compiled code; it narrows', () => {
  const which = jit((o: object) => (o instanceof Floats ? o.y : o instanceof Longs ? Number(o.x) : -1))
  expect(new Floats() instanceof Floats).toBe(true)
  expect(which(new Floats())).toBe(1)
  expect(which(new Longs())).toBe(0)
})

test('subclassing works', () => {
  const More = jitclass(
    class More extends Floats {
      z = 9
      override set(x: number) {
        super.set(x + 1)
        return this
      }
    },
  )
  const more = new More()
  expect([more.set(1).x, more.z, more instanceof Floats]).toEqual([2, 9, true])
})

test('globals: constants of the class', () => {
  const Consts = jitclass(
    class Consts {
      static readonly size = 8
      static table = new Int32Array([1, 2, 4])
      n = 0
      fill(k: number) {
        this.n = Consts.size * Consts.table[k]!
        return this.n
      }
    },
  )
  expect(new Consts().fill(2)).toBe(32)
  expect(Consts.size).toBe(8)
})

test('user_getter_setter, from the host and from compiled code', () => {
  const Prop = jitclass(
    class Prop {
      attr = 0
      get value() {
        return this.attr + 1
      }
      set value(v: number) {
        this.attr = v * 2
      }
    },
  )
  const prop = new Prop()
  prop.value = 5
  expect([prop.attr, prop.value]).toEqual([10, 11])
  const use = jit((p: InstanceType<typeof Prop>) => {
    p.value = 7
    return p.value
  })
  expect([use(prop), prop.attr]).toEqual([15, 14])
})

test('distinct_classes: one name, the same fields, other methods', () => {
  const make = (text: string) =>
    text === 'a'
      ? jitclass(
          class Same {
            x = 1
            m() {
              return this.x
            }
          },
        )
      : jitclass(
          class Same {
            x = 1
            m() {
              return this.x + 100
            }
          },
        )
  const [A, B] = [make('a'), make('b')]
  const call = jit((o: { m(): number }) => o.m())
  expect([call(new A()), call(new B()), new A() instanceof B]).toEqual([1, 101, false])
})

test('parameterized: a factory gives a class for each type', () => {
  const boxOf = (type: string) =>
    jitclass(
      { value: type } as never,
      class Box {
        value
        constructor(value: unknown) {
          this.value = value
        }
      },
    )
  expect(new (boxOf('float64'))(1.5).value).toBe(1.5)
  expect(new (boxOf('int64'))(5n).value).toBe(5n)
  const numbers = array(Float64Array, [1, 2])
  expect(new (boxOf('float64[:]'))(numbers).value).toBe(numbers)
})

test('protected_attrs: private names', () => {
  const Secret = jitclass(
    class Secret {
      #value = 3
      #bump() {
        this.#value++
      }
      get #twice() {
        return this.#value * 2
      }
      read() {
        this.#bump()
        return this.#twice
      }
    },
  )
  const secret = new Secret()
  expect(secret.read()).toBe(8)
  expect(Object.keys(JSON.parse(JSON.stringify(secret)))).toEqual([])
  expect('#value' in secret).toBe(false)
})

test('kwargs, default_args, keyword-only: defaults and destructured options', () => {
  const Options = jitclass(
    class Options {
      x: number
      y: number
      z: number
      constructor(x: number, { y = 2, z = 3 }: { y?: number; z?: number } = {}) {
        this.x = x
        this.y = y
        this.z = z
      }
    },
  )
  const made = new Options(1)
  expect([made.x, made.y, made.z]).toEqual([1, 2, 3])
})

test('starargs: rest parameters of a constructor', () => {
  const Many = jitclass(
    class Many {
      sum = 0
      constructor(...values: number[]) {
        for (const value of values) this.sum += value
      }
    },
  )
  expect(new Many(1, 2, 3).sum).toBe(6)
  expect(new Many().sum).toBe(0)
})

test('generator_method, from the host and in compiled code', () => {
  const Gen = jitclass(
    class Gen {
      n = 4;
      *values() {
        for (let i = 0; i < this.n; i++) yield i * i
      }
    },
  )
  const gen = new Gen()
  expect([...gen.values()]).toEqual([0, 1, 4, 9])
  const total = jit((g: InstanceType<typeof Gen>) => {
    let s = 0
    for (const x of g.values()) s += x
    return s
  })
  expect(total(gen)).toBe(14)
})

test('getitem, complex, tuple and slice keys: get and set methods', () => {
  const Grid = jitclass(
    class Grid {
      data = new Float64Array(9)
      get(i: number, j: number) {
        return this.data[i * 3 + j]!
      }
      set([i, j]: [number, number], value: number) {
        this.data[i * 3 + j] = value
      }
      row(start: number, stop: number) {
        return this.data.slice(start, stop)
      }
    },
  )
  const grid = new Grid()
  grid.set([1, 2], 5)
  expect([grid.get(1, 2), grid.data[5]]).toEqual([5, 5])
  expect(Array.from(grid.row(4, 6))).toEqual([0, 5])
  const write = jit((g: InstanceType<typeof Grid>) => {
    g.set([0, 0], 7)
    return g.get(0, 0) + g.row(0, 2).length
  })
  expect([write(grid), grid.get(0, 0)]).toEqual([9, 7])
})

test('longlabel_not_truncated: 52 fields with long names', () => {
  const names = Array.from({ length: 52 }, (_, index) => `a_rather_long_name_of_a_field_with_the_number_${index}`)
  const text = `return class Wide { ${names.map((name, index) => `${name} = ${index};`).join(' ')} total() { return ${names.map((name) => `this.${name}`).join(' + ')} } }`
  const Wide = jitclass(new Function(text)() as new () => { total(): number })
  expect(new Wide().total()).toBe((51 * 52) / 2)
})

test('pickling: an instance goes through JSON', () => {
  const floats = new Floats().set(3)
  const copy = Floats as unknown as { from(plain: unknown): InstanceType<typeof Floats> }
  const back = copy.from((floats as unknown as { toJSON(): object }).toJSON())
  expect([back.x, back.y, back === floats]).toEqual([3, 1, false])
})

test('static_methods: by the class, in methods, generic', () => {
  const Stat = jitclass(
    class Stat {
      x = 2
      static add(a: number, b: number) {
        return a + b
      }
      own() {
        return Stat.add(this.x, 10)
      }
    },
  )
  expect([Stat.add(1, 2), Stat.add(0.5, 1), new Stat().own()]).toEqual([3, 1.5, 12])
  expect(jit((n: number) => Stat.add(n, n))(4)).toBe(8)
})

test('decorator and function usecases give the same', () => {
  // The decorators themselves are used in declare-child.ts.
  const A = jitclass(
    class A {
      x = 1
    },
  )
  const B = jitclass({ x: 'float64' })(
    class B {
      x = 1
    },
  )
  const C = jitclass(
    class {
      x = 1
    },
  )
  const D = jitclass(
    { x: 'float64' },
    class D {
      x = 1
    },
  )
  expect([new A().x, new B().x, new C().x, new D().x]).toEqual([1, 1, 1, 1])
})

test('arithmetic, comparison and conversion: methods that return instances', () => {
  const Num = jitclass(
    class Num {
      constructor(public v: number) {}
      plus(o: Num): Num {
        return new Num(this.v + o.v)
      }
      times(o: Num | number): Num {
        return new Num(this.v * (typeof o === 'number' ? o : o.v))
      }
      less(o: Num): boolean {
        return this.v < o.v
      }
      equals(o: Num): boolean {
        return this.v === o.v
      }
      negate(): Num {
        return new Num(-this.v)
      }
      increase(o: Num): this {
        this.v += o.v
        return this
      }
      hash(): number {
        return this.v | 0
      }
    },
  )
  const a = new Num(3)
  const b = new Num(4)
  expect([a.plus(b).v, a.times(b).v, a.times(2).v, a.negate().v]).toEqual([7, 12, 6, -3])
  expect([a.less(b), b.less(a), a.equals(new Num(3)), a.hash()]).toEqual([true, false, true, 3])
  expect(a.increase(b)).toBe(a)
  const horner = jit((x: InstanceType<typeof Num>) => x.times(x).plus(x.times(2)).plus(new Num(1)).v)
  expect(horner(new Num(5))).toBe(36)
})

test('truth: an instance is true, null is not', () => {
  const pick = jit('float64(Floats?)', (o: InstanceType<typeof Floats> | null) => (o ? o.y : -1))
  expect([pick(new Floats()), pick(null)]).toEqual([1, -1])
})

test('instances as elements of arrays', () => {
  const make = jit((n: number) => {
    const all: InstanceType<typeof Floats>[] = []
    for (let i = 0; i < n; i++) all.push(new Floats().set(i))
    return all
  })
  const all = make(4)
  expect(all.map((each) => each.x)).toEqual([0, 1, 2, 3])
  const sum = jit((list: InstanceType<typeof Floats>[]) => list.reduce((s, each) => s + each.x, 0))
  expect(sum(all)).toBe(6)
})
