/** Scenes about closures: captured loop variables, captures that change, functions in objects and arguments, recursion, defaults. */
import { literal, pick, type Scenery, times } from './scenes.ts'

export function closureScene(s: Scenery): string {
  const [a, b, f, g, h, twice, o] = ['a', 'b', 'f', 'g', 'h', 'twice', 'o'].map((name) => s.fresh(name)) as [
    string, string, string, string, string, string, string,
  ] // biome-ignore format: names
  const change = () => pick(s, [`${a}++`, `${a} += x`, `${b} = ${a} - x`, `${a} = x`, `${b} *= 2`, `${a} ^= 3`])
  const num = () => pick(s, ['x', a, b, literal(s), `(${a} - ${b})`, 'n', 'k'])
  const builtIn = () => pick(s, ['Math.abs', 'Math.round', 'Math.max', 'Math.sqrt', 'Math.clz32', 'Number'])
  const fn = () => pick(s, [f, g, h, builtIn(), `(x) => x * ${num()}`.replace(/\bx$/, 'x'), `(x) => { ${change()}; return ${a} }`])
  const statement = (): string =>
    pick<() => string>(s, [
      () => `say(${pick(s, [f, g, h])}(${num()}))`,
      () => `say(${pick(s, [f, g, h])}(${num()}))`,
      () => `say(${twice}(${fn()}, ${num()}))`,
      () => `say(${twice}(${fn()}, ${num()}))`,
      () => `${change()}`,
      () => `say(${o}.run(${num()}))`,
      () => `${o}.hook = ${fn()}`,
      () => `say(${o}.hook(${num()}))`,
      () => `{ const fs = [${fn()}, ${fn()}, ${fn()}]; for (const each of fs) say(each(${num()})); say(fs[k & 1](${num()})) }`,
      () =>
        `{ const fs = []; for (let i = 0; i < 3; i++) { fs.push(() => i * ${num()}); ${pick(s, ['', 'if (i === 1) i++'])} } for (const each of fs) say(each()) }`,
      () => `for (let i = 0, get = () => i; i < 3; i++) { say(get() + i) }`,
      () =>
        `{ const count = () => { let c = ${literal(s)}; return { up: () => ++c, get: () => c } }; const c1 = count(), c2 = count(); c1.up(); c1.up(); c2.up(); say(c1.get()); say(c2.get()) }`,
      () => `{ const add = (p) => (q) => p + q * ${num()}; say(add(${num()})(${num()})) }`,
      () => `{ const even = (m) => m <= 0 ? 1 : odd(m - 1), odd = (m) => m <= 0 ? 0 : even(m - 1); say(even(${s.choose(9)})) }`,
      () => `{ const fact = function self(m) { return m <= 1 ? 1 : m * self(m - 1) }; say(fact(${s.choose(25)})) }`,
      () => `say(list.map((y, at) => { ${change()}; return y + at * ${num()} }).length)`,
      () => `list.forEach((y) => { ${a} += y; if (y > 2) return; ${change()} })`,
      () => `say(list.reduce((acc, y) => { ${change()}; return acc + y }, ${num()}))`,
      () => `say(((p, q = p * 2, r = p + q, ...rest) => p + q - r + rest.length)(${times(s, 1, 6, num, ', ')}))`,
      () => `{ const [p, q] = ((...all) => [all.length, all[0] ?? -1])(${times(s, 0, 4, num, ', ')}); say(p); say(q) }`,
      () => `{ const pick = ${pick(s, ['k & 1', 'n > 1'])} ? ${fn()} : ${fn()}; say(pick(${num()})) }`,
      () => {
        const none = () => pick(s, ['null', 'undefined'])
        const some = () => pick(s, [fn(), f, h, none()])
        const use = (m: string) =>
          pick(s, [
            `say(${m} ? ${m}(${num()}) : -7)`,
            `say(${m}?.(${num()}) ?? -7)`,
            `say((${m} ?? ${g})(${num()}))`,
            `tell(${m} === null); tell(${m} === undefined)`,
          ])
        return pick<() => string>(s, [
          () => `{ const may = n > 1 ? ${some()} : k & 1 ? ${some()} : ${none()}; ${use('may')}; ${use('may')} }`,
          () =>
            `{ let may = ${none()}; if (k > 0) may = ${some()}; ${use('may')}; const held = { may }; if (n > 2) held.may = ${some()}; const m = held.may; ${use('m')} }`,
          () =>
            `{ const maybe = (p) => p > 1 ? ${some()} : p > 0 ? ${some()} : ${none()}; for (let i = 0; i < 3; i++) { const m = maybe(i); ${use('m')} } }`,
          () => `{ const all = [${some()}, ${none()}, ${some()}]; for (const m of all) { ${use('m')} } }`,
          () => `{ const given = (m = ${some()}) => { ${use('m')} }; given(); given(n > 1 ? ${fn()} : undefined); given(${none()}) }`,
        ])()
      },
      () =>
        `{ const fs = [${times(s, 1, 3, fn, ', ')}]; const m = fs[${num()}]; say(m ? m(${num()}) : -7); let last = fs[k & 3]; ${pick(s, ['last ??= fs[0]', 'if (!last) last = fs[0]'])}; say(last(${num()})); ${pick(s, ['', 'for (let each = fs.pop(); each; each = fs.pop()) say(each(x))'])} }`,
      () =>
        `{ const one = [${fn()}], other = { f: ${fn()} }; for (const each of [${pick(s, ['...one, other.f', '...Object.values(other), ...one', `...one, ${fn()}`, `${fn()}, ...[other.f]`])}]) say(each(${num()})) }`,
      () =>
        `{ const named = { p: ${fn()}, q: ${fn()} }; for (const [key, each] of Object.entries(named)) { say(each(${num()})); say(key.length) } ${pick(s, [`Object.assign(named, { q: ${fn()} })`, `named.q = named.p`, `named.p = ${fn()}`])}; say(named.q(${num()})) }`,
      () => `{ const late = () => ${a} + later; let later = ${num()}; later += 1; say(late()) }`,
      () => `say(hoisted(${num()}))`,
      () => `{ let ${a} = ${literal(s)}; { let ${a} = 5; say(${a}++) } say(${a}) }`,
      () => `say((() => { try { return ${num()} } finally { ${change()} } })())`,
      () =>
        `{ const memo = new Map(); const fib = (m) => { if (m < 2) return m; const had = memo.get(m); if (had !== undefined) return had; const made = fib(m - 1) + fib(m - 2); memo.set(m, made); return made }; say(fib(${s.choose(80)})) }`,
    ])()
  return [
    `let ${a} = ${literal(s)}, ${b} = k, x = ${literal(s)}`,
    `const ${f} = (x) => { ${change()}; return ${num()} }`,
    `const ${g} = (x) => ${num()} + ${f}(${num()})`,
    `function ${h}(x) { ${change()}\nif (x > 5) return ${h}(5)\nreturn ${g}(x) - ${num()} }`,
    `const ${twice} = (f, y) => f(f(y)) ${pick(s, ['+', '-', '*'])} ${a}`,
    `const ${o} = { v: ${literal(s)}, hook: ${fn()}, run(y) { this.v += y; return this.hook(y) + this.v } }`,
    `function hoisted(y) { return y * 2 + (typeof y === 'number' ? 1 : 0) }`,
    times(s, 4, 8, statement),
    `say(${a}); say(${b}); say(x); say(${o}.v)`,
  ].join('\n')
}
