/** Lowering of what is done with dictionaries (infer/dictionaries.ts): calls of methods of the prelude. */
import type { Inst, Value } from '../../ir/function.ts'
import { SPREAD } from '../../ir/js-ops.ts'
import * as messages from '../../report/messages.ts'
import { callOf, isDictionary } from '../dictionaries.ts'
import { has, NULLISH, text } from '../lattice.ts'
import { isNullish } from './compare.ts'
import { lowerCallMember, lowerConstruct, lowerOwnCall } from './instances.ts'
import type { Lower } from './lower.ts'
import { NO_OBJECT } from './nothing.ts'

/** False if it has to do with no dictionary. */
export function lowerDictionary(l: Lower, inst: Inst): boolean {
  const types = inst.args.map((arg) => l.type(arg))
  if (inst.op === 'js.object' && isDictionary(l.type(inst.result))) {
    lowerLiteral(l, inst)
    return true
  }
  const call = callOf(inst, types, l.instance)
  if (!call) return false
  const args = call.args.map((arg): Value => (typeof arg === 'string' ? l.hold(undefined, 'none', text(arg)) : inst.args[arg]!))
  checkThere(l, inst, inst.args[call.object]!)
  lowerCallMember(l, inst, inst.args[call.object]!, call.method, args)
  return true
}

function lowerLiteral(l: Lower, inst: Inst): void {
  const info = l.type(inst.result).classes[0]!
  const object = lowerConstruct(l, inst, info, [])
  if (object === undefined) return
  const { names } = inst.imm as { names: readonly string[] }
  for (const [index, name] of names.entries()) {
    const value = inst.args[index]!
    if (name === SPREAD && !isDictionary(l.type(value))) continue
    if (name === SPREAD) lowerOwnCall(l, inst, info, 'fill', object, [value])
    else lowerOwnCall(l, inst, info, 'put', object, [l.hold(undefined, 'none', text(name)), value])
  }
}

/** What is done with a dictionary says in its own words that there is none. */
function checkThere(l: Lower, inst: Inst, object: Value): void {
  if (!has(l.type(object), NULLISH) || inst.op === 'js.names' || inst.op === 'js.still') return
  const name = typeof inst.imm === 'string' ? inst.imm : 'name'
  if (inst.op === 'js.get' || inst.op === 'js.index' || (inst.op === 'js.method' && object === inst.args[0])) l.object(object, name)
  else if (inst.op === 'js.set' || inst.op === 'js.set_index') l.object(object, name, 'set')
  else if (inst.op === 'js.in') messages.unsupported_operator(inst.span, { operator: 'in' })
  else l.check(l.op('bool.not', isNullish(l, object)), NO_OBJECT)
}
