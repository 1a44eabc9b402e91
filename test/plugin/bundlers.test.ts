/** The plugin of the built package in every bundler: the minified program gives what the source gives. */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { requireBuild, root } from '../built.ts'
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

test('source maps are objects, as loaders after this one want them', async () => {
  const { taipan } = (await import(join(root, 'dist/plugin.js'))) as { taipan: { rollup(): unknown } }
  const [plugin] = [taipan.rollup()].flat() as { transform: { handler: (this: object, text: string, id: string) => Promise<unknown> } }[]
  const texts = {
    'one.kernel.ts':
      'export function* one(n: number): Generator<number> { yield n }\nexport function two(n: number): number { return n * 2 }\n',
    'two.ts': "export function two(n: number): number {\n  'use taipan'\n  return n * 2\n}\n",
  }
  for (const [name, text] of Object.entries(texts)) {
    const path = join(project, 'src', name)
    writeFileSync(path, text)
    const made = await plugin!.transform.handler.call({ addWatchFile: () => undefined }, text, path)
    expect(made).toMatchObject({ map: { version: 3, sources: [expect.stringContaining(name)], mappings: expect.stringMatching(/\w/) } })
  }
})
