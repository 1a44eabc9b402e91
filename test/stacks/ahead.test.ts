/** The same for code that was compiled ahead of time; and the source maps beside it. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { SourceMap, type SourceMapPayload } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { requireBuild, root } from '../built.ts'

let project = ''
let expected = ''

function node(args: readonly string[]) {
  const env = { ...process.env, NODE_OPTIONS: '', VITEST: undefined }
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: project, env, encoding: 'utf8' })
  return { stdout: stdout.trim(), stderr: stderr.trim() }
}

/** A program that makes its attempts with what a file exports; its own lines come from source maps. */
async function bundle(kernels: string, name: string): Promise<string> {
  const contents = `import { attempt } from './src/attempts.ts'\nimport * as kernels from '${kernels}'\nattempt(kernels)\n`
  await build({
    stdin: { contents, resolveDir: project, loader: 'ts', sourcefile: 'main.ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    sourcemap: 'inline',
    outfile: join(project, name),
    external: ['./dist/*', './single/*'],
  })
  return node(['--enable-source-maps', name]).stdout
}

beforeAll(async () => {
  requireBuild()
  project = mkdtempSync(join(tmpdir(), 'taipan-ahead-'))
  cpSync(join(import.meta.dirname, 'fixtures'), join(project, 'src'), { recursive: true })
  writeFileSync(join(project, 'package.json'), '{ "private": true, "type": "module" }')
  mkdirSync(join(project, 'node_modules'))
  symlinkSync(root, join(project, 'node_modules', 'taipan'), 'junction')
  for (const args of [[], ['--single-file', '--out', 'single']]) {
    expect(node([join(root, 'dist', 'cli.js'), 'build', 'src/kernels.ts', ...args]).stderr).toBe('')
  }
  expected = await bundle('./src/kernels.ts', 'plain.mjs')
  expect(expected).toContain('deep: no root of -1: helpers:3 kernels:7 kernels:13 kernels:13 kernels:13 kernels:18 attempts:18')
})
afterAll(() => rmSync(project, { recursive: true, force: true, maxRetries: 5 }))

test('an ES module with its code beside it', async () => expect(await bundle('./dist/kernels.js', 'beside.mjs')).toBe(expected))

test('CommonJS', async () => expect(await bundle('./dist/kernels.cjs', 'common.mjs')).toBe(expected))

test('a single file', async () => expect(await bundle('./single/kernels.js', 'single.mjs')).toBe(expected))

test('an error that nobody catches names the file by its path, wherever the project is', () => {
  const text = `import { roots } from './dist/kernels.js'\nroots(4)\n`
  writeFileSync(join(project, 'uncaught.mjs'), text)
  const frames = (folder: string) => `RangeError: no root of -1
    at root (${join(folder, 'src', 'helpers.ts')}:3:11)
    at roots (${join(folder, 'src', 'kernels.ts')}:7:12)
    at `
  expect(node(['uncaught.mjs']).stderr).toContain(frames(project))
  const moved = `${project} moved #1`
  renameSync(project, moved)
  try {
    expect(spawnSync(process.execPath, ['uncaught.mjs'], { cwd: moved, encoding: 'utf8' }).stderr).toContain(frames(moved))
  } finally {
    renameSync(moved, project)
  }
})

test('numbers only, where the run time is inside', () => {
  writeFileSync(
    join(project, 'src', 'numbers.ts'),
    `export function half(x: number): number {
  if (x > 8) throw new RangeError(\`\${x} is too large\`)
  return x / 2
}
`,
  )
  for (const [args, shown] of [
    [['--out', 'plain'], join(project, 'src', 'numbers.ts')],
    [['--single-file', '--out', 'plain-single'], 'numbers.ts'],
  ] as const) {
    node([join(root, 'dist', 'cli.js'), 'build', 'src/numbers.ts', ...args])
    const path = join(project, `${args.at(-1)}.mjs`)
    writeFileSync(path, `import { half } from './${args.at(-1)}/numbers.js'\nhalf(9)\n`)
    expect(node([path]).stderr).toContain(`RangeError: 9 is too large\n    at half (${shown}:2:20)\n    at file:`)
  }
})

test('the map of the code', () => {
  const wasm = readFileSync(join(project, 'dist', 'kernels.wasm'))
  const [address] = WebAssembly.Module.customSections(new WebAssembly.Module(wasm), 'sourceMappingURL')
  expect(new TextDecoder().decode(address!.slice(1))).toBe('kernels.wasm.map')
  const payload = JSON.parse(readFileSync(join(project, 'dist', 'kernels.wasm.map'), 'utf8')) as SourceMapPayload
  expect(payload).toMatchObject({
    version: 3,
    file: 'kernels.wasm',
    sources: expect.arrayContaining(['../src/helpers.ts', '../src/kernels.ts']),
  })
  const source = payload.sources.indexOf('../src/helpers.ts')
  expect(payload.sourcesContent[source]).toBe(readFileSync(join(project, 'src', 'helpers.ts'), 'utf8'))
  // Each mapped byte is one of the code section.
  const map = new SourceMap(payload)
  const offsets = new Set<number>()
  for (let at = 0; at < wasm.length; at++) {
    const entry = map.findEntry(0, at)
    if ('generatedColumn' in entry) offsets.add(entry.generatedColumn)
  }
  expect(offsets.size).toBeGreaterThan(20)
  expect(Math.max(...offsets)).toBeLessThan(wasm.length)
  // The error of `root` is made by a call there.
  const throwing = [...offsets].map((at) => map.findEntry(0, at)).filter((entry) => 'originalLine' in entry && entry.originalLine === 2)
  expect(throwing.length).toBeGreaterThan(0)
})

test('code that stays JavaScript has a map of its own', () => {
  writeFileSync(
    join(project, 'src', 'walk.ts'),
    `export class Walk {
  count = 1;
  *steps(): Generator<number> {
    for (let i: number = 0; i < this.count; i++) yield i
    throw new Error('too far')
  }
}
console.log('made')
`,
  )
  node([join(root, 'dist', 'cli.js'), 'build', 'src/walk.ts'])
  for (const [name, load] of [
    ['js', `const { Walk } = await import('./dist/walk.js')`],
    ['cjs', `const { Walk } = (await import('./dist/walk.cjs')).default`],
  ] as const) {
    const path = join(project, `walk-${name}.mjs`)
    writeFileSync(path, `${load}\nfor (const step of new Walk().steps()) console.log(step)\n`)
    expect(node(['--enable-source-maps', path])).toMatchObject({
      stdout: 'made\n0',
      stderr: expect.stringMatching(/at .*steps \(.*src[\\/]walk\.ts:5:11\)/),
    })
  }
})
