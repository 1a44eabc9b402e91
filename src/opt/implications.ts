/** What a decided comparison says about others of the same operands. Integers only: NaN spoils it for floats.   used by: gvn */
import { once } from '../base/once.ts'
import type { Op } from '../ir/ops.ts'

export type Truth = boolean

/** The relations of a and b that a comparison leaves possible: less, equal, greater. */
const POSSIBLE: Record<string, string> = { lt: '<', le: '<=', gt: '>', ge: '>=', eq: '=', ne: '<>' }

interface Consequence {
  readonly op: Op
  readonly swapped: boolean
  readonly truth: Truth
}

const COMPARISON = /^(i32|i64)\.(?:(lt|le|gt|ge)(_s|_u)|(eq|ne))$/

/** What has been asked for: what follows from a comparison of integers when it is true, and when it is false; empty for other operations. */
const asked = once(() => new Map<Op, { readonly [truth in 'true' | 'false']: readonly Consequence[] } | undefined>())

function following(op: Op): { readonly [truth in 'true' | 'false']: readonly Consequence[] } | undefined {
  if (asked().has(op)) return asked().get(op)
  const [, type, relation, sign = '', equality] = COMPARISON.exec(op) ?? []
  const name = relation ?? equality
  const found =
    type === undefined || name === undefined
      ? undefined
      : { true: consequences(type, name, sign, true), false: consequences(type, name, sign, false) }
  asked().set(op, found)
  return found
}

function consequences(type: string, relation: string, sign: string, truth: Truth): Consequence[] {
  const possible = truth ? POSSIBLE[relation]! : [...'<=>'].filter((one) => !POSSIBLE[relation]!.includes(one)).join('')
  const result: Consequence[] = []
  for (const [name, allowed] of Object.entries(POSSIBLE)) {
    const never = ![...possible].some((one) => allowed.includes(one))
    const always = [...possible].every((one) => allowed.includes(one))
    if ((!never && !always) || name === relation) continue
    const signs = name === 'eq' || name === 'ne' ? [''] : sign ? [sign] : ['_s', '_u']
    for (const suffix of signs) {
      result.push({ op: `${type}.${name}${suffix}` as Op, swapped: false, truth: always })
      // "Less" with its operands the other way round is "greater", which rules write as "less" again.
      if (suffix) result.push({ op: `${type}.${mirrored(name)}${suffix}` as Op, swapped: true, truth: always })
    }
  }
  return result
}

/** Is the operation a comparison that others may decide? */
export function isDecidable(op: Op): boolean {
  return following(op) !== undefined
}

/**
 * `i32.lt_s a, b` is true: so `i32.le_s a, b` is, and `i32.eq a, b` is not. What is said of `op` with the same operands,
 * or with them the other way round; nothing of the comparison itself.
 */
export function implied(known: Op, truth: Truth, op: Op, swapped: boolean): Truth | undefined {
  const either = op.endsWith('eq') || op.endsWith('ne')
  return following(known)?.[`${truth}`].find((one) => one.op === op && (either || one.swapped === swapped))?.truth
}

function mirrored(name: string): string {
  return name.startsWith('l') ? `g${name[1]}` : `l${name[1]}`
}
