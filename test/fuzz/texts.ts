/** Random strings: expressions, what they tell about themselves, and statements that work on them. */
import { boolean, expression, integer, number } from './expressions.ts'
import { draw, fresh, type Kind, type Maker, oneOf, rarely, type Variable, variablesOf } from './maker.ts'

/** As source text: empty, of digits, of more than one kind of letter, of pairs of surrogates, of halves of such. */
export const TEXTS = [
  "''", "'a'", "'b'", "'abc'", "'hello world'", "' 12 '", "'3.5e2'", "'-0'", "'0x1f'", "'1,2,,3'", "'aXbXc'", "'NaN'", "'Ünïcödé ß'", "'😀b😀'",
  "'\\ud83d'", "'\\ude00x'", "'line\\nline'", "'$& $1 $$'", "'zebra'", "'Zebra'",
] // biome-ignore format: a table
/** No variable holds more letters: what is doubled in a loop would never end. */
const MOST = 40

function known(m: Maker, kind: Kind): readonly Variable[] {
  return variablesOf(m, (variable) => variable.kind === kind)
}

function leaf(m: Maker): string {
  const texts = known(m, 'text')
  return texts.length > 0 && !rarely(m, 4) ? oneOf(m, texts).name : oneOf(m, TEXTS)
}

/** A variable that is a string; most programs have none, and are not about strings. */
function some(m: Maker): string | undefined {
  const texts = known(m, 'text')
  return texts.length > 0 ? oneOf(m, texts).name : undefined
}

const position = (m: Maker) =>
  oneOf(m, [() => oneOf(m, ['0', '1', '2', '3', '-1', '-2', '100']), () => integer(m, 1), () => number(m, 1)])()

function positions(m: Maker): string {
  return Array.from({ length: m.choose(3) }, () => position(m)).join(', ')
}

export function text(m: Maker, fuel: number): string {
  if (fuel <= 0) return leaf(m)
  const one = () => text(m, fuel - 1)
  return draw(
    m,
    [
      [4, () => leaf(m)],
      [3, () => `(${one()} + ${one()})`],
      [1, () => `(${one()} + ${number(m, 1)})`],
      [1, () => `(${boolean(m, 1)} + ${one()})`],
      [2, () => `\`<\${${one()}}\${${oneOf(m, [() => number(m, 1), () => boolean(m, 1), one])()}}\``],
      [3, () => `${one()}.${oneOf(m, ['slice', 'substring'])}(${positions(m)})`],
      [2, () => `${one()}.charAt(${position(m)})`],
      [2, () => `(${one()}[${integer(m, 1)}] ?? ${one()})`],
      [1, () => `(${one()}.at(${position(m)}) ?? ${one()})`],
      [1, () => `${one()}.${oneOf(m, ['trim', 'trimStart', 'trimEnd', 'toUpperCase', 'toLowerCase'])}()`],
      [1, () => `${one()}.${oneOf(m, ['padStart', 'padEnd'])}(${oneOf(m, ['0', '5', '8', '-1'])}${rarely(m, 2) ? '' : `, ${one()}`})`],
      [1, () => `${one()}.slice(0, 5).repeat(${oneOf(m, ['0', '1', '2', '3'])})`],
      [1, () => `${one()}.${oneOf(m, ['replace', 'replaceAll'])}(${one()}, ${one()}).slice(0, ${MOST})`],
      [1, () => `String(${oneOf(m, [() => number(m, 1), () => boolean(m, 1), one])()})`],
      [1, () => `(${number(m, 1)}).toFixed(${oneOf(m, ['0', '2', '5'])})`],
      [1, () => `(${number(m, 1)}).toString(${oneOf(m, ['', '2', '16', '36'])})`],
      [1, () => `String.fromCharCode(${integer(m, 1)}, ${integer(m, 1)})`],
      [1, () => `(${boolean(m, 1)} ? ${one()} : ${one()})`],
      [1, () => `(${one()} ${oneOf(m, ['||', '&&'])} ${one()})`],
      [1, () => itemOf(m, one)],
      [1, () => joined(m)],
    ],
    () => leaf(m),
  )
}

function itemOf(m: Maker, otherwise: () => string): string | undefined {
  const lists = known(m, 'texts')
  return lists.length === 0 ? undefined : `(${oneOf(m, lists).name}[${position(m)}] ?? ${otherwise()})`
}

function joined(m: Maker): string | undefined {
  const lists = known(m, 'texts')
  return lists.length === 0 ? undefined : `${oneOf(m, lists).name}.join(${oneOf(m, ['', "''", "', '"])})`
}

/** A list of strings. */
export function texts(m: Maker, fuel: number): string {
  const made = () => `[${Array.from({ length: 1 + m.choose(4) }, () => text(m, fuel - 1)).join(', ')}]`
  return oneOf(m, [made, made, () => `${text(m, 1)}.split(${oneOf(m, ["''", "','", "'X'", "' '"])})`, () => `[...${text(m, 1)}]`])()
}

/** A number that a string in scope tells; undefined if there is none. */
export function numberOfText(m: Maker): string | undefined {
  const name = some(m)
  if (name === undefined) return undefined
  return oneOf(m, [
    () => `${name}.length`,
    () => `${name}.charCodeAt(${position(m)})`,
    () => `(${name}.codePointAt(${position(m)}) ?? ${number(m, 0)})`,
    () => `${name}.${oneOf(m, ['indexOf', 'lastIndexOf'])}(${text(m, 1)}${rarely(m, 3) ? `, ${position(m)}` : ''})`,
    () => `parseInt(${text(m, 1)}${rarely(m, 2) ? `, ${oneOf(m, ['10', '16', '2', '0', '37'])}` : ''})`,
    () => `parseFloat(${text(m, 1)})`,
    () => `Number(${text(m, 1)})`,
    () => `+${name}`,
  ])()
}

/** A truth about a string in scope; undefined if there is none. */
export function questionOfText(m: Maker): string | undefined {
  const name = some(m)
  if (name === undefined) return undefined
  return oneOf(m, [
    () => `(${name} ${oneOf(m, ['<', '<=', '>', '>=', '===', '!==', '==', '!='])} ${text(m, 1)})`,
    () => `${name}.${oneOf(m, ['includes', 'startsWith', 'endsWith'])}(${text(m, 1)}${rarely(m, 3) ? `, ${position(m)}` : ''})`,
    () => `(!${name})`,
    () => `(${name}[${position(m)}] ${oneOf(m, ['===', '!=='])} undefined)`,
  ])()
}

const short = (made: string) => `(${made}).slice(0, ${MOST})`

export function assignedText(m: Maker, name: string): string {
  return oneOf(m, [
    () => `${name} = ${short(text(m, 3))}`,
    () => `if (${name}.length < ${MOST}) ${name} += ${oneOf(m, [() => text(m, 1), () => number(m, 1)])()}`,
  ])()
}

/** A statement about strings in scope, or undefined. `more` writes a block that knows another variable and runs several times. */
export function textStatement(m: Maker, more: (extra: readonly Variable[], times: number) => string): string | undefined {
  const name = some(m)
  const lists = known(m, 'texts')
  if (lists.length > 0 && rarely(m, 2)) return listStatement(m, oneOf(m, lists).name, more)
  if (name === undefined) return undefined
  const letter = fresh(m, 'c')
  return oneOf(m, [
    () => `for (const ${letter} of ${name}) ${more([{ name: letter, kind: 'text', constant: true }], 10)}`,
    () => `for (let ${letter} = 0; ${letter} < ${name}.length; ${letter}++) ${more([{ name: letter, kind: 'int', constant: true }], 10)}`,
    () =>
      `switch (${name}) {\ncase ${oneOf(m, TEXTS)}: ${more([], 1)}\nbreak\ncase ${text(m, 1)}: ${more([], 1)}\ndefault: ${more([], 1)}\n}`,
    () => counted(m, name, letter),
    () => built(m, name, letter, more),
    () => built(m, name, letter, more),
  ])()
}

/** A text that grows in a loop, of which others are kept on the way, that grow as well or are added. */
function built(m: Maker, name: string, index: string, more: (extra: readonly Variable[], times: number) => string): string {
  const [grown, kept] = [fresh(m, 'g'), fresh(m, 'k')]
  const piece = () =>
    oneOf(m, [() => leaf(m), () => text(m, 1), () => number(m, 1), () => integer(m, 1), () => index, () => `${grown}.length`])()
  const template = () => `\`\${${piece()}}${oneOf(m, ['', ':', ', and then '])}\${${piece()}}\``
  const added = () => oneOf(m, [piece, piece, template, () => `(${boolean(m, 1)} ? ${leaf(m)} : ${template()})`, () => kept])()
  const growth = (to: string) => `if (${to}.length < 400) ${to} ${rarely(m, 6) ? `= ${leaf(m)} + ${to}` : `+= ${added()}`}`
  const steps = Array.from({ length: 1 + m.choose(4) }, () =>
    oneOf(m, [
      () => growth(grown),
      () => growth(grown),
      () => growth(kept),
      () => `if (${boolean(m, 1)}) ${kept} = ${grown}`,
      () => `if (${boolean(m, 1)}) ${grown} = ${oneOf(m, [() => leaf(m), () => kept, () => `${kept}.slice(1)`])()}`,
      () => `if (${oneOf(m, [`${grown} === ${kept}`, `${grown} < ${kept}`, `${grown}[${index}] === ${kept}[${index}]`])}) ${growth(kept)}`,
      () => more([{ name: index, kind: 'int', constant: true }, { name: grown, kind: 'text', constant: true }], 12), // biome-ignore format: short
    ])(),
  )
  const result = oneOf(m, [
    `${name} = (${grown} + ${kept}).slice(-${MOST})`,
    `${name} = ${grown}.slice(0, ${MOST / 2}) + ${kept}.charCodeAt(${kept}.length - 1) + ${grown}.length`,
    `for (let ${index} = 0; ${index} < ${grown}.length; ${index}++) if (${grown}[${index}] === 'a') ${name} = ${short(`${grown}.charAt(${index} + 1) + ${kept}`)}`,
  ])
  return `let [${grown}, ${kept}] = [${oneOf(m, ["''", leaf(m)])}, ${leaf(m)}]\nfor (let ${index} = 0; ${index} < ${oneOf(m, ['3', '12', '30'])}; ${index}++) {\n${steps.join('\n')}\n}\n${result}`
}

function listStatement(m: Maker, name: string, more: (extra: readonly Variable[], times: number) => string): string {
  const item = fresh(m, 't')
  return oneOf(m, [
    () => `if (${name}.length < 20) ${name}.push(${text(m, 2)})`,
    () => `${name}.pop()`,
    () => `if (${name}.length > 0) ${name}[0] = ${text(m, 2)}`,
    () => `${name}.${oneOf(m, ['sort', 'reverse'])}()`,
    () => `for (const ${item} of ${name}) ${more([{ name: item, kind: 'text', constant: true }], 6)}`,
  ])()
}

/** Letters as keys. */
function counted(m: Maker, name: string, letter: string): string | undefined {
  const seen = variablesOf(m, ({ kind, constant }) => kind === 'num' && !constant)
  if (seen.length === 0) return undefined
  const map = fresh(m, 'm')
  const key = oneOf(m, [() => letter, () => `${letter}.toLowerCase()`])()
  return `const ${map} = new Map()\nfor (const ${letter} of ${name}) ${map}.set(${key}, (${map}.get(${key}) ?? 0) + 1)\n${oneOf(m, seen).name} = ${map}.get(${expression(m, 'text', 1)}) ?? ${map}.size`
}
