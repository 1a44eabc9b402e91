/**
 * A bounded run of the fuzzer: the same programs every time, and others every time at home. Where changes are let in,
 * chance must not decide about them: there the second run has its seed too. `npm run fuzz` is the long one.
 */
import { expect, test } from 'vitest'
import { tryInProcesses } from './processes.ts'

/** Always as many: were it what a time allows, a slow machine would look at others. */
const PROGRAMS = 150
const MILLISECONDS = 600_000
const ownSeed = process.env['CI'] === undefined ? Math.floor(Math.random() * 1e9) : 7_000_000

/** A find fails the test with its shrunk source. */
async function run(first: number): Promise<void> {
  const found: string[] = []
  const { programs, refusedPrograms, calls } = await tryInProcesses({
    first,
    step: 1,
    jobs: 1,
    programs: PROGRAMS,
    isOver: ({ finds, programs }) => finds.size > 0 || programs >= PROGRAMS,
    print: (text) => found.push(text),
    note: console.log,
  })
  expect(found).toEqual([])
  expect(calls).toBeGreaterThan(PROGRAMS)
  // A generator whose programs are refused, or a compiler that refuses them, tests nothing.
  expect(refusedPrograms / programs).toBeLessThan(0.15)
}

test('the usual programs', () => run(1), MILLISECONDS)

test(`programs from seed ${ownSeed}`, () => run(ownSeed), MILLISECONDS)
