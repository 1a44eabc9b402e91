/**
 * A bounded run of the fuzzer: the same programs every time, and others every time at home. Where changes are let in,
 * chance must not decide about them: there the second run has its seed too. `npm run fuzz` is the long one.
 */
import { expect, test } from 'vitest'
import { installWatch } from './contract.ts'

installWatch()
const { asFile, smallest, tryProgram } = await import('./try.ts')
const { programOf } = await import('./program.ts')

const PROGRAMS = 200
const MILLISECONDS = 25_000
const ownSeed = process.env['CI'] === undefined ? Math.floor(Math.random() * 1e9) : 7_000_000

/** Tries programs until the time is up; a find fails the test with its shrunk source. */
function run(first: number): void {
  const end = performance.now() + MILLISECONDS
  let refused = 0
  let programs = 0
  for (let seed = first; seed < first + PROGRAMS && performance.now() < end; seed++) {
    const program = programOf(seed)
    const result = tryProgram(program, seed % 10 === 0)
    if (result.find) {
      const least = smallest(program, result.find, 10_000)
      expect.fail(`npm run fuzz -- --finds 1 --seed ${seed} finds\n\n${asFile(least, result.find)}`)
    }
    programs++
    if ('refused' in result && result.refused.length > 0) refused++
  }
  // A generator whose programs are refused, or a compiler that refuses them, tests nothing.
  if (programs >= 50) expect(refused / programs).toBeLessThan(0.1)
}

test('the usual programs', () => run(1))

test(`programs from seed ${ownSeed}`, () => run(ownSeed))
