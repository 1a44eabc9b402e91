/**
 * Small algebra as data: one line per rule, one test per rule (rules.test.ts draws random operands for each).
 *
 * The law: a rule only goes downhill. Its right side has fewer or cheaper operations than its left, or is the
 * chosen form of the same thing: constants on the right, `add` of a negative constant for `sub`, `lt` and `le`
 * for `gt` and `ge` between two values. So rules end, in whatever order they are tried.
 *
 * Refused, because a double disagrees (NaN, -0, infinities, rounding):
 *
 *   x + 0 → x                 -0 + 0 is 0              (x + -0 → x holds and is below)
 *   0 - x → -x                0 - 0 is 0, not -0       (-0 - x → -x holds)
 *   x * 0 → 0                 NaN, infinities, and the sign of 0
 *   x - x → 0, x / x → 1      NaN for NaN and infinities
 *   x == x → true             false for NaN
 *   !(x < y) → x >= y         both are false with NaN
 *   (x + y) + z → x + (y + z) rounds differently; `fastmath` may do it elsewhere
 *   x / C → x * (1 / C)       rounds twice, unless C is a power of two
 *   x * y + z → fma           rounds once instead of twice
 *   min(x, y) → y if y < x    -0 and NaN
 *   sqrt(x * x) → abs(x)      overflows, underflows
 *   pow(x, 2) → x * x         the host's pow need not agree in the last bit
 *   (f64)i64 < (f64)i64       two integers beyond 2^53 can round to one double
 */
import { once } from '../base/once.ts'
import type { Op } from '../ir/ops.ts'
import { operandsIn, type Rule } from './pattern.ts'

interface More<N> {
  when?: (c: N, d: N) => boolean
  make?: (c: N, d: N) => number | bigint
}

/** A rule, or several that differ by a word. Most compilations try few of them, so they are taken apart at need. */
interface Template {
  readonly from: string
  readonly to: string
  readonly more: More<never>
  /** What stands for `mark`, left and right, with spaces between. */
  readonly words: string
  readonly mark: string
}

const NO_MORE: More<never> = {}

function rule<N extends number | bigint = number>(from: string, to: string, more?: More<N>): Template {
  return { from, to, more: (more as More<never> | undefined) ?? NO_MORE, words: ONCE, mark: '' }
}

const ONCE = ''
const BOTH = 'i32. i64.'

/** The rule for both widths of integers: `int` stands for i32 and i64. */
function both(from: string, to: string): Template {
  return { from, to, more: NO_MORE, words: BOTH, mark: 'int.' }
}

/** The rule once for each word in place of `OP`; `FROM:TO` sets the left and the right side apart. */
function each(words: string, from: string, to: string): Template {
  return { from, to, more: NO_MORE, words, mark: 'OP' }
}

function filled({ from, to, mark }: Template, word: string): readonly [from: string, to: string] {
  if (mark === '') return [from, to]
  const [left = word, right = left] = word.split(':')
  return [from.replaceAll(mark, left), to.replaceAll(mark, right)]
}

function ruleOf(op: Op, template: Template, word: string): Rule {
  const [from, to] = filled(template, word)
  return { op, from, to, operands: operandsIn(from), when: template.more.when, make: template.more.make }
}

/** What stands at the root, with the mark that it may have in it. */
function rootOf({ from }: Template): string {
  return from.slice(1, from.indexOf(' '))
}

/** The operation at the root. */
function operationOf(template: Template, word: string): Op {
  const { mark } = template
  const root = rootOf(template)
  return (mark === '' ? root : root.replace(mark, word.split(':', 1)[0]!)) as Op
}

const isPower = (c: number) => c > 0 && (c & (c - 1)) === 0
const isPower64 = (c: bigint) => c > 0n && (c & (c - 1n)) === 0n
const log64 = (c: bigint) => BigInt(c.toString(2).length - 1)
const MAX = 2 ** 31 - 1
const MIN = -(2 ** 31)
const MAX64 = 2n ** 63n - 1n
const MIN64 = -(2n ** 63n)
const isInt32 = (c: number) => c >= MIN && c <= MAX && Number.isInteger(c)
const isUint32 = (c: number) => c >= 0 && c <= 2 ** 32 - 1 && Number.isInteger(c)
const fits32 = (c: bigint) => c >= BigInt(MIN) && c <= BigInt(MAX)
/** A power of two whose inverse is exact. */
const isExactPower = (c: number) =>
  Math.abs(c) >= 2 ** -1000 && Math.abs(c) <= 2 ** 1000 && Math.abs(c) === 2 ** Math.round(Math.log2(Math.abs(c)))

const arithmetic: Template[] = [
  both('(int.add x 0)', 'x'),
  both('(int.sub x 0)', 'x'),
  both('(int.sub x x)', '0'),
  both('(int.mul x 0)', '0'),
  both('(int.mul x 1)', 'x'),
  both('(int.mul x -1)', '(int.sub 0 x)'),
  both('(int.and x 0)', '0'),
  both('(int.and x -1)', 'x'),
  both('(int.and x x)', 'x'),
  both('(int.or x 0)', 'x'),
  both('(int.or x -1)', '-1'),
  both('(int.or x x)', 'x'),
  both('(int.xor x 0)', 'x'),
  both('(int.xor x x)', '0'),
  both('(int.shl x 0)', 'x'),
  both('(int.shr_s x 0)', 'x'),
  both('(int.shr_u x 0)', 'x'),
  both('(int.div_s x 1)', 'x'),
  both('(int.div_u x 1)', 'x'),
  both('(int.rem_s x 1)', '0'),
  both('(int.rem_u x 1)', '0'),
  both('(int.sub x C)', '(int.add x (int.sub 0 C))'),
  both('(int.add (int.add x C) D)', '(int.add x (int.add C D))'),
  both('(int.add (int.sub C x) D)', '(int.sub (int.add C D) x)'),
  both('(int.sub C (int.add x D))', '(int.sub (int.sub C D) x)'),
  both('(int.sub C (int.sub D x))', '(int.add x (int.sub C D))'),
  both('(int.mul (int.mul x C) D)', '(int.mul x (int.mul C D))'),
  both('(int.and (int.and x C) D)', '(int.and x (int.and C D))'),
  both('(int.or (int.or x C) D)', '(int.or x (int.or C D))'),
  both('(int.xor (int.xor x C) D)', '(int.xor x (int.xor C D))'),
  both('(int.sub (int.add x y) y)', 'x'),
  both('(int.add (int.sub x y) y)', 'x'),
  both('(int.sub x (int.add x y))', '(int.sub 0 y)'),
  both('(int.sub x (int.sub x y))', 'y'),
  both('(int.sub 0 (int.sub x y))', '(int.sub y x)'),
  both('(int.add x (int.sub 0 y))', '(int.sub x y)'),
  both('(int.sub x (int.sub 0 y))', '(int.add x y)'),
  rule('(i32.shl (i32.shl x C) D)', '(i32.shl x K)', { when: (c, d) => (c & 31) + (d & 31) < 32, make: (c, d) => (c & 31) + (d & 31) }),
  rule('(i32.shr_u (i32.shl x C) C)', '(i32.and x K)', { when: (c) => c > 0 && c < 32, make: (c) => -1 >>> c }),
  rule('(i32.shr_u (i32.shr_u x C) D)', '(i32.shr_u x K)', {
    when: (c, d) => (c & 31) + (d & 31) < 32,
    make: (c, d) => (c & 31) + (d & 31),
  }),
]

/** TurboFan turns 32-bit division by constants into multiplication itself; of 64-bit division Node 20's does not even the powers of two. */
const division: Template[] = [
  rule('(i32.div_u x C)', '(i32.shr_u x K)', { when: (c) => c >>> 0 > 1 && isPower(c), make: (c) => 31 - Math.clz32(c) }),
  rule('(i32.rem_u x C)', '(i32.and x K)', { when: (c) => c >>> 0 > 1 && isPower(c), make: (c) => c - 1 }),
  rule<bigint>('(i64.div_u x C)', '(i64.shr_u x K)', { when: (c) => c > 1n && isPower64(c), make: log64 }),
  rule<bigint>('(i64.rem_u x C)', '(i64.and x K)', { when: (c) => c > 1n && isPower64(c), make: (c) => c - 1n }),
]

const comparisons: Template[] = [
  each('i32.lt_s i32.lt_u i32.gt_s i32.gt_u i32.ne i64.lt_s i64.lt_u i64.gt_s i64.gt_u i64.ne f64.lt f64.gt', '(OP x x)', 'false'),
  each('i32.le_s i32.le_u i32.ge_s i32.ge_u i32.eq i64.le_s i64.le_u i64.ge_s i64.ge_u i64.eq ref.eq bool.eq', '(OP x x)', 'true'),
  rule('(i32.lt_u x 0)', 'false'),
  rule('(i64.lt_u x 0)', 'false'),
  rule('(i32.ge_u x 0)', 'true'),
  rule('(i64.ge_u x 0)', 'true'),
  rule('(i32.le_s x C)', '(i32.lt_s x K)', { when: (c) => c < MAX, make: (c) => c + 1 }),
  rule('(i32.ge_s x C)', '(i32.gt_s x K)', { when: (c) => c > MIN, make: (c) => c - 1 }),
  rule('(i32.le_s x C)', 'true', { when: (c) => c === MAX }),
  rule('(i32.ge_s x C)', 'true', { when: (c) => c === MIN }),
  rule('(i32.gt_s x C)', 'false', { when: (c) => c === MAX }),
  rule('(i32.lt_s x C)', 'false', { when: (c) => c === MIN }),
  rule<bigint>('(i64.le_s x C)', '(i64.lt_s x K)', { when: (c) => c < MAX64, make: (c) => c + 1n }),
  rule<bigint>('(i64.ge_s x C)', '(i64.gt_s x K)', { when: (c) => c > MIN64, make: (c) => c - 1n }),
  rule<bigint>('(i64.le_s x C)', 'true', { when: (c) => c === MAX64 }),
  rule<bigint>('(i64.ge_s x C)', 'true', { when: (c) => c === MIN64 }),
  rule<bigint>('(i64.gt_s x C)', 'false', { when: (c) => c === MAX64 }),
  rule<bigint>('(i64.lt_s x C)', 'false', { when: (c) => c === MIN64 }),
  both('(int.eq (int.add x C) D)', '(int.eq x (int.sub D C))'),
  both('(int.ne (int.add x C) D)', '(int.ne x (int.sub D C))'),
  both('(int.eq (int.sub x y) 0)', '(int.eq x y)'),
  both('(int.ne (int.sub x y) 0)', '(int.ne x y)'),
  both('(int.eq (int.xor x y) 0)', '(int.eq x y)'),
  both('(int.ne (int.xor x y) 0)', '(int.ne x y)'),
]

const INVERSE = 'eq:ne ne:eq lt_s:ge_s le_s:gt_s gt_s:le_s ge_s:lt_s lt_u:ge_u le_u:gt_u gt_u:le_u ge_u:lt_u'

const booleans: Template[] = [
  rule('(bool.not (bool.not x))', 'x'),
  each(INVERSE, '(bool.not (i32.OP x y))', '(i32.OP x y)'),
  each(INVERSE, '(bool.not (i64.OP x y))', '(i64.OP x y)'),
  each('eq:ne ne:eq', '(bool.not (f64.OP x y))', '(f64.OP x y)'),
  rule('(bool.and x true)', 'x'),
  rule('(bool.and x false)', 'false'),
  rule('(bool.and x x)', 'x'),
  rule('(bool.and x (bool.not x))', 'false'),
  rule('(bool.or x true)', 'true'),
  rule('(bool.or x false)', 'x'),
  rule('(bool.or x x)', 'x'),
  rule('(bool.or x (bool.not x))', 'true'),
  rule('(bool.eq x true)', 'x'),
  rule('(bool.eq x false)', '(bool.not x)'),
  rule('(i32.ne (i32.from_bool x) 0)', 'x'),
  rule('(i32.eq (i32.from_bool x) 0)', '(bool.not x)'),
  rule('(i32.eq (i32.from_bool x) 1)', 'x'),
  rule('(i32.ne (i32.from_bool x) 1)', '(bool.not x)'),
  rule('(i32.eq (i32.from_bool x) (i32.from_bool y))', '(bool.eq x y)'),
  rule('(i32.and (i32.from_bool x) 1)', '(i32.from_bool x)'),
  rule('(select true x y)', 'x'),
  rule('(select false x y)', 'y'),
  rule('(select c x x)', 'x'),
  rule('(select (bool.not c) x y)', '(select c y x)'),
  rule('(select c true false)', 'c'),
  rule('(select c false true)', '(bool.not c)'),
]

const floats: Template[] = [
  rule('(f64.add x -0)', 'x'),
  rule('(f64.sub x 0)', 'x'),
  rule('(f64.mul x 1)', 'x'),
  rule('(f64.mul x -1)', '(f64.neg x)'),
  rule('(f64.div x 1)', 'x'),
  rule('(f64.div x C)', '(f64.mul x K)', { when: isExactPower, make: (c) => 1 / c }),
  rule('(f64.sub -0 x)', '(f64.neg x)'),
  rule('(f64.add x (f64.neg y))', '(f64.sub x y)'),
  rule('(f64.sub x (f64.neg y))', '(f64.add x y)'),
  rule('(f64.mul (f64.neg x) (f64.neg y))', '(f64.mul x y)'),
  rule('(f64.neg (f64.neg x))', 'x'),
  rule('(f64.abs (f64.neg x))', '(f64.abs x)'),
  rule('(f64.abs (f64.abs x))', '(f64.abs x)'),
  each('floor ceil trunc nearest', '(f64.OP (f64.from_i32_s x))', '(f64.from_i32_s x)'),
  each('floor ceil trunc nearest', '(f64.OP (f64.from_i32_u x))', '(f64.from_i32_u x)'),
  each('floor ceil trunc nearest', '(f64.OP (f64.from_i64_s x))', '(f64.from_i64_s x)'),
  each('floor ceil trunc nearest', '(f64.OP (f64.floor x))', '(f64.floor x)'),
  each('floor ceil trunc nearest', '(f64.OP (f64.ceil x))', '(f64.ceil x)'),
  each('floor ceil trunc nearest', '(f64.OP (f64.trunc x))', '(f64.trunc x)'),
  rule('(f32.demote (f64.promote x))', 'x'),
  // One operation on two float32 in double precision, rounded to float32, is the float32 operation (53 ≥ 2·24 + 2).
  each('add sub mul div min max', '(f32.demote (f64.OP (f64.promote x) (f64.promote y)))', '(f32.OP x y)'),
  each('sqrt neg abs', '(f32.demote (f64.OP (f64.promote x)))', '(f32.OP x)'),
  ...['add', 'sub', 'mul', 'div'].map((op) =>
    rule(`(f32.demote (f64.${op} (f64.promote x) C))`, `(f32.${op} x K)`, { when: (c) => Object.is(Math.fround(c), c), make: (c) => c }),
  ),
  ...['sub', 'div'].map((op) =>
    rule(`(f32.demote (f64.${op} C (f64.promote x)))`, `(f32.${op} K x)`, { when: (c) => Object.is(Math.fround(c), c), make: (c) => c }),
  ),
]

const conversions: Template[] = [
  rule('(i32.wrap (i64.extend_s x))', 'x'),
  rule('(i32.wrap (i64.extend_u x))', 'x'),
  rule('(i32.wrap (i64.from_f64_sat_s (f64.from_i32_s x)))', 'x'),
  rule('(i64.from_f64_sat_s (f64.from_i32_s x))', '(i64.extend_s x)'),
  rule('(i64.from_f64_sat_s (f64.from_i32_u x))', '(i64.extend_u x)'),
  rule('(f64.from_i64_s (i64.extend_s x))', '(f64.from_i32_s x)'),
  rule('(f64.from_i64_s (i64.extend_u x))', '(f64.from_i32_u x)'),
  rule('(f64.from_i64_u (i64.extend_u x))', '(f64.from_i32_u x)'),
  rule('(i32.from_f64_sat_s (f64.from_i32_s x))', 'x'),
  rule('(i32.from_f64_sat_u (f64.from_i32_u x))', 'x'),
  rule('(i32.to_int32 (f64.from_i32_s x))', 'x'),
  rule('(i32.to_int32 (f64.from_i32_u x))', 'x'),
  rule('(i32.to_int32 (f64.neg x))', '(i32.sub 0 (i32.to_int32 x))'),
  rule('(i32.to_int32 (f64.trunc x))', '(i32.to_int32 x)'),
  // Sums, differences of two 32-bit integers are exact in a double; the low bits are the integer operation's.
  ...['add', 'sub'].flatMap((op) => [
    rule(`(i32.to_int32 (f64.${op} (f64.from_i32_s x) (f64.from_i32_s y)))`, `(i32.${op} x y)`),
    rule(`(i32.to_int32 (f64.${op} (f64.from_i32_s x) (f64.from_i32_u y)))`, `(i32.${op} x y)`),
    rule(`(i32.to_int32 (f64.${op} (f64.from_i32_u x) (f64.from_i32_s y)))`, `(i32.${op} x y)`),
    rule(`(i32.to_int32 (f64.${op} (f64.from_i32_u x) (f64.from_i32_u y)))`, `(i32.${op} x y)`),
    rule(`(i32.to_int32 (f64.${op} (f64.from_i32_s x) C))`, `(i32.${op} x K)`, {
      when: (c) => Number.isInteger(c) && Math.abs(c) <= 2 ** 52,
      make: (c) => c | 0,
    }),
    rule(`(i32.to_int32 (f64.${op} (f64.from_i32_u x) C))`, `(i32.${op} x K)`, {
      when: (c) => Number.isInteger(c) && Math.abs(c) <= 2 ** 52,
      make: (c) => c | 0,
    }),
  ]),
  rule('(i32.to_int32 (f64.sub C (f64.from_i32_s x)))', '(i32.sub K x)', {
    when: (c) => Number.isInteger(c) && Math.abs(c) <= 2 ** 52,
    make: (c) => c | 0,
  }),
  rule('(i32.to_int32 (f64.mul (f64.from_i32_s x) C))', '(i32.mul x K)', {
    when: (c) => Number.isInteger(c) && Math.abs(c) <= 2 ** 22,
    make: (c) => c | 0,
  }),
  each('add sub and or xor mul', '(i32.wrap (i64.OP (i64.extend_s x) (i64.extend_s y)))', '(i32.OP x y)'),
  each('add sub and or xor mul', '(i32.wrap (i64.OP (i64.extend_u x) (i64.extend_u y)))', '(i32.OP x y)'),
  ...['add', 'sub', 'and', 'or', 'xor', 'mul'].map((op) =>
    rule<bigint>(`(i32.wrap (i64.${op} (i64.extend_s x) C))`, `(i32.${op} x K)`, { make: (c) => Number(BigInt.asIntN(32, c)) }),
  ),
  // An index that is negative lies outside whatever it is exactly.
  rule('(elem.get p (i32.index_i64 (i64.extend_s x)) n)', '(elem.get p x n)'),
  rule('(elem.get p (i32.index_i64 (i64.extend_u x)) n)', '(elem.get p x n)'),
  rule('(elem.get p (i32.index_f64 (f64.from_i32_s x)) n)', '(elem.get p x n)'),
  rule('(elem.get p (i32.index_f64 (f64.from_i32_u x)) n)', '(elem.get p x n)'),
  rule('(elem.put p (i32.index_i64 (i64.extend_s x)) n y)', '(elem.put p x n y)'),
  rule('(elem.put p (i32.index_i64 (i64.extend_u x)) n y)', '(elem.put p x n y)'),
  rule('(elem.put p (i32.index_f64 (f64.from_i32_s x)) n y)', '(elem.put p x n y)'),
  rule('(elem.put p (i32.index_f64 (f64.from_i32_u x)) n y)', '(elem.put p x n y)'),
  rule('(i32.index_f64 (f64.from_i64_s x))', '(i32.index_i64 x)'),
  rule('(ref.bits (ref.from_bits x))', 'x'),
  rule('(ref.from_bits (ref.bits x))', 'x'),
  rule('(tag.clean (tag.clean x))', '(tag.clean x)'),
  each('f64.from_i32_s f64.from_i32_u f64.from_i64_s f64.from_i64_u', '(tag.clean (OP x))', '(OP x)'),
  each('f64.from_i32_s f64.from_i32_u f64.from_i64_s f64.from_i64_u tag.clean', '(tag.is (OP x))', 'false'),
]

const SIGNED = 'eq ne lt:lt_s le:le_s gt:gt_s ge:ge_s'
const UNSIGNED = 'eq ne lt:lt_u le:le_u gt:gt_u ge:ge_u'
const WIDE = 'eq ne lt_s le_s gt_s ge_s'
const WIDE_UNSIGNED = 'eq ne lt_u le_u gt_u ge_u lt_s:lt_u le_s:le_u gt_s:gt_u ge_s:ge_u'

/** x < C for an integer x and any double C: the integer that C stands for on that side. */
const edge: Record<string, (c: number) => number> = {
  lt: Math.ceil,
  ge: Math.ceil,
  le: Math.floor,
  gt: Math.floor,
  eq: (c) => c,
  ne: (c) => c,
}

const convertedComparisons: Template[] = [
  each(SIGNED, '(f64.OP (f64.from_i32_s x) (f64.from_i32_s y))', '(i32.OP x y)'),
  each(UNSIGNED, '(f64.OP (f64.from_i32_u x) (f64.from_i32_u y))', '(i32.OP x y)'),
  each(WIDE, '(i64.OP (i64.extend_s x) (i64.extend_s y))', '(i32.OP x y)'),
  each(WIDE_UNSIGNED, '(i64.OP (i64.extend_u x) (i64.extend_u y))', '(i32.OP x y)'),
  ...WIDE.split(' ').map((op) => rule<bigint>(`(i64.${op} (i64.extend_s x) C)`, `(i32.${op} x K)`, { when: fits32, make: Number })),
  ...SIGNED.split(' ').map((word) => {
    const [op = word, int = op] = word.split(':')
    const round = edge[op]!
    return rule(`(f64.${op} (f64.from_i32_s x) C)`, `(i32.${int} x K)`, { when: (c) => isInt32(round(c)), make: (c) => round(c) + 0 })
  }),
  ...UNSIGNED.split(' ').map((word) => {
    const [op = word, int = op] = word.split(':')
    const round = edge[op]!
    return rule(`(f64.${op} (f64.from_i32_u x) C)`, `(i32.${int} x K)`, { when: (c) => isUint32(round(c)), make: (c) => round(c) | 0 })
  }),
]

/** Beside a constant an overflow is a comparison. (Of a signed product it is two; there the range is still wanted, and emit does it.) */
const overflows: Template[] = [
  each('add_overflows_s sub_overflows_s add_overflows_u mul_overflows_s mul_overflows_u', '(i64.OP x 0)', 'false'),
  each('mul_overflows_s mul_overflows_u', '(i64.OP x 1)', 'false'),
  rule<bigint>('(i64.add_overflows_s x C)', '(i64.gt_s x K)', { when: (c) => c > 0n, make: (c) => MAX64 - c }),
  rule<bigint>('(i64.add_overflows_s x C)', '(i64.lt_s x K)', { when: (c) => c < 0n, make: (c) => MIN64 - c }),
  rule<bigint>('(i64.sub_overflows_s x C)', '(i64.lt_s x K)', { when: (c) => c > 0n, make: (c) => MIN64 + c }),
  rule<bigint>('(i64.sub_overflows_s x C)', '(i64.gt_s x K)', { when: (c) => c < 0n, make: (c) => MAX64 + c }),
  rule<bigint>('(i64.sub_overflows_s C x)', '(i64.lt_s x K)', { when: (c) => c >= 0n, make: (c) => c - MAX64 }),
  rule<bigint>('(i64.sub_overflows_s C x)', '(i64.gt_s x K)', { when: (c) => c < 0n, make: (c) => c - MIN64 }),
  rule<bigint>('(i64.add_overflows_u x C)', '(i64.gt_u x K)', { when: (c) => c !== 0n, make: (c) => -1n - c }),
  rule<bigint>('(i64.mul_overflows_u x C)', '(i64.gt_u x K)', {
    when: (c) => c !== 0n,
    make: (c) => BigInt.asIntN(64, (2n ** 64n - 1n) / BigInt.asUintN(64, c)),
  }),
]

const TEMPLATES: readonly (readonly Template[])[] = [
  arithmetic,
  overflows,
  division,
  comparisons,
  booleans,
  floats,
  conversions,
  convertedComparisons,
]

/** All of them, in the order in which they are tried. */
export function allRules(): Rule[] {
  return TEMPLATES.flat().flatMap((template) =>
    template.words.split(' ').map((word) => ruleOf(operationOf(template, word), template, word)),
  )
}

interface Numbered {
  readonly template: Template
  readonly index: number
}

/** By what stands at the root, for which a template need not be filled in: most are for operations that a program does not have. */
const templates = once(() => {
  const table = new Map<string, Numbered[]>()
  const all = TEMPLATES.flat()
  for (let index = 0; index < all.length; index++) {
    const template = all[index]!
    const root = rootOf(template)
    const list = table.get(root)
    if (list) list.push({ template, index })
    else table.set(root, [{ template, index }])
  }
  return table
})

const ready = once(() => new Map<Op, readonly Rule[]>())

/** The rules for an operation, in their order. */
export function rulesOf(op: Op): readonly Rule[] {
  const known = ready().get(op)
  if (known !== undefined) return known
  const dot = op.indexOf('.') + 1
  const lists: (readonly Numbered[])[] = []
  for (const root of [op, `int.${op.slice(dot)}`, `${op.slice(0, dot)}OP`, 'OP']) {
    const list = templates().get(root)
    if (list) lists.push(list)
  }
  const found = lists.length > 1 ? lists.flat().sort((a, b) => a.index - b.index) : (lists[0] ?? [])
  const rules: Rule[] = []
  for (const { template } of found) addRules(rules, op, template)
  ready().set(op, rules)
  return rules
}

/** What a template says of the operation: with each of its words that makes that of the root. */
function addRules(rules: Rule[], op: Op, template: Template): void {
  if (template.words === ONCE) rules.push(ruleOf(op, template, ONCE))
  else for (const word of template.words.split(' ')) if (operationOf(template, word) === op) rules.push(ruleOf(op, template, word))
}
