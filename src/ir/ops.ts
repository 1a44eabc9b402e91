/**
 * Every operation of the typed level, one row each: operand and result types, effect, algebra, fold.
 * The printer, parser, verifier, folder, value numbering and interpreter read these rows; a target is a
 * `Record<TypedOp, …>`. Operations named like a WebAssembly instruction mean exactly that instruction.
 *
 * Folds work on host numbers (i32 as a signed int32, bool as 0 or 1, f32 as a rounded number) and
 * bigints (i64, signed).
 */
import { joined } from '../base/table.ts'
import { jsOps } from './js-ops.ts'
import { folded, type Row, row } from './row.ts'

const u32 = (x: number) => x >>> 0
const s64 = (x: bigint) => BigInt.asIntN(64, x)
const u64 = (x: bigint) => BigInt.asUintN(64, x)
const bit = (x: boolean) => (x ? 1 : 0)
const fround = Math.fround
const MIN64 = -(2n ** 63n)

const [I32, I64, F32, F64] = [['i32'], ['i64'], ['f32'], ['f64']] as const
const [TWO_I32, TWO_I64, TWO_F32, TWO_F64] = [
  ['i32', 'i32'],
  ['i64', 'i64'],
  ['f32', 'f32'],
  ['f64', 'f64'],
] as const

function i32op(fold: (a: number, b: number) => number | undefined, more?: Partial<Row>): Row {
  return folded(TWO_I32, 'i32', fold, more)
}
function i32test(fold: (a: number, b: number) => boolean, more?: Partial<Row>): Row {
  return folded(TWO_I32, 'bool', (a: number, b: number) => bit(fold(a, b)), more)
}
function i64op(fold: (a: bigint, b: bigint) => bigint | undefined, more?: Partial<Row>): Row {
  return folded(TWO_I64, 'i64', fold, more)
}
function i64test(fold: (a: bigint, b: bigint) => boolean, more?: Partial<Row>): Row {
  return folded(TWO_I64, 'bool', (a: bigint, b: bigint) => bit(fold(a, b)), more)
}
function f64op(fold: (a: number, b: number) => number, more?: Partial<Row>): Row {
  return folded(TWO_F64, 'f64', fold, more)
}
function f64fn(fold: (a: number) => number): Row {
  return folded(F64, 'f64', fold)
}
function f64test(fold: (a: number, b: number) => boolean, more?: Partial<Row>): Row {
  return folded(TWO_F64, 'bool', (a: number, b: number) => bit(fold(a, b)), more)
}
function f32op(fold: (a: number, b: number) => number, more?: Partial<Row>): Row {
  return folded(TWO_F32, 'f32', (a: number, b: number) => fround(fold(a, b)), more)
}
function f32fn(fold: (a: number) => number): Row {
  return folded(F32, 'f32', (a: number) => fround(fold(a)))
}

const commutes = { commutes: true } as const
const partial = { effect: 'partial' } as const

/** Round half to even, as `f64.nearest` does. */
function nearest(x: number): number {
  if (!Number.isFinite(x) || Math.abs(x) >= 2 ** 52) return x
  const sign = x < 0 || Object.is(x, -0) ? -1 : 1
  return sign * (Math.abs(x) + 2 ** 52 - 2 ** 52)
}

/** Clamp to a range, NaN to 0, as the saturating conversions do. */
function saturate(x: number, low: number, high: number): number {
  return Number.isNaN(x) ? 0 : Math.trunc(Math.min(Math.max(x, low), high)) + 0
}

function reciprocal(d: bigint): bigint {
  const size = BigInt(u64(d).toString(2).length)
  return size <= 32n ? 0n : s64((2n ** 128n - 1n) / (u64(d) << (64n - size)))
}

const typedOps = {
  // ---- constants and choice
  const: row({ level: 'both', in: [], out: 'free', imm: 'constant' }),
  select: row({ in: ['bool', 'T', 'T'], out: 'T' }),

  // ---- bool
  'bool.not': row({ in: ['bool'], out: 'bool', fold: (a: number) => 1 - a }),
  'bool.and': row({ in: ['bool', 'bool'], out: 'bool', commutes: true, fold: (a: number, b: number) => a & b }),
  'bool.or': row({ in: ['bool', 'bool'], out: 'bool', commutes: true, fold: (a: number, b: number) => a | b }),
  'bool.eq': row({ in: ['bool', 'bool'], out: 'bool', commutes: true, fold: (a: number, b: number) => bit(a === b) }),

  // ---- i32
  'i32.add': i32op((a, b) => (a + b) | 0, commutes),
  'i32.sub': i32op((a, b) => (a - b) | 0),
  'i32.mul': i32op((a, b) => Math.imul(a, b), commutes),
  'i32.and': i32op((a, b) => a & b, commutes),
  'i32.or': i32op((a, b) => a | b, commutes),
  'i32.xor': i32op((a, b) => a ^ b, commutes),
  'i32.shl': i32op((a, b) => a << b),
  'i32.shr_s': i32op((a, b) => a >> b),
  'i32.shr_u': i32op((a, b) => (a >>> b) | 0),
  'i32.div_s': i32op((a, b) => (b === 0 || (b === -1 && a === -(2 ** 31)) ? undefined : Math.trunc(a / b) | 0), partial),
  'i32.div_u': i32op((a, b) => (b === 0 ? undefined : Math.floor(u32(a) / u32(b)) | 0), partial),
  'i32.rem_s': i32op((a, b) => (b === 0 ? undefined : (a % b) | 0), partial),
  'i32.rem_u': i32op((a, b) => (b === 0 ? undefined : (u32(a) % u32(b)) | 0), partial),
  'i32.clz': folded(I32, 'i32', (a: number) => Math.clz32(a)),
  'i32.ctz': folded(I32, 'i32', (a: number) => (a === 0 ? 32 : 31 - Math.clz32(a & -a))),
  'i32.eq': i32test((a, b) => a === b, commutes),
  'i32.ne': i32test((a, b) => a !== b, commutes),
  'i32.lt_s': i32test((a, b) => a < b),
  'i32.le_s': i32test((a, b) => a <= b),
  'i32.gt_s': i32test((a, b) => a > b),
  'i32.ge_s': i32test((a, b) => a >= b),
  'i32.lt_u': i32test((a, b) => u32(a) < u32(b)),
  'i32.le_u': i32test((a, b) => u32(a) <= u32(b)),
  'i32.gt_u': i32test((a, b) => u32(a) > u32(b)),
  'i32.ge_u': i32test((a, b) => u32(a) >= u32(b)),

  // ---- i64
  'i64.add': i64op((a, b) => s64(a + b), commutes),
  'i64.sub': i64op((a, b) => s64(a - b)),
  'i64.mul': i64op((a, b) => s64(a * b), commutes),
  'i64.and': i64op((a, b) => a & b, commutes),
  'i64.or': i64op((a, b) => a | b, commutes),
  'i64.xor': i64op((a, b) => a ^ b, commutes),
  'i64.shl': i64op((a, b) => s64(a << (b & 63n))),
  'i64.shr_s': i64op((a, b) => a >> (b & 63n)),
  'i64.shr_u': i64op((a, b) => s64(u64(a) >> (b & 63n))),
  'i64.div_s': i64op((a, b) => (b === 0n || (b === -1n && a === MIN64) ? undefined : a / b), partial),
  'i64.div_u': i64op((a, b) => (b === 0n ? undefined : s64(u64(a) / u64(b))), partial),
  'i64.rem_s': i64op((a, b) => (b === 0n ? undefined : a % b), partial),
  'i64.rem_u': i64op((a, b) => (b === 0n ? undefined : s64(u64(a) % u64(b))), partial),
  /**
   * What makes divisions by `d` multiplications: floor((2^128 - 1) / D) - 2^64, where D is `d`, unsigned, shifted until its highest bit
   * is set. 0 for less than 2^32: by those the machine divides.
   */
  'i64.reciprocal': folded(I64, 'i64', reciprocal),
  /** `(a * b + c) % d`, exact however far the product leaves 64 bits: the operands are a, b, c, the reciprocal of |d|, d. */
  'i64.mul_add_rem_s': row({
    in: ['i64', 'i64', 'i64', 'i64', 'i64'],
    out: 'i64',
    fold: (a: bigint, b: bigint, c: bigint, r: bigint, d: bigint) =>
      d === 0n || r !== reciprocal(d < 0n ? -d : d) ? undefined : (a * b + c) % d,
    ...partial,
  }),
  'i64.mul_add_rem_u': row({
    in: ['i64', 'i64', 'i64', 'i64', 'i64'],
    out: 'i64',
    fold: (a: bigint, b: bigint, c: bigint, r: bigint, d: bigint) =>
      d === 0n || r !== reciprocal(d) ? undefined : s64((u64(a) * u64(b) + u64(c)) % u64(d)),
    ...partial,
  }),
  /** `(a + b) % d`, exact. */
  'i64.add_rem_s': row({
    in: ['i64', 'i64', 'i64'],
    out: 'i64',
    fold: (a: bigint, b: bigint, d: bigint) => (d === 0n ? undefined : (a + b) % d),
    ...partial,
  }),
  'i64.add_rem_u': row({
    in: ['i64', 'i64', 'i64'],
    out: 'i64',
    fold: (a: bigint, b: bigint, d: bigint) => (d === 0n ? undefined : s64((u64(a) + u64(b)) % u64(d))),
    ...partial,
  }),
  'i64.sub_rem_s': row({
    in: ['i64', 'i64', 'i64'],
    out: 'i64',
    fold: (a: bigint, b: bigint, d: bigint) => (d === 0n ? undefined : (a - b) % d),
    ...partial,
  }),
  'i64.eq': i64test((a, b) => a === b, commutes),
  'i64.ne': i64test((a, b) => a !== b, commutes),
  'i64.lt_s': i64test((a, b) => a < b),
  'i64.le_s': i64test((a, b) => a <= b),
  'i64.gt_s': i64test((a, b) => a > b),
  'i64.ge_s': i64test((a, b) => a >= b),
  'i64.lt_u': i64test((a, b) => u64(a) < u64(b)),
  'i64.le_u': i64test((a, b) => u64(a) <= u64(b)),
  'i64.gt_u': i64test((a, b) => u64(a) > u64(b)),
  'i64.ge_u': i64test((a, b) => u64(a) >= u64(b)),
  /** Would the exact result leave int64 (`_s`) or uint64 (`_u`)? */
  'i64.add_overflows_s': i64test((a, b) => s64(a + b) !== a + b, commutes),
  'i64.sub_overflows_s': i64test((a, b) => s64(a - b) !== a - b),
  'i64.mul_overflows_s': i64test((a, b) => s64(a * b) !== a * b, commutes),
  'i64.add_overflows_u': i64test((a, b) => u64(a) + u64(b) >= 2n ** 64n, commutes),
  'i64.mul_overflows_u': i64test((a, b) => u64(a) * u64(b) >= 2n ** 64n, commutes),

  // ---- f64
  'f64.add': f64op((a, b) => a + b, commutes),
  'f64.sub': f64op((a, b) => a - b),
  'f64.mul': f64op((a, b) => a * b, commutes),
  'f64.div': f64op((a, b) => a / b),
  /** JavaScript's `%`: the exact remainder with the sign of the dividend. */
  'f64.rem': f64op((a, b) => a % b),
  'f64.min': f64op((a, b) => Math.min(a, b), commutes),
  'f64.max': f64op((a, b) => Math.max(a, b), commutes),
  'f64.copysign': f64op((a, b) => (b < 0 || Object.is(b, -0) ? -Math.abs(a) : Math.abs(a))),
  'f64.neg': f64fn((a) => -a),
  'f64.abs': f64fn((a) => Math.abs(a)),
  'f64.sqrt': f64fn((a) => Math.sqrt(a)),
  'f64.floor': f64fn((a) => Math.floor(a)),
  'f64.ceil': f64fn((a) => Math.ceil(a)),
  'f64.trunc': f64fn((a) => Math.trunc(a)),
  'f64.nearest': f64fn(nearest),
  'f64.eq': f64test((a, b) => a === b, commutes),
  'f64.ne': f64test((a, b) => a !== b, commutes),
  'f64.lt': f64test((a, b) => a < b),
  'f64.le': f64test((a, b) => a <= b),
  'f64.gt': f64test((a, b) => a > b),
  'f64.ge': f64test((a, b) => a >= b),

  // ---- f32
  'f32.add': f32op((a, b) => a + b, commutes),
  'f32.sub': f32op((a, b) => a - b),
  'f32.mul': f32op((a, b) => a * b, commutes),
  'f32.div': f32op((a, b) => a / b),
  'f32.neg': f32fn((a) => -a),
  'f32.abs': f32fn((a) => Math.abs(a)),
  'f32.sqrt': f32fn((a) => Math.sqrt(a)),
  'f32.min': f32op((a, b) => Math.min(a, b), commutes),
  'f32.max': f32op((a, b) => Math.max(a, b), commutes),

  // ---- conversions
  'i32.from_bool': row({ in: ['bool'], out: 'i32', fold: (a: number) => a }),
  'i32.wrap': folded(I64, 'i32', (a: bigint) => Number(BigInt.asIntN(32, a))),
  'i64.extend_s': folded(I32, 'i64', (a: number) => BigInt(a)),
  'i64.extend_u': folded(I32, 'i64', (a: number) => BigInt(u32(a))),
  'f64.from_i32_s': folded(I32, 'f64', (a: number) => a),
  'f64.from_i32_u': folded(I32, 'f64', (a: number) => u32(a)),
  'f64.from_i64_s': folded(I64, 'f64', (a: bigint) => Number(a)),
  'f64.from_i64_u': folded(I64, 'f64', (a: bigint) => Number(u64(a))),
  'i32.from_f64_sat_s': folded(F64, 'i32', (a: number) => saturate(a, -(2 ** 31), 2 ** 31 - 1)),
  'i32.from_f64_sat_u': folded(F64, 'i32', (a: number) => saturate(a, 0, 2 ** 32 - 1) | 0),
  'i64.from_f64_sat_s': row({
    in: ['f64'],
    out: 'i64',
    fold: (a: number) => (Number.isNaN(a) ? 0n : a >= 2 ** 63 ? 2n ** 63n - 1n : a <= -(2 ** 63) ? MIN64 : BigInt(Math.trunc(a))),
  }),
  /** JavaScript's ToInt32: modulo 2^32, NaN and infinities to 0. */
  'i32.to_int32': folded(F64, 'i32', (a: number) => a | 0),
  /** The array index that a number stands for: 0 … 2^31-1, or -1 if it is none (fractional, negative, too large, NaN). */
  'i32.index_f64': folded(F64, 'i32', (a: number) => (a >= 0 && a < 2 ** 31 && Number.isInteger(a) ? a + 0 : -1)),
  /** The same for an integer in an i64. */
  'i32.index_i64': folded(I64, 'i32', (a: bigint) => (a >= 0n && a < 2n ** 31n ? Number(a) : -1)),
  'f32.demote': folded(F64, 'f32', (a: number) => fround(a)),
  'f64.promote': folded(F32, 'f64', (a: number) => a),

  /** The 64 bits of a double and back, tags and all. */
  'f64.bits': row({ in: ['f64'], out: 'i64' }),
  'f64.from_bits': row({ in: ['i64'], out: 'f64' }),

  // ---- numbers that may also be undefined, null, true or false: four NaN patterns of f64
  'tag.const': row({ in: [], out: 'f64', imm: 'name' }),
  /** Is the operand exactly the pattern named? */
  'tag.is': row({ in: ['f64'], out: 'bool', imm: 'name' }),
  /** Any NaN becomes the plain NaN; needed where a number that may be NaN becomes a value that may be a tag. */
  'tag.clean': row({ in: ['f64'], out: 'f64' }),

  // ---- Math functions that WebAssembly lacks: the host's own, by name (see intrinsics.ts)
  math: row({ in: ['f64', '…'], out: 'f64', imm: 'name' }),

  // ---- heap
  'ref.eq': row({ in: ['ref', 'ref'], out: 'bool', commutes: true }),
  'ref.bits': row({ in: ['ref'], out: 'i32' }),
  'ref.from_bits': row({ in: ['i32'], out: 'ref' }),
  /** A pointer that is its operand plus bytes. */
  'ptr.add': row({ in: ['ptr', 'i32'], out: 'ptr' }),
  /** The address of a heap object's bytes at an offset (immediate). */
  'ptr.of': row({ in: ['ref'], out: 'ptr', imm: 'index' }),
  /** A new object of the layout named; its reference fields are 0, the others arbitrary. */
  alloc: row({ in: [], out: 'ref', effect: 'alloc', imm: 'name' }),
  /** The number that begins every object of the layout named. */
  'layout.id': row({ in: [], out: 'i32', imm: 'name' }),
  /** A new block of raw bytes (layout `bytes`) or of references (`refs`), zeroed; operand: size in bytes. The data begins 16 bytes in. */
  'alloc.block': row({ in: ['i32'], out: 'ref', effect: 'alloc', imm: 'name' }),
  /** A field of an object; operands: the address (and the value). */
  load: row({ in: ['any'], out: 'free', effect: 'load', imm: 'access' }),
  store: row({ in: ['any', 'any'], out: 'none', effect: 'store', imm: 'access' }),
  /** Element `index` of the array whose data begins at the pointer; the index is known to be inside. */
  'elem.load': row({ in: ['ptr', 'i32'], out: 'free', effect: 'load', imm: 'element' }),
  'elem.store': row({ in: ['ptr', 'i32', 'any'], out: 'none', effect: 'store', imm: 'element' }),
  /** The same with the length as third operand: a read outside gives what the immediate says, a write outside does nothing. The index is compared unsigned. */
  'elem.get': row({ in: ['ptr', 'i32', 'i32'], out: 'free', effect: 'load', imm: 'element' }),
  'elem.put': row({ in: ['ptr', 'i32', 'i32', 'any'], out: 'none', effect: 'store', imm: 'element' }),
  /** Move bytes (overlap allowed) or fill them: destination, source or byte, count in bytes. */
  'mem.copy': row({ in: ['ptr', 'ptr', 'i32'], out: 'none', effect: 'store', imm: 'region' }),
  'mem.fill': row({ in: ['ptr', 'i32', 'i32'], out: 'none', effect: 'store', imm: 'region' }),

  // ---- control
  /** Throw the site's error with the remaining operands in its text, unless the first operand is true. */
  guard: row({ in: ['bool', 'any', '…'], out: 'none', effect: 'guard', imm: 'site' }),
  /** Call the module's function named. */
  call: row({ in: ['any', '…'], out: 'free', effect: 'call', imm: 'name' }),
  /** Call a function of the run time named (see host.ts). */
  'call.host': row({ in: ['any', '…'], out: 'free', effect: 'call', imm: 'name' }),
  /** Handle of a string constant. */
  'str.const': row({ in: [], out: 'i32', imm: 'name' }),
  /** Add to a text that grows: another, what a number says, or one that may be a tag. Written in memory behind what is there, if it can be. */
  'str.append': row({ in: ['i32', 'i32'], out: 'i32' }),
  'str.append_f64': row({ in: ['i32', 'f64'], out: 'i32' }),
  'str.append_tagged': row({ in: ['i32', 'i64'], out: 'i32' }),
  /** The object that stands for a function in fields of instances: the same in all modules. Named by its template. */
  'function.ref': row({ in: [], out: 'ref', imm: 'name' }),
  /** The object in which a static field of a class lies: the same in all modules. Named by the class's unit and the field. */
  'static.ref': row({ in: [], out: 'ref', imm: 'name' }),
} satisfies Record<string, Row>

export type TypedOp = keyof typeof typedOps
export type JsOp = keyof typeof jsOps
export type Op = TypedOp | JsOp

/** All rows of both levels. */
export const OPS: Record<Op, Row> = joined<Row>(typedOps, jsOps)
export { typedOps }
