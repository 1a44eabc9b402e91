/**
 * Every example, its kernels built ahead of time, in each way in which output is used: the programs print what they print
 * as plain JavaScript. (test/plugin/browser.test.ts does the same for a production build of Vite in Chromium.)
 */
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { build, type Plugin } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { outputFiles } from '../../src/aot/build.ts'
import { compileFile } from '../../src/aot/compile/compile-file.ts'
import { inlineRuntime, numbersRuntime } from '../../src/aot/output/inline-runtime.ts'
import { writeFiles } from '../../src/aot/output/write.ts'
import { requireBuild, root } from '../built.ts'
import { removeProject } from '../plugin/project.ts'

const folder = join(root, 'examples')
const KERNELS = [...readdirSync(folder).filter((file) => file.endsWith('.kernel.ts')), 'ring-buffer/buffer.ts']
const PROGRAMS = KERNELS.map((file) => file.replace('.kernel.ts', '.ts'))
const isKernel = /(?:\.kernel|\/buffer)\.ts$/
const LIMIT = 120_000

let project = ''
let empty = ''
let plain: Printed = {}

/** What each program printed. */
type Printed = Readonly<Record<string, readonly string[]>>

/** One program that runs all: those that print when they are imported, and a line for the one whose kernel has no program. */
const RUN_ALL = `import { inspect } from 'node:util'
const printed = {}
let lines
const print = console.log
console.log = (...values) => lines.push(values.map((value) => (typeof value === 'string' ? value : inspect(value))).join(' '))
const programs = {
  ${PROGRAMS.map((file) => `'${file}': () => import('./${file}')`).join(',\n  ')}
}
;(async () => {
  for (const [name, load] of Object.entries(programs)) {
    printed[name] = lines = []
    try {
      const { func } = await load()
      if (func) console.log(func(10n))
    } catch (error) {
      lines.push('FAILED ' + String(error))
    }
  }
  print(JSON.stringify(printed))
})()
`

/** Where a kernel is found instead of its source. */
type Place = (stem: string) => { path: string; external: boolean }

async function bundled(outfile: string, format: 'esm' | 'cjs', place?: Place): Promise<void> {
  const kernels: Plugin = {
    name: 'kernels',
    setup: ({ onResolve }) => onResolve({ filter: isKernel }, ({ path }) => place?.(basename(path, '.ts'))),
  }
  await build({
    stdin: { contents: RUN_ALL, resolveDir: folder, loader: 'js' },
    outfile,
    bundle: true,
    format,
    platform: 'node',
    target: 'es2022',
    keepNames: true,
    logLevel: 'error',
    plugins: [kernels],
    alias: { taipan: join(root, 'dist', 'index.js'), 'taipan/runtime': join(root, 'dist', 'runtime.js') },
  })
}

function run(file: string, environment: NodeJS.ProcessEnv = {}): Printed {
  const env = { ...process.env, NODE_OPTIONS: '', VITEST: undefined, ...environment }
  return JSON.parse(execFileSync(process.execPath, [file], { env, encoding: 'utf8', timeout: LIMIT })) as Printed
}

beforeAll(async () => {
  requireBuild()
  project = realpathSync(mkdtempSync(join(tmpdir(), 'taipan-examples-')))
  empty = realpathSync(mkdtempSync(join(tmpdir(), 'taipan-empty-')))
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }')
  mkdirSync(join(project, 'node_modules'))
  symlinkSync(root, join(project, 'node_modules', 'taipan'), 'junction')
  for (const kernel of KERNELS) {
    const outcome = compileFile(join(folder, kernel), folder)
    if (!outcome.ok) throw outcome.errors[0]!
    writeFiles(outputFiles(outcome.file, { directory: join(project, 'dist'), numbers: numbersRuntime }))
    writeFiles(outputFiles(outcome.file, { directory: empty, runtime: inlineRuntime(), numbers: numbersRuntime }))
  }
  await bundled(join(project, 'plain.mjs'), 'esm')
  plain = run(join(project, 'plain.mjs'), { TAIPAN_DISABLE: '1' })
}, LIMIT)

afterAll(() => {
  for (const each of [project, empty]) removeProject(each)
})

test('every program prints something, and none fails', () => {
  expect(Object.keys(plain).length).toBeGreaterThan(10)
  for (const lines of Object.values(plain)) {
    expect(lines.length).toBeGreaterThan(0)
    expect(lines.join('\n')).not.toMatch(/FAILED/)
  }
})

test('an ES module of Node', { timeout: LIMIT }, async () => {
  const file = join(project, 'run.mjs')
  await bundled(file, 'esm', (stem) => ({ path: `./dist/${stem}.js`, external: true }))
  expect(run(file)).toEqual(plain)
})

test('CommonJS of Node', { timeout: LIMIT }, async () => {
  const file = join(project, 'run.cjs')
  await bundled(file, 'cjs', (stem) => ({ path: `./dist/${stem}.cjs`, external: true }))
  expect(run(file)).toEqual(plain)
})

test('a bundle of esbuild with the run time in it, the code beside it', { timeout: LIMIT }, async () => {
  const file = join(project, 'bundled', 'run.mjs')
  await bundled(file, 'esm', (stem) => ({ path: join(project, 'dist', `${stem}.js`), external: false }))
  for (const each of readdirSync(join(project, 'dist')).filter((name) => name.endsWith('.wasm')))
    copyFileSync(join(project, 'dist', each), join(project, 'bundled', each))
  expect(run(file)).toEqual(plain)
})

test('single files in an empty folder', { timeout: LIMIT }, async () => {
  writeFileSync(join(empty, 'package.json'), '{ "type": "module" }')
  const file = join(empty, 'run.js')
  await bundled(file, 'esm', (stem) => ({ path: `./${stem}.js`, external: true }))
  expect(run(file)).toEqual(plain)
})
