/** Functions of other units (captured or imported) that are small enough to become part of their callers. */
import type { Expression, Super } from 'acorn'
import type { Captured, SourceUnit } from '../artifact/captured.ts'
import { TypingError } from '../report/error.ts'
import { type LoadedUnit, loadUnit } from './context.ts'
import { KEPT_APART } from './prelude-sort.ts'
import { type State, variableOf } from './state.ts'

/** Most nodes that a function may have, and how deep such calls may be nested. */
const SMALL = 40
const DEEPEST = 5

/** A function with more values than this takes in no more: nested calls must not grow without end. */
const MOST_VALUES = 20_000

/** The unit that a callee stands for, if its function can be built in place. */
export function foreignTarget(state: State, callee: Expression | Super): LoadedUnit | undefined {
  if (state.func.types.length > MOST_VALUES) return undefined
  const captured = capturedBy(state, callee)
  if (captured?.kind !== 'function' || state.inlining.length > DEEPEST || state.inlining.includes(captured.unit.id)) return undefined
  if (KEPT_APART.has(captured.unit.id)) return undefined
  const loaded = tryLoad(state, captured.unit)
  if (!loaded) return undefined
  const { root } = loaded.analysis
  const plain = !root.thisVariable && !root.node.async && !root.node.generator
  return plain && root.size <= SMALL && root.literals.length === 0 ? loaded : undefined
}

/** What a free name, or a property of an imported namespace, stands for. */
export function capturedBy(state: State, callee: Expression | Super): Captured | undefined {
  if (callee.type === 'Identifier') return variableOf(state, callee) ? undefined : state.frame.unit.unit.resolve(callee.name)
  if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier') return undefined
  const object = capturedBy(state, callee.object)
  return object?.kind === 'object' ? object.get(callee.property.name) : undefined
}

/** A unit that cannot be parsed is no candidate; calling it is what reports that. */
function tryLoad(state: State, unit: SourceUnit): LoadedUnit | undefined {
  try {
    return loadUnit(state.context, unit)
  } catch (error) {
    if (error instanceof TypingError) return undefined
    throw error
  }
}
