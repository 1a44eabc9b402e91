/** Arguments, as nasty as they come, as source text. */

import { isBigintArray, isNumberArray, type Kind, lengthFor, type Maker, oneOf, rarely } from './maker.ts'
import { TEXTS } from './texts.ts'

const INTEGERS = ['0', '1', '2', '3', '5', '-1', '-7', '10', '100', '2147483647', '-2147483648', '65536']
const NUMBERS = [
  '-0', 'NaN', 'Infinity', '-Infinity', '0.5', '-1.5', '2147483648', '-2147483649', '4294967295', '4294967296', '9007199254740991',
  '9007199254740993', '-9007199254740992', '5e-324', '1e308', '1e21', '3.7', '0.1',
] // biome-ignore format: a table
const BIGINTS = [
  '0n',
  '1n',
  '-1n',
  '2n',
  '7n',
  '-5n',
  '63n',
  '255n',
  '9223372036854775807n',
  '-9223372036854775808n',
  '4294967296n',
  '9007199254740993n',
  '123456789012345678n',
]

const BYTES: Record<string, number> = {
  Int8Array: 1,
  Uint8Array: 1,
  Uint8ClampedArray: 1,
  Int16Array: 2,
  Uint16Array: 2,
  Int32Array: 4,
  Uint32Array: 4,
  Float32Array: 4,
}

const bigint = (m: Maker) => BIGINTS[m.choose(rarely(m, 4) ? BIGINTS.length : 8)]!

function argument(m: Maker, kind: Kind): string {
  const number = () => oneOf(m, rarely(m, 2) ? NUMBERS : INTEGERS)
  const items = (item: () => string) => Array.from({ length: lengthFor(m) }, item).join(', ')
  switch (kind) {
    case 'int':
      return oneOf(m, INTEGERS)
    case 'num':
      return number()
    case 'big':
      return bigint(m)
    case 'bool':
      return oneOf(m, ['true', 'false'])
    case 'text':
      return oneOf(m, TEXTS)
    case 'texts':
      return `[${items(() => oneOf(m, TEXTS))}]`
    case 'pair':
      return `[${number()}, ${number()}]`
    case 'point':
      return `{ x: ${number()}, y: ${number()}, on: ${oneOf(m, ['true', 'false'])} }`
    case 'list':
      return `[${items(number)}]`
    case 'points':
      return `[${items(() => argument(m, 'point'))}]`
    case 'bigList':
      return `[${items(() => bigint(m))}]`
  }
  return `new ${kind}([${items(() => (isBigintArray(kind) ? bigint(m) : number()))}])`
}

/** Typed arrays alias now and then: one object twice, or views of one buffer. */
export function argumentsFor(m: Maker, kinds: readonly Kind[]): string {
  const given = kinds.map((kind) => argument(m, kind))
  const arrays = kinds.flatMap((kind, at) => (isNumberArray(kind) || isBigintArray(kind) ? [at] : []))
  if (arrays.length < 2 || rarely(m, 2)) return `[${given.join(', ')}]`
  const [first, second] = [arrays[0]!, arrays[1]!]
  if (kinds[first] === kinds[second] && rarely(m, 2)) {
    const same = given.map((text, at) => (at === first ? 'a' : at === second ? oneOf(m, ['a', 'a.subarray(1)', 'a.subarray(0, 2)']) : text))
    return `((a) => [${same.join(', ')}])(${given[first]})`
  }
  // Another view of the bits of a NaN would show which NaN it is, and that is nobody's promise.
  if ([first, second].some((at) => /^Float/.test(kinds[at]!))) return `[${given.join(', ')}]`
  const view = (at: number) => {
    const bytes = BYTES[kinds[at]!] ?? 8
    const from = bytes * m.choose(2)
    return `new ${kinds[at]}(b, ${from}, ${m.choose(Math.floor((32 - from) / bytes) + 1)})`
  }
  const views = given.map((text, at) => (at === first || at === second ? view(at) : text))
  const filled = `Uint8Array.from({ length: 32 }, (_, i) => i * ${1 + m.choose(50)}).buffer`
  return `((b) => [${views.join(', ')}])(${filled})`
}
