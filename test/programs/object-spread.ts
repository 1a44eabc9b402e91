/** `...p` in object literals, where only types tell the properties of `p`. */
interface Point {
  x: number
  y: number
}

export function adds(p: Point): unknown {
  return { ...p, z: 1 }
}
// run: adds({ x: 1, y: 2 })

export function addsBefore(p: Point): unknown {
  return { z: 1, ...p }
}
// run: addsBefore({ x: 1, y: 2 })

export function overrides(p: { x?: number; y: number }): unknown {
  return [
    { x: 1, ...p, q: true },
    { x: 1, ...p },
    { ...p, y: -0 },
  ]
}
// run: overrides({ x: 5, y: 2 })

export function merges(p: Point, q: { y: number; w: number[] }): unknown {
  return { ...p, ...q }
}
// run: merges({ x: 5, y: 2 }, { y: 3, w: [1, 2] })

export function copiesBeforeWhatFollows(p: Point): unknown {
  return { ...p, z: (p.x = 9) }
}
// run: copiesBeforeWhatFollows({ x: 5, y: 2 })

export function isACopy(p: Point): unknown {
  const q = { ...p }
  q.x = 100
  return [p.x, q.x]
}
// run: isACopy({ x: 5, y: 2 })

export function mapped(points: Point[]): unknown {
  return points.map((p) => ({ ...p, z: p.x * 2 }))
}
// run: mapped([{ x: 1, y: 2 }, { x: 3, y: 4 }])

export function pushes(points: Point[]): number {
  points.push({ ...points[0]!, x: 7 })
  return points.length
}
// run: pushes([{ x: 1, y: 2 }, { x: 3, y: 4 }])

export function carried(n: number): number {
  let state = { a: 0, b: 1 }
  for (let i = 0; i < n; i++) state = { ...state, a: state.b, b: state.a + state.b }
  return state.a
}
// run: carried(20)

export function defaults(n: number): number {
  const full = (given: { size?: number; rate?: number }) => ({ rate: 1, size: 2, ...given })
  return full({ size: n }).size * 10 + full({ rate: 5, size: 1 }).rate
}
// run: defaults(20)

export function recursive(p: { n: number; m: bigint }): unknown {
  const step = (q: { n: number; m: bigint }, depth: number): { n: number; m: bigint } =>
    depth === 0 ? q : step({ ...q, n: q.n + 1, m: q.m * 2n }, depth - 1)
  return step(p, 5)
}
// run: recursive({ n: 1, m: 2n })

export function holdsAFunction(p: Point): number {
  const made = { ...p, next: (value: number) => value + 1, root: Math.sqrt }
  const again = { ...made, y: 3 }
  return again.next(again.x) + again.root(16) + again.y
}
// run: holdsAFunction({ x: 1, y: 2 })

export function folds(values: number[]): unknown {
  return values.reduce((sums, value) => ({ ...sums, sum: sums.sum + value, count: sums.count + 1 }), { sum: 0, count: 0 })
}
// run: folds([1, 2, 3])
