/** What the prelude does with generators: `__step(g)`: is there one more? `__yielded(g)`: which? `__close(g)`: no more. */
import * as messages from '../../report/messages.ts'
import { describe } from '../describe.ts'
import { closeGenerator, stepGenerator, yieldedBy } from '../iterators.ts'
import { BOOL, NEVER, UNDEFINED } from '../lattice.ts'
import { lowerClose, lowerStep, lowerYielded } from '../lower/iterators.ts'
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
  required: 1,
  infer: (site, [source]) => {
    closeGenerator(site, source!)
    return UNDEFINED
  },
  lower: (l, inst, [source]) => lowerClose(l, inst, source!, true),
}

export const generatorFunctions: Readonly<Record<string, Builtin>> = { __step: step, __yielded: yielded, __close: close }
