/** `taipan build --watch` of the built package: a process that builds again when a file changes, and says what is wrong meanwhile. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { requireBuild, root } from '../built.ts'
import { removeProject } from '../plugin/project.ts'

/** A busy machine takes its time. */
const LIMIT = 120_000

let project = ''
let child: ChildProcess | undefined
let output = ''

beforeAll(() => {
  requireBuild()
  project = realpathSync(mkdtempSync(join(tmpdir(), 'taipan-watch-')))
})
afterAll(() => {
  child?.kill()
  removeProject(project)
})

const write = (name: string, text: string) => writeFileSync(join(project, name), text)
const declarations = () =>
  existsSync(join(project, 'dist', 'kernels.d.ts')) ? readFileSync(join(project, 'dist', 'kernels.d.ts'), 'utf8') : ''

async function until(what: string, isTrue: () => boolean): Promise<void> {
  const end = performance.now() + LIMIT
  while (!isTrue()) {
    if (performance.now() > end || child?.exitCode !== null) throw new Error(`${what} did not come: ${output}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

test('--watch', { timeout: 5 * LIMIT }, async () => {
  write('kernels.ts', "import { factor } from './factor.ts'\nexport function first(x: number): number { return x * factor }\n")
  write('factor.ts', 'export const factor = 2\n')
  child = spawn(process.execPath, [join(root, 'dist', 'cli.js'), 'build', 'kernels.ts', '--watch'], {
    cwd: project,
    env: { ...process.env, NODE_OPTIONS: '' },
  })
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (text) => void (output += String(text)))
  await until('the first build', () => output.includes('waiting for changes'))
  expect(declarations()).toContain('function first(')

  write('kernels.ts', "import { factor } from './factor.ts'\nexport function second(x: number): number { return x * factor }\n")
  await until('the build of a changed file', () => declarations().includes('function second('))

  write('factor.ts', 'export const factor = 2 +\n')
  await until('an error of an imported file', () => /at factor\.ts:/.test(output) && output.includes('nothing was written'))
  expect(declarations()).toContain('function second(')

  write('factor.ts', 'export const factor = 3\nexport const more = 4\n')
  const builds = () => output.split('built in').length
  const before = builds()
  await until('the build after it was mended', () => builds() > before)

  write('kernels.ts', "import { more } from './factor.ts'\nexport function third(x: number): number { return x * more }\n")
  await until('one more build', () => declarations().includes('function third('))
})
