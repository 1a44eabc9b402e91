/** The signatures that an exported function is compiled for: from its comment, its overloads, or its annotations. */
import { parseSignature } from '../../artifact/signature.ts'
import type { HostType, Signature } from '../../artifact/types.ts'
import { readType, type TypeScope } from '../source/annotations.ts'
import type { SourceFile } from '../source/file.ts'
import { lookup } from '../source/graph.ts'
import { type AstNode, child, children, nameOf } from '../source/node.ts'
import { fail, type Problems } from '../source/problems.ts'

const INFERRED: HostType = { kind: 'inferred' }

/** The comment that stands before a statement at the top of a file, without its stars; '' if there is none. */
export function docComment(file: SourceFile, at: AstNode): string {
  const statement = children(file.program, 'body').find((each) => each.start <= at.start && at.end <= each.end)
  if (!statement) return ''
  const end = file.text.slice(0, statement.start).trimEnd()
  if (!end.endsWith('*/')) return ''
  const start = end.lastIndexOf('/**')
  return start < 0 || end.indexOf('*/', start) !== end.length - 2 ? '' : end.slice(start)
}

export function signaturesOf(
  scope: TypeScope,
  name: string,
  node: AstNode,
  overloads: readonly AstNode[],
  problems: Problems,
): readonly Signature[] {
  const written = [...docComment(scope.file, overloads[0] ?? node).matchAll(/@signature\s+(.+?)\s*(?:\*\/|$)/gm)].map((match) => match[1]!)
  if (written.length > 0) return written.map((text) => writtenSignature(scope, node, text))
  const generic = child(node, 'typeParameters')
  if (generic && children(generic, 'params').some((each) => !scope.parameters.has(parameterName(each)))) {
    const remedy = `write \`export const ${name}F64 = ${name}<Float64Array>\` for each type, or \`/** @signature … */\` before it`
    fail(scope.file, generic, 'aot_generic_export', { name, remedy })
  }
  const each = overloads.length > 0 ? overloads : [node]
  return each.map((declared) => annotated(scope, name, declared, problems))
}

function parameterName(node: AstNode): string {
  return typeof node['name'] === 'string' ? node['name'] : nameOf(child(node, 'name'))
}

function writtenSignature(scope: TypeScope, node: AstNode, text: string): Signature {
  try {
    const { params, result } = parseSignature(text)
    return { params: params.map((type) => withClasses(scope, type)), result: withClasses(scope, result) }
  } catch (error) {
    return fail(scope.file, node, 'aot_bad_signature', { text, reason: (error as Error).message.split('\n')[0]! })
  }
}

/** Names of classes in a signature mean what they mean in the file. */
function withClasses(scope: TypeScope, type: HostType): HostType {
  switch (type.kind) {
    case 'class': {
      const binding = lookup(scope.graph, scope.file, type.name)
      if (binding?.kind !== 'declaration' || binding.declaration.kind !== 'class') throw new TypeError(`there is no class ${type.name}`)
      return { ...type, key: scope.classKey(binding.file, binding.declaration.node, binding.name) }
    }
    case 'list':
      return { ...type, element: withClasses(scope, type.element) }
    case 'optional':
      return { ...type, type: withClasses(scope, type.type) }
    case 'tuple':
      return { ...type, elements: type.elements.map((each) => withClasses(scope, each)) }
    case 'record':
      return { ...type, fields: type.fields.map((field) => ({ ...field, type: withClasses(scope, field.type) })) }
  }
  return type
}

/** All parameters without a type are reported, not the first alone. */
function annotated(scope: TypeScope, name: string, node: AstNode, problems: Problems): Signature {
  const parameters = children(node, 'params').filter((each) => nameOf(each) !== 'this')
  const params = parameters.map((each) => problems.attempt(() => parameterType(scope, name, each)) ?? INFERRED)
  const result = child(node, 'returnType')
  return { params, result: result ? (problems.attempt(() => resultType(scope, result)) ?? INFERRED) : INFERRED }
}

function resultType(scope: TypeScope, node: AstNode): HostType {
  const type = child(node, 'typeAnnotation')!
  return type.type === 'TSTypePredicate' ? { kind: 'boolean' } : readType(scope, type)
}

function parameterType(scope: TypeScope, owner: string, node: AstNode): HostType {
  if (node.type === 'RestElement') {
    return fail(scope.file, node, 'aot_unsupported_type', {
      type: scope.file.text.slice(node.start, node.end),
      remedy: 'take a list instead',
    })
  }
  const target = node.type === 'AssignmentPattern' ? child(node, 'left')! : node
  const annotation = child(target, 'typeAnnotation')
  const type = annotation ? readType(scope, annotation) : defaultType(node)
  if (!type) {
    const shown = target.type === 'Identifier' ? nameOf(target) : scope.file.text.slice(target.start, target.end)
    return fail(scope.file, node, 'aot_missing_type', { name: shown, owner, remedy: `\`${shown}: number\`, or the type that it has` })
  }
  const mayMiss = node.type === 'AssignmentPattern' || target['optional'] === true
  if (!mayMiss || type.kind === 'undefined') return type
  if (type.kind === 'optional') return { ...type, undefined: true }
  return type.kind === 'string' ? type : { kind: 'optional', type, null: false, undefined: true }
}

/** `n = 1` says what `n: number = 1` says. */
function defaultType(node: AstNode): HostType | undefined {
  const value = node.type === 'AssignmentPattern' ? child(node, 'right') : undefined
  const literal = value?.type === 'UnaryExpression' ? child(value, 'argument') : value
  if (literal?.type !== 'Literal') return undefined
  if (literal['bigint']) return { kind: 'int64' }
  const kind = typeof literal['value']
  return kind === 'number' ? { kind: 'float64' } : kind === 'boolean' ? { kind: 'boolean' } : undefined
}
