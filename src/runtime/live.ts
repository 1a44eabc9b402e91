/** Reading what an instance holds. What is an object in JavaScript is no copy here: it is the same object at each reading. */
import type { FieldStorage } from '../artifact/layout.ts'
import { BIGINT_BOX } from '../artifact/layouts.ts'
import type { HostType } from '../artifact/types.ts'
import { arrayAt } from './array.ts'
import { functionAt } from './function-table.ts'
import { builtinAt, functionIn } from './given.ts'
import { textOf } from './handles.ts'
import { reserve } from './heap-state.ts'
import { instanceOrNothing } from './instances.ts'
import { liftScalar } from './lift.ts'
import { collectionAt } from './live-collection.ts'
import { listAt, recordAt, tupleAt } from './live-list.ts'
import type { Machine } from './machine.ts'
import { fromMixedBits } from './tags.ts'

/** The value at an address. */
export function readLive(machine: Machine, type: HostType, storage: FieldStorage, address: number, where: string): unknown {
  reserve(machine.heap)
  const { words, doubles, longs, views } = machine.memory
  // Nothing is stored of what a field always holds.
  if (type.kind === 'builtin') return builtinAt(type.path)
  switch (storage) {
    case 'f64':
      if (type.kind === 'optional' || type.kind === 'undefined' || type.kind === 'null')
        return fromMixedBits(machine.handles, longs[address / 8]!)
      return doubles[address / 8]!
    case 'f32':
      return views.float32[address / 4]!
    case 'i64':
      return liftScalar(machine, type, longs[address / 8]!)
    case 'bool':
      return machine.memory.bytes[address] !== 0
    case 'i8':
      return views.int8[address]!
    case 'u8':
    case 'u8c':
      return views.uint8[address]!
    case 'i16':
      return views.int16[address / 2]!
    case 'u16':
      return views.uint16[address / 2]!
    case 'u32':
      return views.uint32[address / 4]!
    case 'i32':
      if (type.kind === 'optional' && type.type.kind === 'string') return textOf(machine.handles, words[address >> 2]!)
      return liftScalar(machine, type, words[address >> 2]!)
    case 'ref':
      return objectAt(machine, type, words[address >> 2]!, where)
  }
}

/** What a reference is to the host. */
export function objectAt(machine: Machine, type: HostType, ref: number, where: string): unknown {
  switch (type.kind) {
    case 'class':
      return instanceOrNothing(machine, ref)
    case 'callback':
      return functionIn(machine, ref)
    case 'functions': {
      const fn = functionAt(machine, ref)
      if (fn !== undefined) return fn
      throw new TypeError(`${where} is a function inside of another, which only compiled code has: call it in a method`)
    }
    case 'array':
      return arrayAt(type.element, ref)
    case 'list':
      if (type.of) return collectionAt(machine, type, ref, where, readLive)
      return listAt(machine, type, ref, where, readLive)
    case 'tuple':
      return tupleAt(machine, type, ref, where, readLive)
    case 'record':
      return recordAt(machine, type, ref, where, readLive)
    case 'optional': {
      if (ref === 0) return null
      if (ref === 4) return undefined
      const { kind } = type.type
      if (kind !== 'int64' && kind !== 'uint64') return objectAt(machine, type.type, ref, where)
      return liftScalar(machine, type.type, machine.memory.longs[(ref + BIGINT_BOX.fields[0]!.offset) / 8]!)
    }
  }
  throw new TypeError(`${where} is an object of compiled code, which the host cannot see`)
}
