/** What a file exports, and what has to be compiled for it. */
import type { SourceUnit } from '../../artifact/captured.ts'
import type { HostType, Signature } from '../../artifact/types.ts'
import { bindParameters, type TypeScope } from '../source/annotations.ts'
import type { SourceFile } from '../source/file.ts'
import { type Binding, exportedNames, lookup, lookupExport } from '../source/graph.ts'
import { type AstNode, child, children, nameOf } from '../source/node.ts'
import { parametersOf } from '../source/parameters.ts'
import { fail, type Problems } from '../source/problems.ts'
import { isState, listUnitOf, resolveName, type Units, unitOf } from '../source/units.ts'
import { boundClass, withoutTypes, wrapped } from '../source/wrapped.ts'
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
  const found = boundClass(units.graph, binding)
  if (found) return { kind: 'class', name, source: addClass(units, table, found) }
  if (declaration.kind === 'variable' && !declaration.pattern) {
    const init = child(node, 'init')
    const made = init && exportedExpression(units, file, init, name, [], new Map(), problems)
    if (made) return made
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

/** A variable of the module that compiled code keeps. */
function isCell(units: Units, file: SourceFile, local: string): boolean {
  const captured = resolveName(units, file, local)
  return captured?.kind === 'cell'
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
