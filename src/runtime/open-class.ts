/** Classes of ahead-of-time output: declared before the code is opened, then given the code of their members. */
import type { ClassMember } from '../artifact/compile.ts'
import { shared } from '../base/shared.ts'
import { newClass, type PlainClass } from './class-make.ts'
import { declaredOf, plainUnit } from './class-unit.ts'
import { classById, type RuntimeClass } from './classes.ts'
import { compiledInstance, notePlain } from './compiled-instance.ts'
import { refuse } from './dispatch.ts'
import { setId } from './identity.ts'
import { refreshFast } from './kernel.ts'
import { theMachine } from './machine.ts'
import type { OpenModule } from './open.ts'
import { specialisationIn } from './specialisation.ts'

const OPTIONS = { bounds: 'exact', fastmath: false } as const

/** `id` tells what the class is made of: two modules that have the same one share it. A base comes before what extends it. */
export function declareClass(id: string, plain: PlainClass): void {
  notePlain(plain, id)
  if (classById(id) !== undefined) return
  setId(plain, id)
  const unit = plainUnit(id, plain)
  newClass({
    name: plain.name,
    plain,
    unit,
    fields: new Map(),
    fixed: true,
    declared: declaredOf,
    context: {
      options: OPTIONS,
      cached: false,
      signatures: new Map(),
      decorating: true,
      held: compiledInstance,
      unseen: refuseMember,
      unitOf: () => unit,
    },
  })
}

const cells = shared('static cells', () => new Map<string, object>())

/** What a static field holds, which all modules with its class share: it is as the first of them has made it. */
export function staticCell(id: string, make: () => object): object {
  const found = cells().get(id) ?? make()
  cells().set(id, found)
  return found
}

function refuseMember(...[kernel, values]: Parameters<typeof refuse>): never {
  if (kernel.specialisations.length > 0) return refuse(kernel, values)
  throw new TypeError(`${kernel.name} was not compiled: its parameters have no types that could cross (see \`taipan build --report\`)`)
}

/**
 * By member (`method push`, `static getter size`; `method add...1`: all arguments but the first are one list), the exports of the
 * module that are its signatures.
 */
export type MemberTable = Readonly<Record<string, readonly number[]>>

export function exportedClass({ facts, instance, values }: OpenModule, id: string, members: MemberTable): unknown {
  const found = classById(id)!
  for (const kernel of found.kernels) {
    const key = memberKey(kernel.member!)
    const listed = Object.keys(members).find((each) => each.startsWith(`${key}...`))
    const indices = members[listed ?? key] ?? []
    if (kernel.specialisations.length > 0 || indices.length === 0) continue
    kernel.specialisations = indices.map((index) =>
      specialisationIn(theMachine(), instance, facts.exports[index]!, facts.members[index]!, 'aot', (each) => values[each]),
    )
    kernel.declared = kernel.specialisations.map(({ signature }) => signature)
    kernel.pending = []
    if (listed !== undefined) kernel.listed = Number(listed.slice(key.length + 3)) + (kernel.receiver ? 1 : 0)
    refreshFast(kernel)
  }
  return (found satisfies RuntimeClass).shell.wrapper
}

export function memberKey({ kind, static: isStatic, name, listed }: ClassMember): string {
  return `${isStatic ? 'static ' : ''}${kind} ${name}${listed === undefined ? '' : `...${listed}`}`
}
