/** Where a type is read: the names that it may mention, and how what cannot cross is refused. */
import type { HostType } from '../../artifact/types.ts'
import type { SourceFile } from './file.ts'
import { type Binding, type Graph, lookup } from './graph.ts'
import { type AstNode, child, nameOf } from './node.ts'
import { fail } from './problems.ts'
import { boundClass, type NamedClass } from './wrapped.ts'

/** What type parameters stand for. */
export type TypeArguments = ReadonlyMap<string, HostType>

export interface TypeScope {
  readonly graph: Graph
  readonly file: SourceFile
  readonly parameters: TypeArguments
  /** Aliases and interfaces around this place: a type that contains itself would have no end of them. */
  readonly depth?: number
  /** What `this` is, inside of a class. */
  readonly self?: HostType
  /** The name that the class has inside of itself. */
  readonly selfName?: string
  /** Classes that are met, by the key that they have in host types. */
  readonly classKey: (found: NamedClass) => string
}

export function refuseType(scope: TypeScope, node: AstNode, remedy: string): never {
  const type = nameOf(child(node, 'id')) || scope.file.text.slice(node.start, node.end)
  return fail(scope.file, node, 'aot_unsupported_type', { type, remedy })
}

export function withNothing(scope: TypeScope, node: AstNode, type: HostType, nothing: 'null' | 'undefined'): HostType {
  if (type.kind === 'optional') return { ...type, [nothing]: true }
  if (type.kind === 'null' || type.kind === 'undefined') {
    return refuseType(scope, node, `a ${type.kind} cannot be optional in compiled code`)
  }
  return { kind: 'optional', type, null: nothing === 'null', undefined: nothing === 'undefined' }
}

/** `const Level = { … } as const`, or a namespace, and `type Level = …` may have one name. */
export function typeNamed({ graph, file }: TypeScope, name: string): Binding | undefined {
  const binding = lookup(graph, file, name)
  const beside = binding?.kind === 'namespace' ? file.types.get(name) : undefined
  if (beside) return { kind: 'type', file, name, node: beside }
  if (binding?.kind !== 'declaration' || boundClass(graph, binding)) return binding
  const node = binding.file.types.get(binding.name)
  return node ? { kind: 'type', file: binding.file, name: binding.name, node } : binding
}
