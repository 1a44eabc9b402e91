/** Types become blanks; what is left is the same JavaScript that TypeScript makes, at the same positions. */
import ts from 'typescript'
import { expect, test } from 'vitest'
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

test('syntax that does more than add types is reported', () => {
  const { refused } = parseFile('class A { constructor(public x: number) {} }')
  expect(refused.map(({ what }) => what)).toEqual(['A parameter that declares a field'])
})
