/** Types become blanks; what is left is the same JavaScript that TypeScript makes, at the same positions. */
import ts from 'typescript'
import { expect, test } from 'vitest'
import { readSource } from './file.ts'
import { javascript } from './javascript.ts'
import { parseFile } from './parse.ts'

const CASES: Readonly<Record<string, string>> = {
  parameters:
    'export function f<T extends Float64Array>(this: T, x?: number, y: T = 1 as any, ...r: number[]): x is number { return x! + <number>y }',
  'a cast of what stands in parentheses':
    'const a = (b as number)! + ((c) as unknown as string).length, d = { x: 1 } satisfies { x: number }',
  overloads: 'function g(x: number): number\nfunction g(x: string): string\nfunction g(x: any) { return x }',
  classes: `abstract class A<T> extends (B as any)<T> implements I, J {
    declare z: number; private readonly x!: number = 1; y?: bigint; static #p: number = 0; protected static override s = 2
    abstract foo(): void; bar(x: number): void; bar(x: any) {} get a(): number { return 1 } baz?(): void {} [k: string]: any
    async *gen<T>(): AsyncGenerator<T> {}
  }`,
  'declarations of types': 'interface I { a: number }\ntype T = number\ndeclare const z: number\nconst b = 1',
  'types between imports': "import type { A } from './a'\nimport { type B, c } from './b'\nexport type { A }\nexport const d = c",
  arrows: 'const h = async <T,>(a: T, { b }: { b: number }): Promise<T> => a, i = (x: number): x is number => true',
  calls: 'f<number>(x!); new Map<string, number[]>(); const g = f<number>',
  loops: 'for (const x of y as number[]) { let v!: number; v = x }',
}

/** Without blanks and optional punctuation, which the two print differently. */
function tokens(text: string): string {
  return text.replace(/[\s;()]/g, '').replace(/,}/g, '}')
}

for (const [name, text] of Object.entries(CASES)) {
  test(name, () => {
    const { erased, refused } = parseFile(text)
    expect(refused).toEqual([])
    expect(erased.length).toBe(text.length)
    const compilerOptions = {
      target: ts.ScriptTarget.ESNext,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
      useDefineForClassFields: true,
    }
    expect(tokens(erased)).toBe(tokens(ts.transpileModule(text, { compilerOptions }).outputText))
    const kept = [...erased].every((letter, index) => letter === text[index] || letter === ' ' || letter === ';')
    expect(kept).toBe(true)
  })
}

test('parameters that declare fields do so in JavaScript, and every position is known', () => {
  const text = `class A extends B<number> {
    static z = 1
    constructor(public x: number, readonly y = 2, z: number, private readonly w?: bigint) { super(z); this.f(x) }
  }
  class C { constructor(protected readonly only: number) { f(only) } }`
  const file = readSource('/a.ts', 'a.ts', 0, text)
  const { text: made, origin } = javascript(file, 0, text.length)
  const options = { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext, useDefineForClassFields: true }
  expect(tokens(made)).toBe(tokens(ts.transpileModule(text, { compilerOptions: options }).outputText))
  for (const word of ['class A', 'static z', 'f(x)', 'class C', 'f(only)']) expect(origin!(made.indexOf(word))).toBe(text.indexOf(word))
})

test('syntax that does more than add types is reported', () => {
  const { refused } = parseFile("import a = require('a')")
  expect(refused.map(({ what }) => what)).toEqual(['`import x = require(…)` and `export =`'])
})

test('a decorator may follow a type that nothing ends', () => {
  const { program } = parseFile(
    'type F = (x: number) => number\n@plain\nclass A {}\ninterface B { x: number }\n@plain class C { y?: number }',
  )
  expect((program['body'] as { type: string }[]).map(({ type }) => type)).toEqual([
    'TSTypeAliasDeclaration',
    'ClassDeclaration',
    'TSInterfaceDeclaration',
    'ClassDeclaration',
  ])
})

test('files with tags are read as such', () => {
  const file = readSource('/a.tsx', 'a.tsx', 0, 'export const a = <T,>(x: T) => <b title="c">{x as string}</b>')
  expect(file.erased).toBe('export const a =     (x   ) => <b title="c">{x          }</b>')
})
