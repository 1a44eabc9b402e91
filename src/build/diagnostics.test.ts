/** What is refused, where, and in which words. A `«»` pair in the source marks the place. */
import { describe, expect, it } from 'vitest'
import { TypingError } from '../report/error.ts'
import { withSources } from '../report/locate.ts'
import { buildUnit } from './build.ts'
import { newBuildContext } from './context.ts'
import { unitOf } from './testing.ts'

function refusal(text: string, more: object = {}): TypingError {
  const context = newBuildContext()
  try {
    buildUnit({ ...unitOf(text), ...more }, context)
  } catch (error) {
    if (error instanceof TypingError) return withSources(context.sources, error)
    throw error
  }
  throw new Error(`nothing is refused in ${text}`)
}

const REFUSED: [code: string, source: string][] = [
  ['arguments_object', '(function () { return «arguments».length })'.slice(1, -1)],
  ['arguments_object', '() => «arguments»[0]'],
  ['lexical_this', '(x) => «this».y + x'],
  ['lexical_this', '(x) => { const f = () => «this».y; return f() }'],
  ['async_function', '«async (x) => x»'],
  ['async_function', '(x) => { const f = «async () => x»; return f() }'],
  ['yield_in_finally', 'function* f(x) { try { x() } finally { «yield x» } }'],
  ['unsupported_syntax', 'function* f(x) { x ||= «yield x»; return x }'],
  ['closure_in_generator', 'function* f(n) { const fs = []; for (let i = 0; i < n; i++) { fs.push(«() => i»); yield i } }'],
  ['unsupported_syntax', 'function f() { return «new.target» }'],
  ['unsupported_syntax', 'function f() { return «import.meta» }'],
  ['dynamic_import', '() => «import("x")»'],
  ['regular_expression', '(s) => «/a/» .test(s)'],
  ['tagged_template', '(f) => «f`x`»'],
  ['delete_operator', '(o) => { «delete o»; return o }'],
  ['for_in', 'function* f(o) { «for (const k in o) yield k» }'],
  ['with_statement', 'function f(o) { «with (o) x» }'],
  ['direct_eval', '(s) => «eval(s)»'],
  ['object_rest', '(o, x) => { const { [x]: z, «...y» } = o; return y }'],
  ['accessor_in_object', '() => («{ get x() { return 1 }, x: 2 }»)'],
  ['computed_key', '(k) => ({ «[k]() { return 1 }» })'],
  ['prototype_key', '(k) => ({ «__proto__: k» })'],
  ['spread_method_call', '(a, b, k) => «a[k](...b)»'],
  ['local_class_static', '() => { class A { «static x = f()» } return new A() }'],
  ['local_class_static', '() => class { «static { f() }» }'],
  ['super_outside_class', 'method() { return «super».x }'],
  ['assign_to_const', '() => { const x = 1; «x = 2»; return x }'],
  ['assign_to_const', '() => { const x = 1; «x++»; return x }'],
  ['assign_to_captured', '() => { «total» = 2 }'],
  ['assign_to_captured', '() => { «total»++ }'],
  ['assign_to_function', '() => { function f() {} «f = 1» }'],
  ['use_before_definition', '() => { const y = «x»; let x = 1; return x + y }'],
  ['use_before_definition', '() => { let x = «x» + 1; return x }'],
  ['use_before_definition', '() => { const r = «f()»; const f = () => 1; return r }'],
  ['use_before_definition', '() => { const f = () => x; const r = «f()»; const x = 1; return r }'],
  ['use_before_definition', '(a = «b», b) => a'],
  ['capture_before_definition', '(n) => { const f = [«() => x»]; const x = 1; return f[0]() }'],
  ['switch_declaration', '(n) => { switch (n) { case 0: let x = 1; break; case 1: return «x» } return 0 }'],
  ['unsupported_syntax', '(c) => { if (c) «function f() {}» }'.replace('(c) =>', 'function g(c)')],
  ['syntax_error', '(x) => x +«'],
]

describe('refused constructs', () => {
  for (const [code, marked] of REFUSED) {
    it(`${code}: ${marked}`, () => {
      const start = marked.indexOf('«')
      const text = marked.replace(/[«»]/g, '')
      const error = refusal(text)
      expect(error.code).toBe(code)
      expect(error.at?.start).toBe(start)
      if (marked.includes('»')) expect(error.at?.end).toBe(marked.indexOf('»') - 1)
      expect(error.reason).not.toMatch(/\{\w+\}/)
    })
  }

  it('shows the place in the file', () => {
    const error = refusal('(a) => {\n  let n = 0\n  delete n\n  return n\n}', { file: '/x/kernel.ts', line: 10, column: 15 })
    expect(error).toMatchObject({ name: 'TypingError', file: '/x/kernel.ts', line: 12, column: 3, kind: 'not supported' })
    expect(`\n${error.message}\n`).toBe(`
\`delete\` can be compiled for what an object literal or \`Object.create(null)\` of compiled code has made; the properties of other objects are fixed: set the property to \`undefined\` or \`null\`, or use a Map.
  at /x/kernel.ts:12:3
  10 | (a) => {
  11 |   let n = 0
  12 |   delete n
     |   ^^^^^^^^
  delete_operator (not supported): docs/manual/errors.md#delete_operator
`)
  })

  it('points at declarations', () => {
    const error = refusal('() => { const x = 1; x = 2 }', { name: 'kernel' })
    expect(error.message).toContain('at function kernel:1:22')
    expect(error.message).toContain('note: `x` is declared here (function kernel:1:15)')
  })

  it('recognises source that is not there', () => {
    expect(refusal(Math.sin.toString()).code).toBe('native_code')
    expect(refusal(((x: number) => x).bind(null).toString()).code).toBe('native_code')
    expect(refusal('1 + 1').code).toBe('syntax_error')
    expect(refusal('class A {}').code).toBe('unsupported_syntax')
  })
})

describe('size', () => {
  const build = (text: string) => buildUnit(unitOf(text), newBuildContext()).root.func

  it('takes long sums, lists and chains', () => {
    const terms = Array.from({ length: 2000 }, (_, i) => `x${i % 2 ? ' + ' : ' * '}${i}`)
    expect(build(`(x) => ${terms.join(' + ')}`).blocks).toHaveLength(1)
    expect(build(`(x) => { ${'x += 1;'.repeat(20_000)} return x }`).blocks).toHaveLength(1)
    expect(build(`(x) => { ${'if (x > 1) x--;'.repeat(3000)} return x }`).blocks.length).toBeGreaterThan(3000)
    expect(build(`(x) => ${Array(2000).fill('x').join(' && ')}`).blocks.length).toBeGreaterThan(1000)
  })

  it('refuses deep nesting', () => {
    expect(refusal(`(x) => ${'('.repeat(20_000)}x${')'.repeat(20_000)}`).code).toBe('too_deep')
    expect(refusal(`(x) => ${'['.repeat(20_000)}x${']'.repeat(20_000)}`).code).toBe('too_deep')
    expect(refusal(`(x) => x${'+x'.repeat(100_000)}`).code).toBe('too_deep')
    expect(refusal(`(x) => { ${'{'.repeat(20_000)}${'}'.repeat(20_000)} }`).code).toBe('too_deep')
  })
})
