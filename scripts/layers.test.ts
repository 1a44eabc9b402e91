import { describe, expect, test } from 'vitest'
import { complaint, cycles, importsOf } from './layers.ts'

const edge = (from: string, to: string, typeOnly = false) => ({ from, to, typeOnly })

describe('layers', () => {
  test('reads every kind of import', () => {
    const text = `
      import { a } from './a.ts'
      import type { B } from '../base/b.ts'
      import { type C, type D } from './c.ts'
      export { e } from './e.ts'
      type F = import('./f.ts').F
      const g = await import('node:fs')`
    expect(importsOf('opt/x.ts', text)).toEqual([
      edge('opt/x.ts', 'opt/a.ts'),
      edge('opt/x.ts', 'base/b.ts', true),
      edge('opt/x.ts', 'opt/c.ts', true),
      edge('opt/x.ts', 'opt/e.ts'),
      edge('opt/x.ts', 'opt/f.ts', true),
      edge('opt/x.ts', 'node:fs'),
    ])
  })

  test('allows what the table lists', () => {
    expect(complaint(edge('opt/gvn.ts', 'ir/ops.ts'))).toBeUndefined()
    expect(complaint(edge('opt/gvn.ts', 'opt/rules.ts'))).toBeUndefined()
    expect(complaint(edge('runtime/capture.ts', 'node:inspector'))).toBeUndefined()
    expect(complaint(edge('index.ts', 'compiler.ts', true))).toBeUndefined()
  })

  test('refuses everything else', () => {
    expect(complaint(edge('opt/gvn.ts', 'syntax/parse.ts'))).toContain('opt may not import syntax')
    expect(complaint(edge('runtime/call.ts', 'compiler.ts'))).toContain('runtime may not import compiler.ts')
    expect(complaint(edge('index.ts', 'compiler.ts'))).toContain('`import type` only')
    expect(complaint(edge('opt/gvn.ts', 'node:fs'))).toContain('must run without Node')
    expect(complaint(edge('emit/wasm/encode.ts', 'binaryen'))).toContain('the package binaryen')
    expect(complaint(edge('compiler.ts', 'ir/interpret.ts'))).toContain('for tests only')
    expect(complaint(edge('newfolder/x.ts', 'base/a.ts'))).toContain('not in the table')
  })

  test('finds cycles, but not of types', () => {
    expect(cycles([edge('a.ts', 'b.ts'), edge('b.ts', 'c.ts'), edge('c.ts', 'a.ts')])).toEqual([['a.ts', 'b.ts', 'c.ts', 'a.ts']])
    expect(cycles([edge('a.ts', 'b.ts'), edge('b.ts', 'a.ts', true)])).toEqual([])
  })
})
