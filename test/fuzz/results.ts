/** Collections that are parts of what a program returns: filled, thinned out, put into one another and into lists and objects. */
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
