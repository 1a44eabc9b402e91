import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newBlock, newFunc } from './builder.ts'
import { dominators, loops, predecessors, removeUnreachable, reversePostorder } from './cfg.ts'
import type { Block, Func } from './function.ts'
import { parse } from './parse.ts'
import { print } from './print.ts'
import { replaceAll, useCounts } from './uses.ts'

/** A function whose blocks lead where the lists say. */
function graph(edges: readonly (readonly number[])[]): Func {
  const func = newFunc('f', 'js')
  for (const successors of edges) {
    const to = successors.map((block) => ({ block: block as Block, args: [] }))
    const term = func.blocks[newBlock(func)]!
    if (to.length === 1) term.term = { kind: 'jump', to: to[0]! }
    else if (to.length > 1) term.term = { kind: 'switch', on: 0 as never, cases: to.slice(1), otherwise: to[0]! }
  }
  return func
}

/** Blocks that can be reached from block 0 without entering `without`. */
function reach(edges: readonly (readonly number[])[], without = -1): Set<number> {
  const seen = new Set<number>(without === 0 ? [] : [0])
  for (const block of seen) for (const to of edges[block]!) if (to !== without) seen.add(to)
  return seen
}

const graphs = fc.integer({ min: 1, max: 12 }).chain((count) => {
  const target = fc.integer({ min: Math.min(1, count - 1), max: count - 1 })
  const successors = count === 1 ? fc.constant<number[]>([]) : fc.array(target, { maxLength: 3 })
  return fc.array(successors, { minLength: count, maxLength: count })
})

describe('control flow', () => {
  test('dominators agree with their definition', () => {
    const check = (edges: number[][]) => {
      const func = graph(edges)
      const { dominates, idom, children, order } = dominators(func)
      const reachable = reach(edges)
      expect([...order].sort((a, b) => a - b)).toEqual([...reachable].sort((a, b) => a - b))
      for (const a of edges.keys()) {
        const others = reach(edges, a)
        for (const b of edges.keys()) {
          const expected = a === b || (reachable.has(a) && reachable.has(b) && !others.has(b))
          expect(dominates(a as Block, b as Block), `does b${a} dominate b${b}?`).toBe(expected)
        }
        if (idom[a] !== -1) expect(children[idom[a]!]).toContain(a)
      }
    }
    fc.assert(fc.property(graphs, check), { numRuns: 300 })
  })

  test('loops agree with their definition', () => {
    const check = (edges: number[][]) => {
      const func = graph(edges)
      const doms = dominators(func)
      const found = loops(func, doms)
      for (const loop of found.loops) {
        expect(loop.blocks[0]).toBe(loop.header)
        for (const block of loop.blocks) expect(doms.dominates(loop.header, block)).toBe(true)
        for (const latch of loop.latches) expect(loop.blocks).toContain(latch)
        if (loop.parent) expect(loop.parent.blocks).toEqual(expect.arrayContaining(loop.blocks))
        expect(loop.depth).toBe((loop.parent?.depth ?? 0) + 1)
      }
      // Closed under predecessors: nothing but the header is entered from outside.
      const before = predecessors(func)
      for (const { header, blocks } of found.loops) {
        for (const block of blocks) {
          if (block === header) continue
          for (const from of before[block]!) if (doms.order.includes(from)) expect(blocks).toContain(from)
        }
      }
      const headers = doms.order.filter((block) => before[block]!.some((from) => doms.dominates(block, from) && doms.order.includes(from)))
      expect(found.loops.map(({ header }) => header).sort()).toEqual([...headers].sort())
      for (const block of doms.order) {
        const around = found.loops.filter(({ blocks }) => blocks.includes(block))
        expect(found.loopOf[block]?.depth ?? 0).toBe(around.length)
      }
    }
    fc.assert(fc.property(graphs, check), { numRuns: 300 })
  })

  test('two loops, one in the other', () => {
    const found = loops(graph([[1], [2, 5], [3], [3, 4], [1], []]))
    expect(found.loops.map(({ header, depth, latches }) => [header, depth, latches])).toEqual([
      [1, 1, [4]],
      [3, 2, [3]],
    ])
    expect(found.loops[0]!.blocks).toEqual([1, 2, 3, 4])
  })

  test('a hundred thousand blocks in a row', () => {
    const func = graph(Array.from({ length: 100_000 }, (_, block) => (block < 99_999 ? [block + 1] : [])))
    expect(reversePostorder(func)).toHaveLength(100_000)
    expect(dominators(func).dominates(5 as Block, 99_999 as Block)).toBe(true)
    expect(loops(func).loops).toEqual([])
  })

  test('an edge counts as often as it is there', () => {
    expect(predecessors(graph([[1, 1], []]))).toEqual([[], [0, 0]])
  })

  test('unreachable blocks go, the others keep their order', () => {
    const func = graph([[3], [2], [3], [4], []])
    expect(removeUnreachable(func)).toBe(true)
    expect(print(func)).toBe(print(graph([[1], [2], []])))
    expect(removeUnreachable(func)).toBe(false)
  })
})

describe('uses', () => {
  const TEXT = `func @f(i32) -> i32
b0(v0: i32):
  v1: i32 = i32.add v0, v0
  v2: i32 = i32.add v1, v0
  v3: bool = i32.eq v1, v2
  branch v3, b1(v2), b1(v1)
b1(v4: i32):
  return v4
`
  test('are counted in operands, terminators and on edges', () => {
    expect([...useCounts(parse(TEXT))]).toEqual([3, 3, 2, 1, 1])
  })

  test('are replaced along paths', () => {
    const func = parse(TEXT)
    const map = [undefined, 0, 1] as never[]
    expect(replaceAll(func, map)).toBe(true)
    expect(print(func)).toBe(
      TEXT.replace('i32.add v1, v0', 'i32.add v0, v0')
        .replace('i32.eq v1, v2', 'i32.eq v0, v0')
        .replace('b1(v2), b1(v1)', 'b1(v0), b1(v0)'),
    )
    expect(replaceAll(parse(TEXT), [])).toBe(false)
  })
})
