/** Types of operators. */
import type { Span } from '../base/span.ts'
import type { JsOp, Op } from '../ir/ops.ts'
import * as messages from '../report/messages.ts'
import { andBig, type BigRange, clampBig, divBig, exactBig, isUnsigned, modBig, orBig, shlBig, shrBig, unsignedDomain } from './bigrange.ts'
import { isCollection } from './classes.ts'
import { describe } from './describe.ts'
import {
  BOOL,
  BOOLEAN,
  bigint,
  boolean,
  has,
  K,
  NEVER,
  NULLISH,
  number,
  numberConstant,
  onlyKinds,
  restrict,
  type SemType,
  STRING,
  text,
} from './lattice.ts'
import { isMixed, isThrown } from './mixed.ts'
import {
  ANY_NUMBER,
  addRange,
  andRange,
  divRange,
  exactly,
  integers,
  joinRange,
  modRange,
  mulRange,
  negRange,
  ONLY_NAN,
  orRange,
  type Range,
  shlRange,
  shrRange,
  singleton,
  subRange,
  toInt32Range,
  ushrRange,
} from './range.ts'
import { observeAsText } from './reads.ts'
import type { Site } from './world.ts'

/** Kinds that arithmetic turns into numbers without calling anything. */
export const NUMERIC = K.NUMBER | BOOLEAN | NULLISH

/** ToNumber of a type, if it needs no more than the value. */
export function toNumberRange(type: SemType): Range | undefined {
  if (!onlyKinds(type, NUMERIC)) return undefined
  let result: Range | undefined = type.range ?? undefined
  if ((type.kinds & (BOOLEAN | NULLISH)) === 0) return result
  if (has(type, K.UNDEFINED)) result = joined(result, ONLY_NAN)
  if (has(type, K.NULL | K.FALSE)) result = joined(result, exactly(0))
  if (has(type, K.TRUE)) result = joined(result, exactly(1))
  return result
}

function joined(result: Range | undefined, range: Range): Range {
  return result ? joinRange(result, range) : range
}

const SYMBOL: Partial<Record<JsOp, string>> = {
  'js.add': '+',
  'js.sub': '-',
  'js.mul': '*',
  'js.div': '/',
  'js.mod': '%',
  'js.pow': '**',
  'js.and': '&',
  'js.or': '|',
  'js.xor': '^',
  'js.shl': '<<',
  'js.shr': '>>',
  'js.ushr': '>>>',
  'js.lt': '<',
  'js.le': '<=',
  'js.gt': '>',
  'js.ge': '>=',
  'js.eq': '===',
  'js.ne': '!==',
  'js.loose_eq': '==',
  'js.loose_ne': '!=',
  'js.neg': '-',
  'js.plus': '+',
  'js.bitnot': '~',
  'js.inc': '++',
  'js.dec': '--',
  'js.numeric': '++',
}

const NUMBER_RANGES: Partial<Record<JsOp, (a: Range, b: Range) => Range>> = {
  'js.add': addRange,
  'js.sub': subRange,
  'js.mul': mulRange,
  'js.div': divRange,
  'js.mod': modRange,
  'js.pow': () => ANY_NUMBER,
  'js.and': andRange,
  'js.or': orRange,
  'js.xor': orRange,
  'js.shl': shlRange,
  'js.shr': shrRange,
  'js.ushr': ushrRange,
}

const NUMBER_FOLD: Partial<Record<JsOp, (a: number, b: number) => number>> = {
  'js.add': (a, b) => a + b,
  'js.sub': (a, b) => a - b,
  'js.mul': (a, b) => a * b,
  'js.div': (a, b) => a / b,
  'js.mod': (a, b) => a % b,
  'js.and': (a, b) => a & b,
  'js.or': (a, b) => a | b,
  'js.xor': (a, b) => a ^ b,
  'js.shl': (a, b) => a << b,
  'js.shr': (a, b) => a >> b,
  'js.ushr': (a, b) => a >>> b,
}

function binaryNumber(op: JsOp, a: Range, b: Range): SemType {
  const x = singleton(a)
  const y = singleton(b)
  const fold = NUMBER_FOLD[op]
  if (fold && x !== undefined && y !== undefined) return numberConstant(fold(x, y))
  return number(NUMBER_RANGES[op]!(a, b))
}

/** The exact interval of a bigint operation, and whether it is checked in uint64 or in int64. */
export function binaryBig(op: JsOp, a: BigRange, b: BigRange): { lo: bigint; hi: bigint; unsigned: boolean } {
  const unsigned = unsignedDomain(a, b)
  const exact = (): [bigint, bigint] => {
    switch (op) {
      case 'js.add':
        return exactBig.add(a, b)
      case 'js.sub':
        return exactBig.sub(a, b)
      case 'js.mul':
        return exactBig.mul(a, b)
      case 'js.div':
        return divBig(a, b)
      case 'js.mod':
        return modBig(a, b)
      case 'js.and':
        return andBig(a, b)
      case 'js.or':
      case 'js.xor':
        return orBig(a, b)
      case 'js.shl':
        return shlBig(a, b)
      case 'js.shr':
        return shrBig(a, b)
      default:
        return [-(2n ** 63n), 2n ** 63n - 1n]
    }
  }
  const [lo, hi] = exact()
  return { lo, hi, unsigned: op === 'js.shl' || op === 'js.shr' ? isUnsigned(a) : unsigned }
}

/** `a + b` of a text, or of what is surely an error, and something that was thrown: their texts. */
export function joinsThrown(a: SemType, b: SemType): boolean {
  const sure = (type: SemType) => onlyKinds(type, K.STRING) || onlyKinds(type, K.ERROR)
  const printable = (type: SemType) => isThrown(type) || onlyKinds(type, NUMERIC | K.BIGINT | K.STRING)
  return (isThrown(a) || isThrown(b)) && (sure(a) || sure(b)) && printable(a) && printable(b)
}

export function binaryType(site: Site, op: JsOp, a: SemType, b: SemType): SemType {
  if (op === 'js.add' && joinsThrown(a, b)) {
    for (const operand of site.inst.args) observeAsText(site, operand)
    return STRING
  }
  if (op === 'js.add' && (has(a, K.STRING) || has(b, K.STRING))) {
    const printable = NUMERIC | K.BIGINT | K.STRING
    if (!onlyKinds(a, printable) || !onlyKinds(b, printable)) messages.unsupported_text(site.inst.span, {})
    const mixes = (type: SemType) => has(type, K.STRING) && !onlyKinds(type, K.STRING | NULLISH)
    if ((mixes(a) || mixes(b)) && !onlyKinds(a, K.STRING) && !onlyKinds(b, K.STRING)) {
      if (has(a, K.BIGINT) || has(b, K.BIGINT)) return bad(site, op, a, b)
      for (const operand of site.inst.args) observeAsText(site, operand)
      return { ...number(ANY_NUMBER), kinds: K.NUMBER | K.STRING }
    }
    for (const operand of site.inst.args) observeAsText(site, operand)
    return onlyKinds(a, K.STRING) && onlyKinds(b, K.STRING) && a.text !== null && b.text !== null ? text(a.text + b.text) : STRING
  }
  const x = toNumberRange(a)
  const y = toNumberRange(b)
  if (x && y) return binaryNumber(op, x, y)
  if (mayLackBigint(a, b)) {
    const [one, other] = [restrict(a, ~NULLISH), restrict(b, ~NULLISH)]
    return one.kinds === 0 || other.kinds === 0 ? NEVER : binaryType(site, op, one, other)
  }
  if (onlyKinds(a, K.BIGINT) && onlyKinds(b, K.BIGINT)) {
    if (op === 'js.ushr') return bad(site, op, a, b)
    const { lo, hi, unsigned } = binaryBig(op, a.big!, b.big!)
    return bigint(clampBig(lo, hi, unsigned))
  }
  // Where it may not be reached it is no mistake; JavaScript throws when it is.
  if (mixesBigint(op, a, b) && site.block !== 0) return NEVER
  return bad(site, op, a, b)
}

/** Arithmetic on a bigint and a number throws. */
export function mixesBigint(op: Op, a: SemType, b: SemType): boolean {
  if (NUMBER_RANGES[op as JsOp] === undefined) return false
  const mixes = (one: SemType, other: SemType) => onlyKinds(one, K.BIGINT) && onlyKinds(other, NUMERIC) && has(other, K.NUMBER | BOOLEAN)
  return mixes(a, b) || mixes(b, a)
}

/** A bigint and one that may be missing: with undefined or null the operation throws, as in JavaScript. */
export function mayLackBigint(a: SemType, b: SemType): boolean {
  const kinds = a.kinds | b.kinds
  return (kinds & ~NULLISH) === K.BIGINT && (kinds & NULLISH) !== 0 && a.kinds !== 0 && b.kinds !== 0
}

function bad(site: Site, op: JsOp, a: SemType, b: SemType): never {
  const notes = [a, b].flatMap((type, index) => origin(site, index, type))
  const [operator, left, right] = [SYMBOL[op] ?? op, describe(a), describe(b)]
  if (left === right) return messages.bad_operand(site.inst.span, { operator, operand: left }, notes)
  return messages.bad_operands(site.inst.span, { operator, left, right }, notes)
}

/** Where an operand got its type, if that is somewhere else. */
function origin(site: Site, index: number, type: SemType): { text: string; at: Span | undefined }[] {
  const { facts, template } = site.instance
  let value = site.inst.args[index]!
  let inst = facts.definitions[value]
  while (inst?.op === 'js.refine') {
    value = inst.args[0]!
    inst = facts.definitions[value]
  }
  const name = template.func.names[value]
  if (!inst?.span || inst.op === 'const' || inst.span.start === site.inst.span?.start) return []
  return [{ text: `${name ? `\`${name}\`` : 'this'} is ${describe(type)}`, at: inst.span }]
}

export function unaryType(site: Site, op: JsOp, a: SemType): SemType {
  const r = toNumberRange(a)
  if (r) {
    switch (op) {
      case 'js.neg':
        return number(negRange(r))
      case 'js.bitnot': {
        const { lo, hi } = toInt32Range(r)
        return number(integers(~hi, ~lo))
      }
      case 'js.inc':
        return number(addRange(r, exactly(1)))
      case 'js.dec':
        return number(subRange(r, exactly(1)))
      default:
        return number(r)
    }
  }
  // One that is missing throws: JavaScript's NaN has no place among bigints.
  if (mayLackBigint(a, a) && op !== 'js.plus') return unaryType(site, op, restrict(a, K.BIGINT))
  if (onlyKinds(a, K.BIGINT)) {
    const { lo, hi } = a.big!
    const unsigned = isUnsigned(a.big!)
    switch (op) {
      case 'js.neg':
        return bigint(clampBig(-hi, -lo, false))
      case 'js.bitnot':
        return bigint(clampBig(-hi - 1n, -lo - 1n, false))
      case 'js.inc':
        return bigint(clampBig(lo + 1n, hi + 1n, unsigned))
      case 'js.dec':
        return bigint(clampBig(lo - 1n, hi - 1n, unsigned))
      case 'js.numeric':
        return a
      default:
    }
  }
  if (op === 'js.plus' && onlyKinds(a, K.STRING | NULLISH)) return number(ANY_NUMBER)
  return messages.bad_operand(site.inst.span, { operator: SYMBOL[op] ?? op, operand: describe(a) })
}

/** Collections that are made at different places have different classes (classes.ts). */
function isOfCollections({ classes }: SemType): boolean {
  return classes.length > 0 && classes.every(({ template }) => isCollection(template.unit))
}

/** Do the two types have a value in common for `===`? */
function canBeEqual(a: SemType, b: SemType): boolean {
  const common = a.kinds & b.kinds
  if (common === 0) return false
  if (common === K.NUMBER) {
    const x = a.range!
    const y = b.range!
    return x.lo <= y.hi && y.lo <= x.hi
  }
  if (common === K.REF && isOfCollections(a) && isOfCollections(b)) return a.classes.some((info) => b.classes.includes(info))
  return !(common === K.STRING && a.text !== null && b.text !== null && a.text !== b.text)
}

function surelyEqual(a: SemType, b: SemType): boolean {
  if (a.kinds !== b.kinds) return false
  if (a.kinds === K.UNDEFINED || a.kinds === K.NULL || a.kinds === K.TRUE || a.kinds === K.FALSE) return true
  if (a.kinds === K.STRING && b.kinds === K.STRING) return a.text !== null && a.text === b.text
  if (a.kinds === K.NUMBER) {
    const x = singleton(a.range!)
    return x !== undefined && x === singleton(b.range!)
  }
  return a.kinds === K.BIGINT && a.big!.lo === a.big!.hi && b.big!.lo === a.big!.lo && b.big!.hi === a.big!.lo
}

function equality(a: SemType, b: SemType, negated: boolean): SemType {
  if (!canBeEqual(a, b)) return boolean(negated)
  if (surelyEqual(a, b)) return boolean(!negated)
  return BOOL
}

export function compareType(site: Site, op: JsOp, a: SemType, b: SemType): SemType {
  // `array.buffer` makes an object each time it is read: they cannot be told from one another.
  if (a.shape?.kind === 'buffer' && b.shape?.kind === 'buffer') return bad(site, op, a, b)
  // One of several functions may be that built-in.
  if ((has(a, K.FUNCTION) && has(b, K.CONSTANT)) || (has(a, K.CONSTANT) && has(b, K.FUNCTION)))
    return messages.mixed_comparison(site.inst.span, { left: describe(a), right: describe(b) })
  switch (op) {
    case 'js.eq':
    case 'js.ne':
      return equality(a, b, op === 'js.ne')
    case 'js.loose_eq':
    case 'js.loose_ne':
      return looseEquality(site, op, a, b)
    default:
  }
  const x = toNumberRange(a)
  const y = toNumberRange(b)
  if (x && y) return order(op, x, y)
  if (onlyKinds(a, K.BIGINT) && onlyKinds(b, K.BIGINT)) return BOOL
  // Nothing is less or more than undefined.
  if (mayLackBigint(a, b) && !has(a, K.NULL) && !has(b, K.NULL)) return a.big && b.big ? BOOL : boolean(false)
  const ordered = K.STRING | K.UNDEFINED
  if (onlyKinds(a, ordered) && onlyKinds(b, ordered)) return has(a, K.STRING) && has(b, K.STRING) ? BOOL : boolean(false)
  if ((x && onlyKinds(b, K.BIGINT)) || (y && onlyKinds(a, K.BIGINT))) return BOOL
  if ((isMixed(a) || isMixed(b)) && onlyKinds(a, NUMERIC | K.STRING) && onlyKinds(b, NUMERIC | K.STRING)) return BOOL
  return bad(site, op, a, b)
}

function order(op: JsOp, x: Range, y: Range): SemType {
  if (x.nan || y.nan) return x.lo > x.hi || y.lo > y.hi ? boolean(false) : BOOL
  const less = op === 'js.lt' ? x.hi < y.lo : op === 'js.le' ? x.hi <= y.lo : op === 'js.gt' ? x.lo > y.hi : x.lo >= y.hi
  const more = op === 'js.lt' ? x.lo >= y.hi : op === 'js.le' ? x.lo > y.hi : op === 'js.gt' ? x.hi <= y.lo : x.hi < y.lo
  return less ? boolean(true) : more ? boolean(false) : BOOL
}

function looseEquality(site: Site, op: JsOp, a: SemType, b: SemType): SemType {
  const negated = op === 'js.loose_ne'
  const nullish = (type: SemType) => onlyKinds(type, NULLISH)
  if (nullish(a) && nullish(b)) return boolean(!negated)
  if (nullish(a) || nullish(b)) {
    const other = nullish(a) ? b : a
    if (!has(other, NULLISH)) return boolean(negated)
    return BOOL
  }
  if (isMixed(a) || isMixed(b)) return onlyKinds(a, NUMERIC | K.STRING) && onlyKinds(b, NUMERIC | K.STRING) ? BOOL : bad(site, op, a, b)
  const simple = (type: SemType) => type.kinds & (K.NUMBER | BOOLEAN | K.BIGINT | K.STRING | NULLISH | K.REF | K.FUNCTION)
  const bigWithNumber = (a.kinds === K.BIGINT && b.kinds === K.NUMBER) || (b.kinds === K.BIGINT && a.kinds === K.NUMBER)
  const sameKind = bigWithNumber || (simple(a) & ~NULLISH) === (simple(b) & ~NULLISH) || ((a.kinds | b.kinds) & ~(K.NUMBER | BOOLEAN)) === 0
  if (!sameKind) return bad(site, op, a, b)
  if (!bigWithNumber && ((a.kinds | b.kinds) & NULLISH) === 0 && ((a.kinds ^ b.kinds) & ~BOOLEAN) === 0 && !has(a, BOOLEAN))
    return equality(a, b, negated)
  return BOOL
}
