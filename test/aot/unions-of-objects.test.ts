/** Objects of several kinds, told apart by a property: as parameters, results, elements of lists. */
import { expect, describe as suite, test } from 'vitest'
import { type Case, check } from './as-javascript.ts'
import { compileText } from './load.ts'

const OBJECTS = ['{ kind: "circle", r: 2 }', '{ kind: "rect", w: 1, h: 3 }', '{ kind: "tri", a: 3, b: 4, c: 5 }', '{ kind: "dot" }']

const CASES: readonly Case[] = [
  {
    name: 'shapes, commands and outcomes',
    files: {
      'a.ts': `
export type Shape = { kind: 'circle'; r: number } | { kind: 'rect'; w: number; h: number } | { kind: 'tri'; a: number; b: number; c: number } | { kind: 'line'; len: number } | { kind: 'dot' }
export function area(s: Shape): number { switch (s.kind) { case 'circle': return Math.PI * s.r ** 2; case 'rect': return s.w * s.h; case 'tri': { const p = (s.a + s.b + s.c) / 2; return Math.sqrt(p * (p - s.a) * (p - s.b) * (p - s.c)) } default: return 0 } }
export function grow(s: Shape, by: number): Shape { if (s.kind === 'circle') s.r += by; else if (s.kind === 'rect') { s.w += by; s.h += by } return s }
export function bigger(a: Shape, b: Shape): Shape { return area(a) >= area(b) ? a : b }
export function scaled(s: Shape, k: number): Shape { switch (s.kind) { case 'circle': return { kind: 'circle', r: s.r * k }; case 'rect': return { kind: 'rect', w: s.w * k, h: s.h * k }; default: return s } }
export function all(ss: Shape[]): Shape[] { return ss.filter((s) => area(s) > 1).map((s) => scaled(s, 2)) }
export const names = (s: Shape): string => ('r' in s ? 'round' : 'w' in s ? 'boxy' : 'other')
export class Scene { #shapes: Shape[] = []; add(s: Shape): number { return this.#shapes.push({ ...s }) } total(): number { return this.#shapes.reduce((t, s) => t + area(s), 0) } }
export type Cmd = { op: 'add'; value: number } | { op: 'say'; text: string }
export function run(c: Cmd): string { return c.op === 'say' ? c.text.toUpperCase() : String(c.value + 1) }
export function parse(s: string): Cmd | null { if (s === '') return null; const n = Number(s); return Number.isNaN(n) ? { op: 'say', text: s } : { op: 'add', value: n } }
export type V = { t: 'n'; v: number } | { t: 's'; v: string }
export function show(v: V): string { return v.t === 'n' ? v.v.toFixed(2) : v.v }
export function outcome(x: number): { ok: true; value: number } | { ok: false; error: string } { return x > 0 ? { ok: true, value: x } : { ok: false, error: 'negative' } }
export function perhaps(x: number): { a: number; b?: number } { return x > 0 ? { a: 1, b: 2 } : { a: 1 } }
export function pair(a: Shape, b: Shape): number { return (a.kind === 'circle' ? a.r : 1) + (b.kind === 'rect' ? b.w : 1) }
`,
    },
    calls: [
      ...OBJECTS.flatMap((s) =>
        [
          'm.area(s)',
          'm.scaled(s, 3)',
          'm.scaled(s, 3) === s',
          'm.names(s)',
          'm.bigger(s, { kind: "rect", w: 1, h: 3 }) === s',
          'm.grow(s, 1) === s',
          'm.grow(s, 1)',
        ].map((call) => `((s) => ${call})(${s})`),
      ),
      `m.all([${OBJECTS.join(', ')}])`,
      'm.area({ kind: "circle" })',
      'm.area({ kind: "nope" })',
      '(() => { const s = new m.Scene(); s.add({ kind: "circle", r: 2 }); s.add({ kind: "rect", w: 1, h: 3 }); return s.total() })()',
      'm.run({ op: "add", value: 1 })',
      'm.run({ op: "say", text: "x" })',
      'm.parse("")',
      'm.parse("4")',
      'm.parse("hi")',
      'm.show({ t: "n", v: 1 })',
      'm.show({ t: "s", v: "q" })',
      'm.outcome(1)',
      'm.outcome(-1)',
      'm.perhaps(1)',
      'm.perhaps(-1)',
      'm.pair({ kind: "circle", r: 2 }, { kind: "rect", w: 1, h: 3 })',
      'm.pair({ kind: "dot" }, { kind: "line", len: 3 })',
    ],
  },
]

suite('objects of several kinds', () => {
  for (const each of CASES) test(each.name, () => check(each))
})

test('what is wrong with the objects themselves is said of each kind', () => {
  const text = `type S = { kind: 'a'; x: number } | { kind: 'b'; y: number }
    export function f(s: S): number { return s.kind === 'a' ? s.x : s.z }`
  const outcome = compileText('src/a.ts', { 'src/a.ts': text })
  expect(outcome.ok ? [] : outcome.errors.map(({ code }) => code)).toContain('no_property')
})

/** One member puts objects there with and without what is optional, and is compiled apart from the others. */
test('which properties objects have that a field keeps is not asked where some may lack one', () => {
  const members = ['keys.map((k) => ({ ...k }))', 'keys.filter((k) => "ease" in k)', 'keys.map((k) => Object.keys(k).length)']
  const codes = members.map((asked) => {
    const text = `export interface Key { at: number; ease?: string }
      export class Track {
        keys: Key[] = []
        add(at: number, ease?: string): this { this.keys.push(ease === undefined ? { at } : { at, ease }); return this }
        asked() { return this.${asked} }
      }`
    const outcome = compileText('src/a.ts', { 'src/a.ts': text })
    return outcome.ok ? [] : outcome.errors.map(({ code }) => code)
  })
  expect(codes).toEqual([['object_spread'], ['unsupported_operator'], ['object_fields']])
})
