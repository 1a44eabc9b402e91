/** Scenes about loops that end when a list has nothing more: what is taken from it is carried round the loop, and undefined in the end. */
import { literal, pick, type Scenery, times } from './scenes.ts'

export interface Items {
  /** Text of an item. */
  readonly make: (s: Scenery) => string
  /** Says what is in an item that is there. */
  readonly show: (s: Scenery, item: string) => string
}

const number = (s: Scenery) => pick(s, ['n', 'k', literal(s), literal(s)])
export const KINDS: Readonly<Record<string, Items>> = {
  object: {
    make: (s) => `{ v: ${number(s)}, w: ${number(s)} }`,
    show: (s, item) => pick(s, [`say(${item}.v)`, `say(${item}.v + ${item}.w)`, `{ const { w, v } = ${item}; say(v - w) }`]),
  },
  instance: {
    make: (s) => `new Item(${number(s)})`,
    show: (s, item) => pick(s, [`say(${item}.v)`, `say(${item}.plus(${number(s)}))`, `${item}.v += 1`]),
  },
  list: {
    make: (s) => `[${times(s, 0, 3, () => number(s), ', ')}]`.replace('[]', '[1]'),
    show: (s, item) => pick(s, [`for (const x of ${item}) say(x)`, `say(${item}.length)`, `say(${item}[0])`, `${item}.push(3)`]),
  },
  pair: { make: (s) => `[${number(s)}, 'p${s.choose(9)}']`, show: (_, item) => `{ const [a, b] = ${item}; say(a); tell(b) }` },
  function: {
    make: (s) => pick(s, [`(x) => x + ${number(s)}`, '(x) => x * 2', '(x) => x + 1', '(x) => x + sum', 'Math.abs']),
    show: (s, item) => `say(${item}(${number(s)}))`,
  },
  oneFunction: { make: () => 'twice', show: (s, item) => `say(${item}(${number(s)}))` },
  bigint: {
    make: (s) => pick(s, ['0n', '1n', '7n', '-3n', '9223372036854775807n', 'big']),
    show: (s, item) => pick(s, [`tell(${item})`, `tell(${item} % 7n)`, `tell(${item} === big)`]),
  },
  text: { make: (s) => pick(s, [`'a'`, `''`, `'b' + k`]), show: (s, item) => pick(s, [`tell(${item})`, `say(${item}.length)`]) },
  number: { make: number, show: (s, item) => pick(s, [`say(${item})`, `say(${item} * 2)`, `sum += ${item}`]) },
  boolean: { make: (s) => pick(s, ['true', 'false', 'k > 1']), show: (_, item) => `tell(${item})` },
  perhaps: {
    make: (s) => pick(s, ['null', `{ v: ${number(s)} }`, `{ v: ${number(s)} }`]),
    show: (s, item) => pick(s, [`say(${item} === null ? -1 : ${item}.v)`, `tell(${item}?.v)`]),
  },
  textOrNumber: {
    make: (s) => pick(s, [number(s), `'t'`, `'u' + k`]),
    show: (s, item) => pick(s, [`tell(${item})`, `tell(typeof ${item})`]),
  },
}

/** What the texts of items use. */
export const BASICS = [
  'class Item { constructor(v) { this.v = v } plus(x) { return this.v + x } }',
  'const twice = (x) => x + x',
  'const big = BigInt(k)',
]

export function popScene(s: Scenery): string {
  const { make, show } = KINDS[pick(s, Object.keys(KINDS))]!
  const [ls, e, i, c, last, next, box] = ['ls', 'e', 'i', 'c', 'last', 'next', 'box'].map((name) => s.fresh(name)) as [
    string, string, string, string, string, string, string,
  ] // biome-ignore format: names
  const take = pick(s, [
    ...[`${ls}.pop()`, `${ls}.pop()`, `${ls}.shift()`, `${ls}.shift()`, `${ls}[++${i}]`, `${ls}[++${i}]`, `${ls}.at(++${i})`],
    ...[`${ls}.find((_, at) => at > ${i}++)`, `(${ls}.length > 1 ? ${ls}.pop() : ${ls}.shift())`, `${ls}.splice(0, 1)[0]`],
  ])
  const there = (item: string) =>
    pick(s, [
      item,
      item,
      `${item} !== undefined`,
      `${item} !== undefined`,
      `${item} != null`,
      `typeof ${item} !== 'undefined'`,
      `!!${item}`,
    ])
  const missing = (item: string) => pick(s, [`!${item}`, `${item} === undefined`, `${item} == null`])
  const body = (item: string): string =>
    times(s, 1, 3, () =>
      pick<() => string>(s, [
        () => show(s, item),
        () => show(s, item),
        () => `if (${c} < 4) ${ls}.push(${pick(s, [item, make(s)])})`,
        () => `if (${c} === ${s.choose(4)}) ${pick(s, ['break', 'continue'])}`.replace('continue', `{ ${item} = ${take}; continue }`),
        () => `${last} = ${item}`,
        () => `${box}.it = ${item}`,
        () => `kept.push(${item})`,
        () => `{ const now = ${item}; for (let j = 0; j < 2; j++) { ${show(s, 'now')} } }`,
        () => `sum += ${c}`,
      ])(),
    )
  const limit = `if (++${c} > 12) break`
  const first = pick(s, [take, take, `${ls}[0]`, make(s)])
  const loop = pick<() => string>(s, [
    () => `for (let ${e} = ${first}; ${there(e)}; ${e} = ${take}) { ${limit}\n${body(e)} }`,
    () =>
      `let ${e} = ${first}\nwhile (${there(e)}) { ${limit}\n${body(e)}\n${e} = ${take} }\ntell(${pick(s, [`typeof ${e}`, `${e} === undefined`, `!${e}`])})`,
    () => `let ${e} = ${first}\nif (${there(e)}) do { ${limit}\n${body(e)}\n${e} = ${take} } while (${there(e)})`,
    () => `let ${e}\nwhile ((${e} = ${take})${pick(s, ['', ' !== undefined', ' != null'])}) { ${limit}\n${body(e)} }`,
    () => `for (;;) { ${limit}\nlet ${e} = ${take}\nif (${missing(e)}) break\n${body(e)} }`,
    () => `let ${e} = ${first}\nconst ${next} = () => { ${e} = ${take} }\nwhile (${there(e)}) { ${limit}\n${body(e)}\n${next}() }`,
    () => `let ${e} = k > 1 ? ${first} : ${take}\nif (${there(e)}) { ${show(s, e)} } else tell('none')`,
    () => `let ${e} = ${first}\nwhile (true) { ${limit}\nif (${missing(e)}) break\n${body(e)}\n${e} = ${take} }`,
    () => `const read = (${e}) => { if (${there(e)}) { ${show(s, e)} } else tell('none') }\nfor (let j = 0; j < 4; j++) read(${take})`,
    () => `const got = () => ${take}\nlet ${e} = got()\nwhile (${there(e)}) { ${limit}\n${body(e)}\n${e} = got() }`,
    () => `let ${e} = { it: ${take} }\nif (${there(`${e}.it`)}) { const now = ${e}.it; if (now) { ${show(s, 'now')} } }`,
  ])()
  const after = pick<() => string>(s, [
    () => '',
    () => `tell(${ls}.length)`,
    () => `if (${last} !== undefined) { ${show(s, last)} }`,
    () => `if (${box}.it) { ${show(s, `${box}.it`)} }`,
    () => `say(kept.length); if (kept.length > 0) { ${show(s, 'kept[0]')} }`,
  ])()
  return [
    ...BASICS,
    `let sum = 0, ${c} = 0, ${i} = ${pick(s, ['-1', '0'])}`,
    `const ${ls} = [${times(s, 1, 4, () => make(s), ', ')}]`,
    `let ${last}${pick(s, ['', ` = ${ls}[0]`, ` = ${make(s)}`])}`,
    `const ${box} = { it: ${pick(s, [make(s), 'null', make(s)])} }, kept = []`,
    loop,
    after,
    'say(sum)',
  ].join('\n')
}
