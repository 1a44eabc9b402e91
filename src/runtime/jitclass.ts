/** `jitclass`: a class whose instances live in linear memory and whose members are compiled. */
import type { DeclaredClass, SourceUnit } from '../artifact/captured.ts'
import type { CompileOptions } from '../artifact/compile.ts'
import { ELEMENTS } from '../artifact/layout.ts'
import { parseSignature, parseType } from '../artifact/signature.ts'
import type { ElementKind, HostType, Signature } from '../artifact/types.ts'
import { switches } from '../base/debug.ts'
import { ensureRoom, ROOM } from '../base/room.ts'
import { functionKey, keyOfSent } from './canonical.ts'
import { sourceUnitOf, unitOf } from './capture.ts'
import { baseOf, newClass, type PlainClass } from './class-make.ts'
import { classNear } from './class-names.ts'
import { plainTools } from './class-tools.ts'
import { outdate } from './class-users.ts'
import { type AnyClass, classById, classOf, type RuntimeClass } from './classes.ts'
import { compileCall } from './compile-calls.ts'
import { functionById, plainOf, setKeys, unitById } from './identity.ts'
import { compileOptions, type JitOptions } from './jit.ts'
import { show } from './scalars.ts'

export type ClassOptions = Omit<JitOptions, 'fastmath'>
/** Types of fields, and signatures of methods, by name. */
export type Spec = Readonly<Record<string, string>>

interface ReadSpec {
  readonly fields: ReadonlyMap<string, HostType>
  readonly signatures: ReadonlyMap<string, Signature>
}

export function makeClass<C extends AnyClass>(spec: Spec, given: C, options: ClassOptions, decorating = false): C {
  ensureRoom(ROOM.stacks)
  const plain: PlainClass = plainOf(given) as never
  checkClass(plain, given)
  if (classOf(plain) !== undefined) throw new TypeError(`the class ${plain.name} has been given to jitclass before`)
  const name = options.name ?? plain.name
  const { fields, signatures } = readSpec(name, plain, spec)
  const kernelOptions = compileOptions({ ...options, name }, 'jitclass')
  if (switches().disable) return plainTools(plain) as unknown as C
  refuseOverriding(name, plain)
  setKeys(functionKey, keyOfSent, sourceUnitOf)
  const unit = unitOf(plain, { scope: options.scope })
  const context = { options: kernelOptions, cached: options.cache !== false, signatures, decorating, unseen: compileCall, unitOf }
  const found = newClass({
    name,
    plain,
    unit,
    fields,
    fixed: false,
    declared: (made) => declaredBy(made, unit),
    context,
  })
  outdate(found.base)
  return found.shell.wrapper as unknown as C
}

/** Classes, and functions that are used with `new`, as classes were written before there were any. */
export function checkClass(plain: unknown, given: unknown): asserts plain is PlainClass {
  const text = typeof plain === 'function' ? Function.prototype.toString.call(plain) : ''
  if (/^class\b/.test(text)) return
  const prototype: unknown = typeof plain === 'function' ? plain.prototype : undefined
  if (!/^function\b(?!\s*\*)/.test(text) || !prototype) throw new TypeError(`jitclass takes a class, not ${show(given)}`)
  // What stays JavaScript knows the function as it was written, and would make objects that are none of the compiled class.
  const known = Object.entries(plain as object).find(([, value]) => typeof value === 'function')?.[0]
  if (known !== undefined) {
    const { name } = plain as PlainClass
    throw new TypeError(
      `jitclass does not compile functions on constructor functions, as ${name}.${known} is: write ${name} as a class with static methods`,
    )
  }
  if (Object.getPrototypeOf(prototype) === Object.prototype) return
  throw new TypeError(
    `jitclass takes a constructor function whose prototype extends nothing, as that of ${(plain as PlainClass).name} does: write it as a class`,
  )
}

/** Code that was compiled ahead of time calls the members that its classes had then. */
function refuseOverriding(name: string, plain: PlainClass): void {
  let base = baseOf(Object.getPrototypeOf(plain) as object)
  while (base !== undefined && !base.fixed) base = base.base
  if (base === undefined) return
  const known = base.shell.wrapper.prototype
  for (let at = plain.prototype; at !== known && at !== base.plain.prototype && at !== null; at = Object.getPrototypeOf(at) as object) {
    const own = Reflect.ownKeys(at).find((key) => key !== 'constructor' && key in known)
    if (own === undefined) continue
    throw new TypeError(
      `${name} overrides ${String(own)} of ${base.name}, whose code was compiled ahead of time and would not call it: build ${name} in the same file`,
    )
  }
}

/** All members have the same. */
function keptOptions({ kernels: [kernel] }: RuntimeClass): CompileOptions | undefined {
  return kernel!.cached ? kernel!.options : undefined
}

function declaredBy(found: RuntimeClass, unit: SourceUnit): DeclaredClass {
  return {
    kept: () => keptOptions(found),
    fields: () =>
      found.layout ? new Map(found.layout.fields.flatMap((field) => (field.type ? [[field.name, field.type]] : []))) : found.spec,
    subclasses: () => found.subclasses.map((extending) => extending.unit),
    classNamed: (wanted, key) => (classById(key) ?? classNear(unit, wanted))?.unit,
    functionOf: (key) => {
      const fn = functionById(key)
      return unitById(key) ?? (fn && unitOf(fn))
    },
  }
}

export function checkSpec(spec: unknown): asserts spec is Spec {
  if (typeof spec === 'object' && spec !== null && !Array.isArray(spec)) return
  throw new TypeError(`jitclass takes the types of fields as an object such as { size: 'int32' }, not ${show(spec)}`)
}

function readSpec(className: string, plain: PlainClass, spec: Spec): ReadSpec {
  const fields = new Map<string, HostType>()
  const signatures = new Map<string, Signature>()
  checkSpec(spec)
  for (const [name, text] of Object.entries(spec) as [string, unknown][]) {
    const where = `${className}.${name}`
    if (typeof text !== 'string') throw new TypeError(`jitclass: the type of ${where} is a text such as 'int64', not ${show(text)}`)
    const own = memberNamed(plain, name)
    if (own === 'method')
      signatures.set(
        name,
        within(where, () => parseSignature(text)),
      )
    else if (own === 'accessor') throw new TypeError(`jitclass: ${where} is an accessor; its type is that of what it gives`)
    else
      fields.set(
        name,
        within(where, () => fieldType(text)),
      )
  }
  return { fields, signatures }
}

function memberNamed(plain: PlainClass, name: string): 'method' | 'accessor' | undefined {
  if (name === 'constructor') return 'method'
  for (const owner of [plain.prototype, plain]) {
    const own = name === 'prototype' || name === 'name' || name === 'length' ? undefined : Object.getOwnPropertyDescriptor(owner, name)
    if (own?.get ?? own?.set) return 'accessor'
    if (typeof own?.value === 'function') return 'method'
  }
  return undefined
}

function fieldType(text: string): HostType {
  const type = elementType(text) ?? parseType(text)
  if (type.kind === 'void' || type.kind === 'undefined' || type.kind === 'null') {
    throw new TypeError(`\`${type.kind}\` is no type of a field; a field that may be null has a type such as \`float64?\``)
  }
  return type
}

/** What most fields are, numbers and typed arrays of them, without a look at each letter. */
function elementType(text: string): HostType | undefined {
  const isArray = text.endsWith('[:]')
  const element = (isArray ? text.slice(0, -3) : text) as ElementKind
  if (!Object.hasOwn(ELEMENTS, element)) return undefined
  if (isArray) return { kind: 'array', element }
  return element === 'uint8c' ? undefined : { kind: element }
}

/** Errors about a text say which one is meant. */
function within<T>(where: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof Error) error.message = `jitclass: ${where}: ${error.message}`
    throw error
  }
}
