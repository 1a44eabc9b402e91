/** `Math`: what WebAssembly has is inlined, the rest is the host's own function, so that every bit agrees. */
import { once } from '../../base/once.ts'
import type { Inst, Value } from '../../ir/function.ts'
import type { Op } from '../../ir/ops.ts'
import * as messages from '../../report/messages.ts'
import { toNumberRange } from '../arithmetic.ts'
import { describe } from '../describe.ts'
import { D, EXACT } from '../forms.ts'
import { number, type SemType } from '../lattice.ts'
import { flooredDivision } from '../lower/arithmetic.ts'
import type { Lower } from '../lower/lower.ts'
import {
  ANY_NUMBER,
  absRange,
  INT32,
  integers,
  isInt32,
  isSafeInteger,
  maxRange,
  minRange,
  type Range,
  range,
  roundRange,
} from '../range.ts'
import type { Site } from '../world.ts'
import type { Builtin } from './builtin.ts'

function ranges(site: Site, name: string, args: readonly SemType[]): Range[] {
  return args.map((type) => {
    const r = toNumberRange(type)
    if (!r) return messages.bad_argument(site.inst.span, { name: `Math.${name}`, type: describe(type) })
    return r
  })
}

/** A function of one double that the host computes. */
function host(name: string, count: number, result: Range = ANY_NUMBER): Builtin {
  return {
    required: count,
    infer: (site, args) => {
      ranges(site, name, args.slice(0, count))
      return number(result)
    },
    lower: (l, inst, args) =>
      l.set(
        inst.result,
        l.b.inst(
          'math',
          args.slice(0, count).map((arg) => l.f64(arg)),
          name,
        ),
        'f64',
      ),
  }
}

const rangeOf = (l: Lower, value: Value): Range => toNumberRange(l.type(value))!

/** Rounding: nothing for integers, a shift or division for floor of an integer quotient. */
function rounding(name: string, round: (x: number) => number, op: Op | undefined): Builtin {
  return {
    required: 1,
    infer: (site, args) => number(roundRange(ranges(site, name, args.slice(0, 1))[0]!, round)),
    demand: (index, demand) => (index > 0 ? EXACT : D.VALUE | (demand & D.SIGN)),
    lower: (l, inst, [x]) => {
      const r = rangeOf(l, x!)
      if (r.integer) return l.set(inst.result, l.as(x!, l.repr(inst.result)), l.repr(inst.result))
      const divided = name === 'floor' && !(l.demandOf(inst.result) & D.SIGN && r.negativeZero) ? quotient(l, x!) : undefined
      if (divided) return l.set(inst.result, divided.value, divided.repr)
      if (op) return l.set(inst.result, l.op(op, l.f64(x!)), 'f64')
      l.set(inst.result, halfUp(l, l.f64(x!)), 'f64')
    },
  }
}

/** `Math.floor(a / b)` where the division is one of integers that need not be done in doubles. */
function quotient(l: Lower, x: Value) {
  const division = l.instance.facts.definitions[x]
  if (division?.op !== 'js.div') return undefined
  return flooredDivision(l, division.args[0]!, division.args[1]!)
}

/** Math.round: the nearest integer, halves towards +∞; keeps −0 and the sign of −0.5…−0. */
function halfUp(l: Lower, x: Value): Value {
  const { b } = l
  const floor = l.op('f64.floor', x)
  const ceil = l.op('f64.ceil', x)
  // x − floor is exact, so the comparison with a half is too.
  const up = l.op('f64.ge', l.op('f64.sub', x, floor), b.f64(0.5))
  return b.inst('select', [up, ceil, floor])
}

function extreme(name: 'min' | 'max'): Builtin {
  const combine = name === 'min' ? minRange : maxRange
  return {
    infer: (site, args) => {
      const all = ranges(site, name, args)
      if (all.length === 0) return number(range(name === 'min' ? Infinity : -Infinity, name === 'min' ? Infinity : -Infinity))
      return number(all.reduce(combine))
    },
    demand: (_index, demand) => D.VALUE | (demand & D.SIGN),
    lower: (l, inst, args) => {
      if (args.length === 0) return l.set(inst.result, l.b.f64(name === 'min' ? Infinity : -Infinity), 'f64')
      lowerExtreme(l, inst, name, args)
    },
  }
}

function lowerExtreme(l: Lower, inst: Inst, name: 'min' | 'max', args: readonly Value[]): void {
  const all = args.map((arg) => rangeOf(l, arg))
  const sign = (l.demandOf(inst.result) & D.SIGN) !== 0 && all.some((r) => r.negativeZero)
  const form = sign ? 'f64' : all.every(isInt32) ? 'i32' : all.every(isSafeInteger) ? 'i64' : 'f64'
  let result = l.as(args[0]!, form)
  for (const arg of args.slice(1)) {
    const next = l.as(arg, form)
    if (form === 'f64') result = l.op(`f64.${name}`, result, next)
    else result = l.b.inst('select', [l.op(`${form}.${name === 'min' ? 'lt_s' : 'gt_s'}`, result, next), result, next])
  }
  l.set(inst.result, result, form)
}

const abs: Builtin = {
  required: 1,
  infer: (site, args) => number(absRange(ranges(site, 'abs', args.slice(0, 1))[0]!)),
  demand: () => D.VALUE,
  lower: (l, inst, [x]) => {
    const r = rangeOf(l, x!)
    const repr = l.repr(inst.result)
    if (isSafeInteger(r) && (repr === 'i32' || repr === 'i64')) {
      const form = repr === 'i32' && isInt32(r) ? 'i32' : 'i64'
      const value = l.as(x!, form)
      const zero = form === 'i32' ? l.b.i32(0) : l.b.i64(0n)
      return l.set(inst.result, l.b.inst('select', [l.op(`${form}.lt_s`, value, zero), l.op(`${form}.sub`, zero, value), value]), form)
    }
    l.set(inst.result, l.op('f64.abs', l.f64(x!)), 'f64')
  },
}

/** sign(x): 1, −1, or x itself where it is a zero or NaN. */
const sign: Builtin = {
  required: 1,
  infer: (site, args) => {
    const r = ranges(site, 'sign', args.slice(0, 1))[0]!
    return number(integers(r.lo < 0 ? -1 : 0, r.hi > 0 ? 1 : 0, { nan: r.nan, negativeZero: r.negativeZero }))
  },
  demand: (_index, demand) => D.VALUE | (demand & D.SIGN),
  lower: (l, inst, [x]) => {
    const value = l.f64(x!)
    const { b } = l
    const below = b.inst('select', [l.op('f64.lt', value, b.f64(0)), b.f64(-1), value])
    l.set(inst.result, b.inst('select', [l.op('f64.gt', value, b.f64(0)), b.f64(1), below]), 'f64')
  },
}

const sqrt: Builtin = {
  required: 1,
  infer: (site, args) => {
    const r = ranges(site, 'sqrt', args.slice(0, 1))[0]!
    return number(range(0, r.hi >= 0 ? Math.sqrt(r.hi) : 0, { nan: r.nan || r.lo < 0, negativeZero: r.negativeZero }))
  },
  lower: (l, inst, [x]) => l.set(inst.result, l.op('f64.sqrt', l.f64(x!)), 'f64'),
}

const fround: Builtin = {
  required: 1,
  infer: (site, args) => {
    const r = ranges(site, 'fround', args.slice(0, 1))[0]!
    return number(range(Math.fround(r.lo), Math.fround(r.hi), { nan: r.nan, negativeZero: r.negativeZero || (!r.integer && r.lo < 0) }))
  },
  lower: (l, inst, [x]) => l.set(inst.result, l.op('f64.promote', l.op('f32.demote', l.f64(x!))), 'f64'),
}

const imul: Builtin = {
  required: 2,
  infer: (site, args) => {
    ranges(site, 'imul', args.slice(0, 2))
    return number(INT32)
  },
  demand: () => D.WORD,
  lower: (l, inst, [x, y]) => l.set(inst.result, l.op('i32.mul', l.word(x!), l.word(y!)), 'i32'),
}

const clz32: Builtin = {
  required: 1,
  infer: (site, args) => {
    ranges(site, 'clz32', args.slice(0, 1))
    return number(integers(0, 32))
  },
  demand: () => D.WORD,
  lower: (l, inst, [x]) => l.set(inst.result, l.op('i32.clz', l.word(x!)), 'i32'),
}

/** hypot is the host's for any number of arguments up to the arity that its import can have. */
const hypot: Builtin = {
  infer: (site, args) => {
    ranges(site, 'hypot', args)
    return number(range(0, Infinity, { nan: true }))
  },
  lower: (l, inst, args) =>
    l.set(
      inst.result,
      l.b.inst(
        'math',
        args.map((arg) => l.f64(arg)),
        'hypot',
      ),
      'f64',
    ),
}

/** `__norm(x, mode)` of the prelude. */
const norm: Builtin = {
  required: 2,
  infer: (site, args) => {
    ranges(site, 'hypot', args)
    return number(range(0, Infinity, { nan: true }))
  },
  lower: (l, inst, [x, mode]) => l.set(inst.result, l.b.inst('call.host', [l.f64(x!), l.word(mode!)], 'text:norm', 'f64'), 'f64'),
}

const random: Builtin = {
  infer: () => number(range(0, 1)),
  lower: (l, inst) => l.set(inst.result, l.b.inst('call.host', [], 'bool.random', 'f64'), 'f64'),
}

const UNARY = [
  'sin',
  'cos',
  'tan',
  'asin',
  'acos',
  'atan',
  'sinh',
  'cosh',
  'tanh',
  'asinh',
  'acosh',
  'atanh',
  'exp',
  'expm1',
  'log',
  'log2',
  'log10',
  'log1p',
  'cbrt',
]

export const mathFunctions = once(
  (): Readonly<Record<string, Builtin>> => ({
    ...Object.fromEntries(UNARY.map((name) => [`Math.${name}`, host(name, 1)])),
    'Math.pow': host('pow', 2),
    'Math.atan2': host('atan2', 2),
    'Math.hypot': hypot,
    __norm: norm,
    'Math.floor': rounding('floor', Math.floor, 'f64.floor'),
    'Math.ceil': rounding('ceil', Math.ceil, 'f64.ceil'),
    'Math.trunc': rounding('trunc', Math.trunc, 'f64.trunc'),
    'Math.round': rounding('round', Math.round, undefined),
    'Math.min': extreme('min'),
    'Math.max': extreme('max'),
    'Math.abs': abs,
    'Math.sign': sign,
    'Math.sqrt': sqrt,
    'Math.fround': fround,
    'Math.imul': imul,
    'Math.clz32': clz32,
    'Math.random': random,
  }),
)
