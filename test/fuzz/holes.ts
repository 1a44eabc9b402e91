/** Scenes about arrays of `new Array(n)`, filled in part: what has no value is a hole in JavaScript, which some methods leave out. */
import { literal, pick, type Scenery, times } from './scenes.ts'

export function holeScene(s: Scenery): string {
  const [a, b, q] = ['a', 'b', 'q'].map((name) => s.fresh(name)) as [string, string, string]
  const num = () => pick(s, [literal(s), 'n', 'k', `${b}.length`])
  const array = () => pick(s, [a, a, a, b, q])
  const made = () =>
    pick(s, [
      `new Array(${s.choose(5)})`,
      `Array(${s.choose(4)})`,
      `new Array(${s.choose(4)}).fill(${literal(s)})`,
      `new Array(list.length)`,
    ])
  const seen = () =>
    pick(s, [
      `${array()}.forEach((x, i) => { tell(x); say(i) })`,
      `tell(${array()}.map((x) => x === undefined ? 'u' : x).join())`,
      `say(${array()}.filter((x) => x !== ${num()}).length)`,
      `say(${array()}.reduce((sum, x) => sum + (x ?? 1), 0))`,
      `say(${array()}.reduceRight((sum, x) => sum * 2 + (x ?? 1), 0))`,
      `tell(${array()}.${pick(s, ['some', 'every'])}((x) => x ${pick(s, ['===', '!=='])} undefined))`,
      `say(${array()}.${pick(s, ['indexOf', 'lastIndexOf'])}(${pick(s, ['undefined', num()])}))`,
      `say(${array()}.flatMap((x) => [x, 1]).length)`,
      // These do not see them.
      `tell(${array()}.join('-'))`,
      `tell(${array()}.includes(${pick(s, ['undefined', num()])}))`,
      `say(${array()}.findIndex((x) => x === undefined))`,
      `for (const x of ${array()}) tell(x)`,
      `for (const [i, x] of ${array()}.entries()) { say(i); tell(x) }`,
      `tell([...${array()}].map((x) => x ?? 'u').join())`,
      `tell(Array.from(${array()}, (x) => x === undefined).join())`,
      `say(${array()}.length)`,
      `tell(${array()}.at(${s.choose(3)}))`,
    ])
  const change = () =>
    pick(s, [
      `if (${a}.length > ${s.choose(3)}) ${a}[${s.choose(3)}] = ${num()}`,
      `for (let i = 0; i < ${a}.length; i++) ${a}[i] = ${num()}`,
      `for (let i = 0; i < ${a}.length; i += 2) ${a}[i] = ${num()}`,
      `${array()}.push(${num()})`,
      `${array()}.${pick(s, ['reverse()', 'pop()', 'shift()', `unshift(${num()})`, `fill(${num()})`, 'sort((x, y) => x - y)'])}`,
      `${q} = ${array()}.${pick(s, ['slice()', 'slice(1)', `concat([${num()}])`, `concat(${array()})`, 'toReversed()', 'toSorted()', `with(0, ${num()})`])}`,
      `${q} = [...${array()}]`,
      `${array()}.splice(${s.choose(3)}, ${s.choose(3)})`,
      `${b}.push(...${array()}.slice(0, 2))`,
      `${q} = ${array()}`,
    ])
  return `const ${a} = ${made()}, ${b} = [${times(s, 0, 3, () => literal(s), ', ')}]
let ${q} = ${pick(s, [a, b, made()])}
${times(s, 3, 9, () => `;${pick(s, [seen, change])()}`)}`
}
