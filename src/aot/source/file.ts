/** One file of the module graph: what it declares, imports and exports at its top level. */
import { type AstNode, child, children, nameOf, walk } from './node.ts'
import { type ParsedFile, parseFile } from './parse.ts'

export type Declaration =
  /** `overloads`: the declarations without a body before it. */
  | { readonly kind: 'function'; readonly node: AstNode; readonly overloads: readonly AstNode[] }
  | { readonly kind: 'class'; readonly node: AstNode }
  /** One variable of `const a = 1, b = 2`; `pattern` if it is one of several that a pattern binds. */
  | {
      readonly kind: 'variable'
      readonly constant: boolean
      readonly node: AstNode
      readonly statement: AstNode
      readonly pattern: boolean
    }
  | { readonly kind: 'enum'; readonly node: AstNode }

/** What an import brings: a name of another file, or `*`; or, from nowhere, what `import X = N.Y` names. */
export interface Import {
  readonly from: string
  readonly name: string
  readonly node: AstNode
  readonly typeOnly: boolean
  readonly alias?: AstNode
}

export type Export =
  /** `typeOnly`: `export { type Buffer }`. */
  | { readonly kind: 'local'; readonly local: string; readonly node: AstNode; readonly typeOnly?: boolean }
  | { readonly kind: 'from'; readonly from: string; readonly name: string; readonly node: AstNode; readonly typeOnly?: boolean }
  | { readonly kind: 'expression'; readonly node: AstNode }

export interface SourceFile extends ParsedFile {
  /** Absolute. */
  readonly path: string
  /** From the folder of the build, with `/`: what messages show. */
  readonly shown: string
  /** Order in which files were reached, for ids. */
  readonly index: number
  readonly text: string
  readonly declarations: ReadonlyMap<string, Declaration>
  /** Interfaces and aliases, by name. */
  readonly types: ReadonlyMap<string, AstNode>
  readonly imports: ReadonlyMap<string, Import>
  readonly exports: ReadonlyMap<string, Export>
  /** What its top level does besides declaring, importing and exporting. */
  readonly statements: readonly AstNode[]
  /** `import './x'` */
  readonly effects: readonly { readonly from: string; readonly node: AstNode }[]
  /** `export * from`. */
  readonly stars: readonly { readonly from: string; readonly node: AstNode }[]
  /** `namespace N { … }` is a file within the file: it declares and exports, and sees what is around it. */
  readonly namespaces: ReadonlyMap<string, SourceFile>
  readonly parent?: SourceFile
}

interface Tables {
  namespaces: Map<string, AstNode>
  /** Namespaces that add to others. */
  merged: AstNode[]
  declarations: Map<string, Declaration>
  types: Map<string, AstNode>
  imports: Map<string, Import>
  exports: Map<string, Export>
  statements: AstNode[]
  effects: { from: string; node: AstNode }[]
  stars: { from: string; node: AstNode }[]
  overloads: Map<string, AstNode[]>
}

/** Namespaces get the numbers after `index`. Throws acorn's SyntaxError. */
export function readSource(path: string, shown: string, index: number, text: string): SourceFile {
  const parsed = parseFile(text, /\.[jt]sx$/.test(path))
  const counter = { next: index }
  return readScope({ ...parsed, refused: [...parsed.refused, ...awaits(parsed.program)] }, { path, shown, text }, counter)
}

type Named = Pick<SourceFile, 'path' | 'shown' | 'text'>

function readScope(parsed: ParsedFile, named: Named, counter: { next: number }, parent?: SourceFile): SourceFile {
  const tables: Tables = {
    namespaces: new Map(),
    merged: [],
    declarations: new Map(),
    types: new Map(),
    imports: new Map(),
    exports: new Map(),
    statements: [],
    effects: [],
    stars: [],
    overloads: new Map(),
  }
  for (const statement of children(parsed.program, 'body')) readStatement(tables, statement)
  const namespaces = new Map<string, SourceFile>()
  const merged = [...tables.merged, ...[...tables.namespaces].flatMap(([name, node]) => (tables.declarations.has(name) ? [node] : []))]
  const refused = merged.map((node) => ({
    what: 'A namespace that adds to another declaration of its name',
    remedy: 'give it a name of its own',
    node,
  }))
  const { path, shown, text } = named
  const index = counter.next++
  const file: SourceFile = {
    ...parsed,
    refused: [...parsed.refused, ...refused],
    path,
    shown,
    text,
    index,
    ...tables,
    namespaces,
    ...(parent ? { parent } : {}),
  }
  for (const [name, node] of tables.namespaces) {
    const inner = { ...parsed, refused: [], program: bodyOf(node) }
    namespaces.set(name, readScope(inner, named, counter, file))
  }
  return file
}

/** `namespace A.B { … }` exports B from A. */
function bodyOf(node: AstNode): AstNode {
  const body = child(node, 'body')!
  if (body.type !== 'TSModuleDeclaration') return body
  const { start, end } = body
  return { type: 'TSModuleBlock', start, end, body: [{ type: 'ExportNamedDeclaration', start, end, declaration: body, specifiers: [] }] }
}

/** All namespaces of a file, those inside of others too. */
export function namespacesIn({ namespaces }: SourceFile): SourceFile[] {
  return [...namespaces.values()].flatMap((inner) => [...namespacesIn(inner), inner])
}

/** What compiled code is made of must be there when the module is loaded, by `import` and by `require`. */
function awaits(program: AstNode): SourceFile['refused'] {
  const found: AstNode[] = []
  walk(program, (node) => {
    if (node.type === 'AwaitExpression' || (node.type === 'ForOfStatement' && node['await'] === true)) found.push(node)
    return !/Function|^(?:Method|Property)Definition$|^StaticBlock$/.test(node.type)
  })
  const remedy = 'await it in the program that uses this file, and give it to a function'
  return found.map((node) => ({ what: '`await` at the top level of a file', remedy, node }))
}

function readStatement(tables: Tables, node: AstNode): void {
  switch (node.type) {
    case 'ImportDeclaration':
      return readImport(tables, node)
    case 'ExportNamedDeclaration':
      return readExport(tables, node)
    case 'ExportAllDeclaration': {
      const exported = nameOf(child(node, 'exported'))
      if (exported) tables.exports.set(exported, { kind: 'from', from: fromOf(node), name: '*', node })
      else tables.stars.push({ from: fromOf(node), node })
      return
    }
    case 'ExportDefaultDeclaration':
      return readDefault(tables, node)
  }
  if (isStatement(node)) tables.statements.push(node)
  else declare(tables, node)
}

const DECLARATION = /Declaration$|^TS|^EmptyStatement$/

function isStatement(node: AstNode): boolean {
  return !DECLARATION.test(node.type) && node['directive'] === undefined
}

function fromOf(node: AstNode): string {
  return String(child(node, 'source')?.['value'])
}

function readImport(tables: Tables, node: AstNode): void {
  if (children(node, 'specifiers').length === 0 && node['importKind'] !== 'type') tables.effects.push({ from: fromOf(node), node })
  for (const specifier of children(node, 'specifiers')) {
    const name =
      specifier.type === 'ImportNamespaceSpecifier'
        ? '*'
        : specifier.type === 'ImportDefaultSpecifier'
          ? 'default'
          : nameOf(child(specifier, 'imported'))
    const typeOnly = node['importKind'] === 'type' || specifier['importKind'] === 'type'
    tables.imports.set(nameOf(child(specifier, 'local')), { from: fromOf(node), name, node: specifier, typeOnly })
  }
}

function readExport(tables: Tables, node: AstNode): void {
  const declaration = child(node, 'declaration')
  if (declaration) {
    for (const local of declare(tables, declaration)) tables.exports.set(local, { kind: 'local', local, node: declaration })
    return
  }
  for (const specifier of children(node, 'specifiers')) {
    const name = nameOf(child(specifier, 'local'))
    const typeOnly = node['exportKind'] === 'type' || specifier['exportKind'] === 'type'
    const made: Export = child(node, 'source')
      ? { kind: 'from', from: fromOf(node), name, node: specifier, typeOnly }
      : { kind: 'local', local: name, node: specifier, typeOnly }
    tables.exports.set(nameOf(child(specifier, 'exported')), made)
  }
}

function readDefault(tables: Tables, node: AstNode): void {
  const value = child(node, 'declaration')!
  if (value.type === 'TSInterfaceDeclaration') tables.types.set(nameOf(value), value)
  const nameless = value.type === 'ClassDeclaration' && nameOf(value) === ''
  // No code can mention it by this name, which is the one that JavaScript gives it.
  if (nameless) tables.declarations.set('default', { kind: 'class', node: value })
  const held = !/^Identifier$|Function|Class|^TS(?!As|Satisfies|NonNull|Instantiation)/.test(value.type)
  if (held) tables.declarations.set('default', defaultVariable(value))
  const [declared] = value.type === 'Identifier' ? [nameOf(value)] : nameless || held ? ['default'] : declare(tables, value)
  tables.exports.set('default', declared ? { kind: 'local', local: declared, node } : { kind: 'expression', node: value })
}

/** `export default { … }` is a constant that no code can mention. */
function defaultVariable(init: AstNode): Declaration {
  const { start, end } = init
  const id = { type: 'Identifier', name: 'default', start, end: start }
  const node = { type: 'VariableDeclarator', id, init, start, end }
  return { kind: 'variable', constant: true, node, statement: { type: 'VariableDeclaration', kind: 'const', start, end }, pattern: false }
}

/** The names that a statement declares. */
function declare(tables: Tables, node: AstNode): string[] {
  const name = nameOf(node)
  switch (node.type) {
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
      tables.types.set(name, node)
      return [name]
    case 'TSDeclareFunction':
      tables.overloads.set(name, [...(tables.overloads.get(name) ?? []), node])
      return node['declare'] === true ? [] : [name]
    case 'FunctionDeclaration':
      if (name) tables.declarations.set(name, { kind: 'function', node, overloads: tables.overloads.get(name) ?? [] })
      return name ? [name] : []
    case 'ClassDeclaration':
      if (name) tables.declarations.set(name, { kind: 'class', node })
      return name ? [name] : []
    case 'TSEnumDeclaration':
      tables.declarations.set(name, { kind: 'enum', node })
      return [name]
    case 'TSModuleDeclaration':
      if (node['declare'] === true || !child(node, 'body') || name === '') return []
      if (tables.namespaces.has(name)) tables.merged.push(node)
      tables.namespaces.set(name, node)
      return [name]
    case 'TSImportEqualsDeclaration':
      return declareAlias(tables, node)
    case 'VariableDeclaration':
      return node['declare'] === true ? [] : children(node, 'declarations').flatMap((each) => declareVariable(tables, each, node))
  }
  return []
}

/** `import X = N.Y`, which stands for the same. `require` is refused elsewhere. */
function declareAlias(tables: Tables, node: AstNode): string[] {
  const [local, alias] = [nameOf(child(node, 'id')), child(node, 'moduleReference')!]
  if (alias.type === 'TSExternalModuleReference') return []
  tables.imports.set(local, { from: '', name: local, node, typeOnly: false, alias })
  if (node['isExport'] === true) tables.exports.set(local, { kind: 'local', local, node })
  return [local]
}

function declareVariable(tables: Tables, node: AstNode, statement: AstNode): string[] {
  const constant = statement['kind'] === 'const'
  const names = boundNames(child(node, 'id')!)
  const pattern = child(node, 'id')!.type !== 'Identifier'
  for (const name of names) tables.declarations.set(name, { kind: 'variable', constant, node, statement, pattern })
  return names
}

/** The variables that a pattern binds. */
export function boundNames(node: AstNode): string[] {
  switch (node.type) {
    case 'Identifier':
      return [nameOf(node)]
    case 'ArrayPattern':
      return children(node, 'elements').flatMap(boundNames)
    case 'ObjectPattern':
      return children(node, 'properties').flatMap(boundNames)
    case 'Property':
      return boundNames(child(node, 'value')!)
    case 'RestElement':
      return boundNames(child(node, 'argument')!)
    case 'AssignmentPattern':
      return boundNames(child(node, 'left')!)
  }
  return []
}
