/**
 * Particles in a box: a base class, two that extend it and override how they move, and a world that holds all of them in
 * one list and calls whichever method each has.
 */
import { jit, jitclass } from 'taipan'
import { Random } from './random.ts'

export const Particle = jitclass(
  { x: 'float64', y: 'float64', vx: 'float64', vy: 'float64' },
  class Particle {
    x: number
    y: number
    vx: number
    vy: number

    constructor(x: number, y: number, vx: number, vy: number) {
      this.x = x
      this.y = y
      this.vx = vx
      this.vy = vy
    }

    get mass(): number {
      return 1
    }

    get energy(): number {
      return (this.mass * (this.vx * this.vx + this.vy * this.vy)) / 2
    }

    step(dt: number): void {
      this.x += this.vx * dt
      this.y += this.vy * dt
      if (this.x < 0 || this.x > 1) this.vx = -this.vx
      if (this.y < 0 || this.y > 1) this.vy = -this.vy
    }
  },
)
export type Particle = InstanceType<typeof Particle>

/** Falls. */
export const Stone = jitclass(
  class Stone extends Particle {
    override get mass(): number {
      return 5
    }

    override step(dt: number): void {
      this.vy -= 9.81 * dt
      super.step(dt)
    }
  },
)

/** Slows down. */
export const Feather = jitclass(
  { drag: 'float64' },
  class Feather extends Particle {
    drag: number

    constructor(x: number, y: number, vx: number, vy: number, drag: number) {
      super(x, y, vx, vy)
      this.drag = drag
    }

    override get mass(): number {
      return 0.1
    }

    override step(dt: number): void {
      super.step(dt)
      this.vx *= 1 - this.drag * dt
      this.vy *= 1 - this.drag * dt
    }
  },
)

export const World = jitclass(
  { particles: 'Particle[]' },
  class World {
    particles: Particle[] = []
    time = 0

    add(particle: Particle): void {
      this.particles.push(particle)
    }

    step(dt: number): void {
      for (const particle of this.particles) particle.step(dt)
      this.time += dt
    }

    get energy(): number {
      let energy = 0
      for (const particle of this.particles) energy += particle.energy
      return energy
    }
  },
)

export const simulate = jit((count: number, steps: number, seed: number) => {
  const random = new Random(seed)
  const world = new World()
  for (let i = 0; i < count; i++) {
    const x = random.real()
    const y = random.real()
    const vx = random.real() - 0.5
    const vy = random.real() - 0.5
    if (i % 3 === 0) world.add(new Stone(x, y, vx, vy))
    else if (i % 3 === 1) world.add(new Feather(x, y, vx, vy, 0.5))
    else world.add(new Particle(x, y, vx, vy))
  }
  for (let step = 0; step < steps; step++) world.step(0.001)
  return world.energy
})
