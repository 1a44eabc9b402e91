/** Calls of functions of the host: the row of `call` in callbacks.ts. */
import { printType } from '../../artifact/signature.ts'
import type { HostType } from '../../artifact/types.ts'
import type { Value } from '../../ir/function.ts'
import { callbackName } from '../../ir/host.ts'
import * as messages from '../../report/messages.ts'
import { isUnsigned } from '../bigrange.ts'
import { CALLBACK_PREFIX, type Callback } from '../callbacks.ts'
import { describe } from '../describe.ts'
import { fromHost } from '../hosttypes.ts'
import { BOOLEAN, has, K, NULLISH, onlyKinds, restrict, UNDEFINED } from '../lattice.ts'
import { isKind } from '../lower/compare.ts'
import type { Lower } from '../lower/lower.ts'
import { ANY_THROWN } from '../mixed.ts'
import type { Builtin } from './builtin.ts'

export function callbackBuiltin(path: string): Builtin | undefined {
  if (!path.startsWith(CALLBACK_PREFIX)) return undefined
  const type = JSON.parse(path.slice(CALLBACK_PREFIX.length)) as Callback
  return {
    infer(site, [, ...given]) {
      // It may throw what it likes.
      site.world.throws(ANY_THROWN)
      for (const [index, param] of type.params.entries()) {
        const found = given[index]!
        // What may be missing (`xs[i]!`) is looked at when it is passed.
        if (found.kinds !== 0 && !onlyKinds(restrict(found, ~NULLISH), kindsOf(param)))
          messages.callback_argument(site.inst.span, { index: String(index + 1), wanted: printType(type), found: describe(found) })
      }
      return type.result.kind === 'void' ? UNDEFINED : fromHost(type.result, site.world.shapes)
    },
    lower(l, inst, [index, ...given]) {
      const crossing = type.params.map((_, at) =>
        cross(l, given[at]!, `argument ${at + 1} of a function that was given as ${printType(type)}`),
      )
      const registers = [l.as(index!, 'i32'), ...crossing.map(({ value }) => value)]
      const result = codeOf(type.result)
      const name = callbackName(crossing.map(({ code }) => code).join(''), result)
      const value = l.b.inst('call.host', registers, name, REGISTERS[result])
      l.set(inst.result, result === 'v' ? undefined : value, FORMS[result])
    },
  }
}

const REGISTERS = { d: 'f64', l: 'i64', b: 'bool', s: 'i32', v: undefined } as const
const FORMS = { d: 'f64', l: 'big', b: 'bool', s: 'str', v: 'none' } as const

function codeOf({ kind }: HostType): keyof typeof FORMS {
  if (kind === 'void') return 'v'
  if (kind === 'string') return 's'
  if (kind === 'boolean') return 'b'
  return kind === 'int64' || kind === 'uint64' ? 'l' : 'd'
}

function kindsOf(type: HostType): number {
  return { d: K.NUMBER, l: K.BIGINT, b: BOOLEAN, s: K.STRING, v: 0 }[codeOf(type)]
}

/** An argument, and how it crosses: `u` is an i64 without a sign. */
function cross(l: Lower, given: Value, where: string): { value: Value; code: string } {
  const whole = l.type(given)
  for (const [kind, word] of [
    [K.NULL, 'null'],
    [K.UNDEFINED, 'undefined'],
  ] as const) {
    if (has(whole, kind)) l.check(l.op('bool.not', isKind(l, given, kind)), { kind: 'TypeError', text: `${where} is ${word}` })
  }
  const type = restrict(whole, ~NULLISH)
  if (onlyKinds(type, BOOLEAN)) return { value: l.as(given, 'bool'), code: 'b' }
  if (onlyKinds(type, K.STRING)) return { value: l.str(given), code: 's' }
  if (onlyKinds(type, K.BIGINT)) return { value: l.big(given), code: isUnsigned(type.big!) ? 'u' : 'l' }
  return { value: l.f64(given), code: 'd' }
}
