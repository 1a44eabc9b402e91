/** Move each outermost loop into a function of its own that runs some of its turns per call.   needs: all others first
 *
 *    b1(v1): … branch v2, b1(v3), b2     →    b1(v1, v8): v9, v4, v5 = invoke @f.loop0 …, v1, v8 to b3
 *    b2: … v3 …                               b3: v10 = … twice v8 …; switch v9 [b1(v4, v10)] else b2
 *                                             b2: … v5 …
 *
 * V8 cannot replace a running baseline frame of WebAssembly by optimised code, but it takes that at the next call. So a
 * loop that runs for long in the first call of a kernel must be called again and again. The number of turns doubles
 * from call to call: calls cost nothing in the end, and the optimised code is taken up after at most as much time again
 * as it took to be made. The function returns how it was left (0: turns are used up), the header's parameters for
 * the next turn, and what is read after the loop.
 *
 * Not moved: loops that catch, or where a pointer would cross a call that can collect what it points into. */
import { newFunc, newInst, newValue } from '../ir/builder.ts'
import { dominators, type Loop, loops, predecessors, removeUnreachable } from '../ir/cfg.ts'
import {
  type Block,
  type Func,
  type Inst,
  mapTermUses,
  NONE,
  type Target,
  type Terminator,
  targets,
  termUses,
  type Value,
} from '../ir/function.ts'
import type { Module } from '../ir/module.ts'
import { OPS } from '../ir/ops.ts'
import type { Type } from '../ir/types.ts'
import { callees } from './calls.ts'
import { copyTerm, definingBlocks, definitions } from './edit.ts'

/** Values that go into the function, and out of it, at most. */
const MOST_VALUES = 64
/** Turns of the first call: many of a loop without others in it, one of others. */
const SHORT_TURNS = 256
const LONG_TURNS = 1
/** From here on the number of turns no longer doubles. */
const MOST_TURNS = 2 ** 29

/** `short`: turns of the first call of a loop without others in it. */
export function outline(module: Module, short = SHORT_TURNS): void {
  const often = calledOften(module)
  for (const func of [...module.funcs.values()]) {
    if (often.has(func.name)) continue
    const { loops: found } = loops(func)
    const nested = new Set(found.map(({ parent }) => parent))
    let made = 0
    // A loop that has moved leaves the numbers of blocks as they are; those without a way to them go in the end.
    for (const loop of found) {
      if (loop.parent || !move(module, func, loop, `${func.name}.loop${made}`, nested.has(loop) ? LONG_TURNS : short)) continue
      made++
    }
    if (made > 0) removeUnreachable(func)
  }
}

/** Functions that are called in loops, or in a circle, and all that they call: V8 optimises them anyway. */
function calledOften(module: Module): Set<string> {
  const often = new Set<string>()
  for (const func of module.funcs.values()) {
    const { loopOf } = loops(func)
    func.blocks.forEach(({ insts, term }, block) => {
      if (!loopOf[block]) return
      for (const { op, imm } of insts) if (op === 'call') often.add(imm as string)
      if (term.kind === 'invoke') often.add(term.callee)
    })
    if (reaches(module, func.name)) often.add(func.name)
  }
  for (const name of often) {
    const func = module.funcs.get(name)
    if (func) for (const callee of callees(func)) often.add(callee)
  }
  return often
}

/** Does a function call itself in the end? */
function reaches(module: Module, name: string): boolean {
  const seen = new Set<string>([name])
  for (const at of seen) {
    for (const callee of module.funcs.has(at) ? callees(module.funcs.get(at)!) : []) {
      if (callee === name) return true
      seen.add(callee)
    }
  }
  return false
}

/** What a loop reads from outside, gives to it, and where it leads. */
interface Surroundings {
  readonly reads: Value[]
  /** Constants among them: made again inside. */
  readonly constants: Inst[]
  readonly gives: Value[]
  readonly exits: { readonly from: Block; readonly target: Target }[]
}

const CONSTANTS: ReadonlySet<string> = new Set(['const', 'tag.const', 'str.const', 'function.ref', 'static.ref'])
const isConstant = (inst: Inst | undefined) => inst !== undefined && CONSTANTS.has(inst.op)

function surroundings(func: Func, loop: Loop, inside: ReadonlySet<Block>): Surroundings | undefined {
  const homes = definingBlocks(func)
  const defs = definitions(func)
  const isOwn = (value: Value) => inside.has(homes[value] as Block)
  const reads = new Set<Value>()
  const constants = new Map<Value, Inst>()
  const gives = new Set<Value>()
  const exits: Surroundings['exits'] = []
  const read = (value: Value) => {
    if (isOwn(value)) return
    if (isConstant(defs[value])) constants.set(value, defs[value]!)
    else reads.add(value)
  }
  const give = (value: Value) => {
    if (isOwn(value)) gives.add(value)
  }
  for (const block of loop.blocks) {
    const { insts, term } = func.blocks[block]!
    for (const { args } of insts) args.forEach(read)
    const leaving = targets(term).filter((target) => !inside.has(target.block))
    if (term.kind === 'invoke' && leaving.length > 0) return undefined
    for (const target of leaving) {
      exits.push({ from: block, target })
      target.args.forEach(give)
    }
    termUses(term).forEach(read)
  }
  func.blocks.forEach(({ insts, term }, block) => {
    if (inside.has(block as Block)) return
    for (const { args } of insts) args.forEach(give)
    termUses(term).forEach(give)
  })
  return { reads: [...reads], constants: [...constants.values()], gives: [...gives], exits }
}

/** Can anything that runs in the loop collect garbage? */
function mayCollect(func: Func, loop: Loop): boolean {
  return loop.blocks.some((block) => {
    const { insts, term } = func.blocks[block]!
    return term.kind === 'invoke' || insts.some(({ op }) => OPS[op].effect === 'alloc' || OPS[op].effect === 'call')
  })
}

function move(module: Module, func: Func, loop: Loop, name: string, turns: number): boolean {
  const inside = new Set(loop.blocks)
  const around = loop.header === 0 ? undefined : surroundings(func, loop, inside)
  if (!around || around.exits.length === 0) return false
  const { params } = func.blocks[loop.header]!
  const crossing = [...around.reads, ...params, ...around.gives]
  if (crossing.length > MOST_VALUES) return false
  if (mayCollect(func, loop) && crossing.some((value) => func.types[value] === 'ptr')) return false
  module.funcs.set(name, loopFunction(func, loop, around, name))
  callInstead(func, loop, around, name, turns)
  return true
}

const typesOf = (func: Func, values: readonly Value[]) => values.map((value) => func.types[value]!)

/** An arbitrary value of a type, for results that nobody reads. */
function anything(func: Func, block: Block, type: Type): Value {
  const { insts } = func.blocks[block]!
  const add = (inst: Inst) => {
    insts.push(inst)
    return inst.result
  }
  if (type !== 'ptr') return add(newInst(func, 'const', [], type === 'i64' ? 0n : 0, type))
  return add(newInst(func, 'ptr.of', [add(newInst(func, 'const', [], 0, 'ref'))], 0))
}

/** The loop as a function of what it reads, the header's parameters, and the number of turns. */
function loopFunction(func: Func, loop: Loop, { reads, constants, gives, exits }: Surroundings, name: string): Func {
  const { params } = func.blocks[loop.header]!
  const made = newFunc(name, 'typed', ['i32', ...typesOf(func, params), ...typesOf(func, gives)])
  made.inline = 'never'
  made.title = func.title
  const names = new Map<Value, Value>()
  const define = (old: Value): Value => {
    if (old === NONE) return NONE
    const value = newValue(made, func.types[old]!)
    if (func.names[old] !== undefined) made.names[value] = func.names[old]
    names.set(old, value)
    return value
  }
  const fresh = (type: Type) => newValue(made, type)
  const addBlock = (values: Value[]): Block => {
    made.blocks.push({ params: values, insts: [], term: { kind: 'unreachable' } })
    return (made.blocks.length - 1) as Block
  }
  // Entry, the loop's blocks, the end of a turn, and a block for each way out.
  const inputs = reads.map(define)
  const first = params.map((param) => fresh(func.types[param]!))
  const turns = fresh('i32')
  const entry = addBlock([...inputs, ...first, turns])
  for (const inst of constants) made.blocks[entry]!.insts.push({ ...inst, result: define(inst.result) })
  const one = newInst(made, 'const', [], 1, 'i32')
  made.blocks[entry]!.insts.push(one)
  const copies = new Map<Block, Block>(loop.blocks.map((block) => [block, addBlock(func.blocks[block]!.params.map(define))]))
  const header = copies.get(loop.header)!
  const left = fresh('i32')
  made.blocks[header]!.params.push(left)
  made.blocks[entry]!.term = { kind: 'jump', to: { block: header, args: [...first, turns] } }
  for (const block of loop.blocks) {
    for (const { result } of func.blocks[block]!.insts) define(result)
    const { term } = func.blocks[block]!
    if (term.kind === 'invoke') for (const result of term.results) define(result)
  }
  const again = endOfTurn(made, header, left, one.result, typesOf(func, params), typesOf(func, gives), addBlock)
  const rename = (value: Value): Value => names.get(value) ?? value
  const ways = new Map<Target, Block>(exits.map(({ target }) => [target, addBlock([])]))
  const doms = dominators(func, predecessors(func))
  const homes = definingBlocks(func)
  exits.forEach(({ from, target }, index) => {
    const way = ways.get(target)!
    const code = newInst(made, 'const', [], index + 1, 'i32')
    made.blocks[way]!.insts.push(code)
    const nothing = params.map((param) => anything(made, way, func.types[param]!))
    const given = gives.map((value) =>
      doms.dominates(homes[value] as Block, from) ? rename(value) : anything(made, way, func.types[value]!),
    )
    made.blocks[way]!.term = { kind: 'return', values: [code.result, ...nothing, ...given] }
  })
  for (const block of loop.blocks) {
    const { insts, term } = func.blocks[block]!
    const copy = made.blocks[copies.get(block)!]!
    copy.insts = insts.map((inst): Inst => ({ ...inst, args: inst.args.map(rename), result: rename(inst.result) }))
    copy.term = rewired(term, rename, (target) => {
      const way = ways.get(target)
      if (way !== undefined) return { block: way, args: [] }
      return { block: target.block === loop.header ? again : copies.get(target.block)!, args: target.args.map(rename) }
    })
  }
  return made
}

/** Where the ways back to the header go: on, or out if the turns are used up. */
function endOfTurn(
  made: Func,
  header: Block,
  left: Value,
  one: Value,
  params: readonly Type[],
  gives: readonly Type[],
  addBlock: (values: Value[]) => Block,
): Block {
  const next = params.map((type) => newValue(made, type))
  const again = addBlock(next)
  const out = addBlock([])
  const rest = newInst(made, 'i32.sub', [left, one])
  made.blocks[again]!.insts.push(rest)
  const zero = newInst(made, 'const', [], 0, 'i32')
  const some = newInst(made, 'i32.gt_s', [rest.result, zero.result])
  made.blocks[again]!.insts.push(zero, some)
  made.blocks[again]!.term = {
    kind: 'branch',
    condition: some.result,
    then: { block: header, args: [...next, rest.result] },
    otherwise: { block: out, args: [] },
  }
  const code = newInst(made, 'const', [], 0, 'i32')
  made.blocks[out]!.insts.push(code)
  made.blocks[out]!.term = { kind: 'return', values: [code.result, ...next, ...gives.map((type) => anything(made, out, type))] }
  return again
}

/** A copy of a terminator with its values renamed and its targets put through `to`. */
function rewired(term: Terminator, rename: (value: Value) => Value, to: (target: Target) => Target): Terminator {
  const originals = targets(term)
  const copy = copyTerm(term, rename, (block) => block)
  targets(copy).forEach((target, index) => {
    Object.assign(target, to(originals[index]!))
  })
  return copy
}

/** Call the function in place of the loop, as long as it says that turns were used up. */
function callInstead(func: Func, loop: Loop, { reads, gives, exits }: Surroundings, name: string, turns: number): void {
  const addBlock = (values: Value[]): Block => {
    func.blocks.push({ params: values, insts: [], term: { kind: 'unreachable' } })
    return (func.blocks.length - 1) as Block
  }
  const inside = new Set(loop.blocks)
  const types = typesOf(func, func.blocks[loop.header]!.params)
  const fresh = (kinds: readonly Type[]) => kinds.map((type) => newValue(func, type))
  const [entered, state, results, outs] = [fresh(types), fresh(types), fresh(types), fresh(typesOf(func, gives))]
  const [count, code] = fresh(['i32', 'i32']) as [Value, Value]
  const enter = addBlock(entered)
  const call = addBlock([...state, count])
  const after = addBlock([])
  func.blocks.forEach(({ term }, block) => {
    if (inside.has(block as Block)) return
    for (const target of targets(term)) if (target.block === loop.header) target.block = enter
  })
  const begin = newInst(func, 'const', [], turns, 'i32')
  func.blocks[enter]!.insts.push(begin)
  func.blocks[enter]!.term = { kind: 'jump', to: { block: call, args: [...entered, begin.result] } }
  func.blocks[call]!.term = {
    kind: 'invoke',
    callee: name,
    args: [...reads, ...state, count],
    results: [code, ...results, ...outs],
    to: { block: after, args: [] },
  }
  const add = (op: 'const' | 'i32.add' | 'i32.lt_s' | 'select', args: Value[], imm?: number) => {
    const inst = newInst(func, op, args, imm, op === 'const' ? 'i32' : undefined)
    func.blocks[after]!.insts.push(inst)
    return inst.result
  }
  const more = add('select', [add('i32.lt_s', [count, add('const', [], MOST_TURNS)]), add('i32.add', [count, count]), count])
  const renamed = new Map<Value, Value>(gives.map((value, index) => [value, outs[index]!]))
  const rename = (value: Value) => renamed.get(value) ?? value
  const ways = exits.map(({ target }): Target => ({ block: target.block, args: target.args.map(rename) }))
  func.blocks[after]!.term = {
    kind: 'switch',
    on: code,
    cases: [{ block: call, args: [...results, more] }, ...ways.slice(0, -1)],
    otherwise: ways.at(-1)!,
  }
  func.blocks.forEach((block, index) => {
    if (inside.has(index as Block) || index === after) return
    for (const inst of block.insts) inst.args = inst.args.map(rename)
    mapTermUses(block.term, rename)
  })
  for (const block of loop.blocks) func.blocks[block] = { params: [], insts: [], term: { kind: 'unreachable' } }
}
