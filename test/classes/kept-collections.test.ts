/** Maps and Sets in fields of classes, as the host sees them. What methods do with them, model.test.ts compares. */
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import * as compiler from '../../src/compiler.ts'
import { jit, jitclass, setCompiler } from '../../src/index.ts'

setCompiler(() => compiler)

// biome-ignore lint/suspicious/noExplicitAny: views are looked at from all sides
type Any = any

const Tree = jitclass(
  { children: 'Map<string, Tree>', tags: 'Set<string>', parent: 'Tree?', rows: 'Map<float64, float64>[]', box: '{ all: Set<int64> }' },
  class Tree {
    children = new Map<string, Tree>()
    tags = new Set(['new'])
    parent: Tree | null = null
    rows: Map<number, number>[] = []
    box = { all: new Set<bigint>() }
    constructor(readonly depth: number) {
      if (depth === 0) return
      for (const name of ['left', 'right']) {
        const child = new Tree(depth - 1)
        child.parent = this
        this.children.set(name, child)
      }
    }
    count(): number {
      let sum = 1
      for (const child of this.children.values()) sum += child.count()
      return sum
    }
    tag(n: number): number {
      for (let i = 0; i < n; i++) this.tags.add(`t${i}`)
      this.rows.push(new Map([[n, n / 2]]))
      this.box.all.add(BigInt(n))
      return this.tags.size
    }
    untag(name: string): boolean {
      return this.tags.delete(name)
    }
    get all(): Set<string> {
      return this.tags
    }
    copy(): Set<string> {
      return new Set(this.tags)
    }
    keep(tags: Set<string>): void {
      this.tags = tags
    }
    take(tags: Set<string>): number {
      this.tags = new Set(tags)
      return this.tags.size
    }
  },
)

test('the host reads what is in them at the moment, and has one object for each', () => {
  const tree = new Tree(2) as Any
  expect(tree.count()).toBe(7)
  const { children, tags } = tree
  expect([tree.children === children, children instanceof Map, children.size, children.get('left').depth]).toEqual([true, true, 2, 1])
  expect(children.get('left').parent).toBe(tree)
  expect([...children.keys()]).toEqual(['left', 'right'])
  expect(tree.tag(30)).toBe(31)
  expect([tags.size, tags.has('t29'), tags.has('t30'), [...tags].length]).toEqual([31, true, false, 31])
  expect(tree.untag('t29')).toBe(true)
  expect([tags.size, tags.has('t29')]).toEqual([30, false])
  expect([tree.all === tags, tree.copy() === tags, tree.copy().constructor]).toEqual([true, false, Set])
  expect(tree.rows[0].get(30)).toBe(15)
  expect([...tree.box.all]).toEqual([30n])
  expect(Object.prototype.toString.call(tags)).toBe('[object Set]')
  expect(inspect(tree.rows[0])).toBe('Map(1) { 30 => 15 }')
  expect(inspect(new Tree(0))).toContain(`tags: Set(1) { 'new' }`)
  expect([...new Set([...tags].slice(0, 2))]).toEqual(['new', 't0'])
  expect(new Map(tree.rows[0])).toEqual(new Map([[30, 15]]))
})

test('a part of a result is what the instance keeps, and a copy of what is new', () => {
  const tree = new Tree(1) as Any
  const [tags, count, fresh] = jit((given: Any) => [given.tags, 1, new Set(given.tags)])(tree) as Any
  expect(tags).toBe(tree.tags)
  expect(count).toBe(1)
  expect(fresh).toEqual(new Set(tree.tags))
  fresh.add('more')
  expect(tags.has('more')).toBe(false)
})

test('what would be a copy, or lost, is refused', () => {
  const tree = new Tree(1) as Any
  for (const run of [() => tree.tags.add('x'), () => tree.children.clear(), () => tree.rows.length || tree.tags.delete('new')])
    expect(run).toThrow('which the host can only read: change it in compiled code')
  expect(() => (tree.tags = new Set())).toThrow('Tree.tags cannot be set from outside, since the object would be copied')
  expect(() => (tree.tags = tree.children)).toThrow('Tree.tags must be Set<string>')
  expect(() => tree.keep(new Set(['a']))).toThrow('would keep an array, Map, Set or object of the host')
  expect(tree.take(new Set(['a', 'b']))).toBe(2)
  expect(() => structuredClone(tree.tags)).toThrow('could not be cloned')
  expect(() => ((tree.tags as Any).extra = 1)).toThrow(TypeError)
  expect(() => Set.prototype.has.call(tree.tags, 'a')).toThrow(TypeError)
  expect(() => jit((tags: Any) => tags.size)(tree.tags)).toThrow('which crosses with that only')
  expect(() => jit((rows: Any) => rows.length)(tree.rows)).toThrow('which crosses with that only')
  expect(() => jit('float64(Set<string>)', (tags: Any) => tags.size)(tree.tags)).toThrow('tags must be Set<string>')
  expect(() => jit((given: Any) => console.log(given.tags))(tree)).toThrow('cannot be given to the host')
})

test('what another instance holds can be stored', () => {
  const [one, other] = [new Tree(0), new Tree(0)] as [Any, Any]
  one.tag(12)
  other.tags = one.tags
  other.untag('t3')
  expect([one.tags === other.tags, one.tags.size]).toEqual([true, 12])
  expect(jit((a: Any, b: Any) => a.tags === b.tags)(one, other)).toBe(true)
})

test('an instance of an object has copies, which need no index to begin with', () => {
  const from = (Tree as Any).from({
    children: new Map([['only', new Tree(0)]]),
    tags: new Set(Array.from({ length: 100 }, (_, i) => `t${i}`)),
    ...{ parent: null, rows: [new Map([[1, 2]])], box: { all: new Set([1n]) }, depth: 1 },
  })
  expect([from.tags.size, from.tags.has('t99'), from.count(), from.untag('t50'), from.untag('t50')]).toEqual([100, true, 2, true, false])
  expect([from.tag(102), [...from.tags].slice(-3)]).toEqual([102, ['t50', 't100', 't101']])
  expect(JSON.parse(JSON.stringify(from)).tags).toEqual({})
})

test('the types are told by what is put in where they are made', () => {
  const Named = jitclass(
    class Named {
      #ids = new Map([['none', 0]])
      ids(): number {
        return this.#ids.size
      }
      id(name: string): number {
        const known = this.#ids.get(name)
        if (known !== undefined) return known
        this.#ids.set(name, this.#ids.size)
        return this.#ids.size - 1
      }
    },
  )
  const named = new Named()
  expect(['a', 'b', 'a', 'none'].map((name) => named.id(name))).toEqual([1, 2, 1, 0])
  const Empty = jitclass(
    class Empty {
      map = new Map()
    },
  )
  expect(() => new Empty()).toThrow("it begins as an empty Map. Declare its type, as in `jitclass({ map: 'Map<string, float64>' }, …)`")
  const Mixed = jitclass(
    class Mixed {
      all = new Map([['a', (x: number) => x]])
    },
  )
  expect(() => new Mixed()).toThrow('Mixed.all would hold an instance of Map')
})
