/** The plugin of the built package in every bundler: the minified program gives what the source gives. */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { requireBuild } from '../built.ts'
import { BUNDLERS } from './bundle.ts'
import { newProject, removeProject } from './project.ts'

interface Result {
  readonly found: readonly unknown[]
  readonly promises: readonly unknown[]
}

let project = ''
let expected: Result = { found: [], promises: [] }

/** Kernels find nothing through the inspector here, as in a browser; and something is not as it was where the program was built. */
const BLIND = `const get = process.getBuiltinModule
process.getBuiltinModule = (name) => (name === 'node:inspector' ? undefined : get.call(process, name))
Array.taipanTest = true`

function run(file: string, environment: NodeJS.ProcessEnv = {}): Result {
  const env = { ...process.env, NODE_OPTIONS: '', VITEST: undefined, TAIPAN_CACHE: 'off', TAIPAN_TEST_START: '7', ...environment }
  return JSON.parse(execFileSync(process.execPath, ['--import', join(project, 'blind.mjs'), file], { env, encoding: 'utf8' })) as Result
}

beforeAll(async () => {
  requireBuild()
  project = newProject()
  writeFileSync(join(project, 'blind.mjs'), BLIND)
  const outfile = join(project, 'plain.mjs')
  const entry = join(project, 'src/main.ts')
  await build({ entryPoints: [entry], outfile, bundle: true, format: 'esm', platform: 'node', keepNames: true, logLevel: 'error' })
  expected = run(outfile, { TAIPAN_DISABLE: '1' })
  expect(expected.found.slice(0, 4)).toEqual([40.25, 610, 36, 19])
  expect(expected.promises).toEqual([null, 21, '2100'])
})
afterAll(() => removeProject(project))

describe('minified, without an inspector', () => {
  test.each(Object.entries(BUNDLERS))(
    '%s',
    async (_, bundle) => {
      const { found, promises } = run(await bundle(project, 'src/main.ts'))
      expect(found).toEqual(expected.found)
      // Annotations are promises where code is compiled; the last function was compiled for another constant.
      const refused = [/^TypeError: root: x must be float64/, /^TypeError: rows: height must be float64/].map((text) =>
        expect.stringMatching(text),
      )
      expect(promises).toEqual([...refused, '2100'])
    },
    180_000,
  )
})
