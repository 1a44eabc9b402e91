/** The tree: ESTree as acorn makes it, and two ways to walk it. */
import type {
  AnyNode,
  ArrowFunctionExpression,
  CallExpression,
  ClassDeclaration,
  ClassExpression,
  Expression,
  FunctionDeclaration,
  FunctionExpression,
  Identifier,
  Node,
  Pattern,
} from 'acorn'

export type FunctionNode = FunctionExpression | FunctionDeclaration | ArrowFunctionExpression
export type ClassNode = ClassExpression | ClassDeclaration

/** Call `visit` with each child of a node, in the order of its fields. */
export function forEachChild(node: AnyNode, visit: (child: AnyNode) => void): void {
  for (const key in node) {
    const value = (node as unknown as Record<string, unknown>)[key]
    if (typeof value !== 'object' || value === null) continue
    if (Array.isArray(value)) for (const item of value) item && isNode(item) && visit(item)
    else if (isNode(value)) visit(value)
  }
}

function isNode(value: object): value is AnyNode {
  return typeof (value as Node).type === 'string'
}

export function isFunction(node: Node): node is FunctionNode {
  return node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression' || node.type === 'FunctionDeclaration'
}

/** The identifiers that a pattern binds or assigns, with the part of the pattern whose value each takes. */
export function boundNames(pattern: Pattern, found: { name: Identifier; element: Pattern }[] = [], element = pattern): typeof found {
  switch (pattern.type) {
    case 'Identifier':
      found.push({ name: pattern, element })
      break
    case 'AssignmentPattern':
      boundNames(pattern.left, found, pattern)
      break
    case 'RestElement':
      boundNames(pattern.argument, found)
      break
    case 'ArrayPattern':
      for (const item of pattern.elements) if (item) boundNames(item, found)
      break
    case 'ObjectPattern':
      for (const property of pattern.properties) boundNames(property.type === 'Property' ? property.value : property.argument, found)
      break
    case 'MemberExpression':
      break
  }
  return found
}

export function isFunctionExpression(node: Node): node is FunctionExpression | ArrowFunctionExpression {
  return node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression'
}

const ARRAY_NAME = /^(?:Array|(?:Big)?(?:Uint|Int|Float)(?:8|16|32|64)(?:Clamped)?Array)$/

/** The `n` of `Array.from({ length: n }, …)`, which the builder makes a loop of; typed arrays have the same. */
export function arrayFromLength({ callee, arguments: args }: CallExpression): Expression | undefined {
  if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier' || callee.property.name !== 'from')
    return undefined
  const [shape, filler] = args
  if (callee.object.type !== 'Identifier' || !ARRAY_NAME.test(callee.object.name)) return undefined
  if (args.length > 2 || shape?.type !== 'ObjectExpression' || filler?.type === 'SpreadElement') return undefined
  const [property, ...more] = shape.properties
  if (property?.type !== 'Property' || more.length > 0 || property.computed || property.kind !== 'init') return undefined
  return property.key.type === 'Identifier' && property.key.name === 'length' ? property.value : undefined
}
