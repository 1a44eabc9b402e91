/** Generators and iterator methods, gone over by `for…of`. */

function* range(from: number, to: number, step = 1): Generator<number> {
  for (let i = from; i < to; i += step) yield i
}

export function sumOfRange(n: number): number {
  let s = 0
  for (const x of range(0, n)) s += x
  for (const x of range(0, n, 3)) s += x * 100
  return s
}
// run: sumOfRange(0); sumOfRange(10) == 1845

class Bag {
  items: number[] = []
  add(x: number) {
    this.items.push(x)
    return this
  }
  *[Symbol.iterator]() {
    for (const x of this.items) yield x
  }
  *pairs(): Generator<[number, number]> {
    for (let i = 0; i < this.items.length; i++) {
      for (let j = i + 1; j < this.items.length; j++) yield [this.items[i]!, this.items[j]!]
    }
  }
  *backwards() {
    let i = this.items.length
    while (i-- > 0) {
      const x = this.items[i]!
      if (x < 0) continue
      if (x === 99) return
      yield x
    }
  }
}

export function bag(n: number): number {
  const b = new Bag()
  for (let i = 0; i < n; i++) b.add(i * i)
  let s = 0
  for (const x of b) s = s * 3 + x
  for (const [x, y] of b.pairs()) s += x * y
  for (const x of b.backwards()) {
    if (x === 4) continue
    s -= x
    if (x === 1) break
  }
  return s
}
// run: bag(0); bag(1); bag(6)

export function growsWhileGoing(): number {
  const b = new Bag().add(1)
  let s = 0
  for (const x of b) {
    s += x
    if (x < 20) b.add(x * 2)
  }
  return s
}
// run: growsWhileGoing() == 63

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
  *walk(): Generator<number> {
    if (this.left) yield* this.left.walk()
    yield this.key
    if (this.right) yield* this.right.walk()
  }
}

export function walkTree(n: number): number[] {
  const t = new Tree(0.5)
  let x = 7
  for (let i = 0; i < n; i++) {
    x = (x * 1103515245 + 12345) & 0x7fffffff
    t.insert((x % 100) / 100)
  }
  const out: number[] = []
  for (const key of t.walk()) out.push(key)
  for (const key of t.walk()) if (key > 0.5) return [...out, key]
  return out
}
// run: walkTree(0); walkTree(20)

function* logged(n: number) {
  console.log('begin')
  for (let i = 0; i < n; i++) {
    console.log('before', i)
    yield i
    console.log('after', i)
  }
  console.log('end')
}

export function order(n: number, stop: number): number {
  let s = 0
  for (const x of logged(n)) {
    console.log('body', x)
    if (x === stop) return s
    s += x
  }
  return s
}
// run: order(0, 0); order(3, 9); order(3, 1)

function* throwing(n: number) {
  for (let i = 0; ; i++) {
    if (i === n) throw new RangeError(`at ${i}`)
    try {
      if (i % 2 === 1) throw new Error('odd')
      yield i
    } catch (error) {
      console.log((error as Error).message)
    }
  }
}

export function generatorThrows(n: number): number {
  let s = 0
  try {
    for (const x of throwing(n)) s += x
  } catch (error) {
    console.log((error as Error).message)
  }
  return s
}
// run: generatorThrows(0); generatorThrows(5)

export function bigints(n: bigint): bigint {
  function* fibonacci() {
    let a = 0n
    let b = 1n
    for (;;) {
      yield a
      ;[a, b] = [b, a + b]
    }
  }
  let s = 0n
  for (const x of fibonacci()) {
    if (x > n) break
    s += x
  }
  return s
}
// run: bigints(100n) == 232n

function* words(): Generator<number> {
  yield 1
  yield 2
  yield* [10, 20]
  yield* range(3, 5)
}

export function delegated(): number[] {
  const out: number[] = []
  for (const x of words()) out.push(x)
  return out
}
// run: delegated()

class Board {
  cells = [5, 6, 7];
  *keys() {
    for (let i = this.cells.length - 1; i >= 0; i--) yield i * 10
  }
  *values() {
    for (const cell of this.cells) yield cell
  }
  *entries(): Generator<[number, number]> {
    for (let i = 0; i < this.cells.length; i += 2) yield [i, this.cells[i]!]
  }
}

export function ownKeysAndEntries(scale: number): number {
  const grid = new Board()
  let sum = 0
  for (const key of grid.keys()) sum = sum * 3 + key * scale
  for (const value of grid.values()) sum = sum * 3 + value
  for (const [i, value] of grid.entries()) sum = sum * 3 + i + value
  for (const entry of grid.entries()) sum += entry[0] * entry[1]
  for (const [i, value] of grid.cells.entries()) sum += i * value
  const kept: (() => number)[] = []
  for (const key of grid.keys()) kept.push(() => key)
  for (const i of grid.cells.keys()) kept.push(() => i)
  for (const f of kept) sum = sum * 2 + f()
  return sum
}
// run: ownKeysAndEntries(1); ownKeysAndEntries(0.5)
