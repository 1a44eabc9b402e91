/** What the output says of a function that it makes. */
import type { CompiledFile } from '../compile/compile-file.ts'
import type { ModuleExport } from '../compile/exports.ts'
import type { AstNode } from '../source/node.ts'
import { parametersOf } from '../source/parameters.ts'

/** `indices`: which exports of the module are its signatures; `rest`: where its rest begins. */
export function functionFacts(members: CompiledFile['members'], made: ModuleExport & { readonly kind: 'function' }) {
  const indices = members.flatMap((member, index) => (member.made === made ? [index] : []))
  return { name: made.unit.name, length: lengthOf(made.node), indices, rest: made.rest }
}

/** What `length` says: parameters before the first with a default value. */
function lengthOf(node: AstNode): number {
  const parameters = parametersOf(node)
  const at = parameters.findIndex(({ value, isRest }) => value !== undefined || isRest)
  return at < 0 ? parameters.length : at
}
