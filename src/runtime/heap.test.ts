import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MEMORY } from '../artifact/abi.ts'
import { BLOCK } from '../artifact/layout.ts'
import { recordLayout } from '../artifact/layouts.ts'
import { collect } from './collect.ts'
import { allocate, allocateBlock, allocateLarge, refill } from './heap.ts'
import { createHeap, FIRST_PAGE, type Heap, reserve } from './heap-state.ts'
import { BYTES_ID, createLayoutTable, layoutId, REFS_ID } from './layout-table.ts'
import { createMemory, growToFull } from './memory.ts'

const PAGES = 256
const NODE = recordLayout([
  { name: 'value', storage: 'f64' },
  { name: 'next', storage: 'ref' },
])

function small(): { heap: Heap; node: number } {
  const layouts = createLayoutTable()
  return { heap: createHeap(createMemory([PAGES]), layouts), node: layoutId(layouts, NODE) }
}

const NEXT = NODE.fields[1]!.offset

/** A list of `length` nodes; every new node points at the one before. The last is pinned. */
function chain(heap: Heap, node: number, length: number): number {
  let head = 0
  const pin = heap.pins.length
  for (let i = 0; i < length; i++) {
    const object = allocate(heap, NODE.bytes, node, false)
    heap.memory.doubles[(object + 8) / 8] = i
    heap.memory.words[(object + NEXT) >> 2] = head
    head = object
    heap.pins[pin] = head
  }
  return head
}

function lengthOf(heap: Heap, head: number): number {
  let length = 0
  for (let at = head; at !== 0; at = heap.memory.words[(at + NEXT) >> 2]!) length++
  return length
}

test('objects are aligned, apart, and linked lists survive collections', () => {
  const { heap, node } = small()
  const head = chain(heap, node, 10_000)
  for (let round = 0; round < 5; round++) {
    chain(heap, node, 20_000)
    heap.pins.length = 1
    collect(heap)
  }
  expect(lengthOf(heap, head)).toBe(10_000)
  expect(heap.liveBytes).toBe(10_000 * 24)
  expect(heap.memory.doubles[(head + 8) / 8]).toBe(9999)
})

test('a memory that begins small grows once, when it is used up, and keeps what it holds', () => {
  const layouts = createLayoutTable()
  const heap = createHeap(createMemory([PAGES], 36), layouts)
  const node = layoutId(layouts, NODE)
  const head = chain(heap, node, 1000)
  expect(heap.memory.buffer.byteLength).toBe(36 * MEMORY.pageBytes)
  const { floats } = heap.memory
  const second = chain(heap, node, 100_000)
  expect(heap.memory.buffer.byteLength).toBe(PAGES * MEMORY.pageBytes)
  expect(heap.arena).toBe(PAGES * MEMORY.pageBytes)
  expect(floats).toHaveLength(0)
  expect(heap.memory.views.float32).toHaveLength(heap.memory.floats.length)
  expect([lengthOf(heap, head), lengthOf(heap, second)]).toEqual([1000, 100_000])
  expect(reserve(heap)).toBe(false)
})

test('a block larger than what memory begins with', () => {
  const heap = createHeap(createMemory([PAGES], 36), createLayoutTable())
  const block = allocateBlock(heap, 100 * MEMORY.pageBytes, BYTES_ID)
  expect(heap.memory.words[(block + BLOCK.size) >> 2]).toBe(100 * MEMORY.pageBytes)
  expect(() => allocateBlock(heap, 200 * MEMORY.pageBytes, BYTES_ID)).not.toThrow()
  heap.pins.push(block)
  expect(() => allocateBlock(heap, 200 * MEMORY.pageBytes, BYTES_ID)).toThrow('out of memory')
})

test('what nothing holds is used again: a hundred times the memory can be allocated', () => {
  const { heap, node } = small()
  const before = heap.top
  for (let round = 0; round < 100; round++) {
    chain(heap, node, 50_000)
    heap.pins.length = 0
  }
  expect(heap.collections).toBeGreaterThan(5)
  expect(heap.top - before).toBeLessThan(PAGES)
})

test('no object is handed out twice', () => {
  const { heap, node } = small()
  chain(heap, node, 3000)
  heap.pins.length = 0
  const kept = chain(heap, node, 3000)
  collect(heap)
  const seen = new Set<number>()
  for (let at = kept; at !== 0; at = heap.memory.words[(at + NEXT) >> 2]!) seen.add(at)
  for (let i = 0; i < 10_000; i++) {
    const object = allocate(heap, NODE.bytes, node, false)
    heap.pins.push(object)
    expect(seen.has(object)).toBe(false)
    seen.add(object)
  }
})

test('cycles are collected, references of blocks are followed', () => {
  const { heap, node } = small()
  const a = allocate(heap, NODE.bytes, node, true)
  const b = allocate(heap, NODE.bytes, node, true)
  heap.memory.words[(a + NEXT) >> 2] = b
  heap.memory.words[(b + NEXT) >> 2] = a
  collect(heap)
  expect(heap.liveBytes).toBe(0)
  const block = allocateBlock(heap, 4000, REFS_ID)
  heap.pins.push(block)
  const child = allocate(heap, NODE.bytes, node, true)
  heap.memory.words[(block + BLOCK.data + 3996) >> 2] = child
  collect(heap)
  expect(heap.liveBytes).toBe(4096 + 24)
})

test('the shadow stack is a root, whatever else stands in it', () => {
  const { heap, node } = small()
  const object = allocate(heap, NODE.bytes, node, true)
  const { words, stackPointer } = heap.memory
  words.set([-1, 0, 4, object, object + 8, 0x7fffffff, 0x110000], MEMORY.stack >> 2)
  stackPointer.value = MEMORY.stack + 28
  collect(heap)
  expect(heap.liveBytes).toBe(24)
  stackPointer.value = MEMORY.stack
  collect(heap)
  expect(heap.liveBytes).toBe(0)
})

test('blocks of every size are zeroed when their memory is used again', () => {
  const { heap } = small()
  for (let round = 0; round < 3; round++) {
    for (const size of [0, 1, 16, 500, 520, 3000, 20_000, 40_000, 65_536, 300_000]) {
      const block = allocateBlock(heap, size, BYTES_ID)
      expect(block % 8).toBe(0)
      expect(heap.memory.words[(block + BLOCK.size) >> 2]).toBe(size)
      const data = heap.memory.bytes.subarray(block + BLOCK.data, block + BLOCK.data + size)
      expect(data.every((byte) => byte === 0)).toBe(true)
      data.fill(255)
    }
    collect(heap)
  }
})

test('out of memory is a RangeError, and the heap goes on', () => {
  const { heap, node } = small()
  expect(() => {
    for (;;) heap.pins.push(allocateBlock(heap, 1 << 20, BYTES_ID))
  }).toThrow(/^out of memory/)
  heap.pins.length = 0
  expect(() => chain(heap, node, 10_000_000)).toThrow(RangeError)
  heap.pins.length = 0
  for (const bytes of [0x7fffffff, -1, 3]) expect(() => allocateLarge(heap, bytes, BYTES_ID)).toThrow(/out of memory/)
  expect(lengthOf(heap, chain(heap, node, 1000))).toBe(1000)
  expect(allocateBlock(heap, 8 << 20, BYTES_ID)).toBeGreaterThan(0)
})

test('refill takes the first object of a run and leaves the rest', () => {
  const { heap } = small()
  const first = refill(heap, 2)
  const run = heap.memory.words.slice((MEMORY.runs >> 2) + 4, (MEMORY.runs >> 2) + 6)
  expect([...run]).toEqual([first + 16, first + MEMORY.pageBytes])
})

test('gaps between objects that live are used before new pages', () => {
  const { heap, node } = small()
  const objects = Array.from({ length: 10_000 }, () => allocate(heap, NODE.bytes, node, true))
  const kept = objects.filter((_, index) => index % 3 === 0)
  heap.pins.push(...kept)
  collect(heap)
  const { top } = heap
  const dead = new Set(objects.filter((_, index) => index % 3 !== 0))
  const again = Array.from({ length: 6000 }, () => allocate(heap, NODE.bytes, node, true))
  expect(again.every((object) => dead.has(object))).toBe(true)
  expect(new Set(again).size).toBe(6000)
  expect(heap.top).toBe(top)
})

test('what no object was made of yet is none, whatever the shadow stack says', () => {
  const { heap, node } = small()
  const objects = Array.from({ length: 3000 }, () => allocate(heap, NODE.bytes, node, true))
  // A dead object that leads to others, and a gap that it is in.
  heap.memory.words[(objects[1]! + NEXT) >> 2] = objects[2]!
  heap.pins.push(objects[0]!)
  collect(heap)
  const { words, stackPointer } = heap.memory
  words.set(objects, MEMORY.stack >> 2)
  stackPointer.value = MEMORY.stack + 4 * objects.length
  collect(heap)
  expect(heap.liveBytes).toBe(24)
  expect(allocate(heap, NODE.bytes, node, true)).toBe(objects[1])
  collect(heap)
  expect(heap.liveBytes).toBe(48)
})

test('marks of collections long ago mean nothing', () => {
  const { heap, node } = small()
  const list = chain(heap, node, 5000)
  heap.pins[0] = chain(heap, node, 5000)
  heap.pins.length = 1
  const { words, stackPointer } = heap.memory
  words[MEMORY.stack >> 2] = list
  stackPointer.value = MEMORY.stack + 4
  collect(heap)
  expect(heap.liveBytes).toBe(10_000 * 24)
  stackPointer.value = MEMORY.stack
  collect(heap)
  // The list is gone, though its last node has the mark it once got, in a page where others live.
  stackPointer.value = MEMORY.stack + 4
  for (let round = 0; round < 600; round++) {
    collect(heap)
    expect(heap.liveBytes).toBe(5000 * 24)
  }
})

const LINKED = recordLayout([{ name: 'next', storage: 'ref' }])
const LINK = LINKED.fields[0]!.offset

/** What a heap should hold: objects by what they refer to, in a graph of JavaScript's. */
interface Twin {
  readonly address: number
  readonly bytes: number
  next: Twin | undefined
}

function checkReachable(heap: Heap, roots: readonly Twin[]): void {
  const seen = new Set(roots)
  for (const twin of seen) {
    if (twin.next) seen.add(twin.next)
    expect(heap.memory.words[(twin.address + LINK) >> 2]).toBe(twin.next?.address ?? 0)
    expect(heap.memory.words[(twin.address + twin.bytes - 4) >> 2]).toBe(twin.address)
  }
  collect(heap)
  const rounded = (bytes: number) => (bytes > 32768 ? Math.ceil(bytes / MEMORY.pageBytes) * MEMORY.pageBytes : bytes)
  expect(heap.liveBytes).toBe([...seen].reduce((sum, { bytes }) => sum + rounded(bytes), 0))
}

test('a heap used at random holds what a model holds', () => {
  const layouts = createLayoutTable()
  const layout = layoutId(layouts, LINKED)
  const sizes = [16, 24, 40, 104, 512, 640, 3072, 32768, 40_000, 140_000]
  const step = fc.tuple(fc.nat(sizes.length - 1), fc.nat(30), fc.nat(999), fc.nat(999))
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 60 }), (steps) => {
      // It begins with a few pages and grows on the way.
      const heap = createHeap(createMemory([PAGES], 36), layouts)
      const roots: Twin[] = []
      const make = (bytes: number, next: Twin | undefined): Twin => {
        const address = allocate(heap, bytes, layout, false)
        const { words } = heap.memory
        words[(address + LINK) >> 2] = next?.address ?? 0
        words[(address + bytes - 4) >> 2] = address
        return { address, bytes, next }
      }
      for (const [size, count, one, other] of steps) {
        const bytes = sizes[size]!
        for (let made = 0; made < (bytes > 1000 ? 1 : 20 * count); made++) {
          const twin = make(bytes, roots[(one + made) % (roots.length + 1)])
          const slot = (other * (made + 1)) % 12
          roots[Math.min(slot, roots.length)] = twin
          heap.pins[Math.min(slot, heap.pins.length)] = twin.address
        }
        if (one % 3 === 0) roots.splice(1, other % 4)
        if (one % 3 === 0) heap.pins.splice(1, other % 4)
        if (one % 5 === 0) checkReachable(heap, roots)
      }
      checkReachable(heap, roots)
      heap.pins.length = 0
      collect(heap)
      expect([heap.liveBytes, heap.top]).toEqual([0, FIRST_PAGE])
    }),
    { numRuns: Number(process.env['RUNS'] ?? 100) },
  )
})

/** Calls `run` at every depth from which it finds too little stack, and then where it finds enough; depths begin with so many words in use. */
function fromTheEdge(words: number, run: () => void): number {
  let refused = 0
  let isDone = false
  const descend = (): void => {
    try {
      descend()
    } catch {}
    if (isDone) return
    try {
      run()
      isDone = true
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      refused++
    }
  }
  descend.apply(undefined, new Array(words) as [])
  return refused
}
/** More than the call of a small function takes of the stack. */
const SHIFTS = Array.from({ length: 32 }, (_, index) => index)

test('growing where the stack is nearly exhausted is all or nothing', () => {
  for (const words of SHIFTS) {
    const memory = createMemory([64], 16)
    expect(fromTheEdge(words, () => growToFull(memory))).toBeGreaterThan(0)
    expect(memory.final).toBe(true)
    expect(memory.words.length).toBe(64 * 16384)
    expect(memory.buffer).toBe(memory.memory.buffer)
  }
})

test('a collection where the stack is nearly exhausted is all or nothing', () => {
  for (const words of SHIFTS) {
    const { heap, node } = small()
    const head = chain(heap, node, 1000)
    const { collections } = heap
    expect(fromTheEdge(words, () => collect(heap))).toBeGreaterThan(0)
    expect(heap.collections).toBe(collections + 1)
    expect(lengthOf(heap, head)).toBe(1000)
  }
})

test('a collection that is ended from outside leaves nothing that could be taken for free', () => {
  const { heap, node } = small()
  chain(heap, node, 100)
  const { kept } = heap
  Object.assign(heap, {
    kept: {
      [Symbol.iterator]() {
        throw new Error('ended')
      },
    },
  })
  expect(() => collect(heap)).toThrow('ended')
  Object.assign(heap, { kept })
  expect(() => chain(heap, node, 10_000)).toThrow('only a new worker')
  expect(() => allocateBlock(heap, 1 << 20, BYTES_ID)).toThrow('ended from outside')
})
