// Properties that objects get after they were made: until then they are undefined.
interface Tree {
  value: number
  left?: Tree
  right?: Tree
}

export function sortedByTree(values: number[]): number[] {
  const insert = (tree: Tree | undefined, value: number): Tree => {
    if (!tree) return { value }
    if (value < tree.value) tree.left = insert(tree.left, value)
    else tree.right = insert(tree.right, value)
    return tree
  }
  let root: Tree | undefined
  for (const value of values) root = insert(root, value)
  const sorted: number[] = []
  const visit = (tree?: Tree) => {
    if (!tree) return
    visit(tree.left)
    sorted.push(tree.value)
    visit(tree.right)
  }
  visit(root)
  return sorted
}
// run: sortedByTree([5, 3, 8, 1, 4])
// run: sortedByTree([])

export function depthOf(values: number[]): number {
  const root: Tree = { value: values[0]! }
  for (let i = 1; i < values.length; i++) {
    let tree = root
    for (;;) {
      if (values[i]! < tree.value) {
        if (!tree.left) {
          tree.left = { value: values[i]! }
          break
        }
        tree = tree.left
      } else {
        if (!tree.right) {
          tree.right = { value: values[i]! }
          break
        }
        tree = tree.right
      }
    }
  }
  const depth = (tree?: Tree): number => (tree ? 1 + Math.max(depth(tree.left), depth(tree.right)) : 0)
  return depth(root)
}
// run: depthOf([5, 3, 8, 1, 4, 0])
// run: depthOf([1])

interface Entry {
  key: number
  value: number
  before?: Entry | undefined
  after?: Entry | undefined
}

export function leastRecent(n: number): string {
  let first: Entry | undefined
  let last: Entry | undefined
  const entries = new Map<number, Entry>()
  const append = (entry: Entry) => {
    if (last) {
      last.after = entry
      entry.before = last
      last = entry
    } else first = last = entry
  }
  const remove = (entry: Entry) => {
    if (entry.before) entry.before.after = entry.after
    else first = entry.after
    if (entry.after) entry.after.before = entry.before
    else last = entry.before
    entry.before = entry.after = undefined
  }
  for (let key = 0; key < n; key++) {
    const entry: Entry = { key, value: key * key }
    entries.set(key, entry)
    append(entry)
  }
  for (const key of [1, 0, n - 1]) {
    const entry = entries.get(key)!
    remove(entry)
    append(entry)
  }
  let text = ''
  for (let entry = first as Entry | undefined; entry; entry = entry.after) text += `${entry.key}:${entry.value} `
  return text
}
// run: leastRecent(5)
// run: leastRecent(2)

export function distances(n: number): string {
  interface Vertex {
    id: number
    to: Vertex[]
    distance?: number
  }
  const vertices: Vertex[] = []
  for (let id = 0; id < n; id++) vertices.push({ id, to: [] })
  for (let id = 0; id < n; id++) vertices[id]!.to.push(vertices[(id * 2 + 1) % n]!, vertices[(id * 3 + 2) % n]!)
  vertices[0]!.distance = 0
  const queue = [vertices[0]!]
  for (let head = 0; head < queue.length; head++) {
    for (const next of queue[head]!.to) {
      if (next.distance !== undefined) continue
      next.distance = queue[head]!.distance! + 1
      queue.push(next)
    }
  }
  return vertices.map((vertex) => vertex.distance ?? -1).join()
}
// run: distances(5)
// run: distances(12)

export function options(n: number): string {
  const size: { width?: number; name?: string; list?: number[] } = {}
  if (n > 1) size.width = n
  if (n > 2) size.name = `n${n}`
  if (n > 3) size.list = [n, n]
  return `${size.width ?? 0} ${size.name ?? '-'} ${size.list?.length}`
}
// run: options(1)
// run: options(2)
// run: options(3)
// run: options(4)

export function extremes(values: number[]): number[] {
  const found: { sum: number; most?: number; least?: number } = { sum: 0 }
  for (const value of values) {
    found.sum += value
    if (found.most === undefined || value > found.most) found.most = value
    if (found.least === undefined || value < found.least) found.least = value
  }
  return found.most === undefined ? [] : [found.sum, found.most, found.least!]
}
// run: extremes([1, 5, 2])
// run: extremes([])

export function handedOut(n: number): { id: number; label?: string }[] {
  const made: { id: number; label?: string }[] = []
  for (let id = 0; id < n; id++) made.push({ id })
  for (let id = 0; id < n; id += 2) made[id]!.label = `even ${id}`
  return made
}
// run: handedOut(4)
// run: handedOut(0)

// Others of the shape have it from the beginning.
export function meetOthers(n: number): number[] {
  const [late, early]: { x: number; y?: number }[] = [{ x: 1 }, { x: 2, y: 3 }]
  const one = n > 2 ? late! : early!
  const before = late!.y ?? -1
  one.y = n
  return [before, late!.y ?? -1, early!.y ?? -1]
}
// run: meetOthers(1)
// run: meetOthers(5)

class Window {
  size: { width: number; height?: number } = { width: 1 }
  resize(height: number): void {
    this.size.height = height
  }
  get height(): number {
    return this.size.height ?? -1
  }
}
export function inFields(n: number): number[] {
  const window = new Window()
  const before = window.height
  if (n > 2) window.resize(n)
  return [before, window.height]
}
// run: inFields(1)
// run: inFields(4)

export function functionsLater(n: number): number {
  const machine: { base: number; step?: (by: number) => number; run?: () => number } = { base: n }
  machine.step = (by) => machine.base + by
  machine.run = () => machine.step!(2) * machine.step!(3)
  return machine.run()
}
// run: functionsLater(4)

export function compound(n: number): number {
  const counted: Record<string, number> & { count: number } = { count: n }
  counted.total = 0
  for (let i = 0; i < n; i++) counted.total += i
  return counted.total
}
// run: compound(4)

// One function for all members of a union, some of which are only met inside of others.
type Expression =
  | { kind: 'number'; value: number }
  | { kind: 'negate'; of: Expression }
  | { kind: 'add'; left: Expression; right: Expression }

export function evaluated(x: number): number {
  const evaluate = (e: Expression): number => {
    switch (e.kind) {
      case 'number':
        return e.value
      case 'negate':
        return -evaluate(e.of)
      case 'add':
        return evaluate(e.left) + evaluate(e.right)
    }
  }
  return evaluate({
    kind: 'add',
    left: { kind: 'negate', of: { kind: 'number', value: x } },
    right: { kind: 'add', left: { kind: 'number', value: 2 }, right: { kind: 'negate', of: { kind: 'number', value: 7 } } },
  })
}
// run: evaluated(1)
// run: evaluated(-0)

type Shape = { kind: 'circle'; r: number } | { kind: 'box'; w: number; h: number } | { kind: 'group'; of: Shape[] }

export function area(n: number): number {
  const areaOf = (shape: Shape): number =>
    shape.kind === 'circle'
      ? 3 * shape.r * shape.r
      : shape.kind === 'box'
        ? shape.w * shape.h
        : shape.of.reduce((sum, part) => sum + areaOf(part), 0)
  return areaOf({
    kind: 'group',
    of: [
      { kind: 'circle', r: n },
      { kind: 'box', w: 2, h: n },
      { kind: 'group', of: [{ kind: 'circle', r: 1 }] },
    ],
  })
}
// run: area(1)
// run: area(3)

// Copies of objects that may lack properties.
interface Style {
  width?: number
  height?: number
  label?: string
}
export function merged(n: number): { width: number; height: number; label: string }[] {
  const given: Style[] = [{}, { width: n }, { label: 'wide', height: n / 2 }]
  return given.map((style) => ({ width: 1, height: 2, label: 'none', ...style }))
}
// run: merged(0)
// run: merged(7)

export function mergedTwice(n: number): number[] {
  const first: { x: number; tag?: number } = n > 2 ? { x: 1 } : { x: 1, tag: 2 }
  const second: { tag?: number; more?: number } = n > 3 ? { more: 1 } : n > 1 ? { tag: 7 } : {}
  const both = { tag: 0, ...first, ...second }
  return [both.x, both.tag, both.more ?? -1]
}
// run: mergedTwice(1)
// run: mergedTwice(2)
// run: mergedTwice(3)
// run: mergedTwice(4)

export function onCondition(n: number) {
  return { a: n, ...(n > 2 && { b: `b${n}` }), ...(n > 4 ? { c: [n] } : undefined), ...(n > 6 ? {} : { d: true }) }
}
// run: onCondition(1)
// run: onCondition(3)
// run: onCondition(5)
// run: onCondition(7)

export function states(n: number): { x: number; tag?: number } {
  let state: { x: number; tag?: number } = { x: 0 }
  for (let i = 0; i < n; i++) state = i % 3 === 2 ? { ...state, x: state.x + 1, tag: i } : { ...state, x: state.x + 1 }
  return state
}
// run: states(1)
// run: states(5)

export function restOf(n: number): { tag?: number } {
  const object: { x: number; tag?: number } = { x: n }
  if (n > 2) object.tag = 3
  const { x, ...rest } = object
  return rest
}
// run: restOf(1)
// run: restOf(3)

export function changedCopy(n: number): number[] {
  const one: { x: number; tag?: number } = { x: n }
  const other: { x: number; tag?: number } = { ...one, x: 7 }
  if (n > 2) other.tag = 4
  return [one.tag ?? -1, other.tag ?? -1]
}
// run: changedCopy(1)
// run: changedCopy(3)

// The order in which they are listed is that of the literals, whichever came first.
export function listedInOrder(n: number): { x: number; name?: string; tag?: number }[] {
  const all: { x: number; name?: string; tag?: number }[] = [{ x: 1 }, { x: 2, tag: n }, { x: 3, name: 'q', tag: 4 }]
  return all.map((one) => ({ ...one, x: one.x * 2 }))
}
// run: listedInOrder(1)
