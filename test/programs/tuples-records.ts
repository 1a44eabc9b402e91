/** Fixed tuples and object literals: as locals, arguments, results, elements. */

export function divMod(a: number, b: number): [number, number] {
  return [Math.floor(a / b), a % b]
}
// run: divMod(7, 2)
// run: divMod(-7, 2)

export function usesTuple(a: number, b: number): number {
  const [q, r] = divMod(a, b)
  return q * 100 + r
}
// run: usesTuple(17, 5) == 302

export function record(x: number, y: number): { x: number; y: number; inside: boolean } {
  return { x, y: y * 2, inside: x * x + y * y < 1 }
}
// run: record(0.5, 0.25)
// run: record(-0, NaN)

export function complexMultiply(n: number): number {
  const multiply = (a: { re: number; im: number }, b: { re: number; im: number }) => ({
    re: a.re * b.re - a.im * b.im,
    im: a.re * b.im + a.im * b.re,
  })
  let z = { re: 1, im: 0 }
  const w = { re: Math.cos(0.1), im: Math.sin(0.1) }
  for (let i = 0; i < n; i++) z = multiply(z, w)
  return z.re + z.im
}
// run: complexMultiply(0)
// run: complexMultiply(50)

export function takesRecord(p: { x: number; y: number }): number {
  return p.x * 10 + p.y
}
// run: takesRecord({ x: 1, y: 2 }) == 12
// run: takesRecord({ y: 2, x: 1 }) == 12

export function writesRecord(p: { x: number; y: number }): void {
  p.x += p.y
}
// run: writesRecord({ x: 1, y: 2 })

export function destructures({ a, b: c, d = 5 }: { a: number; b: number; d?: number }): number {
  return a * 100 + c * 10 + d
}
// run: destructures({ a: 1, b: 2 }) == 125
// run: destructures({ a: 1, b: 2, d: 3 }) == 123

export function constDestructuring(x: number): number {
  const r = { a: x, b: { c: x + 1, d: [x + 2, x + 3] as [number, number] } }
  const {
    a,
    b: {
      c: renamed,
      d: [, second],
    },
  } = r
  return a * 10000 + renamed * 100 + second
}
// run: constDestructuring(1)

export function assignsPattern(a: number, b: number): number {
  let x = 0
  let y = 0
  ;[x, y] = [b, a]
  ;({ x, y } = { x: y + 1, y: x + 1 })
  return x * 100 + y
}
// run: assignsPattern(3, 7)

export function rotate(a: number, b: number, c: number): number {
  ;[a, b, c] = [b, c, a]
  return a * 100 + b * 10 + c
}
// run: rotate(1, 2, 3) == 231

export function particles(n: number): number {
  const list: { position: number; velocity: number }[] = []
  for (let i = 0; i < n; i++) list.push({ position: i, velocity: 1 / (i + 1) })
  for (let step = 0; step < 3; step++) for (const p of list) p.position += p.velocity
  let s = 0
  for (const { position } of list) s += position
  return s
}
// run: particles(5)
// run: particles(0) == 0

export function listOfRecords(points: { x: number; y: number }[]): { x: number; y: number } {
  let x = 0
  let y = 0
  for (const p of points) {
    x += p.x
    y += p.y
  }
  return { x: x / points.length, y: y / points.length }
}
// run: listOfRecords([{ x: 1, y: 2 }, { x: 3, y: 5 }])
// run: listOfRecords([])

export function sortsRecords(points: { key: number; id: number }[]): number[] {
  points.sort((a, b) => a.key - b.key || b.id - a.id)
  return points.map((p) => p.id)
}
// run: sortsRecords([{ key: 3, id: 0 }, { key: 1, id: 1 }, { key: 3, id: 2 }])

export function identity(): number {
  const a = { x: 1 }
  const b = a
  const c = { x: 1 }
  b.x = 5
  return (a === b ? 1 : 0) + (a === c ? 2 : 0) + a.x * 10
}
// run: identity() == 51

export function nestedRecords(n: number): number {
  const box = { low: { x: 0, y: 0 }, high: { x: n, y: n * 2 } }
  box.low.x -= 1
  const { high } = box
  high.y += 1
  return (box.high.x - box.low.x) * (box.high.y - box.low.y)
}
// run: nestedRecords(3) == 28

export function linkedList(n: number): number {
  interface Node {
    value: number
    next: Node | null
  }
  let head: Node | null = null
  for (let i = 0; i < n; i++) head = { value: i, next: head }
  let s = 0
  for (let node: Node | null = head; node !== null; node = node.next) s = s * 2 + node.value
  return s
}
// run: linkedList(10)
// run: linkedList(0) == 0

export function binaryTree(depth: number): number {
  interface Tree {
    left: Tree | null
    right: Tree | null
  }
  const make = (d: number): Tree => (d === 0 ? { left: null, right: null } : { left: make(d - 1), right: make(d - 1) })
  const check = (tree: Tree): number => (tree.left === null ? 1 : 1 + check(tree.left) + check(tree.right!))
  return check(make(depth))
}
// run: binaryTree(0) == 1
// run: binaryTree(8) == 511

export function tupleInLoop(n: number): number {
  let state: [number, number] = [0, 1]
  for (let i = 0; i < n; i++) state = [state[1], state[0] + state[1]]
  return state[0]
}
// run: tupleInLoop(20) == 6765

export function returnsMixed(n: number): [number, boolean, bigint] {
  return [n, n > 0, BigInt(n)]
}
// run: returnsMixed(5)

export function returnsArrays(n: number): { values: Float64Array; list: number[] } {
  return { values: new Float64Array(n).fill(1), list: [n, n + 1] }
}
// run: returnsArrays(2)

export function optionalChaining(p: { x: number } | null): number {
  return p?.x ?? -1
}
// run: optionalChaining({ x: 4 }) == 4
// run: optionalChaining(null) == -1

export function computedConstantKeys(): number {
  const o = { a: 1, b: 2 }
  return o['a'] * 10 + o.b
}
// run: computedConstantKeys() == 12

export function spreadRecord(x: number): { x: number; y: number; z: number } {
  const base = { x, y: 2 }
  return { ...base, y: 3, z: 4 }
}
// run: spreadRecord(1)

export function minAndMax(a: Float64Array): { min: number; max: number } {
  let min = Infinity
  let max = -Infinity
  for (const x of a) {
    if (x < min) min = x
    if (x > max) max = x
  }
  return { min, max }
}
// run: minAndMax(new Float64Array([3, -1, 4]))
// run: minAndMax(new Float64Array(0))

export function methodOnLiteral(n: number): number {
  const counter = {
    value: 0,
    step: n,
  }
  const bump = () => {
    counter.value += counter.step
  }
  bump()
  bump()
  return counter.value
}
// run: methodOnLiteral(4) == 8
