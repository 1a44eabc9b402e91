/** Generators as values: kept, asked by hand, spread, left early and gone on with; what they do in the end. */

function* upTo(n: number): Generator<number> {
  for (let i = 0; i < n; i++) yield i * i
}

export function byHand(n: number): number {
  const squares = upTo(n)
  let sum = 0
  for (let step = squares.next(); !step.done; step = squares.next()) sum = sum * 3 + step.value
  const over = squares.next()
  return over.done === true && over.value === undefined ? sum : -1
}
// run: byHand(0); byHand(7)

export function goesOn(n: number): number[] {
  const squares = upTo(n)
  const out: number[] = []
  const first = squares.next()
  if (!first.done) out.push(first.value)
  for (const x of squares) out.push(x + 1000)
  for (const x of squares) out.push(x + 5000)
  return out
}
// run: goesOn(0); goesOn(1); goesOn(4)

export function breakCloses(n: number): number[] {
  const squares = upTo(n)
  const out: number[] = []
  for (const x of squares) {
    out.push(x)
    if (x === 4) break
  }
  for (const x of squares) out.push(x + 1000)
  out.push(squares.next().done ? 1 : 0)
  return out
}
// run: breakCloses(0); breakCloses(2); breakCloses(9)

export function continueDoesNot(n: number): number[] {
  const squares = upTo(n)
  const out: number[] = []
  for (const x of squares) {
    if (x % 2 === 0) continue
    out.push(x)
    const step = squares.next()
    if (!step.done) out.push(-step.value)
  }
  return out
}
// run: continueDoesNot(0); continueDoesNot(8)

export function spreads(n: number): number[] {
  const all = [...upTo(n), -1, ...upTo(2)]
  const [first, second, third = -7] = upTo(n)
  const [head, ...rest] = upTo(n)
  return [...all, first ?? -5, second ?? -6, third, head ?? -8, rest.length, Math.max(...upTo(n), 0), Array.from(upTo(n)).length]
}
// run: spreads(0); spreads(1); spreads(2); spreads(6)

export function takesAndCloses(n: number): number[] {
  const squares = upTo(n)
  const [a = -1, b = -2] = squares
  return [a, b, squares.next().done ? 1 : 0]
}
// run: takesAndCloses(0); takesAndCloses(1); takesAndCloses(2); takesAndCloses(5)

function* guarded(log: number[], n: number): Generator<number> {
  try {
    for (let i = 0; i < n; i++) {
      try {
        yield i
        log.push(100 + i)
      } finally {
        log.push(200 + i)
      }
    }
  } finally {
    log.push(999)
  }
}

export function finallyRuns(n: number, stop: number): number[] {
  const log: number[] = []
  for (const x of guarded(log, n)) {
    log.push(x)
    if (x === stop) break
  }
  log.push(-1)
  return log
}
// run: finallyRuns(0, 5); finallyRuns(3, 5); finallyRuns(3, 1)

export function finallyOnReturn(n: number): number {
  const log: number[] = []
  const inner = () => {
    for (const x of guarded(log, n)) if (x === 1) return 5
    return 7
  }
  const result = inner()
  let sum = result
  for (const x of log) sum = sum * 3 + x
  return sum
}
// run: finallyOnReturn(0); finallyOnReturn(4)

export function finallyOnThrow(n: number): number[] {
  const log: number[] = []
  try {
    for (const x of guarded(log, n)) if (x === 1) throw new Error('enough')
  } catch {
    log.push(-2)
  }
  return log
}
// run: finallyOnThrow(0); finallyOnThrow(4)

export function closesByHand(n: number): number[] {
  const log: number[] = []
  const g = guarded(log, n)
  g.return(0)
  const h = guarded(log, n)
  h.next()
  h.return(0)
  log.push(h.next().done ? 1 : 0)
  return log
}
// run: closesByHand(0); closesByHand(3)

function* failing(log: number[]): Generator<number> {
  yield 1
  try {
    yield 2
    throw new RangeError('inside')
  } finally {
    log.push(50)
  }
}

export function throwsInside(): number[] {
  const log: number[] = []
  const g = failing(log)
  try {
    for (const x of g) log.push(x)
  } catch (error) {
    log.push((error as Error).message.length)
  }
  log.push(g.next().done ? 1 : 0)
  return log
}
// run: throwsInside()

function* both(log: number[], n: number): Generator<number> {
  for (const x of guarded(log, n)) yield x * 2
  yield* guarded(log, n)
}

export function closesInner(n: number, stop: number): number[] {
  const log: number[] = []
  let count = 0
  for (const x of both(log, n)) {
    log.push(x + 1000)
    if (++count === stop) break
  }
  return log
}
// run: closesInner(2, 1); closesInner(2, 3); closesInner(2, 9); closesInner(0, 1)

class Tree {
  left: Tree | null = null
  right: Tree | null = null
  constructor(readonly key: number) {}
  add(key: number): void {
    if (key < this.key) {
      if (this.left) this.left.add(key)
      else this.left = new Tree(key)
    } else if (this.right) this.right.add(key)
    else this.right = new Tree(key)
  }
  *[Symbol.iterator](): Generator<number> {
    if (this.left) yield* this.left
    yield this.key
    if (this.right) yield* this.right
  }
}

export function trees(keys: number[]): number[] {
  const tree = new Tree(50)
  for (const key of keys) tree.add(key)
  const [least] = tree
  return [...tree, least!]
}
// run: trees([]); trees([3, 70, 60, 10, 55, 99])

/** Two sorted sequences in step: why anybody asks by hand. */
export function merge(n: number): number[] {
  const [a, b] = [upTo(n), upTo(n + 2)]
  const out: number[] = []
  let [x, y] = [a.next(), b.next()]
  while (!x.done || !y.done) {
    if (y.done || (!x.done && x.value <= y.value)) {
      out.push(x.value!)
      x = a.next()
    } else {
      out.push(y.value)
      y = b.next()
    }
  }
  return out
}
// run: merge(0); merge(4)

class Ids {
  private readonly source = Ids.count()
  static *count(): Generator<number> {
    for (let i = 1; ; i++) yield i
  }
  next(): number {
    return this.source.next().value as number
  }
}

export function kept(n: number): number {
  const ids = new Ids()
  let sum = 0
  for (let i = 0; i < n; i++) sum = sum * 2 + ids.next()
  return sum
}
// run: kept(0); kept(5)

export function oldest(n: number): number {
  const queue = new Set<number>()
  let sum = 0
  for (let i = 0; i < n; i++) {
    queue.add((i * 7) % 31)
    if (queue.size > 5) {
      const first = queue.keys().next().value!
      sum = (sum * 3 + first) % 1000003
      queue.delete(first)
    }
  }
  return sum + [...queue].length * 100000000
}
// run: oldest(0); oldest(100)

export function entries(n: number): number {
  const map = new Map<number, number>()
  for (let i = 0; i < n; i++) map.set(i * 3, i)
  const pairs = [...map].sort((a, b) => b[0] - a[0])
  const [top] = map.keys()
  return pairs.reduce((sum, [key, value]) => sum * 2 + key * value, top ?? -1) + Array.from(map.values(), (x) => x + 1).length
}
// run: entries(0); entries(6)
