/** The packed tarball, installed into an empty project and used as its users use it: TypeScript, ES modules, CommonJS. */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { publint } from 'publint'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { requireBuild, root } from '../built.ts'

/** Characters, not minified, comments included. */
const RUNTIME_BUDGET = 230_000

let project = ''

function run(command: string, args: readonly string[], cwd: string): string {
  const env = { ...process.env, NODE_OPTIONS: '', VITEST: undefined }
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
afterAll(() => rmSync(project, { recursive: true, force: true }))

test('holds what it should, and brings nothing along', () => {
  const installed = readdirSync(join(project, 'node_modules')).filter((name) => !name.startsWith('.'))
  expect(installed).toEqual(['taipan'])
  const names = readdirSync(join(project, 'node_modules', 'taipan')).sort()
  expect(names).toEqual(['LICENSE', 'README.md', 'dist', 'package.json'])
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

test('TAIPAN_DISABLE=1 prints the same', () => {
  expect(node(['--import', 'data:text/javascript,process.env.TAIPAN_DISABLE="1"', 'use.mjs'])).toBe('11 70n 3')
})

test('publint has nothing to say', async () => {
  const { messages } = await publint({ pkgDir: root, strict: true })
  expect(messages).toEqual([])
})

/** Files that importing a file of dist/ reads. */
function graph(dist: string, file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  for (const [, name] of readFileSync(join(dist, file), 'utf8').matchAll(/^(?:import|export|\} from).*?["']\.\/([^"']+)["'];?$/gm))
    graph(dist, name!, seen)
  return seen
}

test('the run time is small and reads no compiler', () => {
  const dist = join(project, 'node_modules', 'taipan', 'dist')
  for (const entry of ['index.js', 'runtime.js']) {
    const files = graph(dist, entry)
    const text = [...files].map((file) => readFileSync(join(dist, file), 'utf8')).join('\n')
    expect(files).not.toContain('compiler.js')
    expect(text).not.toMatch(/src\/(syntax|build|infer|opt|emit)\//)
    expect(text.length).toBeLessThan(RUNTIME_BUDGET)
  }
})
