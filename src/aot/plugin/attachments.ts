/**
 * The functions and classes of a file that may come to a compiler while the program runs: those given to `jit` and `jitclass`,
 * functions given to kernels, what other files want, and all that these mention. It errs on the side of more.
 */
import type { SourceFile } from '../source/file.ts'
import { type AstNode, child, children, nameOf } from '../source/node.ts'
import { isClass, isFunction, parts, type Scopes, type Variable } from '../source/scopes.ts'
import { withoutTypes } from '../source/wrapped.ts'

export interface Attachments {
  /** Functions and classes, with the variables around them that they mention. */
  readonly nodes: ReadonlyMap<AstNode, readonly string[]>
  /** Classes that `@jitclass` decorates. */
  readonly decorated: ReadonlySet<AstNode>
  /** Names of other files that are mentioned. */
  readonly wanted: readonly { readonly from: string; readonly name: string }[]
  /** Is `jit` or `jitclass` used? */
  readonly compiles: boolean
}

interface Search {
  readonly file: SourceFile
  readonly scopes: Scopes
  readonly nodes: Map<AstNode, readonly string[]>
  readonly seen: Set<unknown>
  readonly decorated: Set<AstNode>
  readonly wanted: { from: string; name: string }[]
  compiles: boolean
}

/** `wanted`: top-level names that other files need. */
export function findAttachments(file: SourceFile, scopes: Scopes, wanted: Iterable<string>): Attachments {
  const search: Search = { file, scopes, nodes: new Map(), seen: new Set(), decorated: new Set(), wanted: [], compiles: false }
  findCalls(search, file.program)
  for (const name of wanted) {
    const variable = scopes.top.get(name)
    if (variable) reachVariable(search, variable)
  }
  return search
}

const TAIPAN = new Set(['jit', 'jitclass'])

function findCalls(search: Search, node: AstNode): void {
  if (node.type === 'CallExpression' || node.type === 'NewExpression') {
    const callee = withoutTypes(child(node, 'callee')!)
    if (isTaipans(search, callee)) {
      search.compiles = true
      for (const argument of children(node, 'arguments')) reachValue(search, argument)
    } else if (isKernel(search, callee)) for (const argument of children(node, 'arguments')) reachFunctions(search, argument)
  }
  for (const decorator of isClass(node) ? children(node, 'decorators') : []) {
    const expression = child(decorator, 'expression')!
    const callee = expression.type === 'CallExpression' ? child(expression, 'callee')! : expression
    if (!isTaipans(search, callee)) continue
    search.compiles = true
    search.decorated.add(node)
    reachNode(search, node)
  }
  for (const inner of parts(node)) findCalls(search, inner)
}

/** `jit`, `jitclass` under whatever name, `taipan.jit`. */
function isTaipans(search: Search, node: AstNode): boolean {
  if (node.type === 'MemberExpression') {
    const object = importedAs(search, child(node, 'object')!)
    return object === '*' && TAIPAN.has(nameOf(child(node, 'property')))
  }
  return TAIPAN.has(importedAs(search, node) ?? '')
}

/** What of taipan an identifier means. */
function importedAs({ file, scopes }: Search, node: AstNode): string | undefined {
  const variable = scopes.meant.get(node)
  const imported = variable?.kind === 'import' ? file.imports.get(variable.name) : undefined
  return imported?.from === 'taipan' ? imported.name : undefined
}

/** A variable that holds what `jit` or `jitclass` made. */
function isKernel(search: Search, node: AstNode): boolean {
  const variable = search.scopes.meant.get(node)
  const made = variable?.kind === 'initialised' ? withoutTypes(variable.node) : undefined
  return made?.type === 'CallExpression' && isTaipans(search, withoutTypes(child(made, 'callee')!))
}

function reachVariable(search: Search, variable: Variable): void {
  if (search.seen.has(variable)) return
  search.seen.add(variable)
  switch (variable.kind) {
    case 'function':
    case 'class':
      return reachNode(search, variable.node)
    case 'initialised':
      return reachValue(search, variable.node)
    case 'import': {
      const imported = search.file.imports.get(variable.name)
      if (imported && !imported.typeOnly && !/^taipan(?:$|\/)/.test(imported.from))
        search.wanted.push({ from: imported.from, name: imported.name })
      return
    }
    case 'other':
  }
}

function reachNode(search: Search, node: AstNode): void {
  if (search.seen.has(node)) return
  search.seen.add(node)
  const free = search.scopes.free.get(node) ?? new Map<string, Variable>()
  // Syntax that does more than add types is not in the text without types: what the bundler makes of it is compiled.
  const refused = search.file.refused.some((each) => each.node.start >= node.start && each.node.end <= node.end)
  if (!refused) search.nodes.set(node, [...free.keys()])
  for (const variable of free.values()) reachVariable(search, variable)
}

/** Functions in an expression, and all that it mentions. */
function reachValue(search: Search, node: AstNode): void {
  if (isFunction(node) || isClass(node)) return reachNode(search, node)
  if (node.type === 'Identifier') {
    const variable = search.scopes.meant.get(node)
    if (variable) reachVariable(search, variable)
    return
  }
  if (node.type === 'CallExpression') reachMade(search, withoutTypes(child(node, 'callee')!))
  for (const inner of parts(node)) reachValue(search, inner)
}

/** An argument of a kernel: only a function among them is compiled with it. */
function reachFunctions(search: Search, node: AstNode): void {
  if (isFunction(node)) reachNode(search, node)
  if (node.type !== 'Identifier') return
  const variable = search.scopes.meant.get(node)
  const value = variable?.kind === 'function' || variable?.kind === 'initialised' ? withoutTypes(variable.node) : undefined
  if (variable && value && isFunction(value)) reachVariable(search, variable)
}

/** `makeKernel(3)` gives a function that stands inside of `makeKernel`. */
function reachMade(search: Search, callee: AstNode): void {
  const variable = search.scopes.meant.get(callee)
  const maker = variable?.kind === 'function' || variable?.kind === 'initialised' ? withoutTypes(variable.node) : callee
  if (!isFunction(maker) || search.seen.has(maker)) return
  search.seen.add(maker)
  const inside = (node: AstNode): void => {
    for (const inner of parts(node)) {
      if (isFunction(inner) || isClass(inner)) reachNode(search, inner)
      else inside(inner)
    }
  }
  inside(maker)
}
