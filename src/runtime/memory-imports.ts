/** The memory and its services, as modules import them. */
import { sortElements } from '../artifact/sort.ts'
import { allocateBlock, allocateLarge, refill } from './heap.ts'
import { BYTES_ID, REFS_ID } from './layout-table.ts'
import { type Machine, raise, raising } from './machine.ts'

/** What they need of a machine; output that keeps its memory to itself has no more. */
export type Holder = Pick<Machine, 'memory' | 'heap' | 'thrown'>

export function memoryImport(machine: Holder, name: string): WebAssembly.ImportValue {
  const { memory, heap } = machine
  switch (name) {
    case 'memory':
      return memory.memory
    case 'sp':
      return memory.stackPointer
    case 'limit':
      return memory.stackLimit
    case 'overflow':
      return () => raise(machine, new RangeError('Maximum call stack size exceeded'))
    case 'refill':
      return (sizeClass: number) => raising(machine, () => refill(heap, sizeClass))
    case 'alloc_large':
      // Of a block, compiled code gives the size of the data; of a large object, that of the whole.
      return (bytes: number, layout: number) =>
        raising(machine, () => (layout === BYTES_ID || layout === REFS_ID ? allocateBlock : allocateLarge)(heap, bytes, layout))
  }
  throw new TypeError(`there is no import m.${name}`)
}

/** `h.array.sort` */
export function sortIn({ memory }: Pick<Holder, 'memory'>): (data: number, length: number, kind: number) => void {
  return (data, length, kind) => sortElements(memory.memory.buffer, data, length, kind)
}
