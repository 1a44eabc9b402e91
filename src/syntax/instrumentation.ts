/**
 * What other tools put into functions, taken out of the tree again: esbuild's `__name(fn, "name")` is its first
 * argument, istanbul's counters `cov_x().s[3]++` are nothing. Changes the tree in place.
 */
import type { AnyNode, CallExpression, Expression } from 'acorn'
import { forEachChild } from './ast.ts'

export function stripInstrumentation(root: AnyNode): void {
  const pending: AnyNode[] = [root]
  for (let node = pending.pop(); node; node = pending.pop()) {
    replaceChildren(node)
    forEachChild(node, (child) => pending.push(child))
  }
}

function replaceChildren(node: AnyNode): void {
  const fields = node as unknown as Record<string, unknown>
  for (const key in fields) {
    const value = fields[key]
    if (Array.isArray(value)) for (let i = 0; i < value.length; i++) value[i] = stripped(value[i])
    else if (typeof value === 'object') fields[key] = stripped(value)
  }
}

function stripped(value: unknown): unknown {
  let node = value as AnyNode | null
  while (node?.type === 'CallExpression' && isNameCall(node)) node = node.arguments[0] as AnyNode
  if (node?.type === 'SequenceExpression') {
    const kept = node.expressions.filter((expression) => !isCounter(expression))
    if (kept.length === 1) return stripped(kept[0])
    if (kept.length > 0) node.expressions = kept
  }
  if (node?.type === 'ExpressionStatement' && (isCounter(node.expression) || isCounterCall(node.expression)))
    return { type: 'EmptyStatement', start: node.start, end: node.end }
  return node
}

function isNameCall(call: CallExpression): boolean {
  return call.callee.type === 'Identifier' && call.callee.name === '__name' && call.arguments.length === 2
}

function isCounterCall(expression: Expression): boolean {
  return expression.type === 'CallExpression' && expression.callee.type === 'Identifier' && /^cov_\w+$/.test(expression.callee.name)
}

/** `cov_x().s[0]++`, `cov_x().b[0][1]++` */
function isCounter(expression: Expression): boolean {
  if (expression.type !== 'UpdateExpression') return false
  let object: AnyNode = expression.argument
  while (object.type === 'MemberExpression') object = object.object
  return object.type === 'CallExpression' && isCounterCall(object)
}
