/** Scenes about objects in template literals: when `toString` runs, which class's it is, and what arrays are joined to. */
import { literal, pick, type Scenery, times } from './scenes.ts'

export function printedScene(s: Scenery): string {
  const [A, B, xs, ts, a, b] = ['A', 'B', 'xs', 'ts', 'a', 'b'].map((name) => s.fresh(name)) as [
    string, string, string, string, string, string,
  ] // biome-ignore format: names
  const number = () => pick(s, [literal(s), 'n', 'k', `${a}.v`, `${xs}.length`])
  const part = () =>
    pick(s, [
      ...[a, b, `${pick(s, [a, b])}`, xs, ts, 'list', number()],
      ...[`(${xs}.push(${number()}), ${xs})`, `(${a}.v = ${number()}, ${b})`, `[${number()}, ${number()}]`],
      ...[
        `${xs}.slice(1)`,
        `say(${number()})`,
        `(${number()} > 0 ? ${a} : ${b})`,
        `${xs}[${s.choose(3)}]`,
        `'${pick(s, ['', 'x', ', '])}'`,
      ],
    ])
  const template = () => `\`${times(s, 1, 4, () => `\${${part()}}`, pick(s, ['', ' ', ',']))}\``
  const text = (own: string) => pick(s, [own, `\`<\${${own}}>\``, `'v' + ${own}`])
  const overriding = s.choose(3) === 0 ? '' : `toString() { this.v -= 1; return ${pick(s, ["'B'", 'super.toString()', 'this.v'])} }`
  return [
    `const ${xs} = [${times(s, 0, 3, () => literal(s), ', ')}], ${ts} = new ${pick(s, ['Float64Array', 'Int8Array', 'Uint32Array'])}([1, 2, ${literal(s)}])`,
    `class ${A} { v = ${literal(s)}; toString() { this.v += 1; return ${text('this.v')} } }`,
    `class ${B} extends ${A} { ${overriding} }`,
    `const ${a} = new ${A}(), ${b} = ${pick(s, [`new ${B}()`, `(n > 0 ? new ${A}() : new ${B}())`])}`,
    times(s, 1, 4, () =>
      pick(s, [`tell(${template()})`, `if (n > ${literal(s)}) throw new Error(${template()})`, `tell(${template()} + k)`]),
    ),
  ].join('\n')
}
