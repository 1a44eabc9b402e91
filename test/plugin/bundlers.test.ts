/** The plugin of the built package in every bundler: the minified program gives what the source gives. */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { requireBuild } from '../built.ts'
import { BUNDLERS } from './bundle.ts'
import { newProject, removeProject } from './project.ts'

let project = ''
let expected: unknown[] = []

/** Kernels find nothing through the inspector here, as in a browser. */
const BLIND = `const get = process.getBuiltinModule
process.getBuiltinModule = (name) => (name === 'node:inspector' ? undefined : get.call(process, name))`

function run(file: string, environment: NodeJS.ProcessEnv = {}): unknown[] {
  const env = { ...process.env, NODE_OPTIONS: '', VITEST: undefined, TAIPAN_CACHE: 'off', ...environment }
  return JSON.parse(execFileSync(process.execPath, ['--import', join(project, 'blind.mjs'), file], { env, encoding: 'utf8' })) as unknown[]
}

beforeAll(async () => {
  requireBuild()
  project = newProject()
  writeFileSync(join(project, 'blind.mjs'), BLIND)
  const outfile = join(project, 'plain.mjs')
  const entry = join(project, 'src/main.ts')
  await build({ entryPoints: [entry], outfile, bundle: true, format: 'esm', platform: 'node', keepNames: true, logLevel: 'error' })
  expected = run(outfile, { TAIPAN_DISABLE: '1' })
  expect(expected.slice(0, 4)).toEqual([40.25, 610, 36, 19])
})
afterAll(() => removeProject(project))

describe('minified, without an inspector', () => {
  test.each(Object.entries(BUNDLERS))('%s', async (_, bundle) => {
    const found = run(await bundle(project, 'src/main.ts'))
    // The annotations of a compiled file are promises.
    expect(found.at(-1)).toMatch(/^TypeError: root: x must be float64/)
    expect(found.slice(0, -1)).toEqual(expected.slice(0, -1))
  })
})
