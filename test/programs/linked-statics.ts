/** Classes with static fields that several functions use in different ways: what is kept of them (test/linked.test.ts) depends on these. */

class Counted {
  static made = 0
  static readonly STEP = 0.5
  static limit = 3n
  static isOpen = true
  static readonly NAME = 'counted'
  static readonly KIND = Float32Array
  readonly id: number
  constructor() {
    this.id = ++Counted.made
  }
  static reset(): void {
    Counted.made = 0
    this.isOpen = true
  }
  static of(n: number): Counted {
    let made = new Counted()
    for (let i = 1; i < n; i++) made = new Counted()
    return made
  }
  get place(): number {
    return this.id * Counted.STEP
  }
  close(): this {
    Counted.isOpen = false
    return this
  }
  isBelow(n: bigint): boolean {
    return n < Counted.limit
  }
  toString(): string {
    return `${Counted.NAME} ${this.id}${Counted.isOpen ? '' : ' closed'}`
  }
  rounded(x: number): number {
    return new Counted.KIND([x])[0]! + this.id
  }
}

// run: inOrder(3); inOrder(1)
export function inOrder(n: number): number {
  Counted.reset()
  return Counted.of(n).place + Counted.made * 100
}

// run: inOrderAgain(2)
export function inOrderAgain(n: number): number {
  Counted.reset()
  new Counted()
  return new Counted().place + Counted.of(n).id * 1000
}

// run: described(2)
export function described(n: number): string {
  Counted.reset()
  const made = Counted.of(n)
  return `${made} ${made.close()} ${made.isBelow(2n)} ${made.isBelow(3n)}`
}

// run: describedAgain(1)
export function describedAgain(n: number): string {
  Counted.reset()
  return `${Counted.of(n).close()} ${Counted.isOpen}`
}

// The limit is a constant for all but this function.
// run: limited(5n); limited(-1n)
export function limited(n: bigint): boolean {
  Counted.reset()
  Counted.limit = n
  const found = Counted.of(1).isBelow(4n)
  Counted.limit = 3n
  return found
}

// run: below(2n); below(3n)
export function below(n: bigint): boolean {
  Counted.reset()
  return new Counted().isBelow(n)
}

// run: assigned(7)
export function assigned(n: number): number {
  Counted.reset()
  Counted.made = n + 0.5
  return new Counted().id + new Counted().rounded(0.1)
}

class Base {
  static shared = 1
  static get twice(): number {
    return this.shared * 2
  }
  static grow(by: number): number {
    Base.shared += by
    return this.twice
  }
  total(): number {
    return Base.shared + Sub.own
  }
}

class Sub extends Base {
  static own = 10
  override total(): number {
    Sub.own++
    return super.total() + Sub.shared
  }
}

function reset(): void {
  Base.shared = 1
  Sub.own = 10
}

// run: grown(2); grown(0.5)
export function grown(by: number): number {
  reset()
  return Base.grow(by) + new Base().total()
}

// run: sub(2)
export function sub(by: number): number {
  reset()
  const made = new Sub()
  return made.total() + Sub.grow(by) * 100 + made.total() * 10000
}

// run: either(1); either(-1)
export function either(n: number): number {
  reset()
  const made = n > 0 ? new Sub() : new Base()
  return made.total() + Base.grow(n) + made.total()
}

// run: subAgain(3)
export function subAgain(by: number): number {
  reset()
  return new Sub().total() + Sub.grow(by) + Sub.twice
}

class Hidden {
  static #count = 5
  readonly id = Hidden.#count
  static get count(): number {
    return Hidden.#count
  }
}

// run: hidden()
export function hidden(): number {
  return new Hidden().id + Hidden.count
}

// run: hiddenAgain()
export function hiddenAgain(): number {
  return new Hidden().id * 2
}

class Tabled {
  static readonly WEIGHTS = new Float64Array([1, 2, 4])
  static readonly SIZES = { small: 1, large: 9 }
  x = 1
  at(i: number): number {
    return Tabled.WEIGHTS[i]! * this.x
  }
  size(): number {
    return Tabled.SIZES.large + this.x
  }
  plain(): number {
    return this.x + 1
  }
}

// run: tabled(1)
export function tabled(i: number): number {
  const made = new Tabled()
  return made.at(i) + made.size() + made.plain()
}

// run: tabledAgain(2)
export function tabledAgain(i: number): number {
  const made = new Tabled()
  return made.at(i) + made.size() + made.plain()
}
