/** What stands in the body of a class. */
import { type AstNode, child, children, nameOf } from './node.ts'

export function membersOf({ node }: { readonly node: AstNode }): readonly AstNode[] {
  return children(child(node, 'body')!, 'body')
}

/** The name of a member; private ones begin with `#`. */
export function keyOf(member: AstNode): string {
  const key = child(member, 'key')
  return key?.type === 'PrivateIdentifier' ? `#${String(key['name'])}` : nameOf(key)
}

/** Generators, and members named by symbols, stay JavaScript on the host. */
export function staysPlain(member: AstNode): boolean {
  const value = child(member, 'value')
  if (member.type !== 'MethodDefinition' || value?.type !== 'FunctionExpression') return false
  return value['generator'] === true || value['async'] === true || member['computed'] === true
}
