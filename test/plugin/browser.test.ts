/**
 * A production build of Vite in headless Chromium, where there is one: every example, and the fixture of the plugin. The page
 * prints what Node prints when the same sources run uncompiled.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build as esbuild } from 'esbuild'
import { type PluginOption, build as vite } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { EXAMPLES } from '../../bench/examples/examples.ts'
import { findChromium, runInChromium } from '../browser/chromium.ts'
import { requireBuild, root } from '../built.ts'
import { plugin, types } from './bundle.ts'
import { newProject, removeProject } from './project.ts'

const chromium = findChromium()
const LIMIT = 240_000
let project = ''

beforeAll(() => {
  requireBuild()
  project = newProject()
})
afterAll(() => removeProject(project))

/** Examples run where they are imported. The one that builds ahead of time is Node's; its kernels are built by the plugin here. */
function entryText(): string {
  const paths = EXAMPLES.filter((example) => !example.endsWith('aot.ts')).map((example) => join(root, 'examples', example))
  const loads = [...paths, join(project, 'src', 'main.ts')].map((path) => `() => import(${JSON.stringify(path)})`)
  return `import { func } from ${JSON.stringify(join(root, 'examples', 'ring-buffer', 'buffer.ts'))}
const lines = []
console.log = (...values) => lines.push(values.map(String).join(' '))
console.log('ring buffer', func(10n))
for (const load of [${loads.join(', ')}]) {
  try {
    await load()
  } catch (error) {
    lines.push(String(error))
  }
}
await globalThis.finish(lines)
`
}

const taipan = { alias: { taipan: join(root, 'dist', 'index.js') } }

async function expectedLines(): Promise<unknown> {
  const outfile = join(project, 'plain.mjs')
  const entry = join(project, 'plain-entry.js')
  writeFileSync(entry, `globalThis.finish = (lines) => process.stdout.write(JSON.stringify(lines))\n${entryText()}`)
  await esbuild({
    entryPoints: [entry],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    keepNames: true,
    logLevel: 'error',
    target: 'es2022',
    ...taipan,
  })
  const env = { ...process.env, NODE_OPTIONS: '', VITEST: undefined, TAIPAN_DISABLE: '1' }
  return JSON.parse(execFileSync(process.execPath, [outfile], { env, encoding: 'utf8' }))
}

/** `kernels`: files that are compiled ahead of time; all others are while the page runs. */
async function pageScript(kernels: RegExp, more: readonly PluginOption[] = []): Promise<string> {
  const entry = join(project, 'page-entry.js')
  writeFileSync(entry, `globalThis.finish = (lines) => fetch('/result', { method: 'POST', body: JSON.stringify(lines) })\n${entryText()}`)
  await vite({
    root: project,
    configFile: false,
    logLevel: 'silent',
    plugins: [await plugin('vite', { root: join(root, 'examples'), kernels }), ...more],
    resolve: {
      alias: [
        { find: /^taipan$/, replacement: taipan.alias.taipan },
        { find: /^taipan\/(.*)$/, replacement: join(root, 'dist', '$1.js') },
      ],
    },
    build: {
      outDir: 'out-page',
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: { input: entry, output: { entryFileNames: 'page.js', codeSplitting: false } },
    },
  })
  return readFileSync(join(project, 'out-page', 'page.js'), 'utf8')
}

let expected: readonly string[] = []

async function check(script: string): Promise<void> {
  expected = expected.length > 0 ? expected : ((await expectedLines()) as string[])
  const found = (await runInChromium(chromium!, script, LIMIT)) as string[]
  const withoutPromises = (lines: readonly string[]) => lines.map((line) => line.replace(/,"promises":.*/, ''))
  expect(withoutPromises(found)).toEqual(withoutPromises(expected))
  expect(found.length).toBeGreaterThan(EXAMPLES.length)
}

test.skipIf(chromium === undefined)(
  'the page prints what Node prints, compiled while it runs',
  async () => {
    // Vite leaves decorators as they are.
    const script = await pageScript(/^(?!.*[\\/]examples[\\/]).*\.kernel\.ts$|ring-buffer.buffer\.ts$/, [{ ...types, enforce: 'pre' }])
    await check(script)
    // It was minified: variables have lost their names.
    expect(script).toContain('get settings()')
    expect(script).not.toMatch(/\b(?:const|let|var) settings\b/)
  },
  LIMIT + 60_000,
)

test.skipIf(chromium === undefined)(
  'the page prints what Node prints, the kernels compiled ahead of time by Vite with the plugin alone',
  async () => check(await pageScript(/(?:\.kernel|ring-buffer.buffer)\.ts$/)),
  LIMIT + 60_000,
)
