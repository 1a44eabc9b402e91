/** Reads what encode.ts and code.ts write. For the printer only: not a decoder of any module there is. */
import { once } from '../../base/once.ts'
import { INSTRUCTIONS, type Instruction, NO_RESULT, type Opcode, WASM_TYPES, type WasmType } from './opcodes.ts'

export interface Reader {
  readonly data: Uint8Array
  at: number
}

export function readByte(reader: Reader): number {
  return reader.data[reader.at++]!
}

export function readU32(reader: Reader): number {
  return Number(BigInt.asUintN(32, readLeb(reader, false)))
}

function readLeb(reader: Reader, signed: boolean): bigint {
  let result = 0n
  for (let shift = 0n; ; shift += 7n) {
    const byte = readByte(reader)
    result |= BigInt(byte & 0x7f) << shift
    if (byte < 0x80) return signed ? BigInt.asIntN(Number(shift) + 7, result) : result
  }
}

export function readName(reader: Reader): string {
  const length = readU32(reader)
  reader.at += length
  return new TextDecoder().decode(reader.data.subarray(reader.at - length, reader.at))
}

export function readVector<T>(reader: Reader, read: (reader: Reader, index: number) => T): T[] {
  return Array.from({ length: readU32(reader) }, (_, index) => read(reader, index))
}

const TYPE_NAMES = new Map<number, WasmType>(Object.entries(WASM_TYPES).map(([name, byte]) => [byte, name as WasmType]))

export function readType(reader: Reader): WasmType {
  return TYPE_NAMES.get(readByte(reader))!
}

/** The sections of a module: id and where the content lies. */
export function sections(data: Uint8Array): { id: number; content: Reader; end: number }[] {
  const reader: Reader = { data, at: 8 }
  const found: { id: number; content: Reader; end: number }[] = []
  while (reader.at < data.length) {
    const id = readByte(reader)
    const length = readU32(reader)
    found.push({ id, content: { data, at: reader.at }, end: reader.at + length })
    reader.at += length
  }
  return found
}

const byCode = once(
  () =>
    new Map<number, [Opcode, Instruction]>(
      Object.entries(INSTRUCTIONS).map(([name, instruction]) => [instruction.code, [name as Opcode, instruction]]),
    ),
)

/** One instruction; `immediate` as it stands in the text form. */
export function readInstruction(reader: Reader, functionName: (index: number) => string): { name: Opcode; immediate: string } {
  const byte = readByte(reader)
  const [name, instruction] = byCode().get(byte === 0xfc ? 0xfc00 + readU32(reader) : byte)!
  return { name, immediate: readImmediate(reader, instruction, functionName) }
}

function readImmediate(reader: Reader, { form, bytes }: Instruction, functionName: (index: number) => string): string {
  switch (form) {
    case 'none':
      return ''
    case 'block': {
      const type = readByte(reader)
      return type === NO_RESULT ? '' : `(result ${TYPE_NAMES.get(type)})`
    }
    case 'label':
    case 'local':
    case 'global':
      return String(readU32(reader))
    case 'table':
      return [...readVector(reader, readU32), readU32(reader)].join(' ')
    case 'func':
      return `$${functionName(readU32(reader))}`
    case 'memory':
      return memoryImmediate(readU32(reader), readU32(reader), bytes)
    case 'i32':
    case 'i64':
      return String(readLeb(reader, true))
    case 'f32':
    case 'f64':
      return readFloat(reader, form)
    case 'zero':
    case 'zeros':
      reader.at += form === 'zero' ? 1 : 2
      return ''
  }
}

function memoryImmediate(alignment: number, offset: number, bytes: number): string {
  const parts = [offset > 0 ? `offset=${offset}` : '', 2 ** alignment === bytes ? '' : `align=${2 ** alignment}`]
  return parts.filter((part) => part !== '').join(' ')
}

const PLAIN_NAN = { f32: 0x7fc0_0000n, f64: 0x7ff8_0000_0000_0000n } as const
const PAYLOAD = { f32: 0x7f_ffffn, f64: 0xf_ffff_ffff_ffffn } as const

/** Shortest decimal that reads back; NaNs with their bits where those are not the usual ones. */
function readFloat(reader: Reader, type: 'f32' | 'f64'): string {
  const view = new DataView(reader.data.buffer, reader.data.byteOffset + reader.at)
  reader.at += type === 'f64' ? 8 : 4
  const value = type === 'f64' ? view.getFloat64(0, true) : view.getFloat32(0, true)
  const bits = type === 'f64' ? view.getBigUint64(0, true) : BigInt(view.getUint32(0, true))
  if (Number.isNaN(value)) return bits === PLAIN_NAN[type] ? 'nan' : `nan:0x${(bits & PAYLOAD[type]).toString(16)}`
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  return Object.is(value, -0) ? '-0' : String(value)
}
