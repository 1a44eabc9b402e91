/** Functions and classes of the running program → one module. */
import type { Artifact } from '../../artifact/artifact.ts'
import type { SourceUnit } from '../../artifact/captured.ts'
import type { ClassMember, CompileRequest } from '../../artifact/compile.ts'
import type { HostType, Signature } from '../../artifact/types.ts'
import { hashText } from '../../base/hash.ts'
import { compileWith } from '../../compiler.ts'
import type { Inferred } from '../../infer/infer.ts'
import { mapType } from '../../runtime/class-adopt.ts'
import { resolveSignature } from '../../runtime/class-names.ts'
import { classById, type RuntimeClass } from '../../runtime/classes.ts'
import { capturedValue } from '../../runtime/classify.ts'
import { unitById } from '../../runtime/identity.ts'
import type { Kernel } from '../../runtime/kernel.ts'
import { memberKey } from '../../runtime/open-class.ts'
import { specialisationOf } from '../../runtime/specialisation.ts'
import { requestFor } from '../../runtime/specialise.ts'
import type { Writable } from '../build.ts'
import { linkMembers } from '../compile/link.ts'
import type { SourceName, StubForm } from '../output/module-text.ts'
import { classStatement, functionText, moduleText, withSources } from '../output/module-text.ts'
import { closureText, newClosures, unitVariable, valueVariable } from './closures.ts'
import { programDeclarations } from './declarations.ts'

export interface ProgramMember {
  readonly artifact: Artifact
  readonly inferred: Inferred
  /** What spans point into. */
  readonly sources: readonly SourceUnit[]
  readonly member: ClassMember | undefined
}

export interface ProgramClass {
  readonly found: RuntimeClass
  readonly members: readonly ProgramMember[]
  readonly fields: ReadonlyMap<string, HostType>
}

export type ProgramExport =
  | { readonly kind: 'function'; readonly name: string; readonly length: number; readonly members: readonly ProgramMember[] }
  | { readonly kind: 'class'; readonly name: string; readonly made: ProgramClass }

export type Wanted =
  | {
      readonly kind: 'function'
      readonly name: string
      readonly unit: SourceUnit
      readonly length: number
      readonly signatures: readonly Signature[]
    }
  | { readonly kind: 'class'; readonly name: string; readonly found: RuntimeClass }

/** Throws a TypingError for what cannot be compiled, and a TypeError for what cannot be written. */
export function compileProgram(stem: string, wanted: readonly Wanted[]): Writable {
  const known = new Map<RuntimeClass, ProgramClass>()
  const exports = wanted.map((each): ProgramExport => {
    if (each.kind === 'class') return { kind: 'class', name: each.name, made: compileClass(each.found, known) }
    const members = each.signatures.map((signature) => compileOne(functionRequest(each.name, each.unit, signature)))
    return { kind: 'function', name: each.name, length: each.length, members }
  })
  const functions = exports.flatMap((made) => (made.kind === 'function' ? made.members : []))
  for (const { artifact } of functions) for (const { id, declared } of artifact.classes) if (declared) compileClass(classById(id)!, known)
  return written(stem, exports, [...known.values()])
}

function functionRequest(name: string, unit: SourceUnit, signature: Signature): CompileRequest {
  const classes = new Map<string, SourceUnit>()
  const resolved = resolveSignature({ name, unit }, signature, classes)
  return { unit, signature: resolved, lazy: false, functions: new Map(), classes, options: { bounds: 'exact', fastmath: false, name } }
}

function compileOne(request: CompileRequest): ProgramMember {
  const kept: { inferred?: Inferred; sources?: readonly SourceUnit[] } = {}
  const artifact = compileWith(request, { onOptimised: (inferred, sources) => void Object.assign(kept, { inferred, sources }) })
  return { artifact, inferred: kept.inferred!, sources: kept.sources!, member: request.member }
}

/** The constructor first: it tells the types of the fields. */
function compileClass(found: RuntimeClass, known: Map<RuntimeClass, ProgramClass>): ProgramClass {
  const before = known.get(found)
  if (before) return before
  if (found.base) compileClass(found.base, known)
  // What calls of `Base.prototype.m.call(…)` have made is not exported.
  const wanted = found.kernels.filter(({ member }) => !member?.own)
  const kernels = wanted.sort((a, b) => Number(b.member!.kind === 'construct') - Number(a.member!.kind === 'construct'))
  const members = kernels.flatMap((kernel) =>
    signaturesOf(kernel).map((signature) => {
      const request = requestFor(kernel, signature, false, [])
      const made = compileOne({ ...request, options: { bounds: 'exact', fastmath: false, name: found.name } })
      // To load its code fixes the fields of a class of which there is no instance yet.
      if (found.layout === undefined && made.member?.kind === 'construct')
        specialisationOf(kernel.machine, made.artifact, 'aot', capturedValue)
      return made
    }),
  )
  const fields = new Map<string, HostType>()
  for (const { artifact } of members) {
    const own = artifact.classes.find(({ id }) => id === found.unit.id)
    for (const { name, type } of own?.fields ?? []) if (type && !fields.has(name)) fields.set(name, mapType(artifact, type))
  }
  const made: ProgramClass = { found, members, fields }
  known.set(found, made)
  return made
}

/** Those that were declared or that calls have made; what takes nothing needs neither. */
function signaturesOf({ declared, specialisations, receiver, fn, name, member }: Kernel): readonly Signature[] {
  if (declared.length > 0) return declared
  if (specialisations.length > 0) return specialisations.map(({ signature }) => ({ ...signature, result: { kind: 'inferred' } }))
  const takesNothing = member?.kind === 'getter' || (fn.length === 0 && member?.kind !== 'setter')
  if (takesNothing) return [{ params: receiver ? [receiver] : [], result: { kind: 'inferred' } }]
  throw new TypeError(
    `${name}${member?.kind === 'construct' ? '.constructor' : ''} has parameters whose types are not known: call it once, or give its signature, as in cc.export('${name.split('.')[0]}', ${name.split('.')[0]}, { ${member?.kind === 'construct' ? 'constructor' : member?.name}: 'void(float64)' })`,
  )
}

function written(stem: string, exports: readonly ProgramExport[], classes: readonly ProgramClass[]): Writable {
  const closures = newClosures()
  const ids = new Map<string, string>()
  for (const { found } of classes) {
    const own = newClosures()
    unitVariable(own, found.unit)
    ids.set(found.unit.id, `${found.name} ${hashText(closureText(own)).slice(0, 24)}`)
  }
  const members = [...classes.flatMap((made) => made.members), ...exports.flatMap((made) => (made.kind === 'function' ? made.members : []))]
  const declared = classes.map(({ found }) => ({ id: ids.get(found.unit.id)!, expression: unitVariable(closures, found.unit) }))
  const { facts, wasm, mapped, references } = linkMembers(
    stem,
    members.map((each) => withValues(each, closures)),
    {
      idOf: (unit) => ids.get(unit),
      refuseLayout: (unit) => {
        throw new TypeError(
          `what the fields of ${classById(unit)!.name} hold cannot be told from its constructor: give their types to jitclass`,
        )
      },
    },
  )
  const place = (member: ProgramMember) => members.indexOf(member)
  const thrown = references.map((each) => {
    if (each.kind === 'class') return `${JSON.stringify(each.key)}: ${unitVariable(closures, unitById(each.unit)!)}`
    throw new TypeError(`${each.own.name} is held by an instance or compared with a function of the host: \`taipan build\` compiles that`)
  })
  const text = (form: StubForm, source: SourceName) =>
    moduleText(form, {
      origin: 'from a running program',
      facts: withSources(facts, source),
      initialisers: closureText(closures),
      declared,
      values: [...[...closures.values.values()].map((variable) => `${variable}`), ...thrown],
      classes: classes.map((made, index) => classStatement(`class${index}`, declared[index]!.id, memberTable(made, place))),
      exports: exports.map((made) => ({
        name: made.name,
        text: made.kind === 'class' ? `class${classes.indexOf(made.made)}` : functionText(made.name, made.length, made.members.map(place)),
      })),
      last: [],
    })
  // Sources are files by their paths already, JavaScript that can be looked at where it is.
  return {
    stem,
    wasm,
    mapped,
    pathOf: (source) => source,
    contentOf: () => undefined,
    declarations: programDeclarations(exports, classes),
    text,
  }
}

/** Captured objects go by the variables that hold them in the module. */
function withValues(each: ProgramMember, closures: ReturnType<typeof newClosures>): ProgramMember {
  const implicit = each.artifact.implicit.map((value) => ({ ...value, id: valueVariable(closures, value.id, value.name) }))
  return { ...each, artifact: { ...each.artifact, implicit } }
}

function memberTable({ members }: ProgramClass, place: (member: ProgramMember) => number): Record<string, number[]> {
  const table: Record<string, number[]> = {}
  for (const each of members) (table[memberKey(each.member!)] ??= []).push(place(each))
  return table
}
