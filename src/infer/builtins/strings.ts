/** Methods of strings: those that compiled code has a form for, and those that are calls of the host (text-calls.ts). */
import { once } from '../../base/once.ts'
import * as messages from '../../report/messages.ts'
import { toNumberRange } from '../arithmetic.ts'
import { describe } from '../describe.ts'
import { D, EXACT } from '../forms.ts'
import { number, type SemType, STRING } from '../lattice.ts'
import { integers } from '../range.ts'
import { isBelowLength } from '../reads.ts'
import type { Site } from '../world.ts'
import type { Builtin } from './builtin.ts'
import { textMethods } from './text-calls.ts'

function position(site: Site, name: string, type: SemType | undefined): void {
  if (type && !toNumberRange(type)) messages.bad_argument(site.inst.span, { name, type: describe(type) })
}

const demand = (index: number) => (index === 1 ? D.VALUE : EXACT)

const charCodeAt: Builtin = {
  infer: (site, [, index]) => {
    position(site, 'charCodeAt', index)
    return number(integers(0, 65535, { nan: true }))
  },
  demand,
  lower: (l, inst, [receiver, index]) => {
    // ToIntegerOrInfinity of the position: the saturating conversion is right for everything inside a string.
    const at = index === undefined ? l.b.i32(0) : l.op('i32.from_f64_sat_s', l.f64(index))
    const code = l.b.inst('call.host', [l.text(receiver!, 'charCodeAt'), at], 'str.code', 'i32')
    if (index !== undefined && isBelowLength(l.instance, receiver!, index)) return l.set(inst.result, code, 'i32')
    const isInside = l.op('i32.ge_s', code, l.b.i32(0))
    l.set(inst.result, l.b.inst('select', [isInside, l.op('f64.from_i32_s', code), l.b.f64(Number.NaN)]), 'f64')
  },
}

const charAt: Builtin = {
  infer: (site, [, index]) => {
    position(site, 'charAt', index)
    return STRING
  },
  demand,
  lower: (l, inst, [receiver, index]) => {
    const at = index === undefined ? l.b.i32(0) : l.op('i32.from_f64_sat_s', l.f64(index))
    l.set(inst.result, l.b.inst('call.host', [l.text(receiver!, 'charAt'), at], 'str.char', 'i32'), 'str')
  },
}

const same = (name: string): Builtin => ({
  required: 1,
  infer: () => STRING,
  lower: (l, inst, [receiver]) => l.set(inst.result, l.text(receiver!, name), 'str'),
})

export const stringMethods = once(
  (): Readonly<Record<string, Builtin>> => ({
    ...textMethods(),
    charCodeAt,
    charAt,
    toString: same('toString'),
    valueOf: same('valueOf'),
  }),
)
