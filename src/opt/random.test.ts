/** Random programs before and after each pass and the whole pipeline: verified, run, compared. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { interpret, StepLimitError } from '../ir/interpret.ts'
import { testEnvironment } from '../ir/interpret-host.ts'
import type { Module } from '../ir/module.ts'
import { printModule } from '../ir/print.ts'
import { verifyModule } from '../ir/verify.ts'
import { knownOf } from './analyses/known.ts'
import { callGraph } from './calls.ts'
import { outline } from './outline.ts'
import { BEFORE, optimise, PIPELINE } from './pipeline.ts'
import { OUT_BYTES, randomModule, VARIABLES } from './random-program.ts'

const ELEMENTS = 6
const RUNS = Number(process.env['RUNS'] ?? 150)

const tape = fc.array(fc.nat(1000), { minLength: 10, maxLength: 200 })
const inputs = fc.record({
  ints: fc.array(fc.oneof(fc.integer({ min: -3, max: 9 }), fc.integer()), { minLength: 3, maxLength: 3 }),
  longs: fc.array(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), { minLength: 2, maxLength: 2 }),
  doubles: fc.array(fc.double(), { minLength: 2, maxLength: 2 }),
  bools: fc.array(fc.nat(1), { minLength: 2, maxLength: 2 }),
  length: fc.integer({ min: 4, max: ELEMENTS }),
})
type Inputs = typeof inputs extends fc.Arbitrary<infer T> ? T : never

/** All that a caller could see of a run. */
function behaviour(module: Module, given: Inputs, steps = 20_000): unknown {
  const environment = testEnvironment(module)
  const data = environment.reserve(ELEMENTS * 8)
  const out = environment.reserve(OUT_BYTES)
  const object = environment.reserve(24)
  const doubles = new Float64Array(environment.memory, data, ELEMENTS)
  for (let index = 0; index < ELEMENTS; index++) doubles[index] = index * 1.5 - 2
  new Uint8Array(environment.memory, object, 24).fill(0)
  const pools: Record<string, (number | bigint)[]> = {
    i32: [...given.ints],
    i64: [...given.longs],
    f64: [...given.doubles],
    bool: [...given.bools],
    ref: [object],
  }
  const args = Object.values(VARIABLES).map((type) => pools[type]!.shift()!)
  const run = interpret(module, { environment, steps })
  let result: unknown
  try {
    result = run.call('main', [data, given.length, out, ...args])
  } catch (error) {
    if (error instanceof StepLimitError) return 'too long'
    if (error instanceof RangeError) result = error.message
    else throw error
  }
  return {
    result,
    data: [...doubles],
    out: [...new Uint8Array(environment.memory, out, OUT_BYTES)],
    object: [...new Uint8Array(environment.memory, object, 24)],
  }
}

function check(choices: readonly number[], given: Inputs, transform: (module: Module) => void): void {
  const module = randomModule(choices)
  verifyModule(module)
  const before = behaviour(module, given)
  fc.pre(before !== 'too long')
  const text = printModule(module)
  transform(module)
  verifyModule(module)
  // Some passes add steps; none adds many.
  const after = behaviour(module, given, 200_000)
  try {
    expect(after).toEqual(before)
  } catch (error) {
    throw new Error(`${text}\nbecame\n${printModule(module)}\n${String(error)}`)
  }
}

const passes = new Map([...BEFORE, ...PIPELINE].flatMap((group) => group.passes).map((pass) => [pass.name, pass]))

test.each([...passes.keys()])('%s keeps the meaning', (name) => {
  const { run } = passes.get(name)!
  fc.assert(
    fc.property(tape, inputs, (choices, given) =>
      check(choices, given, (module) => {
        const { calls } = callGraph(module)
        for (const func of module.funcs.values()) run(func, module, calls, knownOf(func))
      }),
    ),
    { numRuns: RUNS },
  )
})

test('the pipeline keeps the meaning, and every pass in it a valid function', () => {
  fc.assert(
    fc.property(tape, inputs, (choices, given) =>
      check(choices, given, (module) => optimise(module, { level: 1, onPass: () => verifyModule(module) })),
    ),
    { numRuns: RUNS * 2 },
  )
})

test.each([0, 1] as const)('loops in functions of their own mean the same (level %d before)', (level) => {
  fc.assert(
    fc.property(tape, inputs, (choices, given) =>
      check(choices, given, (module) => {
        optimise(module, { level })
        outline(module, 2)
      }),
    ),
    { numRuns: RUNS * 2 },
  )
})

/** What these tests have found, each by its choices and inputs. */
const FOUND: readonly [what: string, choices: readonly number[], given: Inputs][] = [
  [
    'an index that was made of a double before the loop, and is none',
    [0, 670, 1, 932, 1, 867, 252, 225, 526, 667, 686, 601, 7],
    { ints: [0, 0, 0], longs: [0n, 0n], doubles: [0, -5e-324], bools: [0, 0], length: 4 },
  ],
]

test.each(FOUND)('%s', (_what, choices, given) => {
  check(choices, given, (module) => optimise(module, { level: 1, onPass: () => verifyModule(module) }))
})
