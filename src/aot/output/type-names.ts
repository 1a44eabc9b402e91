/**
 * The names that types have in declarations. Files and namespaces may have several types of one name, and names of their own for
 * those of others (`import { Vec as V }`); one declaration file has one name for each. What is exported keeps its name, what comes
 * later gets a number.
 */
import type { CompiledFile } from '../compile/compile-file.ts'
import { isInner, type ModuleExport } from '../compile/exports.ts'
import type { SourceFile } from '../source/file.ts'
import { type Binding, lookupExport } from '../source/graph.ts'
import type { AstNode } from '../source/node.ts'

/** By what declares a type: a node of the source, or the name of a type of taipan. */
export interface TypeNames {
  readonly given: Map<AstNode | string, string>
  readonly taken: Set<string>
}

export function typeNames({ exports, graph }: CompiledFile): TypeNames {
  const names: TypeNames = { given: new Map(), taken: new Set() }
  const take = (key: AstNode, name: string) => {
    names.given.set(key, name)
    names.taken.add(name)
  }
  const found = exports.flatMap((made) => {
    const declared = declaredBy(made, (file, key) => lookupExport(graph, file, key))
    return declared ? [{ ...declared, name: made.name }] : []
  })
  for (const made of exports) {
    const beside = typeBeside(made)
    if (beside) take(beside.node, beside.name)
  }
  // Those that are exported by their own names, then the others.
  for (const { node, local, name } of found) if (local === name && local !== 'default' && !names.taken.has(local)) take(node, local)
  for (const made of exports) if (!isInner(made.name)) names.taken.add(made.name)
  for (const { node, local } of found) if (!names.given.has(node)) nameOfType(names, node, local)
  return names
}

/** `export const Mode = { … } as const` and `export type Mode = …` are one export. */
export function typeBeside(made: ModuleExport): { readonly file: SourceFile; readonly name: string; readonly node: AstNode } | undefined {
  if (made.kind !== 'value' && made.kind !== 'function' && made.kind !== 'plain') return undefined
  const { file, name } = made
  const local = made.kind === 'function' ? made.unit.name : made.local
  const node = local === name && file.exports.get(name)?.kind === 'local' ? file.types.get(name) : undefined
  return node && { file, name, node }
}

function declaredBy(
  made: ModuleExport,
  find: (file: Parameters<typeof lookupExport>[1], key: string) => Binding | undefined,
): { readonly node: AstNode; readonly local: string } | undefined {
  if (made.kind === 'class') return { node: made.source.node, local: made.source.local }
  if (made.kind === 'type') {
    const binding = find(made.file, made.key)
    if (binding?.kind === 'type') return { node: binding.node, local: binding.name }
    return binding?.kind === 'declaration' ? { node: binding.declaration.node, local: binding.name } : undefined
  }
  const declaration = made.kind === 'value' ? made.file.declarations.get(made.local) : undefined
  return (declaration?.kind === 'enum' || declaration?.kind === 'class') && made.kind === 'value'
    ? { node: declaration.node, local: made.local }
    : undefined
}

/** `preferred`: what the source calls it. */
export function nameOfType({ given, taken }: TypeNames, key: AstNode | string, preferred: string): string {
  const known = given.get(key)
  if (known !== undefined) return known
  // A class without a name is declared by one, so that others can mention it.
  const own = preferred === 'default' ? 'default_1' : preferred
  let name = own
  for (let count = 2; taken.has(name); count++) name = `${own}_${count}`
  given.set(key, name)
  taken.add(name)
  return name
}
