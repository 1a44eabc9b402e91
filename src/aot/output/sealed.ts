/**
 * Files across whose boundary go numbers, bigints, booleans, typed arrays and instances of classes that extend nothing: a third of the
 * run time is enough for them (runtime/open-sealed.ts).
 */
import type { ArtifactField } from '../../artifact/artifact.ts'
import { printSignature, printType } from '../../artifact/signature.ts'
import type { HostType } from '../../artifact/types.ts'
import { valueFunctions } from '../../runtime/host-functions.ts'
import type { Scalar } from '../../runtime/open-numbers.ts'
import type { SealedExport, SealedModule, SealedReference } from '../../runtime/sealed-types.ts'
import type { ClassSource } from '../compile/classes.ts'
import type { CompiledFile } from '../compile/compile-file.ts'
import { keyOf, membersOf, staysPlain } from '../source/class-parts.ts'
import { child } from '../source/node.ts'
import { isScalar, unitsOf } from './numbers.ts'

export interface SealedOutput {
  /** What the output says of its code. */
  readonly facts: SealedModule
  /** Of the run time beyond what all such output needs: `sealedArrays`, `sealedValues`. */
  readonly parts: readonly ('arrays' | 'values')[]
}

/** Undefined for a file that needs more of the run time. */
export function sealedOutput({ exports, classes, facts, wasm }: CompiledFile): SealedOutput | undefined {
  if (exports.some((made) => made.kind === 'function' && made.rest !== undefined)) return undefined
  if (facts.members.some(({ implicit }) => implicit.length > 0) || facts.exports.some(({ promise }) => promise)) return undefined
  if (![...classes.values()].every(isSealed) || !facts.classes.every((each) => !each.declared || isWhole(each))) return undefined
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(wasm as Uint8Array<ArrayBuffer>))
  if (!imports.every(({ module: group, name }) => isKnown(group, name))) return undefined
  const made = facts.exports.map(({ name, signature, parameters }, index): SealedExport | undefined => {
    const isNew = isConstructor(facts, name, signature.result)
    const params = signature.params.map(sealedType)
    const result = isNew ? 'new' : resultType(signature.result)
    if (result === undefined || params.includes(undefined)) return undefined
    const writes = facts.members[index]!.writes
    const writesArrays = writes.some((written, at) => written && signature.params[at]?.kind === 'array')
    return {
      name,
      signature: printSignature(signature),
      params: params as SealedExport['params'],
      result,
      parameters,
      ...(writesArrays ? { writes } : {}),
      ...unitsOf(facts, index),
    }
  })
  if (made.includes(undefined)) return undefined
  const { version, name, layouts, strings, sites, hasLoops, positions } = facts
  const types = (made as SealedExport[]).flatMap(({ params, result }) => [...params, result])
  return {
    facts: {
      ...{ version, name, exports: made as SealedExport[], classes: facts.classes, layouts, strings, sites, hasLoops },
      imports: imports.map(({ module: group, name: wanted }) => [group, wanted] as const),
      shared: facts.classes.some(({ fields }) => fields.some(keepsReference)) || facts.hostTypes.some(({ kind }) => kind !== 'array'),
      ...(positions ? { positions } : {}),
    },
    parts: [
      ...(types.some((type) => typeof type !== 'string' && type.element !== undefined) ? (['arrays'] as const) : []),
      ...(imports.some(({ module: group, name: wanted }) => group === 'h' && !SMALL.has(wanted)) ? (['values'] as const) : []),
    ],
  }
}

/** A constructor gives an instance, whatever else does is a method or a function of another name. */
function isConstructor({ classes }: CompiledFile['facts'], name: string, result: HostType): boolean {
  return result.kind === 'class' && classes.some((each) => `${each.name}.new` === name)
}

/** Of the class as it is written: no base, no static fields, and no members that stay JavaScript. */
function isSealed(source: ClassSource): boolean {
  if (source.base || child(source.node, 'superClass') || child(source.node, 'typeParameters')) return false
  return membersOf(source).every((member) => {
    const isField = member.type === 'PropertyDefinition'
    if (!isField && member.type !== 'MethodDefinition' && member.type !== 'TSIndexSignature') return member['abstract'] === true
    return !(isField && member['static'] === true) && !staysPlain(member) && member['computed'] !== true && keyOf(member) !== 'prototype'
  })
}

function isWhole({ base, open, fields }: CompiledFile['facts']['classes'][number]): boolean {
  return base < 0 && open !== true && fields.every(({ name, type }) => (type === null ? name.startsWith('#') : isHeld(type)))
}

function isHeld(type: HostType): boolean {
  return type.kind === 'builtin' || sealedType(type) !== undefined
}

/** Functions of the host that all such output can have. */
const SMALL = new Set(['array.sort', 'error.new'])

/** Those that `sealedValues` can have. */
const VALUES = new Set(Object.keys(valueFunctions({ handles: {} } as never)))

/** What is logged may be an object, and few use the host's texts. */
function isKnown(group: string, name: string): boolean {
  return ['m', 'l', 's', 't', 'math'].includes(group) || (group === 'h' && (SMALL.has(name) || VALUES.has(name)))
}

function keepsReference({ type, storage }: ArtifactField): boolean {
  if (type === null) return storage === 'ref'
  return type.kind === 'class' || (type.kind === 'optional' && type.type.kind === 'class')
}

function sealedType(type: HostType): Scalar | SealedReference | undefined {
  if (isScalar(type)) return type.kind as Scalar
  if (type.kind === 'array') return { text: printType(type), element: type.element }
  if (type.kind === 'class') return { text: type.name, of: Number(type.key) }
  if (type.kind !== 'optional' || type.type.kind !== 'class') return undefined
  return { text: type.type.name, of: Number(type.type.key), null: type.null, undefined: type.undefined }
}

function resultType(type: HostType): SealedExport['result'] | undefined {
  return type.kind === 'void' || type.kind === 'undefined' ? type.kind : sealedType(type)
}
