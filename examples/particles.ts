/** Particles that the host adds and watches; many of them in a kernel. (particles.kernel.ts) */
import { Feather, Particle, Stone, simulate, World } from './particles.kernel.ts'

export function main(): void {
  const world = new World()
  const stone = new Stone(0.5, 0.9, 0.1, 0)
  world.add(stone)
  world.add(new Feather(0.1, 0.5, 0.4, 0.2, 0.3))
  for (let i = 0; i < 100; i++) world.step(0.001)
  console.log('after', world.time.toFixed(3), 's: stone at', stone.x.toFixed(4), stone.y.toFixed(4), '· energy', world.energy.toFixed(6))
  console.log('a stone is a particle:', stone instanceof Particle, '· a feather:', stone instanceof Feather)
  console.log('energy of 3000', simulate(3000, 500, 17))
}

main()
