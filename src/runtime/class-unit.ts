/** A class of ahead-of-time output as kernels of the running program see it: they compile it in from its source. */
import type { DeclaredClass, SourceUnit } from '../artifact/captured.ts'
import { classById, type RuntimeClass } from './classes.ts'
import { type AnyFunction, sourceOf } from './identity.ts'

export function plainUnit(id: string, plain: AnyFunction): SourceUnit {
  return {
    id,
    name: plain.name,
    kind: 'class',
    text: Function.prototype.toString.call(plain),
    get declared() {
      return classById(id)?.declared as DeclaredClass
    },
    base: () => sourceOf(plain)?.base?.(),
    static: (name) => sourceOf(plain)?.static?.(name),
    resolve: (name) => sourceOf(plain)?.resolve(name),
  }
}

export function declaredOf(found: RuntimeClass): DeclaredClass {
  return {
    fields: () => new Map((found.layout?.fields ?? []).flatMap((field) => (field.type ? [[field.name, field.type]] : []))),
    subclasses: () => found.subclasses.map((extending) => extending.unit),
    classNamed: (_, key) => classById(key)?.unit,
  }
}
