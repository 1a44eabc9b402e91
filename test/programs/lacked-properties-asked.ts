/** Which properties an object has that may lack some of them: `in`, `Object.hasOwn`, lists of them. */

type Circle = { readonly r: number }
type Box = { readonly w: number; readonly h: number }

export function areas(k: number): number {
  const shapes: (Circle | Box)[] = [{ r: k }, { w: 2, h: 3 }]
  let sum = 0
  for (const shape of shapes) sum = sum * 100 + ('r' in shape ? shape.r * shape.r * 3 : shape.w * shape.h)
  return sum
}
// run: areas(1) == 306
// run: areas(2) == 1206

export function gained(k: number): string {
  const o: { a: number; b?: number } = { a: 1 }
  const before = 'b' in o
  if (k > 1) o.b = k
  return [before, 'b' in o, Object.hasOwn(o, 'b'), 'a' in o, 'toString' in o, Object.hasOwn(o, 'toString'), 'c' in o].join()
}
// run: gained(1) == 'false,false,false,true,true,false,false'
// run: gained(2) == 'false,true,true,true,true,false,false'

export function byName(k: number): string {
  const o: { a: number; b?: number } = k > 1 ? { a: 1, b: k } : { a: 3 }
  return ['a', 'b', 'c', 'toString'].map((name) => `${name in o} ${Object.hasOwn(o, name)}`).join()
}
// run: byName(1)
// run: byName(2)

export function listed(k: number): string {
  const o: { a: number; b?: number; c?: number } = k > 2 ? { a: 1, b: 4, c: 0.5 } : { a: 3 }
  let text = `${Object.keys(o).length} ${Object.keys(o).join()} ${Object.values(o).join()};`
  for (const [name, value] of Object.entries(o)) text += `${name}=${value * 2} `
  for (const name in o) text += name
  return text
}
// run: listed(1) == '1 a 3;a=6 a'
// run: listed(3) == '3 a,b,c 1,4,0.5;a=2 b=8 c=1 abc'

export function given(k: number): [string, number][] {
  const o: { a: number; b?: number } = k > 2 ? { a: 1, b: 4 } : { a: 3 }
  return Object.entries(o)
}
// run: given(1) == [['a', 3]]
// run: given(3) == [['a', 1], ['b', 4]]

export function kinds(k: number): string {
  const functions: { f: (x: number) => number; g?: (x: number) => number } =
    k > 1 ? { f: (x) => x + 1, g: (x) => x * k } : { f: (x) => x - 1 }
  const bigs: { a: bigint; b?: bigint } = k > 1 ? { a: 1n, b: 4n } : { a: 3n }
  const flags: { a: boolean; b?: boolean } = k > 1 ? { a: true, b: false } : { a: k > 0 }
  const texts: { a: string; b?: string } = k > 1 ? { a: '', b: 'y' } : { a: 'z' }
  const objects: { a: { v: number }; b?: { v: number } } = k > 1 ? { a: { v: 1 }, b: { v: k } } : { a: { v: 5 } }
  const called = Object.values(functions)
    .map((f) => f(7))
    .join('|')
  const found = Object.values(objects)
    .map(({ v }) => v)
    .join('|')
  return `${called} ${Object.values(bigs).join('|')} ${Object.values(flags).join('|')} ${Object.values(texts).join('|')} ${found}`
}
// run: kinds(0)
// run: kinds(1)
// run: kinds(2)

/** What comes while one goes over the names is not gone over. */
export function grown(k: number): string {
  const o: { a: number; b: number; c?: number } = { a: 1, b: 2 }
  let text = ''
  for (const name in o) {
    text += name
    if (k > 1) o.c = 3
  }
  return `${text} ${'c' in o} ${Object.keys(o).join()}`
}
// run: grown(1) == 'ab false a,b'
// run: grown(2) == 'ab true a,b,c'
