/** Scenes about objects, tuples and lists of them, and about what is not there: undefined, null, defaults, `?.`, `??`, `??=`. */
import { literal, pick, type Scenery, times } from './scenes.ts'

export function recordScene(s: Scenery): string {
  const [p, q, ls, u, m, F] = ['p', 'q', 'ls', 'u', 'm', 'F'].map((name) => s.fresh(name)) as [
    string,
    string,
    string,
    string,
    string,
    string,
  ]
  const bool = () => pick(s, ['n > 1', 'k === 2', 'list.length > 2', `${p}.on`, `${p}.x < ${q}.x`, 'k & 1'])
  const num = (): string =>
    pick<() => string>(s, [
      () => literal(s),
      () => 'n',
      () => 'k',
      () => `${p}.${pick(s, ['x', 'y'])}`,
      () => `${q}.${pick(s, ['x', 'y'])}`,
      () => `${p}.in.${pick(s, ['a', 'b'])}`,
      () => `(${p}.x + ${literal(s)})`,
      () => `(${u} ?? ${literal(s)})`,
      () => `(${u}?.valueOf() ?? 3)`.replace('?.valueOf()', ''),
      () => `${p}.pair[${s.choose(2)}]`,
    ])()
  const missing = (): string =>
    pick<() => string>(s, [
      () => u,
      () => `${p}.tag`,
      () => `${q}.tag`,
      () => `list[${s.choose(6)}]`,
      () => `${ls}.find((r) => r.x === ${literal(s)})?.y`,
      () => `${ls}[${s.choose(5)}]?.${pick(s, ['x', 'y', 'tag', 'in.a', 'pair[0]', 'pair[5]'])}`,
      () => `${m}?.${pick(s, ['x', 'y', 'tag', 'in.b'])}`,
      () => `(${bool()} ? ${num()} : undefined)`,
      () => `new Map([[1, ${num()}]]).get(k)`,
      () => `list.pop()`,
      () => `${F}(${num()})`,
    ])()
  const record = (): string =>
    pick<() => string>(s, [
      () =>
        `{ x: ${num()}, y: ${num()}, on: ${bool()} ? true : false, in: { a: ${num()}, b: ${num()} }, pair: [${num()}, ${num()}], tag: ${missing()} }`,
      () => `{ ...${p}, x: ${num()} }`,
      () => `{ ...${p}, in: { ...${p}.in, a: ${num()} } }`,
      () => `{ ...${p}, tag: ${missing()} }`,
      () => p,
    ])()
  const [v, w, rest] = [s.fresh('v'), s.fresh('w'), s.fresh('rest')]
  const statement = (): string =>
    pick<() => string>(s, [
      () => `tell(${missing()})`,
      () => `tell(${missing()})`,
      () => `say(${missing()} ?? ${num()})`,
      () => `tell(${missing()} === ${pick(s, ['undefined', 'null', literal(s)])})`,
      () => `tell(${missing()} == null)`,
      () => `tell(typeof ${missing()})`,
      () => `say((${missing()}) + ${num()})`,
      () => `tell((${missing()}) > ${num()})`,
      () => `tell((${missing()}) | 0)`,
      () => `${u} = ${missing()}`,
      () => `${u} ??= ${num()}`,
      () => `${p}.tag ??= ${missing()}`,
      () => `${p}.tag = ${missing()}`,
      () => `${q}.tag = undefined`,
      () => `${m} = ${bool()} ? ${record()} : ${pick(s, ['undefined', 'null'])}`,
      () => `if (${m}) ${m}.x = ${num()}`,
      () => `if (${m} != null && ${m}.x > 0) say(${m}.y)`,
      () => `${m}.x += ${num()}`,
      () => `${q} = ${record()}`,
      () => `${q}.${pick(s, ['x', 'y', 'in.a', 'pair[1]'])} ${pick(s, ['=', '+=', '*=', '||=', '&&='])} ${num()}`,
      () => `if (${ls}.length < 8) ${ls}.push(${record()})`,
      () => `${ls}.push({ ...${ls}[0], y: ${num()} })`,
      () => `for (const { x, in: { a: inner }, tag = ${num()} } of ${ls}) { say(x + inner); say(tag) }`,
      () => `for (const r of ${ls}) { r.x += 1; if (r.tag !== undefined) say(r.tag) }`,
      () =>
        `{ const { x: ${v}, pair: [, ${w} = ${num()}], tag: z = ${num()}, ...${rest} } = ${pick(s, [p, q])}; say(${v} - ${w}); say(z); say(${rest}.y); tell(Object.keys(${rest}).join()) }`,
      () =>
        `{ const { x, y } = ${q}; const r = { y, x, ['z']: x - y }; tell(Object.keys(r).join()); say(r.z); for (const [key, value] of Object.entries(r)) { tell(key); say(value) } }`,
      () => `say(Object.values({ ...${p}.in, c: ${num()} }).reduce((a, b) => a + b, 0))`,
      () => `tell(${p} === ${q}); tell(${ls}[0] === ${p}); tell(${ls}.includes(${p})); tell(${ls}.indexOf(${q}))`,
      () => `${ls}.sort((a, b) => ${pick(s, ['a.x - b.x', 'b.x - a.x', 'a.y - b.y || a.x - b.x', '0', 'a.x < b.x ? 1 : -1'])})`,
      () => `say(${ls}.map((r) => r.x).filter((x) => x ${pick(s, ['>', '<', '!=='])} ${num()}).length)`,
      () =>
        `{ const [${v}, ${w}] = ${ls}.reduce(([lo, hi], r) => [Math.min(lo, r.x), Math.max(hi, r.y)], [${num()}, ${num()}]); say(${v}); say(${w}) }`,
      () => `;[${p}.x, ${q}.x] = [${q}.x, ${num()}]`,
      () => `;({ x: ${p}.y, y: ${p}.x = 5 } = ${q})`,
      () => `tell(${pick(s, ["'tag' in", "'x' in", "'toString' in"])} ${p})`,
      () => `{ const ${v} = ${pick(s, [`${m}?.in`, `${ls}[9]`, `${ls}.at(-1)?.in`])}; tell(${v} === undefined) }`,
      () => `say(${F}() ?? -5)`,
      () => `${ls}.pop()`,
      () => `say(((r, { x, y = r.y } = r) => x - y)(${q}))`,
    ])()
  return [
    `let ${u} = ${pick(s, ['undefined', 'n', 'list[1]', 'list.find((x) => x > 1)'])}`,
    `const ${p} = { x: n, y: ${literal(s)}, on: k > 1, in: { a: ${literal(s)}, b: k }, pair: [n, ${literal(s)}], tag: ${pick(s, ['undefined', 'n', 'list[0]'])} }`,
    `let ${q} = { ...${p}${pick(s, ['', `, x: ${literal(s)}`, ', tag: undefined'])} }`,
    `const ${ls} = [${p}, ${q}]`,
    `let ${m} = k > 1 ? ${p} : ${pick(s, ['undefined', 'null', q])}`,
    `const ${F} = (a, b = a) => { if (a === ${literal(s)}) return ${pick(s, ['', 'undefined'])}; ${pick(s, ['', 'if (b > 3) return'])}\nreturn b }`,
    times(s, 4, 9, statement),
    `say(${p}.x); say(${p}.y); say(${q}.x); tell(${u}); for (const r of ${ls}) { say(r.in.a); say(r.pair[0]); tell(r.tag) }`,
  ].join('\n')
}
