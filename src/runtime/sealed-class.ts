/**
 * Classes of output whose run time is small (open-sealed.ts). Their text, with an accessor for each field, stands in the output
 * (aot/output/sealed-class.ts): nothing is made from text here. They stand in the same table as all other classes.
 */
import type { ArtifactField } from '../artifact/artifact.ts'
import type { HostType } from '../artifact/types.ts'
import { arrayAt, makeArray } from './array.ts'
import { notAlive } from './class-fields.ts'
import { type PlainClass, refuseExtending } from './class-make.ts'
import { FREED, token } from './class-shell.ts'
import { defineTools } from './class-tools.ts'
import { declaredOf, plainUnit } from './class-unit.ts'
import { addClass, isClassPrototype, nextClassNumber, type RuntimeClass, type Shell } from './classes.ts'
import { allocate } from './heap.ts'
import { reserve } from './heap-state.ts'
import { type AnyFunction, setId, setPlain } from './identity.ts'
import { attach, existing, instanceOrNothing, share } from './instances.ts'
import type { Machine } from './machine.ts'
import type { TypedArray } from './memory.ts'
import type { MemberTable } from './open-class.ts'
import type { OpenSealed } from './open-sealed.ts'
import { codeOf, OTHER, show } from './scalars.ts'
import { callAny, callable, isMissing, misfit, newCall } from './sealed-calls.ts'
import type { SealedReference, SealedType } from './sealed-types.ts'

/** What the text of a class is given. */
export interface Kit {
  readonly memory: Machine['memory']
  readonly token: object
  readonly freed: number
  /** Runs the compiled constructor on its arguments; gives the address. */
  create(values: readonly unknown[]): number
  existing(ref: number): object | undefined
  attach(ref: number, wrapper: object): object
  refuse(extending: unknown): never
  give(inside: Pick<Shell, 'refOf' | 'has' | 'forget'>): void
  /** A field is read of something that is no instance, or has been freed. */
  failed(self: unknown, field: number): undefined
  get(ref: number, field: number): unknown
  set(self: unknown, field: number, value: unknown): void
}

export function sealedClass(
  open: OpenSealed,
  index: number,
  plain: PlainClass,
  members: MemberTable,
  define: (kit: Kit) => Shell['wrapper'] & (new (token: object, ref: number) => object),
): unknown {
  const known = open.classes[index]
  if (known) return known.shell.wrapper
  const { machine, facts } = open
  const { id, name, layout, fields } = facts.classes[index]!
  const create = newCall(open, name, members['construct constructor'] ?? [])
  let inside: Pick<Shell, 'refOf' | 'has' | 'forget'> | undefined
  const wrapper = define({
    memory: machine.memory,
    token: token(),
    freed: FREED,
    create: (values) => callAny(create, undefined, values) as number,
    existing: (ref) => existing(machine, ref),
    attach: (ref, made) => attach(machine, ref, made),
    refuse: (extending) => refuseExtending(name, extending),
    give: (given) => {
      inside = given
    },
    failed(self, field) {
      // The prototype of a plain class has no fields.
      if (isClassPrototype(self)) return undefined
      throw notAlive(found, self, `${name}.${fields[field]!.name}`)
    },
    get: (ref, field) => read(machine, ref, fields[field]!),
    set: (self, field, value) => write(open, found, self, fields[field]!, value),
  })
  create.entry = wrapper
  setId(plain, id)
  const found: RuntimeClass = {
    name,
    number: nextClassNumber(),
    plain,
    unit: plainUnit(id, plain),
    get declared() {
      return declaredOf(found)
    },
    base: undefined,
    fixed: true,
    spec: new Map(),
    shell: { ...inside!, wrapper, wrap: (ref) => new wrapper(token(), ref), evaluate: undefined },
    layout: {
      id: open.layouts[index]!,
      bytes: facts.layouts.find((each) => each.name === layout)!.bytes,
      fields: fields.map((field) => ({ ...field, type: field.type && withIds(open, field.type) })),
    },
    shared: facts.shared,
    subclasses: [],
    kernels: [],
    users: new Set(),
  }
  open.classes[index] = found
  machine.classes[open.layouts[index]!] = found
  setPlain(wrapper, plain)
  addClass(found)
  Object.defineProperty(wrapper, 'length', { value: plain.length, configurable: true })
  for (const { name: field } of visible(found)) {
    Object.defineProperty(wrapper.prototype, field, { ...Object.getOwnPropertyDescriptor(wrapper.prototype, field), enumerable: true })
  }
  defineMembers(open, index, members, wrapper.prototype, plain.prototype, false)
  defineMembers(open, index, members, wrapper, plain, true)
  defineTools(machine, found, { fieldsOf, from: (given) => from(open, found, given, new Map(), name) })
  return wrapper
}

/** Classes in types are those of the module; outside of it they have ids. */
function withIds({ facts }: OpenSealed, type: HostType): HostType {
  if (type.kind === 'class') return { ...type, key: facts.classes[Number(type.key)]!.id }
  return type.kind === 'optional' ? { ...type, type: withIds({ facts } as OpenSealed, type.type) } : type
}

/** Of every class. */
const OWN_STATIC = new Set(['length', 'name', 'prototype'])

function defineMembers(open: OpenSealed, index: number, members: MemberTable, target: object, source: object, isStatic: boolean): void {
  const { name } = open.facts.classes[index]!
  for (const [key, own] of Object.entries(Object.getOwnPropertyDescriptors(source)) as [string, PropertyDescriptor][]) {
    if (isStatic ? OWN_STATIC.has(key) : key === 'constructor') continue
    const made = (kind: string, fn: AnyFunction): AnyFunction => {
      const call = newCall(
        open,
        `${name}.${key}`,
        members[`${isStatic ? 'static ' : ''}${kind} ${key}`] ?? [],
        isStatic ? undefined : index,
      )
      return Object.defineProperties(callable(call) as AnyFunction, {
        name: { value: fn.name, configurable: true },
        length: { value: fn.length, configurable: true },
      })
    }
    const accessor = {
      ...(own.get && { get: made('getter', own.get as AnyFunction) as () => unknown }),
      ...(own.set && { set: made('setter', own.set as AnyFunction) as () => void }),
    }
    Object.defineProperty(target, key, { ...own, ...('value' in own ? { value: made('method', own.value as AnyFunction) } : accessor) })
  }
}

function visible({ layout }: RuntimeClass): readonly ArtifactField[] {
  return layout!.fields.filter(({ name, type }) => type !== null && !name.startsWith('#'))
}

/** By the accessors. */
function fieldsOf(found: RuntimeClass, value: object): Record<string, unknown> {
  return Object.fromEntries(visible(found).map(({ name }) => [name, (value as Record<string, unknown>)[name]]))
}

/** What is no scalar. */
function read(machine: Machine, ref: number, { offset, type }: ArtifactField): unknown {
  if (type!.kind === 'builtin')
    return type!.path.split('.').reduce((owner: unknown, part) => (owner as Record<string, unknown>)[part], globalThis)
  const address = machine.memory.words[(ref + offset) >> 2]!
  return type!.kind === 'array' ? arrayAt(type!.element, address) : instanceOrNothing(machine, address)
}

function write(open: OpenSealed, found: RuntimeClass, self: unknown, field: ArtifactField, value: unknown): void {
  const { machine } = open
  const where = `${found.name}.${field.name}`
  const ref = found.shell.refOf(self)
  if (ref === 0) throw notAlive(found, self, where)
  const { offset, type } = field
  if (type!.kind === 'builtin') {
    if (value === read(machine, ref, field)) return
    throw new TypeError(`${where} always holds the same function in compiled code; it cannot be set to ${show(value)}`)
  }
  const sealed = sealedType(type!)
  const error = misfit(open, sealed, value, where)
  if (error) throw error
  const { words } = machine.memory
  // The accessor itself stores numbers.
  if (typeof sealed === 'string') return
  if (sealed.element !== undefined) {
    const own = machine.owned.get(value as object)
    if (own === undefined)
      throw new TypeError(
        `${where} can hold only an array in the memory of compiled code: make it with array(${(value as object).constructor.name}, …), or copy it in a method`,
      )
    words[(ref + offset) >> 2] = own.descriptor
  } else words[(ref + offset) >> 2] = isMissing(sealed, value) ? (value === null ? 0 : 4) : addressOf(open, sealed, value as object)
}

function addressOf({ machine, classes }: OpenSealed, { of }: SealedReference, value: object): number {
  const ref = classes[of!]!.shell.refOf(value)
  share(machine, ref, value)
  return ref
}

function sealedType(type: HostType): SealedType {
  if (type.kind === 'array') return { text: `${type.element}[:]`, element: type.element }
  if (type.kind === 'class') return { text: type.name, of: Number(type.key) }
  if (type.kind !== 'optional') return type.kind as never
  return { ...(sealedType(type.type) as SealedReference), null: type.null, undefined: type.undefined }
}

/** As class-from.ts does. */
function from(open: OpenSealed, found: RuntimeClass, plain: unknown, made: Map<object, object>, where: string): object {
  if (typeof plain !== 'object' || plain === null) throw new TypeError(`${found.name}.from takes an object, not ${show(plain)}`)
  const known = made.get(plain)
  if (known) return known
  const { machine } = open
  reserve(machine.heap)
  const { id, bytes, fields } = found.layout!
  const instance = found.shell.wrap(allocate(machine.heap, bytes, id, true))
  made.set(plain, instance)
  for (const { name, type } of fields) {
    if (type?.kind === 'builtin') continue
    if (name.startsWith('#'))
      throw new TypeError(`${found.name}.from: an object cannot have the field ${name}, which only compiled code sees`)
    if (!(name in plain)) throw new TypeError(`${found.name}.from: the object has no field ${name}`)
    const given = (plain as Record<string, unknown>)[name]
    ;(instance as Record<string, unknown>)[name] = taken(open, type!, given, made, `${where}.${name}`)
  }
  return instance
}

/** Arrays and objects are copied, instances are as they are. */
function taken(open: OpenSealed, type: HostType, given: unknown, made: Map<object, object>, where: string): unknown {
  const inner = type.kind === 'optional' ? type.type : type
  if (typeof given !== 'object' || given === null || codeOf(inner) !== OTHER) return given
  if (inner.kind === 'class') {
    const wanted = open.classes.find((each) => each?.unit.id === inner.key)!
    return wanted.shell.has(given) ? given : from(open, wanted, given, made, where)
  }
  if (inner.kind !== 'array' || open.machine.owned.has(given)) return given
  const error = misfit(open, sealedType(inner), given, where)
  if (error) throw error
  const known = made.get(given)
  if (known) return known
  const copy = makeArray(inner.element, (given as TypedArray).length)
  copy.set(given as never)
  made.set(given, copy)
  return copy
}
