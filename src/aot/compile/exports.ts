/** What a file exports, and what has to be compiled for it. */
import type { SourceUnit } from '../../artifact/captured.ts'
import type { HostType, Signature } from '../../artifact/types.ts'
import { bindParameters } from '../source/annotations.ts'
import { resolveName } from '../source/captured.ts'
import { isState } from '../source/captured-values.ts'
import type { SourceFile } from '../source/file.ts'
import { type Binding, exportedNames, isTypeExport, lookup, lookupExport } from '../source/graph.ts'
import { type AstNode, child, children, nameOf } from '../source/node.ts'
import { parametersOf } from '../source/parameters.ts'
import { fail, type Problems } from '../source/problems.ts'
import type { TypeScope } from '../source/type-scope.ts'
import { listUnitOf, placeOf, type Units, unitOf } from '../source/unit-of.ts'
import { boundClass, extendsError, withoutTypes, wrapped } from '../source/wrapped.ts'
import { addClass, type ClassSource, type ClassTable } from './classes.ts'
import { signaturesOf, writtenSignature } from './signatures.ts'

export interface FunctionExport {
  readonly kind: 'function'
  readonly name: string
  readonly file: SourceFile
  readonly node: AstNode
  readonly unit: SourceUnit
  readonly signatures: readonly Signature[]
  /** The classes in its signatures, by key. */
  readonly classes: ReadonlyMap<string, SourceUnit>
  /** What type parameters were given: `dot<Float32Array>`. */
  readonly typeArguments: ReadonlyMap<string, HostType>
  /** The place of its rest parameter, which its code takes as a list. */
  readonly rest: number | undefined
}

export interface ClassExport {
  readonly kind: 'class'
  readonly name: string
  readonly source: ClassSource
}

/** A generator or an async function: it stays JavaScript, and calls what is compiled. */
export interface PlainExport {
  readonly kind: 'plain'
  readonly name: string
  readonly file: SourceFile
  readonly local: string
  readonly node: AstNode
}

/** `export * as ns from './b'`, `export namespace N { … }`. What is in it is among the exports too, under names with a dot. */
export interface NamespaceExport {
  readonly kind: 'namespace'
  readonly name: string
  /** What it is made of: another file, or a part of one. */
  readonly file: SourceFile
  /** Of a module, which nobody can change. */
  readonly frozen: boolean
  readonly members: readonly { readonly key: string; readonly made: ModuleExport }[]
}

export type ModuleExport =
  | ClassExport
  | FunctionExport
  | PlainExport
  | NamespaceExport
  /** A constant that is there when the module is loaded. */
  | { readonly kind: 'value'; readonly name: string; readonly file: SourceFile; readonly local: string }
  /** A function or class by another name. */
  | { readonly kind: 'same'; readonly name: string; readonly of: FunctionExport | ClassExport | NamespaceExport }
  /** Types alone: what a file exports as `key`. */
  | { readonly kind: 'type'; readonly name: string; readonly file: SourceFile; readonly key: string }

/** Is there something when the module is loaded? */
export function hasValue(made: ModuleExport): boolean {
  return made.kind === 'namespace' ? made.members.length > 0 : made.kind !== 'type'
}

/** Part of a namespace, and no export of the module itself. */
export function isInner(name: string): boolean {
  return name.includes('.')
}

interface Reading {
  readonly units: Units
  readonly table: ClassTable
  readonly problems: Problems
  /** Functions and classes by their declarations, namespaces by what is in them, in the order in which they were exported. */
  readonly made: Map<AstNode, FunctionExport | ClassExport | NamespaceExport>
  /** Namespaces around the one that is read. */
  readonly open: readonly SourceFile[]
}

/** All exports that can be had; what is wrong with others is among the problems. */
export function exportsOf(units: Units, table: ClassTable, file: SourceFile, problems: Problems): ModuleExport[] {
  return exportsIn({ units, table, problems, made: new Map(), open: [] }, file, '')
}

/** Namespaces last: they are made of the others. */
function exportsIn(reading: Reading, file: SourceFile, prefix: string): ModuleExport[] {
  const { units, problems } = reading
  const names = problems.attempt(() => exportedNames(units.graph, file)) ?? []
  const inner = (name: string) => lookupExport(units.graph, file, name)?.kind === 'namespace'
  const isNamespace = new Set(names.filter((name) => problems.attempt(() => inner(name)) === true))
  return [...names.filter((name) => !isNamespace.has(name)), ...isNamespace].flatMap(
    (name) => problems.attempt(() => exportOf(reading, file, name, prefix + name)) ?? [],
  )
}

function namespaceExport(reading: Reading, at: AstNode, inside: SourceFile, file: SourceFile, name: string): ModuleExport[] {
  if (reading.open.includes(file)) return refuse(inside, at, name, 'the namespace contains itself')
  const known = reading.made.get(file.program)
  if (known) return [{ kind: 'same', name, of: known }]
  const inner = exportsIn({ ...reading, open: [...reading.open, file] }, file, `${name}.`)
  const own = inner.filter((made) => !made.name.slice(name.length + 1).includes('.') && hasValue(made))
  const members = own.map((made) => ({ key: made.name.slice(name.length + 1), made }))
  const whole: NamespaceExport = { kind: 'namespace', name, file, frozen: file.parent === undefined, members }
  reading.made.set(file.program, whole)
  return [...inner, whole]
}

/** Functions by the names that they have at the top level of the file, exported or not. */
export function functionsOf(
  units: Units,
  table: ClassTable,
  file: SourceFile,
  names: readonly string[],
  problems: Problems,
): ModuleExport[] {
  return names.flatMap((name) => {
    const declaration = file.declarations.get(name)!
    return problems.attempt(() => exportedDeclaration(units, table, name, { kind: 'declaration', file, name, declaration }, problems)) ?? []
  })
}

/** `key`: what the file exports it as; `name`: what the module does. */
function exportOf(reading: Reading, file: SourceFile, key: string, name: string): ModuleExport[] {
  const { units, table, problems, made } = reading
  const at = file.exports.get(key)?.node ?? file.program
  const binding = lookupExport(units.graph, file, key)
  if (!binding) return fail(file, at, 'aot_missing_export', { from: file.shown, name })
  if (isTypeExport(units.graph, file, key)) return [{ kind: 'type', name, file, key }]
  switch (binding.kind) {
    case 'type':
      return [{ kind: 'type', name, file, key }]
    case 'expression': {
      if (binding.node.type === 'ClassExpression')
        return refuse(file, at, name, 'a class that is exported has a name: `export default class Name { … }`')
      if (isPlain(binding.node)) return refuse(file, at, name, 'a generator or an async function that is exported has a name')
      return [exportedExpression(units, binding.file, binding.node, name, [], new Map(), problems) ?? refuse(file, at, name)]
    }
    case 'declaration': {
      const known = made.get(binding.declaration.node)
      if (known) return [{ kind: 'same', name, of: known }]
      const plain = plainExport(binding, name, problems)
      if (plain) return [plain]
      const found = exportedDeclaration(units, table, name, binding, problems)
      if (found.kind === 'class' || found.kind === 'function') made.set(binding.declaration.node, found)
      return [found]
    }
    case 'namespace':
      return namespaceExport(reading, at, file, binding.file, name)
    case 'taipan':
      return refuse(file, at, name)
  }
}

function isPlain(node: AstNode): boolean {
  return /Function/.test(node.type) && (node['generator'] === true || node['async'] === true)
}

function plainExport({ file, declaration, name: local }: Binding & { kind: 'declaration' }, name: string, problems: Problems) {
  const init = declaration.kind === 'variable' && !declaration.pattern ? child(declaration.node, 'init') : undefined
  const node = declaration.kind === 'function' ? declaration.node : init && withoutTypes(init)
  if (!node || !isPlain(node)) return undefined
  const declared = declaration.kind === 'function' ? declaration.overloads : []
  for (const each of declared.length > 0 ? declared : [node]) problems.attempt(() => checkTyped(file, each, name))
  return { kind: 'plain', name, file, local, node } as const
}

/** Nothing is compiled that would tell what the declarations have to say. */
function checkTyped(file: SourceFile, node: AstNode, owner: string): void {
  for (const { node: at, pattern, type, value } of parametersOf(node)) {
    if (!type && value?.type !== 'Literal')
      fail(file, at, 'aot_missing_type', {
        name: file.text.slice(pattern.start, pattern.end),
        owner,
        remedy: '`: number`, or the type that it has',
      })
  }
  if (!child(node, 'returnType')) {
    const example =
      node['async'] === true ? (node['generator'] === true ? 'AsyncGenerator<number>' : 'Promise<number>') : 'Generator<number>'
    fail(file, node, 'aot_missing_result', { owner, remedy: `\`: ${example}\`, or the type that it has` })
  }
}

function refuse(file: SourceFile, at: AstNode, name: string, reason = 'it is neither a function nor a constant'): never {
  return fail(file, at, 'aot_export', { name, reason })
}

function exportedDeclaration(
  units: Units,
  table: ClassTable,
  name: string,
  binding: Binding & { kind: 'declaration' },
  problems: Problems,
): ModuleExport {
  const { file, declaration, name: local } = binding
  const { node } = declaration
  if (declaration.kind === 'function') return exportedFunction(units, file, node, name, local, declaration.overloads, new Map(), problems)
  const found = boundClass(units.graph, binding)
  // It stays JavaScript: compiled code can neither make nor read such objects.
  if (found && declaration.kind === 'class' && extendsError(units.graph, found)) return { kind: 'value', name, file, local }
  if (found) return { kind: 'class', name, source: addClass(units, table, found) }
  if (declaration.kind === 'variable' && !declaration.pattern) {
    const init = child(node, 'init')
    const made = init && exportedExpression(units, file, init, name, [], new Map(), problems)
    if (made) return made
    const captured = declaration.constant && init?.type === 'CallExpression' ? resolveName(units, file, local) : undefined
    if (captured?.kind === 'function') return madeFunction(units, captured.unit, name, problems)
    if (!declaration.constant && isState(units, file, local) && !isCell(units, file, local)) {
      return refuse(
        file,
        node,
        name,
        isKept(units, file, local)
          ? 'it is assigned, and holds a Map, a Set or an object with any names; export a function that returns it'
          : 'it is assigned, and what it holds has no type that compiled code knows; export a function that returns it',
      )
    }
  }
  return { kind: 'value', name, file, local }
}

/** A function that an expression is, or names: `(x: number) => x`, `dot<Float32Array>`. */
function exportedExpression(
  units: Units,
  file: SourceFile,
  node: AstNode,
  name: string,
  given: readonly AstNode[],
  outer: ReadonlyMap<string, HostType>,
  problems: Problems,
): FunctionExport | undefined {
  if (node.type === 'TSInstantiationExpression') {
    const parameters = child(node, 'typeArguments') ?? child(node, 'typeParameters')
    return exportedExpression(
      units,
      file,
      child(node, 'expression')!,
      name,
      parameters ? children(parameters, 'params') : [],
      outer,
      problems,
    )
  }
  const inner = withoutTypes(node)
  if (inner !== node) return exportedExpression(units, file, inner, name, given, outer, problems)
  const call = wrapped(units.graph, file, node)
  if (call?.by === 'jit') {
    const made = exportedFunction(units, call.file, call.node, name, call.local ?? name, [], outer, problems, call.signatures)
    return made
  }
  if (/Function/.test(node.type)) return exportedFunction(units, file, node, name, name, [], outer, problems)
  if (node.type !== 'Identifier') return undefined
  const binding = lookup(units.graph, file, nameOf(node))
  if (binding?.kind !== 'declaration') return undefined
  const { declaration } = binding
  const init = declaration.kind === 'variable' && !declaration.pattern ? child(declaration.node, 'init') : undefined
  const target = declaration.kind === 'function' ? declaration.node : init && /Function/.test(init.type) ? init : undefined
  if (!target) return init && exportedExpression(units, binding.file, init, name, given, outer, problems)
  const scope = scopeIn(units, file, outer, new Map())
  const parameters = bindParameters(scope, binding.file, target, given)
  const overloads = declaration.kind === 'function' && given.length === 0 ? declaration.overloads : []
  return exportedFunction(units, binding.file, target, name, binding.name, overloads, parameters, problems)
}

/** What a function of the file has returned: `export const twice = times(2)`. */
function madeFunction(units: Units, unit: SourceUnit, name: string, problems: Problems): FunctionExport {
  const { file, node } = placeOf(units, unit)
  return { ...exportedFunction(units, file, node, name, name, [], new Map(), problems), unit: { ...unit, name } }
}

/** A variable of the module that compiled code keeps. */
function isCell(units: Units, file: SourceFile, local: string): boolean {
  const captured = resolveName(units, file, local)
  return captured?.kind === 'cell' || (captured?.kind === 'variable' && captured.type.kind === 'record')
}

function isKept(units: Units, file: SourceFile, local: string): boolean {
  const captured = resolveName(units, file, local)
  return captured?.kind === 'variable' && captured.type.kind === 'class'
}

export function scopeIn(
  units: Units,
  file: SourceFile,
  parameters: ReadonlyMap<string, HostType>,
  classes: Map<string, SourceUnit>,
): TypeScope {
  const classKey: TypeScope['classKey'] = (found) => {
    const unit = unitOf(units, found.file, found.node, found.name)
    units.met.set(found.node, found)
    classes.set(unit.id, unit)
    return unit.id
  }
  return { graph: units.graph, file, parameters, classKey }
}

function exportedFunction(
  units: Units,
  file: SourceFile,
  node: AstNode,
  name: string,
  local: string,
  overloads: readonly AstNode[],
  typeArguments: ReadonlyMap<string, HostType>,
  problems: Problems,
  written: readonly string[] = [],
): FunctionExport {
  const classes = new Map<string, SourceUnit>()
  const scope = scopeIn(units, file, typeArguments, classes)
  const signatures =
    written.length > 0 ? written.map((text) => writtenSignature(scope, node, text)) : signaturesOf(scope, local, node, overloads, problems)
  const parameters = parametersOf(node)
  const last = parameters.at(-1)
  const unit = last?.isRest ? listUnitOf(units, file, node, local, last.node) : unitOf(units, file, node, local)
  const rest = last?.isRest ? parameters.length - 1 : undefined
  return { kind: 'function', name, file, node, unit, signatures, classes, typeArguments, rest }
}
