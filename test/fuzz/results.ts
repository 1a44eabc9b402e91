/** Collections and objects that are parts of what a program returns: filled, thinned out, put into one another and into lists and objects. */
import { literal, pick, type Scenery, times } from './scenes.ts'

export interface Returned {
  /** Statements before the result. */
  readonly filling: string
  readonly result: string
}

const KEYS: Readonly<Record<string, readonly string[]>> = {
  number: ['n', 'k', '1', '0.5', '-0', 'NaN', 'i', 'i * 7 % 13', '-i', 'list[0] ?? 3'],
  text: ["'a'", "'b' + k", '`${i}`', '`${i % 5}`', "'x' + i * 3 % 11", "''"],
  flag: ['i % 2 === 0', 'n > 1'],
  big: ['BigInt(i)', '2n ** 40n', 'BigInt(i * 5 % 7)'],
}
const VALUES: Readonly<Record<string, readonly string[]>> = {
  ...KEYS,
  list: ['[i]', '[]', '[k, n]', 'list', 'list.slice(1)'],
  record: ['{ x: i, y: `${n}` }', "{ x: k, y: '' }"],
  mixed: ['i', "'v' + i", 'undefined', 'n > 2'],
  array: ['new Float64Array(i % 4)', 'new Float64Array([n, k])'],
}

interface Made {
  readonly name: string
  readonly filling: string
}

export function returnedCollections(s: Scenery): Returned {
  const made: Made[] = []
  times(s, 1, 3, () => {
    made.push(collection(s, made))
    return ''
  })
  const names = made.map(({ name }) => name)
  const one = () => pick(s, names)
  const result = pick(s, [
    () => `{ words, ${names.join(', ')} }`,
    () => `[words, ${one()}]`,
    () => `{ words, all: [${one()}, ${one()}].length, first: ${one()}, again: ${one()} }`,
    () => `{ words, maybe: n > 1 ? ${one()} : ${pick(s, ['null', 'undefined', names[0]!])} }`,
    () => `[{ words, part: { inner: ${one()} } }]`,
  ])()
  return { filling: made.map(({ filling }) => filling).join('\n'), result }
}

const PROPERTIES: Readonly<Record<string, readonly string[]>> = {
  tag: ["'a'", "'b'", '`${i}`'],
  size: ['i', 'n', 'k * 0.5'],
  big: ['BigInt(i)', '7n'],
  on: ['i > 1', 'n > 2'],
  list: ['[i, n]', 'list.slice()', '[]'],
  inner: ['{ x: i }', '{ x: k, y: n }', 'null'],
  odd: ['list[0] ?? 3', 'null', "'t'", 'i'],
}

/** Objects of which some lack what others have. */
export function returnedObjects(s: Scenery): Returned {
  const names = Object.keys(PROPERTIES).filter(() => s.choose(2) === 0)
  const literalOf = () => {
    const own = names.filter(() => s.choose(3) > 0)
    if (s.choose(12) === 0) own.reverse()
    const fields = own.map((name) => `${name}: ${pick(s, s.choose(25) === 0 ? ['undefined'] : PROPERTIES[name]!)}`)
    return `{ id: ${pick(s, ['i', 'n', '1'])}${fields.map((each) => `, ${each}`).join('')} }`
  }
  const list = s.fresh('o')
  const make = s.fresh('make')
  const change = pick(s, ['', '', `for (const o of ${list}) o.id = n`, `for (const o of ${list}) if (o.tag === 'a') o.id += 1`])
  const assign =
    names.length > 0 && s.choose(4) === 0 ? `if (${list}.length > 1) ${list}[1].${names.at(-1)} = ${list}[0].${names.at(-1)}` : ''
  const filling = [
    `const ${make} = (i) => { ${times(s, 1, 3, (at) => `if (i % 4 === ${at}) return ${literalOf()}`, '; ')}; return ${literalOf()} }`,
    `const ${list} = []`,
    `for (let i = 0; i < ${pick(s, ['4', '7', 'k & 7'])}; i++) ${pick(s, ['', 'if (i !== 2) '])}${list}.push(${make}(i))`,
    change,
    assign,
  ]
  const result = pick(s, [
    `{ words, ${list} }`,
    `[words, ${list}[1] ?? null, ${list}]`,
    `{ words, one: ${make}(k), two: n > 1 ? ${make}(3) : null }`,
    `[words, new Map(${list}.map((o, at) => [at, o]))]`,
    `[words, ${list}.filter((o) => o.id !== n), ${make}(1)]`,
  ])
  return { filling: filling.join('\n'), result }
}

function collection(s: Scenery, others: readonly Made[]): Made {
  const name = s.fresh('c')
  const inner = others.length > 0 && s.choose(3) === 0 ? [pick(s, others).name] : pick(s, Object.values(VALUES))
  const form = pick(s, ['Map', 'Map', 'Set', 'dictionary'])
  const keys = form === 'dictionary' ? [...KEYS['text']!, 'k', 'i'] : pick(s, Object.values(KEYS))
  const [key, value] = [() => pick(s, keys), () => pick(s, inner)]
  const put = () =>
    form === 'Map' ? `${name}.set(${key()}, ${value()})` : form === 'Set' ? `${name}.add(${key()})` : `${name}[${key()}] = ${value()}`
  const remove = () => (form === 'dictionary' ? `delete ${name}[${key()}]` : `${name}.delete(${key()})`)
  const count = pick(s, ['3', '9', '30', 'k & 15'])
  const lines = [
    `const ${name} = ${form === 'dictionary' ? '{}' : `new ${form}()`}`,
    `for (let i = 0; i < ${count}; i++) { ${times(s, 1, 2, put, '; ')} }`,
    s.choose(2) === 0 ? `for (let i = 0; i < ${pick(s, ['2', '20'])}; i++) if (i % 3 === ${s.choose(3)}) ${remove()}` : '',
    s.choose(3) === 0 ? `{ const i = ${literal(s)}; ${put()} }` : '',
  ]
  return { name, filling: lines.join('\n') }
}
