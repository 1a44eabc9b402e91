/** The packed tarball, installed into an empty project and used as its users use it: TypeScript, ES modules, CommonJS. */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, transform } from 'esbuild'
import { publint } from 'publint'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { requireBuild, root } from '../built.ts'
import { removeProject } from '../plugin/project.ts'

/**
 * Bytes of the files. What joins the modules of a class's members takes 7 kB of the library, Maps and Sets of instances 2.6, those in
 * results 0.6, dictionaries of instances 1.4, what keeps classes for other code 1.2,
 * functions of a module in fields 0.6 (1.1 with what opens modules).
 */
const BUDGETS = { index: 192_300, runtime: 121_700 }
/** Of the text that Node reads at a start from the cache, without the blanks at its end, and of the rest of the library. */
const SPLIT_BUDGETS = { index: 95_700, late: 108_700, runtime: 92_500 }

const RUNNER_BUDGET = 6_000
const PARTS = [
  'compiler-late.cjs',
  'compiler.cjs',
  'compiler.js',
  'index.cjs',
  'index.js',
  'late.cjs',
  'runtime-late.cjs',
  'runtime.cjs',
  'runtime.js',
]

let project = ''

function run(command: string, args: readonly string[], cwd: string, more: Readonly<Record<string, string>> = {}): string {
  const env = { ...process.env, NODE_OPTIONS: '', VITEST: undefined, ...more }
  return String(execFileSync(command, args, { cwd, env, encoding: 'utf8', stdio: 'pipe', shell: process.platform === 'win32' })).trim()
}
const node = (args: readonly string[]) => run(process.execPath, args, project)

beforeAll(() => {
  requireBuild()
  project = mkdtempSync(join(tmpdir(), 'taipan-package-'))
  // dist/ is fresh: the `prepack` script would only build it again.
  const packed = JSON.parse(run('npm', ['pack', '--json', '--ignore-scripts', '--loglevel=error', '--pack-destination', project], root))
  cpSync(join(import.meta.dirname, 'fixtures'), project, { recursive: true })
  writeFileSync(join(project, 'package.json'), '{ "name": "empty", "private": true, "type": "module" }')
  // There are no dependencies, so nothing is fetched.
  run('npm', ['install', '--offline', '--no-audit', '--no-fund', '--loglevel=error', `./${packed[0].filename}`], project)
})
afterAll(() => removeProject(project))

test('holds what it should, and brings nothing along', () => {
  const installed = readdirSync(join(project, 'node_modules')).filter((name) => !name.startsWith('.'))
  expect(installed).toEqual(['taipan'])
  const names = readdirSync(join(project, 'node_modules', 'taipan')).sort()
  expect(names).toEqual(['LICENSE', 'README.md', 'dist', 'package.json'])
  // V8's code is of one version of V8, and made where it is used.
  expect(readdirSync(join(project, 'node_modules', 'taipan', 'dist', 'node')).sort()).toEqual(PARTS)
})

test('ES modules', () => expect(node(['use.mjs'])).toBe('11 70n 3'))

test('CommonJS', () => expect(node(['use.cjs'])).toBe('11 70n 3'))

test('type-checks under strict TypeScript', () => {
  const tsc = join(root, 'node_modules', 'typescript', 'lib', 'tsc.js')
  expect(node([tsc, '-p', 'tsconfig.json'])).toBe('')
})

test('runs as TypeScript prints it', () => {
  const tsc = join(root, 'node_modules', 'typescript', 'lib', 'tsc.js')
  node([tsc, '-p', 'tsconfig.json', '--noEmit', 'false', '--outDir', 'out'])
  expect(node(['out/use.js'])).toBe('11 70n 3')
})

test('the section of the README about ahead of time', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  const section = readme.slice(readme.indexOf('### Ahead of time'))
  const source = /```ts\n([\s\S]*?)```/.exec(section)![1]!
  const commands = [.../^npx taipan (.*?) +#/gm[Symbol.matchAll](section)].map((match) => match[1]!.split(' '))
  expect(commands).toHaveLength(2)
  mkdirSync(join(project, 'src'), { recursive: true })
  writeFileSync(join(project, 'src', 'kernels.ts'), source)
  const use = "import { dot } from './dist/kernels.js'\nconsole.log(dot(new Float64Array([1, 2]), new Float64Array([3, 4])))"
  writeFileSync(join(project, 'use-built.mjs'), use)
  for (const command of commands) {
    rmSync(join(project, 'dist'), { recursive: true, force: true })
    node(['node_modules/taipan/dist/cli.js', ...command])
    expect(node(['use-built.mjs'])).toBe('11')
  }
})

/** The n-th block of TypeScript in a section, without types. */
async function block(heading: string, index: number): Promise<string> {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  const begin = readme.indexOf(heading)
  const section = readme.slice(begin, readme.indexOf('\n### ', begin + 1) >= 0 ? readme.indexOf('\n### ', begin + 1) : undefined)
  const text = [...section.matchAll(/```ts\n([\s\S]*?)```/g)][index]![1]!
  return (await transform(text, { loader: 'ts', format: 'esm', target: 'es2022' })).code
}

test('the README about a program that writes out what it has', { timeout: 120_000 }, async () => {
  rmSync(join(project, 'dist'), { recursive: true, force: true })
  writeFileSync(join(project, 'write-out.mjs'), await block('### Ahead of time', 1))
  node(['write-out.mjs'])
  writeFileSync(join(project, 'use-written.mjs'), "import { scale } from './dist/my_module.js'\nconsole.log(scale(14))")
  expect(node(['use-written.mjs'])).toBe('42')
})

test('the README about bundlers: its configuration of Vite', { timeout: 240_000 }, async () => {
  const app = join(project, 'app')
  mkdirSync(join(app, 'node_modules'), { recursive: true })
  symlinkSync(join(root, 'node_modules', 'vite'), join(app, 'node_modules', 'vite'), 'junction')
  writeFileSync(join(app, 'package.json'), '{ "name": "app", "private": true, "type": "module" }')
  writeFileSync(join(app, 'vite.config.js'), await block('### Bundlers and browsers', 0))
  writeFileSync(join(app, 'times.kernel.ts'), 'export function times(x: number, y: number): number { return x * y }\n')
  writeFileSync(
    join(app, 'main.ts'),
    "import { times } from './times.kernel.ts'\nconsole.log(times(6, 7), times.stats.specialisations[0].origin)\n",
  )
  run(process.execPath, [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--ssr', 'main.ts', '--logLevel', 'error'], app)
  expect(run(process.execPath, [join('dist', 'main.js')], app)).toBe('42 aot')
})

test('TAIPAN_DISABLE=1 prints the same', () => {
  expect(node(['--import', 'data:text/javascript,process.env.TAIPAN_DISABLE="1"', 'use.mjs'])).toBe('11 70n 3')
})

test('publint has nothing to say', async () => {
  const { messages } = await publint({ pkgDir: root, strict: true })
  expect(messages).toEqual([])
})

test('the run time is one small file each, and of no stage of the compiler', async () => {
  const dist = join(project, 'node_modules', 'taipan', 'dist')
  for (const [part, budget] of Object.entries(SPLIT_BUDGETS)) {
    const text = readFileSync(join(dist, 'node', `${part}.cjs`), 'utf8')
    expect(text.trimEnd().length).toBeLessThan(budget)
    expect(text).toMatch(/^\(function\([\w,$]*\)\{"use strict";/)
  }
  for (const [entry, budget] of Object.entries(BUDGETS)) {
    const text = readFileSync(join(dist, `${entry}.js`), 'utf8')
    expect(text.length).toBeLessThan(budget)
    expect(text).not.toMatch(/\b(?:from|import)\s*\(?["']\./)
    expect(readFileSync(join(dist, 'node', `${entry}.js`), 'utf8').length).toBeLessThan(RUNNER_BUDGET)
    // What the bundle is made of, from the sources themselves: names are gone from it.
    const { metafile } = await build({
      ...{ entryPoints: [join(root, 'src', `${entry}.ts`)], bundle: true, write: false, metafile: true },
      ...{ format: 'esm', external: ['node:*'], logLevel: 'silent', absWorkingDir: root },
    })
    const layers = new Set(Object.keys(metafile.inputs).map((path) => path.split('/')[1]))
    expect([...layers].sort()).toEqual(
      [...(entry === 'index' ? ['cache', 'prepared'] : []), 'artifact', 'base', `${entry}.ts`, 'runtime'].sort(),
    )
  }
})

test('a program whose kernels are in the cache needs no compiler', () => {
  const dist = join(project, 'node_modules', 'taipan', 'dist')
  const compilers = [join(dist, 'compiler.js'), join(dist, 'node', 'compiler.cjs'), join(dist, 'node', 'compiler.js')]
  const env = { TAIPAN_CACHE: 'on', TAIPAN_CACHE_DIR: join(project, 'cache') }
  const program = "import { jit } from 'taipan'; console.log(jit((x) => Math.sqrt(x) + 1)(16))"
  const start = () => run(process.execPath, ['--input-type=module', '-e', program], project, env)
  expect(start()).toBe('5')
  for (const compiler of compilers) renameSync(compiler, `${compiler}.away`)
  rmSync(join(dist, 'node', 'prepared'), { recursive: true, force: true })
  try {
    expect(start()).toBe('5')
    rmSync(env.TAIPAN_CACHE_DIR, { recursive: true, force: true })
    expect(start).toThrow('compiler')
  } finally {
    for (const compiler of compilers) renameSync(`${compiler}.away`, compiler)
  }
})
