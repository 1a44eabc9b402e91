/**
 * What the prelude does with generators. `__step(g)`: is there one more? `__yielded(g)`: which? `__close(g, value)`: no more; gives the
 * value, or what its `finally` returns. `__returned(g)`: what it has returned. `__send(g, value)`: the next `yield` gives this.
 * `__throwing(g, error)`: it throws when it goes on; false if it does not rest anywhere, then it is done.
 */
import * as messages from '../../report/messages.ts'
import { describe } from '../describe.ts'
import { returnedBy, returnFrom, sendTo, stepGenerator, throwingInto, yieldedBy } from '../iterators.ts'
import { BOOL, NEVER, UNDEFINED } from '../lattice.ts'
import { lowerReturn, lowerReturned, lowerSend, lowerStep, lowerThrowing, lowerYielded } from '../lower/iterators.ts'
import type { Builtin } from './builtin.ts'

const step: Builtin = {
  required: 1,
  infer: (site, [source]) => {
    const more = stepGenerator(site, source!) ?? messages.not_iterable(site.inst.span, { object: describe(source!) })
    return more.kinds === 0 ? NEVER : BOOL
  },
  lower: (l, inst, [source]) => void lowerStep(l, inst, source!, true),
}

const yielded: Builtin = {
  required: 1,
  infer: (site, [source]) => yieldedBy(site, source!) ?? NEVER,
  lower: (l, inst, [source]) => void lowerYielded(l, inst, source!),
}

const close: Builtin = {
  required: 2,
  infer: (site, [source, value]) => returnFrom(site, source!, value!),
  lower: (l, inst, [source, value]) => lowerReturn(l, inst, source!, value!),
}

const returned: Builtin = {
  required: 1,
  infer: (site, [source]) => returnedBy(site, source!),
  lower: (l, inst, [source]) => lowerReturned(l, inst, source!),
}

const send: Builtin = {
  required: 2,
  infer: (site, [source, value]) => {
    sendTo(site, source!, value!)
    return UNDEFINED
  },
  lower: (l, _inst, [source, value]) => lowerSend(l, source!, value!),
}

const throwing: Builtin = {
  required: 2,
  infer: (site, [source, error]) => throwingInto(site, source!, error!),
  lower: (l, inst, [source, error]) => lowerThrowing(l, inst, source!, error!),
}

export const generatorFunctions: Readonly<Record<string, Builtin>> = {
  __step: step,
  __yielded: yielded,
  __close: close,
  __returned: returned,
  __send: send,
  __throwing: throwing,
}
