/** Functions of all shapes, run as JavaScript and as JS-level IR: the builder must not change what they do. */
import { describe, expect, it } from 'vitest'
import { interpretable } from './testing.ts'

type Run = (...args: unknown[]) => unknown

/** Scope of the programs: what their free names mean. */
const SCOPE: Record<string, unknown> = {
  limit: 10,
  settings: { scale: 3, inner: { value: 4 } },
  double: (x: number) => x * 2,
  addAll: (first: number, ...rest: number[]) => rest.reduce((sum, value) => sum + value, first),
  withDefault: (a: number, b = a + 1) => a * 10 + b,
  log: [] as unknown[],
}

function outcome(run: Run, args: readonly unknown[]): unknown {
  const copies = structuredClone(args) as unknown[]
  ;(SCOPE['log'] as unknown[]).length = 0
  try {
    return { value: run(...copies), args: copies, log: [...(SCOPE['log'] as unknown[])] }
  } catch (error) {
    const message = error instanceof Error ? `${error.name}: ${error.message}` : error
    return { message, args: copies, log: [...(SCOPE['log'] as unknown[])] }
  }
}

/** Compare on several argument lists. */
function same(text: string, ...calls: readonly unknown[][]): void {
  const plain = new Function(...Object.keys(SCOPE), `"use strict"; return (${text})`)(...Object.values(SCOPE)) as Run
  const built = interpretable(text, SCOPE)
  for (const args of calls.length > 0 ? calls : [[]])
    expect(outcome(built, args), `${text} of ${JSON.stringify(args)}`).toEqual(outcome(plain, args))
}

const NUMBERS = [[0], [1], [2], [3], [5], [-1], [Number.NaN], [undefined], [null], [1e10]]

describe('expressions', () => {
  it('operators', () => {
    const pairs = [
      [1, 2],
      [0, -0],
      [7.5, -2],
      [Number.NaN, 1],
      [5, 5],
      [2 ** 31, 33],
      [undefined, 1],
      [null, 0],
    ]
    for (const op of [
      '+',
      '-',
      '*',
      '/',
      '%',
      '**',
      '&',
      '|',
      '^',
      '<<',
      '>>',
      '>>>',
      '===',
      '!==',
      '==',
      '!=',
      '<',
      '<=',
      '>',
      '>=',
      '&&',
      '||',
      '??',
    ]) {
      same(`(a, b) => a ${op} b`, ...pairs)
      same(`(a, b) => { if (a ${op} b) return [1, a, b]; return [2, a, b] }`, ...pairs)
      same(`(a, b) => !(a ${op} b) ? a : b`, ...pairs)
    }
    for (const op of ['-', '+', '!', '~', 'typeof ', 'void ', '- -', '!!']) same(`(a) => ${op}a`, ...NUMBERS)
    same('() => [-0, -1n, 1_000, 0xff, 0b11, 1e3, .5, "text", null, undefined, NaN, Infinity, true, `t`]')
    same('(a, b) => `${a} and ${b + 1}!`', [1, 2])
    same('(a) => (a, a + 1, a + 2)', [1])
    same('(o) => "x" in o', [{ x: 1 }], [{}])
    same('(a) => a instanceof Float64Array ? a.length : a', [new Float64Array(3)], [4])
    same('(x) => typeof x === "number" ? x + 1 : "undefined" === typeof x ? "none" : x', [1], [undefined], ['s'])
  })

  it('assignments', () => {
    for (const op of ['=', '+=', '-=', '*=', '/=', '%=', '**=', '&=', '|=', '^=', '<<=', '>>=', '>>>=', '&&=', '||=', '??=']) {
      same(`(a, b) => { const r = a ${op} b; return [r, a, b] }`, [1, 2], [0, 5], [undefined, 3], [null, 3])
      same(
        `(o, i, b) => { let n = 0; const r = o.list[(n++, i)] ${op} (n += 10, b); return [r, n] }`,
        [{ list: [1, 0] }, 0, 2],
        [{ list: [1, 0] }, 1, 2],
      )
      same(`(o, b) => { const r = o.x ${op} b; return r }`, [{ x: 3 }, 2], [{ x: 0 }, 2])
    }
    same('(a) => { const b = a++ + ++a; const c = a-- - --a; return [a, b, c] }', [5], [undefined])
    same('(a) => [a[0]++, --a[1], a]', [[1, 2]])
    same('(n) => { let a, b, c; a = b = c = n; a++; return [a, b, c] }', [5])
    same('(a) => { let i = 0; a[i++] = i; a[i] = i++ + i; return a }', [[9, 9, 9]])
    same('(o) => { o.x = o.y = 3; return o }', [{ x: 1, y: 2 }])
  })

  it('destructuring', () => {
    same(
      '([a, b = 5, , d], { x, y: { z = 1 } = {}, "quoted key": q }) => [a, b, d, x, z, q]',
      [[1, undefined, 2, 3], { x: 1 }],
      [[1, 2], { x: 1, y: { z: 7 }, 'quoted key': 4 }],
    )
    same('(a) => { const [x, ...rest] = a; return [x, rest] }', [[1, 2, 3]], [[]])
    same('(a, i, j) => { [a[i], a[j]] = [a[j], a[i]]; return a }', [[1, 2, 3], 0, 2])
    same('(a, b) => { [a, b] = [b, a]; return [a, b] }', [1, 2])
    same('(a, b) => { const r = [a, b] = [b, a]; return [a, b, r] }', [1, 2])
    same('(a, b) => { let c = 1; ({ a, b: c, d: a = 9 } = { a: b, b: a }); return [a, b, c] }', [1, 2])
    same('(p) => { const { x: [a, b], y } = p; return a + b + y }', [{ x: [1, 2], y: 3 }])
    same('(a) => { let i = 0; [a[i++], a[i++]] = [i, i + 1]; return [a, i] }', [[0, 0]])
    same('(a, b) => { const [x, y = x + 1, z = y * 2] = [a, b]; return [x, y, z] }', [1, undefined], [1, 5])
    same('(o) => { const { [`k`]: a, 0: b } = o; return [a, b] }', [{ k: 1, 0: 2 }])
  })

  it('optional chaining and defaults', () => {
    const objects = [[{ a: { b: 3, f: [1, 2] } }], [{ a: null }], [{}], [null], [undefined]]
    same('(o) => o?.a', ...objects)
    same('(o) => o?.a?.b', ...objects)
    same('(o) => o?.a.b', ...objects)
    same('(o) => o?.a?.f[1] ?? -1', ...objects)
    same('(o) => { if (o?.a) return 1; return o ? 2 : 3 }', ...objects)
    same(
      '(a, b = a + 1, { c = b * 2, d } = { d: 1 }, [e = d] = []) => [a, b, c, d, e]',
      [1],
      [1, 2],
      [1, undefined, {}],
      [1, 2, { c: 3, d: 4 }, [5]],
    )
    same('(f) => f?.(1) ?? 0', [undefined], [null])
  })

  it('objects, arrays, calls', () => {
    same('(a, b) => ({ a, b: b + 1, ["c"]: 3, 4: 5, "d e": 6, a: 7 })', [1, 2])
    same('(a) => [1, ...a, undefined, 2, ...a]', [[5, 6]])
    same('(a) => { const p = { x: a, y: 2, ...{ z: 3 } }; p.x++; return { ...p, y: 4, w: 5 } }', [1])
    same('(a) => Math.max(...a, 3) + Math.min(1, ...a)', [[5, 6]])
    same('(a) => addAll(...a) + addAll(1) + addAll(1, 2, 3)', [[5, 6]])
    same('(a) => { a.push(...a, 7, ...a); a.unshift(...a); return [a, a.push(...[1, 2])] }', [[5, 6]], [[]])
    same(
      '(a) => { const f = (x, y = 9, ...z) => [x, y, z]; return [f(...a), f(1, ...a), f(1, 2, 3, ...a, ...a), f(...[1, 2]), f(...a, a.push(4))] }',
      [[5, 6, 7]],
      [[]],
    )
    same('(a) => { const f = (x, y) => (x > 9 ? f(...a) : [x, y]); return f(11, ...a) }', [[5, 6, 7]])
    same('(a) => [...a, a.push(1), ...a, a.pop()]', [[5]])
    same('(a) => withDefault(...a) + Math.max(...a, ...a) + Math.min(...[4, 5])', [[5, 6]], [[-0]])
    same('(a) => withDefault(a) + withDefault(a, 2) + withDefault(a, 2, a++) + a', [3])
    same('(a) => double(double(a)) + settings.scale * settings.inner.value', [3])
    same('(k) => [Math[k](4.5), Math["ceil"](1.5)]', ['floor'])
    same('() => { const o = { n: 2, twice() { return this.n * 2 }, plus: (x) => x + 1 }; return o.twice() + o.plus(1) }')
    same(
      '(n) => [new Array(n).fill(0), Array(n).fill(1.5), new Array(n).fill(), Array.from({ length: n }, (_, i) => i * i), Array.from({ length: 2.5 }, () => 0), Array.from({ length: NaN })]',
      [3],
      [0],
    )
    same(
      '(n) => { let s = 0; const a = Array.from({ length: n }, (_, i) => { if (i === 1) return -1; s += i; return s }); return [a, s] }',
      [4],
    )
    same('(n) => (0, Math.sqrt)(n) + (0, double)(n)', [4])
    same('(n) => new Float64Array(n).length + new Float64Array([1, 2])[1]', [4])
  })
})

describe('statements', () => {
  it('loops', () => {
    same('(n) => { let s = 0; for (let i = 0; i < n; i++) { if (i === 2) continue; if (i > 4) break; s += i } return s }', ...NUMBERS)
    same('(n) => { let s = 0; for (let i = n; i-- > 0; ) s = s * 10 + i; return s }', [4], [0])
    same('(n) => { let i = 0; while (true) { if (i >= n) break; i += 2 } return i }', [5], [0])
    same('(n) => { let i = 0; do { i++; if (i === 2) continue } while (i < n && i < 10); return i }', [5], [0], [99])
    same(
      '(n) => { let s = 0; outer: for (let i = 0; i < n; i++) { for (let j = 0; ; j++) { if (j > i) continue outer; if (i * j > 6) break outer; s += i * j } } return s }',
      [5],
      [3],
    )
    same(
      '(a) => { let s = 0; for (const x of a) { if (x < 0) continue; s += x; if (s > 10) break } return s }',
      [[1, -2, 3]],
      [[5, 6, 7]],
      [[]],
    )
    same(
      '(a) => { const r = []; for (const [i, x] of a.entries()) r.push(i * x); for (const i of a.keys()) r.push(i); for (const x of a.values()) r.push(x); return r }',
      [[4, 5]],
    )
    same('(a) => { let s = 0; for (const [x, { y }] of a) s += x * y; return s }', [
      [
        [1, { y: 2 }],
        [3, { y: 4 }],
      ],
    ])
    same('(a) => { let x = 0; for (x of a) a.length < 5 && a.push(x + 1); return [x, a] }', [[1]])
    same('(n) => { for (;;) { if (n-- < 0) return n } }', [3])
    same('(n) => { for (var i = 0, s = 0; i < n; s += i, ++i); return [i, s] }', [4], [0])
    same('(n) => { let x = 1, p = 0; while ((x = x * 2) < n && x !== 64) p++; return [x, p] }', [100], [10], [0])
    same('(a) => { let x, r = []; while ((x = a.pop()) !== undefined) r.push(x); return r }', [[1, 2, 3]])
    same('(n) => { while (n) { n = n > 2 ? n - 2 : 0; { let n = 5; n++ } } return n }', [7])
  })

  it('branches', () => {
    same('(n) => { if (n < 1) return "a"; else if (n < 2) return "b"; else if (n < 3) { n += 1 } else return "c"; return n }', ...NUMBERS)
    same(
      '(n) => { switch (n) { case 0: return "zero"; case 1: case 2: n += 10; default: n += 100; case 5: n += 1000; break; case 3: return "three" } return n }',
      ...NUMBERS,
    )
    same(
      '(n) => { let r = 0; switch (true) { case n > 2: r += 1; case n > 1: { let r = 1; r++; break } default: r = 9 } return r }',
      ...NUMBERS,
    )
    same('(x) => { switch (typeof x) { case "number": return x + 1; case "undefined": return -1; default: return 0 } }', ...NUMBERS)
    same(
      '(n) => { for (let i = 0; i < 5; i++) { switch (i) { case n: continue; case 3: break; default: if (i === 4) return i } } return -1 }',
      ...NUMBERS,
    )
    same('(n) => { block: { if (n > 1) break block; return 1 } return 2 }', ...NUMBERS)
    same('(n) => { a: b: for (;;) { for (;;) { if (n > 1) break a; n++; continue b } } return n }', [0])
    same('(a, b, c) => (a && b) || (!c && a) || (b ? c : a)', [0, 1, 2], [1, 0, 0], [1, 1, 0], [0, 0, 0])
    same('(a, b) => { if (a && (b || a > 2) && !(b > 3)) return 1; return 2 }', [1, 1], [3, 0], [1, 0], [3, 4])
    same('(x) => { if (x == null) return "nothing"; if (x != 3) return x; return "three" }', ...NUMBERS)
    same('(n) => { return n; n = 3; function later() {} }', [1])
  })

  it('exceptions', () => {
    const risky = '(x) => { log.push(x); if (x === 2) throw new Error("two"); if (x === 3) throw new RangeError("three"); return x }'
    const scoped = (body: string) => `(n) => { const risky = ${risky}; ${body} }`
    const each = [[1], [2], [3], [4]]
    same(scoped('try { return risky(n) } catch (e) { return e.message }'), ...each)
    same(scoped('let s = 0; try { s = 1; risky(n); s = 2 } catch { s += 10 } return s'), ...each)
    same(scoped('let s = 0; try { s = risky(n) } finally { log.push("f", s) } return s'), ...each)
    same(scoped('try { return risky(n) } finally { log.push("f") }'), ...each)
    same(scoped('try { return risky(n) } finally { if (n > 2) return "over" }'), ...each)
    same(
      scoped(
        'try { risky(n) } catch (e) { if (e instanceof RangeError) throw e; log.push(e.name) } finally { log.push("f") } return "end"',
      ),
      ...each,
    )
    same(
      scoped(
        'for (let i = 0; i < 5; i++) { try { if (i === n) continue; if (i === 3) break; risky(i) } catch (e) { log.push("c"); if (n === 4) return "r" } finally { log.push("f" + i) } } return "end"',
      ),
      ...each,
    )
    same(
      scoped(
        'outer: for (;;) { try { try { risky(n); break outer } finally { log.push(1) } } catch { log.push(2); return 3 } finally { log.push(4) } } return 5',
      ),
      ...each,
    )
    same(
      scoped(
        'try { try { risky(n) } catch (e) { throw new TypeError("again " + e.message) } } catch ({ name, message }) { return name + message } return 0',
      ),
      ...each,
    )
    same(scoped('try { throw n } catch (e) { n = e + 1 } return n'), ...each)
    same(scoped('try { null.x } catch (e) { return e.name } '), ...each)
    same(scoped('let i = 0; while (true) { try { i++; if (i < n) continue; break } finally { i += 10 } } return i'), ...each)
    same(scoped('l: try { if (n > 2) break l; return 1 } finally { log.push("f") } return 2'), ...each)
    same(
      scoped(
        'const f = () => { try { return risky(n) } catch { return -1 } finally { log.push("g") } }; try { return f() + risky(n) } catch { return "outer" }',
      ),
      ...each,
    )
    same(scoped('throw new Error(`bad ${n}`)'), ...each)
    same(scoped('try { return 1 } finally { try { risky(n) } catch { log.push("inner") } }'), ...each)
  })
})

describe('functions', () => {
  it('closures by value and by cell', () => {
    same('(n) => { let s = 0; [1, 2, 3].forEach((x) => { s += x * n }); return s }', [2])
    same('(a) => { let n = a | 0; n++; return [1, 2].map((x) => x * n) }', [3])
    same('(n) => { let c = 0; const next = () => c++; const more = () => next() + next(); return [more(), next(), c] }', [3])
    same('(n) => { const fs = []; for (let i = 0; i < n; i++) fs.push(() => i); return fs.map((f) => f()) }', [3])
    same('(n) => { const fs = []; for (let i = 0; i < n; i++) { fs.push(() => i); i += 1 } return fs.map((f) => f()) }', [5])
    same('(n) => { const fs = []; for (let i = 0; i < n; i++) fs.push(() => i++); return fs.map((f) => f() + f()) }', [3])
    same('(n) => { const fs = []; for (let i = 0, g = () => i; i < n; i++) fs.push(g); return fs.map((f) => f()) }', [3])
    same('(n) => { const fs = []; let x = 0; while (x < n) { const y = x * 2; fs.push(() => y + x); x++ } return fs.map((f) => f()) }', [3])
    same('(n) => { const fs = []; for (const v of [4, 5]) { let w = v; fs.push(() => w++ + v) } return fs.map((f) => f() + f()) }', [3])
    same('(n) => { var x = 1; const f = (() => x); const g = [f][0]; x = 2; return g() }', [3])
    same('(n) => { let x; const get = [() => x]; x = n; return get[0]() }', [3])
    same('(n) => { const add = (a) => (b) => a + b; const add2 = add(2); return add2(n) + add(n)(1) }', [3])
    same(
      '(n) => { let t = 0; const outer = (x) => { const inner = (y) => { t += x * y }; inner(1); inner(n); return t }; return outer(2) + outer(3) }',
      [3],
    )
    same('(n) => { let t = 0; const walk = (k) => { if (k === 0) return 0; t++; return walk(k - 1) + t }; return [walk(n), t] }', [4])
    same('(f) => { let k = 0; const apply = (g, x) => g(g(x)); return [apply((v) => { k++; return v * 2 }, 3), k] }', [3])
  })

  it('known functions', () => {
    same(
      '(n) => fib(n); function fib(n) {}'.slice(0, 0) +
        '(n) => { return fib(n); function fib(k) { return k < 2 ? k : fib(k - 1) + fib(k - 2) } }',
      [10],
    )
    same('function fact(n) { return n <= 1 ? 1 : n * fact(n - 1) }', [5])
    same('(n) => { const even = (k) => k === 0 || odd(k - 1); const odd = (k) => k !== 0 && even(k - 1); return [even(n), odd(n)] }', [7])
    same(
      '(n) => { const table = [1, 2, 3]; const at = (i) => table[i] ?? 0; const sum = (i) => (i < 0 ? 0 : at(i) + sum(i - 1)); return sum(n) }',
      [5],
    )
    same('(n) => { var f = function (x) { return x + n }; return f(1) + f(2) }', [5])
    same('(n) => { const f = function g(x) { return x <= 0 ? 0 : x + g(x - 1) }; return f(n) }', [5])
    same(
      '(n) => { return area(n) + area(1); function area(r) { const sq = square(r); return sq * 3 } function square(x) { return x * x } }',
      [5],
    )
    same('(n) => ((x, y = 2) => x * y + n)(n) + (function () { return n })()', [5])
    same('(n) => { const f = (a, { b, c = 3 } = { b: 2 }, ...d) => a + b + c + d.length; return f(n) + f(n, { b: 1 }, 1, 2) }', [5])
    same(
      '(n) => { function f(x) { if (x > 2) { return x } for (let i = 0; i < 5; i++) if (i === x) return -i; throw new Error("no") } return [f(n), f(1)] }',
      [5],
      [2],
      [-1],
    )
    same('(n) => { const f = (x) => { let y = x; y += n; return () => y }; return f(1)() + f(2)() }', [5])
    same('(n) => { let r = 0; const f = (x) => { r += x }; for (let i = 0; i < n; i++) f(i); f(100); return r }', [5])
    same('(n) => { let r = 0; const f = (x) => { r += x }; [1, 2].forEach((y) => f(y)); f(n); return r }', [5])
    same('(n) => { const g = (h) => h(n); const f = (x) => x + 1; return g(f) + g((y) => f(y)) }', [5])
    same('(n) => { { function inner() { return n } n += inner() } return n }', [5])
    same('method(x) { return x + 1 }'.replace('method', 'function method'), [1])
  })
})
