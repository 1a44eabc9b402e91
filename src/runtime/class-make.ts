/** From a class as it was written to one whose instances live in linear memory; what compiles its members is given. */
import type { DeclaredClass, SourceUnit } from '../artifact/captured.ts'
import type { HostType } from '../artifact/types.ts'
import { defineMembers, type MemberContext, memberKernel } from './class-members.ts'
import { makeShell } from './class-shell.ts'
import { defineTools, toolsOf } from './class-tools.ts'
import { addClass, classOf, nextClassNumber, type RuntimeClass } from './classes.ts'
import { makeWrapper } from './dispatch.ts'
import { type AnyFunction, setPlain } from './identity.ts'
import { attach, existing } from './instances.ts'
import { theMachine } from './machine.ts'

export type PlainClass = AnyFunction & { readonly prototype: object }

export interface NewClass {
  readonly name: string
  readonly plain: PlainClass
  readonly unit: SourceUnit
  /** Types of fields that are known before anything is compiled. */
  readonly fields: ReadonlyMap<string, HostType>
  readonly fixed: boolean
  declared(found: RuntimeClass): DeclaredClass
  readonly context: Omit<MemberContext, 'machine' | 'found' | 'unit'>
}

export function newClass({ name, plain, unit, fields, fixed, declared, context }: NewClass): RuntimeClass {
  const parent = Object.getPrototypeOf(plain) as object
  const base = baseOf(parent)
  const machine = theMachine()
  const found: RuntimeClass = {
    name,
    number: nextClassNumber(),
    plain,
    unit,
    base,
    fixed,
    get declared() {
      return (known ??= declared(found))
    },
    spec: new Map([...(base?.spec ?? []), ...fields]),
    shell: makeShell({
      machine,
      name,
      base: base?.shell.wrapper as never,
      create: (...values) => construct(...values),
      attach,
      existing,
      refuse: (extending) => refuseExtending(name, extending),
    }),
    layout: undefined,
    shared: base?.shared ?? false,
    subclasses: [],
    kernels: [],
    users: new Set(),
  }
  let known: DeclaredClass | undefined
  const members: MemberContext = { ...context, machine, found, unit }
  const kernel = memberKernel(members, { kind: 'construct', static: false, name: 'constructor' }, plain)
  const construct = makeWrapper(kernel) as (...values: unknown[]) => number
  kernel.entry = found.shell.wrapper
  finish(members, parent)
  return found
}

/** The nearest class that was given to jitclass. */
export function baseOf(parent: object | null): RuntimeClass | undefined {
  for (let at = parent; at !== null && at !== Function.prototype; at = Object.getPrototypeOf(at) as object | null) {
    const found = classOf(at)
    if (found !== undefined) return found
  }
  return undefined
}

function finish(context: MemberContext, parent: object): void {
  const { found, machine } = context
  const { wrapper } = found.shell
  // Between the class and the one that it extends in compiled code there may be others: `instanceof` knows them all.
  if (found.base === undefined && parent !== Function.prototype) {
    Object.setPrototypeOf(wrapper.prototype, (parent as PlainClass).prototype)
  }
  Object.defineProperty(wrapper, 'length', { value: found.plain.length, configurable: true })
  setPlain(wrapper, found.plain)
  addClass(found)
  defineMembers(context)
  defineTools(machine, found, toolsOf(machine, found))
}

export function refuseExtending(name: string, extending: unknown): never {
  const what = typeof extending === 'function' && extending.name !== '' ? extending.name : 'a class'
  throw new TypeError(`${what} extends ${name}, whose instances live in compiled code: give ${what} to jitclass as well`)
}
