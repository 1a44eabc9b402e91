/** Generators that are told something: values of `yield`, `next(value)`, `throw()`, what they return, `yield*` in between. */

function* averager(): Generator<number, void, number> {
  let sum = 0
  let count = 0
  let x = yield 0
  for (;;) {
    sum += x
    count++
    x = yield sum / count
  }
}

export function runningMeans(values: number[]): number[] {
  const g = averager()
  g.next()
  const out: number[] = []
  for (const value of values) {
    const step = g.next(value)
    if (!step.done) out.push(step.value)
  }
  return out
}
// run: runningMeans([]); runningMeans([1, 2, 6, -4.5])

function* totals(log: number[]): Generator<number, number, number | undefined> {
  let total = 0
  while (total < 100) {
    const given = yield total
    log.push(given === undefined ? -1 : given)
    total += given ?? 1
  }
  return total * 1000
}

export function nextWithAndWithout(a: number, b: number): number[] {
  const log: number[] = []
  const g = totals(log)
  const out: number[] = []
  let step = g.next(a)
  for (let i = 0; i < 6 && !step.done; i++) {
    out.push(step.value)
    step = i % 2 === 0 ? g.next() : g.next(b)
  }
  out.push(step.done ? 1 : 0, step.value)
  const over = g.next(5)
  out.push(over.value === undefined ? -7 : over.value, over.done ? 1 : 0)
  for (const x of log) out.push(x)
  return out
}
// run: nextWithAndWithout(1, 2); nextWithAndWithout(3, 50); nextWithAndWithout(0, 500)

export function loopSendsNothing(): number[] {
  const log: number[] = []
  for (const x of totals(log)) if (x === 5) break
  return log
}
// run: loopSendsNothing()

function* early(n: number): Generator<number, number> {
  for (let i = 0; i < n; i++) {
    if (i === 3) return 3.5
    yield i
  }
  return n * 100
}

export function results(n: number): string {
  const g = early(n)
  let step = g.next()
  let seen = ''
  while (!step.done) {
    seen += `${step.value},`
    step = g.next()
  }
  return `${seen}${step.value}`
}
// run: results(0); results(2); results(3); results(9)

export function undefinedAfterwards(): boolean {
  const g = early(1)
  g.next()
  const last = g.next()
  const more = g.next()
  return last.value === 100 && more.value === undefined && more.done === true
}

function* mayFail(log: number[]): Generator<number, number> {
  for (let i = 0; ; i++) {
    try {
      yield i
    } catch (error) {
      log.push((error as Error).message.length)
      if (i > 2) return -i
    } finally {
      log.push(1000 + i)
    }
  }
}

export function throwsInto(times: number): number[] {
  const log: number[] = []
  const g = mayFail(log)
  g.next()
  for (let i = 0; i < times; i++) {
    const step = g.throw(new RangeError('four'))
    log.push(step.value, step.done ? 1 : 0)
    if (step.done) break
    g.next()
  }
  return log
}
// run: throwsInto(0); throwsInto(1); throwsInto(5)

function* plain(): Generator<number> {
  yield 1
  yield 2
}

export function throwEnds(started: boolean): string {
  const g = plain()
  if (started) g.next()
  let text = ''
  try {
    g.throw(new TypeError('enough'))
  } catch (error) {
    text = `${(error as Error).name}: ${(error as Error).message}`
  }
  const after = g.next()
  try {
    g.throw(new Error('again'))
  } catch (error) {
    text += (error as Error).message
  }
  return `${text} ${after.done} ${after.value === undefined}`
}
// run: throwEnds(true); throwEnds(false)

export function throwOut(n: number): number {
  const g = plain()
  g.next()
  if (n > 0) g.throw(new RangeError('out of the generator'))
  return g.next().done ? 1 : 0
}
// run: throwOut(0); throwOut(1)

function* inner(log: number[]): Generator<number, number, number> {
  let last = 0
  try {
    last = yield 10
    log.push(last)
    last = yield 20
    log.push(last)
  } catch (error) {
    log.push(-(error as Error).message.length)
    last = yield 30
  } finally {
    log.push(77)
  }
  return last * 2
}

function* outer(log: number[]): Generator<number, number, number> {
  const a = yield* inner(log)
  log.push(a)
  const b = yield a + 1
  const c = (yield* inner(log)) + (yield b)
  return a + b + c
}

export function delegates(fail: number): number[] {
  const log: number[] = []
  const g = outer(log)
  let step = g.next(1)
  for (let i = 2; !step.done; i++) {
    log.push(step.value)
    step = i === fail ? g.throw(new Error('inside')) : g.next(i)
  }
  log.push(step.value)
  return log
}
// run: delegates(0); delegates(2); delegates(3); delegates(4); delegates(5); delegates(6); delegates(7)

function* overArray(values: number[]): Generator<number> {
  yield* values
}

export function throwIntoArray(): string {
  const g = overArray([1, 2, 3])
  g.next()
  try {
    g.throw(new Error('no'))
  } catch (error) {
    return (error as Error).name
  }
  return ''
}
// run: throwIntoArray()

function* middle(a: number, b: number[]): Generator<number, number, number> {
  let x = a
  const sum = x + (yield x++) * x
  b.push(yield sum, a, (yield* overArray(b)) === undefined ? 1 : 0)
  b[x] = yield 5
  b[0] += yield b.length
  x += (yield 6) + (yield 7)
  const [p, q] = [yield 8, x]
  const picked = p > 3 ? yield 9 : q && (yield 10)
  const { u, v } = { u: yield 11, v: p || (yield 12) }
  if (yield 13) b.push(-1)
  while ((yield 14) < 60) b.push(-2)
  for (let i = yield 15; i < (yield 16); i++) b.push(-3)
  picked > 20 && (yield 17)
  picked > 20 ? yield 18 : yield 19
  switch (yield 20) {
    case 0:
      b.push(yield 21)
      break
    default:
      b.push(-(yield 22))
  }
  return Math.max(yield 23, yield 24, picked, u, v, x, p, q, sum) + Number(`${yield 25}1`)
}

export function middles(seed: number, factor: number): number[] {
  const b = [seed]
  const g = middle(seed, b)
  let step = g.next(0)
  for (let i = 1; !step.done && i < 60; i++) {
    b.push(step.value)
    step = g.next((i * factor) % 71)
  }
  b.push(step.value)
  return b
}
// run: middles(1, 1); middles(2, 7); middles(0, 0); middles(5, 13); middles(-3, 2.5)

function* bigs(): Generator<bigint, bigint, bigint> {
  let product = 1n
  for (let i = 0; i < 3; i++) product *= yield product
  return product
}

export function sendsBigints(a: bigint): bigint {
  const g = bigs()
  g.next()
  g.next(a)
  g.next(a + 1n)
  const last = g.next(a + 2n)
  return last.done ? last.value : -1n
}
// run: sendsBigints(3n)

export function bigintOfNothing(): string {
  const g = bigs()
  g.next()
  try {
    g.next(undefined as unknown as bigint)
  } catch (error) {
    return `${(error as Error).name} ${(error as Error).message}`
  }
  return ''
}
// run: bigintOfNothing()

function* stubborn(log: number[]): Generator<number, number> {
  try {
    yield 1
    yield 2
  } finally {
    if (log.length > 0) return 55
  }
  return 3
}

export function returnOverridden(n: number): number[] {
  const log: number[] = n > 0 ? [n] : []
  const g = stubborn(log)
  g.next()
  const step = g.return(9)
  const h = stubborn(log)
  const unstarted = h.return(8)
  return [step.value, step.done ? 1 : 0, unstarted.value, g.return(7).value]
}
// run: returnOverridden(0); returnOverridden(1)

class Machine {
  constructor(public state: number) {}
  *steps(): Generator<number, number, number> {
    for (;;) {
      this.state += yield this.state
      if (this.state > 50) return this.state
    }
  }
  feed(values: number[]): number {
    const g = this.steps()
    g.next()
    for (const value of values) {
      const step = g.next(value)
      if (step.done) return -step.value
    }
    return this.state
  }
}

export function machine(values: number[]): number {
  return new Machine(1).feed(values)
}
// run: machine([]); machine([1, 2, 3]); machine([40, 20, 5])

// An early end where nothing is to be done, in a body that has something to do elsewhere (found by the fuzzer: it began anew).
export function endedBefore(x: number): number[] {
  function* steps(): Generator<number> {
    yield x++
    try {
      yield 0
    } finally {
      x += 100
    }
  }
  const early = steps()
  early.next()
  early.return(3)
  const first = x
  for (const step of steps()) if (step === 0) break
  return [first, x, Number(early.next().done)]
}
// run: endedBefore(5)

export function endedInLoop(x: number): number[] {
  function* steps(): Generator<number> {
    for (let i = 0; i < 3; i++) {
      x++
      yield i
    }
    for (const more of [1, 2]) {
      x += 10
      yield more
    }
  }
  const early = steps()
  early.next()
  early.next()
  early.return(0)
  const [a] = steps()
  const [b, c, d, e] = steps()
  return [x, a!, b!, c!, d!, e!]
}
// run: endedInLoop(0)

export function endedDelegating(x: number): number {
  function* inner(): Generator<number> {
    yield 1
    yield 2
  }
  function* outer(): Generator<number> {
    x++
    yield 0
    x += 10
    yield* inner()
    x += 1000
  }
  for (const step of outer()) if (step === 0) break
  for (const step of outer()) if (step === 2) break
  return x
}
// run: endedDelegating(0)
