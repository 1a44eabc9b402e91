/** Random expressions, by type. `fuel` is how deep they may still grow. */
import { instance, methodsInScope, numberInside, testInstance } from './instances.ts'
import { draw, isBigintArray, isInstance, isNumberArray, type Kind, lengthFor, type Maker, oneOf, rarely, variablesOf } from './maker.ts'
import { question, reduction } from './methods.ts'
import { numberOfText, questionOfText, text, texts } from './texts.ts'

const SMALL = ['0', '1', '2', '3', '-1', '5', '7', '8', '10', '31', '32', '255', '-3', '100']
const NASTY = [
  '0.5', '-0', '1.5', '-2.5', 'NaN', 'Infinity', '-Infinity', '2147483647', '-2147483648', '2147483648', '4294967295', '4294967296',
  '9007199254740991', '9007199254740993', '-9007199254740992', '1e21', '1e-7', '5e-324', '1.7976931348623157e308', '0.1', '1e300', '-4294967297',
] // biome-ignore format: a table
const BIG = ['0n', '1n', '2n', '3n', '-1n', '7n', '10n', '63n', '255n', '-5n', '1000003n']
const NASTY_BIG = [
  '9223372036854775807n',
  '-9223372036854775808n',
  '4294967296n',
  '-4294967297n',
  '9007199254740993n',
  '0xcbf29ce484222325n',
  '18446744073709551615n',
]
const UNARY_MATH = [
  'abs',
  'floor',
  'ceil',
  'trunc',
  'round',
  'sign',
  'sqrt',
  'fround',
  'cbrt',
  'sin',
  'exp',
  'log',
  'atan',
  'log2',
  'tanh',
  'expm1',
]

export function integer(m: Maker, fuel: number): string {
  const leaf = () => {
    const known = variablesOf(m, ({ kind }) => kind === 'int')
    return known.length > 0 && !rarely(m, 3) ? oneOf(m, known).name : oneOf(m, SMALL)
  }
  if (fuel <= 0) return leaf()
  const int = () => integer(m, fuel - 1)
  const num = () => number(m, fuel - 1)
  return draw(
    m,
    [
      [4, leaf],
      [3, () => `(${num()} | 0)`],
      [1, () => `(${num()} & ${oneOf(m, ['1', '7', '255', '-8', int()])})`],
      [1, () => `(${num()} ^ ${int()})`],
      [1, () => `(${num()} << ${int()})`],
      [1, () => `(${num()} >> ${int()})`],
      [1, () => `(~${num()})`],
      [1, () => `(~~${num()})`],
      [1, () => `(${int()} ${oneOf(m, ['+', '-', '*', '%', '/'])} ${int()} | 0)`],
      [1, () => `Math.imul(${num()}, ${int()})`],
      [1, () => `Math.clz32(${num()})`],
      [1, () => `(${boolean(m, fuel - 1)} ? ${int()} : ${int()})`],
      [1, () => `(${int()} % ${oneOf(m, ['2', '3', '8', '10', '-4'])} | 0)`],
      [2, () => lengthOf(m)],
      [1, () => call(m, 'int', fuel)],
    ],
    leaf,
  )
}

export function number(m: Maker, fuel: number): string {
  const leaf = () => {
    const known = variablesOf(m, ({ kind }) => kind === 'num' || kind === 'int')
    if (known.length > 0 && !rarely(m, 3)) return oneOf(m, known).name
    return oneOf(m, rarely(m, 3) ? NASTY : SMALL)
  }
  if (fuel <= 0) return leaf()
  const num = () => number(m, fuel - 1)
  const bool = () => boolean(m, fuel - 1)
  return draw(
    m,
    [
      [5, leaf],
      [4, () => integer(m, fuel - 1)],
      [8, () => `(${num()} ${oneOf(m, ['+', '-', '*', '+', '-', '*', '/', '%'])} ${num()})`],
      [1, () => `((${num()}) ** ${oneOf(m, ['2', '0.5', '3', '-1', num()])})`],
      [1, () => `(${num()} >>> ${integer(m, fuel - 1)})`],
      [2, () => `(${integer(m, fuel - 1)} ${oneOf(m, ['%', '/', '*'])} ${oneOf(m, ['2', '3', '4', '7', '16', '-8', '1000', '0.25'])})`],
      [2, () => `(- ${num()})`],
      [1, () => `(+ ${bool()})`],
      [1, () => `(${bool()} + ${num()})`],
      [2, () => `(${bool()} ? ${num()} : ${num()})`],
      [1, () => `(${num()} ${oneOf(m, ['||', '&&'])} ${num()})`],
      // A field cannot hold what was read outside: where there are fields, it is seldom left as it is.
      [m.classes.length > 0 ? 1 : 5, () => element(m, fuel)],
      [m.classes.length > 0 ? 7 : 3, () => nullish(element(m, fuel), num)],
      [1, () => `Number(${bigint(m, fuel - 1)})`],
      [1, () => `Math.${oneOf(m, UNARY_MATH)}(${num()})`],
      [2, () => `Math.${oneOf(m, ['min', 'max', 'min', 'max', 'atan2', 'hypot', 'pow'])}(${num()}, ${num()})`],
      [1, () => `(${num()}, ${num()})`],
      [2, () => assigning(m, fuel)],
      [2, () => field(m)],
      [m.classes.length > 0 ? 6 : 2, () => call(m, 'num', fuel)],
      [1, () => reduction(m, false)],
      [1, () => lengthOf(m)],
      [3, () => numberOfText(m)],
      [4, () => (m.classes.length > 0 ? numberInside(m, fuel) : undefined)],
    ],
    leaf,
  )
}

export function bigint(m: Maker, fuel: number): string {
  const leaf = () => {
    const known = variablesOf(m, ({ kind }) => kind === 'big')
    if (known.length > 0 && !rarely(m, 3)) return oneOf(m, known).name
    return oneOf(m, rarely(m, 10) ? NASTY_BIG : BIG)
  }
  if (fuel <= 0) return leaf()
  const big = () => bigint(m, fuel - 1)
  const wrap = (inside: string) =>
    `BigInt.as${oneOf(m, ['Int', 'Uint'])}N(${oneOf(m, ['64', '64', '64', '32', '8', '13', '63', '1'])}, ${inside})`
  return draw(
    m,
    [
      [4, leaf],
      [6, () => wrap(`${big()} ${oneOf(m, ['+', '-', '*'])} ${big()}`)],
      [1, () => wrap(`${big()} << ${oneOf(m, ['1n', '13n', '32n', '63n', '64n'])}`)],
      [3, () => wrap(big())],
      [1, () => `(${big()} ${oneOf(m, ['+', '-', '*'])} ${big()})`],
      [4, () => `(${big()} ${oneOf(m, ['&', '|', '^'])} ${big()})`],
      [1, () => `(${big()} ${oneOf(m, ['/', '%'])} ${oneOf(m, ['3n', '-1n', '10n', '-7n', `(${big()} | 1n)`, big()])})`],
      [2, () => modular(m, big)],
      [1, () => `(${big()} >> ${oneOf(m, ['1n', '7n', '63n', '64n', `(${big()} & 63n)`])})`],
      [1, () => `(${big()} << ${oneOf(m, ['1n', '5n', `(${big()} & 7n)`])})`],
      [1, () => `(- ${big()})`],
      [1, () => `(~${big()})`],
      [1, () => `BigInt(${integer(m, fuel - 1)})`],
      [1, () => `(${boolean(m, fuel - 1)} ? ${big()} : ${big()})`],
      [1, () => `(${big()} ${oneOf(m, ['||', '&&'])} ${big()})`],
      [1, () => `((${big()}) ** ${oneOf(m, ['2n', '3n', `(${big()} & 3n)`])})`],
      [3, () => nullish(bigElement(m, fuel), big)],
      [1, () => call(m, 'big', fuel)],
      [1, () => reduction(m, true)],
    ],
    leaf,
  )
}

const MODULI = [
  '7n', '998244353n', '3037000500n', '4294967296n', '4294967311n', '2305843009213693951n', '4179340454199820289n', '4611686018427387904n',
  '9223372036854775783n', '18446744073709551557n', '-5n', '1n',
] // biome-ignore format: a table

/** Remainders of products and sums that may leave 64 bits; the operands often are remainders by the same divisor. */
function modular(m: Maker, big: () => string): string {
  const divisor = rarely(m, 3) ? `(${big()} | 1n)` : oneOf(m, MODULI)
  const operand = () => (rarely(m, 2) ? `(${big()} % ${divisor})` : big())
  const total = oneOf(m, [
    () => `${operand()} * ${operand()}`,
    () => `${operand()} * ${operand()} + ${operand()}`,
    () => `${operand()} * ${oneOf(m, MODULI)}`,
    () => `${operand()} + ${operand()}`,
    () => `${operand()} - ${operand()}`,
    () => `${operand()} - ${operand()} + ${divisor}`,
    operand,
  ])()
  return `((${total}) % ${divisor})`
}

export function boolean(m: Maker, fuel: number): string {
  const compare = () => oneOf(m, ['<', '<=', '>', '>=', '===', '!==', '==', '!='])
  const leaf = () => {
    const known = variablesOf(m, ({ kind }) => kind === 'bool')
    if (known.length > 0 && rarely(m, 2)) return oneOf(m, known).name
    return `(${number(m, 0)} ${compare()} ${number(m, 0)})`
  }
  if (fuel <= 0) return leaf()
  const bool = () => boolean(m, fuel - 1)
  const num = () => number(m, fuel - 1)
  const big = () => bigint(m, fuel - 1)
  return draw(
    m,
    [
      [2, leaf],
      [5, () => `(${num()} ${compare()} ${num()})`],
      [2, () => `(${integer(m, fuel - 1)} ${compare()} ${integer(m, fuel - 1)})`],
      [2, () => `(${big()} ${compare()} ${big()})`],
      [1, () => `(${big()} ${oneOf(m, ['<', '<=', '>', '>='])} ${num()})`],
      [1, () => `(!${bool()})`],
      [1, () => `(!${num()})`],
      [1, () => `(!${big()})`],
      [2, () => `(${bool()} ${oneOf(m, ['&&', '||'])} ${bool()})`],
      [1, () => `Number.is${oneOf(m, ['NaN', 'Integer', 'Finite', 'SafeInteger'])}(${num()})`],
      [
        1,
        () => {
          const read = element(m, fuel)
          return read && `(${read} ${oneOf(m, ['===', '!==', '==', '!='])} undefined)`
        },
      ],
      [1, () => (rarely(m, 3) ? oneOf(m, ['true', 'false']) : undefined)],
      [
        1,
        () => {
          const point = pick(m, 'point')
          return point && `${point}.on`
        },
      ],
      [1, () => call(m, 'bool', fuel)],
      [1, () => (rarely(m, 2) ? question(m) : undefined)],
      [2, () => questionOfText(m)],
      [2, () => (m.classes.length > 0 ? testInstance(m) : undefined)],
    ],
    leaf,
  )
}

/** An expression of a type that has literals; for arrays and the like, a variable. */
export function expression(m: Maker, kind: Kind, fuel: number): string {
  switch (kind) {
    case 'int':
      return integer(m, fuel)
    case 'num':
      return number(m, fuel)
    case 'big':
      return bigint(m, fuel)
    case 'bool':
      return boolean(m, fuel)
    case 'text':
      return text(m, fuel)
  }
  if (isInstance(kind)) return instance(m, kind, fuel) ?? 'null'
  const known = variablesOf(m, (variable) => variable.kind === kind)
  if (known.length > 0 && !rarely(m, 4)) return oneOf(m, known).name
  const made = m.classes.length > 0 && fuel > 0 && rarely(m, 2) ? call(m, kind, fuel) : undefined
  if (made !== undefined) return made
  switch (kind) {
    case 'pair':
      return `[${number(m, fuel)}, ${number(m, fuel)}]`
    case 'point':
      return `{ x: ${number(m, fuel)}, y: ${number(m, fuel)}, on: ${boolean(m, fuel)} }`
    case 'list':
      return `[${listed(m, () => number(m, fuel))}]`
    case 'bigList':
      return `[${listed(m, () => bigint(m, fuel))}]`
    case 'texts':
      return texts(m, fuel)
    case 'points':
      return `[${listed(m, () => expression(m, 'point', Math.min(fuel, 1)))}]`
  }
  if (isBigintArray(kind)) return rarely(m, 2) ? `new ${kind}(${lengthFor(m)})` : `new ${kind}([${listed(m, () => bigint(m, 0))}])`
  return rarely(m, 2) ? `new ${kind}(${lengthFor(m)})` : `new ${kind}([${listed(m, () => number(m, 0))}])`
}

function listed(m: Maker, item: () => string): string {
  return Array.from({ length: rarely(m, 3) ? 1 + m.choose(3) : 4 + m.choose(2) }, item).join(', ')
}

function pick(m: Maker, kind: Kind): string | undefined {
  const known = variablesOf(m, (variable) => variable.kind === kind)
  return known.length === 0 ? undefined : oneOf(m, known).name
}

/** An index: inside mostly, and on both edges, far outside and between two elements. */
export function index(m: Maker, array: string, fuel: number): string {
  const int = () => integer(m, fuel - 1)
  return draw(
    m,
    [
      [1, () => int()],
      [5, () => `${int()} & 3`],
      [4, () => oneOf(m, ['0', '1', '2', '3'])],
      [2, () => `${array}.length - 1`],
      [1, () => `${array}.length`],
      [1, () => `${int()} ${oneOf(m, ['+', '-', '*'])} ${int()}`],
      [3, () => `(${int()} >>> 0) % ${array}.length`],
      [1, () => number(m, fuel - 1)],
    ],
    int,
  )
}

function element(m: Maker, fuel: number): string | undefined {
  const known = variablesOf(m, ({ kind }) => isNumberArray(kind) || kind === 'list')
  if (known.length === 0) return undefined
  const { name } = oneOf(m, known)
  return `${name}[${index(m, name, fuel)}]`
}

function bigElement(m: Maker, fuel: number): string | undefined {
  const known = variablesOf(m, ({ kind }) => isBigintArray(kind) || kind === 'bigList')
  if (known.length === 0) return undefined
  const { name } = oneOf(m, known)
  return `${name}[${index(m, name, fuel)}]`
}

function nullish(read: string | undefined, other: () => string): string | undefined {
  return read === undefined ? undefined : `(${read} ?? ${other()})`
}

function lengthOf(m: Maker): string | undefined {
  const known = variablesOf(m, ({ kind }) => isNumberArray(kind) || isBigintArray(kind) || kind === 'list' || kind === 'bigList')
  return known.length === 0 ? undefined : `${oneOf(m, known).name}.length`
}

function field(m: Maker): string | undefined {
  const known = variablesOf(m, ({ kind }) => kind === 'pair' || kind === 'point' || kind === 'points')
  if (known.length === 0) return undefined
  const { name, kind } = oneOf(m, known)
  if (kind === 'points') return `(${name}[${index(m, name, 1)}]?.${oneOf(m, ['x', 'y'])} ?? ${number(m, 1)})`
  return kind === 'pair' ? `${name}[${m.choose(2)}]` : `${name}.${oneOf(m, ['x', 'y'])}`
}

/** An assignment as an expression. */
function assigning(m: Maker, fuel: number): string | undefined {
  const known = variablesOf(m, ({ kind, constant }) => kind === 'num' && !constant)
  if (known.length === 0) return undefined
  const { name } = oneOf(m, known)
  return oneOf(m, [
    () => `(${name} = ${number(m, fuel - 1)})`,
    () => `(${name} ${oneOf(m, ['+=', '-=', '*=', '/=', '%=', '|=', '&=', '>>>=', '||=', '??=', '&&='])} ${number(m, fuel - 1)})`,
    () => `${name}++`,
    () => `--${name}`,
  ])()
}

/** Helpers that only code with the same `this` can use. */
export function isOfThis(name: string): boolean {
  return name.startsWith('super') || name.endsWith('.call')
}

export function call(m: Maker, result: Kind, fuel: number): string | undefined {
  const known = [...m.helpers, ...methodsInScope(m)].filter((helper) => helper.result === result && helper.cost * m.factor < 3000)
  if (known.length === 0) return undefined
  const helper = oneOf(m, known)
  m.cost += helper.cost * m.factor
  const given = helper.required + m.choose(helper.params.length - helper.required + 1)
  const args = helper.params.slice(0, given).map((kind) => expression(m, kind, Math.min(fuel - 1, 1)))
  if (helper.recursive) args[0] = String(m.choose(6))
  if (helper.name.endsWith('.call')) args.unshift('this')
  return `${helper.name}(${args.join(', ')})`
}
