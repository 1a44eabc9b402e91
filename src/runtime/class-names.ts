/** Which classes the names in a signature mean: what the function sees under that name, else the only class so named. */
import type { SourceUnit } from '../artifact/captured.ts'
import { mapEnds } from '../artifact/signature.ts'
import type { HostType, Signature } from '../artifact/types.ts'
import { classById, classesNamed, type RuntimeClass } from './classes.ts'

/** The signature with the ids of units as keys of its classes; the units are added to `classes`. */
export function resolveSignature(
  kernel: { readonly name: string; readonly unit: SourceUnit },
  { params, result }: Signature,
  classes: Map<string, SourceUnit>,
): Signature {
  const find = (name: string, key: string) => {
    const found = key === '' ? classNamed(kernel, name) : classById(key)
    if (found === undefined) throw new TypeError(`${kernel.name}: the class ${name} is not known any more`)
    classes.set(found.unit.id, found.unit)
    return found.unit.id
  }
  const named = (type: HostType) => mapEnds(type, (end) => (end.kind === 'class' ? { ...end, key: find(end.name, end.key) } : end))
  return { params: params.map(named), result: named(result) }
}

function classNamed({ name: kernel, unit }: { readonly name: string; readonly unit: SourceUnit }, name: string): RuntimeClass {
  const seen = unit.kind === 'class' && unit.name === name ? unit : seenBy(unit, name)
  const own = seen && classById(seen.id)
  if (own !== undefined) return own
  const named = classesNamed(name)
  if (named.length === 1) return named[0]!
  if (named.length > 1) {
    throw new TypeError(
      `${kernel}: ${named.length} classes are named ${name}, and ${kernel} uses none of them; use the class in it, or pass \`{ scope: { ${name} } }\``,
    )
  }
  if (seen !== undefined) throw new TypeError(`${kernel}: ${name} is a class, but it was not given to jitclass`)
  throw new TypeError(`${kernel}: \`${name}\` is neither a type of signatures nor a class given to jitclass`)
}

function seenBy(unit: SourceUnit, name: string): SourceUnit | undefined {
  const captured = unit.resolve(name)
  return captured?.kind === 'class' ? captured.unit : undefined
}

/** The class that a name means in the types of another class's fields; undefined if there is none, or more than one. */
export function classNear(unit: SourceUnit, name: string): RuntimeClass | undefined {
  const seen = unit.name === name ? unit : seenBy(unit, name)
  const own = seen && classById(seen.id)
  const named = classesNamed(name)
  return own ?? (named.length === 1 ? named[0] : undefined)
}
