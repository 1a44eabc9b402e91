/** One file → one WebAssembly module with what must be known to load it; or every error that there is. */
import { basename } from 'node:path'
import type { Artifact } from '../../artifact/artifact.ts'
import type { SourceUnit } from '../../artifact/captured.ts'
import type { ClassMember } from '../../artifact/compile.ts'
import type { CompiledModule } from '../../artifact/module.ts'
import { callbacksIn, holdsCallback, mapEnds, printType } from '../../artifact/signature.ts'
import type { HostType, Signature } from '../../artifact/types.ts'
import type { TypingError } from '../../base/typing-error.ts'
import { compileWith } from '../../compiler.ts'
import type { Inferred } from '../../infer/infer.ts'
import { withSources } from '../../report/locate.ts'
import { mapSignature, mapType } from '../../runtime/class-adopt.ts'
import { meetKept } from '../source/captured-values.ts'
import { evaluationOrder } from '../source/evaluation.ts'
import type { SourceFile } from '../source/file.ts'
import { type Graph, loadFile, lookup, newGraph } from '../source/graph.ts'
import { expressionOf } from '../source/initialisers.ts'
import { keeperId, keepersOf } from '../source/kept.ts'
import { type AstNode, child, nameOf } from '../source/node.ts'
import { fail, newProblems, type Problems, problem } from '../source/problems.ts'
import type { TypeScope } from '../source/type-scope.ts'
import { type Units, unitOf } from '../source/unit-of.ts'
import { newUnits } from '../source/units.ts'
import { addClass, type ClassSource, type ClassTable, classParameters, membersToCompile, type ResultOf, readFields } from './classes.ts'
import { exportsOf, type FunctionExport, functionsOf, isInner, type ModuleExport, scopeIn } from './exports.ts'
import { type ClassNames, type Linkable, type Linked, linkMembers } from './link.ts'
import { withMissing } from './missing.ts'
import { compileHeld, type HeldFunctions } from './own-functions.ts'
import { refusePrivates } from './private-members.ts'
import { mergedSignature, withLists } from './signatures.ts'

/** One signature of an exported function, compiled. */
export interface Member {
  /** The function, or the class that it is a member of. */
  readonly made: FunctionExport | ClassSource
  readonly member?: ClassMember
  readonly artifact: Artifact
  readonly inferred: Inferred
  /** What spans point into. */
  readonly sources: readonly SourceUnit[]
}

export interface CompiledFile {
  readonly file: SourceFile
  /** The file and those that it imports, in the order in which they run. */
  readonly evaluated: readonly SourceFile[]
  readonly units: Units
  readonly exports: readonly ModuleExport[]
  readonly classes: ClassTable
  readonly members: readonly Member[]
  readonly facts: CompiledModule
  readonly wasm: Uint8Array
  /** Where each piece of the code comes from. */
  readonly mapped: Linked['mapped']
  readonly references: Linked['references']
  /** Functions that instances hold, by the names of `references`. */
  readonly held: HeldFunctions
  readonly graph: Graph
}

export interface Progress {
  /** Called before each function. */
  readonly onFunction?: ((name: string, index: number, count: number) => void) | undefined
}

export type Outcome =
  | { readonly ok: true; readonly file: CompiledFile }
  | { readonly ok: false; readonly errors: readonly TypingError[]; readonly graph: Graph }

/**
 * `root`: the folder from which paths are shown. `only`: top-level functions that are compiled instead of what is exported; then
 * the file runs as it is, beside them.
 */
export function compileFile(
  path: string,
  root: string,
  progress: Progress = {},
  texts?: ReadonlyMap<string, string>,
  only?: readonly string[],
): Outcome {
  const problems = newProblems()
  const graph = newGraph(root, texts)
  const file = problems.attempt(() => loadFile(graph, path))
  if (!file) return { ok: false, errors: problems.errors, graph }
  if (!only) checkImports(graph, file, problems)
  const evaluated = only ? [] : (problems.attempt(() => evaluationOrder(graph, file)) ?? [file])
  const units = newUnits(graph, only === undefined)
  const classes: ClassTable = new Map()
  const exports = only ? functionsOf(units, classes, file, only, problems) : exportsOf(units, classes, file, problems)
  if (!only) for (const each of graph.files.values()) refuseSyntax(each, problems)
  const functions = exports.filter((each): each is FunctionExport => each.kind === 'function')
  problems.attempt(() => meetClasses(units, classes))
  const ofClasses = compileClasses(units, classes, problems, progress)
  const ofFunctions = functions.flatMap((made, index) => {
    progress.onFunction?.(made.name, index, functions.length)
    return compileFunction(made, problems)
  })
  const { held, compiled: ofHeld } = compileHeld(units, exports, [...ofClasses, ...ofFunctions], problems, (made, signature) =>
    compileFunction({ ...made, signatures: [signature] }, problems).map((each): Member => ({ ...each, made })),
  )
  const members = [...ofClasses, ...ofFunctions, ...ofHeld]
  if (!only) for (const each of graph.files.values()) refuseSyntax(each, problems)
  refuseAssigned(graph, exports, ofClasses, problems)
  refusePrivates(classes, problems)
  if (problems.errors.length > 0) return { ok: false, errors: problems.errors, graph }
  const whole = problems.attempt(() => linkMembers(basename(file.path), members, named(units, classes, held)))
  if (!whole) return { ok: false, errors: problems.errors, graph }
  return { ok: true, file: { file, evaluated, units, exports, classes, members, held, graph, ...whole } }
}

/** Every import from a file beside it exists, whether or not something compiled uses it. */
function checkImports(graph: Graph, file: SourceFile, problems: Problems): void {
  for (const [name, { from, typeOnly }] of file.imports) {
    if (from.startsWith('.') && !typeOnly) problems.attempt(() => lookup(graph, file, name))
  }
}

/** Syntax that does more than add types, in files of which something is compiled. */
function refuseSyntax(file: SourceFile, problems: Problems): void {
  for (const { what, remedy, node } of file.refused) {
    problems.attempt(() => {
      throw problem(file, node, 'unsupported_syntax', { what, remedy })
    })
  }
}

/**
 * An exported variable gets its value after each call of an exported function; members of classes are called on their own.
 * A namespace reads its variables where they are.
 */
function refuseAssigned(graph: Graph, exports: readonly ModuleExport[], members: readonly Member[], problems: Problems): void {
  for (const made of exports) {
    if (made.kind !== 'value' || isInner(made.name)) continue
    const id = expressionOf(made.file, made.local)
    const assigning = members.find(({ artifact }) => mayAssign(artifact, id))
    const binding = assigning && lookup(graph, made.file, made.local)
    if (!assigning || binding?.kind !== 'declaration') continue
    const reason = `${(assigning.made as ClassSource).local}.${assigning.member!.name} assigns it; export a function that returns it`
    problems.attempt(() => fail(binding.file, binding.declaration.node, 'aot_export', { name: made.name, reason }))
  }
}

function mayAssign({ exports, implicit, writes }: Artifact, id: string): boolean {
  const place = implicit.findIndex((each) => each.id === id)
  return place >= 0 && writes[exports[0]!.signature.params.length + place] === true
}

/** Signatures with a parameter whose type is missing were reported already. */
function isComplete({ params }: Signature): boolean {
  return params.every(({ kind }) => kind !== 'inferred')
}

/** Classes that are not exported cross too, where a signature or a field of what is exported names them. */
function meetClasses(units: Units, table: ClassTable): void {
  for (const file of units.graph.files.values()) meetKept(units, file)
  for (let known = -1; known < table.size; ) {
    known = table.size
    for (const source of [...table.values()]) {
      const quiet = newProblems()
      const scope = scopeIn(units, source.file, new Map(), new Map())
      const parameters = quiet.attempt(() => classParameters(scope, source)) ?? new Map()
      quiet.attempt(() => membersToCompile({ ...scope, parameters }, source, quiet))
      quiet.attempt(() => readFields({ ...scope, parameters }, source, resultIn(units)))
    }
    for (const found of units.met.values()) addClass(units, table, found)
  }
}

function resultIn(units: Units): ResultOf {
  return ({ file }, node, params) => {
    const unit = unitOf(units, file, node, 'f')
    const { artifact } = compileSignature(
      { unit, signatures: [], classes: new Map(), name: 'f', file, node },
      { params, result: { kind: 'inferred' } },
    )
    return artifact.exports[0]!.signature.result
  }
}

/** The constructors first: they tell the types of fields that have no annotation. */
function compileClasses(units: Units, table: ClassTable, problems: Problems, progress: Progress): Member[] {
  const sources = [...table.values()].map((source) => {
    const classes = new Map([...table.values()].map((each) => [each.unit.id, each.unit]))
    const plain = scopeIn(units, source.file, new Map(), classes)
    const self = { kind: 'class', name: source.local, key: source.unit.id } as const
    const scope: TypeScope = {
      ...plain,
      self,
      selfName: nameOf(child(source.node, 'id')),
      parameters: problems.attempt(() => classParameters(plain, source)) ?? new Map(),
    }
    problems.attempt(() => readFields(scope, source, resultIn(units)))
    return { source, classes, scope }
  })
  const all = sources.map((each) => ({ ...each, members: membersToCompile(each.scope, each.source, problems) }))
  const made: Member[] = []
  for (const wanted of [true, false]) {
    for (const { source, classes, members } of all) {
      for (const { member, signatures } of members) {
        if ((member.kind === 'construct') !== wanted) continue
        progress.onFunction?.(`${source.local}.${member.name}`, made.length, made.length + 1)
        const compiled = compileSignatures({ ...source, signatures, classes, name: source.local, member }, problems)
        made.push(...compiled.map((each) => ({ ...each, made: source, member })))
        if (wanted && compiled[0]) learnFields(source, compiled[0].artifact)
      }
    }
  }
  return made
}

/** What the constructor was compiled to fixes the types of all fields. */
function learnFields(source: ClassSource, artifact: Artifact): void {
  const found = artifact.classes.find(({ id }) => id === source.unit.id)
  for (const { name, type } of found?.fields ?? []) if (type && !source.fields.has(name)) source.fields.set(name, mapType(artifact, type))
}

function compileFunction(made: FunctionExport, problems: Problems): Member[] {
  return compileSignatures(made, problems).map((each) => ({ ...each, made }))
}

interface ToCompile {
  readonly unit: SourceUnit
  readonly signatures: readonly Signature[]
  readonly classes: ReadonlyMap<string, SourceUnit>
  readonly name: string
  readonly file: SourceFile
  readonly node: AstNode
  readonly member?: ClassMember
}

/**
 * `Circle | Square` is compiled for each of them; where the code reads what one of them lacks (`shape.kind === 'circle' ? shape.r : shape.w`),
 * for objects that may have all that some of them have.
 */
function compileSignatures(made: ToCompile, problems: Problems): Linkable[] {
  const signatures = made.signatures.filter(isComplete)
  const each = newProblems()
  const compiled = signatures.flatMap((signature) => compileForms(made, signature, each))
  const together = each.errors.length > 0 ? mergedSignature(signatures) : undefined
  if (together) {
    const quiet = newProblems()
    const one = compileForms(made, together, quiet)
    if (quiet.errors.length === 0) return one
  }
  for (const error of each.errors)
    problems.attempt(() => {
      throw error
    })
  return compiled
}

function compileForms(made: ToCompile, signature: Signature, problems: Problems): Linkable[] {
  const first = compileOne(made, signature, problems)
  const others = first.flatMap(({ artifact }) => withMissing(mapSignature(artifact, artifact.exports[0]!.signature)))
  return [...first, ...others.flatMap((other) => compileOne(made, { ...other, result: signature.result }, problems))]
}

function compileOne(made: ToCompile, signature: Signature, problems: Problems): Linkable[] {
  const compiled = problems.attempt(() => {
    try {
      return compileTuples(made, signature)
    } catch (error) {
      throw error instanceof Error && 'code' in error ? withSources([made.unit], error as TypingError) : error
    }
  })
  if (compiled) problems.attempt(() => refuseUnseen(made, compiled.artifact))
  return compiled ? [{ ...compiled, artifact: withKept(compiled.artifact) }] : []
}

/** A tuple that is used as an array (it is indexed by a variable) is one, if its elements are of one type. */
function compileTuples(made: ToCompile, signature: Signature): Linkable {
  try {
    return compileSignature(made, signature)
  } catch (error) {
    const lists = { params: signature.params.map(withLists), result: withLists(signature.result) }
    if ((error as Partial<TypingError>).code !== 'host_form' || JSON.stringify(lists) === JSON.stringify(signature)) throw error
    try {
      return compileSignature(made, lists)
    } catch {
      throw error
    }
  }
}

function compileSignature({ unit, classes, member, name }: ToCompile, signature: Signature): Linkable {
  const kept: { inferred?: Inferred; sources?: readonly SourceUnit[] } = {}
  const artifact = compileWith(
    {
      unit,
      signature,
      lazy: false,
      functions: new Map(),
      classes,
      ...(member ? { member } : {}),
      options: { bounds: 'exact', fastmath: false, name },
    },
    { onOptimised: (inferred, sources) => void Object.assign(kept, { inferred, sources }) },
  )
  return { artifact, inferred: kept.inferred!, sources: kept.sources! }
}

/** A function of a type that is in some field may be held when the call is over: the run time keeps it then. */
function withKept(artifact: Artifact): Artifact {
  const fields = artifact.classes.flatMap((each) => each.fields.flatMap(({ type }) => (type ? callbacksIn(type) : [])))
  const held = new Set(fields.map(printType))
  if (held.size === 0) return artifact
  const exports = artifact.exports.map((made) => {
    const params = made.signature.params.map((type) =>
      mapEnds(type, (end) => (end.kind === 'callback' && held.has(printType(end)) ? { ...end, kept: true } : end)),
    )
    return { ...made, signature: { ...made.signature, params } }
  })
  return { ...artifact, exports }
}

function callsFunctions({ exports, classes }: Artifact): boolean {
  if (exports[0]!.signature.params.some(({ kind }) => kind === 'callback')) return true
  return classes.some(({ fields }) => fields.some(({ type }) => type !== null && holdsCallback(type)))
}

/** What compiled code writes to a copy, a function of the host that it calls meanwhile would not see. */
function refuseUnseen({ name, file, node }: ToCompile, artifact: Artifact): void {
  if (!callsFunctions(artifact)) return
  const { exports, implicit, writes } = artifact
  const [{ signature, parameters }] = exports as [Artifact['exports'][number]]
  const all = [...signature.params.map((type, index) => ({ type, name: parameters[index]! })), ...implicit]
  const written = all.find(({ type }, index) => writes[index] === true && isCopied(type))
  if (!written) return
  const reason = `it calls a function that it is given, which would not see what it writes to \`${written.name}\`; take a typed array instead`
  fail(file, node, 'aot_export', { name, reason })
}

function isCopied(type: HostType): boolean {
  return type.kind === 'optional' ? isCopied(type.type) : type.kind === 'list' || type.kind === 'tuple' || type.kind === 'record'
}

/** How linking knows the classes that cross. */
function named(units: Units, table: ClassTable, held: HeldFunctions): ClassNames {
  const keepers = new Map(keepersOf(units).map((keeper) => [keeper.unit.id, keeper]))
  const classId = (unit: string) => table.get(unit)?.id
  return {
    idOf: (unit) => {
      const keeper = keepers.get(unit)
      return keeper ? keeperId(keeper, classId) : classId(unit)
    },
    functionId: (name) => held.get(name)?.id,
    refuseLayout: (unit) => {
      const { file, node, local } = table.get(unit)!
      const reason = 'what its fields hold cannot be told from its constructor; write their types'
      return fail(file, node, 'aot_export', { name: local, reason })
    },
  }
}
