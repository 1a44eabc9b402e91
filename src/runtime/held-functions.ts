/**
 * Which functions the fields of a class are known to hold. Code compiled for the class calls these and no others, so before
 * an instance holds another one, what was compiled is dropped, and made again when it is used.
 */
import type { ArtifactField } from '../artifact/artifact.ts'
import type { FunctionName, HostType } from '../artifact/types.ts'
import { isNativeText } from '../base/native.ts'
import { dropUsers } from './class-users.ts'
import type { RuntimeClass } from './classes.ts'
import { functionObject } from './function-table.ts'
import { type AnyFunction, functionById, keyOf, plainOf } from './identity.ts'
import type { Machine } from './machine.ts'
import { show } from './scalars.ts'

type Functions = HostType & { readonly kind: 'functions' }
interface Held {
  readonly of: readonly FunctionName[]
  readonly null: boolean
  readonly undefined: boolean
}

function functionsIn(type: HostType): Functions | undefined {
  const inner = type.kind === 'optional' ? type.type : type
  return inner.kind === 'functions' ? inner : undefined
}

export function holdsFunctions(type: HostType): boolean {
  return functionsIn(type) !== undefined
}

/** What a field holds by one type or the other. */
function together(a: HostType, b: HostType): HostType {
  const all = [a, b].map((type): Held => {
    const { of } = functionsIn(type)!
    return type.kind === 'optional' ? { of, null: type.null, undefined: type.undefined } : { of, null: false, undefined: false }
  })
  const of: FunctionName[] = []
  for (const name of all.flatMap((one) => one.of)) if (!of.some((known) => sameName(known, name))) of.push(name)
  const [isNull, isUndefined] = [all.some((one) => one.null), all.some((one) => one.undefined)]
  const type: HostType = { kind: 'functions', of }
  return isNull || isUndefined ? { kind: 'optional', type, null: isNull, undefined: isUndefined } : type
}

function sameName(a: FunctionName, b: FunctionName): boolean {
  return a.key === b.key && a.part === b.part
}

/** Code has come that makes instances which hold more than was known. */
export function learnFunctions(found: RuntimeClass, fields: readonly ArtifactField[]): void {
  for (const { name, type } of fields) if (type !== null && holdsFunctions(type)) learn(found, name, type)
}

function learn(found: RuntimeClass, name: string, type: HostType): void {
  const known = fieldOf(found, name)?.type
  if (!known) return
  const grown = together(known, type)
  if (JSON.stringify(grown) === JSON.stringify(known)) return
  // The field is that of the first class that has it, and all that extend this one have it too.
  let first = found
  for (let at = found.base; at !== undefined && fieldOf(at, name) !== undefined; at = at.base) first = at
  setType(first, name, grown)
}

function fieldOf(found: RuntimeClass, name: string): ArtifactField | undefined {
  return found.layout?.fields.find((field) => field.name === name)
}

function setType(found: RuntimeClass, name: string, type: HostType): void {
  const { layout } = found
  if (layout) layout.fields = layout.fields.map((field) => (field.name === name ? { ...field, type } : field))
  dropUsers(found)
  for (const extending of found.subclasses) setType(extending, name, type)
}

/** The object of a function that the host stores in a field of an instance. */
export function functionToHold(machine: Machine, ref: number, name: string, value: AnyFunction, where: string): number {
  const function_ = { key: keyOf(value), part: '#0' }
  const plain = functionById(function_.key) ?? plainOf(value)
  const text = Function.prototype.toString.call(plain)
  if (/^class\b/.test(text) || isNativeText(text)) {
    throw new TypeError(`${where} holds functions of the program; it cannot be set to ${show(value)}`)
  }
  const found = machine.classes[machine.memory.words[ref >> 2]!]!
  learn(found, name, { kind: 'functions', of: [function_] })
  return functionObject(machine, function_)
}
