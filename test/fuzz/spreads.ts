/** Scenes about `...` in `new`, `super` and method calls: parameters with defaults, rest parameters, more and fewer arguments. */
import { literal, pick, type Scenery, times } from './scenes.ts'

export function spreadScene(s: Scenery): string {
  const [A, B, C, xs, ys, o] = ['A', 'B', 'C', 'xs', 'ys', 'o'].map((name) => s.fresh(name)) as [
    string, string, string, string, string, string,
  ] // biome-ignore format: names
  const element = () => pick(s, [literal(s), 'n', 'k', 'NaN'])
  const argument = (lists: readonly string[], plain: () => string) =>
    s.choose(2) === 0 ? `...${pick(s, [...lists, `[${plain()}, ${plain()}]`])}` : plain()
  const outside = () => times(s, 0, 3, () => argument([xs, ys, 'list'], element), ', ')
  /** Parameters, their sum as an expression, and what can be handed on of them. */
  const parameters = () => {
    const names = ['p', 'q', 'r'].slice(0, s.choose(4))
    const written = names.map((name, at) => (s.choose(3) === 0 ? `${name} = ${at > 0 ? names[at - 1] : literal(s)}` : name))
    const rest = s.choose(2) === 0
    const sum = [...names.map((name) => `(${name} === undefined ? 0.25 : ${name})`), ...(rest ? ['rest.length'] : []), '0'].join(' + ')
    return { text: [...written, ...(rest ? ['...rest'] : [])].join(', '), sum, names, lists: rest ? ['rest'] : [] }
  }
  const handed = ({ names, lists }: ReturnType<typeof parameters>) =>
    times(s, 0, 3, () => argument(lists, () => pick(s, [...names, literal(s)])), ', ')
  const method = parameters()
  const [first, second] = [parameters(), parameters()]
  const change = (of: ReturnType<typeof parameters>) => (of.lists.length > 0 && s.choose(2) === 0 ? 'rest.push(7)\n' : '')
  const extending =
    s.choose(4) === 0 ? '' : `constructor(${second.text}) { super(${handed(second)})\n${change(second)}this.w = ${second.sum} }`
  return [
    `const ${xs} = [${times(s, 0, 4, element, ', ')}], ${ys} = new Float64Array([${times(s, 1, 3, element, ', ')}])`,
    `class ${A} { u = 1; v; constructor(${first.text}) { ${change(first)}this.v = ${first.sum} } m(${method.text}) { return this.v + ${method.sum} } }`,
    `class ${B} extends ${A} { w = 2; ${extending} m(${method.text}) { this.u++; return super.m(${handed(method)}) } }`,
    `class ${C} extends ${B} { z = this.v }`,
    times(s, 2, 5, () => {
      const made = pick(s, [A, B, B, C])
      return `{ const ${o} = new ${made}(${outside()}); say(${o}.u); say(${o}.v); say(${o}.m(${outside()}))${made === A ? '' : `; say(${o}.w)`}; say(${xs}.length) }`
    }),
  ].join('\n')
}
