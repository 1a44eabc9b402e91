/** Objects that are returned have the properties that they were made with, also where others of their kind have more. */

type Outcome = { ok: true; value: number } | { ok: false; error: string }

export function outcome(x: number): Outcome {
  if (x > 0) return { ok: true, value: Math.sqrt(x) }
  return { ok: false, error: `not above zero: ${x}` }
}
// run: outcome(4); outcome(-1); outcome(0)

export function perhaps(x: number): { a: number; b?: number } {
  return x > 0 ? { a: 1, b: x } : { a: x }
}
// run: perhaps(1); perhaps(-1)

type Shape = { kind: 'circle'; r: number } | { kind: 'rect'; w: number; h: number } | { kind: 'point' }

function shapeOf(n: number): Shape {
  switch (n % 3) {
    case 0:
      return { kind: 'circle', r: n }
    case 1:
      return { kind: 'rect', w: n, h: n + 1 }
    default:
      return { kind: 'point' }
  }
}

export function shapes(n: number): Shape[] {
  const all: Shape[] = []
  for (let i = 0; i < n; i++) all.push(shapeOf(i))
  return all
}
// run: shapes(0); shapes(1); shapes(5)

export function nested(n: number): { first: Shape; all: Record<string, number>; last: Shape | null } {
  return { first: shapeOf(n), all: { n }, last: n > 2 ? shapeOf(n + 1) : null }
}
// run: nested(0); nested(3)

interface Found {
  name: string
  big?: bigint
  flag?: boolean
  list?: number[]
  at?: { x: number }
  text?: string | null
}

export function found(n: number): Found[] {
  return [
    { name: 'none' },
    { name: 'big', big: 7n },
    { name: 'flag', flag: n > 1 },
    { name: 'list', list: [n] },
    { name: 'at', at: { x: n } },
    { name: 'text', text: n > 1 ? 'some' : null },
  ]
}
// run: found(1); found(2)

export function changed(n: number): { a: number; b?: number }[] {
  const all: { a: number; b?: number }[] = [{ a: 1 }, { a: 2, b: 2 }]
  for (const each of all) if (each.b !== undefined) each.b += n
  return all
}
// run: changed(3)

export function counted(n: number): number {
  let sum = 0
  for (const shape of shapes(n)) sum += shape.kind === 'circle' ? shape.r : shape.kind === 'rect' ? shape.w * shape.h : 100
  return sum
}
// run: counted(7)

/** The order of each is its own: what comes first in one comes first in all. */
export function order(n: number): { z: number; a: number; m?: number; b?: string }[] {
  const all: { z: number; a: number; m?: number; b?: string }[] = [
    { z: 1, a: 2 },
    { z: n, a: 2, m: 3 },
    { z: n, a: 5, m: 6, b: 'x' },
  ]
  return all.slice(0, n)
}
// run: order(1); order(3)

export function assignedLast(n: number): { a: number; b?: number }[] {
  const all: { a: number; b?: number }[] = []
  for (let i = 0; i < 4; i++) all.push(i === 1 ? { a: i, b: 2 } : { a: i })
  for (const each of all) if (each.a > n) each.b = each.a * 10
  return all
}
// run: assignedLast(0); assignedLast(2)

export function between(n: number): { a?: number; b?: number; c?: number; d: number }[] {
  const all: { a?: number; b?: number; c?: number; d: number }[] = []
  for (let i = 0; i < n; i++) all.push(i % 3 === 0 ? { a: i, d: 1 } : i % 3 === 1 ? { a: i, b: 2, c: 3, d: 2 } : { c: i, d: 3 })
  return all
}
// run: between(1); between(4)
