/** Objects and arrays of the top level that hold functions: asked by names and numbers found at run time, gone over, taken apart. */

const add = (a: number, b: number) => a + b

interface Operator {
  readonly rank: number
  readonly run: (a: number, b: number) => number
  readonly isRight?: boolean
  readonly tags: readonly string[]
}

const OPERATORS: Record<string, Operator> = {
  '+': { rank: 1, run: add, tags: ['sum'] },
  '-': { rank: 1, run: (a, b) => a - b, tags: [] },
  '*': { rank: 2, run: (a, b) => a * b, tags: [] },
  '^': { rank: 3, run: Math.pow, isRight: true, tags: ['power', 'right'] },
}

export function operator(name: string, a: number, b: number): string {
  const found = OPERATORS[name]
  if (!found) return 'none'
  return `${found.rank} ${found.run(a, b)} ${found.isRight ?? 'left'} ${found.tags.join('/')}`
}
// run: operator('+', 2, 3) == '1 5 left sum'
// run: operator('^', 2, 3) == '3 8 true power/right'
// run: operator('?', 2, 3) == 'none'

/** By the shunting-yard algorithm. */
export function calculate(text: string): number {
  const values: number[] = []
  const waiting: string[] = []
  const apply = () => {
    const { run } = OPERATORS[waiting.pop()!]!
    const b = values.pop()!
    values.push(run(values.pop()!, b))
  }
  for (const token of text.split(' ')) {
    if (token === '(') waiting.push(token)
    else if (token === ')') {
      while (waiting.at(-1) !== '(') apply()
      waiting.pop()
    } else if (token in OPERATORS) {
      const { rank, isRight } = OPERATORS[token]!
      while (waiting.length > 0 && waiting.at(-1) !== '(') {
        const before = OPERATORS[waiting.at(-1)!]!.rank
        if (before < rank || (before === rank && isRight)) break
        apply()
      }
      waiting.push(token)
    } else values.push(Number(token))
  }
  while (waiting.length > 0) apply()
  return values[0]!
}
// run: calculate('1 + 2 * 3') == 7
// run: calculate('( 1 + 2 ) * 3 - 4') == 5
// run: calculate('2 ^ 3 ^ 2') == 512

export function listed(a: number): string {
  let text = Object.keys(OPERATORS).join('')
  for (const [name, { rank, run }] of Object.entries(OPERATORS)) text += ` ${name}${rank}${run(a, 2)}`
  for (const name in OPERATORS) text += OPERATORS[name]!.rank
  return text + Object.values(OPERATORS).reduce((sum, { rank }) => sum + rank, 0)
}
// run: listed(5) == '+-*^ +17 -13 *210 ^3251123' + '7'

export function has(name: string): string {
  return `${name in OPERATORS} ${Object.hasOwn(OPERATORS, name)}`
}
// run: has('+') == 'true true'
// run: has('/') == 'false false'

const LAYERS = [
  { activation: Math.abs, weights: [1, 2] },
  { activation: (x: number) => Math.max(0, x), weights: [3] },
]
export function layers(x: number): number {
  let value = LAYERS.reduce((sum, { activation, weights }) => activation(sum * weights[0]!) + weights.length, x)
  for (const layer of LAYERS) for (const weight of layer.weights) value = value * 10 + layer.activation(weight)
  return value
}
// run: layers(-1) == 10123

export function layer(index: number, x: number): number {
  return LAYERS[index]!.activation(x) + LAYERS[index]!.weights.length + LAYERS.length
}
// run: layer(0, -5) == 9
// run: layer(1, -5) == 3

const STEPS = [Math.sqrt, (x: number) => x + 1, Math.floor]
export function steps(x: number, first: number): number[] {
  const each = STEPS.map((step) => step(x))
  const all = [...STEPS, Math.abs].reduceRight((value, step) => step(value), x)
  return [...each, all, STEPS[first % STEPS.length]!(x), STEPS.length]
}
// run: steps(6.25, 4) == [2.5, 7.25, 6, 2.6457513110645907, 7.25, 3]

const NESTED = { math: { cube: (x: number) => x ** 3, deep: { twice: (x: number) => x * 2, abs: Math.abs } }, scale: 5 }
export function nested(x: number, name: 'twice' | 'abs'): number {
  const {
    math: { cube },
    scale,
  } = NESTED
  return NESTED.math.cube(x) + cube(1) * scale + NESTED.math.deep[name](x) + NESTED.math.deep.abs(x)
}
// run: nested(-2, 'twice') == -5
// run: nested(-2, 'abs') == 1

const LIMITS = Object.freeze({ least: 1, most: 20 })
export function limits(name: 'least' | 'most', x: number): number {
  const width = (range: { least: number; most: number }) => range.most - range.least
  const { least, most } = LIMITS
  return LIMITS[name] * 10000 + width(LIMITS) * 100 + width({ least: x, most: most - least })
}
// run: limits('most', 9) == 201910

class Shape {
  static readonly kinds = Object.freeze([Math.abs, (x: number) => -x])
  static readonly named = Object.freeze({ floor: Math.floor, triple: (x: number) => x * 3 })
}
export function statics(index: number, name: 'floor' | 'triple', x: number): number {
  let sum = Shape.kinds[index]!(x) * 100 + Shape.named[name](x)
  for (const kind of Shape.kinds) sum = sum * 10 + kind(x)
  return sum
}
// run: statics(1, 'triple', -2) == 19422
// run: statics(0, 'floor', -2.5) == 24727.5

enum Direction {
  Up,
  Right,
  Down,
}
export function directions(at: Direction): string {
  return `${Direction[at]} ${Direction.Down} ${Object.keys(Direction).length}`
}
// run: directions(1) == 'Right 2 6'
