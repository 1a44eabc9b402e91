/** What the fields of replaced objects hold before they are stored to, and what is left of a value that is stored.
 *  used by: scalar-replace */
import { newInst } from '../ir/builder.ts'
import type { Func, Inst, Value } from '../ir/function.ts'
import type { Storage, Type } from '../ir/types.ts'

/** What an untouched field holds: null for references, and so for all others, of which the reader does not care. */
export function zeroOf(func: Func, type: Type): Inst[] {
  if (type !== 'ptr') return [newInst(func, 'const', [], type === 'i64' ? 0n : 0, type)]
  const none = newInst(func, 'const', [], 0, 'ref')
  return [none, newInst(func, 'ptr.of', [none.result], 0)]
}

const KEPT_BITS: Partial<Record<Storage, { readonly mask: number } | { readonly shift: number }>> = {
  i8: { shift: 24 },
  i16: { shift: 16 },
  u8: { mask: 0xff },
  u8c: { mask: 0xff },
  u16: { mask: 0xffff },
}

/** What is read back after a store of the value: instructions that drop the bits that do not fit. */
export function narrow(func: Func, storage: Storage, value: Value): Inst[] {
  const kept = KEPT_BITS[storage]
  if (!kept) return []
  const constant = newInst(func, 'const', [], 'mask' in kept ? kept.mask : kept.shift, 'i32')
  if ('mask' in kept) return [constant, newInst(func, 'i32.and', [value, constant.result])]
  const up = newInst(func, 'i32.shl', [value, constant.result])
  return [constant, up, newInst(func, 'i32.shr_s', [up.result, constant.result])]
}
