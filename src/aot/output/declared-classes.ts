/** The declaration of a class, as `tsc` writes it: members without code, private ones without types. */
import { fieldParameters } from '../compile/classes.ts'
import { keyOf } from '../source/class-parts.ts'
import type { SourceFile } from '../source/file.ts'
import { expressionOf } from '../source/initialisers.ts'
import { type AstNode, child, children, nameOf } from '../source/node.ts'
import { typeOfText } from './constant-type.ts'
import { addType, type DeclaredSource, isLiteral, parametersText, shown, type Writer } from './declared-parts.ts'
import { nameOfType } from './type-names.ts'
import { inferredText, typeText } from './type-text.ts'

export function classText(writer: Writer, source: DeclaredSource): string {
  const { file, node } = source
  const local = nameOfType(writer.names, node, source.local)
  const members = children(child(node, 'body')!, 'body')
  const lines = [...parameterFields(writer, source), ...members.flatMap((member) => memberText(writer, source, member))]
  const hidden = members.some((member) => keyOf(member).startsWith('#'))
  const generic = child(node, 'typeParameters')
  const superClass = child(node, 'superClass')
  const given = child(node, 'superTypeParameters') ?? child(node, 'superTypeArguments')
  const base = superClass && (addType(writer, file, nameOf(superClass)) ?? shown(writer, file, superClass))
  const heritage = base ? ` extends ${base}${given ? shown(writer, file, given) : ''}` : ''
  const implemented = children(node, 'implements').map((each) => shown(writer, file, each))
  const promised = implemented.length > 0 ? ` implements ${implemented.join(', ')}` : ''
  const abstract = node['abstract'] === true ? 'abstract ' : ''
  const body = [...(hidden ? ['    #private;'] : []), ...lines.map((line) => `    ${line}`)]
  return `declare ${abstract}class ${local}${generic ? shown(writer, file, generic) : ''}${heritage}${promised} {\n${body.join('\n')}\n}`
}

/** `constructor(private readonly x: number)` declares a field. */
function parameterFields(writer: Writer, source: DeclaredSource): string[] {
  return fieldParameters(source).map(({ node, pattern, type, mayMiss, value }) => {
    const words = source.file.text
      .slice(node.start, pattern.start)
      .replace(/\b(?:public|override)\b/g, '')
      .replace(/\s+/g, ' ')
      .trimStart()
    const name = `${words}${nameOf(pattern)}`
    if (/\bprivate\b/.test(words)) return `${name}${mayMiss && !value ? '?' : ''};`
    const known = source.fields.get(nameOf(pattern))
    return `${name}${mayMiss && !value ? '?' : ''}: ${type ? shown(writer, source.file, type) : known ? typeText(known) : 'unknown'};`
  })
}

function memberText(writer: Writer, source: DeclaredSource, member: AstNode): string[] {
  const { file } = source
  const key = keyOf(member)
  const keyNode = child(member, 'key')
  if (key.startsWith('#') || !keyNode || member.type === 'StaticBlock') return []
  const computed = member['computed'] === true
  const before = file.text.slice(member.start, keyNode.start - (computed ? 1 : 0)).replace(/\b(?:async|override|public)\b|\*/g, '')
  const words = before.replace(/\s+/g, ' ').trimStart()
  const name = `${words}${file.text.slice(keyNode.start - (computed ? 1 : 0), keyNode.end + (computed ? 1 : 0))}`
  const text = member.type === 'PropertyDefinition' ? fieldText(writer, source, member, name) : methodText(writer, source, member, name)
  return text === undefined ? [] : [`${memberComment(file, member)}${text}`]
}

function fieldText(writer: Writer, source: DeclaredSource, member: AstNode, name: string): string {
  const mark = member['optional'] ? '?' : ''
  if (member['accessibility'] === 'private') return `${name}${mark};`
  const annotation = child(member, 'typeAnnotation')
  const value = child(member, 'value')
  if (annotation) return `${name}${mark}: ${shown(writer, source.file, child(annotation, 'typeAnnotation')!)};`
  if (member['readonly'] === true && isLiteral(value)) return `${name} = ${source.file.text.slice(value!.start, value!.end)};`
  const known = member['static'] === true ? undefined : source.fields.get(keyOf(member))
  return `${name}${mark}: ${known ? typeText(known) : (typeOfText(writer, source.file, value) ?? valueTypeOf(writer, source, member))};`
}

function methodText(writer: Writer, source: DeclaredSource, member: AstNode, name: string): string | undefined {
  const { file } = source
  const key = keyOf(member)
  const value = child(member, 'value')
  if (!value) return undefined
  if (member['accessibility'] === 'private' && key !== 'constructor') return `${name};`
  const compiled = writer.compiled.members.find(
    (each) => each.made === source && each.member?.name === key && each.member.static === (member['static'] === true),
  )
  const made = compiled?.artifact.exports[0]
  const types = made && { ...made.signature, result: made.promise ?? made.signature.result }
  const own = types && { ...types, params: member['static'] === true || key === 'constructor' ? types.params : types.params.slice(1) }
  const generic = child(value, 'typeParameters')
  const text = `${generic ? shown(writer, file, generic) : ''}(${parametersText(writer, file, value, own?.params ?? [])})`
  if (key === 'constructor' || member['kind'] === 'set') return `${name}${text};`
  const returned = child(value, 'returnType')
  const result = returned ? shown(writer, file, child(returned, 'typeAnnotation')!) : own ? inferredText(own.result) : 'unknown'
  return `${name}${text}: ${result};`
}

/** Of an initial value that is made by a class of the host, or of a static field that is kept. */
function valueTypeOf(writer: Writer, { file, local }: DeclaredSource, member: AstNode): string {
  const node = child(member, 'value')
  const maker = node?.type === 'NewExpression' ? nameOf(child(node, 'callee')) : ''
  const given = node && (child(node, 'typeArguments') ?? child(node, 'typeParameters'))
  if (maker && given) return `${maker}${shown(writer, file, given)}`
  const kept = writer.compiled.units.cells.get(`${expressionOf(file, local)}[${JSON.stringify(keyOf(member))}]`)?.holds.keeper
  return kept ? typeText(kept.type) : maker || 'unknown'
}

function memberComment(file: SourceFile, member: AstNode): string {
  const match = /\/\*\*(?:(?!\*\/)[\s\S])*\*\/\s*$/.exec(file.text.slice(0, member.start))
  return match ? `${match[0].trim()}\n    ` : ''
}
