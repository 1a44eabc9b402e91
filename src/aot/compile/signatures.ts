/** The signatures that an exported function is compiled for: from its comment, its overloads, or its annotations. */
import { mergeTypes } from '../../artifact/merge-types.ts'
import {
  COLLECTIONS_ALONE,
  collectionOf,
  holdsCallback,
  holdsCollection,
  parseSignature,
  parseType,
  RECORDS_GIVEN,
} from '../../artifact/signature.ts'
import type { HostType, Signature } from '../../artifact/types.ts'
import { combinations, readAlternatives } from '../source/annotations.ts'
import type { SourceFile } from '../source/file.ts'
import { lookup } from '../source/graph.ts'
import { type AstNode, child, children, nameOf } from '../source/node.ts'
import { type Parameter, parametersOf } from '../source/parameters.ts'
import { fail, type Problems } from '../source/problems.ts'
import { refuseType, type TypeScope } from '../source/type-scope.ts'
import { boundClass } from '../source/wrapped.ts'
import { type DefaultScope, defaultType, withoutUndefined } from './defaults.ts'

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
  const scopes = withParameters(scope, name, node)
  const each = overloads.length > 0 ? overloads : [described(scope, node)]
  return each.flatMap((declared) => scopes.flatMap((bound) => annotated(bound, name, declared, problems)))
}

/** `<T extends Float32Array | Float64Array>` stands for each of them. */
function withParameters(scope: TypeScope, name: string, node: AstNode): readonly TypeScope[] {
  const generic = child(node, 'typeParameters')
  const open = children(generic ?? node, 'params').filter(
    (each) => each.type === 'TSTypeParameter' && !scope.parameters.has(parameterName(each)),
  )
  if (!generic || open.length === 0) return [scope]
  const choices = open.map((each) => {
    const constraint = child(each, 'constraint')
    const remedy = `write \`export const ${name}F64 = ${name}<Float64Array>\` for each type, or \`/** @signature … */\` before it`
    return constraint ? readAlternatives(scope, constraint) : fail(scope.file, generic, 'aot_generic_export', { name, remedy })
  })
  const every = combinations(choices)
  if (every.length > MOST) refuseType(scope, generic, `these are ${every.length} combinations; write an overload for each that is wanted`)
  const names = open.map(parameterName)
  return every.map((types) => ({
    ...scope,
    parameters: new Map([...scope.parameters, ...types.map((type, at) => [names[at]!, type] as const)]),
  }))
}

/** The annotation of the variable whose initial value a function is. */
export function variableType(file: SourceFile, node: AstNode): AstNode | undefined {
  const declared = [...file.declarations.values()].find(
    (each) => each.kind === 'variable' && !each.pattern && child(each.node, 'init') === node,
  )
  const annotation = declared && child(child(declared.node, 'id')!, 'typeAnnotation')
  return annotation && child(annotation, 'typeAnnotation')
}

/** `const square: Unary = (x) => x * x`: the variable says what the types are, where the function says nothing. */
function described({ graph, file }: TypeScope, node: AstNode): AstNode {
  if (parametersOf(node).some(({ type, value, isRest }) => type || value || isRest) || child(node, 'returnType')) return node
  let type = variableType(file, node)
  // An alias of this file without parameters of its own.
  for (let steps = 0; type?.type === 'TSTypeReference' && steps < 10; steps++) {
    const binding = lookup(graph, file, nameOf(child(type, 'typeName')))
    if (binding?.kind !== 'type' || binding.file !== file || child(binding.node, 'typeParameters')) return node
    type = child(binding.node, 'typeAnnotation')
  }
  if (type?.type !== 'TSFunctionType' || child(type, 'typeParameters')) return node
  const count = children(node, 'params').length
  return { ...node, params: children(type, 'parameters').slice(0, count), returnType: type['typeAnnotation'] }
}

function parameterName(node: AstNode): string {
  return typeof node['name'] === 'string' ? node['name'] : nameOf(child(node, 'name'))
}

/** The text of a type, with classes meant as in the file. */
export function writtenType(scope: TypeScope, node: AstNode, text: string): HostType {
  try {
    return withClasses(scope, parseType(text))
  } catch (error) {
    return fail(scope.file, node, 'aot_bad_signature', { text, reason: (error as Error).message.split('\n')[0]! })
  }
}

export function writtenSignature(scope: TypeScope, node: AstNode, text: string): Signature {
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
      const found = boundClass(scope.graph, lookup(scope.graph, scope.file, type.name))
      if (found) return { ...type, key: scope.classKey(found) }
      if (scope.self && type.name === scope.selfName) return scope.self
      throw new TypeError(`there is no class ${type.name}`)
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

/** More combinations of types than this are not meant. */
const MOST = 16

/** All parameters without a type are reported, not the first alone. A parameter of several types makes several signatures. */
function annotated(scope: TypeScope, name: string, node: AstNode, problems: Problems): Signature[] {
  const known: DefaultScope = { ...scope, before: new Map() }
  const params = parametersOf(node).map((each) => {
    const types = problems.attempt(() => parameterTypes(known, name, each)) ?? [INFERRED]
    if (types.length === 1) known.before.set(nameOf(each.pattern), withoutUndefined(types[0]!))
    return types
  })
  const returned = child(node, 'returnType')
  const result = returned ? (problems.attempt(() => resultType(scope, returned)) ?? INFERRED) : INFERRED
  const count = params.reduce((product, types) => product * types.length, 1)
  const whole = count > MOST ? params.map(mergedAlternatives) : []
  if (count > MOST && whole.every((types) => types.length === 1)) return [{ params: whole.map(([type]) => type!), result }]
  if (count > MOST) {
    const many = parametersOf(node)[params.findIndex((types) => types.length > 1)]!.type!
    refuseType(
      scope,
      many,
      `with the types of the other parameters these are ${count} combinations; write an overload for each that is wanted`,
    )
  }
  const combinations = params.reduce<HostType[][]>((known, types) => known.flatMap((some) => types.map((type) => [...some, type])), [[]])
  return combinations.map((types) => ({ params: types, result }))
}

/** Objects of many kinds, as objects that may have what some of them have. */
function mergedAlternatives(types: readonly HostType[]): readonly HostType[] {
  const merged = types.reduce<HostType | undefined>((one, other) => one && mergedRecords(one, other), types[0])
  return merged ? [merged] : types
}

/** A result of several types is what is found for each signature. */
function resultType(scope: TypeScope, node: AstNode): HostType {
  const type = child(node, 'typeAnnotation')!
  if (type.type === 'TSTypePredicate') return { kind: 'boolean' }
  // A caller who knows nothing is promised nothing.
  if (type.type === 'TSUnknownKeyword' || type.type === 'TSAnyKeyword') return INFERRED
  const types = readAlternatives(scope, type)
  if (types.some(holdsCallback)) refuseType(scope, type, 'functions cannot be handed out; export the function itself')
  return types.length === 1 ? types[0]! : INFERRED
}

function parameterTypes(scope: DefaultScope, owner: string, { node, pattern, type, value, mayMiss, isRest }: Parameter): HostType[] {
  const found = type ? readAlternatives(scope, type) : defaultType(scope, value)
  if (found.length === 0) {
    const shown = pattern.type === 'Identifier' ? nameOf(pattern) : scope.file.text.slice(pattern.start, pattern.end)
    return fail(scope.file, node, 'aot_missing_type', { name: shown, owner, remedy: `\`${shown}: number\`, or the type that it has` })
  }
  const types = mayMiss ? orMissing(found) : isRest ? found.map(asFresh) : found
  if (type && types.some(holdsCollection)) refuseType(scope, type, COLLECTIONS_ALONE)
  if (type && types.some((each) => collectionOf(each) === 'Record')) refuseType(scope, type, RECORDS_GIVEN)
  return types
}

/** The host makes a new list of the arguments: code may keep it. */
function asFresh(type: HostType): HostType {
  return type.kind === 'list' ? { ...type, fresh: true } : type
}

/** Whether a function is given decides what is compiled. */
function orMissing(types: readonly HostType[]): HostType[] {
  if (types.every(({ kind }) => kind !== 'callback')) return types.map(orUndefined)
  return [...types.filter(({ kind }) => kind !== 'undefined'), { kind: 'undefined' }]
}

/** One for all that several signatures take, if their parameters differ in records alone. */
export function mergedSignature(signatures: readonly Signature[]): Signature | undefined {
  const [first, ...others] = signatures
  if (first === undefined || others.length === 0) return undefined
  const params = others.reduce<(HostType | undefined)[]>(
    (known, { params: more }) => known.map((type, index) => type && more[index] && mergedRecords(type, more[index])),
    [...first.params],
  )
  if (others.some((each) => each.params.length !== first.params.length) || params.includes(undefined)) return undefined
  const isOne = others.every(({ result }) => JSON.stringify(result) === JSON.stringify(first.result))
  return { params: params as HostType[], result: isOne ? first.result : INFERRED }
}

/** Undefined for what is neither one type nor objects. */
function mergedRecords(a: HostType, b: HostType): HostType | undefined {
  if (JSON.stringify(a) === JSON.stringify(b)) return a
  const isRecord = (type: HostType): boolean => (type.kind === 'optional' ? isRecord(type.type) : type.kind === 'record')
  return isRecord(a) && isRecord(b) ? mergeTypes(a, b) : undefined
}

/** Tuples whose elements are of one type, as lists. */
export function withLists(type: HostType): HostType {
  switch (type.kind) {
    case 'tuple': {
      const elements = type.elements.map(withLists)
      const isOne = elements.length > 0 && elements.every((each) => JSON.stringify(each) === JSON.stringify(elements[0]))
      return isOne ? { kind: 'list', element: elements[0]! } : { ...type, elements }
    }
    case 'list':
      if (type.of === 'Map' || type.of === 'Record') {
        const { elements } = type.element as HostType & { kind: 'tuple' }
        return { ...type, element: { kind: 'tuple', elements: elements.map(withLists) } }
      }
      return { ...type, element: withLists(type.element) }
    case 'optional':
      return { ...type, type: withLists(type.type) }
    case 'record':
      return { ...type, fields: type.fields.map((field) => ({ ...field, type: withLists(field.type) })) }
  }
  return type
}

/** What may be left out. */
export function orUndefined(type: HostType): HostType {
  if (type.kind === 'optional') return { ...type, undefined: true }
  return type.kind === 'undefined' ? type : { kind: 'optional', type, null: false, undefined: true }
}
