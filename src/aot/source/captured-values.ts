/** What variables of the files hold: constants, values that are made when the module is loaded, state. */
import type { Captured } from '../../artifact/captured.ts'
import { UNKNOWN } from '../../artifact/merge-types.ts'
import { collectionOf, holdsCallback, holdsCollection, printType } from '../../artifact/signature.ts'
import type { ElementKind, HostType } from '../../artifact/types.ts'
import { mentionsClass } from '../../runtime/class-adopt.ts'
import { type Table, withFinders } from '../../runtime/tables.ts'
import { castOf, madeCollection } from './annotations.ts'
import type { SourceFile } from './file.ts'
import { evaluate, expressionOf } from './initialisers.ts'
import { isInnerList, isPlainList, plainListOf } from './inner-lists.ts'
import { holdsUnknown, isKept, keptVariable, madeAs, newKeeper } from './kept.ts'
import { meetStatics } from './kept-statics.ts'
import { classified, supported, typeOfMade } from './made-units.ts'
import { assignedNames } from './names.ts'
import { type AstNode, child, nameOf } from './node.ts'
import { isFrozen, isOnlyRead } from './tables.ts'
import type { Units } from './unit-of.ts'
import { writtenType } from './written-type.ts'

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
  const declared = declaredValue(units, file, name, !late)
  const kept = keptValue(units, { file, name }, value, declared)
  if (kept) return kept
  if (late) {
    const element = declared?.type.kind === 'optional' ? undefined : cellElement(file, name, value)
    return element ? elementCell(units, { file, name }, value, element) : variableCell(units, { file, name }, value, declared)
  }
  const captured = classified(units, value)
  if (captured.kind === 'object')
    return tableOf(units, captured, value as object, id, { file, name }, () => isConstant(units, file, name, value))
  const isList = captured.kind === 'value' && Array.isArray(value) && declared?.type.kind === 'list'
  return identified(units, isList ? declared : withLists(captured, declared), id, { file, name })
}

/** What empty arrays in a value may hold, its annotation says. */
function withLists(captured: Captured, declared: HeldValue | undefined): Captured {
  if (captured.kind !== 'value' || !declared || !holdsUnknown(captured.type)) return captured
  const classOf = (key: string) => captured.classOf?.(key) ?? declared.classOf?.(key)
  return { ...captured, type: filled(captured.type, declared.type), classOf }
}

function filled(type: HostType, declared: HostType): HostType {
  if (declared.kind === 'optional') return filled(type, declared.type)
  if (type.kind === 'list' && declared.kind === 'list' && !declared.of)
    return { ...type, element: type.element === UNKNOWN ? declared.element : filled(type.element, declared.element) }
  if (type.kind === 'tuple' && declared.kind === 'tuple')
    return { ...type, elements: type.elements.map((element, index) => filled(element, declared.elements[index] ?? element)) }
  if (type.kind !== 'record') return type
  const fieldIn = (name: string) => {
    if (declared.kind === 'record') return declared.fields.find((field) => field.name === name)?.type
    return declared.kind === 'list' && declared.of === 'Record' && declared.element.kind === 'tuple'
      ? declared.element.elements[1]
      : undefined
  }
  return { ...type, fields: type.fields.map((field) => ({ ...field, type: filled(field.type, fieldIn(field.name) ?? field.type) })) }
}

const CHANGED_ARRAY =
  'an array with functions that code of the file may change, or whoever imports it; freeze it (`Object.freeze([…])`), or do not export it'

const CHANGED_FUNCTIONS =
  'an object with functions that code of the file may change; write all of them where it is made, then it is a table of constants'

/** Whoever gets an exported array may put others into it. */
function isConstant({ graph }: Units, file: SourceFile, name: string, value: unknown): boolean {
  const isExported = [...file.exports.values()].some((made) => made.kind === 'local' && made.local === name)
  return !(isExported && Array.isArray(value)) && isOnlyRead(graph, file, name)
}

/** `isKnown`: its parts do not change. Of an object that is not so certain of itself, single properties are constants all the same. */
function tableOf(units: Units, captured: Table, value: object, id: string, from: Named, isKnown: () => boolean): Captured {
  const table = identified(units, captured, id, from) as Table
  if (isFrozen(value) || isKnown()) return withFinders(table, id, value, (part) => supported(() => classified(units, part)))
  return Array.isArray(value) ? { kind: 'unsupported', reason: CHANGED_ARRAY } : table
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

/** Maps and Sets, and what holds some: undefined for all else. */
function keptValue(units: Units, named: Named, value: unknown, declared: HeldValue | undefined): Captured | undefined {
  const isDeclared = declared && isKept(declared.type) && !isTable(units, named, value, declared.type)
  const list = isDeclared || !units.whole ? undefined : innerList(units, named, value, declared?.type)
  const isRecord = declared && collectionOf(declared.type) === 'Record' && !isTable(units, named, value, declared.type)
  if (isRecord && holdsCallback(declared.type)) return { kind: 'unsupported', reason: CHANGED_FUNCTIONS }
  if (!isDeclared && !list && !isCollection(value)) return undefined
  const type = isDeclared ? madeAs(declared.type, value) : (list ?? typeOfMade(units, value))
  if (!type || !(list || isKept(type))) return { kind: 'unsupported', reason: whyNotKept(value) }
  const id = expressionOf(named.file, named.name)
  const keeper = newKeeper(units, named.name, id, type)
  units.cells.set(id, { ...named, holds: { keeper } })
  return keptVariable(keeper, id)
}

/** Objects with any names that no code changes are constants. */
function isTable(units: Units, { file, name }: Named, value: unknown, type: HostType): boolean {
  if (collectionOf(type) === 'Record' && isEmpty(value)) return false
  return !isState(units, file, name) && !/(?:Map|Set)</.test(printType(type)) && isOnlyRead(units.graph, file, name)
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}

/** The type of a list that compiled code may have for itself. */
function innerList(units: Units, { file, name }: Named, value: unknown, declared: HostType | undefined): HostType | undefined {
  if (!Array.isArray(value)) return undefined
  const type = declared ?? plainListOf(value)
  return isPlainList(value, type) && !isState(units, file, name) && isInnerList(file, name) ? type : undefined
}

/** Classes that are in a Map or a Set of a file cross, as those that are in fields do. */
export function meetKept(units: Units, file: SourceFile): void {
  for (const [name, declaration] of file.declarations) {
    if (declaration.kind === 'class') meetStatics(units, file, name, declaration.node)
    if (declaration.kind !== 'variable' || declaration.pattern) continue
    const declared = declaredValue(units, file, name, true)
    if (declared && isKept(declared.type)) declaredValue(units, file, name)
  }
}

function isCollection(value: unknown): boolean {
  return /^\[object (?:Map|Set)\]$/.test(Object.prototype.toString.call(value))
}

function whyNotKept(value: unknown): string {
  const kind = Object.prototype.toString.call(value).slice('[object '.length, -1)
  const types = kind === 'Map' ? 'string, number' : 'string'
  return `a ${kind} of which it cannot be told what it will hold; write the types (\`new ${kind}<${types}>()\`), which are those of numbers, bigints, booleans, strings, arrays, tuples, records, classes, Maps and Sets`
}

/** The annotation says what it may hold, else what it holds first. */
function variableCell(units: Units, named: Named, value: unknown, declared: HeldValue | undefined): Captured {
  const { type, classOf } = declared ?? heldValue(units, value) ?? {}
  if (!type || holdsCallback(type) || collectionOf(type) || holdsCollection(type)) return { kind: 'unsupported', reason: whyNoCell(type) }
  const id = expressionOf(named.file, named.name)
  units.cells.set(id, { ...named, holds: { isInstance: mentionsClass(type) } })
  return { kind: 'variable', type: { kind: 'record', fields: [{ name: 'value', type }] }, id, ...(classOf ? { classOf } : {}) }
}

function whyNoCell(type: HostType | undefined): string {
  if (type) return 'module state that holds functions or objects with any names; keep functions in a field of a class, and names in a Map'
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
function declaredValue(units: Units, file: SourceFile, name: string, quiet = false): (Captured & { kind: 'value' }) | undefined {
  const annotation = annotationOf(file, name) ?? madeCollection(initialiserOf(file, name)) ?? castOf(initialiserOf(file, name))
  const type = writtenType(units, file, annotation, quiet)
  return type && { kind: 'value', type, id: '', classOf: (key) => [...units.units.values()].find(({ id }) => id === key) }
}

/** `value`: what the expression `id` gives, which mentions the name of the file. */
export function capturedIn(units: Units, file: SourceFile, name: string, value: unknown, id: string): Captured {
  const captured = classified(units, value)
  if (captured.kind === 'object') return tableOf(units, captured, value as object, id, { file, name }, () => false)
  return identified(units, captured, id, { file, name })
}

function initialiserOf(file: SourceFile, name: string): AstNode | undefined {
  const declaration = file.declarations.get(name)!
  return declaration.kind === 'variable' && !declaration.pattern ? child(declaration.node, 'init') : undefined
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
function identified(units: Units, captured: Captured, id: string, from: Named): Captured {
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
