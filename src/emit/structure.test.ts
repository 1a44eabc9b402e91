import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { InvariantError } from '../base/assert.ts'
import { Builder, newBlock, newFunc } from '../ir/builder.ts'
import { dominators } from '../ir/cfg.ts'
import { type Block, type Func, type Target, targets, type Value } from '../ir/function.ts'
import { OPS } from '../ir/ops.ts'
import { parse } from '../ir/parse.ts'
import { structure } from './structure.ts'
import { load, moduleOf } from './wasm/testing.ts'

/** Steps as one line: `block 3 | code 0 | …`. */
function outline(text: string): string {
  return structure(parse(text))
    .steps.map((step) => {
      switch (step.kind) {
        case 'block':
        case 'loop':
          return `${step.kind} ${step.label}`
        case 'edge':
          return step.label < 0 ? 'fall' : `jump ${step.label}`
        case 'switch':
          return `switch ${step.labels.join(' ')}`
        case 'end':
          return 'end'
        case 'if':
          return step.negated ? 'unless' : 'if'
        default:
          return `${step.kind} ${step.block}`
      }
    })
    .join(' | ')
}

describe('structure', () => {
  test('both sides of a branch join behind a block', () => {
    const text = `
func @f(bool)
b0(v0: bool):
  branch v0, b1, b2
b1:
  jump b3
b2:
  jump b3
b3:
  return
`
    expect(outline(text)).toBe('block 3 | code 0 | if | fall | code 1 | jump 3 | end | fall | code 2 | fall | end | code 3 | exit 3')
  })

  test('what follows a loop stands behind it', () => {
    const text = `
func @f(bool)
b0(v0: bool):
  jump b1
b1:
  branch v0, b2, b3
b2:
  jump b1
b3:
  return
`
    expect(outline(text)).toBe(
      'code 0 | fall | block 3 | loop 1 | code 1 | unless | jump 3 | end | fall | code 2 | jump 1 | end | end | code 3 | exit 3',
    )
  })

  test('refuses a loop with two entries', () => {
    const text = `
func @f(bool)
b0(v0: bool):
  branch v0, b1, b2
b1:
  jump b2
b2:
  branch v0, b1, b3
b3:
  return
`
    expect(() => outline(text)).toThrow(InvariantError)
  })

  test('a long chain of branches stays flat, and nothing recurses', () => {
    const func = newFunc('chain', 'typed', ['i32'])
    const entry = newBlock(func, ['i32'])
    const x = func.blocks[entry]!.params[0]!
    const b = new Builder(func, entry)
    for (let i = 0; i < 20_000; i++) {
      const [then, next] = [b.newBlock(), b.newBlock()]
      if (i % 3 === 0) b.branch(b.inst('i32.eq', [x, b.i32(i)]), then, next)
      else b.branch(b.inst('i32.ne', [x, b.i32(i)]), next, then)
      b.at(then)
      if (i % 2 === 0) b.return([b.i32(i * 2)])
      else b.jump(next)
      b.at(next)
    }
    b.return([b.i32(-1)])
    let depth = 0
    let deepest = 0
    for (const { kind } of structure(func).steps) {
      if (kind === 'block' || kind === 'if') deepest = Math.max(deepest, ++depth)
      else if (kind === 'end') depth--
    }
    expect(deepest).toBeLessThan(5)
    const { exports } = load(moduleOf(func))
    expect(exports.chain!(12)).toBe(24)
    expect(exports.chain!(-5)).toBe(-1)
  })
})

/** Numbers from a seed. */
function random(seed: number): (below: number) => number {
  let state = seed | 0
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0
    return ((state >>> 8) * below) >>> 24
  }
}

const STATE = ['i32', 'i32', 'i32'] as const

/**
 * A function whose blocks have random forward edges, and edges back to blocks that dominate them. Each block mixes
 * its number into the state it was given, and values of its dominators; it runs out of fuel by a failing guard.
 */
function randomFunction(seed: number, size: number): Func {
  const next = random(seed)
  const func = newFunc('f', 'typed', ['i32'])
  newBlock(func, STATE)
  for (let block = 1; block < size; block++) newBlock(func, next(4) === 0 ? [...STATE, 'i32'] : STATE)
  const edges: Block[][] = func.blocks.map(() => [])
  for (let block = 1; block < size; block++) edges[next(block)]!.push(block as Block)
  for (let more = 0; more < (size - 1) / 2; more++) {
    const from = next(size - 1)
    edges[from]!.push((from + 1 + next(size - from - 1)) as Block)
  }
  setTerms(func, edges)
  const { idom, dominates } = dominators(func)
  for (let back = 0; back < size / 3; back++) {
    const from = next(size) as Block
    const to = next(size) as Block
    if (dominates(to, from)) edges[from]!.push(to)
  }
  const known: Value[][] = []
  for (let block = 0; block < size; block++) {
    known[block] = [...(idom[block]! >= 0 ? known[idom[block]!]! : [])]
    fill(func, block as Block, edges[block]!, known[block]!, next)
  }
  return func
}

/** Any terminator with these successors: enough for dominators. */
function setTerms(func: Func, edges: readonly Block[][]): void {
  edges.forEach((to, block) => {
    const made = to.map((target): Target => ({ block: target, args: [] }))
    func.blocks[block]!.term =
      made.length === 0 ? { kind: 'unreachable' } : { kind: 'switch', on: 0 as Value, cases: made.slice(1), otherwise: made[0]! }
  })
}

function fill(func: Func, block: Block, edges: readonly Block[], known: Value[], next: (below: number) => number): void {
  const b = new Builder(func, block)
  const [fuel, x, y, ...more] = b.params(block) as Value[]
  const pick = () => known[next(known.length)]!
  known.push(x!, y!, ...more)
  const rest = b.inst('i32.sub', [fuel!, b.i32(1)])
  b.guard(b.inst('i32.gt_s', [fuel!, b.i32(0)]), { kind: 'RangeError', text: '$0 $1' }, [x!, b.inst('i32.add', [y!, b.i32(7)])])
  let mixed = b.inst('i32.add', [b.inst('i32.mul', [x!, b.i32(1103515245)]), b.i32(block * 12345 + 1)])
  for (let index = next(3); index > 0; index--) mixed = b.inst('i32.xor', [pick(), mixed])
  if (next(2) === 0) known.push(mixed)
  const swapped = b.inst('i32.xor', [y!, pick()])
  const target = (to: Block): Target => {
    const args = [rest, ...(next(2) === 0 ? [mixed, swapped] : [swapped, mixed])]
    if (next(3) === 0) args[1 + next(2)] = pick()
    if (func.blocks[to]!.params.length > 3) args.push(next(2) === 0 ? pick() : b.i32(next(100)))
    return { block: to, args }
  }
  const bits = b.inst('i32.and', [b.inst('i32.shr_u', [mixed, b.i32(11)]), b.i32(3)])
  if (edges.length === 0) b.return([b.inst('i32.add', [mixed, pick()])])
  else if (edges.length === 1) b.jump(edges[0]!, target(edges[0]!).args)
  else if (edges.length === 2) b.branch(b.inst('i32.lt_s', [bits, b.i32(2)]), target(edges[0]!), target(edges[1]!))
  else b.term({ kind: 'switch', on: bits, cases: edges.slice(1).map(target), otherwise: target(edges[0]!) })
}

/** What a function of i32s returns, or the text of the guard that fails. */
function evaluate(func: Func, args: readonly number[]): number | string {
  const values: number[] = []
  const read = (list: readonly Value[]) => list.map((value) => values[value]!)
  const enter = (block: Block, given: readonly number[]) => {
    func.blocks[block]!.params.forEach((param, index) => {
      values[param] = given[index]!
    })
  }
  enter(0 as Block, args)
  for (let block = 0 as Block; ; ) {
    const { insts, term } = func.blocks[block]!
    for (const inst of insts) {
      if (inst.op === 'const') values[inst.result] = inst.imm as number
      else if (inst.op !== 'guard') values[inst.result] = (OPS[inst.op].fold as (...operands: number[]) => number)(...read(inst.args))
      else if (values[inst.args[0]!] === 0) return read(inst.args.slice(1)).join(' ')
    }
    if (term.kind === 'return') return values[term.values[0]!]!
    const edges = targets(term)
    let to = edges[0]!
    if (term.kind === 'branch') to = values[term.condition] ? term.then : term.otherwise
    else if (term.kind === 'switch') to = term.cases[values[term.on]!] ?? term.otherwise
    enter(to.block, read(to.args))
    block = to.block
  }
}

describe('random reducible control flow', () => {
  test('runs as the IR says', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 40 }), (seed, size) => {
        const func = randomFunction(seed, size)
        const { exports } = load(moduleOf(func))
        for (let x = 0; x < 8; x++) {
          const args = [60, Math.imul(x, 0x9e3779b9), x]
          let actual: number | string
          try {
            actual = exports.f!(...args)
          } catch (error) {
            actual = (error as Error).message
          }
          expect(actual).toBe(evaluate(func, args))
        }
      }),
      { numRuns: 300 },
    )
  })
})
