/** How a class is given to jitclass, and what is said when that goes wrong. */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import * as compiler from '../../src/compiler.ts'
import { jit, jitclass, setCompiler, statsOf } from '../../src/index.ts'

setCompiler(() => compiler)

const Point = jitclass(
  class Point {
    static made = 3
    x: number
    y: number
    constructor(x: number, y: number) {
      this.x = x
      this.y = y
    }
    plus(other: Point): Point {
      return new Point(this.x + other.x, this.y + other.y)
    }
    *[Symbol.iterator]() {
      yield this.x
      yield this.y
    }
    static unit(): Point {
      return new Point(1, 0)
    }
  },
)
type Point = InstanceType<typeof Point>

const Heap = jitclass({ size: 'int32' })(
  class Heap {
    size = 0
    grow(by: number): number {
      this.size += by
      return this.size
    }
  },
)

test('with and without a spec; decorators are used in declare-child.ts', () => {
  const point = new Point(1, 2).plus(Point.unit())
  expect([point.x, point.y, point instanceof Point, Point.made]).toEqual([2, 2, true, 3])
  const heap = new Heap()
  expect(heap.grow(2)).toBe(2)
  expect(() => void (heap.size = 0.5)).toThrow(RangeError)
  expect(() => heap.grow(0.5)).toThrow(RangeError)
})

test('generator methods are JavaScript over the fields', () => {
  expect([...new Point(3, 4)]).toEqual([3, 4])
})

test('a generator that needs what is private says so', () => {
  const Secret = jitclass(
    class Secret {
      #x = 1
      get x() {
        return this.#x
      }
      *values() {
        yield this.#x
      }
    },
  )
  expect(new Secret().x).toBe(1)
  expect(() => new Secret().values()).toThrow(/Secret\.values stays plain JavaScript outside of compiled code, where `#x` cannot be read/)
})

test('a generator that names its class would make instances of the class as it was written', () => {
  const Twin = jitclass(
    class Twin {
      *both() {
        yield new Twin()
      }
      x = 1
    },
  )
  expect(() => new Twin().both()).toThrow(
    /Twin\.both stays plain JavaScript.*where `Twin` is the class as it was written: use jitclass as a decorator/,
  )
})

test('signatures of methods are closed to other types', () => {
  const Sum = jitclass(
    { total: 'float64', constructor: '(float64)', add: 'float64(float64)' },
    class Sum {
      total: number
      constructor(total: number) {
        this.total = total
      }
      add(x: number): number {
        this.total += x
        return this.total
      }
    },
  )
  const sum = new Sum(1)
  expect([sum.add(2), sum.add(0.5)]).toEqual([3, 3.5])
  expect(() => sum.add('1' as never)).toThrow(/Sum\.add: x must be float64, but it is "1"/)
  expect(() => new Sum('1' as never)).toThrow(/Sum: total must be float64, but it is "1"/)
  expect(statsOf(Sum).specialisations.map(({ member, signature }) => [member, signature])).toEqual([
    ['constructor', 'Sum(float64)'],
    ['add', 'float64(Sum, float64)'],
  ])
})

test('specs that are wrong', () => {
  class A {
    x = 0
    get y() {
      return 1
    }
    f(x: number) {
      return x
    }
  }
  const wrong: [unknown, RegExp][] = [
    [{ x: 5 }, /the type of A\.x is a text such as 'int64', not 5/],
    [{ x: 'number' }, /jitclass: A\.x: `number` is not a type of signatures; write float64/],
    [{ x: 'void' }, /A\.x: `void` is no type of a field/],
    [{ y: 'int32' }, /A\.y is an accessor/],
    [{ f: 'int32' }, /A\.f: `\(` is expected here/],
    [['x'], /types of fields as an object such as \{ size: 'int32' \}, not an Array/],
  ]
  for (const [spec, message] of wrong) expect(() => jitclass(spec as never, A)).toThrow(message)
  expect(() => jitclass({ z: 'int32' } as never, class extends A {})).not.toThrow()
  const Unknown = jitclass({ z: 'int32' } as never, class Unknown {}) as new () => object
  expect(() => new Unknown()).toThrow(/z/)
  expect(() => jitclass(5 as never)).toThrow(/types of fields as an object/)
  expect(() => jitclass({}, (() => 1) as never)).toThrow(/jitclass takes a class, not/)
  expect(() => jitclass(class {}, { unroll: 1 } as never)).toThrow(/jitclass has no option `unroll`/)
  const Twice = jitclass(class Twice {})
  expect(() => jitclass(Twice)).toThrow(/the class Twice has been given to jitclass before/)
})

test('a class that extends one must be given to jitclass too', () => {
  const Base = jitclass(
    class Base {
      x = 1
    },
  )
  class Plain extends Base {}
  expect(() => new Plain()).toThrow(/Plain extends Base, whose instances live in compiled code: give Plain to jitclass as well/)
  expect(new Base().x).toBe(1)
})

test('what is compiled for a class is compiled again when another extends it', () => {
  const Animal = jitclass(
    class Animal {
      legs(): number {
        return 4
      }
      twice(): number {
        return this.legs() * 2
      }
    },
  )
  const count = jit((animal: InstanceType<typeof Animal>) => animal.legs())
  expect([new Animal().twice(), count(new Animal())]).toEqual([8, 4])
  const Bird = jitclass(
    class Bird extends Animal {
      override legs(): number {
        return 2
      }
    },
  )
  expect([new Bird().twice(), count(new Bird()), new Animal().twice(), count(new Animal())]).toEqual([4, 2, 8, 4])
  expect([Animal.prototype.legs.call(new Bird()), Bird.prototype.twice.call(new Bird()), Animal.prototype.twice.call(new Bird())]).toEqual([
    4, 4, 4,
  ])
})

test('a method of a base class, called on an instance that has one of its own', () => {
  const Base = jitclass(
    class Base {
      constructor(public x: number) {}
      scaled(by: number, plus = 1): number {
        return this.x * by + plus + this.own()
      }
      own(): number {
        return 0
      }
      get size(): number {
        return this.x
      }
    },
  )
  const Sub = jitclass(
    class Sub extends Base {
      override scaled(by: number): number {
        return -by
      }
      override own(): number {
        return 1000
      }
      override get size(): number {
        return -1
      }
    },
  )
  const [base, sub] = [new Base(3), new Sub(5)]
  for (let i = 0; i < 3; i++) {
    expect([sub.scaled(2), base.scaled(2)]).toEqual([-2, 7])
    expect(Base.prototype.scaled.call(sub, 2)).toBe(1011)
    expect(Base.prototype.scaled.call(sub, 2, 0.5)).toBe(1010.5)
    expect(Base.prototype.scaled.apply(base, [2])).toBe(7)
    expect(Reflect.apply(Base.prototype.own, sub, [])).toBe(0)
  }
  const size = Object.getOwnPropertyDescriptor(Base.prototype, 'size')!.get!
  expect(size.call(base)).toBe(3)
  expect(() => size.call(sub)).toThrow(/Base\.size was called on a Sub/)
  expect(() => Base.prototype.scaled.call({} as never, 2)).toThrow(TypeError)
})

test('bases that were not given to jitclass come along', () => {
  class Named {
    id = 7
    label(): number {
      return this.id * 2
    }
    plus(x: number): number {
      return this.id + x
    }
    get double() {
      return this.id * 2
    }
  }
  const Item = jitclass(
    class Item extends Named {
      price = 1.5
    },
  )
  const item = new Item()
  expect(item).toBeInstanceOf(Named)
  expect([item.label(), item.plus(1), item.double, item.id, item.price]).toEqual([14, 8, 14, 7, 1.5])
  expect(inspect(item)).toBe('Item { id: 7, price: 1.5 }')
})

test('classes in signatures are found by what the function sees, then by their names', () => {
  const another = () =>
    jitclass(
      class Double {
        x = 1
      },
    )
  const mine = another()
  another()
  expect(() => jit('float64(Double)', ((one: { x: number }) => one.x) as never)).toThrow(/2 classes are named Double/)
  const read = jit('float64(Double)', (one: { x: number }) => one.x, { scope: { Double: mine } })
  expect(read(new mine())).toBe(1)
  expect(() => read(new (another())())).toThrow(/is an instance of another class that is named Double too/)
  expect(() => jit('float64(Nowhere)', ((t: { x: number }) => t.x) as never)).toThrow(
    /`Nowhere` is neither a type of signatures nor a class/,
  )
  const x = jit('float64(Point)', (p: Point) => p.x)
  expect(x(new Point(5, 6))).toBe(5)
})

test('an instance can be made of a plain object, and be made one', () => {
  const Tree = jitclass(
    { left: 'Tree?', data: 'float64[:]', tags: 'int32[]' },
    class Tree {
      value = 1n
      left: Tree | null = null
      data = new Float64Array(2)
      tags: number[] = []
      sum(): number {
        let total = this.left === null ? 0 : this.left.sum()
        for (const x of this.data) total += x
        for (const tag of this.tags) total += tag
        return total
      }
    },
  ) as unknown as (new () => { sum(): number; left: unknown; data: Float64Array; value: bigint }) & {
    from(plain: object): { sum(): number; left: object; data: Float64Array }
  }
  new Tree()
  const leaf = { value: 2n, left: null, data: Float64Array.of(1, 2, 3), tags: [10] }
  const tree = Tree.from({ value: 3n, left: leaf, data: Float64Array.of(0.5), tags: [] })
  expect(tree.sum()).toBe(16.5)
  expect(tree).toBeInstanceOf(Tree)
  leaf.data[0] = 100
  expect(tree.sum()).toBe(16.5)
  expect(() => Tree.from({ value: 3n })).toThrow(/the object has no field left/)
  expect(() => Tree.from({ ...leaf, value: 1 })).toThrow(/Tree\.value must be int64, but it is 1/)
  expect(() => Tree.from(5 as never)).toThrow(/Tree\.from takes an object, not 5/)
})

const child = (flags: string[], environment: Record<string, string> = {}) => {
  const script = fileURLToPath(new URL('./declare-child.ts', import.meta.url))
  const options = { encoding: 'utf8' as const, env: { ...process.env, ...environment } }
  return execFileSync(process.execPath, [...flags, '--import', 'tsx', script], options)
}

test('a program prints the same without compiling, and where code may not be made from text', { timeout: 120_000 }, () => {
  const normal = child([])
  expect(normal).toContain('RangeError: empty')
  expect(child([], { TAIPAN_DISABLE: '1' })).toBe(normal)
  expect(child(['--disallow-code-generation-from-strings'])).toBe(normal)
})
