/**
 * Types as TypeScript writes them → host types.
 *
 *     number → float64 · bigint → int64 · int32 (exported by taipan) → int32 · Float64Array → float64[:]
 *     number[] → float64[] · [number, bigint] → tuple · { x: number } → record · T | null → T?
 */
import { ELEMENTS } from '../../artifact/layout.ts'
import { mergeTypes } from '../../artifact/merge-types.ts'
import { printType } from '../../artifact/signature.ts'
import type { ElementKind, HostType } from '../../artifact/types.ts'
import type { SourceFile } from './file.ts'
import { type Binding, lookup, lookupQualified } from './graph.ts'
import { type AstNode, child, children, nameOf } from './node.ts'
import { fail } from './problems.ts'
import {
  CHANGED,
  distinctTypes,
  readAccessed,
  readChanged,
  readIndexed,
  readKeys,
  readQuery,
  readRecord,
  readSame,
} from './type-operators.ts'
import { refuseType, type TypeArguments, type TypeScope, typeNamed, withNothing } from './type-scope.ts'
import { boundClass, type NamedClass } from './wrapped.ts'

const KEYWORDS: Readonly<Record<string, HostType['kind']>> = {
  TSNumberKeyword: 'float64',
  TSBigIntKeyword: 'int64',
  TSBooleanKeyword: 'boolean',
  TSStringKeyword: 'string',
  TSVoidKeyword: 'void',
  TSUndefinedKeyword: 'undefined',
  TSNullKeyword: 'null',
}
/** Types that taipan exports for numbers of a certain width. */
const WIDTHS: ReadonlySet<string> = new Set([
  'float64',
  'float32',
  'int8',
  'uint8',
  'int16',
  'uint16',
  'int32',
  'uint32',
  'int64',
  'uint64',
])
const ARRAYS = new Map(Object.entries(ELEMENTS).map(([element, { array }]) => [array, element as ElementKind]))
const DEEPEST = 50
const SAME = new Set(['Readonly', 'Required', 'NonNullable'])
const LISTS = new Set(['Array', 'ReadonlyArray'])
const COLLECTIONS = new Map<string, 'Map' | 'Set'>([
  ['Map', 'Map'],
  ['ReadonlyMap', 'Map'],
  ['Set', 'Set'],
  ['ReadonlySet', 'Set'],
])

export function readType(scope: TypeScope, node: AstNode): HostType {
  const keyword = KEYWORDS[node.type]
  if (keyword) return { kind: keyword } as HostType
  switch (node.type) {
    case 'TSTypeAnnotation':
    case 'TSParenthesizedType':
    case 'TSOptionalType':
      return readType(scope, child(node, 'typeAnnotation')!)
    case 'TSTypeOperator':
      return node['operator'] === 'keyof' ? readKeys(readType, scope, node) : readType(scope, child(node, 'typeAnnotation')!)
    case 'TSTypeQuery':
      return readQuery(scope, node)
    case 'TSArrayType':
      return { kind: 'list', element: readType(scope, child(node, 'elementType')!) }
    case 'TSTupleType':
    case 'TSTypeLiteral':
    case 'TSUnionType':
    case 'TSIndexedAccessType':
      return only(scope, node, readAlternatives(scope, node))
    case 'TSIntersectionType':
      return readIntersection(scope, node)
    case 'TSLiteralType':
      return readLiteral(scope, node)
    case 'TSTypeReference':
      return readReference(scope, node)
    case 'TSThisType':
      if (scope.self) return scope.self
      break
    case 'TSFunctionType':
      return readFunction(scope, node)
    case 'TSAnyKeyword':
    case 'TSUnknownKeyword':
      return refuseType(scope, node, 'write the type that the values have')
  }
  return refuseType(scope, node, 'write it out as a type of numbers, arrays, tuples and records')
}

const SCALARS = /^(?:float|u?int)\d+$|^boolean$|^string$/

/** What can cross each time that compiled code calls back. */
function readFunction(scope: TypeScope, node: AstNode): HostType {
  const remedy = 'functions that are given take and give numbers, bigints, booleans and strings'
  const scalar = (owner: AstNode | undefined, extra = '') => {
    const annotation = owner && child(owner, 'typeAnnotation')
    const type = annotation ? readType(scope, annotation) : refuseType(scope, owner ?? node, 'write the types of its parameters')
    return SCALARS.test(type.kind) || type.kind === extra ? type : refuseType(scope, annotation ?? node, remedy)
  }
  const parameters = children(node, 'parameters')
  const odd = parameters.find((each) => each.type !== 'Identifier' || each['optional'] === true)
  if (odd) refuseType(scope, odd, 'name each parameter of a function that is given; all of them are always passed')
  return { kind: 'callback', params: parameters.map((each) => scalar(each)), result: scalar(node, 'void') }
}

function elementAlternatives(scope: TypeScope, node: AstNode): HostType[] {
  if (node.type === 'TSRestType') return refuseType(scope, node, 'a tuple has as many elements as it names; write a list')
  return [...perhapsFunction(readAlternatives(scope, node.type === 'TSNamedTupleMember' ? child(node, 'elementType')! : node))]
}

/** A field of a record, and the types that it may have. */
interface Field {
  readonly name: string
  readonly types: readonly HostType[]
}

function readFields(scope: TypeScope, members: readonly AstNode[]): Field[] {
  return members.map((member) => {
    const annotation = child(member, 'typeAnnotation')
    if (member.type !== 'TSPropertySignature' || !annotation) return refuseType(scope, member, 'records that cross have fields with types')
    const types = perhapsFunction(readAlternatives(scope, annotation))
    const mayMiss = member['optional'] === true
    return {
      name: nameOf(child(member, 'key')),
      types: mayMiss ? types.map((type) => withNothing(scope, member, type, 'undefined')) : types,
    }
  })
}

/** The types of a parameter that may have several: `number | bigint | null` is `float64?` or `int64?`. */
export function readAlternatives(scope: TypeScope, node: AstNode): HostType[] {
  switch (node.type) {
    case 'TSTypeAnnotation':
    case 'TSParenthesizedType':
      return readAlternatives(scope, child(node, 'typeAnnotation')!)
    case 'TSUnionType':
      return unionTypes(scope, node)
    case 'TSTupleType':
      return combinations(children(node, 'elementTypes').map((each) => elementAlternatives(scope, each))).map((elements) => ({
        kind: 'tuple',
        elements,
      }))
    case 'TSTypeLiteral': {
      const dictionary = readIndexed(readType, scope, node)
      return dictionary ? [dictionary] : recordsOf(readFields(scope, children(node, 'members')))
    }
    case 'TSIndexedAccessType':
      return distinctTypes(readAccessed(readType, scope, node))
    case 'TSTypeReference': {
      const name = nameOf(child(node, 'typeName'))
      const binding = name && !scope.parameters.has(name) ? typeNamed(scope, name) : undefined
      if (binding?.kind === 'type') return declaredAlternatives(scope, binding.file, binding.node, argumentsOf(node))
    }
  }
  return [readType(scope, node)]
}

/** One of each list. */
export function combinations<T>(lists: readonly (readonly T[])[]): T[][] {
  return lists.reduce<T[][]>((known, list) => known.flatMap((some) => list.map((each) => [...some, each])), [[]])
}

function recordsOf(fields: readonly Field[]): HostType[] {
  const names = fields.map(({ name }) => name)
  return combinations(fields.map(({ types }) => types)).map((types) => ({
    kind: 'record',
    fields: types.map((type, index) => ({ name: names[index]!, type })),
  }))
}

/** What is part of something has one type. */
function only(scope: TypeScope, node: AstNode, given: readonly HostType[]): HostType {
  const types = perhapsFunction(given)
  if (types.length === 1) return types[0]!
  const merged = types.reduce<HostType | undefined>((one, other) => one && mergeTypes(one, other), types[0])
  if (merged) return merged
  const each = types.map(printType).join(', ')
  return refuseType(scope, node, `what is part of something has one type besides null and undefined, and this has several (${each})`)
}

/** A function that may be missing is one type where it is part of something, where a parameter has two signatures. */
export function perhapsFunction(types: readonly HostType[]): readonly HostType[] {
  const [callback, ...others] = [...types].sort((a, b) => Number(b.kind === 'callback') - Number(a.kind === 'callback'))
  const has = (kind: HostType['kind']) => others.some((type) => type.kind === kind)
  const isAlone = callback?.kind !== 'callback' || others.length === 0
  if (isAlone || !others.every(({ kind }) => kind === 'null' || kind === 'undefined')) return types
  return [{ kind: 'optional', type: callback, null: has('null'), undefined: has('undefined') }]
}

/** Each distinct type of a union, with null and undefined if they are in it. */
function unionTypes(scope: TypeScope, node: AstNode): HostType[] {
  const types = children(node, 'types').flatMap((each) => readAlternatives(scope, each))
  const isNothing = ({ kind }: HostType) => kind === 'null' || kind === 'undefined'
  const solid = types.filter((type) => !isNothing(type))
  const distinct = [...new Map(solid.map((type) => [JSON.stringify(type), type])).values()]
  const nothing = [...new Set(types.filter(isNothing).map(({ kind }) => kind as 'null' | 'undefined'))]
  if (distinct.length === 0) return nothing.length === 1 ? [{ kind: nothing[0]! }] : [{ kind: 'undefined' }]
  // A function that may be missing is one type or the other: which, decides what is compiled.
  if (distinct.some(({ kind }) => kind === 'callback')) return [...distinct, ...nothing.map((kind): HostType => ({ kind }))]
  return distinct.map((type) => nothing.reduce<HostType>((made, kind) => withNothing(scope, node, made, kind), type))
}

function readIntersection(scope: TypeScope, node: AstNode): HostType {
  // A number with a brand on it.
  const branded = children(node, 'types').find((each) => KEYWORDS[each.type])
  if (branded) return readType(scope, branded)
  const types = children(node, 'types').map((each) => readType(scope, each))
  const fields = types.flatMap((type) => (type.kind === 'record' ? type.fields : refuseType(scope, node, 'only records can be combined')))
  return { kind: 'record', fields: [...new Map(fields.map((field) => [field.name, field])).values()] }
}

function readLiteral(scope: TypeScope, node: AstNode): HostType {
  const literal = child(node, 'literal')!
  const value = literal.type === 'UnaryExpression' ? child(literal, 'argument')?.['value'] : literal['value']
  if (typeof value === 'number') return { kind: 'float64' }
  if (typeof value === 'bigint' || literal['bigint']) return { kind: 'int64' }
  if (typeof value === 'boolean') return { kind: 'boolean' }
  if (typeof value === 'string') return { kind: 'string' }
  return refuseType(scope, node, 'write the type of its values')
}

function readReference(scope: TypeScope, node: AstNode): HostType {
  const called = child(node, 'typeName') ?? child(node, 'expression')!
  const name = called.type === 'Identifier' ? nameOf(called) : ''
  const given = argumentsOf(node)
  if (called.type === 'TSQualifiedName') {
    const found = lookupQualified(scope.graph, scope.file, called)
    if (found) return readBinding(scope, node, scope.file.text.slice(called.start, called.end), found, given)
  }
  const argument = scope.parameters.get(name)
  if (argument) return argument
  const binding = name ? typeNamed(scope, name) : undefined
  if (binding) return readBinding(scope, node, name, binding, given)
  if (scope.self && name === scope.selfName) return scope.self
  if (name === 'InstanceType' && given[0]?.type === 'TSTypeQuery') return readInstance(scope, given[0])
  const element = ARRAYS.get(name)
  if (element) return { kind: 'array', element }
  if (LISTS.has(name) && given[0]) return { kind: 'list', element: readType(scope, given[0]) }
  if (SAME.has(name) && given[0]) return readSame(readType, scope, name, given[0])
  if (CHANGED.has(name) && given[0]) return readChanged(readType, scope, node, name, given)
  if (name === 'Record') return readRecord(readType, scope, node, given)
  const of = COLLECTIONS.get(name)
  if (of && given.length === (of === 'Map' ? 2 : 1)) {
    const elements = given.map((each) => readType(scope, each))
    return { kind: 'list', element: of === 'Map' ? { kind: 'tuple', elements } : elements[0]!, of }
  }
  if (WIDTHS.has(name)) {
    return fail(scope.file, node, 'aot_unknown_type', { name, remedy: `write \`import type { ${name} } from 'taipan'\`` })
  }
  if (/^(?:ArrayLike|(?:Readonly)?(?:Map|Set)Iterator|Iterable(?:Iterator)?|Iterator|Generator|ArrayIterator)$/.test(name))
    return refuseType(
      scope,
      node,
      'write which arrays it may be (`number[] | Float64Array`), or give the types in a comment (`/** @signature float64(float64[:]) */`)',
    )
  if (name in globalThis || /^(?:Promise|AsyncIter|AsyncGen)/.test(name))
    return refuseType(
      scope,
      node,
      'what crosses is made of numbers, bigints, booleans, strings, arrays, tuples, records and classes of these files',
    )
  const shown = scope.file.text.slice(called.start, called.end)
  return fail(scope.file, node, 'aot_unknown_type', { name: shown, remedy: 'declare it in this file or import it' })
}

/** `InstanceType<typeof Buffer>` */
function readInstance(scope: TypeScope, query: AstNode): HostType {
  const named = child(query, 'exprName')
  const found = named?.type === 'Identifier' ? boundClass(scope.graph, lookup(scope.graph, scope.file, nameOf(named))) : undefined
  return found ? classType(scope, found) : refuseType(scope, query, 'name a class of this file, or one that it imports')
}

function classType(scope: TypeScope, found: NamedClass): HostType {
  return { kind: 'class', name: found.name, key: scope.classKey(found) }
}

function argumentsOf(node: AstNode): readonly AstNode[] {
  return children(child(node, 'typeArguments') ?? child(node, 'typeParameters') ?? node, 'params')
}

function readBinding(scope: TypeScope, node: AstNode, name: string, binding: Binding, given: readonly AstNode[]): HostType {
  if (binding.kind === 'taipan') {
    if (WIDTHS.has(binding.name)) return { kind: binding.name } as HostType
    return fail(scope.file, node, 'aot_unknown_type', {
      name,
      remedy: 'taipan exports int8 … uint64, float32 and float64 as types of values',
    })
  }
  if (binding.kind === 'type') return only(scope, node, declaredAlternatives(scope, binding.file, binding.node, given))
  if (binding.kind === 'declaration') {
    const { declaration } = binding
    const found = boundClass(scope.graph, binding)
    if (found) return classType(scope, found)
    if (declaration.kind === 'enum') return readEnum(scope, node, declaration.node)
  }
  return refuseType(scope, node, 'write a type')
}

/** Members are numbers or strings, as their initial values say. */
function readEnum(scope: TypeScope, node: AstNode, declaration: AstNode): HostType {
  const kinds = new Set(children(declaration, 'members').map((member) => typeof child(member, 'initializer')?.['value'] === 'string'))
  if (kinds.size > 1) return refuseType(scope, node, 'its members are of several types')
  return { kind: kinds.has(true) ? 'string' : 'float64' }
}

/** An alias or an interface, with its own parameters filled in. */
function declaredAlternatives(scope: TypeScope, file: SourceFile, node: AstNode, given: readonly AstNode[]): HostType[] {
  const inner = declaredScope(scope, file, node, given)
  if (node.type === 'TSTypeAliasDeclaration') return readAlternatives(inner, child(node, 'typeAnnotation')!)
  const dictionary = readIndexed(readType, inner, child(node, 'body')!)
  if (dictionary && children(node, 'extends').length === 0) return [dictionary]
  const inherited = children(node, 'extends').flatMap((base): Field[] => {
    const type = readReference(inner, base)
    if (type.kind !== 'record') return refuseType(inner, base, 'an interface of values extends others of values')
    return type.fields.map(({ name, type: own }) => ({ name, types: [own] }))
  })
  const own = readFields(inner, children(child(node, 'body')!, 'body'))
  return recordsOf([...new Map([...inherited, ...own].map((field) => [field.name, field])).values()])
}

/** Inside an alias or an interface. */
function declaredScope(scope: TypeScope, file: SourceFile, node: AstNode, given: readonly AstNode[]): TypeScope {
  const depth = (scope.depth ?? 0) + 1
  if (depth > DEEPEST) refuseType({ ...scope, file }, node, 'a value that may contain others like itself is an instance of a class')
  return { ...scope, depth, file, parameters: bindParameters(scope, file, node, given) }
}

/** Type parameters of a declaration by name, from arguments or defaults. */
export function bindParameters(scope: TypeScope, file: SourceFile, node: AstNode, given: readonly AstNode[]): TypeArguments {
  const bound = new Map<string, HostType>()
  for (const [index, parameter] of children(child(node, 'typeParameters') ?? node, 'params').entries()) {
    if (parameter.type !== 'TSTypeParameter') continue
    const argument = given[index]
    const fallback = child(parameter, 'default')
    const name = typeof parameter['name'] === 'string' ? parameter['name'] : nameOf(child(parameter, 'name'))
    if (argument) bound.set(name, readType(scope, argument))
    else if (fallback) bound.set(name, readType({ ...scope, file, parameters: bound }, fallback))
  }
  return bound
}

/** `new Map<string, number>()`, as the type that it is. */
export function madeCollection(value: AstNode | undefined): AstNode | undefined {
  const callee = value?.type === 'NewExpression' ? child(value, 'callee') : undefined
  const isCollection = callee?.type === 'Identifier' && COLLECTIONS.has(nameOf(callee)) && argumentsOf(value!).length > 0
  return isCollection ? ({ ...value, type: 'TSTypeReference', typeName: callee } as unknown as AstNode) : undefined
}

/** `{} as Record<string, number>` */
export function castOf(value: AstNode | undefined): AstNode | undefined {
  return value?.type === 'TSAsExpression' ? child(value, 'typeAnnotation') : undefined
}
