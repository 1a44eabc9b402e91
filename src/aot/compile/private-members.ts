/**
 * Private names in members that stay JavaScript: what the instances of the compiled class have is no private field, so their fields,
 * methods and accessors of that kind are reached by keys that nobody else has (output/private-keys.ts).
 */
import { keyOf, membersOf, staysPlain } from '../source/class-parts.ts'
import { type AstNode, child, walk } from '../source/node.ts'
import { fail, type Problems } from '../source/problems.ts'
import type { ClassSource, ClassTable } from './classes.ts'

export interface PrivateMention {
  readonly name: string
  /** `object.#name`, or `#name in object`. */
  readonly node: AstNode
}

export function privateMentions(source: Pick<ClassSource, 'node'>): PrivateMention[] {
  const found: PrivateMention[] = []
  for (const member of membersOf(source).filter(staysPlain))
    walk(member, (node) => {
      const named =
        node.type === 'MemberExpression' ? child(node, 'property') : node.type === 'BinaryExpression' ? child(node, 'left') : undefined
      if (named?.type === 'PrivateIdentifier') found.push({ name: `#${String(named['name'])}`, node })
      // Others may have private names of their own.
      return !node.type.startsWith('Class')
    })
  return found
}

/** Private members of instances that are reached so, by name: of methods and accessors the functions, of fields the fields. */
export function reachedPrivates(source: Pick<ClassSource, 'node'>): ReadonlyMap<string, readonly AstNode[]> {
  const names = new Set(privateMentions(source).map(({ name }) => name))
  const found = new Map<string, AstNode[]>()
  for (const member of membersOf(source)) {
    const name = keyOf(member)
    if (names.has(name) && member['static'] !== true) found.set(name, [...(found.get(name) ?? []), member])
  }
  return found
}

/** A static one is in no instance. */
export function refusePrivates(classes: ClassTable, problems: Problems): void {
  for (const source of classes.values()) {
    const reached = reachedPrivates(source)
    for (const { name, node } of privateMentions(source)) {
      const reason = `a member that stays JavaScript uses the static \`${name}\`; keep it in a variable of the module`
      if (!reached.has(name)) problems.attempt(() => fail(source.file, node, 'aot_export', { name: source.local, reason }))
    }
  }
}
