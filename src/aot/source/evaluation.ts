/** The files whose top level runs when a file is loaded, in the order in which it does. */
import { namespacesIn, type SourceFile } from './file.ts'
import { type Graph, importedFile, lookupExport } from './graph.ts'
import type { AstNode } from './node.ts'

/** Every file beside another that it imports for more than types is read. Packages are read when something of them is used. */
export function evaluationOrder(graph: Graph, entry: SourceFile): SourceFile[] {
  const order: SourceFile[] = []
  const open = new Set<SourceFile>()
  const visit = (file: SourceFile): void => {
    if (open.has(file)) return
    open.add(file)
    for (const { from, node, name } of requests(file)) {
      if (!from.startsWith('.') || /\.(?!(?:[mc]?[jt]s|[jt]sx)$)\w+$/.test(from)) continue
      const target = importedFile(graph, file, from, node)
      // An import of types alone is none.
      if (target && (name === '*' || lookupExport(graph, target, name)?.kind !== 'type')) visit(target)
    }
    order.push(...namespacesIn(file), file)
  }
  visit(entry)
  return order
}

function requests({ imports, exports, stars, effects }: SourceFile): { from: string; node: AstNode; name: string }[] {
  const named = [...imports.values()].filter(({ typeOnly, alias }) => !typeOnly && !alias)
  const passed = [...exports.values()].flatMap((each) => (each.kind === 'from' ? [each] : []))
  return [...named, ...passed, ...[...stars, ...effects].map((each) => ({ ...each, name: '*' }))].sort(
    (a, b) => a.node.start - b.node.start,
  )
}
