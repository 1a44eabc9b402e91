/** The parameters of a function, whatever TypeScript wraps around them. */
import { type AstNode, child, children, nameOf } from './node.ts'

export interface Parameter {
  readonly node: AstNode
  /** The name or pattern. */
  readonly pattern: AstNode
  /** Its type, without the colon. */
  readonly type: AstNode | undefined
  readonly value: AstNode | undefined
  readonly isRest: boolean
  readonly mayMiss: boolean
}

/** Without `this`, which is none. */
export function parametersOf(node: AstNode): Parameter[] {
  return children(node, 'params')
    .map(parameter)
    .filter(({ pattern }) => nameOf(pattern) !== 'this')
}

function parameter(node: AstNode): Parameter {
  const declared = node.type === 'TSParameterProperty' ? child(node, 'parameter')! : node
  const isRest = declared.type === 'RestElement'
  const hasValue = declared.type === 'AssignmentPattern'
  const pattern = isRest ? child(declared, 'argument')! : hasValue ? child(declared, 'left')! : declared
  const annotation = child(pattern, 'typeAnnotation') ?? child(declared, 'typeAnnotation')
  return {
    node,
    pattern,
    type: annotation && child(annotation, 'typeAnnotation'),
    value: hasValue ? child(declared, 'right') : undefined,
    isRest,
    mayMiss: hasValue || pattern['optional'] === true,
  }
}
