/** `RangeError('…')` without `new` makes the same error. */
import { ERROR_KINDS } from '../../ir/host.ts'
import * as messages from '../../report/messages.ts'
import { NUMERIC } from '../arithmetic.ts'
import { describe } from '../describe.ts'
import { ERROR, K, onlyKinds } from '../lattice.ts'
import { makeError } from '../lower/text.ts'
import type { Builtin } from './builtin.ts'

function error(kind: (typeof ERROR_KINDS)[number]): Builtin {
  return {
    infer: (site, args) => {
      if (args[0] && !onlyKinds(args[0], NUMERIC | K.STRING)) messages.error_message_type(site.inst.span, { type: describe(args[0]) })
      return ERROR
    },
    lower: (l, inst, args) => l.set(inst.result, makeError(l, kind, args[0]), 'error'),
  }
}

export const errorFunctions: Readonly<Record<string, Builtin>> = Object.fromEntries(ERROR_KINDS.map((kind) => [kind, error(kind)]))
