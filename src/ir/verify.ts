/**
 * The invariants of the IR, in the order in which they are checked. After every pass in tests and under TAIPAN_CHECK.
 *
 *  1. The level is the one asked for; a function has a block 0. Several results are for `invoke` alone.
 *  2. Every value has a type of the level (`js` at the JS level, any other at the typed one); ids lie inside the side
 *     arrays; a value is defined once, as a parameter, as an instruction's result or as a result of an `invoke`.
 *  3. Edges lead to blocks that exist, never to the entry; they carry as many arguments as the block has parameters,
 *     of the same types. An `unwind` edge of the JS level carries one less: the error comes first.
 *  4. Instructions: an operation of the level; operands and result as its row says; an immediate of its row's form;
 *     what the row cannot say (verify-op.ts): constants fit their type, storages their registers, names name
 *     something, calls fit the callee.
 *  5. Terminators belong to the level: `unwind` is of the JS level and needs an instruction that can throw;
 *     `switch` and `invoke` are of the typed level. Conditions are `bool`, `switch` takes an `i32`, results fit the
 *     function's, a thrown error is a handle (`i32`).
 *  6. What is used was defined before: its block dominates the use. Results of an `invoke` are defined on the edge to
 *     `to`: that edge may carry them, and where it is the only way into its block they are seen from there on.
 *     Blocks out of reach are exempt.
 *  7. Modules: functions are filed under their names, exports exist, layouts are filed under theirs.
 */
import { InvariantError } from '../base/assert.ts'
import { type Block, type Func, NONE, type Target, type Terminator, targets, termUses, type Value } from './function.ts'
import type { Module } from './module.ts'
import { OPS } from './ops.ts'
import { printModule } from './print.ts'
import { TYPES } from './types.ts'
import { broken, type Check, wantType } from './verify-check.ts'
import { checkDominance } from './verify-dominance.ts'
import { checkCallee, checkInst } from './verify-op.ts'

/** Throws an InvariantError that shows the function with the guilty line marked. With `module`, calls are checked too. */
export function verify(func: Func, level: 'js' | 'typed' = func.level, module?: Module): void {
  const check: Check = { func, module, block: 0 as Block, at: -1 }
  if (func.level !== level) broken(check, `expected a function of level ${level}, this is of level ${func.level}`)
  if (func.blocks.length === 0) broken(check, 'a function has a block 0')
  checkDefinitions(check)
  each(check, () => {}, checkEdges)
  each(check, checkInst, checkTerm)
  checkDominance(check)
}

export function verifyModule(module: Module, level: 'js' | 'typed' = 'typed'): void {
  for (const [name, func] of module.funcs) {
    if (func.name !== name) throw new InvariantError(`@${func.name} is filed under @${name}`)
    verify(func, level, module)
  }
  for (const [name, layout] of module.layouts) {
    if (layout.name !== name) throw new InvariantError(`layout ${layout.name} is filed under ${name}`)
  }
  for (const { name } of module.exports) {
    if (!module.funcs.has(name)) throw new InvariantError(`export @${name} names no function of\n${printModule(module)}`)
  }
}

function each(check: Check, onInst: (check: Check, inst: Func['blocks'][0]['insts'][0]) => void, onTerm: (check: Check) => void): void {
  check.func.blocks.forEach(({ insts }, block) => {
    check.block = block as Block
    insts.forEach((inst, index) => {
      check.at = index
      onInst(check, inst)
    })
    check.at = insts.length
    onTerm(check)
  })
}

function checkDefinitions(check: Check): void {
  const { func } = check
  const defined = new Uint8Array(func.types.length)
  const define = (value: Value) => {
    checkValue(check, value)
    if (defined[value]) broken(check, `v${value} is defined twice`)
    defined[value] = 1
    const type = func.types[value]!
    if (!TYPES.includes(type)) broken(check, `v${value} has no type`)
    if ((type === 'js') !== (func.level === 'js')) broken(check, `v${value} is ${type} at level ${func.level}`)
  }
  func.blocks.forEach(({ params, insts, term }, block) => {
    check.block = block as Block
    check.at = -1
    params.forEach(define)
    insts.forEach(({ result, args }, index) => {
      check.at = index
      if (result !== NONE) define(result)
      for (const value of args) checkValue(check, value)
    })
    check.at = insts.length
    if (term.kind === 'invoke') term.results.forEach(define)
    for (const value of termUses(term)) checkValue(check, value)
  })
}

function checkValue(check: Check, value: Value): void {
  if (!Number.isInteger(value) || value < 0 || value >= check.func.types.length) broken(check, `there is no value v${value}`)
}

function checkEdges(check: Check): void {
  const { term } = check.func.blocks[check.block]!
  checkLevel(check, term)
  for (const target of targets(term)) {
    const to = check.func.blocks[target.block]
    if (!to) broken(check, `there is no block b${target.block}`)
    if (target.block === 0) broken(check, 'nothing leads to the entry')
    const skipped = term.kind === 'jump' && target === term.unwind ? 1 : 0
    checkTypes(check, target, to.params.slice(skipped))
    if (skipped > to.params.length) broken(check, `b${target.block} has no parameter for the error`)
  }
}

function checkTypes(check: Check, { block, args }: Target, params: readonly Value[]): void {
  const { types } = check.func
  if (args.length !== params.length) broken(check, `b${block} takes ${params.length} values, the edge carries ${args.length}`)
  args.forEach((arg, index) => {
    const wanted = types[params[index]!]
    if (types[arg] !== wanted) broken(check, `v${arg} is ${types[arg]}, parameter v${params[index]} of b${block} is ${wanted}`)
  })
}

function checkTerm(check: Check): void {
  const { func } = check
  const { term, insts } = func.blocks[check.block]!
  const typed = func.level === 'typed'
  if (term.kind === 'branch' && typed) wantType(check, term.condition, 'bool')
  if (term.kind === 'switch') wantType(check, term.on, 'i32')
  if (term.kind === 'jump' && term.unwind) {
    const last = insts[insts.length - 1]
    if (!last || OPS[last.op].effect === 'none') broken(check, 'the block does not end in an instruction that can throw')
  }
  if (term.kind === 'return' && typed) {
    if (term.values.length !== func.results.length) broken(check, `the function gives ${func.results.length} results`)
    term.values.forEach((value, index) => {
      wantType(check, value, func.results[index]!)
    })
  }
  if (term.kind === 'return' && !typed && term.values.length > 1) broken(check, 'at most one value is returned')
  if (term.kind === 'throw' && term.site === null) {
    if (term.args.length !== 1) broken(check, 'one error is thrown')
    if (typed) wantType(check, term.args[0]!, 'i32')
  }
  if (term.kind === 'invoke') checkCallee(check, term.callee, term.args, term.results)
}

function checkLevel(check: Check, term: Terminator): void {
  const { level } = check.func
  const typedOnly = term.kind === 'switch' || term.kind === 'invoke' || (term.kind === 'throw' && term.site !== null)
  const jsOnly = term.kind === 'jump' && term.unwind !== undefined
  if (level === 'js' ? typedOnly : jsOnly) broken(check, `this form of ${term.kind} is not of level ${level}`)
}
