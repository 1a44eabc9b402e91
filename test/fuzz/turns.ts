/** Scenes about texts that a turn of a loop makes: most die with it, and some go on in variables, objects, lists, errors and results. */
import { literal, pick, type Scenery, times } from './scenes.ts'

export function turnScene(s: Scenery): string {
  const [i, j, t, u, last, best, box, kept, cut, deep, sum] = ['i', 'j', 't', 'u', 'last', 'best', 'box', 'kept', 'cut', 'deep', 'sum'].map(
    (name) => s.fresh(name),
  ) as [string, string, string, string, string, string, string, string, string, string, string]
  const count = () => pick(s, ['3', '5', '9', '(k & 7)', 'list.length'])
  const number = () => pick(s, [i, 'n', 'k', literal(s), `${sum}`, `(${i} * 37) % 10`])
  const made = (depth = 2): string =>
    pick(s, [
      ...[`String(${number()})`, `\`\${${number()}}-\${${i}}\``, `('x' + ${number()})`, `${last}`, `${best}`, `${t}`],
      ...(depth > 0
        ? [
            `(${made(depth - 1)} + ${made(depth - 1)}).slice(0, 12)`,
            `${made(depth - 1)}.slice(${s.choose(3)}${pick(s, ['', ', 4'])})`,
            `${made(depth - 1)}.toUpperCase()`,
            `(${number()} > 1 ? ${made(depth - 1)} : ${made(depth - 1)})`,
            `${deep}(${s.choose(4)}, ${made(depth - 1)})`,
            `(${made(depth - 1)}[${s.choose(3)}] ?? ${made(depth - 1)})`,
            `(${made(depth - 1)}.split('-')[${s.choose(2)}] ?? 'none')`,
          ]
        : []),
    ])
  const told = () =>
    pick(s, [
      `${sum} += ${made()}.length`,
      `${sum} += ${made()}.charCodeAt(${s.choose(3)}) || 0`,
      `if (${made()} < ${made()}) ${sum} += 1`,
      `if (${made()} === ${made()}) ${sum} += 2`,
      `${sum} += ${made()}.indexOf('${pick(s, ['-', '1', 'x'])}')`,
    ])
  const leaves = () =>
    pick(s, [
      ...[`${last} = ${made()}`, `if (${made()} > ${best}) ${best} = ${made()}`, `const swap = ${last}; ${last} = ${best}; ${best} = swap`],
      ...[`${box}.text = ${made()}`, `if (${i} % 2 === 0) ${kept}.push(${made()})`, `${box} = { text: ${made()}, other: ${box}.text }`],
      `${kept}[0] = ${made()}`,
    ])
  const inTurn = () =>
    pick(s, [
      `const ${cut} = ${made()}.split('${pick(s, ['', '-', '1'])}')\nfor (const part of ${cut}) ${sum} += part.length + part.charCodeAt(0) || 0`,
      `const pair = { one: ${made()}, two: ${made()} }\n${sum} += pair.one < pair.two ? pair.one.length : pair.two.length`,
      `const mine = []\nfor (let ${j} = 0; ${j} < ${count()}; ${j}++) mine.push(${made()})\n${sum} += mine.join('').length`,
      `let inner = ''\nfor (let ${j} = 0; ${j} < ${count()}; ${j}++) { ${t} = ${made(1)}; ${pick(s, [`inner = ${made(1)}`, `inner += ${made(1)}`, `if (inner < ${t}) inner = ${t}`])} }\n${sum} += inner.length; ${pick(s, ['', `${last} = inner`])}`,
      `try { if (${number()} > 2) throw new Error(${made()}) } catch (e) { ${pick(s, [`${last} = e.message`, `${sum} += e.message.length`])} }`,
      `${t} = ${made()}`,
      ...['continue', 'break'].map((way) => `if (${made()} ${pick(s, ['<', '===', '>'])} ${made()}) ${way}`),
    ])
  const body = times(s, 1, 5, () => `{ ${s.choose(5) === 0 ? leaves() : s.choose(2) === 0 ? told() : inTurn()} }`)
  const loop = pick(s, [
    `for (let ${i} = 0; ${i} < ${count()}; ${i}++) {\n${body}\n}`,
    `let ${i} = 0\nwhile (${pick(s, [`${i} < 6`, `${made(1)}.length < 9 && ${i} < 8`])}) {\n${i}++\n${body}\n}`,
    `let ${i} = 0\ndo {\n${body}\n} while (++${i} < ${count()})`,
    `let ${i} = 0\nfor (const ${u} of ['a-b', 'q', ${last}, '1-2-3']) {\n${i}++\n${t} = ${u}\n${body}\n}`,
  ])
  return [
    `let ${t} = '', ${last} = ${pick(s, ["''", "'begin'", '`${n}!`'])}, ${best} = 'b', ${sum} = 0, ${box} = { text: 'in', other: 'out' }`,
    `const ${kept} = ['first']`,
    `const ${deep} = (d, x) => d <= 0 ? x : ${pick(s, [`${deep}(d - 1, x + d)`, `(x + ${deep}(d - 1, 'y')).slice(0, 9)`, `${deep}(d - 1, x).slice(1) + d`])}`,
    loop,
    `say(${sum})`,
    `tell(${t}); tell(${last}); tell(${best}); tell([${box}.text, ${box}.other].join('|')); tell(${kept}.join())`,
  ].join('\n')
}
