/** What declarations are made of: text of types with all that they mention, parameters, enums. */
import type { Signature } from '../../artifact/types.ts'
import type { ClassSource } from '../compile/classes.ts'
import type { CompiledFile } from '../compile/compile-file.ts'
import { docComment } from '../compile/signatures.ts'
import type { SourceFile } from '../source/file.ts'
import { type Binding, exportedNames, lookup, lookupExport } from '../source/graph.ts'
import { evaluate } from '../source/initialisers.ts'
import { type AstNode, child, children, nameOf, walk } from '../source/node.ts'
import { parametersOf } from '../source/parameters.ts'
import { typeText } from './type-text.ts'

export interface Writer {
  readonly compiled: CompiledFile
  /** Types that are mentioned and must be declared, by name. */
  readonly types: Map<string, string>
  /** The declaration of a class. */
  readonly classText: (source: ClassSource) => string
}

/** Text of a node that holds types; the names in it are remembered. */
export function shown(writer: Writer, file: SourceFile, node: AstNode): string {
  walk(node, (each) => {
    const called =
      each.type === 'TSTypeReference'
        ? child(each, 'typeName')
        : each.type === 'TSExpressionWithTypeArguments'
          ? child(each, 'expression')
          : undefined
    if (called) addType(writer, file, nameOf(called.type === 'TSQualifiedName' ? child(called, 'left') : called))
    return true
  })
  return file.text.slice(node.start, node.end)
}

export function addType(writer: Writer, file: SourceFile, name: string): void {
  if (name === '' || writer.types.has(name)) return
  const binding = lookup(writer.compiled.graph, file, name)
  if (binding?.kind === 'taipan') writer.types.set(name, `type ${name} = ${/^u?int64$/.test(binding.name) ? 'bigint' : 'number'};`)
  if (binding?.kind === 'declaration') return addDeclared(writer, binding)
  if (binding?.kind === 'namespace') return addNamespace(writer, binding.file, name)
  if (binding?.kind !== 'type') return
  // The name is taken before its own text is read, which may mention it.
  writer.types.set(name, '')
  writer.types.set(name, ended(commented(binding.file, binding.node, shown(writer, binding.file, binding.node))))
}

/** A namespace that is not exported, for the types in it. */
function addNamespace(writer: Writer, file: SourceFile, name: string): void {
  const { graph, exports } = writer.compiled
  if (exports.some((made) => made.kind === 'namespace' && made.name === name)) return
  writer.types.set(name, '')
  const types = exportedNames(graph, file).filter((key) => lookupExport(graph, file, key)?.kind === 'type')
  for (const key of types) addType(writer, file, key)
  writer.types.set(name, `declare namespace ${name} {\n    export { ${types.join(', ')} };\n}`)
}

/** A class or an enum of which only the type is mentioned. */
function addDeclared(writer: Writer, { file, name, declaration }: Binding & { kind: 'declaration' }): void {
  if (declaration.kind === 'enum') writer.types.set(name, enumText(writer, file, name, declaration.node))
  const source = [...writer.compiled.classes.values()].find(({ node }) => node === declaration.node)
  if (!source) return
  writer.types.set(name, '')
  writer.types.set(name, commented(file, source.node, writer.classText(source)))
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
  const annotation = child(node, 'typeAnnotation')
  return file.text.slice(node.start, annotation?.start ?? node.end).trimEnd()
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

export function enumText({ compiled }: Writer, file: SourceFile, local: string, node: AstNode): string {
  const value = evaluate(compiled.graph, file, local) as Record<string, unknown>
  const members = children(node, 'members').map((member) => nameOf(child(member, 'id')))
  const lines = members.map(
    (member) =>
      `    ${/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(member) ? member : JSON.stringify(member)} = ${JSON.stringify(value[member])}`,
  )
  return `declare ${node['const'] === true ? 'const ' : ''}enum ${local} {\n${lines.join(',\n')}\n}`
}

/** A number, a string, a bigint or a boolean, or one of them with a minus. */
export function isLiteral(init: AstNode | undefined): boolean {
  const literal = init?.type === 'UnaryExpression' && init['operator'] === '-' ? child(init, 'argument') : init
  return literal?.type === 'Literal' && literal['value'] !== null && literal['regex'] === undefined
}
