/** Scenes about properties that objects get after they were made, and about reads before they do. */
import { literal, pick, type Scenery, times } from './scenes.ts'

/** What the properties hold: of `pal` other objects of the kind. */
const KINDS = { a: 'number', b: 'number', t: 'text', g: 'list', pal: 'object', f: 'function' } as const
const EARLY = { number: 'k', text: `'x' + n`, list: '[n]', object: 'null', function: '(x) => x - n' } as const
type Property = keyof typeof KINDS
const PROPERTIES = Object.keys(KINDS) as Property[]

export function gainScene(s: Scenery): string {
  const [o, p, q, ls, walk, sum, make] = ['o', 'p', 'q', 'ls', 'walk', 'sum', 'make'].map((name) => s.fresh(name)) as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ]
  const first = pick<readonly Property[]>(s, [[], ['a'], ['a', 'b'], ['t'], ['a', 'pal'], ['g', 'a']])
  // Only of these is anything asked: each comes at some time, or the program is refused for a slip of the pen.
  const live = PROPERTIES.filter((name) => first.includes(name) || s.choose(2) === 0)
  const numbers = live.filter((name) => KINDS[name] === 'number')
  const simple = live.filter((name) => name === 't' || KINDS[name] === 'number')
  if (numbers.length === 0 || simple.length === 0) for (const names of [live, numbers, simple]) names.push('a')
  const has = (name: Property, text: string, otherwise = '1') => (live.includes(name) ? text : otherwise)
  const bool = (): string =>
    pick(s, [
      'n > 1',
      'k === 2',
      'list.length > 2',
      'k & 1',
      `${o}.${pick(s, numbers)} > 1`,
      `${p}.${pick(s, live)}`,
      `${q}.${pick(s, live)} === undefined`,
    ])
  const object = (): string => pick(s, [o, p, q, q, `${ls}[${s.choose(3)}]`, `(${bool()} ? ${o} : ${p})`])
  /** Before the objects are made nothing is asked of them. */
  let isReady = false
  const num = (): string =>
    pick<() => string>(s, [
      () => 'k',
      () => literal(s),
      () => 'n',
      () => 'k',
      () => `${object()}.${pick(s, numbers)}`,
      () => `(${object()}.${pick(s, numbers)} ?? ${literal(s)})`,
    ])()
  const made = (property: Property): string => {
    if (!isReady) return EARLY[KINDS[property]]
    switch (KINDS[property]) {
      case 'number':
        return num()
      case 'text':
        return pick(s, [`'x' + k`, `'abc'`, `String(${num()})`, has('t', `(${object()}.t ?? 'none')`, "'z'")])
      case 'list':
        return pick(s, ['[n, k]', '[]', `[${num()}]`, has('g', `(${object()}.g ?? [k])`, '[k]')])
      case 'object':
        return pick(s, [o, p, q, `{ ${first.includes('a') ? 'a: k' : ''} }`.replace('{  }', '{}'), 'null'])
      case 'function':
        return pick(s, ['(x) => x + 1', `(x) => x * ${literal(s)}`, `(x) => x + (${o}.${pick(s, numbers)} ?? 0)`])
    }
  }
  const literalOf = (names: readonly Property[]) =>
    `{ ${names.map((name) => `${name}: ${name === 'pal' ? 'null' : made(name)}`).join(', ')} }`
  const read = (): string =>
    pick<() => string>(s, [
      () => `tell(${object()}.${pick(s, simple)})`,
      () => `tell(${object()}.${pick(s, simple)} === ${pick(s, ['undefined', 'k', "'abc'"])})`,
      () => `say(${object()}.${pick(s, numbers)} ?? ${num()})`,
      () => `say((${object()}.${pick(s, numbers)} ?? 0) + (${object()}.${pick(s, numbers)} ?? 0))`,
      () => `tell(typeof ${object()}.${pick(s, live)})`,
      () => has('g', `tell(${object()}.g?.length)`, ''),
      () => has('g', `tell((${object()}.g ?? []).join())`, ''),
      () => has('pal', `tell(${object()}.pal === ${object()})`, ''),
      () =>
        has(
          'pal',
          `tell(${object()}.pal?.${pick(s, [...simple, ...(live.includes('g') ? ['g?.length'] : []), `pal?.${pick(s, simple)}`])})`,
          '',
        ),
      () => has('pal', `tell(${object()}.pal.${pick(s, simple)})`, ''),
      () => has('f', `say(${object()}.f?.(${num()}) ?? -1)`, ''),
      () => has('f', `if (${object()}.f) say(${object()}.f?.(2) ?? 0)`, ''),
      () => `{ const { ${pick(s, numbers)}: z = ${literal(s)} } = ${pick(s, [o, p])}; say(z) }`,
      () => has('pal', `say(${walk}(${object()}, 5))`, ''),
      () => has('pal', `say(${sum}(${object()}))`, ''),
      () => `tell(${ls}.map((x) => x.${pick(s, simple)} ?? '-').join())`,
      () => `tell(Object.hasOwn(${object()}, '${pick(s, live)}'))`,
      () => `tell('${pick(s, live)}' in ${object()})`,
      () => rare(`for (const name of ['a', 'pal', 'z']) tell(name in ${object()})`),
      () => rare(`tell(Object.keys(${object()}).join())`),
      () => rare(`tell(Object.values(${object()}).length)`),
      () => rare(`for (const [key, value] of Object.entries(${object()})) { tell(key); tell(typeof value) }`),
      () => rare(`for (const key in ${object()}) tell(key)`),
      copied,
      copied,
      copied,
    ])()
  /** What asks for all properties is refused where the order in which they came cannot be told. */
  const rare = (text: string) => (s.choose(4) === 0 ? text : '')
  /** Copies: of one, of one on another, of one that is there in some cases. */
  const copied = (): string => {
    const part = (): string => {
      const name = pick(s, live)
      return pick<() => string>(s, [
        () => `...${object()}`,
        () => `...${object()}`,
        () => `...(${bool()} ? { ${name}: ${made(name)} } : {})`,
        () => `...(${bool()} && { ${name}: ${made(name)} })`,
        () => `...(${bool()} ? ${object()} : null)`,
        () => `${name}: ${made(name)}`,
      ])()
    }
    const [name, r] = [pick(s, live), s.fresh('r')]
    return pick<() => string>(s, [
      () =>
        `{ const ${r} = { ${times(s, 1, 3, part, ', ')} }; tell(${r}.${pick(s, simple)}); ${pick(s, [`${q} = ${r}`, `${ls}.push(${r})`, `say(${r}.${pick(s, numbers)} ?? 4)`])} }`,
      () => `${q} = { ${times(s, 1, 3, part, ', ')} }`,
      () => `{ const { ${name}: ${s.fresh('z')}, ...${r} } = ${pick(s, [o, p])}; tell(${r}.${pick(s, simple)}) }`,
      () => `{ const ${r} = { ...${object()} }; ${r}.${name} = ${made(name)}; tell(${r}.${pick(s, simple)}) }`,
      () => `tell(${ls}.map((x) => ({ ...x, ${name}: ${made(name)} }).${pick(s, simple)} ?? '-').join())`,
    ])()
  }
  const change = (): string =>
    pick<() => string>(s, [
      () => {
        const name = pick(s, live)
        return `${object()}.${name} = ${made(name)}`
      },
      () => {
        const name = pick(s, live)
        return `if (${bool()}) ${object()}.${name} = ${made(name)}`
      },
      () => `${object()}.${pick(s, numbers)} ${pick(s, ['+=', '??=', '-='])} ${num()}`,
      () => `if (${ls}.length < 6) ${ls}.push(${pick(s, [literalOf(first), o, `${make}(${num()})`])})`,
      () => `${q} = ${pick(s, [o, p])}`,
      () => has('pal', `${o}.pal = ${p}; ${p}.pal = ${pick(s, [o, q])}`, ''),
      () => `{ const r = ${make}(${num()}); r.${pick(s, numbers)} = ${num()}; say(r.${pick(s, numbers)}) }`,
    ])()
  const begin = `const ${make} = (a) => (${first.length === 0 || s.choose(2) ? '{ a }' : literalOf(first)})
const ${o} = ${literalOf(first)}, ${p} = ${literalOf(pick(s, [first, ['a'], []]))}
let ${q} = ${pick(s, [o, p, literalOf(first)])}
const ${ls} = [${o}, ${literalOf(first)}]
`
  isReady = true
  const functions = `
const ${walk} = (x, depth) => depth === 0 || !x.pal ? (x.${numbers[0]} ?? 0) : 1 + ${walk}(x.pal, depth - 1)
const ${sum} = (x) => { let t = 0; let at = x; for (let i = 0; at && i < 4; i++) { t += at.${numbers.at(-1)} ?? 1; at = at.pal } return t }`
  return `${begin}
${live.map((name) => `if (${bool()}) ${pick(s, [o, p, q])}.${name} = ${made(name)}`).join('\n')}
${has('pal', functions, '')}
${times(s, 4, 10, () => `;${pick(s, [read, change, change])()}`)}
for (let round = 0; round < 2; round++) {
${times(s, 1, 4, () => `;${pick(s, [read, change])()}`)}
}`
}
