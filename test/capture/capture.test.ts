/** Captured names in the real world: child processes that use the built package as its users do. */
import { type ExecFileSyncOptions, execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type BuildOptions, build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { requireBuild, root } from '../built.ts'

const fixtures = join(import.meta.dirname, 'fixtures')
const fixture = (name: string) => join(fixtures, name)
let folder = ''

function node(args: readonly string[], options: ExecFileSyncOptions = {}): string {
  const env = { ...process.env, NODE_OPTIONS: '', VITEST: undefined, ...options.env }
  return String(execFileSync(process.execPath, args, { encoding: 'utf8', stdio: 'pipe', ...options, env })).trim()
}

/** Bundle a fixture; what is not the user's own stays outside. */
async function bundle(entry: string, outfile: string, options: BuildOptions): Promise<string> {
  const out = join(folder, outfile)
  await build({ entryPoints: [fixture(entry)], outfile: out, bundle: true, platform: 'node', external: ['taipan'], ...options })
  return out
}

beforeAll(() => {
  requireBuild()
  // Inside the package, so that `taipan` is found there as in a project that has installed it.
  folder = mkdtempSync(join(tmpdir(), 'taipan-capture-'))
  const modules = join(folder, 'node_modules')
  mkdirSync(modules)
  symlinkSync(root, join(modules, 'taipan'), 'junction')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('plain Node', () => expect(node([fixture('main.mjs')])).toBe('all well'))

test('node --test', () => expect(node(['--test', fixture('node-test.mjs')])).toMatch(/^[#ℹ] fail 0$/m))

test('worker threads', () => expect(node([fixture('worker.mjs')])).toBe('all well'))

test('coverage', () => {
  expect(node([fixture('main.mjs')], { env: { NODE_V8_COVERAGE: join(folder, 'coverage') } })).toBe('all well')
})

test('an inspector that listens', () => expect(node(['--inspect=0', fixture('main.mjs')])).toBe('all well'))

const TSX = ['--import', pathToFileURL(join(root, 'node_modules/tsx/dist/esm/index.mjs')).href]

test('tsx', () => expect(node([...TSX, fixture('typed.ts')])).toBe('all well'))

test('what is refused is shown as it was written, not as tsx has made it', () => {
  expect(node([...TSX, fixture('refused.ts')])).toBe(
    [
      '8:22',
      '  6 | ',
      '  7 | const refused = jit((options: Options, offset: number): number => {',
      '  8 |   const made: Date = new Date(options.year, offset)',
      '    |                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^',
    ]
      .map((line) => line.trimEnd())
      .join('\n'),
  )
})

test('esbuild, an ES module', async () => {
  expect(node([await bundle('main.mjs', 'bundle.mjs', { format: 'esm' })])).toBe('all well')
})

test('esbuild, CommonJS', async () => {
  expect(node([await bundle('main.mjs', 'bundle.cjs', { format: 'cjs' })])).toBe('all well')
})

test('esbuild, minified', async () => {
  expect(node([await bundle('main.mjs', 'small.mjs', { format: 'esm', minify: true })])).toBe('all well')
})

test('esbuild, TypeScript', async () => {
  expect(node([await bundle('typed.ts', 'typed.mjs', { format: 'esm', keepNames: true })])).toBe('all well')
})

test('the run time bundled in', async () => {
  const out = await bundle('main.mjs', 'whole.mjs', { format: 'esm', external: [], nodePaths: [join(folder, 'node_modules')] })
  const message = (() => {
    try {
      return node([out])
    } catch (error) {
      return String((error as { stderr: unknown }).stderr)
    }
  })()
  expect(message).toMatch(/all well|taipan\/compiler/)
})

test('what cannot be seen', () => {
  const seen = JSON.parse(node([fixture('refused.mjs')])) as Record<string, string>
  expect(seen['this']).toMatch(/this/)
  expect(seen['native']).toMatch(/Error: .*function of the host/)
  expect(seen['bound']).toMatch(/returned 2|Error: .*(bound|of the host)/)
  expect(seen['async']).toMatch(/Error: .*async/)
})

test('--permission', () => {
  const flag = process.allowedNodeEnvironmentFlags.has('--permission') ? '--permission' : '--experimental-permission'
  const seen = JSON.parse(node([flag, '--allow-fs-read=*', '--no-warnings', fixture('permission.mjs')])) as Record<string, string>
  expect(seen['nothing']).toBe('returned 4')
  expect(seen['without']).toMatch(/Error: .*scope/)
  expect(seen['scope']).toBe('returned 6')
})
