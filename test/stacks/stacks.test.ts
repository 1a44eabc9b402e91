/** Stacks of errors that compiled code throws: those of plain JavaScript, line for line, which is what `TAIPAN_DISABLE` gives. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { requireBuild, root } from '../built.ts'

const fixture = (name: string) => join(import.meta.dirname, 'fixtures', name)
const TSX = ['--import', pathToFileURL(join(root, 'node_modules/tsx/dist/esm/index.mjs')).href]
let folder = ''

function node(args: readonly string[], more: Readonly<Record<string, string>> = {}) {
  const env = { ...process.env, NODE_OPTIONS: '', VITEST: undefined, TAIPAN_CACHE_DIR: join(folder, 'cache'), ...more }
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, env, encoding: 'utf8' })
  return { stdout: stdout.trim(), stderr: stderr.trim() }
}

async function bundle(entry: string, outfile: string, sourcemap: false | 'inline', minify = false): Promise<string> {
  const out = join(folder, outfile)
  await build({
    entryPoints: [fixture(entry)],
    outfile: out,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['taipan'],
    sourcemap,
    minify,
  })
  return out
}

/** Compiled, compiled and found in the cache, and not compiled. */
function expectSame(args: readonly string[], file: string): void {
  const plain = node(args, { TAIPAN_DISABLE: '1' })
  expect(plain.stderr).toBe('')
  expect(plain.stdout).toMatch(new RegExp(`deep: no root of -1:( ${file}:\\d+){6}`))
  for (const time of ['compiled', 'from the cache']) expect({ time, ...node(args) }).toEqual({ time, ...plain })
}

beforeAll(() => {
  requireBuild()
  folder = mkdtempSync(join(tmpdir(), 'taipan-stacks-'))
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(root, join(folder, 'node_modules', 'taipan'), 'junction')
})
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))

test('JavaScript, which names its own lines', async () => {
  expectSame([await bundle('jit.ts', 'plain.mjs', false)], 'plain')
})

test('TypeScript run by tsx, which has source maps', () => expectSame([...TSX, fixture('jit.ts')], '(?:helpers|kernels|attempts)'))

test('a minified bundle with a source map', async () => {
  const out = await bundle('jit.ts', 'mapped.mjs', 'inline', true)
  expectSame(['--enable-source-maps', out], '(?:helpers|kernels|attempts)')
})

test('an error that nobody catches', async () => {
  const uncaught = `import { jit } from 'taipan'
const half = (x) => {
  if (x % 2 !== 0) throw new RangeError(x + ' is odd')
  return x / 2
}
const all = jit(function all(n) {
  return half(n) + 1
})
all(4)
all(5)
`
  const path = join(folder, 'uncaught.mjs')
  writeFileSync(path, uncaught)
  const { stderr } = node([path])
  expect(stderr).toContain(`RangeError: 5 is odd
    at half (${path}:3:26)
    at all (${path}:7:10)
    at ${pathToFileURL(path).href}:10:1
`)
})

test('errors of the library itself begin where the program called it', () => {
  const path = join(folder, 'misuse.mjs')
  writeFileSync(
    path,
    `import { array, jit, jitclass, statsOf } from 'taipan'
const Point = jitclass({ x: 'float64' }, class Point {
  constructor(x) { this.x = x }
  bad() { return new Date(this.x) }
  good() { return this.x }
})
const first = jit('float64(float64[:])', (a) => a[0])
const lazy = jit((x) => new Date(x))
const lines = (call) => {
  try {
    call()
  } catch (error) {
    const [frame] = error.stack.slice(error.stack.indexOf(error.message) + error.message.length).split('\\n').slice(1)
    console.log(error.name, Object.keys(error).length, frame.replace(/^.*[\\\\/]|\\)$/g, ''))
  }
}
lines(() => jit('int46(int32)', (x) => x))
lines(() => jit('float64(float64)', (x) => new Date(x)))
lines(() => lazy(1))
lines(() => first([1]))
lines(() => first.compile('float64(nothing)'))
lines(() => first.inspect('float32(float32)'))
lines(() => new Point('a'))
lines(() => new Point(1).bad())
lines(() => Point.prototype.good.call({}))
lines(() => array(Date, 3))
lines(() => jitclass({}, 5))
lines(() => jit((f) => f(1))((x) => new Date(x)))
lines(() => jit(() => { throw new Error('mine') })())
lazy(2)
`,
  )
  const { stdout, stderr } = node([path])
  const at = (line: number, column: number) => `misuse.mjs:${line}:${column}`
  expect(stdout.split('\n')).toEqual([
    `TypeError 0 ${at(17, 13)}`,
    `TypingError 0 ${at(18, 13)}`,
    `TypingError 0 ${at(19, 13)}`,
    `TypeError 0 ${at(20, 13)}`,
    `TypeError 0 ${at(21, 19)}`,
    `TypingError 0 ${at(22, 19)}`,
    `TypingError 0 ${at(23, 13)}`,
    `TypingError 0 ${at(24, 26)}`,
    `TypeError 0 ${at(25, 34)}`,
    `TypeError 0 ${at(26, 13)}`,
    `TypeError 0 ${at(27, 13)}`,
    `TypingError 0 ${at(28, 29)}`,
    `Error 0 ${at(29, 31)}`,
  ])
  // What Node says of an error that nobody catches.
  expect(stderr).toMatch(/^file:.*misuse\.mjs:30\nlazy\(2\)\n\^\n\nTypingError: The built-in `new Date`/)
})

test('a stack that is exhausted, and errors that cross to the program and back', () => {
  const path = join(folder, 'more.mjs')
  writeFileSync(
    path,
    `import { jit } from 'taipan'
const down = jit(function down(n) {
  return n < 0 ? 0 : n + Math.sqrt(down(n + 1))
})
const inner = jit(function inner(n) {
  if (n > 0) throw new RangeError('inner')
  return n
})
const log = console.log
const outer = jit(function outer(n) {
  console.log(n)
  return n
})
const lines = (call) => {
  try {
    call()
  } catch (error) {
    const { message, stack } = error
    error.stack = 'mine'
    log(message, stack.split('\\n').slice(1).map((line) => line.replace(/^.* (?:\\()?.*[\\\\/]|\\)$/g, '')).join(' '), error.stack, Object.keys(error).length)
  }
}
lines(() => down(1))
console.log = (n) => inner(n)
lines(() => outer(1))
console.log = log
Error.stackTraceLimit = 2
lines(() => inner(1))
Error.stackTraceLimit = 0
lines(() => inner(1))
`,
  )
  const { stdout, stderr } = node([path])
  expect(stderr).toBe('')
  const [exhausted, crossing, two, none] = stdout.split('\n')
  expect(exhausted).toMatch(/^Maximum call stack size exceeded( more\.mjs:[23]:\d+){10} mine 0$/)
  expect(crossing).toMatch(/^inner more\.mjs:6:20 more\.mjs:24:22 .*more\.mjs:11:11 /)
  expect(two).toMatch(/^inner more\.mjs:6:20 more\.mjs:28:13 mine 0$/)
  expect(none).toBe('inner  mine 0')
})

test('code that has been sent elsewhere', () => {
  const path = join(folder, 'sent.mjs')
  writeFileSync(
    path,
    `import { jit } from 'taipan'
import { loadKernel } from 'taipan/runtime'
const kernel = jit(function kernel(x) {
  if (x > 1) throw new RangeError('sent')
  return x
})
kernel(1)
try {
  loadKernel(structuredClone(kernel.artifacts()))(2)
} catch (error) {
  console.log(error.stack)
}
`,
  )
  expect(node([path])).toMatchObject({ stderr: '', stdout: expect.stringContaining(`    at kernel (${path}:4:20)\n`) })
})

test('an error of a class of the program begins where the kernel made it', () => {
  writeFileSync(
    join(folder, 'own-error.mjs'),
    [
      "import { jit } from 'taipan'",
      'class Failure extends RangeError { constructor(at) { super(`at ${at}`); this.at = at } }',
      'const inner = (x) => { if (x > 1) throw new Failure(x); return x }',
      'const kernel = jit((x) => inner(x) + 1)',
      'function caller() { return kernel(2) }',
      "try { caller() } catch (error) { console.log(error.stack.split('\\n').slice(0, 4).map((line) => line.replace(/\\(.*[\\\\/]|\\)$/g, '')).join('|')) }",
    ].join('\n'),
  )
  expect(node([join(folder, 'own-error.mjs')])).toEqual({
    stdout: expect.stringMatching(
      /^RangeError: at 2\| +at inner own-error\.mjs:3:\d+\| +at .*own-error\.mjs:4:\d+\| +at caller own-error\.mjs:5:\d+$/,
    ),
    stderr: '',
  })
})
