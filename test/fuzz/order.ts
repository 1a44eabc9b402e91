/** Scenes about the order of evaluation: every operand says when it runs, and changes what others read. */
import { literal, pick, type Scenery, times } from './scenes.ts'

export function orderScene(s: Scenery): string {
  const [a, b, arr, ls, o, f, g, bump, C, has, turn] = ['a', 'b', 'arr', 'ls', 'o', 'f', 'g', 'bump', 'K', 'has', 'turn'].map((name) =>
    s.fresh(name),
  ) as [string, string, string, string, string, string, string, string, string, string, string]
  let mark = 0
  const num = (fuel: number): string => {
    if (fuel <= 0) return pick(s, [a, b, literal(s), `${o}.x`, `${arr}[0]`, `${bump}()`, 'n', 'k'])
    const e = () => num(fuel - 1 - s.choose(2))
    const at = () => `t(${++mark}, ${pick(s, ['0', '1', '2', '3'])})`
    return pick<() => string>(s, [
      () => `t(${++mark}, ${e()})`,
      () => `t(${++mark}, ${e()})`,
      () => `(${e()} ${pick(s, ['+', '-', '*', '/', '%', '&', '|', '^', '<<', '>>', '>>>'])} ${e()})`,
      () => `(${e()} ${pick(s, ['+', '-', '*'])} ${e()})`,
      () => `(${lhs()} ${pick(s, ['=', '+=', '-=', '*=', '|=', '>>>=', '&&=', '||=', '??='])} ${e()})`,
      () => `(${lhs()} = ${lhs()} = ${e()})`,
      () => `${lhs()}${pick(s, ['++', '--'])}`,
      () => `(${pick(s, ['++', '--'])}${lhs()})`,
      () => `${f}(${e()}, ${e()}, ${e()})`,
      () => `${f}(${e()}, ${e()})`,
      () => `${f}(...[${e()}, ${e()}, ${e()}])`,
      () => `${g}(${e()}, ${e()})`,
      () => `[${e()}, ${e()}][t(${++mark}, ${pick(s, ['0', '1'])})]`,
      () => `{ x: ${e()}, y: ${e()} }.${pick(s, ['x', 'y'])}`.replace(/^.*$/s, (text) => `(${text})`),
      () => `(${bool(fuel - 1)} ? ${e()} : ${e()})`,
      () => `(${e()} ${pick(s, ['&&', '||'])} ${e()})`,
      () => `(${arr}[${at()}] ?? ${e()})`,
      () => `(${e()}, ${e()})`,
      () => `Math.${pick(s, ['min', 'max', 'hypot', 'imul', 'pow'])}(${e()}, ${e()})`,
      () => `(- ${e()})`,
      () => `(+${bool(fuel - 1)})`,
      () => `${o}.add(${e()}, ${e()})`,
      () => `(${o}[${pick(s, ["'x'", "'y'"])}] ${pick(s, ['+=', '='])} ${e()})`,
      () => `new ${C}(${e()}, ${e()}).sum(${e()})`,
      () =>
        `${has}.${pick(s, ['f', 'g', 'fs[0]', `fs[t(${++mark}, 1)]`, 'pair[1]', 'k.w', 'two[n > 0 ? "f" : "g"]'])}(${pick(s, [e(), `${turn}(${e()})`])})`,
      () => `${turn}(${e()})`,
      () => `(${ls}.push(${e()}, ${e()}), ${ls}.length)`,
      () => `(${ls}.pop() ?? ${e()})`,
      () => `${ls}.indexOf(${e()}, ${at()})`,
      () => `(${ls}.splice(${at()}, ${at()}, ${e()}).length)`,
      () => `\`\${${e()}}:\${${e()}}\`.length`,
      () => `((p = ${e()}, q = p + ${e()}) => p - q)(${pick(s, ['', e()])})`,
    ])()
  }
  const bool = (fuel: number): string => `(${num(fuel)} ${pick(s, ['<', '<=', '===', '!==', '>', '=='])} ${num(fuel - 1)})`
  const lhs = (): string =>
    pick(s, [
      a,
      b,
      `${o}.x`,
      `${o}.n.p`,
      `${arr}[t(${++mark}, ${s.choose(4)})]`,
      `got(${++mark}).${pick(s, ['x', 'y'])}`,
      `got(${++mark}).n.p`,
    ])
  const statement = (): string =>
    pick<() => string>(s, [
      () => `say(${num(3)})`,
      () => `say(${num(2)} + ${num(2)})`,
      () => `${lhs()} ${pick(s, ['=', '+=', '-=', '**=', '%='])} ${num(2)}`,
      () => `;[${lhs()}, ${lhs()}] = [${num(1)}, ${num(1)}]`,
      () => `;({ x: ${lhs()}, y: ${lhs()} = ${num(1)} } = { x: ${num(1)}, y: ${num(1)} })`,
      () => `if (${bool(2)} ${pick(s, ['&&', '||'])} ${bool(1)}) say(${num(1)})`,
      () => `for (let i = ${num(1)} & 1; i < t(${++mark}, 3); i += t(${++mark}, 1)) { ${lhs()} += ${num(1)} }`,
      () => `switch (${num(1)}) { case ${num(1)}: say(1); case ${num(1)}: say(2); break; default: say(${num(1)}) }`,
      () => `say(${o}.y)`,
      () => `{ const [p, q = ${num(1)}] = [${num(1)}, ${num(1)}]; say(p - q) }`,
      () => `while (fuel-- > 0 && ${bool(1)}) { ${lhs()} = ${num(1)} }`,
    ])()
  return [
    `let ${a} = ${literal(s)}, ${b} = ${literal(s)}`,
    'const t = (mark, x) => { words.push("t" + mark); return x }',
    `const ${arr} = new ${pick(s, ['Float64Array', 'Int32Array', 'Uint8Array', 'Float32Array', 'Uint8ClampedArray'])}([1, 2, 3, 4])`,
    `const ${ls} = [1, 2, 3]`,
    `const ${o} = { x: ${literal(s)}, n: { p: ${literal(s)}, q: 1 }, y: ${literal(s)}, add(p, q) { this.x += p; return this.x * q } }`,
    `const got = (mark) => { words.push("g" + mark); ${bump}(); return ${o} }`,
    `const ${bump} = () => { ${pick(s, [`${a}++`, `${a} += 2`, `${o}.x += 1`, `${arr}[0] += 3`, `${b} = ${a}`, `${o}.n.p = ${a}; ${b}++`])}; return ${pick(s, [a, b, `${o}.x`, '1'])} }`,
    `const ${f} = (p, q, r = ${num(1)}) => { ${pick(s, ['', `${a} = p`, `${arr}[1] = q`, `${o}.x = r`])}; return p + 2 * q + 3 * r }`,
    `const ${g} = (p, q) => ${bool(0)} ? p - q : q`,
    `class ${C} { u = 1; v; constructor(p, q) { this.u = p; this.v = q } w = (x) => x + 9; sum(r) { this.u += r; return this.u * this.v } }`,
    `const ${has} = { f: (x) => x + 1, g: (x) => x * 2, fs: [(x) => x - 3, (x) => -x], pair: [1, (x) => x * 5], k: new ${C}(1, 2), two: { f: (x) => x - 1, g: (x) => x * 3 }, turn() { const f = this.f; this.f = this.g; this.g = f } }`,
    `const ${turn} = (x) => { ${pick(
      s,
      [
        'fs.reverse()',
        '[h.fs[0], h.fs[1]] = [h.fs[1], h.fs[0]]',
        'h.turn()',
        'h.f = (x) => x * 7',
        'h.pair[1] = h.k.w',
        'h.k.w = h.f',
        'h.fs[1] = h.g',
        'h.two.f = h.two.g',
      ].map((text) => text.replace(/h\./g, `${has}.`).replace(/^fs/, `${has}.fs`)),
    )}; return x }`,
    times(s, 2, 4, statement),
    `say(${a}); say(${b}); say(${o}.x); say(${o}.n.p); for (const x of ${arr}) say(x); for (const x of ${ls}) say(x)`,
  ].join('\n')
}
