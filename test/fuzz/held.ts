/** Scenes about variables that closures hold, and that get what may lie outside of a list: the parser's `token = tokens[++at]`. */
import { BASICS, KINDS } from './pops.ts'
import { pick, type Scenery, times } from './scenes.ts'

/** In place of what takes an item apart, where the words of the error for one that is not there are not those of V8. */
const READS: Readonly<Record<string, (s: Scenery, item: string) => string>> = {
  object: (s, item) => pick(s, [`say(${item}.v)`, `say(${item}.v + ${item}.w)`, `${item}.w++`]),
  list: (s, item) => pick(s, [`say(${item}.length)`, `say(${item}[0])`, `${item}.push(3)`, `say(${item}.indexOf(n))`]),
  pair: (_, item) => `{ say(${item}[0]); tell(${item}[1]) }`,
}

export function heldScene(s: Scenery): string {
  const kind = pick(s, Object.keys(KINDS))
  const { make, show: showSome } = KINDS[kind]!
  const show = READS[kind] ?? showSome
  const [ls, token, at, next, c] = ['ls', 'token', 'at', 'next', 'c'].map((name) => s.fresh(name)) as [
    string,
    string,
    string,
    string,
    string,
  ]
  const step = pick(s, [`${ls}[++${at}]`, `${ls}[++${at}]`, `${ls}[++${at}]`, `${ls}[${at} += 2]`, `${ls}.at(++${at})`, `${ls}.pop()`])
  const there = (item: string) =>
    pick(s, [
      item,
      item,
      `${item} !== undefined`,
      `${item} != null`,
      `typeof ${item} !== 'undefined'`,
      `${at} < ${ls}.length`,
      `${at} <= ${ls}.length`,
    ])
  const limit = `if (++${c} > 9) break`
  const use = (item: string): string =>
    pick<() => string>(s, [
      () => show(s, item),
      () => show(s, item),
      () => `if (${there(item)}) { ${show(s, item)} } else tell('end')`,
      () => `tell(typeof ${item})`,
      () => `tell(${item} === undefined)`,
      () => `{ const now = ${item}; ${next}(); ${show(s, 'now')} }`,
      () => `{ const now = ${item}; later.push(() => { if (${there('now')}) { ${show(s, 'now')} } else tell('none') }) }`,
      () => `later.push(() => { ${show(s, item)} })`,
      () => 'sum += 1',
    ])()
  const advance = pick(s, [
    `const ${next} = () => { ${token} = ${step} }`,
    `const ${next} = () => { const was = ${token}; ${token} = ${step}; return was }`,
    `function ${next}() { const go = () => { ${token} = ${step} }; go(); return ${at} }`,
    `const ${next} = () => (${token} = ${step})`,
    `const ${next} = () => { if (${at} > 5) return; ${token} = ${at} + 1 < ${ls}.length ? ${step} : undefined }`,
  ])
  const peek = `const peek = () => ${token}`
  const loop = pick<() => string>(s, [
    () => `while (${there(token)}) { ${limit}\n${use(token)}\n${next}() }`,
    () => `for (; ${there(token)}; ${next}()) { ${limit}\n${use(token)}\n${use(token)} }`,
    () =>
      `const walk = (deep) => { if (deep > 6 || !(${there(token)})) return deep; ${use(token)}; ${next}(); return walk(deep + 1) }\nsay(walk(0))`,
    () => `${peek}\nwhile (${there('peek()')}) { ${limit}\n${use(token)}\n${next}() }`,
    () =>
      `for (let i = 0, ${token}2 = ${ls}[0]; i < 4; ${token}2 = ${ls}[++i]) { later.push(() => { if (${token}2) { ${show(s, `${token}2`)} } else tell(i) }) }`,
    () => `${times(s, 1, 4, () => `${use(token)}\n${next}()`)}`,
    () =>
      `const take = (x, deep) => { if (!x${pick(s, ['', ' && deep < 9'])}) return deep; ${show(s, 'x')}; return deep < 4 ? take(${step}, deep + 1) : deep }\nsay(take(${pick(s, [token, `${ls}[0]`, step])}, 0))`,
    () =>
      `class Tour { constructor(all) { this.all = all; this.seen = 0 } ask(x) { if (${pick(s, ['x', 'x !== undefined', 'x != null'])}) this.seen++; else this.seen += 10 } go() { for (let j = 0; j < 5; j++) this.ask(this.all[j]); return this.seen } }\nsay(new Tour(${ls}).go())`,
    () => `[1, 2, 3].forEach((x) => { if (${there(token)}) { ${use(token)} }\n${next}() })`,
  ])()
  return [
    ...BASICS,
    `let sum = 0, ${c} = 0, ${at} = ${pick(s, ['0', '0', '-1', 'n'])}`,
    'const later = []',
    `const ${ls} = [${times(s, 1, 4, () => make(s), ', ')}]`,
    `let ${token} = ${pick(s, [`${ls}[0]`, `${ls}[${at}]`, make(s)])}`,
    advance,
    loop,
    pick(s, ['', `${use(token)}`, `tell(${token} === undefined)`]),
    'for (const f of later) f()',
    'say(sum)',
  ].join('\n')
}
