/** Random statements. Loops end: they count, or burn the function's fuel. */
import { collectionStatement } from './collections.ts'
import { bigint, boolean, call, expression, index, integer, number } from './expressions.ts'
import { functions } from './functions.ts'
import { instanceStatement } from './instances.ts'
import {
  draw,
  fresh,
  INT_ARRAYS,
  isBigintArray,
  isNumberArray,
  type Kind,
  type Maker,
  oneOf,
  rarely,
  type Variable,
  variablesOf,
  within,
} from './maker.ts'
import { arrayStatement } from './methods.ts'
import { assignedText, textStatement } from './texts.ts'

const LOCAL: readonly Kind[] = [
  'int',
  'num',
  'num',
  'num',
  'big',
  'bool',
  'list',
  'bigList',
  'pair',
  'point',
  'Float64Array',
  'BigInt64Array',
]

const TEXT_KINDS: readonly Kind[] = ['text', 'text', 'texts']

export function block(m: Maker, length: number): string {
  return within(m, { depth: m.depth + 1 }, () => Array.from({ length }, () => statement(m)).join('\n'))
}

export function declare(m: Maker, name: string, kind: Kind, constant = false): void {
  m.variables = [...m.variables, { name, kind, constant }]
}

export function returning(m: Maker): string {
  const [first, ...rest] = m.results
  if (first === undefined) return 'return'
  if (rest.length === 0) return `return ${value(m, first)}`
  return `return [${m.results.map((kind) => value(m, kind)).join(', ')}]`
}

/** Rather a variable than an expression: what was computed shall be seen. */
function value(m: Maker, kind: Kind): string {
  const known = variablesOf(m, (variable) => variable.kind === kind)
  return known.length > 0 ? oneOf(m, known).name : expression(m, kind, 1)
}

export function statement(m: Maker): string {
  m.cost += m.factor
  const deep = m.depth >= 4
  return draw(
    m,
    [
      [6, () => declaration(m)],
      [8, () => assignment(m)],
      [5, () => store(m)],
      [3, () => grow(m)],
      [3, () => arrayStatement(m)],
      [2, () => swap(m)],
      [4, () => (deep ? undefined : condition(m))],
      [5, () => (deep ? undefined : loop(m))],
      [1, () => (deep ? undefined : choice(m))],
      [2, () => (deep ? undefined : attempt(m))],
      [1, () => jump(m)],
      [1, () => (rarely(m, 3) ? `if (${boolean(m, 1)}) ${returning(m)}` : undefined)],
      [1, () => (rarely(m, 3) ? `if (${boolean(m, 1)}) ${thrown(m)}` : undefined)],
      [2, () => (deep || m.factor > 1 ? undefined : functions(m))],
      [m.classes.length > 0 ? 4 : 1, () => call(m, oneOf(m, ['int', 'num', 'big', 'bool']), 2)],
      [1, () => destructuring(m)],
      [deep ? 0 : 3, () => textStatement(m, (extra, times) => more(m, extra, times))],
      [4, () => collectionStatement(m)],
      [deep || m.classes.length === 0 ? 0 : 8, () => instanceStatement(m, (extra, times) => more(m, extra, times))],
    ],
    () => assignment(m) ?? declaration(m),
  )
}

function declaration(m: Maker): string {
  const kind = rarely(m, 6) ? oneOf(m, INT_ARRAYS) : m.texts && rarely(m, 3) ? oneOf(m, TEXT_KINDS) : oneOf(m, LOCAL)
  const name = fresh(m, 'v')
  const constant = rarely(m, 4)
  const text = `${constant ? 'const' : 'let'} ${name} = ${expression(m, kind, 3)}`
  declare(m, name, kind, constant)
  return text
}

function assignment(m: Maker): string | undefined {
  const known = variablesOf(m, ({ kind, constant }) => !constant && !isNumberArray(kind) && !isBigintArray(kind))
  if (known.length === 0) return undefined
  const { name, kind } = oneOf(m, known)
  if (kind === 'text') return assignedText(m, name)
  if (kind === 'num' && rarely(m, 2)) return `${name} ${oneOf(m, ['+=', '-=', '*=', '/=', '%=', '**='])} ${number(m, 2)}`
  if (kind === 'int' && rarely(m, 2)) return `${name} ${oneOf(m, ['|=', '^=', '&=', '<<=', '>>='])} ${number(m, 2)}`
  if (kind === 'big' && rarely(m, 3)) return `${name} ${oneOf(m, ['+=', '-=', '^=', '&=', '|='])} ${bigint(m, 2)}`
  if (kind === 'pair' && rarely(m, 2)) return `${name}[${m.choose(2)}] ${oneOf(m, ['=', '+=', '*='])} ${number(m, 2)}`
  if (kind === 'point' && rarely(m, 2)) return `${name}.${oneOf(m, ['x', 'y'])} ${oneOf(m, ['=', '+=', '-='])} ${number(m, 2)}`
  return `${name} = ${expression(m, kind, 3)}`
}

function store(m: Maker): string | undefined {
  const known = variablesOf(m, ({ kind }) => isNumberArray(kind) || isBigintArray(kind))
  if (known.length === 0) return undefined
  const { name, kind } = oneOf(m, known)
  if (isBigintArray(kind)) return `${name}[${index(m, name, 2)}] = ${bigint(m, 2)}`
  return `${name}[${index(m, name, 2)}] ${oneOf(m, ['=', '=', '=', '+=', '-=', '^=', '*='])} ${number(m, 2)}`
}

function grow(m: Maker): string | undefined {
  const known = variablesOf(m, ({ kind }) => kind === 'list' || kind === 'bigList' || kind === 'points')
  if (known.length === 0) return undefined
  const { name, kind } = oneOf(m, known)
  if (kind === 'points') {
    return oneOf(m, [
      () => `if (${name}.length < 20) ${name}.push(${expression(m, 'point', 1)})`,
      () => `${name}.pop()`,
      () => `for (const p of ${name}) p.${oneOf(m, ['x', 'y'])} ${oneOf(m, ['=', '+='])} ${number(m, 1)}`,
      () => `if (${name}.length > 0) ${name}[0].x = ${number(m, 1)}`,
    ])()
  }
  const item = () => (kind === 'list' ? number(m, 2) : bigint(m, 2))
  return oneOf(m, [
    () => `if (${name}.length < 20) ${name}.push(${item()})`,
    () => `if (${name}.length < 20) ${name}.push(${item()}, ${item()})`,
    () => `${name}.pop()`,
    () => `if (${name}.length > 1) ${name}[${oneOf(m, ['0', '1', `${name}.length - 1`])}] = ${item()}`,
    () => {
      const target = variablesOf(m, (variable) => !variable.constant && variable.kind === (kind === 'list' ? 'num' : 'big'))
      return target.length === 0 ? `${name}.pop()` : `${oneOf(m, target).name} = ${name}.pop() ?? ${item()}`
    },
  ])()
}

function swap(m: Maker): string | undefined {
  const known = variablesOf(m, ({ kind, constant }) => !constant && kind === oneOf(m, ['num', 'big']))
  if (known.length < 2) return undefined
  const [a, b] = [oneOf(m, known), oneOf(m, known)]
  return a.kind === b.kind ? `;[${a.name}, ${b.name}] = [${b.name}, ${expression(m, a.kind, 2)}]` : undefined
}

function destructuring(m: Maker): string | undefined {
  const known = variablesOf(m, ({ kind }) => kind === 'pair' || kind === 'point')
  if (known.length === 0) return undefined
  const { name, kind } = oneOf(m, known)
  const [a, b] = [fresh(m, 'v'), fresh(m, 'v')]
  declare(m, a, 'num')
  declare(m, b, kind === 'pair' ? 'num' : 'bool')
  return kind === 'pair' ? `let [${a}, ${b}] = ${name}` : `let { y: ${a}, on: ${b} } = ${name}`
}

function scoped(m: Maker, length: number, change: Parameters<typeof within>[1] = {}): string {
  return within(m, { variables: m.variables, ...change }, () => `{\n${block(m, length)}\n}`)
}

/** A block that knows more variables, and runs several times. */
function more(m: Maker, extra: readonly Variable[], times: number): string {
  if (m.factor * times > 100) return '{}'
  const labels = times === 1 ? m.labels : [...m.labels, '']
  return within(m, { variables: [...m.variables, ...extra], labels, factor: m.factor * times }, () => `{\n${block(m, 1 + m.choose(2))}\n}`)
}

function condition(m: Maker): string {
  const test = oneOf(m, [() => boolean(m, 2), () => boolean(m, 2), () => number(m, 2), () => bigint(m, 2)])()
  const then = `if (${test}) ${scoped(m, 1 + m.choose(3))}`
  return rarely(m, 2) ? `${then} else ${scoped(m, 1 + m.choose(2))}` : then
}

function choice(m: Maker): string {
  const big = rarely(m, 4)
  const cases = Array.from({ length: 1 + m.choose(4) }, (_, at) => {
    const body = within(m, { variables: m.variables }, () => `{\n${block(m, 1 + m.choose(2))}\n}`)
    return `case ${at}${big ? 'n' : ''}: ${body}${rarely(m, 3) ? '' : '\nbreak'}`
  })
  const rest = rarely(m, 2) ? `\ndefault: ${scoped(m, 1)}` : ''
  return `switch (${big ? `${bigint(m, 1)} & 3n` : oneOf(m, [`${integer(m, 1)} & 3`, number(m, 1)])}) {\n${cases.join('\n')}${rest}\n}`
}

function loop(m: Maker): string | undefined {
  if (m.factor >= 60) return undefined
  const label = rarely(m, 4) ? fresh(m, 'L') : ''
  const prefix = label === '' ? '' : `${label}: `
  const labels = [...m.labels, label]
  const body = (extra: readonly Variable[], times: number) =>
    within(m, { variables: [...m.variables, ...extra], labels, factor: m.factor * times }, () => `{\n${block(m, 1 + m.choose(4))}\n}`)
  const i = fresh(m, 'i')
  const counter: Variable = { name: i, kind: 'int', constant: true }
  const array = variablesOf(m, ({ kind }) => isNumberArray(kind) || kind === 'list' || isBigintArray(kind) || kind === 'bigList')
  const over = array.length === 0 ? undefined : oneOf(m, array)
  return draw(
    m,
    [
      [
        3,
        () =>
          over &&
          `${prefix}for (let ${i} = ${oneOf(m, ['0', '0', '0', '1', '-1'])}; ${i} < ${over.name}.length${oneOf(m, ['', '', ' - 1', ' + 1'])}; ${i}++) ${body([counter], 6)}`,
      ],
      [2, () => over && `${prefix}for (let ${i} = ${over.name}.length${oneOf(m, ['', ' - 1'])}; ${i} >= 0; ${i}--) ${body([counter], 6)}`],
      [
        2,
        () =>
          `${prefix}for (let ${i} = 0; ${i} < ${oneOf(m, ['3', '5', '10', `Math.min(${number(m, 1)}, 9)`])}; ${i}${oneOf(m, ['++', '++', ' += 2', ' += 0.5'])}) ${body([{ ...counter, kind: 'num' }], 8)}`,
      ],
      [
        2,
        () =>
          over && (isNumberArray(over.kind) || over.kind === 'list')
            ? `${prefix}for (const ${i} of ${over.name}) ${body([{ ...counter, kind: 'num' }], 6)}`
            : undefined,
      ],
      [
        1,
        () =>
          over && (isBigintArray(over.kind) || over.kind === 'bigList')
            ? `${prefix}for (const ${i} of ${over.name}) ${body([{ ...counter, kind: 'big' }], 6)}`
            : undefined,
      ],
      [2, () => `${prefix}while (fuel-- > 0 && ${boolean(m, 2)}) ${body([], 8)}`],
      [1, () => `${prefix}do ${body([], 8)} while (fuel-- > 0 && ${boolean(m, 2)})`],
    ],
    () => `${prefix}while (fuel-- > 0 && ${boolean(m, 2)}) ${body([], 8)}`,
  )
}

function jump(m: Maker): string | undefined {
  if (m.labels.length === 0) return undefined
  const label = rarely(m, 2) ? oneOf(m, m.labels) : ''
  return `if (${boolean(m, 1)}) ${oneOf(m, ['break', 'continue'])}${label && ` ${label}`}`
}

function thrown(m: Maker): string {
  return `throw new ${oneOf(m, ['Error', 'RangeError', 'TypeError'])}(${oneOf(m, ["'stop'", `\`at \${${number(m, 1)}}\``, `\`n \${${bigint(m, 1)}}\``])})`
}

function attempt(m: Maker): string {
  const body = within(m, { variables: m.variables }, () => {
    const before = block(m, 1 + m.choose(2))
    return `{\n${before}\nif (${boolean(m, 1)}) ${thrown(m)}\n${block(m, 1)}\n}`
  })
  const error = fresh(m, 'e')
  const seen = variablesOf(m, ({ kind, constant }) => !constant && kind === 'num')
  const look = seen.length > 0 && rarely(m, 2) ? `${oneOf(m, seen).name} = ${error}.message.length\n` : ''
  const rethrow = rarely(m, 5) ? `if (${boolean(m, 1)}) throw ${error}\n` : ''
  const handler = within(m, { variables: m.variables }, () => `catch (${error}) {\n${look}${rethrow}${block(m, 1 + m.choose(2))}\n}`)
  const last = rarely(m, 3) ? ` finally ${scoped(m, 1, rarely(m, 4) ? {} : { labels: [] })}` : ''
  return rarely(m, 6) && last !== '' ? `try ${body}${last}` : `try ${body} ${handler}${last}`
}
