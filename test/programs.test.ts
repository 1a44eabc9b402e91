/** Every file of test/programs, in every mode. `PROGRAM=name` runs only the files or functions whose name holds `name`. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { sourceFiles } from '../scripts/files.ts'
import { complaints, loadProgram, MODES, runsByFunction } from './harness.ts'

const folder = join(import.meta.dirname, 'programs')
const wanted = process.env['PROGRAM'] ?? ''

for (const path of sourceFiles(folder)) {
  const name = path.slice(folder.length + 1, -'.ts'.length)
  const program = loadProgram(readFileSync(path, 'utf8'), await import(path))
  const tests = [...runsByFunction(program)].filter(([functionName]) => `${name} ${functionName}`.includes(wanted))
  if (tests.length === 0) continue
  describe(name, () => {
    for (const [functionName, runs] of tests)
      test(functionName, () => {
        for (const mode of MODES) expect(complaints(program, runs, mode).join('\n\n')).toBe('')
      })
  })
}
