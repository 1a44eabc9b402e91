/** Runs before every test file: artifacts that a test has handed to the interpreter are not made into WebAssembly. */
import { vi } from 'vitest'

// Tests test the compiler.
process.env['TAIPAN_CACHE'] = 'off'

vi.mock('../src/runtime/instantiate.ts', async (original) => {
  const real = await original<typeof import('../src/runtime/instantiate.ts')>()
  const { interpretedInstance } = await import('./interpreted.ts')
  const instantiate: typeof real.instantiate = (machine, artifact) =>
    interpretedInstance(machine, artifact) ?? real.instantiate(machine, artifact)
  return { ...real, instantiate }
})
