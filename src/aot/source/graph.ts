/** The files of a build: found, read once, and names followed through imports and exports. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, relative, resolve } from 'node:path'
import { type Declaration, type Import, namespacesIn, readSource, type SourceFile } from './file.ts'
import { type AstNode, child, nameOf } from './node.ts'
import { fail, problem } from './problems.ts'

export interface Graph {
  /** Paths in messages begin here. */
  readonly root: string
  /** By absolute path, in the order in which they were reached; the namespaces of each after it. */
  readonly files: Map<string, SourceFile>
  /** Text of files that are not (or not so) on disk, by absolute path. */
  readonly texts: ReadonlyMap<string, string>
}

/** What a name stands for, wherever it is declared. */
export type Binding =
  | { readonly kind: 'declaration'; readonly file: SourceFile; readonly name: string; readonly declaration: Declaration }
  | { readonly kind: 'type'; readonly file: SourceFile; readonly name: string; readonly node: AstNode }
  | { readonly kind: 'namespace'; readonly file: SourceFile }
  /** Of taipan itself. */
  | { readonly kind: 'taipan'; readonly name: string }
  | { readonly kind: 'expression'; readonly file: SourceFile; readonly node: AstNode }

export function newGraph(root: string, texts: ReadonlyMap<string, string> = new Map()): Graph {
  return { root, files: new Map(), texts }
}

export function loadFile(graph: Graph, path: string): SourceFile {
  const known = graph.files.get(path)
  if (known) return known
  const written = graph.texts.get(path) ?? readFileSync(path, 'utf8')
  const text = path.endsWith('.json') ? `const json = ${written}\nexport { json as default }\n` : written
  const shown = relative(graph.root, path).split('\\').join('/')
  try {
    const file = readSource(path, shown, graph.files.size, text)
    graph.files.set(path, file)
    for (const inner of namespacesIn(file)) graph.files.set(`${path}#${inner.index}`, inner)
    return file
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const at = (error as { pos?: number }).pos ?? 0
    const reason = error.message.replace(/ \(\d+:\d+\)$/, '')
    throw problem({ shown, text }, { start: at, end: at + 1 }, 'syntax_error', { name: shown, reason })
  }
}

/** The files that were read. */
export function pathsOf({ files }: Graph): string[] {
  return [...new Set([...files.values()].map(({ path }) => path))]
}

const EXTENSIONS = ['', '.ts', '.mts', '.cts', '.tsx', '.js', '.mjs', '/index.ts', '/index.js']

/** The file that an import means; undefined for taipan itself. */
export function importedFile(graph: Graph, from: SourceFile, specifier: string, at: AstNode): SourceFile | undefined {
  if (specifier === 'taipan' || specifier.startsWith('taipan/')) return undefined
  if (specifier.startsWith('node:')) {
    fail(from, at, 'aot_unresolved_import', { from: specifier, reason: 'modules of Node have no source that could be compiled' })
  }
  const path = pathOfImport(from.path, specifier, graph.texts)
  if (path === undefined) fail(from, at, 'aot_unresolved_import', { from: specifier, reason: 'there is no such file' })
  return loadFile(graph, path)
}

/** Where Node and bundlers would find it; undefined if there is nothing. */
export function pathOfImport(from: string, specifier: string, texts: Graph['texts'] = new Map()): string | undefined {
  return specifier.startsWith('.') ? relativePath(texts, resolve(dirname(from), specifier)) : packagePath(from, specifier)
}

function relativePath(texts: Graph['texts'], path: string): string | undefined {
  const stems = [path, path.replace(/\.([mc]?)js$/, '.$1ts')]
  const exists = (candidate: string) => texts.has(candidate) || (existsSync(candidate) && statSync(candidate).isFile())
  return stems
    .reverse()
    .flatMap((stem) => EXTENSIONS.map((extension) => stem + extension))
    .find(exists)
}

function packagePath(from: string, specifier: string): string | undefined {
  try {
    return createRequire(from).resolve(specifier)
  } catch {
    return undefined
  }
}

/** What a name means at the top level of a file, or of a namespace; undefined if it is not declared there. */
export function lookup(graph: Graph, file: SourceFile, name: string): Binding | undefined {
  const declaration = file.declarations.get(name)
  if (declaration) return { kind: 'declaration', file, name, declaration }
  const namespace = file.namespaces.get(name)
  if (namespace) return { kind: 'namespace', file: namespace }
  const node = file.types.get(name)
  if (node) return { kind: 'type', file, name, node }
  const imported = file.imports.get(name)
  if (imported) return followImport(graph, file, imported)
  return file.parent && lookup(graph, file.parent, name)
}

/** What `a.b.c` means, as the name of a type or in code. */
export function lookupQualified(graph: Graph, file: SourceFile, node: AstNode): Binding | undefined {
  if (node.type === 'Identifier') return lookup(graph, file, nameOf(node))
  if (node['computed'] === true) return undefined
  const left = child(node, 'left') ?? child(node, 'object')
  const owner = left && lookupQualified(graph, file, left)
  const name = child(node, 'right') ?? child(node, 'property')
  return owner?.kind === 'namespace' ? lookupExport(graph, owner.file, nameOf(name)) : undefined
}

function followImport(graph: Graph, file: SourceFile, { from, name, node, alias }: Import): Binding {
  if (alias) return followAlias(graph, file, name, alias)
  const target = importedFile(graph, file, from, node)
  if (!target) return { kind: 'taipan', name }
  if (name === '*') return { kind: 'namespace', file: target }
  return lookupExport(graph, target, name) ?? fail(file, node, 'aot_missing_export', { from, name })
}

function followAlias(graph: Graph, file: SourceFile, name: string, alias: AstNode): Binding {
  const from = file.text.slice(alias.start, alias.end)
  const found = lookupQualified(graph, file, alias) ?? fail(file, alias, 'aot_missing_export', { from, name })
  if (found.kind === 'declaration' && found.declaration.kind === 'variable' && !found.declaration.constant)
    fail(file, alias, 'unsupported_syntax', { what: 'Another name for a variable that may be assigned', remedy: `use \`${from}\` itself` })
  return found
}

/** What a file exports under a name. */
export function lookupExport(graph: Graph, file: SourceFile, name: string, seen: ReadonlySet<SourceFile> = new Set()): Binding | undefined {
  const exported = file.exports.get(name)
  if (exported?.kind === 'local') return lookup(graph, file, exported.local)
  if (exported?.kind === 'expression') return { kind: 'expression', file, node: exported.node }
  if (exported) return followImport(graph, file, { from: exported.from, name: exported.name, node: exported.node, typeOnly: false })
  if (name === 'default' || seen.has(file)) return undefined
  for (const { from, node } of file.stars) {
    const target = importedFile(graph, file, from, node)
    const found = target && lookupExport(graph, target, name, new Set([...seen, file]))
    if (found) return found
  }
  return undefined
}

/** Is it exported, or imported before, as a type alone? */
export function isTypeExport(graph: Graph, file: SourceFile, name: string, seen: ReadonlySet<SourceFile> = new Set()): boolean {
  const exported = file.exports.get(name)
  if (exported?.kind === 'expression' || seen.has(file)) return false
  const inside = new Set([...seen, file])
  if (!exported) return file.stars.some(({ from, node }) => isTypeExportOf(graph, file, from, name, node, inside))
  if (exported.typeOnly) return true
  const through = exported.kind === 'from' ? exported : file.imports.get(exported.local)
  if (!through || (exported.kind === 'local' && file.declarations.has(exported.local))) return false
  if ('alias' in through && through.alias) return lookupQualified(graph, file, through.alias)?.kind === 'type'
  return (
    ('typeOnly' in through && through.typeOnly === true) || isTypeExportOf(graph, file, through.from, through.name, through.node, inside)
  )
}

function isTypeExportOf(graph: Graph, file: SourceFile, from: string, name: string, at: AstNode, seen: ReadonlySet<SourceFile>): boolean {
  const target = importedFile(graph, file, from, at)
  return target !== undefined && isTypeExport(graph, target, name, seen)
}

/** Every name that a file exports, in the order of the source; those of `export *` after its own. */
export function exportedNames(graph: Graph, file: SourceFile, seen: ReadonlySet<SourceFile> = new Set()): string[] {
  const names = [...file.exports.keys()]
  if (seen.has(file)) return names
  for (const { from, node } of file.stars) {
    const target = importedFile(graph, file, from, node)
    if (target) names.push(...exportedNames(graph, target, new Set([...seen, file])).filter((name) => name !== 'default'))
  }
  return [...new Set(names)]
}
