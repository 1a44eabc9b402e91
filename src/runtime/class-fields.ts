/**
 * Fields of instances as accessors that read and write linear memory. The common scalars have code of their own per
 * field (class-shell.ts says why); everything else, and every value that does not fit, goes through `read` and `write`.
 */
import type { ArtifactField } from '../artifact/artifact.ts'
import { STORED_BYTES } from '../artifact/layouts.ts'
import type { HostType } from '../artifact/types.ts'
import { once } from '../base/once.ts'
import { isClassPrototype, type RuntimeClass } from './classes.ts'
import { reserve } from './heap-state.ts'
import { functionToHold, holdsFunctions } from './held-functions.ts'
import type { AnyFunction } from './identity.ts'
import { readLive } from './live.ts'
import { store, VIEWS } from './live-store.ts'
import type { Machine } from './machine.ts'
import { show } from './scalars.ts'

/** What is said about an object that is no instance, or has been freed. */
export function notAlive(found: RuntimeClass, value: unknown, where: string): Error {
  if (found.shell.has(value)) return new TypeError(`${where}: this ${(value as object).constructor.name} has been freed`)
  return new TypeError(`${where} was used on ${show(value)}, which is no ${found.name}`)
}

export function defineField(machine: Machine, found: RuntimeClass, field: ArtifactField, key: PropertyKey): void {
  const { prototype } = found.shell.wrapper
  const enumerable = typeof key === 'string'
  const define = (accessor: Accessor) => Object.defineProperty(prototype, key, { ...accessor, enumerable, configurable: true })
  // Made at the first use: most programs read few fields from outside. It keeps a view of memory.
  const first: Accessor = {
    get() {
      return ready().get.call(this)
    },
    set(value) {
      ready().set.call(this, value)
    },
  }
  const ready = once(() => {
    reserve(machine.heap)
    const accessor = accessorOf(machine, found, field)
    if (Object.getOwnPropertyDescriptor(prototype, key)?.get === first.get) define(accessor)
    return accessor
  })
  define(first)
}

interface Accessor {
  get(this: unknown): unknown
  set(this: unknown, value: unknown): void
}

function accessorOf(machine: Machine, found: RuntimeClass, field: ArtifactField): Accessor {
  const where = `${found.name}.${field.name}`
  const failRead = (value: unknown): undefined => {
    // The prototype of a plain class has no fields.
    if (isClassPrototype(value)) return undefined
    throw notAlive(found, value, where)
  }
  const slowWrite = (self: unknown, value: unknown): void => {
    const ref = found.shell.refOf(self)
    if (ref === 0) throw notAlive(found, self, where)
    write(machine, ref, field, value, where)
  }
  const fast = found.shell.evaluate && textOf(field)
  if (fast === undefined) {
    return {
      get(this: unknown) {
        const ref = found.shell.refOf(this)
        return ref === 0 ? failRead(this) : read(machine, ref, field, where)
      },
      set(this: unknown, value) {
        slowWrite(this, value)
      },
    }
  }
  const make = found.shell.evaluate!(fast) as (view: unknown, failRead: unknown, slowWrite: unknown) => Accessor
  return make(machine.memory.views[VIEWS[field.storage]], failRead, slowWrite)
}

/**
 * How the value that lies there is read, and which values can be stored as they are; by storage and type. The address of
 * an instance that has been freed lies before memory (class-shell.ts), where there is nothing: that costs no test.
 */
function textOf({ offset, storage, type }: ArtifactField): string | undefined {
  if (type === null) return undefined
  const at = `view[(ref + ${offset}) >> ${Math.log2(STORED_BYTES[storage])}]`
  const plain: Partial<Record<HostType['kind'], readonly [read: string, fits: string]>> = {
    float64: ['found', `typeof value === 'number'`],
    int32: ['found', '(value | 0) === value && (value !== 0 || 1 / value > 0)'],
    int64: ['found', `typeof value === 'bigint' && BigInt.asIntN(64, value) === value`],
    boolean: ['found !== 0', `typeof value === 'boolean'`],
  }
  const rare: Partial<Record<HostType['kind'], string>> = {
    int8: 'found',
    uint8: 'found',
    int16: 'found',
    uint16: 'found',
    uint32: 'found',
    float32: 'found',
    uint64: 'BigInt.asUintN(64, found)',
  }
  const [get, test] = plain[type.kind] ?? [rare[type.kind], 'false']
  if (get === undefined) return undefined
  return `((view, failRead, slowWrite) => ({
    get() {
      let ref = 0
      try { ref = this.#ref } catch { return failRead(this) }
      const found = ${at}
      return found === undefined ? failRead(this) : ${get}
    },
    set(value) {
      let ref = 0
      try { ref = this.#ref } catch {}
      if (ref > 0 && ${test}) ${at} = value
      else slowWrite(this, value)
    },
  }))`
}

/** What a field holds. */
export function read(machine: Machine, ref: number, { offset, storage, type }: ArtifactField, where: string): unknown {
  if (type === null) throw new TypeError(`${where} is known to compiled code only; read it in a method`)
  return readLive(machine, type, storage, ref + offset, where)
}

export function write(machine: Machine, ref: number, field: ArtifactField, value: unknown, where: string): void {
  const { offset, storage, type } = field
  if (type === null) throw new TypeError(`${where} is known to compiled code only; set it in a method`)
  if (type.kind === 'builtin') {
    if (value === read(machine, ref, field, where)) return
    throw new TypeError(`${where} always holds the same function in compiled code; it cannot be set to ${show(value)}`)
  }
  if (typeof value === 'function' && holdsFunctions(type)) {
    machine.memory.words[(ref + offset) >> 2] = functionToHold(machine, ref, field.name, value as AnyFunction, where)
    return
  }
  store(machine, type, storage, ref + offset, value, where)
}
