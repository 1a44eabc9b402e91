/** The `.d.ts` of the output says what `tsc` says of the source: the same types of all exports, the same text of classes. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { declarations } from '../../src/aot/output/declarations.ts'
import { compileText, ROOT } from './load.ts'

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  allowImportingTsExtensions: true,
  noEmit: true,
  skipLibCheck: true,
  types: [],
  experimentalDecorators: false,
}

/** Files on disk are read once for all programs. */
const onDisk = new Map<string, ts.SourceFile | undefined>()

/** Files in memory beside those on disk. */
function program(files: ReadonlyMap<string, string>, entry: string, options: ts.CompilerOptions): ts.Program {
  const host = ts.createCompilerHost(options)
  const { getSourceFile, fileExists, readFile } = host
  host.getSourceFile = (name, version) => {
    const text = files.get(name)
    if (text !== undefined) return ts.createSourceFile(name, text, version, true)
    if (!onDisk.has(name)) onDisk.set(name, getSourceFile(name, version))
    return onDisk.get(name)
  }
  host.fileExists = (name) => files.has(name) || fileExists(name)
  host.readFile = (name) => files.get(name) ?? readFile(name)
  return ts.createProgram([entry], options, host)
}

function emitted(path: string, text: string): string {
  const options = { ...OPTIONS, noEmit: false, declaration: true, emitDeclarationOnly: true }
  let found = ''
  program(new Map([[path, text]]), path, options).emit(undefined, (name, written) => {
    if (name === path.replace(/\.ts$/, '.d.ts')) found = written
  })
  return found
}

/** Classes by name, without comments and layout. */
function classes(text: string): Record<string, string> {
  const source = ts.createSourceFile('a.d.ts', text, ts.ScriptTarget.ES2022, true)
  const printer = ts.createPrinter({ removeComments: true })
  const found: Record<string, string> = {}
  for (const statement of source.statements) {
    if (!ts.isClassDeclaration(statement) || exportsOf(statement).length === 0) continue
    const members = statement.members
      .map((member) => printer.printNode(ts.EmitHint.Unspecified, member, source).replace(/(\w+\?: [^,;()]+?) \| undefined\b/g, '$1'))
      .sort()
    const heads = [statement.typeParameters, statement.heritageClauses].map((list) => list?.map((each) => each.getText(source)).join())
    found[statement.name!.text] = [...heads, ...members].join('\n')
  }
  return found
}

/** What differs in type between a source and its declarations, in the words of `tsc`. */
function differences(path: string, text: string): string[] {
  const outcome = compileText(path.slice(ROOT.length + 1), { [path.slice(ROOT.length + 1)]: text })
  if (!outcome.ok) throw outcome.errors[0]!
  const built = declarations(outcome.file)
  const wanted = emitted(path, text)
  expect(classes(built)).toEqual(classes(wanted))
  const folder = path.slice(0, path.lastIndexOf('/'))
  const files = new Map([
    [path, text],
    [join(folder, 'built.d.ts'), built],
    [join(folder, 'wanted.d.ts'), wanted],
  ])
  const names = ts.createSourceFile('w.d.ts', wanted, ts.ScriptTarget.ES2022, true).statements.flatMap(exportsOf)
  const lines = names.flatMap(({ name, isType, isClass }) => {
    // Classes with private members are never the same type; their texts are compared.
    if (isClass) return []
    if (isType) return [`check<Equal<wanted.${name}, built.${name}>>(true)`]
    return [`check<Equal<typeof wanted.${name}, typeof built.${name}>>(true)`]
  })
  const compare = `import type * as wanted from './wanted.js'
import type * as built from './built.js'
type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true : Names<A, B>
type Names<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false
declare function check<T extends true | false>(value: T): void
const names: Equal<keyof typeof wanted, keyof typeof built> = true
${lines.join('\n')}
export { names }`
  const entry = join(folder, 'compare.ts')
  files.set(entry, compare)
  return ts.getPreEmitDiagnostics(program(files, entry, OPTIONS)).map((diagnostic) => {
    const { line } = diagnostic.file?.getLineAndCharacterOfPosition(diagnostic.start ?? 0) ?? { line: 0 }
    return `${diagnostic.file?.text.split('\n')[line]}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n').split('\n')[0]}`
  })
}

function exportsOf(statement: ts.Statement): { name: string; isType: boolean; isClass: boolean }[] {
  if (ts.isModuleDeclaration(statement) && /^\{\s*type [^;]*;\s*\}$/.test(statement.body?.getText() ?? '')) return []
  const isExported = ts.canHaveModifiers(statement) && ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  if (!isExported) return []
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(({ name }) => ({ name: name.getText(), isType: false, isClass: false }))
  }
  if (ts.getModifiers(statement as ts.FunctionDeclaration)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)) {
    return [{ name: 'default', isType: false, isClass: ts.isClassDeclaration(statement) }]
  }
  const { name } = statement as ts.DeclarationStatement
  if (!name || ts.isEnumDeclaration(statement)) return []
  const isType = ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)
  return [{ name: name.getText(), isType, isClass: ts.isClassDeclaration(statement) }]
}

const TEXTS: Readonly<Record<string, string>> = {
  functions: `import type { int32, uint64 } from 'taipan'
    export interface Point { readonly x: number; y?: number }
    type Hidden = { p: Point; q: [a: number, b: bigint] }
    export type Mode = 'fast' | 'slow'
    export function f(a: int32, b = 2, c?: bigint, { p, q }: Hidden = { p: { x: 1 }, q: [1, 2n] }): number { return a + b + (c ? 1 : 0) + p.x + q[0] }
    export function g(x: Point | null): Point | null { return x }
    export function h(...xs: readonly number[]): boolean { return xs.length > 1 }
    export function i(x: number): number
    export function i(x: bigint): bigint
    export function i(x: number | bigint): number | bigint { return x }
    export const j = (x: uint64): uint64 => x
    export const k = function (x: Float64Array): void { x[0] = 1 }
    export function clamp(x: number, { lo = 0, hi = 1, by }: { lo?: number; hi?: number; by: number } = { by: 1 }): number { return x < lo ? lo : x > hi ? hi : x * by }
    export function deep({ a: { b = 2 } = {}, c: [d = 1] }: { a?: { b?: number }; c: [number] }): number { return b + d }
    export const SHAPES = { box: (x: number): number => x, none: 1 } as const
    export function inferred(x: number) { return [x, x * 2] }
    export function flag(x: number) { return x > 1 }
    export default function named(x: number): string { return x > 1 ? 'a' : 'b' }
    export let counter = 0
    export function count(): number { return ++counter }`,
  constants: `export const a = 1
    export const b = -2n
    export const c = 'text'
    export const d: number = 4
    export const e: Float64Array = new Float64Array(4)
    export const f = a + 1
    export let g = true
    export const h: readonly number[] = [1, 2]
    export const small: { x: number } = { x: 1 }
    const hidden = 5
    export { hidden as delete }
    export enum Level { low, high = 4 }
    export enum Name { a = 'a', 'b-c' = 'd' }
    export const enum Inline { one = 1 }
    export function level(l: Level): Level { return l }`,
  namespaces: `export namespace Shapes {
      export const sides = 4
      export let count = 1
      export type Side = number
      export interface Box { readonly side: Side }
      const hidden = 3
      export function area(side: Side, box?: Box): number { count++; return side * hidden + (box ? box.side : 0) }
      export class Square { constructor(readonly side: number) {} area(): number { return this.side * sides } }
      export namespace Inner { export const twice = (x: number): number => 2 * x; export enum Kind { small, large } }
    }
    namespace Hidden { export type M = number; export interface Deep { m: M }; export class Ring<T = number> { items: T[] = []; constructor(readonly n: T) {} } }
    export function hidden(x: Hidden.M, deep: Hidden.Deep): number { return x + deep.m }
    export const square = new Shapes.Square(2)
    export const ring = new Hidden.Ring<number>(2)
    export const hiddenDeep: Hidden.Deep = { m: 2 }
    export namespace OnlyTypes { export type N = number }
    export function use(box: Shapes.Box, x: OnlyTypes.N, square: Shapes.Square): Shapes.Side { return box.side + x + square.side }`,
  names: `import type { int32 as whole } from 'taipan'
    interface Point { z: whole }
    export namespace A { export type T = number; export interface Point { x: T }; export class Vec { constructor(readonly x: T) {} } export function len(v: Vec, p: Point): T { return v.x + p.x } }
    export namespace B { export type T = bigint; export interface Point { y: T }; export class Vec { constructor(readonly x: T) {} } export const c = (v: Vec, p: Point): T => v.x + p.y }
    class Vec { constructor(readonly z: boolean) {} }
    export function f(p: Point, a: A.Point, b: B.Point, v: Vec): whole { return p.z + a.x + Number(b.y) + (v.z ? 1 : 0) }`,
  consts: `const LEVELS = [1, 2, 3] as const
    export type Level = (typeof LEVELS)[number]
    export const Mode = { fast: 0, slow: -1 } as const
    export type Mode = (typeof Mode)[keyof typeof Mode]
    export const DIRS = [[0, -1], [1, 0]] as const
    export const conf = { name: 'a', deep: { list: [1, 2n], on: true } } as const satisfies object
    export const unit = { lo: 0, hi: 1 } satisfies { lo: number; hi: number }
    export const wide = [1, 2] as readonly number[]
    export const ops = { add: (a: number, b: number): number => a + b, twice(x: number): number { return x * 2 }, n: 1 }
    export class Vec { constructor(readonly x: number) {} }
    export const origin = new Vec(0)
    interface P { x: number; y: number; tag?: bigint }
    export function level(l: Level, m: Mode, c: typeof conf.deep.on): number { return l + m + (c ? 1 : 0) }
    export function generic<T extends Float32Array | Float64Array>(a: T, level?: Level): T { return a }
    export function pick(x: P['x'], y: Pick<P, 'y'>, r: Record<'a' | 'b', number>): number { return x + y.y + r.a }`,
  errors: `export class BadInput extends RangeError {
      #n = 1
      constructor(readonly code: number, readonly why: string = 'bad') { super('bad ' + code); this.name = 'BadInput' }
      get twice(): number { return this.code * 2 + this.#n }
    }
    export class Worse extends BadInput { level: number = 3 }
    export enum Level { low, high }
    export { Worse as default, Level as Height }
    export function* checks(xs: number[]): Generator<number> { for (const x of xs) if (x < 0) throw new BadInput(x) }`,
  held: `export class P { constructor(public x: number) {} }
    function a(x: number, y?: P): number { return x }
    const k: number = 3
    export const ps = [new P(1), new P(2)]
    export const by = { p: new P(1), deep: { list: [new P(2)] }, k }
    export const api = { a, twice: (x: number): number => 2 * x, text: 'b' }
    export default { a, n: 1 }`,
  plain: `export function* steps(n: number, from = 1, on = true): Generator<number, boolean> { for (let i = from; i < n; i++) yield i; return on }
    export const later = async <T>(x: T, by?: bigint): Promise<T> => x
    export async function* both(...xs: number[]): AsyncGenerator<number> { yield* xs }
    function times(k: number) { return (x: number): number => x * k }
    export const twice = times(2)
    export function again(x: number): number { return twice(x) }
    type Unary = (x: number) => number
    export const square: Unary = (x) => x * x
    export const add: (a: bigint, b: bigint) => bigint = function (a, b) { return a + b }
    export const less: (a: number, b: number, c?: number) => boolean = (a) => a > 1
    export { again as once, again as delete }`,
  classes: `export abstract class Shape {
      static readonly SIDES = 4
      static readonly ALL = [1, 2]
      static NAMES = { first: 'a', deep: [true] }
      static count = 0
      protected readonly name = 1
      abstract area(): number
      scaled(by = 2): number { return this.area() * by }
    }
    export class Square extends Shape {
      private secret = 1
      #hidden = 2
      optional?: number
      constructor(readonly side: number, private readonly other = 1, public third?: bigint) { super() }
      area(): number { return this.side * this.side + this.secret + this.other + this.#hidden }
      get double(): number { return this.side * 2 }
      set double(x: number) { this.secret = x }
      static of(x: number): Square { return new Square(x) }
      private help(x: number): number { return x }
      chain(): this { return this }
      use(): number { return this.help(2) }
    }
    class Inner { constructor(public x: number) {} }
    export class Box<T extends number = number> { items: T[] = []; add(x: T): void { this.items.push(x) } }
    export class Mixer { sum<T extends number[] | Float64Array>(list: T): number { return list[0]! } }
    export function make(x: number): Inner { return new Inner(x) }
    export { Square as Quadrat }`,
  typesInConstants: `
    export enum Mode { Slow, Fast = 5 }
    export enum Name { A = 'a', B = 'b' }
    export type Kernel = [number, number]
    export const DEFAULTS = { dt: 0.01, mode: Mode.Fast, name: Name.A, deep: { on: true, list: [1, Mode.Slow] } } as const
    export const KERNELS = { blur: [1, 2].map((x) => x / 9) as Kernel, names: ['a', 'b'], count: 3, deep: { sharp: [0, -1] as Kernel } }
    export const current = { mode: Mode.Slow, name: Name.B, on: true }
    export const CURVES = Object.freeze({ linear: (x: number): number => x, tanh: Math.tanh, k: 5, name: 'a' })
    export const STEPS = Object.freeze([(x: number): number => x, (x: number): number => x + 1])
    export const LIST = Object.freeze([1, 2, 3])
    export const BOTH = Object.freeze([1, 'a'])
    export const EXACT = Object.freeze({ a: 1, b: [1, 2] } as const)
    export const PLAIN = { root: Math.sqrt, half: (x: number): number => x / 2, n: 1 }
    export class Ring { dtype = Float64Array; bytes = Uint8Array; size(): number { return this.dtype.BYTES_PER_ELEMENT } }`,
  staticsThatAreKept: `
    export class Store<V = number> {
      static readonly cache = new Map<string, number[]>()
      static names = new Set<string>(['a'])
      static all: Store[] = []
      static counts: Record<string, number> = {}
      static last: Store | null = null
      static title = 'x'
      private static readonly hidden = new Map<number, number>()
      items: V[] = []
      constructor(readonly name: string) { Store.all.push(this); Store.last = this; Store.cache.set(name, [1]); Store.names.add(name); Store.title += name; Store.hidden.set(1, 2) }
      static count(key: string): number { return (Store.counts[key] = (Store.counts[key] ?? 0) + 1) }
    }
    export const one = new Store('b')
    export const both = { a: new Store('c'), n: 1 }`,
}

for (const [name, text] of Object.entries(TEXTS)) {
  test(name, () => expect(differences(join(ROOT, 'test', 'aot', `${name}.ts`), text)).toEqual([]))
}

test('of functions in objects that do not say what they give, all else is declared', () => {
  const outcome = compileText('a.ts', { 'a.ts': 'export const ops = Object.freeze({ twice: (x: number) => x * 2 })' })
  expect(outcome.ok && declarations(outcome.file)).toBe('export declare const ops: Readonly<{ twice: (x: number) => any }>;\n')
})

test('a namespace of types alone is exported', () => {
  const outcome = compileText('a.ts', { 'a.ts': 'export namespace Only { export type N = number; export type M = N }\nexport const a = 1' })
  expect(outcome.ok && declarations(outcome.file)).toBe(`type N = number;
type M = N;
export declare const a = 1;
declare namespace Only {
    export { N, M };
}
export { Only };
export {};
`)
})

test('types of several files that have one name, names of their own, and classes that are exported as types alone', () => {
  const outcome = compileText('src/a.ts', {
    'src/a.ts': `import { type Opts as Other, type Vec as V, make } from './b'
export { type Deep as Renamed, type Klass } from './b'
export interface Opts { x: number }
interface Hidden { y: number }
export function f(o: Opts, p: Other, h: Hidden, v: V): Hidden { return { y: o.x + p.y.length + h.y + v.w } }
export { make as create }`,
    'src/b.ts': `export interface Opts { y: string }
interface Hidden { w: number }
export interface Vec extends Hidden { w: number }
export interface Deep { h: Hidden }
export class Klass { a = 1; m(x: number): string { return 'a' } }
export function make(o: Opts, h: Hidden): number { return o.y.length + h.w }`,
  })
  expect(outcome.ok && declarations(outcome.file)).toBe(`interface Deep { h: Hidden }
interface Hidden { w: number }
declare class Klass {
    a: number;
    m(x: number): string;
}
interface Opts_2 { y: string }
interface Hidden_2 { y: number }
interface Vec extends Hidden { w: number }
export { type Deep as Renamed };
export { type Klass };
export interface Opts { x: number }
export declare function f(o: Opts, p: Opts_2, h: Hidden_2, v: Vec): Hidden_2;
export declare function create(o: Opts_2, h: Hidden): number;
export {};
`)
})

test('comments are kept', () => {
  const text = `/** Of a function. */
export function f(x: number): number { return x }
/** Of a class. */
export class C {
  /** Of a field. */
  x = 1
  /** Of a method. */
  m(): number { return this.x }
}
/** Of a constant. */
export const N = 1`
  const outcome = compileText('a.ts', { 'a.ts': text })
  expect(outcome.ok && declarations(outcome.file)).toBe(`/** Of a function. */
export declare function f(x: number): number;
/** Of a class. */
export declare class C {
    /** Of a field. */
    x: number;
    /** Of a method. */
    m(): number;
}
/** Of a constant. */
export declare const N = 1;
`)
})

test('the files that other tests build', () => {
  for (const file of ['test/aot/fixtures/src/kernels.ts', 'examples/ring-buffer/buffer.ts']) {
    const path = join(ROOT, file)
    expect(differences(path, readFileSync(path, 'utf8'))).toEqual([])
  }
})
