import { describe, expect, it } from 'vitest'
import { TypingError } from '../report/error.ts'
import { isFunction } from './ast.ts'
import { analyse } from './captures.ts'
import { parseUnit } from './parse.ts'
import type { FunctionInfo } from './scope-types.ts'

function unitOf(text: string) {
  return { id: 'u', name: 'test', kind: 'function' as const, text, resolve: () => undefined }
}

function parse(text: string) {
  return parseUnit(unitOf(text), 0)
}

/** The source of the node that was found, by its shifted positions. */
function found(text: string): string {
  const { node, shift } = parse(text)
  return text.slice(node.start - shift, node.end - shift)
}

describe('parseUnit', () => {
  it('takes every form that toString gives', () => {
    const holder = {
      method(x: number) {
        return x
      },
      get accessor() {
        return 1
      },
      ['computed' + 1](x: number) {
        return x
      },
    }
    class Sample {
      static create() {
        return new Sample()
      }
      area() {
        return 1
      }
    }
    const accessor = Object.getOwnPropertyDescriptor(holder, 'accessor')!.get!
    const functions = [
      holder.method,
      accessor,
      holder.computed1!,
      Sample.create,
      Sample.prototype.area,
      (x: number) => x,
      function named() {},
    ]
    for (const made of functions) expect(isFunction(parse(made.toString()).node), made.toString()).toBe(true)
    for (const text of [
      '#secret(x) { return this.#y + x }',
      'async x => x',
      '*walk() { yield 1 }',
      'static(x) { return x }',
      'get(x) { return x }',
      '"quoted name"() { return 1 }',
      '12() {}',
      'set v(x) {}',
      '[Symbol.iterator]() {}',
      'x => x // end',
    ]) {
      expect(isFunction(parse(text).node), text).toBe(true)
    }
    expect(parse('class A extends B { #x = 1; static y = 2; constructor() { super() } }').node.type).toBe('ClassExpression')
  })

  it('keeps positions', () => {
    expect(found('(x) => x + 1')).toBe('(x) => x + 1')
    expect(found('area(x) { return x }')).toBe('(x) { return x }')
    expect(found('#area(x) { return x }')).toBe('(x) { return x }')
  })

  it('refuses what is not one function', () => {
    for (const text of ['1', 'a)(b', '() => 1; 2', 'let x', '', 'function f() { [native code] }', '() => {'])
      expect(() => parse(text), text).toThrow(TypingError)
  })

  it('takes out what tools put in', () => {
    const text = (source: string) =>
      JSON.stringify(parse(source).node, (key, value) => (key === 'start' || key === 'end' ? undefined : value))
    expect(text('() => { const f = __name((x) => x, "f"); return f(1) }')).toBe(text('() => { const f = (x) => x; return f(1) }'))
    expect(text('(a) => { cov_1x().f[0]++; cov_1x().s[1]++; return (cov_1x().b[0][0]++, a) }')).toBe(text('(a) => { ; ; return a }'))
    expect(text('(a) => { return a ? (cov_1x().b[0][0]++, 1) : (cov_1x().b[0][1]++, cov_1x().s[2]++, a++, 2) }')).toBe(
      text('(a) => { return a ? 1 : (a++, 2) }'),
    )
  })
})

/** What analysis decides, as text: captures (`*` for cells) and inlined calls. */
function decided(text: string): string[] {
  const { functions, inlined } = analyse(parse(text), 0)
  const calls = new Map<FunctionInfo, number>()
  for (const info of inlined.values()) calls.set(info, (calls.get(info) ?? 0) + 1)
  return [...functions.values()].slice(1).map((info) => {
    const captures = info.captures.map(({ name, cell }) => name + (cell ? '*' : '')).join(' ')
    return `${info.name || '=>'}(${captures})${calls.has(info) ? ` inlined ${calls.get(info)}` : ''}`
  })
}

describe('analyse', () => {
  it('copies what does not change, shares what does', () => {
    expect(decided('(n) => list.map((x) => x + n)')).toEqual(['=>(n)'])
    expect(decided('(n) => { n = n | 0; return list.map((x) => x + n) }')).toEqual(['=>(n)'])
    expect(decided('(n) => { const r = list.map((x) => x + n); n = 1; return r }')).toEqual(['=>(n*)'])
    expect(decided('() => { let s = 0; list.forEach((x) => { s += x }); return s }')).toEqual(['=>(s*)'])
    expect(decided('() => { let s = 0; while (c()) { s++; list.forEach((x) => x + s) } }')).toEqual(['=>(s*)'])
    expect(decided('() => { while (c()) { let s = 0; s++; list.forEach((x) => x + s) } }')).toEqual(['=>(s)'])
    expect(decided('() => { for (let i = 0; i < 9; i++) list.push(() => i) }')).toEqual(['=>(i)'])
    expect(decided('() => { for (let i = 0; i < 9; i++) list.push(() => i++) }')).toEqual(['=>(i*)'])
    expect(decided('() => { for (var i = 0; i < 9; i++) list.push(() => i) }')).toEqual(['=>(i*)'])
  })

  it('inlines small functions, and then shares nothing', () => {
    expect(decided('() => { let s = 0; const add = (x) => { s += x }; add(1); add(2); return s }')).toEqual(['add(s) inlined 2'])
    expect(decided('() => { let s = 0; const add = (x) => { s += x }; add(1); list.forEach(add); return s }')).toEqual([
      'add(s*) inlined 1',
    ])
    expect(decided('(n) => { const f = (k) => (k ? f(k - 1) : n); return f(n) }')).toEqual(['f(n)'])
    expect(decided('(n) => { let s = 0; list.forEach((x) => add(x)); return s; function add(x) { s += x } }')).toEqual([
      '=>(s*)',
      'add(s*) inlined 1',
    ])
    expect(decided('() => { let f = () => 1; f = () => 2; return f() }')).toEqual(['f()', '=>()'])
  })
})
