/**
 * Kernels of the kind that most programs have: loops over numbers and arrays, bigints, classes, lists. scripts/build.ts runs this to
 * see which functions of the compiler they call; the rest goes into a part of its own (scripts/split.ts). So what is rarely
 * written is not in here; scripts/rare.mjs has some of that.
 */
import { array, jit, jitclass } from 'taipan'

const TABLE = new BigInt64Array([3n, 5n, 7n])
const SCALE = 0.5
const FLAGS = [true, false, true]

function power(base, exponent, modulus) {
  let result = 1n
  for (base %= modulus; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % modulus
    base = (base * base) % modulus
  }
  return result
}
function siftDown(a, root, end) {
  while (2 * root + 1 < end) {
    let child = 2 * root + 1
    if (child + 1 < end && a[child] < a[child + 1]) child++
    if (a[root] >= a[child]) return
    ;[a[root], a[child]] = [a[child], a[root]]
    root = child
  }
}
function fibonacci(n) {
  return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2)
}

class Shape {
  constructor(name) {
    this.name = name
  }
  area() {
    return 0
  }
}
class Circle extends Shape {
  constructor(radius) {
    super(1)
    this.radius = radius
  }
  area() {
    return Math.PI * this.radius ** 2
  }
}
class Box extends Shape {
  constructor(width, height) {
    super(2)
    this.width = width
    this.height = height
  }
  area() {
    return this.width * this.height
  }
}
class Event {
  constructor(time, station) {
    this.time = time
    this.station = station
  }
}
class Agenda {
  events = []
  push(event) {
    const { events } = this
    let at = events.length
    events.push(event)
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (events[parent].time <= event.time) break
      events[at] = events[parent]
      at = parent
    }
    events[at] = event
  }
  pop() {
    return this.events.pop()
  }
}
class Node_ {
  left = null
  right = null
  constructor(key) {
    this.key = key
  }
}
const Counter = jitclass(
  class Counter {
    count = 0
    static made = 0
    #step = 1
    constructor(step) {
      this.#step = step
    }
    add(by) {
      for (let i = 0; i < by; i++) this.count += this.#step
      return this
    }
    get half() {
      return this.count / 2
    }
  },
)

class Ring {
  top = 0n
  bottom = 0n
  size = 4n
  type = BigInt64Array
  items = new this.type(4)
  get length() {
    return this.top - this.bottom
  }
  put(value) {
    if (this.length >= this.size) this.#extend()
    this.items[Number(this.top % this.size)] = value
    this.top += 1n
  }
  take() {
    if (this.length <= 0n) throw new RangeError('take from an empty ring')
    const value = this.items[Number(this.bottom % this.size)]
    this.bottom += 1n
    return value
  }
  #extend() {
    const wider = new this.type(Number(this.size * 2n))
    for (let i = 0n; i < this.length; i++) wider[Number(i)] = this.items[Number((this.bottom + i) % this.size)]
    this.items = wider
    this.size *= 2n
  }
}

const runs = [
  // Numbers and loops.
  [
    (n) => {
      const composite = new Uint8Array(n + 1)
      let count = 0
      for (let i = 2; i <= n; i++) {
        if (composite[i]) continue
        count++
        for (let j = i * i; j <= n; j += i) composite[j] = 1
      }
      return count
    },
    100,
  ],
  [
    (a, b, c, n) => {
      for (let i = 0; i < n; i++)
        for (let j = 0; j < n; j++) {
          let sum = 0
          for (let k = 0; k < n; k++) sum += a[i * n + k] * b[k * n + j]
          c[i * n + j] = sum
        }
    },
    ...[new Float64Array(9), new Float64Array(9), new Float64Array(9), 3],
  ],
  [
    (out, size, limit) => {
      for (let y = 0; y < size; y++)
        for (let x = 0; x < size; x++) {
          const cr = (2 * x) / size - 1.5
          const ci = (2 * y) / size - 1
          let [re, im, n] = [0, 0, 0]
          while (n < limit && re * re + im * im < 4) {
            const next = re * re - im * im + cr
            im = 2 * re * im + ci
            re = next
            n++
          }
          out[y * size + x] = n
        }
    },
    ...[new Uint16Array(16), 4, 10],
  ],
  [
    (a, b) => {
      let previous = new Int32Array(b.length + 1)
      let current = new Int32Array(b.length + 1)
      for (let j = 0; j <= b.length; j++) previous[j] = j
      for (let i = 1; i <= a.length; i++) {
        current[0] = i
        for (let j = 1; j <= b.length; j++) {
          const cost = a[i - 1] === b[j - 1] ? 0 : 1
          current[j] = Math.min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + cost)
        }
        ;[previous, current] = [current, previous]
      }
      return previous[b.length]
    },
    ...[new Uint8Array(5), new Uint8Array(4)],
  ],
  [
    (re, im) => {
      const n = re.length
      for (let i = 1, j = 0; i < n; i++) {
        let bit = n >> 1
        for (; j & bit; bit >>= 1) j ^= bit
        j ^= bit
        if (i < j) [re[i], re[j]] = [re[j], re[i]]
      }
      for (let size = 2; size <= n; size *= 2) {
        const half = size / 2
        for (let start = 0; start < n; start += size) for (let k = 0; k < half; k++) im[start + k] -= re[start + k + half] * SCALE
      }
    },
    ...[new Float64Array(8), new Float64Array(8)],
  ],
  [
    (source, a) => {
      a.set(source)
      const n = a.length
      for (let i = (n >> 1) - 1; i >= 0; i--) siftDown(a, i, n)
      for (let end = n - 1; end > 0; end--) {
        ;[a[0], a[end]] = [a[end], a[0]]
        siftDown(a, 0, end)
      }
    },
    ...[new Float64Array(5), array(Float64Array, 5)],
  ],
  [
    (bytes, bins) => {
      for (let i = 0; i < bytes.length; i++) bins[bytes[i]]++
      for (const count of bins) if (count > 3 || bins.length === 0) return true
      return false
    },
    ...[new Uint8Array(9), new Uint32Array(256)],
  ],
  [
    (sorted, wanted) => {
      let sum = 0
      for (let i = 0; i < wanted.length; i++) {
        let [low, high] = [0, sorted.length]
        while (low < high) {
          const middle = (low + high) >>> 1
          if (sorted[middle] < wanted[i]) low = middle + 1
          else high = middle
        }
        sum += low
      }
      return sum
    },
    ...[new Float64Array(9), new Float64Array(3)],
  ],
  [(n) => fibonacci(n), 5],
  [
    (n) => {
      const at = (i, j) => 1 / (((i + j) * (i + j + 1)) / 2 + i + 1)
      const u = new Float64Array(n).fill(1)
      let sum = 0
      for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) sum += at(i, j) * u[j]
      return Math.sqrt(sum) + Math.abs(sum) + Math.floor(sum) + Math.max(sum, 2) + Math.hypot(sum, 1) + Math.sin(sum) + Math.imul(n, 3)
    },
    4,
  ],
  [
    (seed) => {
      let state = seed >>> 0
      let sum = 0
      do {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0
        switch (state % 3) {
          case 0:
            sum += state / 4294967296
            break
          case 1:
            sum -= 1
            break
          default:
            sum = sum > 5 ? 0 : sum + (state & 7)
        }
      } while (state % 7 !== 0)
      return sum
    },
    7,
  ],
  // Lists, tuples and records.
  [
    (list) => {
      let sum = 0
      for (const x of list) sum += x
      return sum + list.length
    },
    [1, 2.5, 3],
  ],
  [
    (n) => {
      const list = []
      for (let i = 0; i < n; i++) list.push(i * i)
      const pair = { x: 1, y: list[0] }
      let sum = pair.x + pair.y
      for (let i = 0; i < list.length; i++) sum += list[i]
      return [sum, list.length]
    },
    5,
  ],
  [(point) => ({ x: point.y, y: -point.x, on: FLAGS[0] }), { x: 1, y: 2 }],
  [(list) => list.map((x) => x * 2).reduce((sum, x) => sum + x, 0), [1, 2, 3]],
  // Bigints.
  [(from, to) => power(from, to, 1000003n) + TABLE[1], 5n, 7n],
  [
    (a) => {
      const n = a.length
      for (let size = 1; size < n; size *= 2)
        for (let i = 0; i < size; i++) {
          const [u, v] = [a[i], (a[i + size] * 3n) % 998244353n]
          a[i] = (u + v) % 998244353n
          a[i + size] = (u - v + 998244353n) % 998244353n
        }
    },
    new BigInt64Array(4),
  ],
  [
    (seed, n) => {
      let x = seed
      for (let i = 0; i < n; i++) {
        x ^= BigInt.asUintN(64, x << 13n)
        x ^= x >> 7n
        x = BigInt.asUintN(64, x ^ (x << 17n))
      }
      return x
    },
    ...[88172645463325252n, 3],
  ],
  [
    (bytes) => {
      let hash = 14695981039346656037n
      for (const byte of bytes) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 1099511628211n)
      return Number(hash & 0xffn)
    },
    new Uint8Array(4),
  ],
  [
    (n) => {
      if (n < 0n) throw new RangeError('negative')
      let twos = 0
      let odd = n - 1n
      for (; (odd & 1n) === 0n; odd >>= 1n) twos++
      return twos
    },
    9n,
  ],
  // Classes.
  [
    (count) => {
      const all = []
      for (let i = 0; i < count; i++) all.push(i % 2 === 0 ? new Circle(i) : new Box(i, i + 1))
      let sum = 0
      for (const shape of all) sum += shape.area() + shape.name
      return sum
    },
    4,
  ],
  [
    (steps) => {
      const queue = new Agenda()
      for (let i = 0; i < steps; i++) queue.push(new Event((i * 7919) % 1000, i))
      return queue.pop().time
    },
    4,
  ],
  [
    (n) => {
      const root = new Node_(n)
      for (let i = 0; i < n; i++) {
        let at = root
        for (;;) {
          const next = i < at.key ? at.left : at.right
          if (next === null) break
          at = next
        }
        const made = new Node_(i)
        if (i < at.key) at.left = made
        else at.right = made
      }
      return root.left === null ? 0 : root.left.key
    },
    3,
  ],
  [(n) => new Counter(2).add(n).half, 5],
  [
    (n) => {
      const ring = new Ring()
      for (let i = 0n; i < n; i++) ring.put(i)
      return ring.take()
    },
    9n,
  ],
]
for (const [kernel, ...values] of runs) jit(kernel)(...values)
jit('float64(float64, int32)', (x, n) => x ** 2 + n)(1.5, 2)
const counter = new Counter(3)
if (counter.add(4).half !== 6) throw new Error('wrong')
