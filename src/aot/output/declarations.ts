/**
 * The `.d.ts` of a compiled file: what `tsc` would declare for the source, with its comments, and complete in itself
 * (types of other files and of taipan are written out).
 */
import type { Signature } from '../../artifact/types.ts'
import { observe } from '../../runtime/observe.ts'
import type { CompiledFile, Member } from '../compile/compile-file.ts'
import type { FunctionExport, ModuleExport } from '../compile/exports.ts'
import type { SourceFile } from '../source/file.ts'
import { lookupExport } from '../source/graph.ts'
import { evaluate } from '../source/initialisers.ts'
import { type AstNode, child } from '../source/node.ts'
import { parametersOf } from '../source/parameters.ts'
import { isReserved } from '../source/reserved.ts'
import { classText } from './declared-classes.ts'
import { addType, commented, enumText, isLiteral, parametersText, patternText, shown, type Writer } from './declared-parts.ts'
import { inferredText, typeText } from './type-text.ts'

export function declarations(compiled: CompiledFile): string {
  const writer: Writer = { compiled, types: new Map(), classText: (source) => classText(writer, source) }
  const exported = compiled.exports.map((made) => exportText(writer, made))
  const names = new Set(compiled.exports.map(localName))
  const inner = [...writer.types].filter(([name]) => !names.has(name)).map(([, text]) => text)
  // Without this, whatever a declaration file declares is exported.
  return `${[...inner, ...exported, ...(inner.length > 0 ? ['export {};'] : [])].join('\n')}\n`
}

/** The name that an export has in its own declaration. */
function localName(made: ModuleExport): string {
  return made.kind === 'class' ? made.source.local : made.kind === 'value' ? made.local : made.name
}

function exportText(writer: Writer, made: ModuleExport): string {
  if (made.kind === 'function') return functionText(writer, made)
  if (made.kind === 'class')
    return commented(made.source.file, made.source.node, exportedAs(made.name, made.source.local, classText(writer, made.source)))
  return made.kind === 'value' ? valueText(writer, made.name, made.file, made.local) : exportedType(writer, made.name)
}

/** A declaration that is exported, maybe by another name. */
function exportedAs(name: string, local: string, text: string): string {
  if (name === local) return `export ${text}`
  return name === 'default' ? `${text}\nexport default ${local};` : `${text}\nexport { ${local} as ${name} };`
}

function exportedType(writer: Writer, name: string): string {
  const binding = lookupExport(writer.compiled.graph, writer.compiled.file, name)
  if (binding?.kind !== 'type') return ''
  addType(writer, binding.file, binding.name)
  const text = writer.types.get(binding.name)!
  if (binding.name !== name) return `export { type ${binding.name} as ${name} };`
  return text.replace(/^(\/\*\*[\s\S]*?\*\/\n)?/, '$1export ')
}

function functionText(writer: Writer, made: FunctionExport): string {
  const members = writer.compiled.members.filter((member) => member.made === made)
  const { file, node, name } = made
  const declared = file.declarations.get(made.unit.name)
  const overloads = declared?.kind === 'function' && made.typeArguments.size === 0 ? declared.overloads : []
  const forms =
    overloads.length > 0 ? overloads.map((each) => parameterText(writer, made, each, members[0]!)) : formsOf(writer, made, node, members)
  const texts = forms.map((form) => {
    if (name === 'default') return `export default function ${declared ? made.unit.name : ''}${form};`
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

function parameterText(writer: Writer, { file }: FunctionExport, node: AstNode, member: Member): string {
  const { params, result } = member.artifact.exports[0]!.signature
  const returned = child(node, 'returnType')
  const text = parametersText(writer, file, node, params)
  return `(${text}): ${returned ? shown(writer, file, child(returned, 'typeAnnotation')!) : inferredText(result)}`
}

function valueText(writer: Writer, name: string, file: SourceFile, local: string): string {
  const declaration = file.declarations.get(local)!
  const { node } = declaration
  if (declaration.kind === 'enum') return commented(file, node, exportedAs(name, local, enumText(writer, file, local, node)))
  const annotation = declaration.kind === 'variable' && !declaration.pattern ? child(child(node, 'id')!, 'typeAnnotation') : undefined
  const keyword = declaration.kind === 'variable' && !declaration.constant ? 'let' : 'const'
  const value = evaluate(writer.compiled.graph, file, local)
  const type = annotation ? `: ${shown(writer, file, child(annotation, 'typeAnnotation')!)}` : valueType(file, node, value, keyword)
  const own = isReserved(name) ? `export_${name}` : name
  return commented(file, node, exportedAs(name, own, `declare ${keyword} ${own}${type};`))
}

/** A literal constant is its own type, as in `export declare const N = 10`. */
function valueType(file: SourceFile, node: AstNode, value: unknown, keyword: 'let' | 'const'): string {
  const init = child(node, 'init')
  if (keyword === 'const' && isLiteral(init)) return ` = ${file.text.slice(init!.start, init!.end)}`
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean' || typeof value === 'string')
    return `: ${typeof value}`
  try {
    return `: ${typeText(observe(value, 'it', true))}`
  } catch {
    return ': object'
  }
}
