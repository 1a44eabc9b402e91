/** What variables of the files hold: constants, values that are made when the module is loaded, state. */
import type { Captured } from '../../artifact/captured.ts'
import { collectionOf, holdsCallback, holdsCollection } from '../../artifact/signature.ts'
import type { ElementKind, HostType } from '../../artifact/types.ts'
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
    const declared = declaredValue(units, file, name)
    const element = declared?.type.kind === 'optional' ? undefined : cellElement(file, name, value)
    return element ? elementCell(units, { file, name }, value, element) : variableCell(units, { file, name }, value, declared)
  }
  const captured = classified(units, value)
  const declared = captured.kind === 'value' && Array.isArray(value) ? declaredValue(units, file, name) : undefined
  return identified(units, declared?.type.kind === 'list' ? declared : captured, id, { file, name })
}

interface Named {
  readonly file: SourceFile
  readonly name: string
}

function elementCell(units: Units, named: Named, value: unknown, element: ElementKind): Captured {
  const id = expressionOf(named.file, named.name)
  const holds = { element, boolean: typeof value === 'boolean' }
  units.cells.set(id, { ...named, holds })
  return { kind: 'cell', ...holds, id }
}

/** The annotation says what it may hold, else what it holds first. */
function variableCell(units: Units, named: Named, value: unknown, declared: HeldValue | undefined): Captured {
  const { type, classOf } = declared ?? heldValue(units, value) ?? {}
  if (!type || holdsCallback(type) || collectionOf(type) || holdsCollection(type))
    return { kind: 'unsupported', reason: whyNoCell(value, type) }
  const id = expressionOf(named.file, named.name)
  units.cells.set(id, { ...named, holds: { isInstance: mentionsClass(type) } })
  return { kind: 'variable', type: { kind: 'record', fields: [{ name: 'value', type }] }, id, ...(classOf ? { classOf } : {}) }
}

function whyNoCell(value: unknown, type: HostType | undefined): string {
  const kind = Object.prototype.toString.call(value).slice('[object '.length, -1)
  if (/^(Map|Set)$/.test(kind)) return `a ${kind}, which compiled code takes as an argument only; keep it in a field of a class`
  if (type) return 'module state that holds functions, Maps or Sets; keep it in a field of a class'
  return 'module state whose type cannot be told; write it (`let found: Point | null = null`)'
}

type HeldValue = Pick<Captured & { kind: 'value' }, 'type' | 'classOf'>

function heldValue(units: Units, value: unknown): HeldValue | undefined {
  if (typeof value === 'string') return { type: { kind: 'string' } }
  const captured = classified(units, value)
  if (captured.kind === 'array') return { type: { kind: 'array', element: captured.element } }
  return captured.kind === 'value' ? captured : undefined
}

/** What the annotation says: the top level may have put nothing into an array, or only some of what it may hold. */
function declaredValue(units: Units, file: SourceFile, name: string): (Captured & { kind: 'value' }) | undefined {
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
  return type && { kind: 'value', type, id: '', classOf: (key) => [...units.units.values()].find(({ id }) => id === key) }
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
