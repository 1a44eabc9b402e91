/** What declarations are made of: text of types with all that they mention, parameters, enums. */
import type { Signature } from '../../artifact/types.ts'
import type { ClassSource } from '../compile/classes.ts'
import type { CompiledFile } from '../compile/compile-file.ts'
import { isInner } from '../compile/exports.ts'
import { docComment } from '../compile/signatures.ts'
import type { SourceFile } from '../source/file.ts'
import { type Binding, exportedNames, lookup, lookupExport } from '../source/graph.ts'
import { evaluate } from '../source/initialisers.ts'
import type { Edit } from '../source/javascript.ts'
import { type AstNode, child, children, nameOf, walk } from '../source/node.ts'
import { parametersOf } from '../source/parameters.ts'
import { boundClass } from '../source/wrapped.ts'
import { nameOfType, type TypeNames } from './type-names.ts'
import { typeText } from './type-text.ts'

/** A class that is compiled, or one that is there as a type alone. */
export type DeclaredSource = Pick<ClassSource, 'file' | 'node' | 'local' | 'fields'>

export interface Writer {
  readonly compiled: CompiledFile
  /** Types that are mentioned and must be declared, by name. */
  readonly types: Map<string, string>
  readonly names: TypeNames
  /** Enums, and classes that stay JavaScript, that have been declared under the name of an export. */
  readonly written: Set<AstNode>
  /** The declaration of a class. */
  readonly classText: (source: DeclaredSource) => string
  /** What stands behind the name of a variable in its declaration: `: number`, ` = 10`. */
  readonly valueText: (file: SourceFile, name: string) => string
}

/** Text of a node that holds types, with the names that these declarations have for them; they are remembered. */
export function shown(writer: Writer, file: SourceFile, node: AstNode): string {
  const edits: Edit[] = []
  walk(node, (each) => {
    const called = calledIn(each)
    const first = called && leftmost(called)
    const name = first ? addType(writer, file, nameOf(first), each.type === 'TSTypeQuery') : undefined
    if (first && name !== undefined && name !== nameOf(first)) edits.push({ at: first.start, end: first.end, text: name })
    return true
  })
  return replaced(file, node, edits)
}

function replaced({ text }: SourceFile, { start, end }: AstNode, edits: readonly Edit[]): string {
  let [made, from] = ['', start]
  for (const edit of [...edits].sort((a, b) => a.at - b.at)) {
    made += text.slice(from, edit.at) + edit.text
    from = edit.end
  }
  return made + text.slice(from, end)
}

function calledIn(node: AstNode): AstNode | undefined {
  switch (node.type) {
    case 'TSTypeReference':
      return child(node, 'typeName')
    case 'TSExpressionWithTypeArguments':
      return child(node, 'expression')
    case 'TSTypeQuery':
      return child(node, 'exprName')
  }
  return undefined
}

function leftmost(node: AstNode): AstNode | undefined {
  if (node.type === 'TSQualifiedName') return leftmost(child(node, 'left')!)
  return node.type === 'Identifier' ? node : undefined
}

/** Declare what a name of a file means, if it is not exported anyway. Gives what it is called; undefined for what is global. */
export function addType(writer: Writer, file: SourceFile, name: string, isValue = false): string | undefined {
  const binding = name === '' ? undefined : lookup(writer.compiled.graph, file, name)
  // `const Mode = { … } as const` and `type Mode = …` may have one name.
  const beside = binding?.kind === 'declaration' && !isValue ? binding.file.types.get(binding.name) : undefined
  if (binding?.kind === 'declaration' && beside) return addAlias(writer, { file: binding.file, name: binding.name, node: beside })
  switch (binding?.kind) {
    case 'taipan': {
      const own = nameOfType(writer.names, `taipan:${binding.name}`, binding.name)
      writer.types.set(own, `type ${own} = ${/^u?int64$/.test(binding.name) ? 'bigint' : 'number'};`)
      return own
    }
    case 'declaration':
      return addDeclared(writer, binding)
    case 'namespace':
      return addNamespace(writer, binding.file, name)
    case 'type':
      return addAlias(writer, binding)
  }
  return undefined
}

/** The name is taken before its own text is read, which may mention it. */
function addOnce(writer: Writer, key: AstNode, preferred: string, text: (own: string) => string): string {
  const own = nameOfType(writer.names, key, preferred)
  if (writer.types.has(own)) return own
  writer.types.set(own, '')
  writer.types.set(own, text(own))
  return own
}

export function addAlias(writer: Writer, { file, name, node }: Omit<Binding & { kind: 'type' }, 'kind'>): string {
  return addOnce(writer, node, name, (own) => {
    const text = shown(writer, file, node)
    // Its own name is the first thing behind the keyword.
    const named = own === name ? text : text.replace(/\b(interface|type)(\s+)[\p{ID_Continue}$]+/u, `$1$2${own}`)
    return ended(commented(file, node, named))
  })
}

/** A namespace that is not exported, for the types in it. */
function addNamespace(writer: Writer, file: SourceFile, name: string): string {
  const { graph, exports } = writer.compiled
  const exported = exports.find((made) => made.kind === 'namespace' && made.file === file)
  if (exported && !isInner(exported.name)) return exported.name
  return addOnce(writer, file.program, name, (own) => {
    const parts = exportedNames(graph, file).flatMap((key) => {
      const binding = lookupExport(graph, file, key)
      const isType = binding?.kind === 'type' || (binding?.kind === 'declaration' && binding.declaration.kind !== 'variable')
      const inner =
        isType && binding.kind !== 'declaration' ? addAlias(writer, binding) : isType ? addDeclared(writer, binding as never) : undefined
      return inner === undefined ? [] : [inner === key ? key : `${inner} as ${key}`]
    })
    return `declare namespace ${own} {\n    export { ${parts.join(', ')} };\n}`
  })
}

/** A class or an enum of which only the type is mentioned, or a constant of which the type is asked for. */
export function addDeclared(writer: Writer, { file, name, declaration }: Binding & { kind: 'declaration' }): string | undefined {
  const { node } = declaration
  switch (declaration.kind) {
    case 'enum':
      return addOnce(writer, node, name, (own) => commented(file, node, enumText(writer, file, name, own, node)))
    case 'class':
      return addClass(writer, file, node, name)
    case 'variable':
      return addVariable(writer, { kind: 'declaration', file, name, declaration })
  }
  return undefined
}

function addClass(writer: Writer, file: SourceFile, node: AstNode, name: string): string {
  return addOnce(writer, node, name, () => {
    const known = [...writer.compiled.classes.values()].find((source) => source.node === node)
    return commented(file, node, writer.classText(known ?? { file, node, local: name, fields: new Map() }))
  })
}

function addVariable(writer: Writer, binding: Binding & { kind: 'declaration' }): string | undefined {
  const { file, name, declaration } = binding
  const exported = writer.compiled.exports.find((made) => made.kind === 'value' && made.file === file && made.local === name)
  if (exported && !isInner(exported.name)) return exported.name
  const found = boundClass(writer.compiled.graph, binding)
  if (found) return addClass(writer, found.file, found.node, found.name)
  return addOnce(writer, declaration.node, name, (own) => `declare const ${own}${writer.valueText(file, name)};`)
}

function ended(text: string): string {
  return /[;}]$/.test(text) ? text : `${text};`
}

export function commented(file: SourceFile, node: AstNode, text: string): string {
  const comment = docComment(file, node)
  return comment ? `${comment}\n${text}` : text
}

export function patternText(file: SourceFile, node: AstNode): string {
  if (node.type === 'Identifier') return nameOf(node)
  const edits: Edit[] = []
  const annotation = child(node, 'typeAnnotation')
  if (annotation) edits.push({ at: annotation.start, end: node.end, text: '' })
  dropDefaults(node, edits)
  return replaced(file, node, edits).trimEnd()
}

/** Default values stand in no declaration. */
function dropDefaults(pattern: AstNode, edits: Edit[]): void {
  walk(pattern, (each) => {
    if (each.type !== 'AssignmentPattern') return each.type !== 'TSTypeAnnotation'
    const left = child(each, 'left')!
    edits.push({ at: left.end, end: each.end, text: '' })
    dropDefaults(left, edits)
    return false
  })
}

export function parametersText(writer: Writer, file: SourceFile, node: AstNode, params: Signature['params']): string {
  const texts = parametersOf(node).map(({ pattern, type, isRest, mayMiss }, index) => {
    const param = params[index]
    const bare = param?.kind === 'optional' && mayMiss ? param.type : param
    const written = type ? shown(writer, file, type) : bare ? typeText(bare) : 'unknown'
    return `${isRest ? '...' : ''}${patternText(file, pattern)}${mayMiss ? '?' : ''}: ${written}`
  })
  return texts.join(', ')
}

export function enumText({ compiled }: Writer, file: SourceFile, local: string, own: string, node: AstNode): string {
  const value = evaluate(compiled.graph, file, local) as Record<string, unknown>
  const members = children(node, 'members').map((member) => nameOf(child(member, 'id')))
  const lines = members.map(
    (member) =>
      `    ${/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(member) ? member : JSON.stringify(member)} = ${JSON.stringify(value[member])}`,
  )
  return `declare ${node['const'] === true ? 'const ' : ''}enum ${own} {\n${lines.join(',\n')}\n}`
}

/** A number, a string, a bigint or a boolean, or one of them with a minus. */
export function isLiteral(init: AstNode | undefined): boolean {
  const literal = init?.type === 'UnaryExpression' && init['operator'] === '-' ? child(init, 'argument') : init
  return literal?.type === 'Literal' && literal['value'] !== null && literal['regex'] === undefined
}
