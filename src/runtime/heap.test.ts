import { expect, test } from 'vitest'
import { FREE_NEXT, MEMORY } from '../artifact/abi.ts'
import { BLOCK } from '../artifact/layout.ts'
import { recordLayout } from '../artifact/layouts.ts'
import { collect } from './collect.ts'
import { allocate, allocateBlock, allocateLarge, refill } from './heap.ts'
import { createHeap, type Heap } from './heap-state.ts'
import { BYTES_ID, createLayoutTable, layoutId, REFS_ID } from './layout-table.ts'
import { createMemory } from './memory.ts'

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
  expect(heap.liveBytes).toBe(10_000 * 32)
  expect(heap.memory.doubles[(head + 8) / 8]).toBe(9999)
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
  expect(heap.liveBytes).toBe(4096 + 32)
})

test('the shadow stack is a root, whatever else stands in it', () => {
  const { heap, node } = small()
  const object = allocate(heap, NODE.bytes, node, true)
  const { words, stackPointer } = heap.memory
  words.set([-1, 0, 4, object, object + 8, 0x7fffffff, 0x110000], MEMORY.stack >> 2)
  stackPointer.value = MEMORY.stack + 28
  collect(heap)
  expect(heap.liveBytes).toBe(32)
  stackPointer.value = MEMORY.stack
  collect(heap)
  expect(heap.liveBytes).toBe(0)
})

test('blocks of every size are zeroed when their memory is used again', () => {
  const { heap } = small()
  for (let round = 0; round < 3; round++) {
    for (const size of [0, 1, 16, 500, 520, 3000, 20_000, 40_000, 65_536, 300_000]) {
      const block = allocateBlock(heap, size, BYTES_ID)
      expect(block % 16).toBe(0)
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

test('refill unlinks what it returns and leaves the rest in the list', () => {
  const { heap } = small()
  const first = refill(heap, 2)
  const head = (MEMORY.heads >> 2) + 2
  const second = heap.memory.words[head]!
  expect(second).not.toBe(first)
  expect(heap.memory.words[second >> 2]).toBe(0)
  expect(heap.memory.words[(second + FREE_NEXT) >> 2]).not.toBe(0)
})
