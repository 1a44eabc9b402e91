/**
 * Which variables of a file each of its functions and classes uses from around it. One walk over the tree of a TypeScript
 * file; types are not looked at.
 */
import { boundNames } from './file.ts'
import { type AstNode, child, children, isNode, nameOf } from './node.ts'

/** A variable of the file, and what gives it its value. */
export interface Variable {
  readonly name: string
  readonly kind: 'function' | 'class' | 'initialised' | 'import' | 'other'
  /** The function, the class, the initialiser, the specifier; else the pattern. */
  readonly node: AstNode
}

interface Scope {
  readonly names: Map<string, Variable>
  readonly parent: Scope | undefined
  readonly depth: number
}

export interface Scopes {
  /** By function or class: the variables around it that it mentions, by name. */
  readonly free: ReadonlyMap<AstNode, ReadonlyMap<string, Variable>>
  /** By mention: the variable that is meant. What is not here is global. */
  readonly meant: ReadonlyMap<AstNode, Variable>
  /** By function declaration: the node in whose list of statements it stands. */
  readonly blocks: ReadonlyMap<AstNode, AstNode>
  /** Variables at the top level, by name. */
  readonly top: ReadonlyMap<string, Variable>
}

interface Walk {
  scope: Scope
  /** Functions and classes that are open, with the depth of the scope around each. */
  readonly open: { readonly node: AstNode; readonly depth: number }[]
  readonly free: Map<AstNode, Map<string, Variable>>
  readonly meant: Map<AstNode, Variable>
  readonly blocks: Map<AstNode, AstNode>
}

/** `around`: names that are declared around the whole, such as those of the file that a namespace stands in. */
export function resolveScopes(program: AstNode, around: Iterable<string> = []): Scopes {
  const top: Scope = { names: new Map(), parent: undefined, depth: 0 }
  for (const name of around) top.names.set(name, { name, kind: 'other', node: program })
  const walk: Walk = { scope: top, open: [], free: new Map(), meant: new Map(), blocks: new Map() }
  declareStatements(walk, program)
  declareVars(walk, program)
  visitAll(walk, program, new Set())
  return { free: walk.free, meant: walk.meant, blocks: walk.blocks, top: top.names }
}

export function isFunction({ type }: AstNode): boolean {
  return type === 'FunctionDeclaration' || type === 'FunctionExpression' || type === 'ArrowFunctionExpression'
}

export function isClass({ type }: AstNode): boolean {
  return type === 'ClassDeclaration' || type === 'ClassExpression'
}

// ---- declarations

function declare(walk: Walk, name: string, kind: Variable['kind'], node: AstNode): void {
  if (name !== '') walk.scope.names.set(name, { name, kind, node })
}

function declarePattern(walk: Walk, pattern: AstNode | undefined, init?: AstNode): void {
  if (!pattern) return
  const kind = init ? 'initialised' : 'other'
  for (const name of boundNames(withoutDefault(pattern))) declare(walk, name, kind, init ?? pattern)
}

/** Parameters may be fields at once: `constructor(private x = 1)`. */
function withoutDefault(pattern: AstNode): AstNode {
  return pattern.type === 'TSParameterProperty' ? child(pattern, 'parameter')! : pattern
}

/** What a list of statements declares in its own scope. */
function declareStatements(walk: Walk, block: AstNode): void {
  for (const statement of children(block, 'body')) {
    if (statement.type === 'ImportDeclaration') {
      for (const specifier of children(statement, 'specifiers')) declare(walk, nameOf(child(specifier, 'local')), 'import', specifier)
      continue
    }
    const node = /^Export(?:Named|Default)Declaration$/.test(statement.type) ? (child(statement, 'declaration') ?? statement) : statement
    declareStatement(walk, node, block)
  }
}

function declareStatement(walk: Walk, node: AstNode, block: AstNode): void {
  if (node.type === 'FunctionDeclaration') {
    walk.blocks.set(node, block)
    declare(walk, nameOf(node), 'function', node)
  } else if (node.type === 'ClassDeclaration') declare(walk, nameOf(node), 'class', node)
  else if (node.type === 'TSEnumDeclaration' || node.type === 'TSModuleDeclaration') declare(walk, nameOf(node), 'other', node)
  else if (node.type === 'VariableDeclaration' && node['kind'] !== 'var') declareVariables(walk, node)
}

function declareVariables(walk: Walk, node: AstNode): void {
  for (const each of children(node, 'declarations')) declarePattern(walk, child(each, 'id'), child(each, 'init'))
}

/** `var` belongs to the function however deep it stands. */
function declareVars(walk: Walk, node: AstNode): void {
  for (const inner of parts(node)) {
    if (isFunction(inner) || isClass(inner) || inner.type === 'StaticBlock') continue
    if (inner.type === 'VariableDeclaration' && inner['kind'] === 'var') declareVariables(walk, inner)
    declareVars(walk, inner)
  }
}

// ---- the walk

const TYPES = new Set(['typeAnnotation', 'returnType', 'typeParameters', 'typeArguments', 'superTypeParameters', 'implements', 'loc'])

/** The nodes directly below one, types left out. */
export function parts(node: AstNode): AstNode[] {
  const found: AstNode[] = []
  for (const key in node) {
    if (TYPES.has(key)) continue
    const value = node[key]
    if (isNode(value)) found.push(value)
    else if (Array.isArray(value)) found.push(...value.filter(isNode))
  }
  return found
}

const NO_VALUES = /^TS(?:InterfaceDeclaration|TypeAliasDeclaration|DeclareFunction|DeclareMethod|IndexSignature|Abstract\w+)$/
const SCOPES = new Set(['BlockStatement', 'StaticBlock', 'ForStatement', 'ForInStatement', 'ForOfStatement', 'SwitchStatement'])

function visit(walk: Walk, node: AstNode): void {
  if (NO_VALUES.test(node.type)) return
  if (isFunction(node)) return within(walk, node, () => visitFunction(walk, node))
  if (isClass(node)) {
    // Decorators stand around the class.
    for (const decorator of children(node, 'decorators')) visit(walk, decorator)
    return within(walk, node, () => visitClass(walk, node))
  }
  if (node.type === 'Identifier' || node.type === 'JSXIdentifier') return mention(walk, node)
  if (!SCOPES.has(node.type) && node.type !== 'CatchClause') return visitAll(walk, node, keysOf(node))
  inScope(walk, () => {
    declareBlock(walk, node)
    visitAll(walk, node, new Set())
  })
}

function declareBlock(walk: Walk, node: AstNode): void {
  if (node.type === 'BlockStatement') declareStatements(walk, node)
  else if (node.type === 'StaticBlock') {
    declareStatements(walk, node)
    declareVars(walk, node)
  } else if (node.type === 'CatchClause') declarePattern(walk, child(node, 'param'))
  else if (node.type === 'SwitchStatement') {
    for (const each of children(node, 'cases')) for (const inner of children(each, 'consequent')) declareStatement(walk, inner, each)
  } else {
    const head = child(node, 'init') ?? child(node, 'left')
    if (head?.type === 'VariableDeclaration' && head['kind'] !== 'var') declareVariables(walk, head)
  }
}

function visitAll(walk: Walk, node: AstNode, skipped: ReadonlySet<AstNode>): void {
  for (const inner of parts(node)) if (!skipped.has(inner)) visit(walk, inner)
}

/** Names that are no variables: of properties, members and labels. */
function keysOf(node: AstNode): ReadonlySet<AstNode> {
  const keys = new Set<AstNode>()
  const skip = (key: string) => {
    const found = child(node, key)
    if (found) keys.add(found)
  }
  switch (node.type) {
    case 'MemberExpression':
      if (node['computed'] !== true) skip('property')
      break
    case 'Property':
    case 'MethodDefinition':
    case 'PropertyDefinition':
      if (node['computed'] !== true) skip('key')
      // Of `{ a }` key and value may be one node.
      if (node['shorthand'] === true) keys.delete(child(node, 'value')!)
      break
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
      skip('label')
      break
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'MetaProperty':
      for (const inner of parts(node)) keys.add(inner)
      break
    case 'ExportSpecifier':
      if (child(node, 'exported') !== child(node, 'local')) skip('exported')
      break
    case 'TSEnumMember':
      skip('id')
      break
    case 'JSXAttribute':
      skip('name')
      break
    case 'JSXMemberExpression':
      skip('property')
      break
  }
  return keys
}

function within(walk: Walk, node: AstNode, body: () => void): void {
  walk.open.push({ node, depth: walk.scope.depth })
  walk.free.set(node, new Map())
  inScope(walk, body)
  walk.open.pop()
}

function inScope(walk: Walk, body: () => void): void {
  const { scope } = walk
  walk.scope = { names: new Map(), parent: scope, depth: scope.depth + 1 }
  body()
  walk.scope = scope
}

function visitFunction(walk: Walk, node: AstNode): void {
  if (node.type === 'FunctionExpression') declare(walk, nameOf(node), 'other', node)
  for (const parameter of children(node, 'params')) declarePattern(walk, parameter)
  declareVars(walk, node)
  for (const parameter of children(node, 'params')) visit(walk, parameter)
  const body = child(node, 'body')
  if (body) visit(walk, body)
}

function visitClass(walk: Walk, node: AstNode): void {
  // The name inside means the class itself; that of a declaration means the variable around it as well, which is the same.
  declare(walk, nameOf(node), 'other', node)
  const id = child(node, 'id')
  visitAll(walk, node, new Set([...children(node, 'decorators'), ...(id ? [id] : [])]))
}

function mention(walk: Walk, node: AstNode): void {
  const name = node['name'] as string
  for (let scope: Scope | undefined = walk.scope; scope; scope = scope.parent) {
    const variable = scope.names.get(name)
    if (!variable) continue
    walk.meant.set(node, variable)
    for (const { node: outer, depth } of walk.open) if (scope.depth <= depth) walk.free.get(outer)!.set(name, variable)
    return
  }
}
