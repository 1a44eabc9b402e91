/** From a signature to code: the store, the compiler, and what is kept of the result. */
import type { Artifact } from '../artifact/artifact.ts'
import type { SourceUnit } from '../artifact/captured.ts'
import type { CompileRequest, Compiler } from '../artifact/compile.ts'
import type { Lookup } from '../artifact/store.ts'
import type { Signature } from '../artifact/types.ts'
import { assert, InvariantError } from '../base/assert.ts'
import { switches } from '../base/debug.ts'
import { notePhase } from '../base/phases.ts'
import { ensureRoom, ROOM } from '../base/room.ts'
import { builtinPath } from './builtins.ts'
import { canonicalOf, functionKey } from './canonical.ts'
import { unitOf } from './capture.ts'
import { declaredClasses } from './class-adopt.ts'
import { resolveSignature } from './class-names.ts'
import { capturedValue, unseen } from './classify.ts'
import { type AnyFunction, plainOf } from './identity.ts'
import { instantiateMember } from './joined.ts'
import { type Kernel, refreshFast, type Specialisation } from './kernel.ts'
import { theCompiler, theStore } from './slots.ts'
import { locateInUnit, specialisationOf } from './specialisation.ts'

/** What to ask the compiler for a signature; functions among the values are compiled along. */
export function requestFor(kernel: Kernel, signature: Signature, lazy: boolean, values: readonly unknown[]): CompileRequest {
  const functions = new Map<string, SourceUnit>()
  for (const [index, value] of values.entries()) {
    if (typeof value !== 'function') continue
    const path = builtinPath(value)
    if (path !== undefined) {
      const unit: SourceUnit = {
        id: functionKey(value as AnyFunction),
        name: path,
        kind: 'function',
        text: path,
        builtin: path,
        resolve: () => undefined,
      }
      functions.set(unit.id, unit)
      continue
    }
    const fn = plainOf(value) as AnyFunction
    const reason = unseen(fn)
    if (reason !== undefined) throw new TypeError(`argument ${index + 1} of ${kernel.name} is ${reason}`)
    const unit = unitOf(canonicalOf(fn))
    functions.set(unit.id, unit)
  }
  const classes = new Map<string, SourceUnit>()
  const resolved = resolveSignature(kernel, signature, classes)
  const { unit, member, options } = kernel
  return { unit, signature: resolved, lazy, functions, classes, options, ...(member === undefined ? {} : { member }) }
}

/** Compile, or take from the store. */
export function obtain(kernel: Kernel, request: CompileRequest): Specialisation {
  const lookup = isDumping() || !kernel.cached ? undefined : theStore()?.look(request)
  if (lookup?.artifact !== undefined) {
    const found = fromStore(kernel, request, lookup)
    if (found !== undefined) {
      notePhase('loaded')
      return found
    }
  }
  // What is in the store takes less, and most of these pages of the stack were never touched.
  ensureRoom(ROOM.compiler)
  const compiler = theCompiler()
  const artifact = compiler.compile(withParts(request, lookup, compiler))
  notePhase('compiled')
  const made = specialisationOf(kernel.machine, artifact, 'compiled', capturedValue, request)
  lookup?.keep(artifact, compiler.build)
  return { ...made, lookup }
}

/** What is kept of classes, for code that they are put into. Their members that the host calls are kept themselves. */
function withParts(plain: CompileRequest, lookup: Lookup | undefined, { build }: Compiler): CompileRequest {
  const request = lookup?.request ?? plain
  if (request.member || isDumping()) return request
  return { ...request, parts: theStore()?.parts?.(build, () => lookup?.isEdited ?? true) }
}

/** Whoever wants to see the passes wants them to run. */
function isDumping(): boolean {
  return switches().dump !== undefined
}

/** What was found, if the engine takes it. */
function fromStore(kernel: Kernel, request: CompileRequest, lookup: Lookup): Specialisation | undefined {
  const artifact = lookup.artifact!
  try {
    if (switches().check) checkStored(artifact, request)
    const { machine } = kernel
    const ready = lookup.joined && instantiateMember(machine, artifact, lookup.joined, locateInUnit)
    return { ...specialisationOf(machine, artifact, 'cache', capturedValue, request, ready), lookup }
  } catch (error) {
    if (error instanceof InvariantError) throw error
    lookup.refuse(error instanceof Error ? error.message : String(error))
    return undefined
  }
}

/** `TAIPAN_CHECK`: what is stored must be what would be compiled now; with classes that were kept, the code may be other code for the same. */
function checkStored(stored: Artifact, request: CompileRequest): void {
  const compiled = theCompiler().compile(request)
  const isLinked = stored.units.some(({ linked }) => linked)
  const text = ({ milliseconds, units, wasm, ...facts }: Artifact) => JSON.stringify(isLinked ? facts.classes : [facts, ...wasm])
  assert(text(stored) === text(compiled), `the cache holds other code for ${stored.name} than the compiler makes now`)
}

/** Put a specialisation in its place: declared ones in the order of declaration, others before older ones. */
export function install(kernel: Kernel, specialisation: Specialisation, requested: Signature): void {
  const { params } = specialisation.signature
  if (kernel.declared.length > 0) kernel.specialisations.push(specialisation)
  else {
    if (params.length < requested.params.length) kernel.arity = params.length
    kernel.specialisations.unshift(specialisation)
  }
  for (const found of declaredClasses(specialisation.instance.artifact)) found.users.add((kernel.self ??= new WeakRef(kernel)))
  refreshFast(kernel)
}
