/** Programs with classes as people write them: simulations of bodies, shapes, cards and queues. */

class Vec3 {
  constructor(
    public x = 0,
    public y = 0,
    public z = 0,
  ) {}
  plus(o: Vec3): Vec3 {
    return new Vec3(this.x + o.x, this.y + o.y, this.z + o.z)
  }
  minus(o: Vec3): Vec3 {
    return new Vec3(this.x - o.x, this.y - o.y, this.z - o.z)
  }
  scaled(f: number): Vec3 {
    return new Vec3(this.x * f, this.y * f, this.z * f)
  }
  dot(o: Vec3): number {
    return this.x * o.x + this.y * o.y + this.z * o.z
  }
}

class Body {
  position: Vec3
  velocity = new Vec3()
  constructor(
    x: number,
    y: number,
    readonly mass: number,
  ) {
    this.position = new Vec3(x, y)
  }
  pulledBy(o: Body, dt: number): void {
    const d = o.position.minus(this.position)
    const r2 = d.dot(d) + 0.01
    this.velocity = this.velocity.plus(d.scaled((dt * o.mass) / (r2 * Math.sqrt(r2))))
  }
  move(dt: number): void {
    this.position = this.position.plus(this.velocity.scaled(dt))
  }
}

export function orbits(steps: number): number[] {
  const bodies = [new Body(0, 0, 10), new Body(1, 0, 0.1), new Body(0, 2, 0.2)]
  bodies[1]!.velocity = new Vec3(0, 3, 0)
  for (let s = 0; s < steps; s++) {
    for (const a of bodies) for (const b of bodies) if (a !== b) a.pulledBy(b, 0.01)
    for (const body of bodies) body.move(0.01)
  }
  return bodies.map((body) => body.position.x + body.position.y)
}
// run: orbits(0); orbits(50)

abstract class Shape {
  abstract area(): number
  scale = 1
  scaledArea(): number {
    return this.area() * this.scale ** 2
  }
}

class Circle extends Shape {
  constructor(readonly r: number) {
    super()
  }
  area(): number {
    return Math.PI * this.r * this.r
  }
}

class Rectangle extends Shape {
  constructor(
    readonly w: number,
    readonly h: number,
  ) {
    super()
    this.scale = 2
  }
  area(): number {
    return this.w * this.h
  }
}

class Square extends Rectangle {
  constructor(side: number) {
    super(side, side)
  }
  override scaledArea(): number {
    return super.scaledArea() + 1
  }
}

export function areas(n: number): number {
  let sum = 0
  for (let i = 0; i < n; i++) {
    const shape: Shape = i % 3 === 0 ? new Circle(i) : i % 3 === 1 ? new Rectangle(i, 2) : new Square(i)
    sum += shape.scaledArea()
    if (shape instanceof Rectangle) sum += shape.h
    if (shape instanceof Square) sum -= 0.5
  }
  return sum
}
// run: areas(0); areas(10)

export function totalOfShapes(n: number): number {
  const shapes: Shape[] = []
  for (let i = 0; i < n; i++) shapes.push(i & 1 ? new Square(i) : new Circle(i))
  shapes.sort((a, b) => b.area() - a.area())
  return shapes.reduce((sum, shape, i) => sum + (i + 1) * shape.scaledArea(), 0)
}
// run: totalOfShapes(7); totalOfShapes(0)

class Random {
  private state: bigint
  constructor(seed: bigint) {
    this.state = BigInt.asUintN(64, seed * 2n + 1n)
  }
  next(): bigint {
    let s = this.state
    s ^= BigInt.asUintN(64, s << 13n)
    s ^= s >> 7n
    s ^= BigInt.asUintN(64, s << 17n)
    this.state = s
    return s
  }
  unit(): number {
    return Number(this.next() >> 11n) / 2 ** 53
  }
  below(n: number): number {
    return Math.floor(this.unit() * n)
  }
}

export function shuffled(n: number, seed: bigint): number[] {
  const random = new Random(seed)
  const items = Array.from({ length: n }, (_, i) => i)
  for (let i = n - 1; i > 0; i--) {
    const j = random.below(i + 1)
    ;[items[i], items[j]] = [items[j]!, items[i]!]
  }
  return items
}
// run: shuffled(10, 42n); shuffled(1, 0n)

class Customer {
  waited = 0
  constructor(
    readonly arrival: number,
    readonly work: number,
  ) {}
}

class Server {
  free = 0
  served = 0
  serve(customer: Customer): void {
    const start = Math.max(this.free, customer.arrival)
    customer.waited = start - customer.arrival
    this.free = start + customer.work
    this.served++
  }
}

export function queueing(n: number, servers: number): [number, number, number] {
  const random = new Random(7n)
  const all = Array.from({ length: servers }, () => new Server())
  let time = 0
  let waited = 0
  let longest = 0
  for (let i = 0; i < n; i++) {
    time += -Math.log(1 - random.unit())
    const customer = new Customer(time, 2 * random.unit())
    let best = all[0]!
    for (const server of all) if (server.free < best.free) best = server
    best.serve(customer)
    waited += customer.waited
    if (customer.waited > longest) longest = customer.waited
  }
  return [waited / n, longest, all[0]!.served]
}
// run: queueing(50, 2); queueing(1, 1)
