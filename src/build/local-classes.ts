/**
 * A class that stands inside of a function is a unit of its own, as if it stood outside: it may use other classes and functions
 * from around it, and variables that hold a literal for good. Its static fields hold literals, so nothing runs when it is made.
 */
import type { AnyNode, Expression } from 'acorn'
import type { Captured, SourceUnit } from '../artifact/captured.ts'
import * as messages from '../report/messages.ts'
import { type ClassNode, isFunction } from '../syntax/ast.ts'
import type { Variable } from '../syntax/scope-types.ts'
import { type LoadedUnit, loadClass, spanOf } from './context.ts'
import type { State } from './state.ts'

/** The unit of a class inside of the function that is built, known to the stages after by its id. */
export function localClass(state: State, node: ClassNode, name = node.id?.name ?? ''): SourceUnit {
  const { unit } = state.frame
  checkStatics(unit, node, name)
  const made = classUnit(unit, node, name)
  loadClass(state.context, made)
  return made
}

function classUnit(outer: LoadedUnit, node: ClassNode, name: string): SourceUnit {
  const base = node.superClass?.type === 'Identifier' ? node.superClass.name : undefined
  const part = unitOf(outer, node, name)
  return {
    ...part,
    kind: 'class',
    base() {
      const found = base === undefined ? undefined : part.resolve(base)
      return found?.kind === 'class' ? found.unit : undefined
    },
    static(field) {
      const element = node.body.body.find((one) => one.type === 'PropertyDefinition' && one.static && nameOf(one.key) === field)
      return element?.type === 'PropertyDefinition' ? (literal(element.value) ?? { kind: 'undefined' }) : undefined
    },
  }
}

/** A part of a unit's text as a unit. */
function unitOf(outer: LoadedUnit, node: AnyNode, name: string): SourceUnit & { kind: 'function' } {
  const { unit, parsed, analysis } = outer
  const [start, end] = [node.start - parsed.shift, node.end - parsed.shift]
  const place =
    unit.file === undefined || unit.line === undefined || unit.shown !== undefined
      ? {}
      : { file: unit.file, line: unit.line + (unit.text.slice(0, start).match(/\n/g)?.length ?? 0), column: 1 }
  return {
    id: `${unit.id}:${start}`,
    name,
    kind: 'function',
    text: unit.text.slice(start, end),
    ...place,
    resolve: (wanted) => {
      const variable = analysis.around.get(node)?.(wanted)
      return variable ? meant(outer, variable, node) : unit.resolve(wanted)
    },
  }
}

function meant(outer: LoadedUnit, variable: Variable, at: AnyNode): Captured {
  const { name, value, known, writes } = variable
  if (value?.type === 'ClassDeclaration' || (value?.type === 'ClassExpression' && writes === 0))
    return { kind: 'class', unit: classUnit(outer, value as ClassNode, name) }
  if (known && isFunction(known.node)) return { kind: 'function', unit: unitOf(outer, known.node, name) }
  const constant = variable.kind === 'const' ? literal(value as Expression | undefined) : undefined
  return constant ?? messages.local_class_variable(spanOf(outer, at), { name })
}

function nameOf(key: AnyNode): string {
  if (key.type === 'PrivateIdentifier') return `#${key.name}`
  return key.type === 'Identifier' ? key.name : String((key as { value?: unknown }).value)
}

/** Undefined if it is no literal of a number, bigint, boolean, string or null. */
function literal(node: Expression | null | undefined): Captured | undefined {
  if (node?.type === 'UnaryExpression' && node.operator === '-') {
    const inner = literal(node.argument)
    return inner?.kind === 'number' || inner?.kind === 'bigint' ? ({ ...inner, value: -inner.value } as Captured) : undefined
  }
  if (node?.type !== 'Literal' || node.regex) return undefined
  const { value } = node
  if (node.bigint != null) return { kind: 'bigint', value: BigInt(node.bigint) }
  if (typeof value === 'number') return { kind: 'number', value }
  if (typeof value === 'boolean') return { kind: 'boolean', value }
  if (typeof value === 'string') return { kind: 'string', value }
  return value === null ? { kind: 'null' } : undefined
}

function checkStatics(unit: LoadedUnit, { body }: ClassNode, name: string): void {
  for (const element of body.body) {
    // `this` alone is what is left of the names that tools keep.
    const runs =
      element.type === 'StaticBlock' &&
      element.body.some((one) => one.type !== 'ExpressionStatement' || one.expression.type !== 'ThisExpression')
    const computed = element.type === 'PropertyDefinition' && element.static && element.value && !literal(element.value)
    if (runs || computed) messages.local_class_static(spanOf(unit, element), { name: name || 'the class' })
  }
}
