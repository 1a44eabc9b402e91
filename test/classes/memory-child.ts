/** Run by memory.test.ts with --expose-gc: bytes in use after each step, less those before it. */
import * as compiler from '../../src/compiler.ts'
import { jit, jitclass, memoryInUse, setCompiler } from '../../src/index.ts'

setCompiler(() => compiler)
const free = (value: object) => (value as Record<symbol, () => void>)[Symbol.dispose ?? Symbol.for('Symbol.dispose')]!()

const Vec = jitclass(
  class Vec {
    x: number
    y: number
    constructor(x: number, y: number) {
      this.x = x
      this.y = y
    }
    check(limit: number): number {
      const scratch = new Float64Array(8)
      scratch[0] = this.x
      if (this.x > limit) throw new RangeError(`${this.x} is more than ${limit}`)
      return scratch[0]!
    }
  },
)
const Node = jitclass(
  { value: 'float64', next: 'Node?' },
  class Node {
    value: number
    next: Node | null = null
    constructor(value: number) {
      this.value = value
    }
  },
)
const Store = jitclass(
  { list: 'float64[]', nodes: 'Node[]' },
  class Store {
    array = new Float64Array([1, 2, 3])
    list: number[] = []
    nodes: InstanceType<typeof Node>[] = []
    add(node: InstanceType<typeof Node>) {
      this.nodes.push(node)
      this.list.push(node.value)
    }
  },
)
const Graph = jitclass(
  { near: 'Map<float64, Set<float64>>', nodes: 'Map<float64, Node>', last: 'Map<float64, float64>' },
  class Graph {
    near = new Map<number, Set<number>>()
    nodes = new Map<number, InstanceType<typeof Node>>()
    last = new Map<number, number>()
    link(a: number, b: number): number {
      const found = this.near.get(a)
      if (found) found.add(b)
      else this.near.set(a, new Set([b]))
      if (this.near.size > 50) this.near.clear()
      this.nodes.set(a, new Node(b))
      this.last = new Map([[a, b]])
      return this.near.size
    }
    hold(node: InstanceType<typeof Node>): void {
      this.nodes.set(node.value, node)
    }
  },
)
const Big = jitclass(
  class Big {
    array: Float64Array
    constructor(n: number) {
      this.array = new Float64Array(n)
    }
  },
)
const touch = jit((node: InstanceType<typeof Node>) => node)

/** Whatever nobody can reach is gone afterwards, and its finalizers have run. */
async function settle(): Promise<number> {
  for (let round = 0; round < 4; round++) {
    await new Promise((resolve) => setTimeout(resolve, 5))
    ;(globalThis as unknown as { gc(): void }).gc()
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  return memoryInUse()
}

const notes: Record<string, unknown> = {}

const steps: Record<string, () => void | Promise<void>> = {
  'a million instances made and dropped'() {
    for (let i = 0; i < 1_000_000; i++) new Vec(i, 0.5)
  },
  'a hundred thousand calls that throw'() {
    const vec = new Vec(5, 0.5)
    let thrown = 0
    for (let i = 0; i < 100_000; i++) {
      try {
        vec.check(1.5)
      } catch {
        thrown++
      }
    }
    notes['thrown'] = thrown
  },
  async 'a hundred thousand cycles of two'() {
    const kept = new Node(0.5)
    const other = new Node(1.5)
    kept.next = other
    other.next = kept
    for (let i = 0; i < 100_000; i++) {
      const a = new Node(i)
      const b = new Node(i)
      a.next = b
      b.next = a
      if (i % 20_000 === 0) await settle()
    }
    notes['identity kept while collecting'] = kept.next === other && other.next === kept && touch(kept) === kept
  },
  async 'some of many kept, in no order'() {
    let seed = 1
    const random = (n: number) => (seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff) % n
    let kept: InstanceType<typeof Node>[] = []
    let others: InstanceType<typeof Vec>[] = []
    let wrong = 0
    for (let round = 0; round < 20; round++) {
      for (let i = 0; i < 2000; i++) {
        const next = kept[random(kept.length + 1)] ?? null
        const node = new Node(i)
        node.next = next
        if (node.next !== next) wrong++
        kept.push(node)
        others.push(new Vec(i, 0.5))
        if (i % 7 === 0) free(others.splice(random(others.length), 1)[0]!)
      }
      // A chain of more nodes than the host keeps objects of.
      kept = kept.filter(() => random(4) === 0)
      others = others.filter(() => random(2) === 0)
      await settle()
      for (const node of kept) {
        const [once, again] = [node.next, node.next]
        if (touch(node) !== node || once !== again) wrong++
      }
    }
    notes['mistaken for another'] = wrong
  },
  'instances freed at once'() {
    for (let i = 0; i < 10_000; i++) free(new Vec(i, 0.5))
  },
  async 'views, lists and instances of instances'() {
    for (let i = 0; i < 1000; i++) {
      const store = new Store()
      for (let j = 0; j < 10; j++) store.add(new Node(j))
      store.nodes[3]!.next = store.nodes[5]!
      store.list.push(store.array[1]!)
    }
    const view = (() => new Store().array)()
    await settle()
    notes['dropped while a view is held'] = [...view]
  },
  async 'Maps and Sets in fields'() {
    const one = new Graph()
    for (let i = 0; i < 100_000; i++) one.link(i % 70, i % 13)
    let sizes = 0
    for (let i = 0; i < 2000; i++) {
      const graph = new Graph()
      for (let j = 0; j < 20; j++) graph.link(j, i)
      graph.hold(new Node(1.5))
      sizes += graph.nodes.size + graph.near.get(3)!.size
    }
    const view = (() => {
      const graph = new Graph()
      graph.link(1, 2)
      return graph.near
    })()
    await settle()
    notes['sizes of Maps'] = sizes
    notes['dropped while a Map of it is held'] = [...view.get(1)!]
  },
  async 'out of memory'() {
    const held: object[] = []
    try {
      for (;;) held.push(new Big(4_000_000))
    } catch (error) {
      notes['out of memory says'] = (error as Error).constructor.name
    }
    held.length = 0
    await settle()
    notes['usable afterwards'] = new Big(3).array.length
  },
}

for (const prepare of [
  () => new Vec(1, 0.5).check(1.5),
  () => touch(new Node(1)),
  () => new Store().add(new Node(1)),
  () => new Graph().hold(new Node(new Graph().link(1, 2))),
  () => new Big(1),
])
  prepare()
const after: Record<string, number> = {}
const before = await settle()
for (const [name, step] of Object.entries(steps)) {
  await step()
  after[name] = (await settle()) - before
}
console.log(JSON.stringify({ before, after, notes }))
