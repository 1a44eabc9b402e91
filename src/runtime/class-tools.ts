/** What a compiled class has besides its own members: how it is shown, copied and freed. */
import type { ArtifactField } from '../artifact/artifact.ts'
import { once } from '../base/once.ts'
import { notAlive, read } from './class-fields.ts'
import { classFrom } from './class-from.ts'
import { classOfInstance, type RuntimeClass } from './classes.ts'
import { functionAt } from './function-table.ts'
import type { AnyFunction } from './identity.ts'
import { dispose } from './instances.ts'
import type { Machine } from './machine.ts'

const INSPECT = Symbol.for('nodejs.util.inspect.custom')

/** What `using` looks for; compilers of it look for the second where the first is missing. */
function disposeSymbol(): symbol {
  return Symbol.dispose ?? Symbol.for('Symbol.dispose')
}

function define(target: object, key: string | symbol, value: unknown): void {
  if (!(key in target)) Object.defineProperty(target, key, { value, writable: true, enumerable: false, configurable: true })
}

/** How the run time at hand reads instances, and makes one of an object. */
export interface Tools {
  /** The fields that the host can see, as an object of its own. */
  fieldsOf(found: RuntimeClass, value: object): Record<string, unknown>
  from(plain: unknown): object
}

export function defineTools(machine: Machine, found: RuntimeClass, { fieldsOf, from }: Tools): void {
  const { wrapper } = found.shell
  if (found.base === undefined) {
    define(wrapper.prototype, disposeSymbol(), function (this: object): void {
      const own = ownerOf(found, this, 'Symbol.dispose')
      dispose(machine, own, this)
    })
    define(wrapper.prototype, 'toJSON', function (this: object): object {
      return fieldsOf(ownerOf(found, this, 'toJSON'), this)
    })
    // Whatever Node asks for comes from an object that it formats as any other: with its indentation, depth and cycles.
    define(wrapper.prototype, INSPECT, function (this: object): unknown {
      const own = classOfInstance(this)
      if (own === undefined) return this
      return own.shell.refOf(this) === 0 ? `${own.name} (freed)` : shownAs(fieldsOf, own, this)
    })
  }
  if (!hasStatic(found, 'from')) {
    Object.defineProperty(wrapper, 'from', {
      value: (plain: unknown) => from(plain),
      writable: true,
      enumerable: false,
      configurable: true,
    })
  }
}

/** Does the class as it was written, or one that it extends, have it? */
function hasStatic(found: RuntimeClass, name: string): boolean {
  for (let at: RuntimeClass | undefined = found; at !== undefined; at = at.base) if (Object.hasOwn(at.plain, name)) return true
  return found.base === undefined && Object.hasOwn(found.shell.wrapper, name)
}

function ownerOf(found: RuntimeClass, value: object, what: string): RuntimeClass {
  const own = classOfInstance(value)
  if (own === undefined || (own.shell.refOf(value) === 0 && what !== 'Symbol.dispose'))
    throw notAlive(found, value, `${found.name}.${what}`)
  return own
}

/** Of classes with fields of every kind. */
export function toolsOf(machine: Machine, found: RuntimeClass): Tools {
  return {
    fieldsOf: (own, value) => visibleFields(machine, own, value),
    from: (plain) => classFrom(machine, found, plain),
  }
}

function visibleFields(machine: Machine, found: RuntimeClass, value: object): Record<string, unknown> {
  const ref = found.shell.refOf(value)
  const copy: Record<string, unknown> = {}
  for (const field of found.layout!.fields)
    if (isVisible(machine, ref, field)) copy[field.name] = read(machine, ref, field, `${found.name}.${field.name}`)
  return copy
}

function isVisible(machine: Machine, ref: number, { name, type, offset }: ArtifactField): boolean {
  if (name.startsWith('#') || type === null) return false
  const held = type.kind === 'optional' ? type.type : type
  const address = machine.memory.words[(ref + offset) >> 2]!
  return held.kind !== 'functions' || address <= 4 || functionAt(machine, address) !== undefined
}

/** What instances are shown as at the moment: the same instance as the same object, or cycles would not be seen. */
const showing = once(() => ({ objects: new Map<object, object>() }))

/** An object that looks like an instance, but holds its fields itself. */
function shownAs(fieldsOf: Tools['fieldsOf'], found: RuntimeClass, value: object): object {
  const { objects } = showing()
  if (objects.size === 0) void Promise.resolve().then(() => objects.clear())
  let shown = objects.get(value)
  if (shown === undefined) {
    shown = Object.create(found.shell.wrapper.prototype) as object
    Object.defineProperty(shown, INSPECT, { value: undefined, enumerable: false })
    objects.set(value, shown)
  }
  for (const [name, field] of Object.entries(fieldsOf(found, value))) {
    Object.defineProperty(shown, name, { value: field, enumerable: true, configurable: true })
  }
  return shown
}

/** `TAIPAN_DISABLE`: the class itself, with what programs may have used of the compiled one. */
export function plainTools(plain: AnyFunction & { readonly prototype: object }): AnyFunction {
  define(plain.prototype, disposeSymbol(), () => undefined)
  define(plain.prototype, 'toJSON', function (this: object): object {
    return { ...this }
  })
  if (!Object.hasOwn(plain, 'from')) {
    Object.defineProperty(plain, 'from', {
      value: (fields: object) => Object.assign(Object.create(plain.prototype) as object, fields),
      writable: true,
      enumerable: false,
      configurable: true,
    })
  }
  return plain
}
