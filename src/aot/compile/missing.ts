/**
 * Objects in which optional properties are missing, where the code asks which properties there are (`{ ...p }`, `'tag' in p`): compiled
 * for objects that have them, it would give what it makes a property that is undefined. So it is compiled for the others as well.
 *
 *     f(p: { x: number; tag?: number })   →   f({x: float64, tag: float64 | undefined}) and f({x: float64})
 */
import type { HostType, Signature } from '../../artifact/types.ts'

/** With more of them, objects must have them all: there would be too many signatures. */
const MOST = 16

/** `signature` of what was compiled, which says where the code asks. */
export function withMissing({ params, result }: Signature): Signature[] {
  const [, ...others] = combinations(params.map(forms))
  return others.map((made) => ({ params: made, result }))
}

/** What it is, and what it is without some of its optional properties. */
function forms(type: HostType): HostType[] {
  switch (type.kind) {
    case 'list':
      return type.of ? [type] : forms(type.element).map((element) => ({ ...type, element }))
    case 'tuple':
      return combinations(type.elements.map(forms)).map((elements) => ({ ...type, elements }))
    case 'optional':
      return forms(type.type).map((inner) => ({ ...type, type: inner }))
    case 'record':
      return recordForms(type)
    default:
      return [type]
  }
}

function recordForms({ asked, fields, ...type }: HostType & { kind: 'record' }): HostType[] {
  const each = fields.map((field) => {
    const kept = forms(field.type).map((inner) => [{ ...field, type: inner }])
    return asked && field.type.kind === 'optional' && field.type.undefined ? [...kept, []] : kept
  })
  return combinations(each).map((made) => ({ ...type, fields: made.flat() }))
}

/** One of each, in all ways; the first of all first, and nothing else where there are too many ways. */
function combinations<T>(parts: readonly (readonly T[])[]): T[][] {
  const ways = parts.reduce((product, some) => product * some.length, 1)
  if (ways > MOST) return [parts.map(([first]) => first!)]
  return parts.reduce<T[][]>((known, some) => known.flatMap((before) => some.map((one) => [...before, one])), [[]])
}
