/** Scenes about values that are a number, a text, a boolean or nothing, whichever way the program goes: in variables, fields, lists, Maps and unions told apart by a field. */
import { literal, pick, type Scenery, times } from './scenes.ts'

const TEXTS = ["''", "'a'", "'12'", "' 3 '", "'-0'", "'NaN'", "'x1'", "'1e3'", "'true'", "'null'"]

export function mixedScene(s: Scenery): string {
  const [x, y, o, ls, m, ts, G, H] = ['x', 'y', 'o', 'ls', 'm', 'ts', 'G', 'H'].map((name) => s.fresh(name)) as [
    string, string, string, string, string, string, string, string,
  ] // biome-ignore format: names
  const text = () => pick(s, TEXTS)
  const bool = () => pick(s, ['n > 1', 'k === 2', 'list.length > 2', 'k & 1', `typeof ${x} === 'string'`, `${y} === ${x}`, `!${y}`])
  const plain = (): string =>
    pick<() => string>(s, [() => literal(s), text, text, () => pick(s, ['true', 'false']), () => 'n', () => 'k'])()
  const value = (fuel = 2): string => {
    if (fuel <= 0) return pick<() => string>(s, [plain, () => x, () => y, () => `${o}.v`])()
    const e = () => value(fuel - 1)
    return pick<() => string>(s, [
      plain,
      () => x,
      () => y,
      () => `${o}.${pick(s, ['v', 'w'])}`,
      () => `(${bool()} ? ${e()} : ${e()})`,
      () => `(${e()} ${pick(s, ['||', '&&', '??'])} ${e()})`,
      () => `(${e()} + ${e()})`,
      () => `${G}(${e()})`,
      () => `${H}(${e()}, ${e()})`,
      () => `(${ls}[${s.choose(5)}] ?? ${plain()})`,
      () => `(${m}.get(${pick(s, ["'a'", "'b'", "'c'"])}) ?? ${plain()})`,
      () => `(list[${s.choose(4)}] ?? ${text()})`,
    ])()
  }
  const seen = (e: string) => `tell(typeof ${e}); tell(${e})`
  const show = () => {
    const name = s.fresh('v')
    return `{ const ${name} = ${value()}; ${seen(name)}; if (typeof ${name} === 'number') say(${name}) }`
  }
  const maybe = () => `(${bool()} ? ${value(1)} : ${pick(s, ['undefined', 'null'])})`
  const statement = (): string =>
    pick<() => string>(s, [
      show,
      // Throws where it is reached.
      () =>
        `if (n ${pick(s, ['>', '<', '==='])} ${literal(s)}) { const t = ${pick(s, ['2n', 'BigInt(k)', '(-1n)'])} ${pick(s, ['+', '-', '*', '/', '%', '**', '&', '<<'])} ${pick(s, ['n', 'list.length', literal(s), 'true'])}\ntell(t) }`,
      show,
      () => `${pick(s, [x, y])} = ${value()}`,
      () => `${o}.${pick(s, ['v', 'w'])} = ${value()}`,
      () => `${pick(s, [x, y, `${o}.v`])} ${pick(s, ['+=', '||=', '&&=', '??='])} ${value(1)}`,
      () => `tell(${value()} ${pick(s, ['===', '!==', '==', '!='])} ${value()})`,
      () => `tell(${value(1)} ${pick(s, ['<', '<=', '>', '>='])} ${value(1)})`,
      () => `say(${value(1)} ${pick(s, ['-', '*', '/', '%', '|', '>>>', '&'])} ${value(1)})`,
      () => `say(${pick(s, ['-', '+', '~'])}${value(1)})`,
      () => `tell(!${value(1)}); tell(${value(1)} ? 'yes' : 'no')`,
      () => `tell(\`\${${value(1)}}|\${${value(1)}}\`)`,
      () => `tell(String(${value(1)})); say(Number(${value(1)})); tell(Boolean(${value(1)}))`,
      () => `{ const w = ${maybe()}; tell(w === ${pick(s, ['undefined', 'null', plain()])}); tell(w ?? ${plain()}); tell(typeof w) }`,
      () =>
        `switch (${value(1)}) { case ${plain()}: tell('one'); case ${plain()}: tell('two'); break; case ${x}: tell('x'); break; default: tell('none') }`,
      () =>
        `if (typeof ${x} === 'string') { tell(${x}.length); tell(${x}.toUpperCase()) } else if (typeof ${x} === 'number') { say(${x} * 2) } else { tell(${x} === true) }`,
      () => `${ls}.${pick(s, ['push', 'unshift'])}(${value(1)})`,
      () => `${ls}[${s.choose(3)}] = ${value(1)}`,
      () => `tell(${ls}.${pick(s, ['pop', 'shift'])}() ?? 'nothing')`,
      () => `tell(${ls}.${pick(s, ['indexOf', 'lastIndexOf', 'includes'])}(${value(1)}))`,
      () => `tell(${ls}.join('|'))`,
      () => `tell(${ls}.filter((e) => typeof e === ${pick(s, ["'string'", "'number'", "'boolean'"])}).length)`,
      () => `tell(${ls}.map((e) => typeof e === 'number' ? e + 1 : e + '!').join())`,
      () => `for (const e of ${ls}) { tell(typeof e); tell(e) }`,
      () => `${ls}.reverse(); tell(${ls}.slice(${s.choose(3)}).length)`,
      () => `${m}.set(${pick(s, ["'a'", "'b'", "'c'"])}, ${value(1)})`,
      () => `for (const [key, e] of ${m}) { tell(key); tell(e) }`,
      () => `{ const [p, q = ${plain()}] = ${ls}; tell(p ?? 'none'); tell(q) }`,
      () => `{ const { v, w } = ${o}; tell(v); tell(w); tell(Object.keys(${o}).join()) }`,
      () => `{ const r = { ...${o}, v: ${value(1)} }; tell(r.v); tell(r.w); tell(r.v === ${o}.v) }`,
      () =>
        `${ts}.push(${pick<() => string>(s, [() => `{ kind: 'n', value: ${literal(s)} }`, () => `{ kind: 's', value: ${text()} }`, () => `{ kind: 'b', value: ${pick(s, ['true', 'false'])} }`])()})`,
      () =>
        `for (const t of ${ts}) { if (t.kind === 'n') say(t.value * 2); else if (t.kind === 's') tell(t.value + '.'); else tell(t.value === true) }`,
      () => `tell(${ts}.map((t) => t.kind + t.value).join())`,
      () => `for (let i = 0; i < 3; i++) { ${x} = i === ${s.choose(3)} ? ${plain()} : ${value(1)}; tell(${x}) }`,
      () => `tell(((a, b = ${plain()}) => a === b)(${value(1)}${pick(s, ['', `, ${value(1)}`])}))`,
    ])()
  return [
    `let ${x} = ${bool().includes(x) ? plain() : `n > 1 ? ${plain()} : ${plain()}`}, ${y} = k & 1 ? ${plain()} : ${plain()}`,
    `const ${o} = { v: n > 2 ? ${text()} : ${literal(s)}, w: ${plain()} }`,
    `const ${ls} = [${literal(s)}, ${text()}, n]`,
    `const ${m} = new Map([['a', ${pick(s, ['n', text()])}]])`,
    `const ${ts} = [{ kind: 'n', value: n }, { kind: 's', value: ${text()} }]`,
    `const ${G} = (a) => { if (a === ${literal(s)}) return ${text()}; ${pick(s, ['', "if (typeof a === 'string') return a.length", 'if (!a) return false'])}\nreturn a }`,
    `const ${H} = (a, b) => ${pick(s, ['a + b', 'a === b ? a : b', "typeof a === 'number' ? b : a", 'a || b', `k > 1 ? a : ${text()}`])}`,
    times(s, 4, 9, statement),
    seen(x),
    seen(`${o}.v`),
    `tell(${ls}.length)`,
  ].join('\n')
}
