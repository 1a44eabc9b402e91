/**
 * The `.d.ts` of a compiled file: what `tsc` would declare for the source, with its comments, and complete in itself
 * (types of other files and of taipan are written out).
 */
import type { HostType, Signature } from '../../artifact/types.ts'
import { observe } from '../../runtime/observe.ts'
import type { CompiledFile, Member } from '../compile/compile-file.ts'
import { type FunctionExport, isInner, type ModuleExport, type NamespaceExport, type PlainExport } from '../compile/exports.ts'
import { variableType } from '../compile/signatures.ts'
import type { SourceFile } from '../source/file.ts'
import { lookupExport } from '../source/graph.ts'
import { evaluate } from '../source/initialisers.ts'
import { type AstNode, child } from '../source/node.ts'
import { parametersOf } from '../source/parameters.ts'
import { isReserved } from '../source/reserved.ts'
import { constantType, typeOfText } from './constant-type.ts'
import { classText } from './declared-classes.ts'
import {
  addAlias,
  addDeclared,
  addType,
  commented,
  enumText,
  isLiteral,
  parametersText,
  patternText,
  shown,
  type Writer,
} from './declared-parts.ts'
import { nameOfType, typeBeside, typeNames } from './type-names.ts'
import { inferredText, typeText } from './type-text.ts'

export function declarations(compiled: CompiledFile): string {
  const writer: Writer = {
    compiled,
    types: new Map(),
    written: new Set(),
    names: typeNames(compiled),
    classText: (source) => classText(writer, source),
    valueText: (file, name) => variableText(writer, file, name, 'const'),
  }
  const exported = compiled.exports.map((made) => exportText(writer, made)).filter((text) => text !== '')
  const names = new Set(compiled.exports.map((made) => localName(writer, made)))
  const inner = [...writer.types].filter(([name]) => !names.has(name)).map(([, text]) => text)
  // Without this, whatever a declaration file declares is exported.
  return `${[...inner, ...exported, ...(inner.length > 0 ? ['export {};'] : [])].join('\n')}\n`
}

/** The name that an export has in its own declaration. */
function localName(writer: Writer, made: ModuleExport): string {
  // A class that is exported as a type is declared among the others.
  if (made.kind === 'type' && lookupExport(writer.compiled.graph, made.file, made.key)?.kind !== 'type') return ''
  return made.kind === 'class' || made.kind === 'value' ? ownName(writer, made) : made.name
}

/** How the declarations themselves speak of an export. */
function ownName({ names }: Writer, made: ModuleExport): string {
  const { name } = made.kind === 'same' ? made.of : made
  const source = made.kind === 'class' ? made.source : made.kind === 'same' && made.of.kind === 'class' ? made.of.source : undefined
  if (source) return nameOfType(names, source.node, source.local)
  const declaration = made.kind === 'value' ? made.file.declarations.get(made.local) : undefined
  if (made.kind === 'value' && (declaration?.kind === 'enum' || declaration?.kind === 'class'))
    return nameOfType(names, declaration.node, made.local)
  return isReserved(name) || isInner(name) ? `export_${name.replaceAll('.', '_')}` : name
}

function exportText(writer: Writer, made: ModuleExport): string {
  const text = exportedText(writer, made)
  const beside = typeBeside(made)
  return beside ? `${text}\n${withExport(writer.types.get(addAlias(writer, beside))!)}` : text
}

function exportedText(writer: Writer, made: ModuleExport): string {
  switch (made.kind) {
    case 'function':
      return functionText(writer, made)
    case 'class':
      return commented(made.source.file, made.source.node, exportedAs(made.name, ownName(writer, made), classText(writer, made.source)))
    case 'value':
      return valueText(writer, made.name, made.file, made.local)
    case 'plain':
      return plainText(writer, made)
    case 'same':
      return sameText(writer, made)
    case 'namespace':
      return namespaceText(writer, made)
    case 'type':
      return exportedType(writer, made)
  }
}

function sameText(writer: Writer, made: ModuleExport & { readonly kind: 'same' }): string {
  const { name, of } = made
  if (isInner(name)) return ''
  if (of.kind === 'function' && of.name === 'default') return functionText(writer, of, name)
  return `export { ${ownName(writer, made)} as ${name} };`
}

function namespaceText(writer: Writer, made: NamespaceExport): string {
  const { compiled } = writer
  const { name, members } = made
  const parts = members.map(({ key, made: member }) => {
    const own = ownName(writer, member)
    return own === key ? own : `${own} as ${key}`
  })
  const types = compiled.exports.flatMap((each) => {
    if (each.kind !== 'type' || !each.name.startsWith(`${name}.`) || isInner(each.name.slice(name.length + 1))) return []
    const own = addExported(writer, each)
    return own === undefined ? [] : [own === each.key ? own : `${own} as ${each.key}`]
  })
  const own = ownName(writer, made)
  const declared = `declare namespace ${own} {\n    export { ${[...parts, ...types].join(', ')} };\n}`
  return isInner(name) ? declared : `${declared}\nexport { ${own === name ? name : `${own} as ${name}`} };`
}

/** A declaration that is exported, maybe by another name. */
function exportedAs(name: string, local: string, text: string): string {
  if (name === local) return `export ${text}`
  if (isInner(name)) return text
  return name === 'default' ? `${text}\nexport default ${local};` : `${text}\nexport { ${local} as ${name} };`
}

/** The name that a type has which is exported; undefined if there is none. */
function addExported(writer: Writer, { file, key }: ModuleExport & { readonly kind: 'type' }): string | undefined {
  const binding = lookupExport(writer.compiled.graph, file, key)
  if (binding?.kind === 'declaration') return addDeclared(writer, binding)
  return binding?.kind === 'type' ? addType(writer, binding.file, binding.name) : undefined
}

function exportedType(writer: Writer, made: ModuleExport & { readonly kind: 'type' }): string {
  const { name, file, key } = made
  const own = addExported(writer, made)
  if (own === undefined || isInner(name)) return ''
  const isAlias = lookupExport(writer.compiled.graph, file, key)?.kind === 'type'
  if (own !== name || !isAlias) return `export { type ${own === name ? name : `${own} as ${name}`} };`
  return withExport(writer.types.get(own)!)
}

function withExport(text: string): string {
  return text.replace(/^(\/\*\*[\s\S]*?\*\/\n)?/, '$1export ')
}

function functionText(writer: Writer, made: FunctionExport, name = made.name): string {
  const members = writer.compiled.members.filter((member) => member.made === made)
  const { file, node } = made
  const variable = variableType(file, node)
  if (variable && name !== 'default' && !isInner(name) && !isReserved(name))
    return commented(file, node, `export declare const ${name}: ${shown(writer, file, variable)};`)
  const declared = file.declarations.get(made.unit.name)
  const overloads = declared?.kind === 'function' && made.typeArguments.size === 0 ? declared.overloads : []
  const forms =
    overloads.length > 0 ? overloads.map((each) => parameterText(writer, made, each, members[0]!)) : formsOf(writer, made, node, members)
  return commented(file, overloads[0] ?? node, formsText(name, declared ? made.unit.name : '', forms))
}

/** `local`: what a default export is called in its file. */
function formsText(name: string, local: string, forms: readonly string[]): string {
  const texts = forms.map((form) => {
    if (name === 'default') return `export default function ${local}${form};`
    const own = `export_${name.replaceAll('.', '_')}`
    if (isInner(name)) return `declare function ${own}${form};`
    return isReserved(name) ? `declare function ${own}${form};\nexport { ${own} as ${name} };` : `export declare function ${name}${form};`
  })
  return texts.join('\n')
}

/** What stays JavaScript has its types from the annotations alone. */
function plainText(writer: Writer, { name, file, local, node }: PlainExport): string {
  const declared = file.declarations.get(local)
  const overloads = declared?.kind === 'function' ? declared.overloads : []
  const forms = (overloads.length > 0 ? overloads : [node]).map((each) => {
    const params = parametersOf(each).map(({ value }): HostType => {
      const literal = value?.['value']
      return {
        kind: value?.['bigint'] ? 'int64' : typeof literal === 'boolean' ? 'boolean' : typeof literal === 'string' ? 'string' : 'float64',
      }
    })
    const generic = child(each, 'typeParameters')
    const returned = shown(writer, file, child(child(each, 'returnType')!, 'typeAnnotation')!)
    return `${generic ? shown(writer, file, generic) : ''}(${parametersText(writer, file, each, params)}): ${returned}`
  })
  return commented(file, overloads[0] ?? node, formsText(name, local, forms))
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

function parameterText(writer: Writer, { file, typeArguments }: FunctionExport, node: AstNode, member: Member): string {
  const { params, result } = member.artifact.exports[0]!.signature
  const returned = child(node, 'returnType')
  const generic = typeArguments.size === 0 ? child(node, 'typeParameters') : undefined
  const text = `${generic ? shown(writer, file, generic) : ''}(${parametersText(writer, file, node, params)})`
  return `${text}: ${returned ? shown(writer, file, child(returned, 'typeAnnotation')!) : inferredText(result)}`
}

function valueText(writer: Writer, name: string, file: SourceFile, local: string): string {
  const declaration = file.declarations.get(local)!
  const { node } = declaration
  const own =
    declaration.kind === 'enum' || declaration.kind === 'class'
      ? nameOfType(writer.names, node, local)
      : isReserved(name) || isInner(name)
        ? `export_${name.replaceAll('.', '_')}`
        : name
  if (declaration.kind === 'enum' || declaration.kind === 'class') {
    if (writer.written.has(node))
      return isInner(name) ? '' : name === 'default' ? `export default ${own};` : `export { ${own} as ${name} };`
    writer.written.add(node)
    const text = declaration.kind === 'enum' ? enumText(writer, file, local, own, node) : plainClassText(writer, file, node, local)
    return commented(file, node, exportedAs(name, own, text))
  }
  const keyword = declaration.kind === 'variable' && !declaration.constant ? 'let' : 'const'
  const type = variableText(writer, file, local, keyword)
  return commented(file, node, exportedAs(name, own, `declare ${keyword} ${own}${type};`))
}

/** Of a class that stays JavaScript. */
function plainClassText(writer: Writer, file: SourceFile, node: AstNode, local: string): string {
  return classText(writer, { file, node, local, fields: new Map() })
}

function variableText(writer: Writer, file: SourceFile, local: string, keyword: 'let' | 'const'): string {
  const declaration = file.declarations.get(local)!
  const { node } = declaration
  const annotation = declaration.kind === 'variable' && !declaration.pattern ? child(child(node, 'id')!, 'typeAnnotation') : undefined
  if (annotation) return `: ${shown(writer, file, child(annotation, 'typeAnnotation')!)}`
  const exact = constantType(writer, file, declaration.kind === 'variable' && !declaration.pattern ? child(node, 'init') : undefined)
  return exact === undefined ? valueType(writer, file, node, evaluate(writer.compiled.graph, file, local), keyword) : `: ${exact}`
}

function declaresOne(node: AstNode): boolean {
  return child(node, 'id')?.type === 'Identifier'
}

/** A literal constant is its own type, as in `export declare const N = 10`. */
function valueType(writer: Writer, file: SourceFile, node: AstNode, value: unknown, keyword: 'let' | 'const'): string {
  const init = child(node, 'init')
  if (keyword === 'const' && isLiteral(init)) return ` = ${file.text.slice(init!.start, init!.end)}`
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean' || typeof value === 'string')
    return `: ${typeof value}`
  try {
    return `: ${typeText(observe(value, 'it', true))}`
  } catch {
    return `: ${(declaresOne(node) && typeOfText(writer, file, init)) || 'object'}`
  }
}
