/**
 * Every file of test/programs with classes, compiled with what is kept of these: what earlier functions of the file have left of a class
 * is put into later ones, and must do what plain JavaScript does. `PROGRAM=name` as in programs.test.ts.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { sourceFiles } from '../scripts/files.ts'
import { complaints, loadProgram, runsByFunction } from './harness.ts'
import { keptClasses, linkedModes } from './modes.ts'

const folder = join(import.meta.dirname, 'programs')
const wanted = process.env['PROGRAM'] ?? ''
const everLinked = new Set<string>()

for (const path of sourceFiles(folder)) {
  const name = path.slice(folder.length + 1, -'.ts'.length)
  const text = readFileSync(path, 'utf8')
  if (!/^\s*(export )?(abstract )?class /m.test(text)) continue
  const program = loadProgram(text, await import(path))
  const tests = [...runsByFunction(program)].filter(([functionName]) => `${name} ${functionName}`.includes(wanted))
  if (tests.length === 0) continue
  describe(name, () => {
    const kept = keptClasses()
    for (const [functionName, runs] of tests)
      test(functionName, () => {
        for (const mode of linkedModes(kept)) expect(complaints(program, runs, mode).join('\n\n')).toBe('')
        for (const each of kept.linked) everLinked.add(`${name} ${each}`)
      })
  })
}

test('classes were put into other code', () => {
  if (wanted === '') expect(everLinked.size).toBeGreaterThan(30)
  if (process.env['SHOW'] !== undefined) console.log([...everLinked].join('\n'))
})
