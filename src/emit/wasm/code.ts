/** The assembler: one function body as it is written. */
import { once } from '../../base/once.ts'
import type { Span } from '../../base/span.ts'
import { type Bytes, newBytes, writeByte, writeBytes, writeF32, writeF64, writeFixed, writeS32, writeS64, writeU32 } from './encode.ts'
import { INSTRUCTIONS, NO_RESULT, type Opcode, type OpcodeOf, WASM_TYPES, type WasmType } from './opcodes.ts'

export interface Code {
  readonly bytes: Bytes
  /** Parameters, then the other locals. */
  readonly locals: WasmType[]
  readonly params: number
  /** Function indices are known when the module is whole: where each is missing in `bytes`, and whose. */
  readonly calls: { readonly at: number; readonly callee: string }[]
  /** From which instruction on the code is of another place of the source. Calls have a mark of their own. */
  readonly marks: Mark[]
  /** The place of what is written next. */
  span: Span | undefined
  /** Locals that live within the code of one operation, by type. */
  readonly scratch: Record<WasmType, number[]>
  /** Blocks open around the next instruction. */
  depth: number
  /** Where a `local.set` ended that a `local.get` of the same local would turn into `local.tee`. */
  setEnd: number
  setLocal: number
  /** Where an instruction ended that makes a truth value and has an opposite. */
  testEnd: number
  memory: boolean
}

export interface Mark {
  /** Offset of an instruction. */
  readonly at: number
  readonly span: Span | undefined
  /** The instruction is a call or traps: only these stand in stack traces. */
  readonly isCall: boolean
}

export function newCode(params: readonly WasmType[]): Code {
  const scratch = { i32: [], i64: [], f32: [], f64: [] }
  return {
    bytes: newBytes(),
    locals: [...params],
    params: params.length,
    calls: [],
    marks: [],
    span: undefined,
    scratch,
    depth: 0,
    setEnd: -1,
    setLocal: -1,
    testEnd: -1,
    memory: false,
  }
}

/** A new local; its index. */
export function addLocal(code: Code, type: WasmType): number {
  code.locals.push(type)
  return code.locals.length - 1
}

/** The n-th scratch local of a type. */
export function scratch(code: Code, type: WasmType, n = 0): number {
  const known = code.scratch[type]
  while (known.length <= n) known.push(addLocal(code, type))
  return known[n]!
}

function opcode(code: Code, name: Opcode): void {
  const byte = INSTRUCTIONS[name].code
  if (byte > 0xff) {
    writeByte(code.bytes, 0xfc)
    writeU32(code.bytes, byte & 0xff)
  } else writeByte(code.bytes, byte)
}

/** Instructions without immediate. */
export function op(code: Code, ...names: OpcodeOf<'none'>[]): void {
  for (const name of names) {
    opcode(code, name)
    if (name === 'end') code.depth--
    else if (name === 'i32.eqz' || OPPOSITES[name]) code.testEnd = code.bytes.length
  }
}

const OPPOSITES: Partial<Record<Opcode, Opcode>> = {
  'i32.eq': 'i32.ne',
  'i32.ne': 'i32.eq',
  'i32.lt_s': 'i32.ge_s',
  'i32.ge_s': 'i32.lt_s',
  'i32.gt_s': 'i32.le_s',
  'i32.le_s': 'i32.gt_s',
  'i32.lt_u': 'i32.ge_u',
  'i32.ge_u': 'i32.lt_u',
  'i32.gt_u': 'i32.le_u',
  'i32.le_u': 'i32.gt_u',
  'i64.eq': 'i64.ne',
  'i64.ne': 'i64.eq',
  'i64.lt_s': 'i64.ge_s',
  'i64.ge_s': 'i64.lt_s',
  'i64.gt_s': 'i64.le_s',
  'i64.le_s': 'i64.gt_s',
  'i64.lt_u': 'i64.ge_u',
  'i64.ge_u': 'i64.lt_u',
  'i64.gt_u': 'i64.le_u',
  'i64.le_u': 'i64.gt_u',
  'f64.eq': 'f64.ne',
  'f64.ne': 'f64.eq',
}

const OPPOSITE_BYTES = once(
  () => new Map(Object.entries(OPPOSITES).map(([from, to]) => [INSTRUCTIONS[from as Opcode].code, INSTRUCTIONS[to].code])),
)

/** Turn the condition on the stack into its opposite; not for use as a number other than 0 or 1. */
export function negate(code: Code): void {
  const { bytes } = code
  const last = bytes.data[bytes.length - 1]!
  if (code.testEnd !== bytes.length) op(code, 'i32.eqz')
  else if (last === INSTRUCTIONS['i32.eqz'].code) bytes.length--
  else bytes.data[bytes.length - 1] = OPPOSITE_BYTES().get(last)!
}

/** Open `block`, `loop`, `if` or `try`. */
export function open(code: Code, name: OpcodeOf<'block'>, result?: WasmType): void {
  opcode(code, name)
  writeByte(code.bytes, result ? WASM_TYPES[result] : NO_RESULT)
  code.depth++
}

/** `br`, `br_if`: 0 is the innermost open block. */
export function branch(code: Code, name: OpcodeOf<'label'>, label: number): void {
  opcode(code, name)
  writeU32(code.bytes, label)
}

export function branchTable(code: Code, labels: readonly number[], otherwise: number): void {
  opcode(code, 'br_table')
  writeU32(code.bytes, labels.length)
  for (const label of labels) writeU32(code.bytes, label)
  writeU32(code.bytes, otherwise)
}

export function getLocal(code: Code, local: number): void {
  const { bytes } = code
  if (code.setEnd === bytes.length && code.setLocal === local) {
    // The local's number ends here; the opcode stands before its one to three bytes.
    bytes.data[bytes.length - lebLength(local) - 1] = INSTRUCTIONS['local.tee'].code
    code.setEnd = -1
    return
  }
  opcode(code, 'local.get')
  writeU32(bytes, local)
}

export function setLocal(code: Code, local: number): void {
  opcode(code, 'local.set')
  writeU32(code.bytes, local)
  code.setEnd = code.bytes.length
  code.setLocal = local
}

export function teeLocal(code: Code, local: number): void {
  opcode(code, 'local.tee')
  writeU32(code.bytes, local)
}

function lebLength(value: number): number {
  return value < 0x80 ? 1 : value < 0x4000 ? 2 : 3
}

export function global(code: Code, name: OpcodeOf<'global'>, index: number): void {
  opcode(code, name)
  writeU32(code.bytes, index)
}

/** What is written from here on belongs to a place of the source. */
export function mark(code: Code, span: Span | undefined): void {
  if (span === code.span) return
  code.span = span
  if (span) code.marks.push({ at: code.bytes.length, span, isCall: false })
}

export function call(code: Code, callee: string): void {
  code.marks.push({ at: code.bytes.length, span: code.span, isCall: true })
  opcode(code, 'call')
  code.calls.push({ at: code.bytes.length, callee })
}

export function trap(code: Code): void {
  code.marks.push({ at: code.bytes.length, span: code.span, isCall: true })
  op(code, 'unreachable')
}

export function i32(code: Code, value: number): void {
  opcode(code, 'i32.const')
  writeS32(code.bytes, value)
}

export function i64(code: Code, value: bigint): void {
  opcode(code, 'i64.const')
  writeS64(code.bytes, value)
}

export function f64(code: Code, value: number): void {
  opcode(code, 'f64.const')
  writeF64(code.bytes, value)
}

/** A double by its bits: host numbers do not keep the bits of a NaN. */
export function f64Bits(code: Code, bits: bigint): void {
  opcode(code, 'f64.const')
  writeFixed(code.bytes, bits, 8)
}

export function f32(code: Code, value: number): void {
  opcode(code, 'f32.const')
  writeF32(code.bytes, value)
}

/** A load or store at the address on the stack plus `offset`. */
export function access(code: Code, name: OpcodeOf<'memory'>, offset: number): void {
  code.memory = true
  opcode(code, name)
  writeU32(code.bytes, Math.log2(INSTRUCTIONS[name].bytes))
  writeU32(code.bytes, offset)
}

export function bulk(code: Code, name: 'memory.copy' | 'memory.fill'): void {
  code.memory = true
  opcode(code, name)
  writeByte(code.bytes, 0)
  if (name === 'memory.copy') writeByte(code.bytes, 0)
}

export interface Body {
  readonly bytes: Bytes
  readonly marks: readonly Mark[]
}

/** The finished body: local declarations, instructions with function indices filled in, `end`. */
export function body(code: Code, indexOf: (callee: string) => number): Body {
  const bytes = newBytes(code.bytes.length + 64)
  writeLocals(bytes, code.locals.slice(code.params))
  const marks: Mark[] = []
  let next = 0
  /** Marks up to an offset of the code, moved by what stands before them. */
  const place = (to: number) => {
    const moved = bytes.length - from
    for (let mark = code.marks[next]; mark && mark.at <= to; mark = code.marks[++next]) marks.push({ ...mark, at: mark.at + moved })
  }
  let from = 0
  for (const { at, callee } of code.calls) {
    place(at - 1)
    writeBytes(bytes, code.bytes.data.subarray(from, at))
    writeU32(bytes, indexOf(callee))
    from = at
  }
  place(code.bytes.length)
  writeBytes(bytes, code.bytes.data.subarray(from, code.bytes.length))
  writeByte(bytes, INSTRUCTIONS.end.code)
  return { bytes, marks }
}

/** Runs of equal types. */
function writeLocals(bytes: Bytes, types: readonly WasmType[]): void {
  const runs: { type: WasmType; count: number }[] = []
  for (const type of types) {
    const last = runs[runs.length - 1]
    if (last?.type === type) last.count++
    else runs.push({ type, count: 1 })
  }
  writeU32(bytes, runs.length)
  for (const { type, count } of runs) {
    writeU32(bytes, count)
    writeByte(bytes, WASM_TYPES[type])
  }
}
