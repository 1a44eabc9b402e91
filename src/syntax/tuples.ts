/**
 * Fields that a class uses as tuples: whoever mentions one in the class reads or stores an element at a literal index, takes it
 * apart with a pattern, or assigns it as a whole. Any other array in a field may be indexed by a variable or grow.
 */
import type { AnyNode } from 'acorn'
import { type ClassNode, forEachChild } from './ast.ts'

export function tupleFields(node: ClassNode): Set<string> {
  const [used, other] = [new Set<string>(), new Set<string>()]
  const visit = (at: AnyNode, parent: AnyNode): void => {
    if (at.type === 'MemberExpression' && !at.computed && at.property.type !== 'MemberExpression') {
      const { name } = at.property as { name: string }
      const field = at.property.type === 'PrivateIdentifier' ? `#${name}` : name
      if (isElement(at, parent)) used.add(field)
      else if (!isWhole(at, parent)) other.add(field)
    }
    if (at.type === 'ObjectPattern')
      for (const property of at.properties)
        if (property.type === 'Property' && property.key.type === 'Identifier') other.add(property.key.name)
    forEachChild(at, (child) => visit(child, at))
  }
  visit(node, node)
  return new Set([...used].filter((name) => !other.has(name)))
}

/** `this.p[0]`, `const [x, y] = this.p` */
function isElement(at: AnyNode, parent: AnyNode): boolean {
  if (parent.type === 'MemberExpression' && parent.object === at)
    return parent.computed && parent.property.type === 'Literal' && typeof parent.property.value === 'number'
  if (parent.type === 'VariableDeclarator') return parent.init === at && parent.id.type === 'ArrayPattern'
  return parent.type === 'AssignmentExpression' && parent.right === at && parent.left.type === 'ArrayPattern'
}

function isWhole(at: AnyNode, parent: AnyNode): boolean {
  return parent.type === 'AssignmentExpression' && parent.left === at && parent.operator === '='
}
