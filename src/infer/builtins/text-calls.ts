/**
 * Functions of strings and numbers that are the host's own: a row says what goes over and what comes back. Arguments that are left
 * out, or are undefined, have the value that the standard gives them; nothing is converted but numbers.
 */
import { once } from '../../base/once.ts'
import type { Value } from '../../ir/function.ts'
import { textName } from '../../ir/host.ts'
import * as messages from '../../report/messages.ts'
import { toNumberRange } from '../arithmetic.ts'
import { isUnsigned } from '../bigrange.ts'
import { describe } from '../describe.ts'
import { BOOL, has, K, NULLISH, number, onlyKinds, type SemType, STRING } from '../lattice.ts'
import { isKind } from '../lower/compare.ts'
import type { Lower } from '../lower/lower.ts'
import { toText } from '../lower/text.ts'
import { isText } from '../lower/texts.ts'
import { ANY_NUMBER, integers, type Range } from '../range.ts'
import type { Site } from '../world.ts'
import type { Builtin } from './builtin.ts'

/** A parameter: a string, or a number; with what it is if it is left out, or without, if it must be there. */
type Parameter = 'string' | 'number' | { readonly otherwise: string | number }

interface Row {
  readonly path: string
  readonly params: readonly Parameter[]
  readonly result: SemType
}

const FORMS = { s: 'str', d: 'f64', b: 'bool' } as const
const REGISTERS = { s: 'i32', d: 'f64', b: 'bool' } as const

function codeOf(result: SemType): 's' | 'd' | 'b' {
  return onlyKinds(result, K.STRING) ? 's' : onlyKinds(result, K.NUMBER) ? 'd' : 'b'
}

function wants(parameter: Parameter): 'string' | 'number' {
  return typeof parameter === 'string' ? parameter : (typeof parameter.otherwise as 'string' | 'number')
}

/** A string that is missing has a text where one must be given, and is as if left out where it need not. */
function textKinds(parameter: Parameter): number {
  return K.STRING | (typeof parameter === 'string' ? NULLISH : K.UNDEFINED)
}

function isMissing(type: SemType | undefined): boolean {
  return type === undefined || type.kinds === K.UNDEFINED
}

/** The arguments after the receiver, as far as there are parameters for them. */
function checkArguments(
  name: string,
  params: readonly Parameter[],
  [at, types]: readonly [Parameters<Builtin['infer']>[0], readonly SemType[]],
): void {
  for (const [index, parameter] of params.entries()) {
    const type = types[index]
    if (isMissing(type)) {
      if (typeof parameter === 'string') messages.missing_argument(at.inst.span, { name, count: String(index + 1) })
      continue
    }
    const fits =
      type!.kinds === 0 ||
      (wants(parameter) === 'string' ? onlyKinds(type!, textKinds(parameter)) : onlyKinds(type!, K.NUMBER | K.TRUE | K.FALSE | NULLISH))
    if (!fits) messages.bad_argument(at.inst.span, { name, type: describe(type!) })
  }
}

function operandsOf(l: Lower, params: readonly Parameter[], args: readonly Value[]): { values: Value[]; codes: string } {
  const values = params.map((parameter, index) => {
    const arg = args[index]
    const isGiven = arg !== undefined && !isMissing(l.type(arg))
    if (isGiven && wants(parameter) === 'number') return numberOrElse(l, arg, parameter)
    if (isGiven && typeof parameter === 'string') return toText(l, arg)
    const { otherwise } = parameter as { otherwise: string | number }
    if (isGiven) return orElse(l, arg, otherwise as string)
    return typeof otherwise === 'string' ? l.b.inst('str.const', [], otherwise) : l.b.f64(otherwise)
  })
  return { values, codes: params.map((parameter) => (wants(parameter) === 'string' ? 's' : 'd')).join('') }
}

/** A number that may be undefined, which is as if left out, or NaN where it must not be. */
function numberOrElse(l: Lower, arg: Value, parameter: Parameter): Value {
  const given = l.f64(arg)
  if (typeof parameter === 'string' || !has(l.type(arg), K.UNDEFINED)) return given
  return l.b.inst('select', [isKind(l, arg, K.UNDEFINED), l.b.f64(parameter.otherwise as number), given])
}

/** A string that may be undefined, which means another. */
function orElse(l: Lower, arg: Value, otherwise: string): Value {
  const handle = l.str(arg)
  if (!has(l.type(arg), K.UNDEFINED)) return handle
  return l.b.inst('select', [isText(l, handle), handle, l.b.inst('str.const', [], otherwise)])
}

function call(l: Lower, path: string, values: Value[], codes: string, result: SemType): Value {
  const code = codeOf(result)
  return l.b.inst('call.host', values, textName(path, codes, code), REGISTERS[code])
}

/** A method of strings. */
function ofString({ path, params, result }: Row): Builtin {
  const name = path.replace(/.*#/, '')
  return {
    infer: (site, [, ...types]) => {
      checkArguments(name, params, [site, types])
      return result
    },
    lower: (l, inst, [receiver, ...args]) => {
      const { values, codes } = operandsOf(l, params, args)
      l.set(inst.result, call(l, path, [l.text(receiver!, name), ...values], `s${codes}`, result), FORMS[codeOf(result)])
    },
  }
}

const optional = (otherwise: string | number): Parameter => ({ otherwise })
const numberOf = (found: Range) => number(found)
const POSITION = numberOf(integers(-1, 2 ** 30))
const [FROM_START, TO_END] = [optional(0), optional(Number.POSITIVE_INFINITY)]

const STRING_ROWS = (): Readonly<Record<string, readonly [readonly Parameter[], SemType]>> => ({
  slice: [[FROM_START, TO_END], STRING],
  substring: [[FROM_START, TO_END], STRING],
  indexOf: [['string', FROM_START], POSITION],
  lastIndexOf: [['string', optional(Number.NaN)], POSITION],
  includes: [['string', FROM_START], BOOL],
  startsWith: [['string', FROM_START], BOOL],
  endsWith: [['string', TO_END], BOOL],
  toUpperCase: [[], STRING],
  toLowerCase: [[], STRING],
  trim: [[], STRING],
  trimStart: [[], STRING],
  trimEnd: [[], STRING],
  repeat: [[FROM_START], STRING],
  padStart: [['number', optional(' ')], STRING],
  padEnd: [['number', optional(' ')], STRING],
  replace: [['string', 'string'], STRING],
  replaceAll: [['string', 'string'], STRING],
})

/** They throw for some arguments, so the prelude has functions of their own for them, which a `try` can catch from: it calls `__text.name`. */
const THROWING = new Set(['repeat', 'padStart', 'padEnd', 'replaceAll'])

const rows = (throwing: boolean): [string, Builtin][] =>
  Object.entries(STRING_ROWS())
    .filter(([name]) => THROWING.has(name) === throwing)
    .map(([name, [params, result]]) => [name, ofString({ path: `String#${name}`, params, result })])

/** Without a locale: the host's own order. */
function localeCompare(): Builtin {
  const compare = ofString({ path: 'String#localeCompare', params: ['string'], result: numberOf(integers(-1, 1)) })
  return {
    ...compare,
    infer: (site, types) => {
      if (types.length > 2) messages.unsupported_builtin(site.inst.span, { name: 'localeCompare with a locale' })
      return compare.infer(site, types)
    },
  }
}

export function textMethods(): Readonly<Record<string, Builtin>> {
  return { ...Object.fromEntries(rows(false)), localeCompare: localeCompare() }
}

/** A method of numbers with an argument; `toString(radix)` of bigints too. Without the argument it means something else. */
function ofNumber(name: 'toString' | 'toFixed' | 'toPrecision' | 'toExponential', otherwise: number | undefined): Builtin {
  return {
    infer: (site, [receiver, argument]) => {
      const isBig = name === 'toString' && onlyKinds(receiver!, K.BIGINT)
      if (!isBig && !onlyKinds(receiver!, K.NUMBER)) messages.bad_argument(site.inst.span, { name, type: describe(receiver!) })
      if (otherwise === undefined && isMissing(argument)) messages.missing_argument(site.inst.span, { name, count: '1' })
      const kinds = otherwise === undefined ? K.NUMBER : K.NUMBER | K.UNDEFINED
      if (argument && !isMissing(argument) && argument.kinds !== 0 && !onlyKinds(argument, kinds))
        messages.bad_argument(site.inst.span, { name, type: describe(argument) })
      return STRING
    },
    lower: (l, inst, [receiver, argument]) => {
      const given =
        argument === undefined || isMissing(l.type(argument))
          ? l.b.f64(otherwise!)
          : numberOrElse(l, argument, { otherwise: otherwise ?? 0 })
      const { big } = l.type(receiver!)
      const isBig = onlyKinds(l.type(receiver!), K.BIGINT)
      const made = isBig
        ? call(l, `BigInt#${name}`, [l.big(receiver!), given], isUnsigned(big!) ? 'ud' : 'ld', STRING)
        : call(l, `Number#${name}`, [l.f64(receiver!), given], 'dd', STRING)
      l.set(inst.result, made, 'str')
    },
  }
}

/** `String.fromCharCode(a, b)`: one after the other. */
function fromCodes(name: string): Builtin {
  return {
    infer: (site, types) => {
      for (const type of types) if (!toNumberRange(type)) messages.bad_argument(site.inst.span, { name, type: describe(type) })
      return STRING
    },
    lower: (l, inst, args) => {
      const parts = args.map((arg) => call(l, `String.${name}`, [l.f64(arg)], 'd', STRING))
      const [first = l.b.inst('str.const', [], ''), ...more] = parts
      l.set(
        inst.result,
        more.reduce((left, right) => l.b.inst('call.host', [left, right], 'str.concat', 'i32'), first),
        'str',
      )
    },
  }
}

/** Whatever else has a text says it by methods, or not as JavaScript would. */
export function requireText(site: Site, type: SemType): void {
  if (has(type, K.REF | K.FUNCTION | K.CONSTANT)) messages.unsupported_text(site.inst.span, {})
}

/** `parseInt(x, radix)`: of anything that has a text. No radix and 0 are the same. */
const parseInteger: Builtin = {
  required: 1,
  infer: (site, [x, radix]) => {
    requireText(site, x!)
    if (radix && !isMissing(radix) && !toNumberRange(radix))
      messages.bad_argument(site.inst.span, { name: 'parseInt', type: describe(radix) })
    return number(ANY_NUMBER)
  },
  lower: (l, inst, [x, radix]) => {
    const base = radix === undefined || isMissing(l.type(radix)) ? l.b.f64(0) : l.f64(radix)
    l.set(inst.result, call(l, 'Number.parseInt', [toText(l, x!), base], 'sd', numberOf(ANY_NUMBER)), 'f64')
  },
}

const parseDecimal: Builtin = {
  required: 1,
  infer: (site, [x]) => {
    requireText(site, x!)
    return number(ANY_NUMBER)
  },
  lower: (l, inst, [x]) => l.set(inst.result, call(l, 'Number.parseFloat', [toText(l, x!)], 's', numberOf(ANY_NUMBER)), 'f64'),
}

export const textFunctions = once(
  (): Readonly<Record<string, Builtin>> => ({
    'String.fromCharCode': fromCodes('fromCharCode'),
    '__text.fromCodePoint': fromCodes('fromCodePoint'),
    '__text.toString': ofNumber('toString', 10),
    '__text.toFixed': ofNumber('toFixed', 0),
    '__text.toPrecision': ofNumber('toPrecision', undefined),
    '__text.toExponential': ofNumber('toExponential', undefined),
    ...Object.fromEntries(rows(true).map(([name, row]) => [`__text.${name}`, row])),
    parseInt: parseInteger,
    'Number.parseInt': parseInteger,
    parseFloat: parseDecimal,
    'Number.parseFloat': parseDecimal,
  }),
)
