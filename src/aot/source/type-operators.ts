/** Types that TypeScript makes of others, and of what constants hold: `(typeof LEVELS)[number]`, `keyof`, `Partial`, `Record`. */
import type { HostType } from '../../artifact/types.ts'
import { observe } from '../../runtime/observe.ts'
import { lookupQualified } from './graph.ts'
import { evaluate } from './initialisers.ts'
import { type AstNode, child, children, nameOf } from './node.ts'
import { refuseType, type TypeScope, typeNamed, withNothing } from './type-scope.ts'

/** How a type is read (annotations.ts). */
type Read = (scope: TypeScope, node: AstNode) => HostType

/** Some of the fields of a record, or all of them in another way. */
export const CHANGED: ReadonlySet<string> = new Set(['Partial', 'Pick', 'Omit'])

interface Found {
  readonly value: unknown
}

/** What a constant of these files holds: `typeof LEVELS`, `typeof conf.deep`. */
function queried(scope: TypeScope, node: AstNode): Found | undefined {
  const named = child(node, 'exprName')
  return named && valueNamed(scope, named)
}

function valueNamed(scope: TypeScope, node: AstNode): Found | undefined {
  const { graph, file } = scope
  const binding = lookupQualified(graph, file, node)
  if (binding?.kind === 'declaration')
    return /^(?:variable|enum)$/.test(binding.declaration.kind) ? { value: evaluate(graph, binding.file, binding.name) } : undefined
  const left = node.type === 'TSQualifiedName' ? valueNamed(scope, child(node, 'left')!) : undefined
  const key = nameOf(child(node, 'right'))
  return typeof left?.value === 'object' && left.value !== null ? { value: (left.value as Record<string, unknown>)[key] } : undefined
}

export function readQuery(scope: TypeScope, node: AstNode): HostType {
  return typeOfValue(scope, node, queried(scope, node))
}

function typeOfValue(scope: TypeScope, node: AstNode, found: Found | undefined): HostType {
  if (!found) return refuseType(scope, node, 'write it out as a type of numbers, arrays, tuples and records')
  try {
    return observe(found.value, 'it', true)
  } catch {
    return refuseType(scope, node, 'write out the type of what it holds')
  }
}

/** `keyof typeof TABLE` */
export function readKeys(read: Read, scope: TypeScope, node: AstNode): HostType {
  const inner = child(node, 'typeAnnotation')!
  const found = inner.type === 'TSTypeQuery' ? queried(scope, inner) : undefined
  if (Array.isArray(found?.value)) return { kind: 'float64' }
  if (!found && read(scope, inner).kind !== 'record') return refuseType(scope, node, 'write out the type that the keys have')
  return { kind: 'string' }
}

/** `(typeof LEVELS)[number]`, `Point['x']` */
export function readAccessed(read: Read, scope: TypeScope, node: AstNode): HostType[] {
  const object = withoutParentheses(child(node, 'objectType')!)
  const index = withoutParentheses(child(node, 'indexType')!)
  const literal = index.type === 'TSLiteralType' ? child(index, 'literal')!['value'] : undefined
  const found = object.type === 'TSTypeQuery' ? queried(scope, object) : undefined
  if (found && typeof found.value === 'object' && found.value !== null) {
    const all = Object.entries(found.value).filter(([key]) => literal === undefined || key === String(literal))
    if (all.length > 0) return all.map(([, value]) => typeOfValue(scope, node, { value }))
  }
  const type = found ? undefined : read(scope, object)
  if (type?.kind === 'list' && literal === undefined) return [type.element]
  if (type?.kind === 'tuple')
    return literal === undefined ? [...type.elements] : type.elements.filter((_, at) => String(at) === String(literal))
  const fields = type?.kind === 'record' ? type.fields.filter(({ name }) => literal === undefined || name === literal) : []
  return fields.length > 0 ? fields.map((field) => field.type) : [refuseType(scope, node, 'write the type that it is')]
}

function withoutParentheses(node: AstNode): AstNode {
  return node.type === 'TSParenthesizedType' ? withoutParentheses(child(node, 'typeAnnotation')!) : node
}

export function distinctTypes(types: readonly HostType[]): HostType[] {
  return [...new Map(types.map((type) => [JSON.stringify(type), type])).values()]
}

/** `Record<'x' | 'y', number>` is a record; of any texts it is a dictionary, which is no argument; of other keys it is not known which there are. */
export function readRecord(read: Read, scope: TypeScope, node: AstNode, [keys, value]: readonly AstNode[]): HostType {
  if (keys && value && areAnyNames(scope, keys)) return dictionaryOf(read(scope, value))
  const names = keys && keyNames(read, scope, keys)
  if (names && value) return { kind: 'record', fields: names.map((name) => ({ name, type: read(scope, value) })) }
  const remedy =
    'properties are known when it is compiled, so name them (`{ x: number }`), or number what the keys stand for and take an array'
  return refuseType(scope, node, remedy)
}

/** An object with any names: texts, whichever way they are written. */
function dictionaryOf(value: HostType): HostType {
  return { kind: 'list', element: { kind: 'tuple', elements: [{ kind: 'string' }, value] }, of: 'Record' }
}

/** `string`, `number` or both, or an alias of that. */
function areAnyNames(scope: TypeScope, given: AstNode): boolean {
  const node = withoutParentheses(given)
  if (node.type === 'TSUnionType') return children(node, 'types').every((each) => areAnyNames(scope, each))
  const alias = node.type === 'TSTypeReference' ? aliasOf(scope, node) : undefined
  if (alias) return areAnyNames(alias.scope, alias.node)
  if (node.type === 'TSTypeReference' && nameOf(child(node, 'typeName')) === 'PropertyKey') return true
  return node.type === 'TSStringKeyword' || node.type === 'TSNumberKeyword'
}

/** `{ [name: string]: number }`, which is all that the type says; undefined if it is not that. */
export function readIndexed(read: Read, scope: TypeScope, node: AstNode): HostType | undefined {
  const [member, ...others] = children(node, node.type === 'TSInterfaceBody' ? 'body' : 'members')
  const value = member?.type === 'TSIndexSignature' && others.length === 0 ? child(member, 'typeAnnotation') : undefined
  if (!value) return undefined
  const inner = value.type === 'TSTypeAnnotation' ? child(value, 'typeAnnotation')! : value
  return dictionaryOf(read(scope, inner))
}

/** What a name of a type stands for. */
function aliasOf(scope: TypeScope, node: AstNode): { readonly scope: TypeScope; readonly node: AstNode } | undefined {
  const name = nameOf(child(node, 'typeName'))
  const binding = name ? typeNamed(scope, name) : undefined
  if (binding?.kind !== 'type' || binding.node.type !== 'TSTypeAliasDeclaration') return undefined
  return { scope: { ...scope, file: binding.file }, node: child(binding.node, 'typeAnnotation')! }
}

/** The strings that a type of keys names; undefined if it is not that. */
function keyNames(read: Read, scope: TypeScope, given: AstNode): string[] | undefined {
  const node = withoutParentheses(given)
  if (node.type === 'TSUnionType') {
    const names = children(node, 'types').map((each) => keyNames(read, scope, each))
    return names.every((each) => each !== undefined) ? names.flat() : undefined
  }
  if (node.type === 'TSLiteralType') {
    const value = child(node, 'literal')!['value']
    return typeof value === 'string' || typeof value === 'number' ? [String(value)] : undefined
  }
  if (node.type === 'TSTypeOperator' && node['operator'] === 'keyof') {
    const inner = child(node, 'typeAnnotation')!
    const found = inner.type === 'TSTypeQuery' ? queried(scope, inner) : undefined
    if (found) return Array.isArray(found.value) ? undefined : Object.keys(found.value as object)
    const type = read(scope, inner)
    return type.kind === 'record' ? type.fields.map(({ name }) => name) : undefined
  }
  if (node.type === 'TSIndexedAccessType') {
    const object = withoutParentheses(child(node, 'objectType')!)
    const found = object.type === 'TSTypeQuery' ? queried(scope, object) : undefined
    const values = found ? Object.values(found.value as object) : []
    return values.length > 0 && values.every((value) => typeof value === 'string') ? (values as string[]) : undefined
  }
  const alias = node.type === 'TSTypeReference' ? aliasOf(scope, node) : undefined
  if (alias) return keyNames(read, alias.scope, alias.node)
  const name = node.type === 'TSTypeReference' ? nameOf(child(node, 'typeName')) : ''
  const binding = name ? typeNamed(scope, name) : undefined
  if (binding?.kind === 'declaration' && binding.declaration.kind === 'enum') {
    const values = Object.values(evaluate(scope.graph, binding.file, binding.name) as Record<string, unknown>)
    return values.every((value) => typeof value === 'string') ? (values as string[]) : undefined
  }
  return undefined
}

/** Some of the fields of a record, or all of them in another way. */
export function readChanged(read: Read, scope: TypeScope, node: AstNode, how: string, [of, keys]: readonly AstNode[]): HostType {
  const type = read(scope, of!)
  if (how === 'Partial' && type.kind === 'list' && type.of === 'Record') {
    const [name, value] = (type.element as HostType & { kind: 'tuple' }).elements
    return { ...type, element: { kind: 'tuple', elements: [name!, withNothing(scope, node, value!, 'undefined')] } }
  }
  if (type.kind !== 'record') return refuseType(scope, node, 'write out the record that it is')
  if (how === 'Partial')
    return { ...type, fields: type.fields.map((field) => ({ ...field, type: withNothing(scope, node, field.type, 'undefined') })) }
  const names = keys && keyNames(read, scope, keys)
  if (!names) return refuseType(scope, node, 'write out the record that it is')
  return { ...type, fields: type.fields.filter(({ name }) => names.includes(name) === (how === 'Pick')) }
}

/** `Readonly<…>`, `Required<…>`, `NonNullable<…>` */
export function readSame(read: Read, scope: TypeScope, how: string, of: AstNode): HostType {
  const type = read(scope, of)
  if (how === 'NonNullable') return type.kind === 'optional' ? type.type : type
  if (how === 'Readonly') return type
  return type.kind === 'record' ? { ...type, fields: type.fields.map((field) => ({ ...field, type: withoutUndefined(field.type) })) } : type
}

function withoutUndefined(type: HostType): HostType {
  if (type.kind !== 'optional') return type
  return type.null ? { ...type, undefined: false } : type.type
}
