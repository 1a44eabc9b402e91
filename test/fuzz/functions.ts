/** Random functions inside the program: closures over what is in scope, defaults, bounded recursion. */
import { boolean, expression, integer, isOfThis, number } from './expressions.ts'
import { fresh, type Kind, type Maker, NUMBER_ARRAYS, oneOf, rarely, type Variable, within } from './maker.ts'
import { block, returning } from './statements.ts'

const PARAMETERS: readonly Kind[] = ['num', 'num', 'int', 'big', 'bool', 'pair', 'point', 'list']
const RESULTS: readonly Kind[] = ['num', 'num', 'int', 'big', 'bool']

export function functions(m: Maker): string {
  if (rarely(m, 3)) return recursive(m)
  return rarely(m, 4) ? functionValue(m) : helper(m)
}

/** A function chosen at run time, a function given to another, one with rest parameters. */
function functionValue(m: Maker): string {
  const [name, x] = [fresh(m, 'f'), fresh(m, 'p')]
  const one = () =>
    within(
      m,
      { variables: [...m.variables, { name: x, kind: 'num', constant: true }], labels: [], factor: 1, cost: 1, depth: m.depth + 1 },
      () => ({ text: `(${x}) => ${number(m, 2)}`, cost: m.cost }),
    )
  const [first, second] = [one(), one()]
  const text = oneOf(m, [
    () => `const ${name} = ${boolean(m, 1)} ? ${first.text} : ${second.text}`,
    () => `const ${name} = (${x}) => ((f, g, a) => f(g(a)) + g(a))(${first.text}, ${second.text}, ${x})`,
    () => `const ${name} = (${x}, ...rest) => rest.reduce((a, b) => a + b, ${x}) * rest.length`,
    () => `let ${name} = ${first.text}\nif (${boolean(m, 1)}) ${name} = ${second.text}`,
  ])()
  const params: Kind[] = text.includes('...rest') ? ['num', 'num', 'num'] : ['num']
  m.helpers = [...m.helpers, { name, params, required: 1, result: 'num', recursive: false, cost: 2 * first.cost + 2 * second.cost }]
  return text
}

/** A function of its own has another `this`. */
function withoutThis(m: Maker): void {
  m.variables = m.variables.filter(({ name }) => !/^this\b/.test(name))
  m.helpers = m.helpers.filter(({ name }) => !isOfThis(name))
}

function helper(m: Maker): string {
  const name = fresh(m, 'f')
  const params = Array.from({ length: m.choose(4) }, () => (rarely(m, 6) ? oneOf(m, NUMBER_ARRAYS) : oneOf(m, PARAMETERS)))
  const result = oneOf(m, RESULTS)
  const required = rarely(m, 3) ? Math.max(0, params.length - 1) : params.length
  const variables: Variable[] = params.map((kind) => ({ name: fresh(m, 'p'), kind, constant: false }))
  const heads = variables.map((variable, at) => (at < required ? variable.name : `${variable.name} = ${expression(m, variable.kind, 1)}`))
  const made = within(
    m,
    { variables: [...m.variables, ...variables], labels: [], factor: 1, cost: 1, results: [result], depth: m.depth + 1 },
    () => {
      if (rarely(m, 3)) return { text: `const ${name} = (${heads.join(', ')}) => ${expression(m, result, 3)}`, cost: m.cost }
      // Its defaults were written where `super` may stand.
      const declared = rarely(m, 2) && !heads.some((head) => head.includes('super'))
      if (declared) withoutThis(m)
      const body = `{\n${block(m, 1 + m.choose(4))}\n${returning(m)}\n}`
      const text = !declared ? `const ${name} = (${heads.join(', ')}) => ${body}` : `function ${name}(${heads.join(', ')}) ${body}`
      return { text, cost: m.cost }
    },
  )
  m.helpers = [...m.helpers, { name, params, required, result, recursive: false, cost: made.cost }]
  return made.text
}

/** Calls itself with its first parameter, how deep it may still go, one less. */
function recursive(m: Maker): string {
  const name = fresh(m, 'r')
  const params: Kind[] = ['int', oneOf(m, ['num', 'int', 'big'])]
  const result = params[1]!
  const [depth, value] = [fresh(m, 'p'), fresh(m, 'p')]
  const variables: Variable[] = [
    { name: depth, kind: 'int', constant: true },
    { name: value, kind: result, constant: false },
  ]
  const made = within(
    m,
    { variables: [...m.variables, ...variables], labels: [], factor: 1, cost: 1, results: [result], depth: m.depth + 1 },
    () => {
      withoutThis(m)
      const base = expression(m, result, 1)
      const body = block(m, 1 + m.choose(2))
      const again = `${name}(${depth} - 1, ${expression(m, result, 1)})`
      const last =
        result === 'big'
          ? `${again} ^ ${expression(m, 'big', 1)}`
          : result === 'int'
            ? `${again} + ${integer(m, 1)} | 0`
            : `${again} + ${number(m, 1)}`
      return {
        text: `function ${name}(${depth}, ${value}) {\nif (${depth} <= 0) return ${base}\n${body}\nreturn ${last}\n}`,
        cost: m.cost * 6,
      }
    },
  )
  m.helpers = [...m.helpers, { name, params, required: 2, result, recursive: true, cost: made.cost }]
  return made.text
}
