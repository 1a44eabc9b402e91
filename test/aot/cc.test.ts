/** `CC`: what a running program writes out does what it does in the program, in a process that knows nothing of it. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { requireBuild, root } from '../built.ts'

let project = ''
beforeAll(() => {
  requireBuild()
  project = mkdtempSync(join(tmpdir(), 'taipan-cc-'))
  mkdirSync(join(project, 'node_modules'))
  symlinkSync(root, join(project, 'node_modules', 'taipan'), 'junction')
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }')
})
afterAll(() => rmSync(project, { recursive: true, force: true, maxRetries: 3 }))

function run(name: string, text: string, folder = project) {
  writeFileSync(join(folder, name), text)
  const env = { ...process.env, NODE_OPTIONS: '', VITEST: undefined, TAIPAN_CACHE: 'off' }
  const { status, stdout, stderr } = spawnSync(process.execPath, [name], { cwd: folder, env, encoding: 'utf8' })
  return { status, stdout: stdout.trim(), stderr: stderr.trim() }
}

const PROGRAM = `
import { jit, jitclass } from 'taipan'
import { CC } from 'taipan/aot'

const factor = 10n
const table = new Float64Array([1, 2, NaN, -0])
const settings = { scale: 2, weights: [0.5, 1.5] }
const helper = (x) => x * factor
class Plain {
  top = 0n
  items = new BigInt64Array(4)
  static made = 7
  constructor(first) { this.push(first) }
  push(x) { this.items[Number(this.top)] = x; this.top += 1n }
  get size() { return Number(this.top) }
  *[Symbol.iterator]() { for (let i = 0; i < this.size; i++) yield this.items[i] }
}
const Counter = jitclass({ count: 'int32' }, class Counter { count = 0; add(n) { this.count += n; return this } })
class Wide extends Counter { total() { return this.count + 0.5 } }
const JitWide = jitclass(Wide)
new JitWide().add(2).total()
function func(x) { return helper(x) + BigInt(table.length) }
const seen = jit((x) => x * settings.scale + settings.weights[1] + table[0])
seen(2)
function fill(n) { const c = new Counter(); for (let i = 0; i < n; i++) c.add(i); return c }

const cc = new CC('my_module', OPTIONS)
cc.export('func', 'int64(int64)', func)
cc.export('both', ['int32(int32)', 'float64(float64)'], (x) => x + 1)
cc.export('seen', seen).export('Buffer', Plain, { constructor: 'void(int64)', push: 'void(int64)' })
cc.export('Wide', JitWide)
cc.export('Counter', Counter)
cc.export('fill', 'Counter(int32)', fill)
const { files } = await cc.compile()
console.log(files.length)
`
const USE = `
import { func, both, seen, Buffer, Wide, Counter, fill } from './dist/my_module.js'
const b = new Buffer(5n)
b.push(6n)
const attempt = (run) => { try { return run() } catch (error) { return String(error) } }
console.log(func(4n), both(1), both(1.5), seen(2), b.size, b.top, [...b], Buffer.made, new Wide().add(3).total())
console.log(fill(5).count, fill(2) instanceof Counter, new Wide() instanceof Counter, attempt(() => func(1)))
`
const EXPECTED = `44n 2 2.5 6.5 2 2n [ 5n, 6n ] 7 3.5
10 true true TypeError: func: x must be int64, but it is 1`

test('functions and classes of a program become a module', () => {
  expect(run('program.mjs', PROGRAM.replace('OPTIONS', '{}'))).toEqual({ status: 0, stderr: '', stdout: '6' })
  expect(readdirSync(join(project, 'dist')).sort()).toEqual(
    ['cjs', 'd.cts', 'd.ts', 'js', 'wasm', 'wasm.map'].map((extension) => `my_module.${extension}`),
  )
  expect(run('use.mjs', USE)).toEqual({ status: 0, stderr: '', stdout: EXPECTED })
  const declared = readFileSync(join(project, 'dist', 'my_module.d.ts'), 'utf8')
  expect(declared).toContain('export declare function func(x: bigint): bigint;')
  expect(declared).toContain('export declare class Buffer {\n    top: bigint;\n    items: BigInt64Array;\n    constructor(first: bigint);')
})

test('as a single file, in a folder where nothing is installed; the same bytes again', () => {
  const files = ['one', 'two'].map((out) => {
    expect(run('program.mjs', PROGRAM.replace('OPTIONS', `{ singleFile: true, out: '${out}' }`))).toMatchObject({ status: 0, stdout: '2' })
    return readFileSync(join(project, out, 'my_module.js'))
  })
  expect(files[0]!.equals(files[1]!)).toBe(true)
  const empty = mkdtempSync(join(tmpdir(), 'taipan-cc-empty-'))
  mkdirSync(join(empty, 'dist'))
  writeFileSync(join(empty, 'dist', 'my_module.js'), files[0]!)
  writeFileSync(join(empty, 'package.json'), '{ "type": "module" }')
  expect(run('use.mjs', USE, empty)).toEqual({ status: 0, stderr: '', stdout: EXPECTED })
  rmSync(empty, { recursive: true, force: true, maxRetries: 3 })
})

test('what cannot be done is said in a sentence, and nothing is written', () => {
  const text = `
import { CC } from 'taipan/aot'
import { jit, jitclass } from 'taipan'
const held = new (jitclass(class Held { x = 1 }))()
const attempts = [
  (cc) => cc.export('f', (x) => x),
  (cc) => cc.export('f', 'int32(int32)', Math.max),
  (cc) => cc.export('f', 'int32(', (x) => x),
  (cc) => cc.export('f', 'int32(int32)', 5),
  (cc) => cc.export('f', 'float64()', () => held.x),
  (cc) => cc.export('f', 'float64(float64)', (x) => x.nothing()),
  (cc) => cc.export('A', class A { add(x) { return x } }),
  (cc) => cc.export('delete', 'int32(int32)', (x) => x),
  (cc) => cc,
]
for (const attempt of attempts) {
  try { await attempt(new CC('none', { out: 'none' })).compile(); console.log('no error') } catch (error) { console.log(error.name + ': ' + error.message.split('\\n')[0]) }
}`
  const { stdout, status, stderr } = run('wrong.mjs', text)
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(stdout.split('\n')).toEqual([
    "TypeError: f has no signature: write cc.export('f', 'float64(float64)', fn), or call the kernel once",
    'TypeError: f cannot be compiled: it is a function of the host, whose source cannot be seen',
    'SyntaxError: a type is expected',
    'TypeError: f is to be a function or a class, not 5',
    'TypeError: the captured variable held cannot be written into a module: it is an instance of Held',
    expect.stringContaining('TypingError'),
    "TypeError: A.add has parameters whose types are not known: call it once, or give its signature, as in cc.export('A', A, { add: 'void(float64)' })",
    'TypeError: an export cannot be named delete',
    'TypeError: none exports nothing: call export first',
  ])
  expect(readdirSync(project)).not.toContain('none')
})

test('what it refuses begins in the program, not in the library', () => {
  const program = `import { CC } from 'taipan/aot'
const cc = new CC('refused')
const tries = [() => new CC('a b'), () => cc.export('no', 'float64(float64)'), () => cc.compile(),
  () => cc.export('Point', class Point { x = 0; constructor(x) { this.x = x } }).compile()]
for (const each of tries) try { await each() } catch (error) { console.log(String(error.stack).split('\\n').slice(0, 2).join(' ')) }
`
  const { stdout } = run('refused.mjs', program)
  const lines = stdout.split('\n')
  expect(lines).toHaveLength(4)
  for (const line of lines) expect(line).toMatch(/^TypeError: .* at .*refused\.mjs:\d+:\d+\)?$/)
  expect(lines[3]).toContain('Point.constructor has parameters whose types are not known')
})

test('classes of errors are written along', () => {
  const program = `import { CC } from 'taipan/aot'
class Failure extends RangeError { constructor(message, at) { super(message); this.at = at } }
const cc = new CC('failing')
cc.export('f', 'float64(float64)', (x) => { try { if (x > 1) throw new Failure('big', x); return x } catch (e) { if (e instanceof Failure && e.at > 2) throw e; return -1 } })
await cc.compile()
`
  expect(run('failing.mjs', program).stderr).toBe('')
  const { stdout } = run(
    'fail.mjs',
    `import { f } from './dist/failing.js'\nconsole.log(f(1), f(2))\ntry { f(3) } catch (e) { console.log(e instanceof RangeError, e.constructor.name, e.message, e.at) }`,
  )
  expect(stdout).toBe('1 -1\ntrue Failure big 3')
})
