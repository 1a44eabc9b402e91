/** What a file exports, and what has to be compiled for it. */
import type { SourceUnit } from '../../artifact/captured.ts'
import type { HostType, Signature } from '../../artifact/types.ts'
import { bindParameters, type TypeScope } from '../source/annotations.ts'
import type { SourceFile } from '../source/file.ts'
import { type Binding, exportedNames, lookup, lookupExport } from '../source/graph.ts'
import { type AstNode, child, children, nameOf } from '../source/node.ts'
import { parametersOf } from '../source/parameters.ts'
import { fail, type Problems } from '../source/problems.ts'
import { isState, listUnitOf, resolveName, type Units, unitOf, withoutTypes } from '../source/units.ts'
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

export type ModuleExport =
  | ClassExport
  | FunctionExport
  /** A constant that is there when the module is loaded. */
  | { readonly kind: 'value'; readonly name: string; readonly file: SourceFile; readonly local: string }
  /** Types alone. */
  | { readonly kind: 'type'; readonly name: string }

/** All exports that can be had; what is wrong with others is among the problems. */
export function exportsOf(units: Units, table: ClassTable, file: SourceFile, problems: Problems): ModuleExport[] {
  const names = problems.attempt(() => exportedNames(units.graph, file)) ?? []
  return names.flatMap((name) => problems.attempt(() => exportOf(units, table, file, name, problems)) ?? [])
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

function exportOf(units: Units, table: ClassTable, file: SourceFile, name: string, problems: Problems): ModuleExport {
  const at = file.exports.get(name)?.node ?? file.program
  const binding = lookupExport(units.graph, file, name)
  if (!binding) return fail(file, at, 'aot_missing_export', { from: file.shown, name })
  switch (binding.kind) {
    case 'type':
      return { kind: 'type', name }
    case 'expression':
      return exportedExpression(units, binding.file, binding.node, name, [], new Map(), problems) ?? refuse(file, at, name)
    case 'declaration':
      return exportedDeclaration(units, table, name, binding, problems)
    case 'namespace':
    case 'taipan':
      return refuse(file, at, name)
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
  if (declaration.kind === 'class') return { kind: 'class', name, source: addClass(units, table, file, node, local) }
  if (declaration.kind === 'variable' && !declaration.pattern) {
    const init = child(node, 'init')
    const call = init && wrapped(units, file, init)
    if (call?.by === 'jitclass')
      return { kind: 'class', name, source: addClass(units, table, call.file, call.node, call.local ?? local, call.spec) }
    const found = init && exportedExpression(units, file, init, name, [], new Map(), problems)
    if (found) return found
    if (!declaration.constant && isState(units, file, local) && !isCell(units, file, local)) {
      return refuse(file, node, name, 'it is assigned and holds no number, bigint or boolean; export a function that returns it')
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
  const call = wrapped(units, file, node)
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

/** A variable of the module that compiled code keeps. */
function isCell(units: Units, file: SourceFile, local: string): boolean {
  const captured = resolveName(units, file, local)
  return captured?.kind === 'cell'
}

/** `jit('float64(float64)', f)` or `jitclass({ … }, class { … })`: what is wrapped, and what is said of it. */
interface Wrapped {
  readonly by: 'jit' | 'jitclass'
  readonly file: SourceFile
  readonly node: AstNode
  /** Its name, if it is declared elsewhere. */
  readonly local: string | undefined
  readonly signatures: readonly string[]
  readonly spec: AstNode | undefined
}

function wrapped(units: Units, file: SourceFile, node: AstNode): Wrapped | undefined {
  const callee = node.type === 'CallExpression' ? child(node, 'callee') : undefined
  const by = callee?.type === 'Identifier' ? lookup(units.graph, file, nameOf(callee)) : undefined
  if (by?.kind !== 'taipan' || (by.name !== 'jit' && by.name !== 'jitclass')) return undefined
  const given = children(node, 'arguments').map(withoutTypes)
  const target = given.find((each) => /Function|Class|^Identifier$/.test(each.type))
  const binding = target?.type === 'Identifier' ? lookup(units.graph, file, nameOf(target)) : undefined
  const texts = given[0]?.type === 'ArrayExpression' ? children(given[0], 'elements') : given.slice(0, 1)
  const facts = {
    by: by.name,
    signatures: texts.map((text) => text['value']).filter((text) => typeof text === 'string'),
    spec: given[0]?.type === 'ObjectExpression' ? given[0] : undefined,
  } as const
  if (binding?.kind === 'declaration') {
    const { node: declared } = binding.declaration
    return { ...facts, file: binding.file, node: withoutTypes(child(declared, 'init') ?? declared), local: binding.name }
  }
  return target && target.type !== 'Identifier' ? { ...facts, file, node: target, local: undefined } : undefined
}

export function scopeIn(
  units: Units,
  file: SourceFile,
  parameters: ReadonlyMap<string, HostType>,
  classes: Map<string, SourceUnit>,
): TypeScope {
  const classKey: TypeScope['classKey'] = (from, node, name) => {
    const unit = unitOf(units, from, node, name)
    units.met.set(node, { file: from, name })
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
