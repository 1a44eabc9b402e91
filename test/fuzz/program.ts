/** A whole random program: the source of one function, and arguments to call it with. */
import fc from 'fast-check'
import { classes } from './classes.ts'
import { argumentsFor } from './inputs.ts'
import { instances } from './instances.ts'
import { BIGINT_ARRAYS, type Kind, type Maker, NUMBER_ARRAYS, oneOf, rarely, type Variable } from './maker.ts'
import { sceneProgram } from './scenes.ts'
import { block, returning } from './statements.ts'

export interface FuzzProgram {
  /** `function main(…) { … }`, with the classes that it uses before it. */
  readonly source: string
  /** JavaScript expressions, each giving the arguments of one call as an array. */
  readonly inputs: readonly string[]
  /** Without one, the calls decide. */
  readonly signature?: string
}

/** How a parameter of a kind is declared; numbers that are integers at every call may be declared so. */
function declared(kind: Kind): string {
  switch (kind) {
    case 'int':
      return 'int32'
    case 'num':
      return 'float64'
    case 'big':
      return 'int64'
    case 'bool':
      return 'boolean'
    case 'text':
      return 'string'
    case 'texts':
      return 'string[]'
    case 'list':
      return 'float64[]'
    case 'bigList':
      return 'int64[]'
    case 'pair':
      return '[float64, float64]'
    case 'point':
      return POINT
    case 'points':
      return `${POINT}[]`
    case 'Uint8ClampedArray':
      return 'uint8c[:]'
    case 'BigInt64Array':
      return 'int64[:]'
    case 'BigUint64Array':
      return 'uint64[:]'
    default:
      return `${kind.replace('Array', '').toLowerCase()}[:]`
  }
}

const POINT = '{ x: float64, y: float64, on: boolean }'

const PARAMETERS: readonly Kind[] = ['num', 'num', 'num', 'int', 'big', 'bool', 'list', 'bigList', 'point', 'pair', 'points']
const RESULTS: readonly Kind[] = ['num', 'num', 'int', 'big', 'bool', 'list', 'bigList', 'pair', 'point', 'points', 'Float64Array']

interface About {
  readonly classes: boolean
  readonly texts: boolean
}

function makeProgram(choose: (limit: number) => number, about: About): FuzzProgram {
  const m: Maker = {
    choose,
    names: { next: 0 },
    variables: [],
    helpers: [],
    factor: 1,
    cost: 0,
    labels: [],
    results: [],
    depth: 0,
    texts: about.texts,
    classes: [],
    es5: new Set(),
    inside: undefined,
  }
  const before = about.classes ? `${classes(m)}\n` : ''
  const outer = m.variables
  const kinds = Array.from({ length: 1 + choose(4) }, (_, at): Kind => {
    if (about.texts && (at === 0 || rarely(m, 3))) return oneOf(m, ['text', 'text', 'texts'])
    if (rarely(m, 8)) return oneOf(m, BIGINT_ARRAYS)
    return rarely(m, 3) ? oneOf(m, NUMBER_ARRAYS) : oneOf(m, PARAMETERS)
  })
  const params = kinds.map((kind, at): Variable => ({ name: `a${at}`, kind, constant: false }))
  m.variables = [...params, ...outer]
  m.results = Array.from({ length: rarely(m, 3) ? 1 : 1 + choose(4) }, () => (about.texts && rarely(m, 2) ? 'text' : oneOf(m, RESULTS)))
  const heads = params.map(({ name }) => name).join(', ')
  const made = about.classes ? instances(m) : ''
  const body = `${made}${block(m, about.classes ? 2 + choose(4) : 3 + choose(8))}`
  const source = `${before}function main(${heads}) {\nlet fuel = 40\n${bodyWithReturn(m, body)}\n}`
  const signature = rarely(m, 5) ? { signature: `(${kinds.map(declared).join(', ')})` } : {}
  return { source, ...signature, inputs: Array.from({ length: 2 + choose(4) }, () => argumentsFor(m, kinds)) }
}

/** The variables of the outermost block are in scope at the end. */
function bodyWithReturn(m: Maker, body: string): string {
  return `${body}\n${returning(m)}`
}

/** The same seed gives the same program; every fourth is made of scenes; of the others, every second has classes, every third is about strings. */
export function programOf(seed: number): FuzzProgram {
  const [stream] = fc.sample(fc.infiniteStream(fc.nat()), { seed, numRuns: 1 })
  if (seed % 4 === 2) return sceneProgram((limit) => stream!.next().value % limit)
  return makeProgram((limit) => stream!.next().value % limit, { classes: seed % 2 === 1, texts: seed % 3 === 2 })
}
