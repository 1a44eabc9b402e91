/** Small objects that loops and branches pass on: most become values, those that cannot must keep their identity. */

class Vec {
  constructor(
    public x: number,
    public y: number,
    public z: number,
  ) {}
  add(o: Vec): Vec {
    return new Vec(this.x + o.x, this.y + o.y, this.z + o.z)
  }
  scale(k: number): Vec {
    return new Vec(this.x * k, this.y * k, this.z * k)
  }
  cross(o: Vec): Vec {
    return new Vec(this.y * o.z - this.z * o.y, this.z * o.x - this.x * o.z, this.x * o.y - this.y * o.x)
  }
  dot(o: Vec): number {
    return this.x * o.x + this.y * o.y + this.z * o.z
  }
}

export function addedUp(n: number): number {
  let sum = new Vec(0, 0, 0)
  const step = new Vec(1, 0.5, -0.25)
  for (let i = 0; i < n; i++) {
    if (i % 3 === 1) continue
    sum = sum.add(step.scale(i)).cross(new Vec(0.1, 1, 0.01))
  }
  return sum.dot(step)
}
// run: addedUp(0); addedUp(1); addedUp(17)
// wasm: addedUp: -call

export function keptInTheEnd(n: number): number {
  const kept: Vec[] = []
  for (let k = 0; k < 3; k++) {
    let sum = new Vec(k, 1, 2)
    for (let i = 0; i < n; i++) sum = sum.add(new Vec(i, k, 1))
    kept.push(sum)
  }
  let total = 0
  for (const one of kept) total = total * 7 + one.dot(one)
  return total
}
// run: keptInTheEnd(0); keptInTheEnd(4)

class Complex {
  constructor(
    readonly re: number,
    readonly im: number,
  ) {}
  times(o: Complex): Complex {
    return new Complex(this.re * o.re - this.im * o.im, this.re * o.im + this.im * o.re)
  }
  plus(o: Complex): Complex {
    return new Complex(this.re + o.re, this.im + o.im)
  }
  get size(): number {
    return this.re * this.re + this.im * this.im
  }
}

export function escapes(re: number, im: number): number {
  const c = new Complex(re, im)
  let z = c
  let n = 0
  while (n < 50 && z.size < 4) {
    z = z.times(z).plus(c)
    n++
  }
  return n
}
// run: escapes(0.1, 0.1); escapes(0.5, 0.5); escapes(-0.75, 0.1); escapes(3, 3)
// wasm: escapes: -call

class Counter {
  at = 0
  constructor(private readonly limit: number) {}
  next(): number {
    return this.at < this.limit ? this.at++ : -1
  }
}

export function restarted(n: number): number {
  let counter = new Counter(3)
  let sum = 0
  for (let i = 0; i < n; i++) {
    const value = counter.next()
    if (value < 0) counter = new Counter(i % 5)
    sum = sum * 3 + value
  }
  return sum + counter.at
}
// run: restarted(0); restarted(9); restarted(20)

export function twoNames(n: number): number {
  let a = new Counter(100)
  let b = a
  for (let i = 0; i < n; i++) {
    a.next()
    if (i % 4 === 2) b = a
    if (i % 4 === 3) a = new Counter(100)
    b.next()
  }
  return a.at * 1000 + b.at + (a === b ? 0.5 : 0)
}
// run: twoNames(0); twoNames(3); twoNames(4); twoNames(11)

export function exchanged(n: number): string {
  let a = new Counter(100)
  let b = new Counter(100)
  for (let i = 0; i < n; i++) {
    a.next()
    ;[a, b] = [b, a]
    if (i % 3 === 0) b.next()
  }
  return `${a.at} ${b.at} ${a === b}`
}
// run: exchanged(0); exchanged(5); exchanged(12)

export function nearest(n: number, x: number): number {
  let best: Vec | null = null
  for (let i = 0; i < n; i++) {
    const one = new Vec((i * 7) % 5, i, 1)
    if (best === null || Math.abs(one.x - x) < Math.abs(best.x - x)) best = one
  }
  return best ? best.y : -1
}
// run: nearest(0, 2); nearest(1, 2); nearest(9, 3)
// wasm: nearest: -call

export function nullRead(n: number): number {
  let best: Vec | null = null
  for (let i = 0; i < n; i++) best = i % 2 ? null : new Vec(i, 0, 0)
  return best!.x
}
// run: nullRead(1) == 0; nullRead(3) == 2
// run: nullRead(0); nullRead(2)

export function maybeUndefined(n: number): string {
  let last: { value: number } | undefined
  let text = ''
  for (let i = 0; i < n; i++) {
    if (last !== undefined) text += `${last.value},`
    last = i % 3 === 2 ? undefined : { value: i * i }
  }
  return `${text}${last?.value ?? -1}`
}
// run: maybeUndefined(0) == "-1"; maybeUndefined(2); maybeUndefined(3); maybeUndefined(7)

export function fibonacciPairs(n: number): number {
  let pair = [0, 1] as [number, number]
  for (let i = 0; i < n; i++) pair = [pair[1], pair[0] + pair[1]]
  return pair[0]
}
// run: fibonacciPairs(0) == 0; fibonacciPairs(10) == 55; fibonacciPairs(80)
// wasm: fibonacciPairs: -call

export function summary(data: Float64Array): number {
  let state = { count: 0, mean: 0, spread: 0 }
  for (const x of data) {
    const count = state.count + 1
    const delta = x - state.mean
    const mean = state.mean + delta / count
    state = { count, mean, spread: state.spread + delta * (x - mean) }
  }
  return state.spread / Math.max(1, state.count)
}
// run: summary(new Float64Array([])); summary(new Float64Array([1, 2, 4, 8]))

export function storedThenChanged(n: number): number {
  const kept: Counter[] = []
  let counter = new Counter(50)
  for (let i = 0; i < n; i++) {
    if (i % 2) counter = new Counter(50)
    kept.push(counter)
    counter.next()
  }
  let total = counter.at
  for (const one of kept) total = total * 3 + one.at
  return total
}
// run: storedThenChanged(0); storedThenChanged(5)

export function passedAround(n: number): number {
  const log: Vec[] = []
  const note = (v: Vec) => {
    log.push(v)
    return log.length
  }
  let v = new Vec(1, 2, 3)
  let s = 0
  for (let i = 0; i < n; i++) {
    try {
      if (i % 4 === 3) throw new RangeError('again')
      v = v.scale(1.5)
      if (i % 4 === 2) {
        s += note(v)
        v = new Vec(i, 0, 1)
      }
    } catch {
      v = v.add(new Vec(0, 0, 1))
    }
  }
  for (const one of log) s += one.x * 2 + one.z
  return s + v.dot(v)
}
// run: passedAround(0); passedAround(3); passedAround(4); passedAround(13)

interface Figure {
  kind: string
  r?: number
  w?: number
  h?: number | null
}

/** Objects that have not all the same properties, in one list. */
export function areas(figures: Figure[]): number {
  let sum = 0
  for (const figure of figures) {
    if (figure.kind === 'circle') sum += figure.r! ** 2 * 3
    else if (figure.h !== undefined && figure.h !== null) sum += figure.w! * figure.h
    else if (figure.w !== undefined) figure.w++
  }
  return sum
}
// run: areas([{ kind: 'circle', r: 2 }, { kind: 'rect', w: 2, h: 3 }, { kind: 'line', w: 1, h: null }])
// run: areas([{ kind: 'line', w: 7 }, { kind: 'circle', r: 1 }])

export function lengths(rows: (number[] | null)[]): number {
  let sum = 0
  for (const row of rows) sum += row ? row.length : 100
  return sum
}
// run: lengths([[1], null, [2, 3]])
// run: lengths([null, []])
