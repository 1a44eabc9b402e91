/** Scenes about `{}` with properties under names that are found at run time. */
import { literal, pick, type Scenery, times } from './scenes.ts'

/** Indices, what looks like one, texts; now and then what every object inherits, which ends the scene. */
const NAMES = [
  "'a'", "'b'", "'x1'", "''", "'0'", "'1'", "'10'", "'01'", "'-1'", "'4294967294'", "'4294967295'", "'size'", '0', '1', '2', '-1', '0.5', 'NaN',
  '-0', '1e21', '4294967295', 'k', 'n', "'a' + k", '`${n}`', 'list[0]', 'list[7]', 'true', '3n', '[k, 1]',
] // biome-ignore format: a table
const INHERITED = ["'toString'", "'constructor'", "'__proto__'", "'valueOf'"]

export function dictionaryScene(s: Scenery): string {
  const o = s.fresh('o')
  const text = s.choose(4) === 0
  const begin = pick(
    s,
    ['{}', '{}', () => listed(s, text), 'Object.create(null)'].map((one) => (typeof one === 'string' ? one : one())),
  )
  return [
    `const ${o} = ${begin}`,
    // What has properties becomes a dictionary by what only those can do.
    begin.length > 2 && begin[0] === '{' ? `delete ${o}[${name(s)}]` : '',
    times(s, 2, 7, () => change(s, o, text)),
    times(s, 1, 3, () => look(s, o, begin[0] !== '{')),
    s.choose(3) === 0 ? times(s, 1, 3, () => change(s, o, text)) : '',
    `for (const name in ${o}) say(name + '=' + ${o}[name])`,
  ].join('\n')
}

function listed(s: Scenery, text: boolean): string {
  return `{ ${times(s, 1, 4, () => `${pick(s, ['a', 'b', 'x1', '1', '10', '4294967295', "'01'", "''"])}: ${value(s, text)}`, ', ')} }`
}

const name = (s: Scenery) => pick(s, s.choose(25) === 0 ? INHERITED : NAMES)

function value(s: Scenery, text: boolean): string {
  return text ? pick(s, ["'t'", 'n', '`${k}`', 'undefined', 'true']) : pick(s, [literal(s), 'n', 'k', 'list.length'])
}

function change(s: Scenery, o: string, text: boolean): string {
  const key = () => name(s)
  const put = () => `${o}[${key()}] = ${value(s, text)}`
  return pick(s, [
    put,
    put,
    () => `delete ${o}[${key()}]`,
    () => `say(delete ${o}[${key()}])`,
    () => `${o}.${pick(s, ['a', 'b', 'get', 'keys', 'put'])} = ${value(s, text)}`,
    () => (text ? put() : `${o}[${key()}] = (${o}[${key()}] ?? ${literal(s)}) + 1`),
    () => (text ? put() : `${o}[${key()}] ${pick(s, ['+=', '-=', '??=', '||=', '*='])} ${literal(s)}`),
    () => (text ? put() : `${o}[${key()}]${pick(s, ['++', '--'])}`),
    () => `for (const item of list) ${o}[item] = ${value(s, text)}`,
    () =>
      `for (let i = 0; i < ${2 + s.choose(20)}; i++) ${o}[${pick(s, ['i', 'i * 3 % 7', "'k' + i % 5", '-i', '9 - i'])}] = ${value(s, text)}`,
    () => `say(${o}[say(${key()})] = ${value(s, text)})`,
  ])()
}

function look(s: Scenery, o: string, bare: boolean): string {
  const [a, b] = [s.fresh('a'), s.fresh('b')]
  return pick(s, [
    () => `tell(${o}[${name(s)}])`,
    () => `tell(${name(s)} in ${o})`,
    () => `tell(Object.hasOwn(${o}, ${name(s)}))`,
    () => (bare ? `tell(typeof ${o})` : `tell(${o}.hasOwnProperty(${name(s)}))`),
    () => `tell(Object.keys(${o}).join())`,
    () => `for (const ${a} of Object.values(${o})) tell(${a})`,
    () => `for (const [${a}, ${b}] of Object.entries(${o})) tell(${a} + ':' + ${b})`,
    () => `for (const ${a} in ${o}) { tell(${a}); if (fuel-- > 0) delete ${o}[${name(s)}] }`,
    () => `for (const ${a} in ${o}) { if (${a} === 'a') continue; if (fuel-- < 0) break; ${o}[${a} + '+'] = ${o}[${a}] }`,
    () => `const ${a} = { ...${o} }\n${a}[${name(s)}] = 1\ntell(Object.keys(${a}).join())`,
    () => `const ${a} = { x1: 5, ...${o}, a: 7 }\nfor (const ${b} in ${a}) tell(${b} + ':' + ${a}[${b}])`,
    () => `const ${a} = {}\n${a}[k] = 3\nconst ${b} = { ...${a}, ...${o} }\ntell(Object.entries(${b}).join())`,
    () => `const { a: ${a}, b: ${b} = 5 } = ${o}\ntell(${a} + ' ' + ${b})`,
    () => `const ${a} = (${b}) => ${b} === ${o} ? Object.keys(${b}).length : -1\ntell(${a}(${pick(s, [o, '{}'])}))`,
    () => `const ${a} = n > 1 ? ${o} : {}\n${a}.q = 1\ntell(Object.keys(${o}).length)`,
  ])()
}
