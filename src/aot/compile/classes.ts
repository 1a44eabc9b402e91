/** Exported classes: which there are, the types of their fields, and the members that are compiled. */

import type { SourceUnit } from '../../artifact/captured.ts'
import type { ClassMember } from '../../artifact/compile.ts'
import type { HostType, Signature } from '../../artifact/types.ts'
import { hashText } from '../../base/hash.ts'
import { bindParameters, madeCollection, perhapsFunction, readAlternatives, readType } from '../source/annotations.ts'
import { keyOf, membersOf, staysPlain } from '../source/class-parts.ts'
import type { SourceFile } from '../source/file.ts'
import { type Graph, lookup } from '../source/graph.ts'
import { initialiserText, type Needed, need } from '../source/initialisers.ts'
import { type AstNode, child, children, nameOf } from '../source/node.ts'
import { type Parameter, parametersOf } from '../source/parameters.ts'
import { fail, newProblems, type Problems } from '../source/problems.ts'
import type { TypeArguments, TypeScope } from '../source/type-scope.ts'
import { type Units, unitOf } from '../source/unit-of.ts'
import { boundClass, type NamedClass, withoutTypes } from '../source/wrapped.ts'
import { reachedPrivates } from './private-members.ts'
import { orUndefined, signaturesOf, writtenSignature, writtenType } from './signatures.ts'

export interface ClassSource {
  readonly file: SourceFile
  readonly node: AstNode
  readonly local: string
  readonly unit: SourceUnit
  readonly base: ClassSource | undefined
  /** Of the class and all that it reaches: the same in every build. */
  readonly id: string
  /** From annotations; completed by what the constructor was compiled to. */
  readonly fields: Map<string, HostType>
  /** What `jitclass({ … })` says of fields and methods. */
  readonly spec: ReadonlyMap<string, string>
}

export interface MemberSource {
  readonly member: ClassMember
  readonly signatures: readonly Signature[]
  readonly node: AstNode
}

/** All classes that cross, by key, in the order in which they were met: a base before what extends it. */
export type ClassTable = Map<string, ClassSource>

export function addClass(units: Units, table: ClassTable, { file, node, name: local, spec }: NamedClass): ClassSource {
  const unit = unitOf(units, file, node, local)
  const known = table.get(unit.id)
  if (known) return known
  const superClass = child(node, 'superClass')
  const binding = superClass?.type === 'Identifier' ? lookup(units.graph, file, nameOf(superClass)) : undefined
  const extended = boundClass(units.graph, binding)
  const base = extended && addClass(units, table, extended)
  const id = idOfContent(units.graph, file, local)
  const made: ClassSource = { file, node, local, unit, base, id, fields: new Map(base?.fields), spec: specOf(node, spec) }
  table.set(unit.id, made)
  units.declared.set(node, {
    fields: () => made.fields,
    subclasses: () => [...table.values()].filter((each) => each.base === made).map((each) => each.unit),
    classNamed: (_, key) => table.get(key)?.unit,
  })
  return made
}

/** Of a declaration and all that it reaches: the same in every build. */
export function idOfContent(graph: Graph, file: SourceFile, name: string): string {
  const needed: Needed = new Map()
  need(graph, needed, file, name)
  return `${name} ${hashText(withoutPlaces(initialiserText(graph, needed))).slice(0, 24)}`
}

/** From `@jitclass({ … })`, or from the object that is given. */
function specOf(node: AstNode, given: AstNode | undefined): ReadonlyMap<string, string> {
  const decorators = children(node, 'decorators').map((decorator) => child(decorator, 'expression')!)
  const object =
    given ?? decorators.flatMap((expression) => children(expression, 'arguments')).find(({ type }) => type === 'ObjectExpression')
  const entries = (object ? children(object, 'properties') : []).map(
    (property) => [nameOf(child(property, 'key')), child(property, 'value')?.['value']] as const,
  )
  return new Map(entries.filter((entry): entry is readonly [string, string] => typeof entry[1] === 'string'))
}

/** What its type parameters stand for: one type each, for there is one class. */
export function classParameters(scope: TypeScope, { node, local }: ClassSource): TypeArguments {
  const generic = child(node, 'typeParameters')
  if (!generic) return new Map()
  const bound = new Map(bindParameters(scope, scope.file, node, []))
  for (const parameter of children(generic, 'params')) {
    const name = typeof parameter['name'] === 'string' ? parameter['name'] : nameOf(child(parameter, 'name'))
    const constraint = child(parameter, 'constraint')
    if (bound.has(name)) continue
    const types = constraint ? readAlternatives({ ...scope, parameters: bound }, constraint) : []
    if (types.length === 1) bound.set(name, types[0]!)
    else
      fail(scope.file, parameter, 'aot_generic_export', {
        name: local,
        remedy: `say which type is meant: \`class ${local}<${name} = number>\``,
      })
  }
  return bound
}

/** The same whatever else the build reads: files are numbered in the order of this text. */
function withoutPlaces(text: string): string {
  const numbers = new Map<string, number>()
  return text.replace(/\bf(\d+)\b/g, (_, index: string) => {
    if (!numbers.has(index)) numbers.set(index, numbers.size)
    return `f${numbers.get(index)!}`
  })
}

/** What a function gives that takes these. */
export type ResultOf = (scope: TypeScope, node: AstNode, params: readonly HostType[]) => HostType

/** Fields whose annotations name a type that crosses; what the others are, the constructor tells. */
export function readFields(scope: TypeScope, source: ClassSource, resultOf: ResultOf): void {
  const quiet = newProblems()
  const add = (name: string, annotation: AstNode, mayMiss: boolean) => {
    const read = quiet.attempt(() => fieldType(scope, annotation))
    const type = read && mayMiss ? orUndefined(read) : read
    const inner = type?.kind === 'optional' ? type.type : type
    if (type && inner?.kind !== 'string' && !source.spec.has(name)) source.fields.set(name, type)
  }
  const addFunction = (name: string, value: AstNode | undefined) => {
    const type = value && quiet.attempt(() => functionType(scope, value, resultOf))
    if (type && !source.spec.has(name)) source.fields.set(name, type)
  }
  for (const [name, text] of source.spec) {
    const isMethod = membersOf(source).some((member) => member.type === 'MethodDefinition' && keyOf(member) === name)
    if (!isMethod) source.fields.set(name, writtenType(scope, source.node, text))
  }
  for (const { pattern, type, mayMiss, value } of fieldParameters(source)) if (type) add(nameOf(pattern), type, mayMiss && !value)
  for (const member of membersOf(source)) {
    const annotation = child(member, 'typeAnnotation') ?? madeCollection(child(member, 'value'))
    if (member.type !== 'PropertyDefinition' || member['static'] === true || member['declare'] === true) continue
    if (annotation) add(keyOf(member), annotation, member['optional'] === true)
    else addFunction(keyOf(member), child(member, 'value'))
    const type = source.fields.get(keyOf(member))
    if (type?.kind === 'list' && isBare(child(member, 'value'))) source.fields.set(keyOf(member), { ...type, bare: true })
  }
}

/** `Object.create(null)` */
function isBare(value: AstNode | undefined): boolean {
  const callee = value?.type === 'CallExpression' ? child(value, 'callee') : undefined
  return (
    callee?.type === 'MemberExpression' && nameOf(child(callee, 'object')) === 'Object' && nameOf(child(callee, 'property')) === 'create'
  )
}

/** `f = helper`, `f = (x: number) => x * x`: what the function itself says. */
function functionType(scope: TypeScope, value: AstNode, resultOf: ResultOf): HostType | undefined {
  const inner = withoutTypes(value)
  if (inner.type !== 'Identifier') return /^(?:Arrow)?Function/.test(inner.type) ? writtenFunction(scope, inner, resultOf) : undefined
  const binding = lookup(scope.graph, scope.file, nameOf(inner))
  if (binding?.kind !== 'declaration') return undefined
  const { declaration, file } = binding
  const init = declaration.kind === 'variable' && !declaration.pattern && declaration.constant ? child(declaration.node, 'init') : undefined
  const annotation = declaration.kind === 'variable' ? child(child(declaration.node, 'id')!, 'typeAnnotation') : undefined
  if (annotation) return fieldType({ ...scope, file }, annotation)
  const node = declaration.kind === 'function' ? declaration.node : init && withoutTypes(init)
  return node && /^(?:Arrow)?Function/.test(node.type) ? writtenFunction({ ...scope, file }, node, resultOf) : undefined
}

/** Of what is always passed: a parameter that may be missing is not. */
function writtenFunction(scope: TypeScope, node: AstNode, resultOf: ResultOf): HostType | undefined {
  const parameters = parametersOf(node)
  const first = parameters.findIndex(({ mayMiss, isRest }) => mayMiss || isRest)
  const given = first < 0 ? parameters : parameters.slice(0, first)
  if (child(node, 'typeParameters') || node['async'] === true || node['generator'] === true) return undefined
  const result = child(node, 'returnType')
  const any = { type: 'TSTypeAnnotation', typeAnnotation: { type: 'TSVoidKeyword' } }
  const written = { ...node, type: 'TSFunctionType', parameters: given.map(({ pattern }) => pattern), typeAnnotation: result ?? any }
  const type = readType(scope, written as unknown as AstNode) as HostType & { kind: 'callback' }
  return result ? type : withResult(type, resultOf(scope, node, type.params))
}

/** A number of any sort is a number. */
function withResult(type: HostType & { kind: 'callback' }, { kind }: HostType): HostType | undefined {
  const result = { undefined: 'void', boolean: 'boolean', string: 'string', int64: 'int64', uint64: 'uint64' }[kind as string]
  const isNumber = /^(?:float|u?int)\d+$/.test(kind)
  return result || isNumber ? { ...type, result: { kind: result ?? 'float64' } as HostType } : undefined
}

/** A function that may be missing is one field, where it would be two signatures. */
function fieldType(scope: TypeScope, annotation: AstNode): HostType {
  const [type, ...others] = perhapsFunction(readAlternatives(scope, annotation))
  return type && others.length === 0 ? type : readType(scope, annotation)
}

/** `constructor(readonly x: number)` */
export function fieldParameters(source: Pick<ClassSource, 'node'>): Parameter[] {
  const own = membersOf(source).find((member) => member['kind'] === 'constructor')
  const value = own && child(own, 'value')
  return value ? parametersOf(value).filter(({ node }) => node.type === 'TSParameterProperty') : []
}

const KINDS = new Map<unknown, ClassMember['kind']>([
  ['constructor', 'construct'],
  ['method', 'method'],
  ['get', 'getter'],
  ['set', 'setter'],
])

/** The members that the host can call, the constructor first. */
export function membersToCompile(scope: TypeScope, source: ClassSource, problems: Problems): MemberSource[] {
  const type: HostType = { kind: 'class', name: source.local, key: source.unit.id }
  const reached = reachedPrivates(source)
  const found = membersOf(source).flatMap((each): MemberSource[] => {
    const value = child(each, 'value')
    const isCode = each.type === 'MethodDefinition' && value?.type === 'FunctionExpression' && each['abstract'] !== true
    if (!isCode || staysPlain(each)) return []
    const name = keyOf(each)
    if (name.startsWith('#') && !reached.has(name)) return []
    const kind = KINDS.get(each['kind'])!
    const member: ClassMember = { kind, static: each['static'] === true, name, ...listedOf(value) }
    const given = source.spec.get(name)
    const signatures =
      problems.attempt(() =>
        given === undefined ? signaturesOf(scope, `${source.local}.${name}`, value, [], problems) : [writtenSignature(scope, value, given)],
      ) ?? []
    return [{ member, node: value, signatures: signatures.map((signature) => ofMember(member, signature, type)) }]
  })
  const own = found.find(({ member }) => member.kind === 'construct')
  const others = found.filter((each) => each !== own)
  const construct = own ?? inheritedConstructor(scope, source, problems, type)
  return source.node['abstract'] === true ? others : [construct, ...others]
}

/** Where its rest parameter is, which takes a list from the host. */
function listedOf(value: AstNode): Pick<ClassMember, 'listed'> {
  const listed = parametersOf(value).findIndex(({ isRest }) => isRest)
  return listed < 0 ? {} : { listed }
}

function ofMember({ kind, static: isStatic }: ClassMember, { params, result }: Signature, type: HostType): Signature {
  if (kind === 'construct') return { params, result: { kind: 'inferred' } }
  return { params: isStatic ? params : [type, ...params], result: kind === 'setter' ? { kind: 'inferred' } : result }
}

function inheritedConstructor(scope: TypeScope, source: ClassSource, problems: Problems, type: HostType): MemberSource {
  const plain: ClassMember = { kind: 'construct', static: false, name: 'constructor' }
  for (let at = source.base; at; at = at.base) {
    const own = membersOf(at).find((each) => each['kind'] === 'constructor')
    const value = own && child(own, 'value')
    if (!value || value.type !== 'FunctionExpression') continue
    const member = { ...plain, ...listedOf(value) }
    const signatures = signaturesOf({ ...scope, file: at.file }, `${source.local}.constructor`, value, [], problems)
    return { member, node: value, signatures: signatures.map((signature) => ofMember(member, signature, type)) }
  }
  return { member: plain, node: source.node, signatures: [{ params: [], result: { kind: 'inferred' } }] }
}
