/** Memory of its own for a module whose functions take and give numbers only (open-numbers.ts). */
import { MEMORY } from '../artifact/abi.ts'
import { createHeap } from './heap-state.ts'
import { createLayoutTable, layoutId } from './layout-table.ts'
import { createMemory } from './memory.ts'
import { memoryImport } from './memory-imports.ts'
import type { NumbersModule, Services, Speaker } from './open-numbers.ts'

export function numberMemory({ layouts }: NumbersModule, speaker: Speaker): Services {
  const memory = createMemory()
  const table = createLayoutTable()
  const machine = Object.assign(speaker, { memory, heap: createHeap(memory, table) })
  for (const layout of layouts) layoutId(table, layout)
  return {
    provide: (group, name) => (group === 'm' ? memoryImport(machine, name) : group === 'l' ? table.ids.get(name) : undefined),
    unwind() {
      memory.stackPointer.value = MEMORY.stack
    },
  }
}
