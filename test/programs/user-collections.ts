/** What contest programs and small games do with Map, Set, generators and classes inside of functions. */

// ---- A* on a grid: objects in a heap, maps by cell.

interface Cell {
  readonly x: number
  readonly y: number
}

class PriorityQueue<T> {
  private readonly heap: { item: T; priority: number }[] = []
  get size(): number {
    return this.heap.length
  }
  push(item: T, priority: number): void {
    this.heap.push({ item, priority })
    let i = this.heap.length - 1
    while (i > 0) {
      const parent = (i - 1) >> 1
      if (this.heap[parent]!.priority <= this.heap[i]!.priority) break
      ;[this.heap[parent], this.heap[i]] = [this.heap[i]!, this.heap[parent]!]
      i = parent
    }
  }
  pop(): T | undefined {
    const top = this.heap[0]
    const last = this.heap.pop()
    if (!top || !last) return undefined
    if (this.heap.length > 0) {
      this.heap[0] = last
      let i = 0
      for (;;) {
        const [left, right] = [2 * i + 1, 2 * i + 2]
        let least = i
        if (left < this.heap.length && this.heap[left]!.priority < this.heap[least]!.priority) least = left
        if (right < this.heap.length && this.heap[right]!.priority < this.heap[least]!.priority) least = right
        if (least === i) break
        ;[this.heap[least], this.heap[i]] = [this.heap[i]!, this.heap[least]!]
        i = least
      }
    }
    return top.item
  }
}

export function shortestPath(width: number, height: number, walls: number[]): number[] {
  const key = ({ x, y }: Cell) => y * width + x
  const blocked = new Set(walls)
  const goal: Cell = { x: width - 1, y: height - 1 }
  const cost = new Map<number, number>([[0, 0]])
  const from = new Map<number, Cell>()
  const open = new PriorityQueue<Cell>()
  open.push({ x: 0, y: 0 }, 0)
  function* neighbours({ x, y }: Cell): Generator<Cell> {
    if (x > 0) yield { x: x - 1, y }
    if (y > 0) yield { x, y: y - 1 }
    if (x < width - 1) yield { x: x + 1, y }
    if (y < height - 1) yield { x, y: y + 1 }
  }
  while (open.size > 0) {
    const here = open.pop()!
    if (here.x === goal.x && here.y === goal.y) break
    for (const next of neighbours(here)) {
      if (blocked.has(key(next))) continue
      const total = cost.get(key(here))! + 1
      const known = cost.get(key(next))
      if (known !== undefined && known <= total) continue
      cost.set(key(next), total)
      from.set(key(next), here)
      open.push(next, total + Math.abs(goal.x - next.x) + Math.abs(goal.y - next.y))
    }
  }
  const path: number[] = []
  for (let at: Cell | undefined = goal; at; at = from.get(key(at))) path.push(key(at))
  return cost.has(key(goal)) ? path.reverse() : []
}
// run: shortestPath(3, 3, []); shortestPath(4, 4, [1, 5, 9, 7, 11]); shortestPath(3, 3, [1, 4, 7]); shortestPath(1, 1, [])

// ---- Conway's game of life on a plane without borders.

export function life(cells: [number, number][], generations: number): [number, number][] {
  const SIZE = 4096
  let alive = new Set(cells.map(([x, y]) => y * SIZE + x))
  for (let g = 0; g < generations; g++) {
    const neighbours = new Map<number, number>()
    for (const cell of alive)
      for (const dy of [-1, 0, 1])
        for (const dx of [-1, 0, 1]) {
          if (dx === 0 && dy === 0) continue
          const at = cell + dy * SIZE + dx
          neighbours.set(at, (neighbours.get(at) ?? 0) + 1)
        }
    const next = new Set<number>()
    for (const [cell, count] of neighbours) if (count === 3 || (count === 2 && alive.has(cell))) next.add(cell)
    alive = next
  }
  return [...alive].sort((a, b) => a - b).map((cell): [number, number] => [cell % SIZE, Math.floor(cell / SIZE)])
}
// run: life([[11, 10], [12, 11], [10, 12], [11, 12], [12, 12]], 4); life([[5, 5], [6, 5]], 3); life([], 2)

// ---- Words are numbers here: a trie whose nodes know their children by a map.

class TrieNode {
  readonly children = new Map<number, TrieNode>()
  count = 0
}

class Trie {
  private readonly root = new TrieNode()
  add(word: number[]): void {
    let node = this.root
    for (const letter of word) {
      let child = node.children.get(letter)
      if (!child) {
        child = new TrieNode()
        node.children.set(letter, child)
      }
      node = child
    }
    node.count++
  }
  *walk(node = this.root, depth = 0): Generator<[number, number]> {
    if (node.count > 0) yield [depth, node.count]
    for (const [letter, child] of node.children) {
      yield [letter, -1]
      yield* this.walk(child, depth + 1)
    }
  }
}

export function trie(words: number[][]): number[] {
  const tree = new Trie()
  for (const word of words) tree.add(word)
  const out: number[] = []
  for (const [a, b] of tree.walk()) out.push(a, b)
  return out
}
// run: trie([[1, 2], [1, 3], [1, 2], [2]]); trie([])

// ---- A cache that forgets what was used least recently, twice: by a map's order, and by a list.

class MapCache {
  private readonly entries = new Map<number, number>()
  misses = 0
  constructor(private readonly capacity: number) {}
  get(key: number, compute: (key: number) => number): number {
    let value = this.entries.get(key)
    if (value === undefined) {
      this.misses++
      value = compute(key)
      if (this.entries.size >= this.capacity) this.entries.delete(this.entries.keys().next().value!)
    } else this.entries.delete(key)
    this.entries.set(key, value)
    return value
  }
}

class Link {
  before: Link | null = null
  after: Link | null = null
  constructor(
    readonly key: number,
    public value: number,
  ) {}
}

class ListCache {
  private readonly byKey = new Map<number, Link>()
  private first: Link | null = null
  private last: Link | null = null
  misses = 0
  constructor(private readonly capacity: number) {}
  private unlink(link: Link): void {
    if (link.before) link.before.after = link.after
    else this.first = link.after
    if (link.after) link.after.before = link.before
    else this.last = link.before
  }
  private append(link: Link): void {
    link.before = this.last
    link.after = null
    if (this.last) this.last.after = link
    else this.first = link
    this.last = link
  }
  get(key: number, compute: (key: number) => number): number {
    const known = this.byKey.get(key)
    if (known) {
      this.unlink(known)
      this.append(known)
      return known.value
    }
    this.misses++
    if (this.byKey.size >= this.capacity && this.first) {
      this.byKey.delete(this.first.key)
      this.unlink(this.first)
    }
    const made = new Link(key, compute(key))
    this.byKey.set(key, made)
    this.append(made)
    return made.value
  }
}

export function caches(n: number, capacity: number): number[] {
  const [one, other] = [new MapCache(capacity), new ListCache(capacity)]
  let [a, b, x] = [0, 0, 7]
  for (let i = 0; i < n; i++) {
    x = (x * 1103515245 + 12345) % 2147483648
    const key = x % 20
    a += one.get(key, (k) => k * k)
    b += other.get(key, (k) => k * k)
  }
  return [a, b, one.misses, other.misses]
}
// run: caches(0, 3); caches(200, 5); caches(200, 30)

// ---- Counting ways with a memo on states that are bigints.

export function tilings(width: number, height: number): bigint {
  const memo = new Map<number, bigint>()
  function ways(column: number, profile: number): bigint {
    if (column === width) return profile === 0 ? 1n : 0n
    const state = column * 4096 + profile
    const known = memo.get(state)
    if (known !== undefined) return known
    let total = 0n
    const fill = (row: number, now: number, next: number): void => {
      if (row === height) {
        total += ways(column + 1, next)
        return
      }
      if (now & (1 << row)) return fill(row + 1, now, next)
      fill(row + 1, now, next | (1 << row))
      if (row + 1 < height && !(now & (2 << row))) fill(row + 2, now, next)
    }
    fill(0, profile, 0)
    memo.set(state, total)
    return total
  }
  return ways(0, 0)
}
// run: tilings(2, 2) == 2n; tilings(8, 8) == 12988816n; tilings(3, 3) == 0n

// ---- Order of tasks, by who waits for whom.

export function order(count: number, edges: [number, number][]): number[] {
  const waiting = new Map<number, Set<number>>()
  for (let i = 0; i < count; i++) waiting.set(i, new Set())
  for (const [task, needs] of edges) waiting.get(task)!.add(needs)
  const done: number[] = []
  while (waiting.size > 0) {
    const before = done.length
    for (const [task, needs] of waiting) {
      if (needs.size > 0) continue
      done.push(task)
      waiting.delete(task)
      for (const others of waiting.values()) others.delete(task)
    }
    if (done.length === before) throw new Error(`a circle among ${waiting.size} tasks`)
  }
  return done
}
// run: order(5, [[0, 1], [1, 2], [3, 2], [4, 0]]); order(0, []); order(3, [[0, 1], [1, 0]])
