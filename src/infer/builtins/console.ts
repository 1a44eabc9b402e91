/** console.log and its kin: values are handed to the host one by one. */

import type { Value } from '../../ir/function.ts'
import { LOG_METHODS } from '../../ir/host.ts'
import * as messages from '../../report/messages.ts'
import { isUnsigned } from '../bigrange.ts'
import { describe } from '../describe.ts'
import { toHost } from '../hosttypes.ts'
import { K, UNDEFINED } from '../lattice.ts'
import type { Lower } from '../lower/lower.ts'
import { tagBits } from '../lower/text.ts'
import type { Builtin } from './builtin.ts'

/** Hand a value to the host. */
export function logValue(l: Lower, value: Value): void {
  const { b } = l
  const type = l.type(value)
  switch (type.kinds & ~(K.UNDEFINED | K.NULL)) {
    case K.REF: {
      const host = toHost(type, l.world.shapes)
      if (!host) return messages.cannot_hand_out(b.span, { type: describe(type) })
      b.inst('call.host', [l.as(value, 'ref'), b.i32(l.output.hostType(host))], 'log.ref')
      return
    }
    case K.BIGINT:
      b.inst('call.host', [l.big(value)], isUnsigned(type.big!) ? 'log.i64_u' : 'log.i64_s')
      return
    case K.STRING:
      b.inst('call.host', [l.str(value)], 'log.str')
      return
    case K.ERROR:
      b.inst('call.host', [b.inst('call.host', [l.as(value, 'error')], 'error.message', 'i32')], 'log.str')
      return
    case K.NUMBER:
      if (type.kinds === K.NUMBER) {
        b.inst('call.host', [l.f64(value)], 'log.f64')
        return
      }
      b.inst('call.host', [tagBits(l, l.as(value, 'tagged'))], 'log.tagged')
      return
    case K.FUNCTION:
    case K.CONSTANT:
      return messages.cannot_hand_out(b.span, { type: describe(type) })
    default:
      b.inst('call.host', [tagBits(l, l.as(value, 'tagged'))], 'log.tagged')
  }
}

function log(index: number): Builtin {
  return {
    infer: (site, args) => {
      for (const type of args)
        if (type.kinds & (K.FUNCTION | K.CONSTANT)) messages.cannot_hand_out(site.inst.span, { type: describe(type) })
      return UNDEFINED
    },
    lower: (l, inst, args) => {
      for (const arg of args) logValue(l, arg)
      l.b.inst('call.host', [l.b.i32(index)], 'log.end')
      l.set(inst.result, undefined, 'none')
    },
  }
}

export const consoleFunctions: Readonly<Record<string, Builtin>> = Object.fromEntries(
  LOG_METHODS.map((name, index) => [`console.${name}`, log(index)]),
)
