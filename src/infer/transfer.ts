/** What each JS-level operation gives for operands of given types: one entry per operation. */
import { ELEMENTS } from '../artifact/layout.ts'
import type { Inst } from '../ir/function.ts'
import type { Relation } from '../ir/imm.ts'
import type { JsOp } from '../ir/ops.ts'
import * as messages from '../report/messages.ts'
import { binaryType, compareType, unaryType } from './arithmetic.ts'
import { MIN64, UMAX64 } from './bigrange.ts'
import { namesOf } from './builtins/objects.ts'
import { callMethod, callMethodIndex, callValue, construct } from './calls.ts'
import { classTarget } from './classes.ts'
import { describe } from './describe.ts'
import { dictionaryType } from './dictionaries.ts'
import { isErrorClass } from './error-classes.ts'
import { closeGenerator, delegateTo, isGenerator, iteratorOf, spreadOf, stepGenerator, yieldedBy } from './iterators.ts'
import {
  BOOL,
  bigint as bigintType,
  boolean,
  cell,
  closures,
  has,
  K,
  NEVER,
  NULL,
  NULLISH,
  numberConstant,
  onlyKinds,
  restrict,
  type SemType,
  STRING,
  TRUE,
  text,
  truthiness,
  UNDEFINED,
} from './lattice.ts'
import { callMethodOf, callSuper, initialiseFields, instanceOfClass, isMethod, makesText, TEXT_METHOD } from './members.ts'
import { coercedType, isThrown, THROWN } from './mixed.ts'
import { remainderType } from './modular.ts'
import {
  arrayLiteral,
  deleteProperty,
  eachGet,
  eachLength,
  fillArray,
  getIndex,
  getProperty,
  hasProperty,
  isAccess,
  isIteration,
  objectLiteral,
  setIndex,
  setProperty,
  shapeOf,
} from './objects.ts'

import { refine } from './refine.ts'
import { resolveGlobal } from './resolve.ts'
import type { Node } from './shapes.ts'
import type { Site } from './world.ts'

export type Transfer = (site: Site, ...args: SemType[]) => SemType

const binary: Transfer = (site, a, b) => binaryType(site, site.inst.op as JsOp, a!, b!)
const compare: Transfer = (site, a, b) => compareType(site, site.inst.op as JsOp, a!, b!)
const unary: Transfer = (site, a) => unaryType(site, site.inst.op as JsOp, a!)

const TYPEOF: readonly [number, string][] = [
  [K.UNDEFINED, 'undefined'],
  [K.NULL | K.REF | K.ERROR, 'object'],
  [K.TRUE | K.FALSE, 'boolean'],
  [K.NUMBER, 'number'],
  [K.BIGINT, 'bigint'],
  [K.STRING, 'string'],
  [K.FUNCTION, 'function'],
]

function typeofType(type: SemType): SemType {
  for (const [kinds, name] of TYPEOF) if (onlyKinds(type, kinds)) return text(name)
  if (onlyKinds(type, K.CONSTANT) && type.constant?.kind === 'builtin')
    return text(/^(Math|console|JSON|performance|globalThis|Reflect)$/.test(type.constant.path) ? 'object' : 'function')
  return STRING
}

function closureType(site: Site, captures: readonly SemType[]): SemType {
  const { world, inst } = site
  const id = (inst.imm as { names: readonly string[] }).names[0]!
  const shape = world.made(site, 'closure', () => world.shapes.closure(world.front.template(id)))
  const root = world.shapes.findClosure(shape)
  captures.forEach((type, index) => {
    world.shapes.write(root.captures[index]!, type)
  })
  return closures([shape])
}

/** What `object.name?.(…)` asks for: something that is there, where it is a method. */
function calleeType(site: Site, object: SemType, name: string): SemType {
  const shape = shapeOf(site, object)
  const method = shape?.kind === 'instance' ? isMethod(site, object, name) : shape?.kind !== 'record'
  return method ? TRUE : getProperty(site, object, name)
}

function cellSlot(site: Site, type: SemType) {
  const node = site.world.shapes.find(type.shape!) as Node
  return node.slots.get('value')!
}

const table: Record<JsOp, Transfer> = {
  'js.global': (site) => resolveGlobal(site, site.inst.imm as string),
  'js.captured': (site) => {
    const closure = site.instance.closure
    if (!closure) return NEVER
    const slot = site.world.shapes.findClosure(closure).captures[site.inst.imm as number]!
    return site.world.shapes.read(slot, site.reader)
  },
  'js.neg': unary,
  'js.plus': unary,
  'js.bitnot': unary,
  'js.inc': unary,
  'js.dec': unary,
  'js.numeric': unary,
  'js.not': (_site, a) => {
    const { truthy, falsy } = truthiness(a!)
    return truthy && falsy ? BOOL : truthy ? boolean(false) : falsy ? boolean(true) : NEVER
  },
  'js.typeof': (_site, a) => typeofType(a!),
  'js.add': binary,
  'js.sub': binary,
  'js.mul': binary,
  'js.div': binary,
  'js.mod': (site, a, b) => remainderType(site, b!) ?? binary(site, a!, b!),
  'js.pow': binary,
  'js.and': binary,
  'js.or': binary,
  'js.xor': binary,
  'js.shl': binary,
  'js.shr': binary,
  'js.ushr': binary,
  'js.eq': compare,
  'js.ne': compare,
  'js.loose_eq': compare,
  'js.loose_ne': compare,
  'js.lt': compare,
  'js.le': compare,
  'js.gt': compare,
  'js.ge': compare,
  'js.instanceof': (site, a, b) => instanceOf(site, a!, b!),
  'js.in': (site, key, object) => hasProperty(site, key!, object!),
  'js.refine': (site, a, b) => refine(a!, b, (site.inst.imm as { relation: Relation }).relation),
  'js.thrown': (site, a) => {
    if (!onlyKinds(a!, K.ERROR | THROWN) && isLookedAt(site)) messages.throw_no_error(site.inst.span, { type: describe(a!) })
    return a!
  },
  'js.get': (site, object) => getProperty(site, object!, site.inst.imm as string),
  'js.set': (site, object, value) => setProperty(site, object!, site.inst.imm as string, value!),
  'js.index': (site, object, key) => getIndex(site, object!, key!),
  'js.set_index': (site, object, key, value) => setIndex(site, object!, key!, value!),
  'js.delete': (site, object) => deleteProperty(site, object!),
  'js.names': (site, object) => namesOf(site, object!),
  'js.still': () => TRUE,
  'js.call': (site, callee, ...args) => callValue(site, callee!, args),
  'js.method': (site, receiver, ...args) => callMethod(site, receiver!, site.inst.imm as string, args),
  'js.method_index': (site, receiver, key, ...args) => callMethodIndex(site, receiver!, key!, args),
  'js.new': (site, callee, ...args) => construct(site, callee!, args),
  'js.method_of': (site, target, self, ...args) => callMethodOf(site, target!, site.inst.imm as string, self!, args),
  'js.callee': (site, object) => calleeType(site, object!, site.inst.imm as string),
  'js.receiver': (_, object) => restrict(object!, ~NULLISH),
  'js.super': (site, self, ...args) => callSuper(site, site.inst.imm as string, self!, args),
  'js.init': (site, self) => initialiseFields(site, self!),
  'js.closure': (site, ...captures) => closureType(site, captures),
  'js.cell': (site, initial) => {
    const { world } = site
    const node = world.made(site, 'cell', () => {
      const made = world.shapes.node('cell')
      made.slots.set('value', world.shapes.slot())
      return made
    })
    world.shapes.write((world.shapes.find(node) as Node).slots.get('value')!, initial!)
    return cell(node)
  },
  'js.cell_new': (site) => {
    const { world } = site
    return cell(
      world.made(site, 'cell', () => {
        const made = world.shapes.node('cell')
        made.slots.set('value', world.shapes.slot())
        return made
      }),
    )
  },
  'js.iterator': (site, a) => iteratorOf(site, a!),
  'js.cell_get': (site, a) => site.world.shapes.read(cellSlot(site, a!), site.reader),
  'js.cell_set': (site, a, value) => {
    site.world.shapes.write(cellSlot(site, a!), value!)
    return NEVER
  },
  'js.array': (site, ...items) => arrayLiteral(site, items),
  'js.object': (site, ...values) => objectLiteral(site, values),
  'js.array_fill': (site, count, value) => fillArray(site, count!, value!),
  'js.template': (_site, ...parts) => {
    const names = (_site.inst.imm as { names: readonly string[] }).names
    for (const part of parts) if (has(part, K.REF | K.FUNCTION | K.CONSTANT)) messages.unsupported_text(_site.inst.span, {})
    return parts.length === 0 ? text(names[0]!) : STRING
  },
  'js.text_of': (site, a) => {
    const { world, instance } = site
    return makesText(world, world.homeOf(instance), a!) ? callMethod(site, a!, TEXT_METHOD, []) : a!
  },
  'js.each_length': (site, a) => stepGenerator(site, a!) ?? eachLength(site, a!),
  'js.close': (site, a) => closeGenerator(site, a!),
  'js.delegate': (site, a, value) => delegateTo(site, a!, value!),
  'js.spread': (site, a) => spreadOf(site, a!),
  'js.yields': (site, a) => boolean(isGenerator(site, a!)),
  'js.each_get': (site, a, index) => yieldedBy(site, a!) ?? eachGet(site, a!, index!),
}

/** Does anybody see what is thrown? A `catch` in the same function may have no use for it. */
function isLookedAt({ instance: { facts, template }, inst }: Site): boolean {
  return facts.users[inst.result]!.some((user) => {
    if (!('term' in user) || user.term.kind !== 'jump') return true
    const { to } = user.term
    const param = template.func.blocks[to.block]!.params[to.args.indexOf(inst.result)]!
    return facts.users[param]!.length > 0
  })
}

function instanceOf(site: Site, value: SemType, target: SemType): SemType {
  const unit = classTarget(target)
  if (unit && isErrorClass(unit)) return isThrown(value) ? BOOL : boolean(false)
  if (unit) return instanceOfClass(value, unit)
  if (!onlyKinds(target, K.CONSTANT) || target.constant?.kind !== 'builtin')
    messages.unsupported_operator(site.inst.span, { operator: 'instanceof' })
  const { path } = target.constant as { path: string }
  if (isThrown(value)) return BOOL
  const shape = value.shape && site.world.shapes.find(value.shape)
  if (onlyKinds(value, K.REF) && shape?.kind === 'array') return boolean(path === ELEMENTS[shape.element].array || path === 'Object')
  if (onlyKinds(value, K.REF) && shape?.kind === 'buffer') return boolean(path === 'ArrayBuffer' || path === 'Object')
  const collection = site.world.front.collection(path)
  if (collection) return instanceOfClass(value, collection)
  if (onlyKinds(value, K.REF)) return boolean(path === 'Object' || (path === 'Array' && shape?.kind === 'sequence'))
  if (!has(value, K.REF | K.ERROR | K.FUNCTION | K.CONSTANT)) return boolean(false)
  return messages.unsupported_operator(site.inst.span, { operator: 'instanceof' })
}

function constantType(inst: Inst): SemType {
  const { imm } = inst
  if (typeof imm === 'bigint' && (imm < MIN64 || imm > UMAX64)) messages.bigint_too_large(inst.span, { value: String(imm) })
  if (imm === null) return NULL
  if (typeof imm === 'number') return numberConstant(imm)
  if (typeof imm === 'bigint') return bigintType({ lo: imm, hi: imm })
  if (typeof imm === 'boolean') return boolean(imm)
  if (typeof imm === 'string') return text(imm)
  return UNDEFINED
}

/** The type of an instruction's result. NEVER as long as an operand has no type yet. */
export function transfer(site: Site): SemType {
  const { inst, instance } = site
  if (inst.op === 'const') return constantType(inst)
  const args = inst.args.map((arg) => instance.types[arg]!)
  if (inst.op !== 'js.refine') for (const { kinds } of args) if (kinds === 0) return NEVER
  for (const type of args) {
    if (type.conflict && inst.op !== 'js.refine') messages.mixed_types(inst.span, { types: 'objects of different shapes' })
  }
  // It may yet turn out to be more; if not, the access throws when it runs.
  for (const index of args.keys()) args[index] = coercedType(inst, index, args) ?? args[index]!
  if (isAccess(inst) && onlyKinds(args[0]!, NULLISH)) return NEVER
  if (isIteration(inst) && onlyKinds(args[0]!, NULLISH)) return NEVER
  return dictionaryType(site, args) ?? table[inst.op as JsOp](site, ...args)
}
