/**
 * The `.d.ts` of a compiled file: what `tsc` would declare for the source, with its comments, and complete in itself
 * (types of other files and of taipan are written out).
 */
import type { Signature } from '../../artifact/types.ts'
import { observe } from '../../runtime/observe.ts'
import { type ClassSource, keyOf } from '../compile/classes.ts'
import type { CompiledFile, Member } from '../compile/compile-file.ts'
import type { FunctionExport, ModuleExport } from '../compile/exports.ts'
import { docComment } from '../compile/signatures.ts'
import type { SourceFile } from '../source/file.ts'
import { lookup, lookupExport } from '../source/graph.ts'
import { evaluate } from '../source/initialisers.ts'
import { type AstNode, child, children, nameOf, walk } from '../source/node.ts'
import { parametersOf } from '../source/parameters.ts'
import { isReserved } from '../source/reserved.ts'
import { typeText } from './type-text.ts'

interface Writer {
  readonly compiled: CompiledFile
  /** Types that are mentioned and must be declared, by name. */
  readonly types: Map<string, string>
}

export function declarations(compiled: CompiledFile): string {
  const writer: Writer = { compiled, types: new Map() }
  const exported = compiled.exports.map((made) => exportText(writer, made))
  const names = new Set(compiled.exports.map(({ name }) => name))
  const inner = [...writer.types].filter(([name]) => !names.has(name)).map(([, text]) => text)
  // Without this, whatever a declaration file declares is exported.
  return `${[...inner, ...exported, ...(inner.length > 0 ? ['export {};'] : [])].join('\n')}\n`
}

/** Text of a node that holds types; the names in it are remembered. */
function shown(writer: Writer, file: SourceFile, node: AstNode): string {
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

function addType(writer: Writer, file: SourceFile, name: string): void {
  if (name === '' || writer.types.has(name)) return
  const binding = lookup(writer.compiled.graph, file, name)
  if (binding?.kind === 'taipan') writer.types.set(name, `type ${name} = ${/^u?int64$/.test(binding.name) ? 'bigint' : 'number'};`)
  if (binding?.kind !== 'type') return
  // The name is taken before its own text is read, which may mention it.
  writer.types.set(name, '')
  writer.types.set(name, ended(commented(binding.file, binding.node, shown(writer, binding.file, binding.node))))
}

function ended(text: string): string {
  return /[;}]$/.test(text) ? text : `${text};`
}

function commented(file: SourceFile, node: AstNode, text: string): string {
  const comment = docComment(file, node)
  return comment ? `${comment}\n${text}` : text
}

function exportText(writer: Writer, made: ModuleExport): string {
  if (made.kind === 'function') return functionText(writer, made)
  if (made.kind === 'class') return commented(made.source.file, made.source.node, classText(writer, made.name, made.source))
  return made.kind === 'value' ? valueText(writer, made.name, made.file, made.local) : exportedType(writer, made.name)
}

function exportedType(writer: Writer, name: string): string {
  const binding = lookupExport(writer.compiled.graph, writer.compiled.file, name)
  if (binding?.kind !== 'type') return ''
  addType(writer, binding.file, binding.name)
  const text = writer.types.get(binding.name)!
  if (binding.name !== name) return `export { type ${binding.name} as ${name} };`
  return text.replace(/^(\/\*\*[\s\S]*?\*\/\n)?/, '$1export ')
}

function classText(writer: Writer, name: string, source: ClassSource): string {
  const { file, node, local } = source
  const lines = children(child(node, 'body')!, 'body').flatMap((member) => memberText(writer, source, member))
  const hidden = children(child(node, 'body')!, 'body').some((member) => keyOf(member).startsWith('#'))
  const superClass = child(node, 'superClass')
  const heritage = superClass ? ` extends ${shown(writer, file, superClass)}` : ''
  const abstract = node['abstract'] === true ? 'abstract ' : ''
  const body = [...(hidden ? ['    #private;'] : []), ...lines.map((line) => `    ${line}`)]
  const text = `declare ${abstract}class ${local}${heritage} {\n${body.join('\n')}\n}`
  if (name === 'default') return `${text}\nexport default ${local};`
  return name === local ? `export ${text}` : `${text}\nexport { ${local} as ${name} };`
}

function memberText(writer: Writer, source: ClassSource, member: AstNode): string[] {
  const { file } = source
  const key = keyOf(member)
  const value = child(member, 'value')
  const keyNode = child(member, 'key')
  if (key.startsWith('#') || !keyNode || member.type === 'StaticBlock') return []
  const comment = memberComment(file, member)
  const computed = member['computed'] === true
  const before = file.text.slice(member.start, keyNode.start - (computed ? 1 : 0)).replace(/\b(?:async|override)\b|\*/g, '')
  const name = `${before.replace(/\s+/g, ' ')}${file.text.slice(keyNode.start - (computed ? 1 : 0), keyNode.end + (computed ? 1 : 0))}`
  if (member.type === 'PropertyDefinition') {
    const annotation = child(member, 'typeAnnotation')
    const known = source.fields.get(key)
    const type = annotation ? shown(writer, file, child(annotation, 'typeAnnotation')!) : known ? typeText(known) : literalType(value)
    return [`${comment}${name}${member['optional'] ? '?' : ''}: ${type};`]
  }
  if (!value) return []
  const compiled = writer.compiled.members.find(
    (each) => each.made === source && each.member?.name === key && each.member.static === (member['static'] === true),
  )
  const types = compiled?.artifact.exports[0]?.signature
  const own = types && { ...types, params: member['static'] === true || key === 'constructor' ? types.params : types.params.slice(1) }
  const text = `(${parametersText(writer, file, value, own?.params ?? [])})`
  if (key === 'constructor' || member['kind'] === 'set') return [`${comment}${name}${text};`]
  const returned = child(value, 'returnType')
  const result = returned ? shown(writer, file, child(returned, 'typeAnnotation')!) : own ? typeText(own.result) : 'unknown'
  return [`${comment}${name}${text}: ${result};`]
}

/** Of the initial value of a static field. */
function literalType(node: AstNode | undefined): string {
  if (node?.type !== 'Literal') return 'unknown'
  return node['bigint'] ? 'bigint' : typeof node['value']
}

function memberComment(file: SourceFile, member: AstNode): string {
  const match = /\/\*\*(?:(?!\*\/)[\s\S])*\*\/\s*$/.exec(file.text.slice(0, member.start))
  return match ? `${match[0].trim()}\n    ` : ''
}

function functionText(writer: Writer, made: FunctionExport): string {
  const members = writer.compiled.members.filter((member) => member.made === made)
  const { file, node, name } = made
  const declared = file.declarations.get(made.unit.name)
  const overloads = declared?.kind === 'function' && made.typeArguments.size === 0 ? declared.overloads : []
  const forms =
    overloads.length > 0 ? overloads.map((each) => parameterText(writer, made, each, members[0]!)) : formsOf(writer, made, node, members)
  const texts = forms.map((form) => {
    if (name === 'default') return `export default function ${form};`
    return isReserved(name)
      ? `declare function export_${name}${form};\nexport { export_${name} as ${name} };`
      : `export declare function ${name}${form};`
  })
  return commented(file, overloads[0] ?? node, texts.join('\n'))
}

/** With type arguments, or with several signatures and no annotations, the types are those of the signatures. */
function formsOf(writer: Writer, made: FunctionExport, node: AstNode, members: readonly Member[]): string[] {
  const annotated = parametersOf(node).every(({ type, value }) => type || value)
  if (made.typeArguments.size === 0 && annotated) return [parameterText(writer, made, node, members[0]!)]
  return [...new Set(members.map((member) => signatureText(made, node, member.artifact.exports[0]!.signature)))]
}

function signatureText({ file }: FunctionExport, node: AstNode, signature: Signature): string {
  const names = parametersOf(node).map(
    ({ pattern, isRest }, index) => `${isRest ? '...' : ''}${patternText(file, pattern)}: ${typeText(signature.params[index]!)}`,
  )
  return `(${names.join(', ')}): ${typeText(signature.result)}`
}

function patternText(file: SourceFile, node: AstNode): string {
  if (node.type === 'Identifier') return nameOf(node)
  const annotation = child(node, 'typeAnnotation')
  return file.text.slice(node.start, annotation?.start ?? node.end).trimEnd()
}

function parameterText(writer: Writer, { file }: FunctionExport, node: AstNode, member: Member): string {
  const { params, result } = member.artifact.exports[0]!.signature
  const returned = child(node, 'returnType')
  const text = parametersText(writer, file, node, params)
  return `(${text}): ${returned ? shown(writer, file, child(returned, 'typeAnnotation')!) : typeText(result)}`
}

function parametersText(writer: Writer, file: SourceFile, node: AstNode, params: Signature['params']): string {
  const texts = parametersOf(node).map(({ pattern, type, isRest, mayMiss }, index) => {
    const param = params[index]
    const bare = param?.kind === 'optional' && mayMiss ? param.type : param
    const written = type ? shown(writer, file, type) : bare ? typeText(bare) : 'unknown'
    return `${isRest ? '...' : ''}${patternText(file, pattern)}${mayMiss ? '?' : ''}: ${written}`
  })
  return texts.join(', ')
}

function valueText(writer: Writer, name: string, file: SourceFile, local: string): string {
  const declaration = file.declarations.get(local)!
  const value = evaluate(writer.compiled.graph, file, local)
  if (declaration.kind === 'enum') {
    const members = children(declaration.node, 'members').map((member) => nameOf(child(member, 'id')))
    const lines = members.map((member) => `    ${member} = ${JSON.stringify((value as Record<string, unknown>)[member])}`)
    return commented(file, declaration.node, `export declare enum ${name} {\n${lines.join(',\n')}\n}`)
  }
  const annotation =
    declaration.kind === 'variable' && !declaration.pattern ? child(child(declaration.node, 'id')!, 'typeAnnotation') : undefined
  const type = annotation ? `: ${shown(writer, file, child(annotation, 'typeAnnotation')!)}` : valueType(file, declaration.node, value)
  const text = name === 'default' ? `declare const value${type};\nexport default value;` : `export declare const ${name}${type};`
  return commented(file, declaration.node, text)
}

/** A literal is its own type, as in `export declare const N = 10`. */
function valueType(file: SourceFile, node: AstNode, value: unknown): string {
  const init = child(node, 'init')
  const literal = init?.type === 'UnaryExpression' ? child(init, 'argument') : init
  if (init && literal?.type === 'Literal') return ` = ${file.text.slice(init.start, init.end)}`
  try {
    return `: ${typeText(observe(value, 'it', true))}`
  } catch {
    return ': object'
  }
}
