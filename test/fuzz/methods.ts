/** Random calls of the methods of typed arrays and lists. */
import { bigint, boolean, integer, number } from './expressions.ts'
import { fresh, isBigintArray, isNumberArray, type Kind, type Maker, oneOf, rarely, type Variable, variablesOf, within } from './maker.ts'
import { declare } from './statements.ts'

const isBig = (kind: Kind) => isBigintArray(kind) || kind === 'bigList'
const isList = (kind: Kind) => kind === 'list' || kind === 'bigList'

function anyArray(m: Maker): Variable | undefined {
  const known = variablesOf(m, ({ kind }) => isNumberArray(kind) || isBigintArray(kind) || isList(kind))
  return known.length === 0 ? undefined : oneOf(m, known)
}

const item = (m: Maker, kind: Kind) => (isBig(kind) ? bigint(m, 1) : number(m, 1))

/** Bounds as of `slice`: from both ends, outside, fractional now and then. */
function bounds(m: Maker): string {
  const bound = () => (rarely(m, 8) ? number(m, 1) : oneOf(m, ['0', '1', '2', '-1', '-2', '3', integer(m, 1)]))
  return oneOf(m, [() => '', bound, () => `${bound()}, ${bound()}`])()
}

/** An arrow over an item; inside, the item is a variable and nothing can be left by a jump. */
function arrow(m: Maker, kind: Kind, body: (m: Maker) => string): string {
  const [name, position] = [fresh(m, 'x'), fresh(m, 'x')]
  const variables: Variable[] = [
    { name, kind: isBig(kind) ? 'big' : 'num', constant: true },
    { name: position, kind: 'int', constant: true },
  ]
  return `(${name}, ${position}) => ${within(m, { variables: [...m.variables, ...variables], labels: [], factor: m.factor * 6 }, () => body(m))}`
}

/** A statement that changes an array, or makes one of another. */
export function arrayStatement(m: Maker): string | undefined {
  const found = anyArray(m)
  if (found === undefined) return undefined
  const { name, kind } = found
  const made = (text: () => string) => {
    const body = text()
    const variable = fresh(m, 'v')
    declare(m, variable, kind)
    return `let ${variable} = ${body}`
  }
  const rows: (() => string)[] = [
    () => `${name}.reverse()`,
    () => `${name}.fill(${[item(m, kind), bounds(m)].filter(Boolean).join(', ')})`,
    () => `${name}.copyWithin(${integer(m, 0)}, ${oneOf(m, ['0', '1', '-2'])})`,
    () => made(() => `${name}.slice(${bounds(m)})`),
    () => made(() => `${name}.map(${arrow(m, kind, (inner) => item(inner, kind))})`),
    () => made(() => `${name}.filter(${arrow(m, kind, (inner) => boolean(inner, 1))})`),
  ]
  if (isList(kind)) {
    rows.push(() => `if (${name}.length < 20) ${name}.unshift(${item(m, kind)})`)
    rows.push(() => `${name}.shift()`)
    rows.push(() => made(() => `${name}.concat([${item(m, kind)}])`))
  } else {
    rows.push(() => `${name}.sort()`)
    rows.push(() => made(() => `${name}.subarray(${bounds(m)})`))
    const same = variablesOf(m, (variable) => variable.kind === kind)
    rows.push(() => `${name}.set(${oneOf(m, same).name}.subarray(0, 2), ${oneOf(m, ['0', '1'])})`)
  }
  return oneOf(m, rows)()
}

/** A number (or, for a bigint array, a bigint where `big`) made of all the items. */
export function reduction(m: Maker, big: boolean): string | undefined {
  const known = variablesOf(m, ({ kind }) => (isNumberArray(kind) || isBigintArray(kind) || isList(kind)) && isBig(kind) === big)
  if (known.length === 0) return undefined
  const { name, kind } = oneOf(m, known)
  const sum = fresh(m, 'x')
  if (!big && rarely(m, 4) && isList(kind)) return `Math.${oneOf(m, ['max', 'min'])}(...${name})`
  const step = big ? `BigInt.asIntN(64, ${sum} + x)` : `${sum} ${oneOf(m, ['+', '*', '-'])} x`
  const reduced = `${name}.reduce((${sum}, x) => ${step}, ${item(m, kind)})`
  return big || rarely(m, 2) ? reduced : `${name}.${oneOf(m, ['indexOf', 'lastIndexOf'])}(${item(m, kind)})`
}

export function question(m: Maker): string | undefined {
  const found = anyArray(m)
  if (found === undefined) return undefined
  const { name, kind } = found
  if (rarely(m, 2)) return `${name}.includes(${item(m, kind)})`
  return `${name}.${oneOf(m, ['some', 'every'])}(${arrow(m, kind, (inner) => boolean(inner, 1))})`
}
