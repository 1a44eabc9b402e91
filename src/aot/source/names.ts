/** Which names a piece of a file mentions and which variables it assigns. Both err on the side of more. */
import { type AstNode, child, nameOf, walk } from './node.ts'

/** Names that stand where a variable can stand; shadowing is not looked at. */
export function mentionedNames(node: AstNode): ReadonlySet<string> {
  const names = new Set<string>()
  const skipped = new Set<AstNode>()
  walk(node, (each) => {
    if (skipped.has(each) || each.type.startsWith('TSType') || each.type === 'TSInterfaceDeclaration') return false
    const named = each.type === 'MemberExpression' ? child(each, 'property') : child(each, 'key')
    if (named && each['computed'] !== true && each['shorthand'] !== true) skipped.add(named)
    if (each.type === 'Identifier') names.add(nameOf(each))
    return true
  })
  return names
}

/** Variables that are assigned somewhere after their declaration. */
export function assignedNames(program: AstNode): ReadonlySet<string> {
  const names = new Set<string>()
  const targets = (node: AstNode | undefined): void => {
    if (!node) return
    if (node.type === 'Identifier') names.add(nameOf(node))
    else if (node.type !== 'MemberExpression' && node.type !== 'VariableDeclaration')
      for (const inner of innerPatterns(node)) targets(inner)
  }
  walk(program, (node) => {
    if (node.type === 'AssignmentExpression' || node.type === 'ForOfStatement' || node.type === 'ForInStatement')
      targets(child(node, 'left'))
    if (node.type === 'UpdateExpression') targets(child(node, 'argument'))
    return true
  })
  return names
}

function innerPatterns(node: AstNode): AstNode[] {
  const inner = ['argument', 'left', 'value', 'expression'].map((key) => child(node, key))
  const lists = [node['elements'], node['properties']].flatMap((list) => (Array.isArray(list) ? (list as (AstNode | null)[]) : []))
  return [...inner, ...lists].filter((each) => each !== undefined && each !== null)
}
