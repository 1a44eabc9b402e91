/** Bodies lie in one flat array: x, y, z, vx, vy, vz, mass. */
export function nBody(bodies: Float64Array, steps: number, dt: number): number {
  const count = bodies.length / 7
  for (let step = 0; step < steps; step++) {
    for (let i = 0; i < count; i++) {
      const a = i * 7
      for (let j = i + 1; j < count; j++) {
        const b = j * 7
        const dx = bodies[a] - bodies[b]
        const dy = bodies[a + 1] - bodies[b + 1]
        const dz = bodies[a + 2] - bodies[b + 2]
        const d2 = dx * dx + dy * dy + dz * dz
        const force = dt / (d2 * Math.sqrt(d2))
        const ma = bodies[a + 6] * force
        const mb = bodies[b + 6] * force
        bodies[a + 3] -= dx * mb
        bodies[a + 4] -= dy * mb
        bodies[a + 5] -= dz * mb
        bodies[b + 3] += dx * ma
        bodies[b + 4] += dy * ma
        bodies[b + 5] += dz * ma
      }
    }
    for (let i = 0; i < count; i++) {
      const a = i * 7
      bodies[a] += dt * bodies[a + 3]
      bodies[a + 1] += dt * bodies[a + 4]
      bodies[a + 2] += dt * bodies[a + 5]
    }
  }
  let energy = 0
  for (let i = 0; i < count; i++) {
    const a = i * 7
    energy += 0.5 * bodies[a + 6] * (bodies[a + 3] ** 2 + bodies[a + 4] ** 2 + bodies[a + 5] ** 2)
  }
  return energy
}
