/** Types of calls: functions of the program, methods, built-ins, constructors. */
import type { ElementKind } from '../artifact/types.ts'
import { readSpreadForm, spreadOf } from '../ir/template.ts'
import * as messages from '../report/messages.ts'
import { NUMERIC, toNumberRange } from './arithmetic.ts'
import type { Builtin } from './builtins/builtin.ts'
import { builtinFunction, builtinMethod, heldBuiltin } from './builtins/table.ts'
import { callClosures } from './call-closures.ts'
import { classTarget } from './classes.ts'
import { describe } from './describe.ts'
import { causeIn, constructError, isErrorClass } from './error-classes.ts'
import { arrayKind } from './hosttypes.ts'
import { generatorMethod } from './iterators.ts'
import {
  asFunction,
  buffer,
  ERROR,
  has,
  K,
  NEVER,
  NULLISH,
  onlyKinds,
  restrict,
  type SemType,
  STRING,
  shaped,
  typedArray,
  UNDEFINED,
} from './lattice.ts'
import { callMember, callStatic, constructCollection, constructInstance } from './members.ts'
import { isThrown, THROWN } from './mixed.ts'
import { getNamed, namedNode } from './named.ts'
import { constantIndex, getProperty, shapeOf } from './objects.ts'
import type { Shape, Slot } from './shapes.ts'
import type { Site } from './world.ts'

/** A call of a value: the union of what its closures give. */
export function callValue(site: Site, callee: SemType, args: readonly SemType[], receiver = UNDEFINED): SemType {
  const { inst } = site
  if (spreadOf(inst) !== undefined) return messages.unsupported_spread(inst.span, {})
  if (onlyKinds(callee, K.CONSTANT) && callee.constant?.kind === 'builtin') return callBuiltin(site, callee.constant.path, args)
  const solid = restrict(callee, ~NULLISH)
  // It may yet turn out to be a function; if not, the call throws when it runs.
  if (solid.kinds === 0) return NEVER
  if (!onlyKinds(solid, K.FUNCTION)) return messages.not_callable(inst.span, { what: describe(callee) })
  return callClosures(site, solid, args, receiver)
}

function callBuiltin(site: Site, path: string, args: readonly SemType[]): SemType {
  const builtin = builtinFunction(path)
  if (!builtin) {
    const template = site.world.front.prelude(path, 'static', args.length)
    if (template) return site.world.call(site, template, null, args)
    return messages.unsupported_builtin(site.inst.span, { name: path })
  }
  return inferBuiltin(site, builtin, path, args)
}

/** The last arguments of a variadic built-in may be missing; the row says how many it needs. */
function inferBuiltin(site: Site, builtin: Builtin, name: string, args: readonly SemType[]): SemType {
  if (args.length < (builtin.required ?? 0)) messages.missing_argument(site.inst.span, { name, count: String(builtin.required) })
  return builtin.infer(site, args)
}

export function callMethod(site: Site, receiver: SemType, name: string, args: readonly SemType[]): SemType {
  const { world, inst } = site
  const spread = readSpreadForm(name)
  if (spread && !isOfProgram(site, receiver)) return messages.spread_method_call(inst.span, { method: spread.name })
  if (onlyKinds(receiver, K.CONSTANT)) {
    const { constant } = receiver
    if (constant!.kind === 'class') return callStatic(site, constant!, name, args)
    if (constant!.kind === 'builtin') return callBuiltin(site, `${(constant as { path: string }).path}.${name}`, args)
    return callConstant(site, getProperty(site, receiver, name), name, args)
  }
  if (onlyKinds(receiver, K.FUNCTION) && name === 'call') return callWithThis(site, receiver, args)
  if (shapeOf(site, receiver)?.kind === 'instance')
    return callMember(site, receiver, name, args, (callee, self) => callValue(site, callee, args, self))
  if (isThrown(receiver) && !has(receiver, NULLISH) && name === 'toString' && args.length === 0) return STRING
  const builtin = builtinMethod(receiver, name, args.length)
  if (builtin) return inferBuiltin(site, builtin, name, [receiver, ...args])
  const shape = shapeOf(site, receiver)
  // Its receiver would be no constructor.
  const held = heldBuiltin(receiver, name)
  if (held !== undefined && /\wArray\.(from|of)$/.test(held)) messages.unsupported_builtin(inst.span, { name: `${held} without its class` })
  const generated = generatorMethod(site, receiver, name, args)
  if (generated) return generated
  if (shape?.kind === 'record' && shape.slots.has(name))
    return callValue(site, getProperty(site, receiver, name), args, restrict(receiver, ~NULLISH))
  if (shape?.kind === 'sequence' || shape?.kind === 'array') {
    const template = world.front.prelude(name, shape.kind === 'array' ? 'array' : 'list', args.length)
    if (template) {
      if (shape.kind === 'sequence') world.shapes.grow(shape, `its method ${name} is called`)
      return world.call(site, template, null, [restrict(receiver, ~NULLISH), ...args])
    }
  }
  if (isPrimitive(receiver)) {
    const template = world.front.prelude(name, has(receiver, K.STRING) ? 'string' : 'number', args.length)
    if (template) return world.call(site, template, null, [restrict(receiver, ~NULLISH), ...args])
  }
  return messages.no_method(inst.span, { name, object: describe(receiver) })
}

/** A function of an object whose properties are constants: it does not see that object. */
function callConstant(site: Site, callee: SemType, name: string, args: readonly SemType[]): SemType {
  if (onlyKinds(callee, NULLISH)) return messages.no_method(site.inst.span, { name, object: 'what was captured' })
  if (callee.closures.some(({ template }) => template.usesThis))
    return messages.constant_object(site.inst.span, { name, what: 'is the `this` of that function' })
  return callValue(site, callee, args)
}

/** Classes of the program have a form of each method that takes a list of arguments. */
function isOfProgram(site: Site, receiver: SemType): boolean {
  return onlyKinds(receiver, K.CONSTANT) ? receiver.constant?.kind === 'class' : shapeOf(site, receiver)?.kind === 'instance'
}

/** What methods of strings and numbers are called on; it may be missing. */
export function isPrimitive(type: SemType): boolean {
  const there = restrict(type, ~NULLISH)
  return there.kinds !== 0 && (onlyKinds(there, K.STRING) || onlyKinds(there, K.NUMBER) || onlyKinds(there, K.BIGINT))
}

/** `f.call(object, …)` */
function callWithThis(site: Site, callee: SemType, [receiver = UNDEFINED, ...args]: readonly SemType[]): SemType {
  return callClosures(site, callee, args, receiver)
}

/** Of a tuple that is called at a constant place, what is there: the others need not be functions. */
export function heldAt(shape: Shape | null | undefined, key: SemType): Slot | undefined {
  if (shape?.kind !== 'sequence' || shape.growable) return undefined
  const index = constantIndex(key)
  return index === undefined ? undefined : shape.slots.get(String(index))
}

export function callMethodIndex(site: Site, receiver: SemType, key: SemType, args: readonly SemType[]): SemType {
  if (onlyKinds(key, K.STRING) && key.text !== null) return callMethod(site, receiver, key.text, args)
  const shape = shapeOf(site, receiver)
  if (shape?.kind === 'sequence' && toNumberRange(key)) {
    const { shapes } = site.world
    const held = heldAt(shape, key)
    if (held) {
      shape.watchers.add(site.reader)
      const callee = asFunction(restrict(shapes.read(held, site.reader), ~NULLISH), shapes)
      if (callee.kinds === 0) return NEVER
      if (!has(callee, K.CONSTANT)) return callValue(site, callee, args, restrict(receiver, ~NULLISH))
    }
    shapes.grow(shape, 'it is indexed by a variable')
    const callee = shapes.read(shapes.root(shape).element, site.reader)
    // What is stored may be seen later; if nothing ever is, the access throws.
    return callee.kinds === 0 ? NEVER : callValue(site, callee, args, restrict(receiver, ~NULLISH))
  }
  const named = namedNode(site.world, receiver, key)
  if (named) {
    const callee = restrict(getNamed(site, named), ~NULLISH)
    if (has(callee, K.CONSTANT)) return messages.computed_property(site.inst.span, {})
    return callee.kinds === 0 ? NEVER : callValue(site, callee, args, restrict(receiver, ~NULLISH))
  }
  return messages.computed_property(site.inst.span, {})
}

const ERRORS = /^(Error|RangeError|TypeError|SyntaxError|EvalError|ReferenceError|URIError)$/

export function construct(site: Site, callee: SemType, args: readonly SemType[]): SemType {
  const { world, inst } = site
  const unit = classTarget(callee)
  if (unit && isErrorClass(unit)) return constructError(site, unit, args)
  if (unit) return constructInstance(site, unit, args)
  if (spreadOf(inst) !== undefined) return messages.unsupported_spread(inst.span, {})
  const path = onlyKinds(callee, K.CONSTANT) && callee.constant?.kind === 'builtin' ? callee.constant.path : undefined
  if (path === undefined) return messages.not_constructible(inst.span, { what: describe(callee) })
  if (ERRORS.test(path)) {
    if (args[1] && !onlyKinds(args[1], K.UNDEFINED)) checkCause(site, path, args[1])
    if (args.length > 0 && !onlyKinds(args[0]!, NUMERIC | K.STRING)) messages.error_message_type(inst.span, { type: describe(args[0]!) })
    return ERROR
  }
  const element = arrayKind(path)
  if (element) {
    const source = args[0] && shapeOf(site, args[0])
    if (source?.kind === 'buffer') return viewType(site, path, element, args)
    if (args.length > 1 || (args[0] && !toNumberRange(args[0]) && source?.kind !== 'array' && source?.kind !== 'sequence')) {
      return messages.bad_array_argument(inst.span, { name: path, type: args.map(describe).join(', ') })
    }
    if (source?.kind === 'sequence') world.shapes.grow(source, 'a typed array is made of it')
    return typedArray(element)
  }
  if (path === 'ArrayBuffer') {
    if (args.length !== 1 || !toNumberRange(args[0]!))
      messages.bad_array_argument(inst.span, { name: path, type: args.map(describe).join(', ') })
    return buffer()
  }
  const collection = world.front.collection(path)
  if (collection) return constructCollection(site, collection, args)
  if (path === 'Array') {
    const node = world.made(site, 'array', () => {
      const made = world.shapes.node('sequence')
      world.shapes.grow(made, 'its length is a variable')
      return made
    })
    if (args.length === 1 && toNumberRange(args[0]!)) {
      // Holes read as undefined until they are filled.
      const root = world.shapes.root(node)
      root.holey = true
      world.shapes.write(root.element, UNDEFINED)
      return shaped(node)
    }
    for (const type of args) world.shapes.write(world.shapes.root(node).element, type)
    return shaped(node)
  }
  return messages.unsupported_builtin(inst.span, { name: `new ${path}` })
}

/** `new Error(text, { cause })` */
function checkCause(site: Site, path: string, options: SemType): void {
  const cause = has(options, NULLISH) ? undefined : causeIn(site.world, options)
  if (!cause) return messages.bad_argument(site.inst.span, { name: `new ${path}`, type: describe(options) })
  const type = site.world.shapes.read(cause, site.reader)
  if (type.kinds !== 0 && !onlyKinds(type, K.ERROR | THROWN))
    messages.bad_argument(site.inst.span, { name: `new ${path}`, type: describe(type) })
}

/** `new Float64Array(buffer, byteOffset, length)` */
function viewType(site: Site, path: string, element: ElementKind, args: readonly SemType[]): SemType {
  const [source, ...bounds] = args as [SemType, ...SemType[]]
  const fits = bounds.length <= 2 && bounds.every((type) => onlyKinds(type, K.NUMBER) || onlyKinds(type, K.UNDEFINED))
  if (!fits) messages.bad_array_argument(site.inst.span, { name: path, type: args.map(describe).join(', ') })
  return typedArray(element, source.origins)
}
