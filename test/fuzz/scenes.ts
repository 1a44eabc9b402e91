/**
 * Programs made of scenes: small pieces of code that each go after one thing compilers get wrong (the order in which
 * operands are evaluated, what jumps out of a `finally`, objects that lack something, loops near the limits of integers).
 * What happens is said into a list of texts as it happens, so that a scene that ends in an exception has still told.
 */
import { closureScene } from './closures.ts'
import { countScene } from './counting.ts'
import { dictionaryScene } from './dictionaries.ts'
import { flowScene } from './flow.ts'
import { gainScene } from './gains.ts'
import { heldScene } from './held.ts'
import { holeScene } from './holes.ts'
import { mixedScene } from './mixed.ts'
import { orderScene } from './order.ts'
import { popScene } from './pops.ts'
import { printedScene } from './printed.ts'
import type { FuzzProgram } from './program.ts'
import { recordScene } from './records.ts'
import { returnedCollections, returnedObjects } from './results.ts'
import { spreadScene } from './spreads.ts'
import { ERROR_CLASSES, thrownScene } from './thrown.ts'
import { turnScene } from './turns.ts'

export interface Scenery {
  /** A number below the limit. */
  readonly choose: (limit: number) => number
  readonly fresh: (prefix: string) => string
}

export function pick<T>(s: Scenery, items: readonly T[]): T {
  return items[s.choose(items.length)]!
}

export function times(s: Scenery, from: number, to: number, make: (at: number) => string, between = '\n'): string {
  return Array.from({ length: from + s.choose(to - from + 1) }, (_, at) => make(at)).join(between)
}

export const NUMBERS = [
  '0', '1', '2', '3', '-1', '7', '0.5', '-0', 'NaN', 'Infinity', '-Infinity', '2147483647', '-2147483648', '2147483648', '4294967295',
  '4294967296', '9007199254740991', '-9007199254740992', '1e21', '5e-324', '255', '256', '-2.5', '65536',
] // biome-ignore format: a table

export const literal = (s: Scenery) => pick(s, s.choose(3) === 0 ? NUMBERS : NUMBERS.slice(0, 8))

const SCENES = [
  orderScene, orderScene, recordScene, flowScene, flowScene, closureScene, countScene, countScene, mixedScene, mixedScene, spreadScene,
  thrownScene, thrownScene, printedScene, turnScene, turnScene, dictionaryScene, dictionaryScene, gainScene, gainScene, holeScene, popScene, popScene, heldScene, heldScene,
] // biome-ignore format: a table

/** What every program has: how to say a number (which −0 shows), and how to say it and go on with it. */
const BEGIN = `const words = []
const say = (x) => { words.push(x === 0 && 1 / x < 0 ? '-0' : '' + x); return x }
const tell = (x) => { words.push('' + x) }
let fuel = 60`

export function sceneProgram(choose: (limit: number) => number): FuzzProgram {
  let next = 0
  const s: Scenery = { choose, fresh: (prefix) => `${prefix}${next++}` }
  const scenes = times(s, 1, 2, () => {
    const error = s.fresh('e')
    return `try {\n${pick(s, SCENES)(s)}\n} catch (${error}) {\ntell(${error}.message)\n}`
  })
  const before = /\b(Bad|Worse|Other)\b/.test(scenes) ? ERROR_CLASSES : ''
  const made = [returnedCollections, returnedObjects][choose(9)]
  const { filling, result } = made?.(s) ?? { filling: '', result: 'words' }
  const source = `${before}function main(n, k, list) {\n${BEGIN}\n${scenes}\n${filling}\nreturn ${result}\n}`
  const inputs = Array.from({ length: 2 + choose(3) }, () => {
    const items = times(s, 0, 5, () => literal(s), ', ')
    return `[${literal(s)}, ${pick(s, ['0', '1', '2', '3', '-1', '31', '2147483647', '-2147483648'])}, [${items}]]`
  })
  return { source, inputs }
}
