/** What variables of the files hold: constants, values that are made when the module is loaded, state. */
import type { Captured } from '../../artifact/captured.ts'
import type { ElementKind } from '../../artifact/types.ts'
import { mentionsClass } from '../../runtime/class-adopt.ts'
import { readType } from './annotations.ts'
import type { SourceFile } from './file.ts'
import { evaluate, expressionOf } from './initialisers.ts'
import { classified, supported } from './made-units.ts'
import { assignedNames } from './names.ts'
import { type AstNode, child, nameOf } from './node.ts'
import { newProblems } from './problems.ts'
import type { TypeScope } from './type-scope.ts'
import { type Units, unitOf } from './unit-of.ts'

/** A variable that is assigned after its declaration. */
export function isState(units: Units, file: SourceFile, name: string): boolean {
  const declaration = file.declarations.get(name)
  return declaration?.kind === 'variable' && !declaration.constant && assignedIn(units, file).has(name)
}

function assignedIn(units: Units, file: SourceFile): ReadonlySet<string> {
  let assigned = units.assigned.get(file)
  if (!assigned) units.assigned.set(file, (assigned = assignedNames(file.program)))
  return assigned
}

const CELLS: Partial<Record<string, ElementKind>> = { number: 'float64', bigint: 'int64', boolean: 'uint8' }

/** `late`: only when the module is loaded, or at any time after, is it known what the variable holds. */
export function capturedValue(units: Units, file: SourceFile, name: string, late: boolean): Captured {
  const value = evaluate(units.graph, file, name)
  const id = expressionOf(file, name)
  if (late) {
    const element = cellElement(file, name, value)
    if (!element)
      return { kind: 'unsupported', reason: `module state that is no number, bigint or boolean; keep it in a class or in a typed array` }
    units.cells.set(id, { file, name, element, boolean: typeof value === 'boolean' })
    return { kind: 'cell', element, boolean: typeof value === 'boolean', id }
  }
  const captured = classified(units, value)
  const list = captured.kind === 'value' && Array.isArray(value) ? declaredList(units, file, name) : undefined
  return identified(units, list ?? captured, id, { file, name })
}

/** What an array may hold says its annotation: the top level may have put nothing into it, or only some of that. */
function declaredList(units: Units, file: SourceFile, name: string): Captured | undefined {
  const annotation = annotationOf(file, name)
  const scope: TypeScope = {
    graph: units.graph,
    file,
    parameters: new Map(),
    classKey: (found) => {
      units.met.set(found.node, found)
      return unitOf(units, found.file, found.node, found.name).id
    },
  }
  // What cannot be read says nothing.
  const type = annotation && newProblems().attempt(() => readType(scope, annotation))
  if (type?.kind !== 'list') return undefined
  return { kind: 'value', type, id: '', classOf: (key) => [...units.units.values()].find(({ id }) => id === key) }
}

/** `value`: what the expression `id` gives, which mentions the name of the file. */
export function capturedIn(units: Units, file: SourceFile, name: string, value: unknown, id: string): Captured {
  return identified(units, classified(units, value), id, { file, name })
}

function annotationOf(file: SourceFile, name: string): AstNode | undefined {
  const declaration = file.declarations.get(name)!
  const annotation =
    declaration.kind === 'variable' && !declaration.pattern ? child(child(declaration.node, 'id')!, 'typeAnnotation') : undefined
  return annotation && child(annotation, 'typeAnnotation')
}

/** A bigint is int64 unless its annotation says uint64. */
function cellElement(file: SourceFile, name: string, value: unknown): ElementKind | undefined {
  const type = annotationOf(file, name)
  if (typeof value === 'bigint' && type && nameOf(child(type, 'typeName')) === 'uint64') return 'uint64'
  return CELLS[typeof value]
}

/** Values get their expression as id: it is the same in every build. */
function identified(units: Units, captured: Captured, id: string, from: { file: SourceFile; name: string }): Captured {
  if (captured.kind === 'object') {
    return {
      kind: 'object',
      get: (key) => {
        const member = supported(() => captured.get(key))
        return member && identified(units, member, `${id}[${JSON.stringify(key)}]`, from)
      },
    }
  }
  if (captured.kind !== 'array' && captured.kind !== 'value') return captured
  units.values.set(id, { ...from, isInstance: captured.kind === 'value' && mentionsClass(captured.type) })
  return { ...captured, id }
}
