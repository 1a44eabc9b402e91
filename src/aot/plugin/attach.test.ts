/** What is written into a file: the result runs like the source, and each function knows its text and its variables. */
import MagicString from 'magic-string'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { type Attached, attachedTo } from '../../runtime/attached.ts'
import { readSource } from '../source/file.ts'
import { resolveScopes } from '../source/scopes.ts'
import { writeAttachments } from './attach.ts'
import { findAttachments } from './attachments.ts'

function attach(text: string, wanted: readonly string[] = []): string {
  const file = readSource('/project/a.ts', 'a.ts', 0, text)
  const scopes = resolveScopes(file.program)
  const output = new MagicString(text)
  writeAttachments(output, file, scopes, findAttachments(file, scopes, wanted))
  return output.toString()
}

/** Runs a file; `jit` gives back its function. */
function run(text: string, wanted: readonly string[] = []): Record<string, unknown> {
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 }
  const { outputText } = ts.transpileModule(attach(text, wanted), { compilerOptions })
  const exports = {}
  const taipan = { jit: (...given: unknown[]) => given.find((each) => typeof each === 'function'), jitclass: (given: unknown) => given }
  new Function('exports', 'require', outputText)(exports, () => taipan)
  return exports
}

const of = (fn: unknown): Attached => attachedTo(fn as object)!

test('functions of all kinds, with the names that they have', () => {
  const { arrow, named, declared, early, inObject } = run(
    `import { jit } from 'taipan'
const early = jit(declared)
const k = 2
export const arrow = jit((x: number) => x * k)
export const named = jit(function twice(x: number): number { return x > k ? twice(x - 1) : k })
function declared(x: number) { return x + k }
const helper = (x: number) => x - k
const table = { first: (x: number) => x / k, second() { return 1 } }
const all = jit((x: number) => helper(x) + table.first(x))
export { declared, early, table as inObject }
export const names = [helper.name, table.first.name]
`,
  ) as Record<string, never>
  expect(of(arrow)).toMatchObject({ text: '(x        ) => x * k', place: 'a.ts:4:26', scope: { k: 2 } })
  expect(of(named).text).toMatch(/^function twice\(x +\)/)
  expect(Object.keys(of(named).scope)).toEqual(['k'])
  expect(early).toBe(declared)
  expect(of(declared)).toMatchObject({ place: 'a.ts:6:1', scope: { k: 2 } })
  expect(of((inObject as { first: unknown }).first)).toMatchObject({ text: '(x        ) => x / k', scope: { k: 2 } })
})

test('which members that stay JavaScript name their class', () => {
  const { Twin } = run(`import { jitclass } from 'taipan'
export const Twin = jitclass(class Pair {
  *both() { yield new Pair() }
  *shadowed(Pair: number) { yield Pair }
  *[Symbol.iterator]() { yield Pair.count }
  plain() { return new Pair() }
  static count = 0
})
`) as Record<string, never>
  expect(of(Twin).own).toEqual(['both', '[Symbol.iterator]'])
})

test('scopes: parameters, blocks, shadowing, closures', () => {
  const { made } = run(`import { jit } from 'taipan'
const n = 1, unused = 2
function make(n: number) {
  const m = n + 1
  if (m > 0) {
    function inner(x: number) { const unused = x; return unused + m + n + last }
    const last = 5
    return jit(inner)
  }
}
export const made = make(7)
`) as Record<string, never>
  expect({ ...of(made).scope }).toEqual({ m: 8, n: 7, last: 5 })
})

test('variables stay live, and one without a value yet throws', () => {
  const { kernel, set } = run(`import { jit } from 'taipan'
let state = 1
export const kernel = jit(() => state + later)
try { kernel() } catch {}
export function set(value: number) { state = value }
const later = 3
`) as { kernel: unknown; set: (value: number) => void }
  expect(of(kernel).scope['state']).toBe(1)
  set(5)
  expect({ ...of(kernel).scope }).toEqual({ state: 5, later: 3 })
})

test('classes: declared, expressions, decorated, with parameters that declare fields', () => {
  const found = run(`import { jitclass } from 'taipan'
const size = 4
export class Base { room = size; static make() { return new Base() } }
@jitclass
export class Point extends Base { constructor(readonly x: number) { super() } }
export const Named = jitclass(class Inner { #a = size; get a(): number { return this.#a } })
`) as Record<string, never>
  expect(of(found['Base'])).toMatchObject({ place: 'a.ts:3:8', scope: { size: 4 } })
  expect(of(found['Point']).text).toBe('class Point extends Base { x; constructor(         x        ) { super(); this.x = x; } }')
  expect(Object.keys(of(found['Named']).scope)).toEqual(['size'])
})

test('what other files want, and nothing else', () => {
  const text = `const k = 3
export const wanted = (x: number) => x * k
export const other = (x: number) => x + k
`
  const { wanted, other } = run(text, ['wanted'])
  expect(of(wanted)).toMatchObject({ scope: { k: 3 } })
  expect(of(other)).toBeUndefined()
  expect(attach(text)).toBe(text)
})

test('directives and multi-line template literals stay as they are', () => {
  const { f } = run(`'use strict'
import { jit } from 'taipan'
function g(x: number) {
  'use strict'
  return x
}
export const f = jit((x: number): string => \`a   
  \${g(x as number)}\`)
`)
  expect(of(f).text).toContain('`a   \n  ${g(x')
  expect((f as (x: number) => string)(2)).toBe('a   \n  2')
})
