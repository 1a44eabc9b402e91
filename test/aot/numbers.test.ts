/** Output that holds its own little run time must behave as what imports the whole one, to the last message. */
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

const PLAIN = `import type { float32, int32, int64, uint32, uint64 } from 'taipan'
export function double(x: number): number { return x * 2 }
export function less(a: int64, b: int64): boolean { return a < b }
export function high(x: int32): uint32 { return x >>> 0 }
export function wide(x: uint64): uint64 { return x + 1n }
export function small(x: float32, flip: boolean): number { return flip ? -x : x }
export function nothing(x: int32): void { if (x > 3) throw new RangeError('more than three') }
export function times(a: int64, b: int64): int64 { return a * b }
export function five(a: int32, b: int32, c: int32, d: int32, e: int32): int32 { return a - b + c - d + e }
export function none(): number { return 42 }
export function caught(x: int32): int32 {
  try { if (x > 1) throw new TypeError('the value ' + x + ' is too large'); return x } catch (error) { if (x > 9) throw error; return -x }
}
export function spoken(x: number): number { return String(x).length }
/** @signature int32(int32)
 *  @signature int64(int64) */
export function same(x) { return x }
export function deep(n: int32): int32 { return n === 0 ? 0 : 1 + deep(n - 1) * 1 }
export function letter(at: int32): number { return 'abcdef€'.charCodeAt(at) }
export const answer = 42
`
const HEAP = `class Node {
  value: number
  next: Node | null
  constructor(value: number, next: Node | null) { this.value = value; this.next = next }
}
export function chain(length: number): number {
  let head: Node | null = null
  for (let i = 0; i < length; i++) head = new Node(i, head)
  let sum = 0
  for (let at = head; at !== null; at = at.next) sum += at.value
  return sum
}
export function squares(n: number): number {
  const list: number[] = []
  for (let i = 0; i < n; i++) list.push(i * i)
  const kept = new Float64Array(n)
  for (let i = 0; i < n; i++) kept[i] = list[i]
  return kept[n - 1]
}
`
const CALLS = `
const attempts = {
  plain: [
    ['double', 21], ['double', '21'], ['double'], ['double', 2, 3], ['less', 1n, 2n], ['less', 1n, 2], ['high', -1], ['high', 1.5],
    ['high', -0], ['wide', 5n], ['wide', -1n], ['wide', 2n ** 64n - 1n], ['small', 0.5, true], ['small', 0.1, true], ['small', 1, 1],
    ['nothing', 1], ['nothing', 9], ['times', 2n ** 40n, 2n ** 40n], ['times', 3n, 4n], ['five', 1, 2, 3, 4, 5], ['five', 1, 2, 3, 4],
    ['none'], ['caught', 1], ['caught', 5], ['caught', 10], ['spoken', 12.5], ['letter', 1], ['letter', 6], ['letter', 7], ['letter', -1], ['same', 1], ['same', 1n], ['same', 'x'], ['deep', 10], ['deep', 10_000_000], ['deep', 10], ['high', {}], ['high', []],
  ],
  heap: [['chain', 1000], ['chain', 1_000_000], ['chain', 10], ['squares', 5], ['squares', 300_000], ['squares', 0]],
}[process.argv[2]]
const shown = (value) => JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? each + 'n' : each === undefined ? 'undefined' : each))
const one = (made, [name, ...values]) => {
  try { return shown(made[name](...values)) } catch (error) { return error.name + ': ' + error.message }
}
const made = await import('./' + process.argv[3] + '/' + process.argv[2] + '.js')
console.log(attempts.map((attempt) => shown(attempt) + ' ' + one(made, attempt)).join('\\n'))
const functions = Object.entries(made).filter(([, each]) => typeof each === 'function')
console.log(functions.map(([name, { name: own, length, stats }]) => shown([name, own, length, stats.calls, stats.specialisations.map(({ signature, origin, units }) => [signature, origin, units])])).join('\\n'))
`

let project = ''
beforeAll(() => {
  requireBuild()
  project = mkdtempSync(join(tmpdir(), 'taipan-numbers-'))
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }')
  mkdirSync(join(project, 'node_modules'))
  symlinkSync(root, join(project, 'node_modules', 'taipan'), 'junction')
  mkdirSync(join(project, 'src'))
  for (const [name, text] of Object.entries({ plain: PLAIN, heap: HEAP })) {
    const path = join(project, 'src', `${name}.ts`)
    writeFileSync(path, text)
    const outcome = compileFile(path, project)
    if (!outcome.ok) throw outcome.errors[0]!
    const variants = {
      whole: {},
      own: { numbers: numbersRuntime },
      single: { runtime: inlineRuntime(), numbers: numbersRuntime },
    }
    for (const [directory, options] of Object.entries(variants)) {
      writeFiles(outputFiles(outcome.file, { directory: join(project, directory), ...options }))
    }
  }
  writeFileSync(join(project, 'calls.js'), CALLS.replaceAll('\\\\', '\\'))
}, 120_000)
afterAll(() => rmSync(project, { recursive: true, force: true, maxRetries: 3 }))

function calls(name: string, variant: string): string {
  const env = { ...process.env, NODE_OPTIONS: '', VITEST: undefined }
  const { stdout, stderr } = spawnSync(process.execPath, ['calls.js', name, variant], { cwd: project, env, encoding: 'utf8' })
  expect(stderr).toBe('')
  return stdout
}

for (const name of ['plain', 'heap']) {
  test(`${name}: the same results, errors and statistics`, { timeout: 120_000 }, () => {
    const whole = calls(name, 'whole')
    expect(whole.split('\n').length).toBeGreaterThan(6)
    if (name === 'heap') expect(whole).toContain('{"name":"Node","kind":"class","milliseconds":0}')
    expect(calls(name, 'own')).toBe(whole)
    expect(calls(name, 'single')).toBe(whole)
  })

  test(`${name}: nothing is imported, and little is held`, () => {
    for (const variant of ['own', 'single']) {
      const text = readFileSync(join(project, variant, `${name}.js`), 'utf8')
      expect(text).not.toMatch(/^\s*import\b/m)
      expect(gzipSync(text).length).toBeLessThan(name === 'plain' ? 9_250 : 12_660)
    }
    expect(readFileSync(join(project, 'whole', `${name}.js`), 'utf8')).toContain("from 'taipan/runtime'")
  })
}
