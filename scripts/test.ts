/** Everything that continuous integration runs, in order; ends with a summary. Stops at nothing: one run shows every failure. */
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(root, 'node_modules')
const tsx = join(modules, 'tsx', 'dist', 'cli.mjs')

interface Step {
  readonly name: string
  readonly args: readonly string[]
}

const STEPS: readonly Step[] = [
  { name: 'types', args: [join(modules, 'typescript', 'lib', 'tsc.js'), '-p', '.'] },
  { name: 'lint and format', args: [join(modules, '@biomejs', 'biome', 'bin', 'biome'), 'check', '.'] },
  { name: 'layers', args: [tsx, 'scripts/layers.ts'] },
  { name: 'sizes', args: [tsx, 'scripts/sizes.ts'] },
  { name: 'build', args: [tsx, 'scripts/build.ts'] },
  { name: 'unit, program, capture and package tests, bounded fuzz', args: [join(modules, 'vitest', 'vitest.mjs'), 'run'] },
]

/** A step that hangs is a failure, not the end of the run. */
const LIMIT = 30 * 60 * 1000

const results = STEPS.map(({ name, args }) => {
  console.log(`\n── ${name}`)
  const start = performance.now()
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], timeout: LIMIT })
  return { name, ok: status === 0, seconds: (performance.now() - start) / 1000 }
})

console.log('\n── summary')
for (const { name, ok, seconds } of results) console.log(`${ok ? 'ok    ' : 'FAILED'} ${seconds.toFixed(1).padStart(6)} s  ${name}`)
process.exitCode = results.every(({ ok }) => ok) ? 0 : 1
