/** Output with a third of the run time must behave as output with all of it, to the last message, and share classes with it. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { outputFiles } from '../../src/aot/build.ts'
import { compileFile } from '../../src/aot/compile/compile-file.ts'
import { inlineRuntime, numbersRuntime } from '../../src/aot/output/inline-runtime.ts'
import { writeFiles } from '../../src/aot/output/write.ts'
import { requireBuild, root } from '../built.ts'

const BUFFER = `export function func(x: bigint): bigint { return x + 1n }
export class Buffer {
  n: bigint
  readonly data: Float64Array
  start = 0n
  kind = Float64Array
  constructor(n: bigint) { this.n = n; this.data = new Float64Array(Number(n)) }
  append(x: number): void { this.data[Number(this.start % this.n)] = x; this.start++ }
  get size(): bigint { return this.start }
  set size(x: bigint) { this.start = x }
  mean(): number { let sum = 0; for (let i = 0; i < this.data.length; i++) sum += this.data[i]!; return sum / this.data.length }
  self(): Buffer { return this }
  #grow(): void { this.n *= 2n }
  grow(): Buffer { this.#grow(); return this }
  get length(): number { return this.data.length }
  name(): bigint { return this.n }
  static sized(n: bigint): Buffer { return new Buffer(n) }
}
`
const NODES = `import type { float32, int8, uint32, uint64 } from 'taipan'
export class Node {
  next: Node | null = null
  tiny: int8 = 1
  wide: uint64 = 1n
  part: float32 = 0.5
  word: uint32 = 7
  on = true
  constructor(readonly value: number) {}
  link(other: Node | null): Node | null { this.next = other; return other }
  at(index: number): Node | null { let node: Node | null = this; for (let i = 0; i < index && node; i++) node = node.next; return node }
}
export function total(first: Node | null): number { let sum = 0; for (let node = first; node; node = node.next) sum += node.value; return sum }
export function scale(v: Float64Array, by: number): Float64Array { for (let i = 0; i < v.length; i++) v[i]! *= by; return v }
export function fresh(n: number): Float64Array { if (n > 99) throw new RangeError('too many'); const v = new Float64Array(n); v[0] = 1; return v }
export function dot(a: Float64Array, b: Float64Array): number { let sum = 0; for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!; return sum }
export function part(v: Float64Array): Float64Array { return v.subarray(1, 3) }
/** @signature int32(int32)
 *  @signature int64(int64) */
export function same(x) { return x }
`
const CALLS = `
const shown = (value) => typeof value === 'bigint' ? value + 'n' : value === undefined ? 'undefined' : typeof value === 'object' && value !== null ? JSON.stringify(value, (_, each) => typeof each === 'bigint' ? each + 'n' : each) : String(value)
const attempt = (run) => { try { return shown(run()) } catch (error) { return error.name + ': ' + error.message } }
import { inspect } from 'node:util'
const m = await import('./' + process.argv[3] + '/' + process.argv[2] + '.js')
const lines = {
  buffer: () => {
    const b = new m.Buffer(4n)
    const gone = new m.Buffer(1n)
    gone[Symbol.dispose ?? Symbol.for('Symbol.dispose')]()
    return [
      () => m.func(1n), () => m.func(1), () => m.func(), () => m.func(2n ** 63n - 1n), () => { b.append(1); b.append(2.5); return b.mean() },
      () => b.append('x'), () => b.append(), () => b.append(1, 2), () => b.data, () => b.data === b.data, () => [b.n, b.start, b.size, b.length, b.name()],
      () => { b.size = 7n; return b.start }, () => { b.size = 7 }, () => { b.n = 1.5 }, () => { b.n = 2n ** 64n }, () => { b.n = 9n; return b.n }, () => { b.data = new Float64Array(2) },
      () => { b.kind = Float64Array; return b.kind.name }, () => { b.kind = Int8Array }, () => b.self() === b, () => b.grow() === b, () => b.n, () => inspect(b), () => inspect([b, { b }], { depth: 0 }),
      () => m.Buffer.sized(2n) instanceof m.Buffer, () => m.Buffer.sized(2n).data.length, () => m.Buffer.sized(2), () => new m.Buffer(0n).append(1), () => new m.Buffer(), () => new m.Buffer(1), () => m.Buffer(1n),
      () => m.Buffer.prototype.mean.call({}), () => m.Buffer.prototype.mean.call(gone), () => gone.n, () => { gone.n = 1n }, () => inspect(gone), () => gone.mean(), () => m.Buffer.prototype.n,
      () => new (class Wide extends m.Buffer {})(1n), () => { b.other = 1 }, () => Object.keys(m.Buffer.prototype), () => Object.getOwnPropertyNames(m.Buffer.prototype).sort(), () => [m.Buffer.name, m.Buffer.length, b.append.name, b.append.length],
      () => m.Buffer.from({ n: 2n, start: 1n, data: new Float64Array([1, 2]) }).mean(), () => m.Buffer.from({ n: 2n }), () => m.Buffer.from(3), () => m.Buffer.from({ n: 2, start: 1n, data: new Float64Array(2) }),
      () => m.Buffer.from({ n: 2n, start: 1n, data: [1] }), () => { const shared = b.data; return m.Buffer.from(b).data === shared }, () => { const all = []; for (let i = 0; i < 3000; i++) all.push(new m.Buffer(100n)); return all.every((each, i) => (each.append(i), each.data[0] === i)) },
    ]
  },
  nodes: () => {
    const a = new m.Node(1), b = new m.Node(2), c = new m.Node(3)
    const v = new Float64Array([1, 2, 3, 4])
    return [
      () => a.link(b) === b, () => b.link(c) === c, () => m.total(a), () => m.total(null), () => m.total(undefined), () => m.total({ value: 1 }), () => m.total(new (class Node {})()), () => a.next === b, () => a.at(2) === c, () => a.at(0) === a, () => a.at(9),
      () => a.link(null), () => a.next, () => { a.next = b; return m.total(a) }, () => { a.next = 3 }, () => { a.next = undefined }, () => { a.tiny = 127; return a.tiny }, () => { a.tiny = 128 }, () => { a.tiny = -0 }, () => { a.tiny = '1' }, () => { a.wide = 2n ** 64n - 1n; return a.wide }, () => { a.wide = -1n },
      () => { a.part = 0.25; return a.part }, () => { a.part = 0.1 }, () => { a.word = 2 ** 32 - 1; return a.word }, () => { a.word = 0.5 }, () => { a.on = false; return a.on }, () => { a.on = 0 }, () => { a.value = 4; return a.value }, () => JSON.stringify({ c: m.Node.from({ value: 1, next: null, tiny: 1, wide: 2n, part: 1, word: 1, on: true }) }, (_, x) => typeof x === 'bigint' ? String(x) : x),
      () => { const plain = { value: 1, tiny: 1, wide: 2n, part: 1, word: 1, on: true }; plain.next = plain; const n = m.Node.from(plain); return n.next === n }, () => inspect(a, { depth: 9 }),
      () => m.scale(v, 2) === v, () => v, () => m.scale([1], 2), () => m.scale(new Float32Array(1), 2), () => m.scale(v), () => m.scale(v.subarray(1), 10).length, () => v, () => m.fresh(3), () => m.fresh(100), () => m.fresh(-1), () => m.dot(v, v), () => m.dot(v.subarray(0, 2), v.subarray(1, 3)), () => m.dot(v), () => m.part(v), () => m.part(v).buffer === v.buffer,
      () => m.dot(new Float64Array(new SharedArrayBuffer(8)), v), () => m.same(1), () => m.same(1n), () => m.same('x'), () => [m.dot.name, m.dot.length, m.dot.stats.calls, m.dot.stats.bytesCopied, m.dot.stats.specialisations.map(({ signature, origin, units }) => [signature, origin, units]), m.same.stats.specialisations.length],
    ]
  },
}[process.argv[2]]()
console.log(lines.map((line) => line + ' → ' + attempt(line)).join('\\n'))
`
/** Classes of a module with all of the run time, of one with little, and of kernels of the running program are the same. */
const SHARING = `
import { jit, jitclass } from 'taipan'
const [first, second] = process.argv.slice(2)
const one = await import('./' + first + '/buffer.js')
const two = await import('./' + second + '/buffer.js')
const b = new one.Buffer(3n)
b.append(6)
const mean = jit((buffer) => buffer.mean())
const make = jit((n) => new Buffer(n))
const { Buffer } = two
const Wide = jitclass(class Wide extends Buffer { twice() { return this.mean() * 2 } })
const wide = new Wide(2n)
wide.append(5)
console.log(one.Buffer === two.Buffer, two.Buffer.prototype.mean.call(b), mean(b), mean(wide), wide.twice(), wide instanceof one.Buffer, make(2n) instanceof one.Buffer, wide.self() === wide)
`

let project = ''
beforeAll(() => {
  requireBuild()
  project = mkdtempSync(join(tmpdir(), 'taipan-sealed-'))
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }')
  mkdirSync(join(project, 'node_modules'))
  symlinkSync(root, join(project, 'node_modules', 'taipan'), 'junction')
  mkdirSync(join(project, 'src'))
  for (const [name, text] of Object.entries({ buffer: BUFFER, nodes: NODES })) {
    const path = join(project, 'src', `${name}.ts`)
    writeFileSync(path, text)
    const outcome = compileFile(path, project)
    if (!outcome.ok) throw outcome.errors[0]!
    const variants = {
      whole: { whole: true, numbers: numbersRuntime },
      own: { numbers: numbersRuntime },
      single: { runtime: inlineRuntime(), numbers: numbersRuntime },
    }
    for (const [directory, options] of Object.entries(variants)) {
      writeFiles(outputFiles(outcome.file, { directory: join(project, directory), ...options }))
    }
  }
  writeFileSync(join(project, 'calls.js'), CALLS)
  writeFileSync(join(project, 'sharing.js'), SHARING)
}, 120_000)
afterAll(() => rmSync(project, { recursive: true, force: true, maxRetries: 3 }))

function run(...args: string[]): string {
  const env = { ...process.env, NODE_OPTIONS: '', VITEST: undefined }
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: project, env, encoding: 'utf8' })
  expect(stderr).toBe('')
  return stdout
}

for (const name of ['buffer', 'nodes']) {
  test(`${name}: the same results, errors and statistics`, { timeout: 120_000 }, () => {
    const whole = run('calls.js', name, 'whole')
    expect(whole.split('\n').length).toBeGreaterThan(40)
    expect(run('calls.js', name, 'own')).toBe(whole)
    expect(run('calls.js', name, 'single')).toBe(whole)
    expect(readFileSync(join(project, 'whole', `${name}.js`), 'utf8')).toContain('openModule(')
    expect(readFileSync(join(project, 'own', `${name}.js`), 'utf8')).toContain('openSealed(')
  })

  test(`${name}: little is held`, () => {
    const text = readFileSync(join(project, 'single', `${name}.js`), 'utf8')
    expect(text).not.toMatch(/^\s*import\b/m)
    expect(gzipSync(text).length).toBeLessThan(name === 'buffer' ? 19_500 : 21_500)
  })
}

test('classes are shared, whichever module comes first, and with kernels of the program', { timeout: 120_000 }, () => {
  const pairs = ['whole', 'own', 'single'].flatMap((first) => ['whole', 'own', 'single'].map((second) => [first, second] as const))
  for (const [first, second] of pairs)
    expect([first, second, run('sharing.js', first, second)]).toEqual([first, second, 'true 2 2 2.5 5 true true true\n'])
})
