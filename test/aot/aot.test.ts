/** `taipan build` of the built package, on files in a temporary project; the output runs in every way that users run it. */
import { spawnSync } from 'node:child_process'
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { requireBuild, root } from '../built.ts'
import { removeProject } from '../plugin/project.ts'

let project = ''

function node(args: readonly string[], cwd = project) {
  const env = { ...process.env, NODE_OPTIONS: '', VITEST: undefined }
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, env, encoding: 'utf8' })
  return { status, stdout: stdout.trim(), stderr: stderr.trim() }
}
const taipan = (args: readonly string[], cwd = project) => node([join(root, 'dist', 'cli.js'), ...args], cwd)

function newProject(type: 'module' | 'commonjs'): string {
  const folder = mkdtempSync(join(tmpdir(), 'taipan-aot-'))
  cpSync(join(import.meta.dirname, 'fixtures'), folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'empty', private: true, type }))
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(root, join(folder, 'node_modules', 'taipan'), 'junction')
  return folder
}

/** use.ts as JavaScript that imports from `from`. */
async function bundle(folder: string, from: 'src' | 'dist', external: boolean, format: 'esm' | 'cjs' | 'iife', out: string): Promise<void> {
  const path = join(folder, 'use.ts')
  const contents = readFileSync(path, 'utf8').replace('./dist/kernels.js', from === 'src' ? './src/kernels.ts' : './dist/kernels.js')
  await build({
    stdin: { contents, resolveDir: folder, loader: 'ts', sourcefile: path },
    bundle: true,
    format,
    platform: 'node',
    outfile: join(folder, out),
    logLevel: 'error',
    external: external ? ['./dist/*'] : [],
  })
}

let expected = ''
beforeAll(async () => {
  requireBuild()
  project = newProject('module')
  const built = taipan(['build', 'src/kernels.ts'])
  expect(built).toMatchObject({ status: 0, stderr: '' })
  await bundle(project, 'src', false, 'esm', 'plain.mjs')
  expected = node(['plain.mjs']).stdout
  expect(expected).toContain(
    '[64,3.5,3,"2432902008176640000n",2,2.5,7,15,5,{"x":0.5,"y":1},null,1,10,[1,2,3],"dot",1,"RangeError: no root of -4"',
  )
})
afterAll(() => removeProject(project))

/** The plain source does not check its arguments: the last two results are the promises of the annotations. */
function expectSame(output: string): void {
  const checked = '"TypeError: factorial: n must be int64, but it is 1","RangeError: prime: index must be int32'
  expect(output).toContain(checked)
  expect(output.slice(0, output.indexOf(checked))).toBe(expected.slice(0, output.indexOf(checked)))
}

test('an ES module of Node', async () => {
  await bundle(project, 'dist', true, 'esm', 'use.mjs')
  expectSame(node(['use.mjs']).stdout)
})

test('CommonJS of Node', async () => {
  await bundle(project, 'dist', true, 'cjs', 'use.cjs')
  const path = join(project, 'use.cjs')
  writeFileSync(path, readFileSync(path, 'utf8').replace('./dist/kernels.js', './dist/kernels.cjs'))
  expectSame(node(['use.cjs']).stdout)
})

test('a bundle of esbuild, the code beside it', async () => {
  await bundle(project, 'dist', false, 'esm', 'bundled/use.mjs')
  copyFileSync(join(project, 'dist', 'kernels.wasm'), join(project, 'bundled', 'kernels.wasm'))
  expectSame(node(['bundled/use.mjs']).stdout)
})

test('a single file needs nothing: it runs in an empty folder, and as part of a script', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'taipan-empty-'))
  const built = newProject('module')
  expect(taipan(['build', 'src/kernels.ts', '--single-file'], built)).toMatchObject({ status: 0, stderr: '' })
  expect(readdirSync(join(built, 'dist')).sort()).toEqual(['kernels.d.ts', 'kernels.js'])
  mkdirSync(join(folder, 'dist'))
  copyFileSync(join(built, 'dist', 'kernels.js'), join(folder, 'dist', 'kernels.js'))
  copyFileSync(join(project, 'use.ts'), join(folder, 'use.ts'))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  await bundle(folder, 'dist', true, 'esm', 'use.mjs')
  expectSame(node(['use.mjs'], folder).stdout)
  await bundle(folder, 'dist', false, 'iife', 'script.cjs')
  expectSame(node(['script.cjs'], folder).stdout)
  for (const each of [folder, built]) removeProject(each)
})

test('the declarations say what the source says', () => {
  const tsc = join(root, 'node_modules', 'typescript', 'lib', 'tsc.js')
  const flags =
    '--noEmit --strict --target es2022 --module nodenext --skipLibCheck --allowImportingTsExtensions --types --rewriteRelativeImportExtensions'
  const { stdout, status } = node([tsc, ...flags.replace(' --types', '').split(' '), 'same-types.ts'])
  expect({ stdout, status }).toEqual({ stdout: '', status: 0 })
  const declarations = readFileSync(join(project, 'dist', 'kernels.d.ts'), 'utf8')
  expect(declarations).toContain('/** The dot product of two arrays. */\nexport declare function dot(')
  expect(declarations).toContain('/** To the right. */')
})

test('module state behaves as in the source', async () => {
  const calls =
    "import * as m from './PLACE'\nconsole.log(m.tick(), m.many(10), m.tick(), m.random(), m.random(), m.toggle(), m.toggle(), m.later(Date.now()), m.later(0), m.put(1, 2), m.put(2, 3))"
  expect(taipan(['build', 'src/state.ts']).status).toBe(0)
  const outputs = await Promise.all(
    ['src/state.ts', 'dist/state.js'].map(async (place) => {
      const outfile = join(project, 'dist', `use-${place.slice(0, 3)}.mjs`)
      const contents = calls.replace('PLACE', place)
      await build({ stdin: { contents, resolveDir: project }, bundle: true, format: 'esm', platform: 'node', outfile, logLevel: 'error' })
      return node([outfile]).stdout
    }),
  )
  expect(outputs[0]).toBe('1 11 12 19885n 24694n true false true false 2 5')
  expect(outputs[1]).toBe(outputs[0])
})

const USE_RING = `
import { Ring, Loud, drain, fill, same } from 'PLACE'
const r = new Ring(1)
for (let i = 2; i < 10; i++) r.push(i)
const out = [r.size, r.sum(), r.shift(), r.count, r.items.length, r instanceof Ring, Ring.of(1, 2).sum(), same(r) === r, drain(r), r.size]
out.push(fill(5).sum(), new Loud(3).shift(), drain(new Loud(3)), new Loud(1) instanceof Ring, r.next)
try { r.shift() } catch (error) { out.push(String(error)) }
console.log(out.join())`

test('classes cross: constructed, read, passed in, returned, extended', async () => {
  expect(taipan(['build', 'src/ring.ts'])).toMatchObject({ status: 0, stderr: '' })
  const outputs = await Promise.all(
    ['src/ring.ts', 'dist/ring.js'].map(async (place) => {
      const outfile = join(project, 'dist', `ring-${place.slice(0, 3)}.mjs`)
      const stdin = { contents: USE_RING.replace('PLACE', `./${place}`), resolveDir: project }
      await build({ stdin, bundle: true, format: 'esm', platform: 'node', outfile, logLevel: 'error' })
      return node([outfile]).stdout
    }),
  )
  expect(outputs[0]).toBe('9,45,1,10,16,true,3,true,44,0,10,30,30,true,,RangeError: empty')
  expect(outputs[1]).toBe(outputs[0])
})

test('two modules share a class, and a kernel of the running program can use it', () => {
  expect(taipan(['build', 'src/ring.ts', '-o', 'dist/a']).status).toBe(0)
  expect(taipan(['build', 'src/ring.ts', '-o', 'dist/b']).status).toBe(0)
  writeFileSync(
    join(project, 'share.mjs'),
    `import { jit } from 'taipan'
import { Ring } from './dist/a/ring.js'
import { Ring as Other, drain } from './dist/b/ring.js'
const r = new Ring(5)
r.push(6)
const size = jit((ring) => ring.size + ring.sum())
const errors = [() => drain({}), () => new Ring('5')].map((run) => { try { run() } catch (error) { return error.name } })
console.log(Ring === Other, size(r), drain(r), r.size, errors.join())`,
  )
  expect(node(['share.mjs'])).toEqual({ status: 0, stderr: '', stdout: 'true 13 11 0 TypeError,TypeError' })
})

test('enums are objects and types', () => {
  expect(taipan(['build', 'src/colors.ts']).status).toBe(0)
  const { stdout } = node(['-e', "import('./dist/colors.js').then((m) => console.log(m.name(m.Color.blue), m.Color[5], m.name(0)))"])
  expect(stdout).toBe('5 green 0')
  expect(readFileSync(join(project, 'dist', 'colors.d.ts'), 'utf8')).toContain('green = 5')
})

test('the same bytes from the same input, in another folder and process', () => {
  const other = newProject('module')
  expect(taipan(['build', join(other, 'src', 'kernels.ts'), '-o', join(other, 'dist')], tmpdir()).status).toBe(0)
  const names = readdirSync(join(project, 'dist')).filter((name) => name.startsWith('kernels'))
  const kinds = ['cjs', 'cjs.map', 'd.cts', 'd.ts', 'js', 'js.map', 'wasm', 'wasm.map']
  expect(names.sort()).toEqual(kinds.map((kind) => `kernels.${kind}`))
  for (const name of names) expect(readFileSync(join(other, 'dist', name)).equals(readFileSync(join(project, 'dist', name)))).toBe(true)
  removeProject(other)
})

test('all errors of a file at once, and nothing is written', () => {
  const { status, stderr } = taipan(['build', 'src/wrong.ts', 'src/kernels.ts', '-o', 'broken'])
  expect(status).toBe(1)
  for (const wanted of [
    /The parameter `b` of the exported function `untyped` has no type.*\n {2}at src\/wrong\.ts:4:36/,
    /`generic` is generic.*\n {2}at src\/wrong\.ts:7:24/,
    /The type `number \| bigint` cannot cross.*\n {2}at src\/wrong\.ts:10:27/,
    /cannot cross to compiled code: a value that may contain others like itself/,
    /unsupported|cannot be compiled/,
    /`\.\/geometry\.ts` has no export `nothing`.*\n {2}at src\/wrong\.ts:2:10/,
    /`\.\/absent\.ts` cannot be imported: there is no such file.*\n {2}at src\/wrong\.ts:1:10/,
  ])
    expect(stderr).toMatch(wanted)
  expect(stderr).toContain('nothing was written')
  expect(existsSync(join(project, 'broken'))).toBe(false)
})

test('what cannot be built is refused in a sentence, and nothing is overwritten', () => {
  mkdirSync(join(project, 'other'), { recursive: true })
  writeFileSync(join(project, 'other/colors.ts'), 'export const two = (x: number): number => 2 * x\n')
  const source = 'export const twice = (x = 1) => 2 * x\n'
  writeFileSync(join(project, 'other/own.js'), source)
  const attempts: readonly (readonly [string[], string])[] = [
    [['src/colors.ts', 'other/colors.ts', '-o', 'refused'], 'src/colors.ts and other/colors.ts would both become'],
    [['src', '-o', 'refused'], 'src is a folder'],
    [['other/own.js', '-o', 'other'], 'the output would take the place of other/own.js itself'],
    [['src/colors.ts', '--sngle-file', '-o', 'refused'], 'there is no option --sngle-file'],
    [['src/absent.ts', '-o', 'refused'], 'there is no file src/absent.ts'],
  ]
  for (const [given, sentence] of attempts) {
    const { status, stderr } = taipan(['build', ...given])
    expect(stderr).toContain(sentence)
    expect(status).toBe(1)
  }
  expect(existsSync(join(project, 'refused'))).toBe(false)
  expect(readFileSync(join(project, 'other/own.js'), 'utf8')).toBe(source)
})

test('--json tells tools the same', () => {
  const failed = JSON.parse(taipan(['build', 'src/wrong.ts', '--json', '-o', 'broken']).stdout)
  expect(failed.ok).toBe(false)
  expect(failed.errors[2]).toMatchObject({ code: 'aot_missing_type', file: 'src/wrong.ts', line: 4, column: 36 })
  const built = JSON.parse(taipan(['build', 'src/colors.ts', '--json', '--report', '-o', 'json']).stdout)
  expect(built).toMatchObject({ ok: true, errors: [] })
  expect(built.report[0].exports[0]).toMatchObject({ name: 'name', signature: 'float64(float64)' })
})
