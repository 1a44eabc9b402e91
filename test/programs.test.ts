/** Every file of test/programs, in every mode. `PROGRAM=name` runs only the files or functions whose name holds `name`. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import binaryen from 'binaryen'
import { describe, expect, test } from 'vitest'
import { sourceFiles } from '../scripts/files.ts'
import { complaints, loadProgram, type Program, runsByFunction } from './harness.ts'
import { emitted, MODES, watOf } from './modes.ts'
import type { Run } from './program-file.ts'

const folder = join(import.meta.dirname, 'programs')
const wanted = process.env['PROGRAM'] ?? ''

/** The instructions that the comment lines of a program want to see, or not to see, and that are not so. */
function wrongCode({ file, exports }: Program, functionName: string, runs: readonly Run[]): string[] {
  return file.wasm
    .filter(({ name }) => name === functionName)
    .flatMap(({ line, present, absent }) => {
      const wat = watOf(exports, functionName, runs[0]!)
      const has = (op: string) => new RegExp(`(^|[\\s(])${op.replaceAll('.', '\\.')}($|[\\s)])`, 'm').test(wat)
      return [
        ...present.filter((op) => !has(op)).map((op) => `line ${line}: ${functionName} has no ${op}\n${wat}`),
        ...absent.filter(has).map((op) => `line ${line}: ${functionName} has ${op}\n${wat}`),
      ]
    })
}

for (const path of sourceFiles(folder)) {
  const name = path.slice(folder.length + 1, -'.ts'.length)
  const program = loadProgram(readFileSync(path, 'utf8'), await import(path))
  const tests = [...runsByFunction(program)].filter(([functionName]) => `${name} ${functionName}`.includes(wanted))
  if (tests.length === 0) continue
  describe(name, () => {
    for (const [functionName, runs] of tests)
      test(functionName, () => {
        for (const mode of MODES) expect(complaints(program, runs, mode).join('\n\n')).toBe('')
        expect(wrongCode(program, functionName, runs).join('\n\n')).toBe('')
      })
  })
}

/** The engine has accepted them; this is a second opinion. */
test('binaryen accepts every module', () => {
  binaryen.setOptimizeLevel(0)
  for (const bytes of new Set(emitted)) {
    const module = binaryen.readBinary(bytes)
    module.setFeatures(binaryen.Features.All)
    const valid = module.validate()
    module.dispose()
    expect(valid).toBe(1)
  }
})
