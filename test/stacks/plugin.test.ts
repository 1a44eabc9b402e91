/** The same for what bundlers compile with the plugin: in files, in functions, and by `jit` of a minified program. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build as esbuild } from 'esbuild'
import { rollup } from 'rollup'
import { build as vite } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { requireBuild, root } from '../built.ts'
import { plugin, types } from '../plugin/bundle.ts'

const MAIN = `import { jit } from 'taipan'
import { each } from './helpers.ts'
import { roots, Steps } from './all.kernel.ts'
import { embedded } from './embedded.ts'

const called = jit((n: number): number => {
  return each([n])
})

const attempts: Record<string, () => unknown> = {
  file: () => roots(2),
  plain: () => [...new Steps(1).walk()],
  embedded: () => embedded(5),
  called: () => called(7),
}
for (const [name, attempt] of Object.entries(attempts)) {
  try {
    attempt()
  } catch (error) {
    const frames = [...(error as Error).stack!.matchAll(/(?:^|[\\\\/( ])((?:[\\w]+\\.)+ts):(\\d+):\\d+\\)?$/gm)]
    console.log(\`\${name} \${(error as Error).message}: \${frames.map(([, file, line]) => \`\${file}:\${line}\`).join(' ')}\`)
  }
}
`
/** A generator stays JavaScript: its lines come from the source map of the bundle. */
const STEPS = `
export class Steps {
  count = 0
  constructor(count: number) {
    this.count = count
  }
  *walk(): Generator<number> {
    for (let i = 0; i < this.count; i++) {
      yield i
    }
    throw new Error('too far')
  }
}
`
const EMBEDDED = `export function embedded(n: number): number {
  'use taipan'
  if (n > 4) {
    throw new RangeError('no more')
  }
  return n
}
`

let project = ''
beforeAll(() => {
  requireBuild()
  project = mkdtempSync(join(tmpdir(), 'taipan-plugin-stacks-'))
  const src = join(project, 'src')
  cpSync(join(import.meta.dirname, 'fixtures'), src, { recursive: true })
  rmSync(join(src, 'jit.ts'))
  writeFileSync(join(src, 'all.kernel.ts'), `export { roots } from './kernels.ts'\n${STEPS}`)
  writeFileSync(join(src, 'embedded.ts'), EMBEDDED)
  writeFileSync(join(src, 'main.ts'), MAIN)
  writeFileSync(join(project, 'package.json'), '{ "private": true, "type": "module" }')
  mkdirSync(join(project, 'node_modules'))
  symlinkSync(root, join(project, 'node_modules', 'taipan'), 'junction')
})
afterAll(() => rmSync(project, { recursive: true, force: true, maxRetries: 5 }))

function expectLines(file: string): void {
  const env = { ...process.env, NODE_OPTIONS: '', VITEST: undefined, TAIPAN_CACHE: 'off' }
  const { stdout, stderr } = spawnSync(process.execPath, ['--enable-source-maps', file], { cwd: project, env, encoding: 'utf8' })
  expect(stderr).toBe('')
  const lines = stdout.trim().split('\n')
  expect(lines[0]).toMatch(/^file no root of -1: helpers\.ts:3 kernels\.ts:7 main\.ts:11 /)
  expect(lines[1]).toMatch(/^plain too far: all\.kernel\.ts:12 main\.ts:12 /)
  // Compiled code takes the place of the function that calls it.
  expect(lines[2]).toMatch(/^embedded no more: embedded\.ts:4 main\.ts:13 /)
  expect(lines[3]).toMatch(/^called 7 is too large: helpers\.ts:11 helpers\.ts:10 main\.ts:7 main\.ts:14 /)
}

test('esbuild', async () => {
  const outfile = join(project, 'esbuild.mjs')
  await esbuild({
    entryPoints: [join(project, 'src/main.ts')],
    absWorkingDir: project,
    outfile,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    sourcemap: 'inline',
    external: ['taipan'],
    logLevel: 'silent',
    plugins: [await plugin('esbuild')],
  })
  expectLines(outfile)
}, 180_000)

test('Rollup', async () => {
  const file = join(project, 'rollup.mjs')
  const mapped = {
    ...types,
    async transform(text: string, id: string) {
      if (!id.endsWith('.ts')) return null
      const { transform } = await import('esbuild')
      const { code, map } = await transform(text, { loader: 'ts', sourcefile: id, target: 'es2022', sourcemap: true })
      return { code, map }
    },
  }
  const made = await rollup({
    input: join(project, 'src/main.ts'),
    external: /^taipan(?:\/|$)/,
    plugins: [await plugin('rollup', { root: project }), mapped],
  })
  await made.write({ file, format: 'es', inlineDynamicImports: true, sourcemap: 'inline' })
  await made.close()
  expectLines(file)
}, 180_000)

test('Vite', async () => {
  await vite({
    root: project,
    configFile: false,
    logLevel: 'silent',
    plugins: [await plugin('vite')],
    ssr: { external: ['taipan'] },
    build: {
      ssr: join(project, 'src/main.ts'),
      outDir: 'out-vite',
      minify: false,
      sourcemap: 'inline',
      rolldownOptions: { output: { entryFileNames: 'main.mjs' } },
    },
  })
  expectLines(join(project, 'out-vite', 'main.mjs'))
}, 180_000)
