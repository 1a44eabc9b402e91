/** Vite's development server, without a browser: what it serves, what it says when a file is changed, and errors. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createServer, type HotPayload, type ViteDevServer } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { requireBuild } from '../built.ts'
import { plugin } from './bundle.ts'
import { newProject, removeProject } from './project.ts'

let project = ''
let server: ViteDevServer
const sent: HotPayload[] = []

beforeAll(async () => {
  requireBuild()
  project = newProject()
  server = await createServer({
    root: project,
    configFile: false,
    logLevel: 'silent',
    plugins: [await plugin('vite')],
    server: { middlewareMode: true, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
  })
  const { hot } = server.environments.client
  const send = hot.send.bind(hot)
  hot.send = ((payload: HotPayload) => {
    if (typeof payload === 'object') sent.push(payload)
    send(payload)
  }) as typeof hot.send
})
afterAll(async () => {
  await server.close()
  removeProject(project)
})

async function served(url: string): Promise<string> {
  return (await server.environments.client.transformRequest(url))!.code
}

/** What a watcher would report; whether the system watches files is no matter of ours. */
async function edit(file: string, change: (text: string) => string): Promise<void> {
  const path = join(project, file)
  writeFileSync(path, change(readFileSync(path, 'utf8')))
  sent.length = 0
  server.watcher.emit('change', path)
  await expect.poll(() => sent.length, { timeout: 20_000 }).toBeGreaterThan(0)
}

test('a changed file is compiled again, also when what it imports changes', async () => {
  const first = await served('/src/sums.kernel.ts')
  expect(first).toMatch(/open(?:Module|Sealed)\(/)
  expect(first).not.toContain('calls += 1')
  await edit('src/sums.kernel.ts', (text) => text.replace('calls += 1', 'calls += 2'))
  const second = await served('/src/sums.kernel.ts')
  expect(second).not.toBe(first)
  await edit('src/sizes.ts', (text) => text.replace('factor: 2', 'factor: 5'))
  expect(await served('/src/sums.kernel.ts')).not.toBe(second)
})

test('source, captures and the compiler are attached for the browser', async () => {
  const text = await served('/src/use.ts')
  expect(text).toMatch(/get LIMIT\(\) ?\{\s*return LIMIT/)
  expect(text).toContain('setCompiler')
  // The helper knows nothing of taipan, and is attached because a kernel elsewhere uses it.
  expect(await served('/src/helpers.ts')).toContain('get SCALE()')
  await edit('src/use.ts', (text) => text.replace('const LIMIT = 10', 'const LIMIT = 11'))
  expect(await served('/src/use.ts')).toContain('const LIMIT = 11')
})

test('in development compiled code brings its source map along', async () => {
  const [code] = /codeOf\(["']([\w+/=]+)["']\)/.exec(await served('/src/sums.kernel.ts'))!.slice(1)
  const [module] = [new WebAssembly.Module(Buffer.from(code!, 'base64'))]
  const [address] = WebAssembly.Module.customSections(module, 'sourceMappingURL')
  const text = Buffer.from(address!).toString('utf8')
  const map = JSON.parse(Buffer.from(text.slice(text.indexOf('base64,') + 7), 'base64').toString('utf8')) as {
    sources: string[]
    sourcesContent: string[]
  }
  expect(map.sources).toContain('src/sums.kernel.ts')
  expect(map.sourcesContent[map.sources.indexOf('src/sums.kernel.ts')]).toContain('calls +=')
})

test('source maps lead to the TypeScript', async () => {
  const result = (await server.environments.client.transformRequest('/src/use.ts'))!
  const map = result.map as { sourcesContent?: string[]; mappings: string }
  expect(map.sourcesContent?.[0]).toContain('const outer = jit((x: number, y: number) => {')
  expect(map.mappings.length).toBeGreaterThan(100)
})

test('errors have place and frame, and end when the file is mended', async () => {
  const path = join(project, 'src/wrong.kernel.ts')
  writeFileSync(path, 'export function wrong(x: number) {\n  return eval(String(x))\n}\n')
  const error = await served('/src/wrong.kernel.ts').catch((thrown: unknown) => thrown as Error & { loc?: object; frame?: string })
  expect(error).toMatchObject({ loc: { line: 2 }, frame: expect.stringContaining('eval(String(x))') })
  // Vite shows message and frame, in the terminal and over the page.
  expect((error as Error).message).toMatch(/^.*eval.*\n {2}at .*wrong\.kernel\.ts:2:10\n {2}direct_eval .*errors\.md/)
  await edit('src/wrong.kernel.ts', () => 'export function wrong(x: number) {\n  return x\n}\n').catch(() => {})
  expect(await served('/src/wrong.kernel.ts')).toMatch(/open(?:Module|Sealed)\(/)
})

test('a directive where a function cannot be compiled says why', async () => {
  writeFileSync(
    join(project, 'src/directives.ts'),
    `let state = 1
export function outer(y: number) { return [1].map((x: number) => { 'use taipan'; return x + y }) }
export function changing(x: number) { 'use taipan'; state += 1; return x + state }
export function untyped(x) { 'use taipan'; return x }
`,
  )
  const { message } = (await served('/src/directives.ts').catch((thrown: unknown) => thrown)) as Error
  expect(message).toContain('`(anonymous)` cannot be compiled where it stands: it is not a function at the top level')
  expect(message).toContain('untyped')
})
