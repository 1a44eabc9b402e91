/** Built-in functions as values where other functions may be: in lists, objects, fields, Maps, defaults and results. */

export function list(x: number): number {
  let sum = 0
  for (const f of [Math.sin, Math.cos, Math.exp]) sum += f(x)
  return sum
}
// run: list(0) == 2

export function mixedList(x: number): number {
  let sum = 0
  for (const f of [Math.sqrt, (v: number) => v * v, Math.abs, Math.sqrt]) sum = sum * 10 + f(x)
  return sum
}
// run: mixedList(4) == 3642

export function chosen(x: number, isUp: boolean): number {
  const f = isUp ? Math.ceil : Math.floor
  return f(x)
}
// run: chosen(1.5, true) == 2
// run: chosen(-0.5, true) == -0
// run: chosen(1.5, false) == 1

export function orOwn(x: number, isOwn: boolean): number {
  let f: (v: number) => number = Math.trunc
  if (isOwn) f = (v) => v * 2
  return f(x)
}
// run: orOwn(1.5, true) == 3
// run: orOwn(-0.5, false) == -0

export function orNothing(x: number, k: number): number {
  const f = k === 0 ? Math.sign : k === 1 ? null : undefined
  return (f?.(x) ?? -7) + (f ? f(x) : -70) + (f === null ? 100 : 0)
}
// run: orNothing(5, 0) == 2
// run: orNothing(5, 1) == 23
// run: orNothing(5, 2) == -77

const apply = (x: number, f: (v: number) => number = Math.abs) => f(x)
export function defaults(x: number): number {
  return apply(x) * 100 + apply(x, Math.sign) * 10 + apply(x, (v) => v + 1)
}
// run: defaults(-3) == 288

export function objects(x: number, name: string): number {
  const table: Record<string, (v: number) => number> = { floor: Math.floor, half: (v) => v / 2, sqrt: Math.sqrt }
  const f = table[name]
  return f ? f(x) : -1
}
// run: objects(9.5, 'floor') == 9
// run: objects(9, 'half') == 4.5
// run: objects(9, 'sqrt') == 3
// run: objects(9, 'none') == -1

class Layer {
  readonly activation: (x: number) => number
  readonly weight: number
  constructor(activation: (x: number) => number, weight: number) {
    this.activation = activation
    this.weight = weight
  }
  run(x: number): number {
    return this.activation(x * this.weight)
  }
}
export function fields(x: number): number {
  const layers = [new Layer(Math.abs, 2), new Layer((v) => Math.max(0, v), 3), new Layer(Math.round, 0.3)]
  return layers.reduce((value, layer) => layer.run(value), x)
}
// run: fields(-5) == 9

export function maps(x: number): number {
  const known = new Map<string, (v: number) => number>([['cbrt', Math.cbrt]])
  known.set('twice', (v) => v * 2)
  let sum = 0
  for (const [name, f] of known) sum = sum * 100 + f(x) + name.length
  return sum + known.get('twice')!(1)
}
// run: maps(8) == 623

const pick = (degree: number) => (degree === 0 ? Math.floor : degree === 1 ? Math.ceil : (v: number) => -v)
export function results(x: number, degree: number): number {
  return pick(degree)(x)
}
// run: results(1.5, 0) == 1
// run: results(1.5, 1) == 2
// run: results(1.5, 2) == -1.5

export function composed(x: number): number {
  const compose =
    (...steps: ((v: number) => number)[]) =>
    (v: number) =>
      steps.reduceRight((value, step) => step(value), v)
  return compose(Math.sqrt, (v) => v * 9, Math.floor)(x)
}
// run: composed(4.9) == 6

export function ofTwo(a: number, b: number): string {
  const named: [string, (x: number, y: number) => number][] = [
    ['max', Math.max],
    ['min', Math.min],
    ['pow', Math.pow],
    ['imul', Math.imul],
    ['hypot', Math.hypot],
    ['minus', (x, y) => x - y],
  ]
  return named.map(([name, f]) => `${name} ${f(a, b)}`).join(', ')
}
// run: ofTwo(3, 4) == 'max 4, min 3, pow 81, imul 12, hypot 5, minus -1'

export function texts(x: number, isPlain: boolean): string {
  const show = isPlain ? String : (v: number) => v.toFixed(2)
  return show(x) + [x, x + 1].map(isPlain ? String : (v) => `<${v}>`).join('')
}
// run: texts(1.5, true) == '1.51.52.5'
// run: texts(1.5, false) == '1.50<1.5><2.5>'

export function parsers(text: string, k: number): number {
  const parse = [Number, Number.parseFloat, (s: string) => s.length][k]!
  return parse(text)
}
// run: parsers('12px', 0) == NaN
// run: parsers('12px', 1) == 12
// run: parsers('12px', 2) == 4

export function keys(list: number[]): number[] {
  const orders = [Math.abs, (x: number) => -x, Math.cos]
  return orders.flatMap((key) => [...list].sort((a, b) => key(a) - key(b)))
}
// run: keys([3, -2, 1]) == [1, -2, 3, 3, 1, -2, 3, -2, 1]

export function kinds(x: number, isOwn: boolean): string {
  const f = isOwn ? (v: number) => v : Math.sin
  return `${typeof f} ${f(x)}`
}
// run: kinds(0, true) == 'function 0'
// run: kinds(0, false) == 'function 0'
