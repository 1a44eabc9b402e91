/** `a.b`, `a[i]`, `a?.b`: reading, and the places that assignments write to. */
import type { AnyNode, Expression, Identifier, MemberExpression, Pattern, Super } from 'acorn'
import type { Captured } from '../artifact/captured.ts'
import type { Value } from '../ir/function.ts'
import * as messages from '../report/messages.ts'
import type { Variable } from '../syntax/scope-types.ts'
import { branchOnNullish } from './conditions.ts'
import { loadClass, spanOf } from './context.ts'
import { cellMethod } from './prelude-cells.ts'
import { refuseExpression } from './refuse.ts'
import { assign, type BindMode, emit, initialise, newBlock, readVariable, type State, variableOf } from './state.ts'

/** A place with its object and key evaluated, once, however often it is read and written. */
export type Place =
  | { readonly kind: 'variable'; readonly node: Identifier; readonly variable: Variable }
  /** State of a module, ahead of time. */
  | { readonly kind: 'cell'; readonly node: Identifier; readonly cell: Value; readonly captured: Captured & { kind: 'cell' } }
  | { readonly kind: 'name'; readonly node: AnyNode; readonly object: Value; readonly name: string }
  /** `super.name`: an accessor of a base class. */
  | { readonly kind: 'super'; readonly node: AnyNode; readonly self: Value; readonly name: string }
  | { readonly kind: 'index'; readonly node: AnyNode; readonly object: Value; readonly key: Value }

/** The name of a member if it is constant: `.x`, `['x']`, `#x`. Numbers are indices. */
export function constantName(node: MemberExpression): string | undefined {
  const { property } = node
  if (property.type === 'PrivateIdentifier') return `#${property.name}`
  if (!node.computed) return (property as Identifier).name
  if (property.type === 'Literal' && typeof property.value === 'string' && !/^\d+$/.test(property.value)) return property.value
  return undefined
}

/** The object of a member expression or callee; with `?.` the chain is left here when it is nullish. */
export function buildObjectOf(state: State, node: AnyNode, object: Expression | Super, optional: boolean): Value {
  if (object.type === 'Super') return messages.super_outside_class(spanOf(state.frame.unit, object))
  const value = isTableOf(state, node, object) ? buildConstant(state, object) : state.build.expression(state, object)
  if (!optional) return value
  return branchOnNullish(state, node, object, value, state.chainExit!, newBlock(state))
}

export function buildMember(state: State, node: MemberExpression): Value {
  const found = constantName(node) === undefined ? buildFound(state, node) : buildWhole(state, node)
  return found ?? readPlace(state, memberPlace(state, node))
}

// ---- objects whose properties are constants

/** What a name or a property of such an object stands for, and the path to it: `ops`, `shapes.round`, `Shape.kinds`. */
function tableAt(state: State, node: Expression): { readonly path: string; readonly captured: Captured } | undefined {
  if (node.type === 'Identifier') {
    const captured = node.name === 'arguments' || variableOf(state, node) ? undefined : state.frame.unit.unit.resolve(node.name)
    return captured && { path: node.name, captured }
  }
  if (node.type !== 'MemberExpression' || node.optional || node.object.type === 'Super') return undefined
  const name = constantName(node)
  const outer = name === undefined || !/^[\w$]+$/.test(name) ? undefined : tableAt(state, node.object)
  const captured = outer && partOf(state, outer.captured, name!)
  return captured && { path: `${outer.path}.${name}`, captured }
}

function partOf({ context }: State, of: Captured, name: string): Captured | undefined {
  if (of.kind === 'object') return of.get(name)
  // A static accessor would run.
  const isField = of.kind === 'class' && loadClass(context, of.unit).tree.staticFields.has(name)
  return isField ? of.unit.static?.(name) : undefined
}

/** Is the member's object one whose property of that name is a constant? */
function isTableOf(state: State, node: AnyNode, object: Expression): boolean {
  const name = node.type === 'MemberExpression' ? constantName(node) : undefined
  const table = name === undefined ? undefined : tableAt(state, object)
  return table?.captured.kind === 'object' && table.captured.get(name!) !== undefined
}

/** The object itself, for its constants. */
function buildConstant(state: State, node: Expression): Value {
  if (node.type === 'Identifier') return emit(state, node, 'js.global', [], `${state.frame.unit.unit.id}/${node.name}`)
  return readPlace(state, memberPlace(state, node as MemberExpression))
}

/** One with all its properties, made anew, where more is asked of it than constants. */
export function buildWhole(state: State, node: Identifier | MemberExpression): Value | undefined {
  const table = tableAt(state, node)
  if (table?.captured.kind !== 'object' || !table.captured.all) return undefined
  return emit(state, node, 'js.call', [emit(state, node, 'js.global', [], `${state.frame.unit.unit.id}/${table.path}[*]`)])
}

/** `ops[k]` of an object whose properties are constants, where the host says how one is found; undefined for all else. */
export function buildFound(state: State, { object, property, computed }: MemberExpression): Value | undefined {
  const table = computed && object.type !== 'Super' ? tableAt(state, object) : undefined
  if (table?.captured.kind !== 'object' || !table.captured.at) return undefined
  const find = emit(state, object, 'js.global', [], `${state.frame.unit.unit.id}/${table.path}[]`)
  return emit(state, property, 'js.call', [find, state.build.expression(state, property as Expression)])
}

/** The instance that `super` stands for. */
export function selfOf(state: State, at: Super): Value {
  const { unit } = state.frame
  const self = unit.analysis.variables.get(at)
  if (unit.unit.kind !== 'class' || !self) return messages.super_outside_class(spanOf(unit, at))
  return readVariable(state, at, self)
}

export function memberPlace(state: State, node: MemberExpression): Place {
  const inherited = node.object.type === 'Super' ? constantName(node) : undefined
  if (inherited !== undefined) return { kind: 'super', node, self: selfOf(state, node.object as Super), name: inherited }
  const object = buildObjectOf(state, node, node.object, node.optional === true)
  const name = constantName(node)
  if (name !== undefined) return { kind: 'name', node, object, name }
  return { kind: 'index', node, object, key: state.build.expression(state, node.property as Expression) }
}

/** Evaluate the place that a pattern without inner structure names. */
export function placeOf(state: State, target: Pattern): Place {
  if (target.type === 'MemberExpression') return memberPlace(state, target)
  if (target.type !== 'Identifier') return refuseExpression(spanOf(state.frame.unit, target), target)
  const variable = variableOf(state, target)
  if (variable) return { kind: 'variable', node: target, variable }
  if (target.name === 'arguments') messages.arguments_object(spanOf(state.frame.unit, target), { suggestion: 'values' })
  const captured = state.frame.unit.unit.resolve(target.name)
  if (captured?.kind === 'cell') {
    const cell = emit(state, target, 'js.global', [], `${state.frame.unit.unit.id}/${target.name}`)
    return { kind: 'cell', node: target, cell, captured }
  }
  if (captured?.kind === 'variable') {
    const object = emit(state, target, 'js.global', [], `${state.frame.unit.unit.id}/${target.name}`)
    return { kind: 'name', node: target, object, name: 'value' }
  }
  return messages.assign_to_captured(spanOf(state.frame.unit, target), {
    name: target.name,
    owner: state.frame.unit.unit.name || 'this function',
  })
}

export function readPlace(state: State, place: Place): Value {
  if (place.kind === 'variable') return readVariable(state, place.node, place.variable)
  if (place.kind === 'cell') return cellCall(state, place.node, 'read', place, [])
  if (place.kind === 'name') return emit(state, place.node, 'js.get', [place.object], place.name)
  if (place.kind === 'super') return emit(state, place.node, 'js.super', [place.self], `get ${place.name}`)
  return emit(state, place.node, 'js.index', [place.object, place.key])
}

export function writePlace(state: State, node: AnyNode, place: Place, value: Value, mode: BindMode = 'assign'): void {
  if (place.kind === 'cell') cellCall(state, node, 'assign', place, [value])
  else if (place.kind === 'name') emit(state, node, 'js.set', [place.object, value], place.name)
  else if (place.kind === 'super') emit(state, node, 'js.super', [place.self, value], `set ${place.name}`)
  else if (place.kind === 'index') emit(state, node, 'js.set_index', [place.object, place.key, value])
  else if (mode === 'initialise') initialise(state, node, place.variable, value)
  else {
    checkAssignable(state, node, place.variable)
    assign(state, node, place.variable, value)
  }
}

function cellCall(
  state: State,
  node: AnyNode,
  action: 'read' | 'assign',
  { cell, captured }: Place & { kind: 'cell' },
  values: Value[],
): Value {
  return emit(state, node, 'js.method', [cell, ...values], cellMethod(action, captured.element, captured.boolean))
}

function checkAssignable(state: State, node: AnyNode, { kind, name, declaration }: Variable): void {
  const at = spanOf(state.frame.unit, node)
  const notes = declaration ? [{ text: `\`${name}\` is declared here`, at: spanOf(state.frame.unit, declaration) }] : []
  if (kind === 'const' || kind === 'self') messages.assign_to_const(at, { name }, notes)
  if (kind === 'function' || kind === 'class') messages.assign_to_function(at, { name }, notes)
}
