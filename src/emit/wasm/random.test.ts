/** Random programs, optimised and not: WebAssembly does what the interpreter of the IR does, though every object that is not in a frame is lost. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { interpret, StepLimitError } from '../../ir/interpret.ts'
import { testEnvironment } from '../../ir/interpret-host.ts'
import type { Module } from '../../ir/module.ts'
import { printModule } from '../../ir/print.ts'
import { optimise } from '../../opt/pipeline.ts'
import { OUT_BYTES, randomModule, VARIABLES } from '../../opt/random-program.ts'
import { load } from './testing.ts'

const ELEMENTS = 6
const OBJECT_BYTES = 24

const tape = fc.array(fc.nat(1000), { minLength: 10, maxLength: 200 })
const inputs = fc.record({
  i32: fc.array(fc.oneof(fc.integer({ min: -3, max: 9 }), fc.integer()), { minLength: 3, maxLength: 3 }),
  i64: fc.array(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), { minLength: 2, maxLength: 2 }),
  f64: fc.array(fc.double(), { minLength: 2, maxLength: 2 }),
  bool: fc.array(fc.nat(1), { minLength: 2, maxLength: 2 }),
  length: fc.integer({ min: 4, max: ELEMENTS }),
})
type Inputs = typeof inputs extends fc.Arbitrary<infer T> ? T : never

/** All that a caller can see of a run, with the arrays at the addresses given. */
function behaviour(
  memory: ArrayBuffer,
  at: readonly [number, number, number],
  given: Inputs,
  run: (args: (number | bigint)[]) => unknown,
): unknown {
  const [data, out, object] = at
  const doubles = new Float64Array(memory, data, ELEMENTS)
  for (let index = 0; index < ELEMENTS; index++) doubles[index] = index * 1.5 - 2
  new Uint8Array(memory, out, OUT_BYTES).fill(0)
  new Uint8Array(memory, object, OBJECT_BYTES).fill(0)
  const pools: Record<string, (number | bigint)[]> = {
    i32: [...given.i32],
    i64: [...given.i64],
    f64: [...given.f64],
    bool: [...given.bool],
    ref: [object],
  }
  const args = Object.values(VARIABLES).map((type) => pools[type]!.shift()!)
  let result: unknown
  try {
    result = run([data, given.length, out, ...args])
  } catch (error) {
    if (error instanceof StepLimitError) return 'too long'
    if (!(error instanceof RangeError)) throw error
    result = error.message
  }
  return {
    result,
    data: [...doubles],
    out: plainBytes(memory, out, OUT_BYTES, [32, 48]),
    object: plainBytes(memory, object, OBJECT_BYTES, [8]),
  }
}

/** Bytes, where NaNs at these offsets are all alike. */
function plainBytes(memory: ArrayBuffer, at: number, bytes: number, doubles: readonly number[]): number[] {
  const copy = new DataView(memory.slice(at, at + bytes))
  for (const offset of doubles) if (Number.isNaN(copy.getFloat64(offset, true))) copy.setFloat64(offset, Number.NaN, true)
  return [...new Uint8Array(copy.buffer)]
}

function interpreted(module: Module, given: Inputs): unknown {
  const environment = testEnvironment(module)
  const at = [environment.reserve(ELEMENTS * 8), environment.reserve(OUT_BYTES), environment.reserve(OBJECT_BYTES)] as const
  const { call } = interpret(module, { environment, steps: 20_000 })
  return behaviour(environment.memory, at, given, (args) => call('main', args))
}

function compiled(module: Module, given: Inputs): unknown {
  const { exports, memory } = load(module, {}, true)
  return behaviour(memory.buffer, [2048, 4096, 8192], given, (args) => exports['main']!(...args))
}

test.each([0, 1] as const)('level %i', (level) => {
  fc.assert(
    fc.property(tape, inputs, (choices, given) => {
      const module = randomModule(choices)
      const expected = interpreted(module, given)
      fc.pre(expected !== 'too long')
      optimise(module, { level })
      try {
        expect(compiled(module, given)).toEqual(expected)
      } catch (error) {
        throw new Error(`${printModule(module)}\n${String(error)}`)
      }
    }),
    { numRuns: Number(process.env['RUNS'] ?? 60) },
  )
})
