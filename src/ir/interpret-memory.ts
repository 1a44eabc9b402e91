/** The interpreter's accesses to linear memory, each checked: one that misses its object is a bug of the compiler. */
import { InvariantError } from '../base/assert.ts'
import { plain, readDouble, type Word, writeDouble } from './doubles.ts'
import type { Machine } from './interpret-environment.ts'
import { STORAGE, type Storage, type Type } from './types.ts'

function checkRange({ environment }: Machine, address: number, bytes: number, what: string): void {
  if (environment.contains(address, bytes)) return
  throw new InvariantError(`${what} of ${bytes} bytes at address ${address}, which is inside no object`)
}

const READ: Record<Storage, (view: DataView, address: number) => Word> = {
  i8: (view, address) => view.getInt8(address),
  u8: (view, address) => view.getUint8(address),
  u8c: (view, address) => view.getUint8(address),
  i16: (view, address) => view.getInt16(address, true),
  u16: (view, address) => view.getUint16(address, true),
  i32: (view, address) => view.getInt32(address, true),
  u32: (view, address) => view.getUint32(address, true),
  i64: (view, address) => view.getBigInt64(address, true),
  f32: (view, address) => view.getFloat32(address, true),
  f64: readDouble,
  bool: (view, address) => view.getUint8(address),
  ref: (view, address) => view.getInt32(address, true),
}

/** Below this address there is nothing, and it reads as 0: a load that moved ahead of a test for null may look there. */
const EMPTY_BYTES = 256

/** A load; a register wider than the storage is filled as the stored number demands. */
export function loadFrom(machine: Machine, address: number, storage: Storage, type: Type): Word {
  if (address >= 0 && address + STORAGE[storage].bytes <= EMPTY_BYTES) return type === 'i64' ? 0n : 0
  checkRange(machine, address, STORAGE[storage].bytes, `load ${storage}`)
  const word = READ[storage](machine.view, address)
  if (type === 'f64' || type === 'f32' || typeof word !== 'number') return word
  return type === 'i64' ? BigInt(word) : word | 0
}

/** A store; a register wider than the storage loses its high bits, or is rounded to f32. */
export function storeTo(machine: Machine, address: number, storage: Storage, type: Type, word: Word): void {
  const { bytes } = STORAGE[storage]
  const { view } = machine
  checkRange(machine, address, bytes, `store ${storage}`)
  if (storage === 'f64') return writeDouble(view, address, word as number)
  if (storage === 'f32') return view.setFloat32(address, plain(word as number), true)
  if (storage === 'i64') return view.setBigInt64(address, word as bigint, true)
  const low = type === 'i64' ? Number(BigInt.asIntN(32, word as bigint)) : (word as number)
  if (bytes === 1) view.setInt8(address, low)
  else if (bytes === 2) view.setInt16(address, low, true)
  else view.setInt32(address, low, true)
}

export function move(machine: Machine, to: number, from: number, bytes: number): void {
  if (bytes === 0) return
  checkRange(machine, to, bytes, 'copy')
  checkRange(machine, from, bytes, 'copy')
  new Uint8Array(machine.view.buffer).copyWithin(to, from, from + bytes)
}

export function fill(machine: Machine, to: number, byte: number, bytes: number): void {
  if (bytes === 0) return
  checkRange(machine, to, bytes, 'fill')
  new Uint8Array(machine.view.buffer, to, bytes).fill(byte)
}
