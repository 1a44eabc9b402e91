/** What a decided comparison says about others of the same operands. Integers only: NaN spoils it for floats.   used by: gvn */
import type { Inst, Value } from '../ir/function.ts'
import type { Op } from '../ir/ops.ts'

export type Truth = boolean

interface Implied {
  readonly op: Op
  readonly args: Value[]
  readonly truth: Truth
}

/** The relations of a and b that a comparison leaves possible: less, equal, greater. */
const POSSIBLE: Record<string, string> = { lt: '<', le: '<=', gt: '>', ge: '>=', eq: '=', ne: '<>' }

/** `i32.lt_s a, b` is true: so `i32.le_s a, b` is, and `i32.eq a, b` is not. The comparison itself is left out. */
export function implications(inst: Inst, truth: Truth): Implied[] {
  const [, type, relation, sign = ''] = /^(i32|i64)\.(lt|le|gt|ge|eq|ne)(_[su])?$/.exec(inst.op) ?? []
  if (type === undefined || relation === undefined) return []
  const possible = truth ? POSSIBLE[relation]! : [...'<=>'].filter((one) => !POSSIBLE[relation]!.includes(one)).join('')
  const result: Implied[] = []
  for (const [name, allowed] of Object.entries(POSSIBLE)) {
    const never = ![...possible].some((one) => allowed.includes(one))
    const always = [...possible].every((one) => allowed.includes(one))
    if ((!never && !always) || name === relation) continue
    const signs = name === 'eq' || name === 'ne' ? [''] : sign ? [sign] : ['_s', '_u']
    for (const suffix of signs) {
      result.push({ op: `${type}.${name}${suffix}` as Op, args: inst.args, truth: always })
      // "Less" with its operands the other way round is "greater", which rules write as "less" again.
      if (suffix) result.push({ op: `${type}.${mirrored(name)}${suffix}` as Op, args: [inst.args[1]!, inst.args[0]!], truth: always })
    }
  }
  return result
}

function mirrored(name: string): string {
  return name.startsWith('l') ? `g${name[1]}` : `l${name[1]}`
}
