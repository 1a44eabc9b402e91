/** Classes inside of functions. */

export function declared(n: number): number {
  class Counter {
    static readonly step = 3
    count = 0
    constructor(private readonly start: number) {
      this.count = start
    }
    get over() {
      return this.count - this.start
    }
    next() {
      this.count += Counter.step
      return this
    }
  }
  const counter = new Counter(n)
  for (let i = 0; i < n; i++) counter.next()
  return counter.over
}
// run: declared(0); declared(5) == 15

export function family(n: number): number {
  abstract class Shape {
    abstract area(): number
    twice() {
      return this.area() * 2
    }
  }
  class Square extends Shape {
    constructor(readonly side: number) {
      super()
    }
    area() {
      return this.side ** 2
    }
  }
  class Disc extends Shape {
    constructor(readonly radius: number) {
      super()
    }
    area() {
      return this.radius * 3
    }
  }
  const shapes: Shape[] = []
  for (let i = 0; i < n; i++) shapes.push(i % 2 ? new Square(i) : new Disc(i))
  let sum = 0
  for (const shape of shapes) sum += shape instanceof Square ? shape.twice() : shape.area()
  return sum
}
// run: family(0); family(7)

export function usesAround(n: number): number {
  const LIMIT = 10
  const half = (x: number) => x / 2
  class Node {
    constructor(
      readonly value: number,
      readonly next: Node | null,
    ) {}
    sum(): number {
      return (this.value > LIMIT ? half(this.value) : this.value) + (this.next ? this.next.sum() : 0)
    }
  }
  let list: Node | null = null
  for (let i = 0; i < n; i++) list = new Node(i * 3, list)
  return list ? list.sum() : -1
}
// run: usesAround(0); usesAround(8)

export function inClosures(values: number[]): number {
  class Box {
    constructor(public value: number) {}
  }
  const boxes = values.map((value) => new Box(value))
  const total = () => boxes.reduce((sum, box) => sum + (box instanceof Box ? box.value : 0), 0)
  return total()
}
// run: inClosures([]); inClosures([1, 2, 3])

export function asExpression(n: number): number {
  const Pair = class {
    constructor(
      readonly a: number,
      readonly b: number,
    ) {}
    swap() {
      return new Pair(this.b, this.a)
    }
  }
  return new Pair(n, 7).swap().a
}
// run: asExpression(3) == 7

class Base {
  value = 2
  m(x: number): number {
    return x + this.value
  }
}
class Sub extends Base {
  override m(x: number): number {
    return Base.prototype.m.call(this, x) * 10
  }
}

export function prototypeCalls(n: number): number {
  const sub = new Sub()
  return sub.m(n) + Base.prototype.m.call(sub, n) * 1000 + Base.prototype.m.call(new Base(), 1)
}
// run: prototypeCalls(3)

interface Optional {
  x: number
  f?: ((n: number) => number) | undefined
}

export function optionalCalls(n: number): number {
  const some: Optional = { x: n, f: n > 2 ? (k) => k * 2 : undefined }
  const none: Optional | null = n > 5 ? some : null
  const base = new Base()
  return (some.f?.(n) ?? -1) + (none?.f?.(n) ?? -100) + (base.m?.(n) ?? 0)
}
// run: optionalCalls(1); optionalCalls(3); optionalCalls(7)

export function thisInLiterals(n: number): number {
  const account = {
    balance: n,
    deposit(amount: number) {
      this.balance += amount
      return this
    },
    twice(): number {
      return this.balance * 2
    },
  }
  account.deposit(5).deposit(7)
  return account.twice()
}
// run: thisInLiterals(1) == 26
