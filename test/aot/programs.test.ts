/** Every program of test/programs, compiled ahead of time: one module for each file, compared with plain JavaScript. */
import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { sourceFiles } from '../../scripts/files.ts'
import { compareModules, loadProgram, runsByFunction } from '../harness.ts'
import { loadCompiled, ROOT } from './load.ts'

const counts = { runs: 0, compared: 0 }

const folder = join(ROOT, 'test', 'programs')
for (const path of sourceFiles(folder)) {
  const name = relative(folder, path).split('\\').join('/')
  test(name, async () => {
    const program = loadProgram(readFileSync(path, 'utf8'), await import(path))
    const names = Object.keys(program.exports)
    const made = loadCompiled('test/aot/entry.ts', { 'test/aot/entry.ts': `export { ${names.join(', ')} } from '../programs/${name}'` })
    const runs = [...runsByFunction(program)].flatMap(([, some]) => some)
    const { complaints, compared } = compareModules(program, runs, made)
    expect(complaints.join('\n\n')).toBe('')
    counts.runs += runs.length
    counts.compared += compared
  })
}

test('nearly all runs were compared', () => {
  expect(counts.runs).toBeGreaterThan(1000)
  expect(counts.compared / counts.runs).toBeGreaterThan(0.9)
})
