/** Simulations as users write them: records, tuples in arrays, closures, typed arrays, random generators. */

export function bouncing(steps: number): number {
  const balls = [
    { x: 0.1, y: 0.5, vx: 0.03, vy: 0 },
    { x: 0.9, y: 0.2, vx: -0.02, vy: 0.01 },
    { x: 0.4, y: 0.7, vx: 0.01, vy: -0.02 },
  ]
  const gravity = -0.001
  for (let step = 0; step < steps; step++) {
    for (const ball of balls) {
      ball.vy += gravity
      ball.x += ball.vx
      ball.y += ball.vy
      if (ball.x < 0 || ball.x > 1) ball.vx = -ball.vx
      if (ball.y < 0) {
        ball.y = -ball.y
        ball.vy *= -0.9
      }
    }
  }
  return balls.reduce((energy, { vx, vy, y }) => energy + 0.5 * (vx * vx + vy * vy) - gravity * y, 0)
}
// run: bouncing(0)
// run: bouncing(500)

export function gameOfLife(cells: Uint8Array, width: number, generations: number): number {
  const height = cells.length / width
  let current: Uint8Array = cells
  let next: Uint8Array = new Uint8Array(cells.length)
  const at = (x: number, y: number) => current[((y + height) % height) * width + ((x + width) % width)]
  for (let g = 0; g < generations; g++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        let n = 0
        for (let dy = -1; dy <= 1; dy++) for (let dx = -1; dx <= 1; dx++) if (dx || dy) n += at(x + dx, y + dy)
        next[y * width + x] = n === 3 || (n === 2 && at(x, y)) ? 1 : 0
      }
    }
    ;[current, next] = [next, current]
  }
  let alive = 0
  current.forEach((cell) => {
    alive += cell
  })
  return alive
}
// run: gameOfLife(new Uint8Array([0, 1, 0, 0, 0, 0, 1, 0, 1, 1, 1, 0, 0, 0, 0, 0]), 4, 4) == 4
// run: gameOfLife(new Uint8Array(25), 5, 2) == 0

export function mulberry(seed: number, n: number): Float64Array {
  const random = () => {
    seed |= 0
    seed = (seed + 0x6d2b79f5) | 0
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  return Float64Array.from({ length: n }, random)
}
// run: mulberry(1, 5)
// run: mulberry(-7.5, 2)

export function monteCarloPi(n: number): number {
  let state = 12345
  const next = () => {
    state = (state * 1103515245 + 12345) % 2147483648
    return state / 2147483648
  }
  let inside = 0
  for (let i = 0; i < n; i++) {
    const [x, y] = [next(), next()]
    if (x * x + y * y <= 1) inside++
  }
  return (4 * inside) / n
}
// run: monteCarloPi(1000)

export function nBody(steps: number): number[] {
  type Body = { p: [number, number, number]; v: [number, number, number]; m: number }
  const bodies: Body[] = [
    { p: [0, 0, 0], v: [0, 0, 0], m: 1000 },
    { p: [10, 0, 0], v: [0, 10, 0], m: 1 },
    { p: [0, 20, 0], v: [-7, 0, 0.5], m: 2 },
  ]
  const dt = 0.001
  for (let s = 0; s < steps; s++) {
    for (let i = 0; i < bodies.length; i++) {
      for (let j = i + 1; j < bodies.length; j++) {
        const a = bodies[i]
        const b = bodies[j]
        const dx = a.p[0] - b.p[0]
        const dy = a.p[1] - b.p[1]
        const dz = a.p[2] - b.p[2]
        const d = Math.sqrt(dx * dx + dy * dy + dz * dz)
        const k = dt / (d * d * d)
        a.v[0] -= dx * b.m * k
        a.v[1] -= dy * b.m * k
        a.v[2] -= dz * b.m * k
        b.v[0] += dx * a.m * k
        b.v[1] += dy * a.m * k
        b.v[2] += dz * a.m * k
      }
    }
    for (const { p, v } of bodies) for (let k = 0; k < 3; k++) p[k] += v[k] * dt
  }
  return bodies.map(({ p, v, m }) => m * (v[0] ** 2 + v[1] ** 2 + v[2] ** 2) + p[0])
}
// run: nBody(100)

export function particles(n: number): { count: number; mass: number; centre: [number, number] } {
  const list = Array.from({ length: n }, (_, i) => ({ x: i * 0.5, y: i % 3, mass: 1 + (i & 1), alive: i % 4 !== 0 }))
  const alive = list.filter((p) => p.alive)
  const mass = alive.reduce((m, p) => m + p.mass, 0)
  const cx = alive.reduce((s, p) => s + p.x * p.mass, 0) / mass
  const cy = alive.reduce((s, p) => s + p.y * p.mass, 0) / mass
  return { count: alive.length, mass, centre: [cx, cy] }
}
// run: particles(10)
// run: particles(0)

export function queueing(arrivals: Float64Array, service: number): { wait: number; longest: number } {
  const queue: { time: number; id: number }[] = []
  let clock = 0
  let wait = 0
  let longest = 0
  let i = 0
  while (i < arrivals.length || queue.length > 0) {
    while (i < arrivals.length && arrivals[i] <= clock) queue.push({ time: arrivals[i], id: i++ })
    longest = Math.max(longest, queue.length)
    const first = queue.shift()
    if (first) {
      wait += clock - first.time
      clock += service
    } else clock = arrivals[i]
  }
  return { wait, longest }
}
// run: queueing(new Float64Array([0, 0.5, 0.7, 5, 5.1]), 1)
// run: queueing(new Float64Array(0), 1)

export function heat(n: number, steps: number): Float64Array {
  let a = new Float64Array(n)
  let b = new Float64Array(n)
  a[0] = 100
  for (let s = 0; s < steps; s++) {
    b[0] = a[0]
    b[n - 1] = a[n - 1]
    for (let i = 1; i < n - 1; i++) b[i] = a[i] + 0.25 * (a[i - 1] - 2 * a[i] + a[i + 1])
    const t = a
    a = b
    b = t
  }
  return a
}
// run: heat(8, 5)
// run: heat(2, 3)

export function rungeKutta(t1: number, n: number): [number, number] {
  const f = (t: number, [x, v]: [number, number]): [number, number] => [v, -x - 0.1 * v + Math.sin(t)]
  const add = (a: [number, number], b: [number, number], k: number): [number, number] => [a[0] + b[0] * k, a[1] + b[1] * k]
  let y: [number, number] = [1, 0]
  const h = t1 / n
  for (let i = 0; i < n; i++) {
    const t = i * h
    const k1 = f(t, y)
    const k2 = f(t + h / 2, add(y, k1, h / 2))
    const k3 = f(t + h / 2, add(y, k2, h / 2))
    const k4 = f(t + h, add(y, k3, h))
    y = [y[0] + (h / 6) * (k1[0] + 2 * k2[0] + 2 * k3[0] + k4[0]), y[1] + (h / 6) * (k1[1] + 2 * k2[1] + 2 * k3[1] + k4[1])]
  }
  return y
}
// run: rungeKutta(10, 50)

export function elevator(requests: number[]): number {
  let floor = 0
  let distance = 0
  let direction: 1 | -1 = 1
  const open = [...requests]
  while (open.length) {
    const ahead = open.filter((r) => (r - floor) * direction >= 0)
    if (!ahead.length) {
      direction = direction === 1 ? -1 : 1
      continue
    }
    const target = direction > 0 ? Math.min(...ahead) : Math.max(...ahead)
    distance += Math.abs(target - floor)
    floor = target
    open.splice(open.indexOf(target), 1)
  }
  return distance
}
// run: elevator([3, 1, 7, -2, 4]) == 16
// run: elevator([]) == 0

export function bank(operations: { kind: number; account: number; amount: number }[]): number[] {
  const balance = new Array(4).fill(0)
  let failed = 0
  for (const { kind, account, amount } of operations) {
    switch (kind) {
      case 0:
        balance[account] += amount
        break
      case 1:
        if (balance[account] < amount) failed++
        else balance[account] -= amount
        break
      default:
        throw new RangeError(`unknown kind ${kind}`)
    }
  }
  return [...balance, failed]
}
// run: bank([{ kind: 0, account: 1, amount: 5 }, { kind: 1, account: 1, amount: 2.5 }, { kind: 1, account: 2, amount: 1 }])
// run: bank([{ kind: 7, account: 1, amount: 5 }])
