/** What a value may still be once a relation is known to hold: the types of `js.refine`. */
import type { Relation } from '../ir/imm.ts'
import { classTarget, isOfClass } from './classes.ts'
import { has, K, NEVER, NULLISH, onlyKinds, restrict, type SemType, truthiness } from './lattice.ts'
import { isThrown } from './mixed.ts'
import { isEmpty, type Range } from './range.ts'

function withRange(type: SemType, range: Range): SemType {
  if (isEmpty(range) && !range.nan) return restrict(type, ~K.NUMBER)
  return { ...type, range }
}

function trimZero(r: Range): Range {
  const lo = r.integer && r.lo === 0 ? 1 : r.lo
  const hi = r.integer && r.hi === 0 ? -1 : r.hi
  return { ...r, lo, hi, nonzero: true, negativeZero: false }
}

function truthy(type: SemType): SemType {
  let kept = restrict(type, ~(NULLISH | K.FALSE))
  if (kept.range) kept = withRange(kept, { ...trimZero(kept.range), nan: false })
  if (kept.big && kept.big.lo === 0n) kept = kept.big.hi === 0n ? restrict(kept, ~K.BIGINT) : { ...kept, big: { lo: 1n, hi: kept.big.hi } }
  return kept
}

function falsy(type: SemType): SemType {
  let kept = restrict(type, ~(K.TRUE | K.REF | K.FUNCTION | K.CONSTANT | K.ERROR))
  if (kept.range) {
    const { range } = kept
    const zero = range.lo <= 0 && range.hi >= 0 && !range.nonzero
    const rest: Range = zero ? { ...range, lo: 0, hi: 0, integer: true } : { ...range, lo: Infinity, hi: -Infinity, integer: true }
    kept = withRange(kept, rest)
  }
  if (kept.big)
    kept = truthiness({ ...NEVER, kinds: K.BIGINT, big: kept.big }).falsy ? { ...kept, big: { lo: 0n, hi: 0n } } : restrict(kept, ~K.BIGINT)
  return kept
}

function equal(type: SemType, other: SemType): SemType {
  let kept = restrict(type, other.kinds)
  if (kept.range && other.range) {
    const a = kept.range
    const b = other.range
    kept = withRange(kept, {
      lo: Math.max(a.lo, b.lo),
      hi: Math.min(a.hi, b.hi),
      integer: a.integer || b.integer,
      nan: false,
      negativeZero: a.negativeZero,
      nonzero: a.nonzero || b.nonzero,
    })
  }
  if (kept.text === null && has(kept, K.STRING) && onlyKinds(other, K.STRING) && other.text !== null) kept = { ...kept, text: other.text }
  return kept
}

function notEqual(type: SemType, other: SemType): SemType {
  if (other.kinds === K.UNDEFINED || other.kinds === K.NULL || other.kinds === K.TRUE || other.kinds === K.FALSE)
    return restrict(type, ~other.kinds)
  const { range } = type
  if (range && onlyKinds(other, K.NUMBER) && other.range && !other.range.nan && other.range.lo === other.range.hi) {
    const value = other.range.lo
    if (value === 0) return withRange(type, trimZero(range))
    if (range.integer && range.lo === value) return withRange(type, { ...range, lo: value + 1 })
    if (range.integer && range.hi === value) return withRange(type, { ...range, hi: value - 1 })
  }
  return type
}

type Order = '<' | '<=' | '>' | '>='
const NEGATED: Record<Order, Order> = { '<': '>=', '<=': '>', '>': '<=', '>=': '<' }

/** `type order other` holds. Only plain numbers and plain bigints are narrowed. */
function ordered(type: SemType, other: SemType, order: Order): SemType {
  const below = order === '<' || order === '<='
  const strict = order === '<' || order === '>'
  if (type.range && onlyKinds(other, K.NUMBER) && other.range) {
    const a = type.range
    const b = other.range
    const step = strict && a.integer && b.integer ? 1 : 0
    const next: Range = {
      ...a,
      nan: false,
      lo: below ? a.lo : Math.max(a.lo, b.lo + (Number.isFinite(b.lo) ? step : 0)),
      hi: below ? Math.min(a.hi, b.hi - (Number.isFinite(b.hi) ? step : 0)) : a.hi,
    }
    const nonzero = a.nonzero || next.lo > 0 || next.hi < 0 || (strict && (below ? b.hi <= 0 : b.lo >= 0))
    return withRange(restrict(type, ~K.UNDEFINED), { ...next, nonzero, negativeZero: a.negativeZero && !nonzero })
  }
  if (type.big && onlyKinds(type, K.BIGINT) && onlyKinds(other, K.BIGINT) && other.big) {
    const step = strict ? 1n : 0n
    const a = type.big
    const b = other.big
    const lo = below ? a.lo : a.lo > b.lo + step ? a.lo : b.lo + step
    const hi = below ? (a.hi < b.hi - step ? a.hi : b.hi - step) : a.hi
    return lo > hi ? NEVER : { ...type, big: { lo, hi } }
  }
  return type
}

const TYPEOF: Record<string, number> = {
  undefined: K.UNDEFINED,
  boolean: K.TRUE | K.FALSE,
  number: K.NUMBER,
  bigint: K.BIGINT | K.ERROR,
  string: K.STRING,
  object: K.NULL | K.REF | K.ERROR | K.CONSTANT,
  function: K.FUNCTION | K.CONSTANT | K.ERROR,
  symbol: K.ERROR,
}

/** The part of `type` for which `relation` to `other` can hold. */
export function refine(type: SemType, other: SemType | undefined, relation: Relation): SemType {
  if (relation === 'truthy') return truthy(type)
  if (relation === 'falsy') return falsy(type)
  if (relation.startsWith('typeof ')) return restrict(type, TYPEOF[relation.slice(7)] ?? ~0)
  if (relation.startsWith('!typeof ')) {
    const name = relation.slice(8)
    // A built-in may be an object or a function, and what was thrown anything: they stay either way.
    return restrict(type, ~(TYPEOF[name] ?? 0) | K.CONSTANT | K.ERROR)
  }
  if (!other || other.kinds === 0) return relation === 'instanceof' || relation === '!instanceof' ? type : NEVER
  if (relation.startsWith('grown ')) {
    const counts = onlyKinds(type, K.NUMBER) && type.range!.integer && type.range!.lo >= 0
    return counts ? refine(type, other, relation.slice(6) as Relation) : type
  }
  switch (relation) {
    case '===':
      return equal(type, other)
    case '!==':
      return notEqual(type, other)
    case '==':
      return onlyKinds(other, NULLISH) ? restrict(type, NULLISH) : type
    case '!=':
      return onlyKinds(other, NULLISH) ? restrict(type, ~NULLISH) : type
    case '<':
    case '<=':
    case '>':
    case '>=':
      return ordered(type, other, relation)
    case '!<':
    case '!<=':
    case '!>':
    case '!>=': {
      const comparable = onlyKinds(type, K.NUMBER) && onlyKinds(other, K.NUMBER) && !type.range!.nan && !other.range!.nan
      const bigints = onlyKinds(type, K.BIGINT) && onlyKinds(other, K.BIGINT)
      return comparable || bigints ? ordered(type, other, NEGATED[relation.slice(1) as Order]) : type
    }
    case 'instanceof':
    case '!instanceof':
      return ofClass(type, other, relation === 'instanceof')
    default:
      return type
  }
}

/** Instances of a class, or those of no such class; what `instanceof` says of other values does not narrow them. */
function ofClass(type: SemType, other: SemType, inside: boolean): SemType {
  if (isThrown(type) && inside) return restrict(type, K.ERROR)
  const target = classTarget(other)
  if (!target || type.shape?.kind !== 'instance') return type
  const classes = type.classes.filter((info) => isOfClass(info, target) === inside)
  if (classes.length > 0) return { ...(inside ? restrict(type, K.REF) : type), classes }
  return restrict(type, inside ? 0 : ~K.REF)
}
