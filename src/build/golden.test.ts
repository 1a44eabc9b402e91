/** Source beside the IR that is made of it, for the shapes that other stages rely on. */
import { describe, expect, it } from 'vitest'
import { print } from '../ir/print.ts'
import { buildUnit } from './build.ts'
import { newBuildContext } from './context.ts'
import { unitOf } from './testing.ts'

/** The printed function without its header line. */
function body(text: string, scope: Record<string, unknown> = {}): string {
  const { root } = buildUnit({ ...unitOf(text, scope), id: 'f' }, newBuildContext())
  return print(root.func).trim().split('\n').slice(1).join('\n')
}

function becomes(text: string, expected: string, scope?: Record<string, unknown>): void {
  expect(body(text, scope)).toBe(expected.trim().replace(/^ {4}/gm, ''))
}

describe('IR of', () => {
  it('a counting loop', () => {
    becomes(
      '(a) => { let s = 0; for (let i = 0; i < a.length; i++) s += a[i]; return s }',
      `
    b0(v0 a: js):
      v1 s: js = const 0
      v2 i: js = const 0
      jump b1(v2, v1)
    b1(v3 i: js, v4 s: js):
      v5: js = js.get length v0
      v6: js = js.lt v3, v5
      branch v6, b3, b2
    b2:
      return v4
    b3:
      v7 i: js = js.refine "<" v3, v5
      v8: js = js.index v0, v7
      v9 s: js = js.add v4, v8
      v10: js = js.numeric v7
      v11 i: js = js.inc v10
      jump b1(v11, v9)`,
    )
  })

  it('a value that may be missing', () => {
    becomes(
      '(a, i) => a[i] ?? 0',
      `
    b0(v0 a: js, v1 i: js):
      v2: js = js.index v0, v1
      v3: js = const null
      v4: js = js.loose_eq v2, v3
      branch v4, b2, b1
    b1:
      v5: js = js.refine "!=" v2, v3
      jump b3(v5)
    b2:
      v6: js = const 0
      jump b3(v6)
    b3(v7: js):
      return v7`,
    )
  })

  it('an inlined helper that assigns an outer variable', () => {
    becomes(
      '(n) => { let s = 0; const add = (x) => { s += x }; add(n); add(1); return s }',
      `
    b0(v0 n: js):
      v1 s: js = const 0
      v2 s: js = js.add v1, v0
      v3 x: js = const 1
      v4 s: js = js.add v2, v3
      return v4`,
    )
  })

  it('a captured helper, small enough to be built in', () => {
    becomes(
      '(x) => double(x) + scale',
      `
    b0(v0 x: js):
      v1: js = const 2
      v2: js = js.mul v0, v1
      v3: js = js.global "f/scale"
      v4: js = js.add v2, v3
      return v4`,
      { double: (x: number) => x * 2 },
    )
  })

  it('recursion', () => {
    becomes(
      'function down(n) { return n > 0 ? down(n - 1) : n }',
      `
    b0(v0 n: js):
      v1: js = const 0
      v2: js = js.gt v0, v1
      branch v2, b2, b1
    b1:
      v3 n: js = js.refine "!>" v0, v1
      jump b3(v3)
    b2:
      v4 n: js = js.refine ">" v0, v1
      v5: js = js.closure ["f#0"]
      v6: js = const 1
      v7: js = js.sub v4, v6
      v8: js = js.call v5, v7
      jump b3(v8)
    b3(v9: js):
      return v9`,
    )
  })

  it('try and finally', () => {
    becomes(
      '(f, g) => { try { return f() } finally { g() } }',
      `
    b0(v0 f: js, v1 g: js):
      v2: js = js.call v0
      jump b2 unwind b1
    b1(v3: js):
      v4: js = js.call v1
      throw v3
    b2:
      v5: js = js.call v1
      return v2`,
    )
  })
})
