/**
 * The WebAssembly instructions that taipan emits: the text name, the bytes, the form of the immediate. The
 * assembler writes by this table and the printer (wat.ts) reads by it.
 */

/** `memory`: alignment exponent (from `bytes`) and offset. `block`: result type or none. `zero`, `zeros`: memory indices. */
export type Form =
  | 'none'
  | 'block'
  | 'label'
  | 'table'
  | 'func'
  | 'local'
  | 'global'
  | 'memory'
  | 'i32'
  | 'i64'
  | 'f32'
  | 'f64'
  | 'zero'
  | 'zeros'

export interface Instruction<F extends Form = Form> {
  /** One byte, or a byte of the prefix 0xfc: 0xfc00 + n. */
  readonly code: number
  readonly form: F
  /** Of a memory access: its width, to which it is naturally aligned. */
  readonly bytes: number
}

function plain(code: number): Instruction<'none'> {
  return { code, form: 'none', bytes: 0 }
}
function immediate<F extends Form>(code: number, form: F): Instruction<F> {
  return { code, form, bytes: 0 }
}
function access(code: number, bytes: number): Instruction<'memory'> {
  return { code, form: 'memory', bytes }
}

export const INSTRUCTIONS = {
  unreachable: plain(0x00),
  nop: plain(0x01),
  block: immediate(0x02, 'block'),
  loop: immediate(0x03, 'block'),
  if: immediate(0x04, 'block'),
  else: plain(0x05),
  try: immediate(0x06, 'block'),
  end: plain(0x0b),
  br: immediate(0x0c, 'label'),
  br_if: immediate(0x0d, 'label'),
  br_table: immediate(0x0e, 'table'),
  return: plain(0x0f),
  call: immediate(0x10, 'func'),
  catch_all: plain(0x19),
  drop: plain(0x1a),
  select: plain(0x1b),

  'local.get': immediate(0x20, 'local'),
  'local.set': immediate(0x21, 'local'),
  'local.tee': immediate(0x22, 'local'),
  'global.get': immediate(0x23, 'global'),
  'global.set': immediate(0x24, 'global'),

  'i32.load': access(0x28, 4),
  'i64.load': access(0x29, 8),
  'f32.load': access(0x2a, 4),
  'f64.load': access(0x2b, 8),
  'i32.load8_s': access(0x2c, 1),
  'i32.load8_u': access(0x2d, 1),
  'i32.load16_s': access(0x2e, 2),
  'i32.load16_u': access(0x2f, 2),
  'i64.load8_s': access(0x30, 1),
  'i64.load8_u': access(0x31, 1),
  'i64.load16_s': access(0x32, 2),
  'i64.load16_u': access(0x33, 2),
  'i64.load32_s': access(0x34, 4),
  'i64.load32_u': access(0x35, 4),
  'i32.store': access(0x36, 4),
  'i64.store': access(0x37, 8),
  'f32.store': access(0x38, 4),
  'f64.store': access(0x39, 8),
  'i32.store8': access(0x3a, 1),
  'i32.store16': access(0x3b, 2),
  'i64.store8': access(0x3c, 1),
  'i64.store16': access(0x3d, 2),
  'i64.store32': access(0x3e, 4),

  'i32.const': immediate(0x41, 'i32'),
  'i64.const': immediate(0x42, 'i64'),
  'f32.const': immediate(0x43, 'f32'),
  'f64.const': immediate(0x44, 'f64'),

  'i32.eqz': plain(0x45),
  'i32.eq': plain(0x46),
  'i32.ne': plain(0x47),
  'i32.lt_s': plain(0x48),
  'i32.lt_u': plain(0x49),
  'i32.gt_s': plain(0x4a),
  'i32.gt_u': plain(0x4b),
  'i32.le_s': plain(0x4c),
  'i32.le_u': plain(0x4d),
  'i32.ge_s': plain(0x4e),
  'i32.ge_u': plain(0x4f),
  'i64.eqz': plain(0x50),
  'i64.eq': plain(0x51),
  'i64.ne': plain(0x52),
  'i64.lt_s': plain(0x53),
  'i64.lt_u': plain(0x54),
  'i64.gt_s': plain(0x55),
  'i64.gt_u': plain(0x56),
  'i64.le_s': plain(0x57),
  'i64.le_u': plain(0x58),
  'i64.ge_s': plain(0x59),
  'i64.ge_u': plain(0x5a),
  'f32.eq': plain(0x5b),
  'f32.ne': plain(0x5c),
  'f32.lt': plain(0x5d),
  'f32.gt': plain(0x5e),
  'f32.le': plain(0x5f),
  'f32.ge': plain(0x60),
  'f64.eq': plain(0x61),
  'f64.ne': plain(0x62),
  'f64.lt': plain(0x63),
  'f64.gt': plain(0x64),
  'f64.le': plain(0x65),
  'f64.ge': plain(0x66),

  'i32.clz': plain(0x67),
  'i32.ctz': plain(0x68),
  'i32.popcnt': plain(0x69),
  'i32.add': plain(0x6a),
  'i32.sub': plain(0x6b),
  'i32.mul': plain(0x6c),
  'i32.div_s': plain(0x6d),
  'i32.div_u': plain(0x6e),
  'i32.rem_s': plain(0x6f),
  'i32.rem_u': plain(0x70),
  'i32.and': plain(0x71),
  'i32.or': plain(0x72),
  'i32.xor': plain(0x73),
  'i32.shl': plain(0x74),
  'i32.shr_s': plain(0x75),
  'i32.shr_u': plain(0x76),
  'i32.rotl': plain(0x77),
  'i32.rotr': plain(0x78),
  'i64.clz': plain(0x79),
  'i64.ctz': plain(0x7a),
  'i64.popcnt': plain(0x7b),
  'i64.add': plain(0x7c),
  'i64.sub': plain(0x7d),
  'i64.mul': plain(0x7e),
  'i64.div_s': plain(0x7f),
  'i64.div_u': plain(0x80),
  'i64.rem_s': plain(0x81),
  'i64.rem_u': plain(0x82),
  'i64.and': plain(0x83),
  'i64.or': plain(0x84),
  'i64.xor': plain(0x85),
  'i64.shl': plain(0x86),
  'i64.shr_s': plain(0x87),
  'i64.shr_u': plain(0x88),
  'i64.rotl': plain(0x89),
  'i64.rotr': plain(0x8a),

  'f32.abs': plain(0x8b),
  'f32.neg': plain(0x8c),
  'f32.ceil': plain(0x8d),
  'f32.floor': plain(0x8e),
  'f32.trunc': plain(0x8f),
  'f32.nearest': plain(0x90),
  'f32.sqrt': plain(0x91),
  'f32.add': plain(0x92),
  'f32.sub': plain(0x93),
  'f32.mul': plain(0x94),
  'f32.div': plain(0x95),
  'f32.min': plain(0x96),
  'f32.max': plain(0x97),
  'f32.copysign': plain(0x98),
  'f64.abs': plain(0x99),
  'f64.neg': plain(0x9a),
  'f64.ceil': plain(0x9b),
  'f64.floor': plain(0x9c),
  'f64.trunc': plain(0x9d),
  'f64.nearest': plain(0x9e),
  'f64.sqrt': plain(0x9f),
  'f64.add': plain(0xa0),
  'f64.sub': plain(0xa1),
  'f64.mul': plain(0xa2),
  'f64.div': plain(0xa3),
  'f64.min': plain(0xa4),
  'f64.max': plain(0xa5),
  'f64.copysign': plain(0xa6),

  'i32.wrap_i64': plain(0xa7),
  'i64.extend_i32_s': plain(0xac),
  'i64.extend_i32_u': plain(0xad),
  'f32.convert_i32_s': plain(0xb2),
  'f32.convert_i32_u': plain(0xb3),
  'f32.convert_i64_s': plain(0xb4),
  'f32.convert_i64_u': plain(0xb5),
  'f32.demote_f64': plain(0xb6),
  'f64.convert_i32_s': plain(0xb7),
  'f64.convert_i32_u': plain(0xb8),
  'f64.convert_i64_s': plain(0xb9),
  'f64.convert_i64_u': plain(0xba),
  'f64.promote_f32': plain(0xbb),
  'i32.reinterpret_f32': plain(0xbc),
  'i64.reinterpret_f64': plain(0xbd),
  'f32.reinterpret_i32': plain(0xbe),
  'f64.reinterpret_i64': plain(0xbf),
  'i32.extend8_s': plain(0xc0),
  'i32.extend16_s': plain(0xc1),
  'i64.extend8_s': plain(0xc2),
  'i64.extend16_s': plain(0xc3),
  'i64.extend32_s': plain(0xc4),

  'i32.trunc_sat_f64_s': plain(0xfc02),
  'i32.trunc_sat_f64_u': plain(0xfc03),
  'i64.trunc_sat_f64_s': plain(0xfc06),
  'i64.trunc_sat_f64_u': plain(0xfc07),
  'memory.copy': immediate(0xfc0a, 'zeros'),
  'memory.fill': immediate(0xfc0b, 'zero'),
} satisfies Record<string, Instruction>

export type Opcode = keyof typeof INSTRUCTIONS

/** Opcodes whose immediate has the form named. */
export type OpcodeOf<F extends Form> = { [O in Opcode]: (typeof INSTRUCTIONS)[O]['form'] extends F ? O : never }[Opcode]

/** Types of wasm values, and the byte that stands for each. */
export const WASM_TYPES = { i32: 0x7f, i64: 0x7e, f32: 0x7d, f64: 0x7c } as const
export type WasmType = keyof typeof WASM_TYPES
/** The block type of a block without result. */
export const NO_RESULT = 0x40
