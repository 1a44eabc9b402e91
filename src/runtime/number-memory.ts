/** Memory of its own for a module whose functions take and give numbers only (open-numbers.ts). */
import { MEMORY } from '../artifact/abi.ts'
import { createHeap } from './heap-state.ts'
import { createLayoutTable, layoutId } from './layout-table.ts'
import { createMemory } from './memory.ts'
import { memoryImport, sortIn } from './memory-imports.ts'
import type { NumbersModule, Services, Speaker } from './open-numbers.ts'

export function numberMemory({ layouts }: NumbersModule, speaker: Speaker): Services {
  const memory = createMemory()
  const table = createLayoutTable()
  const machine = Object.assign(speaker, { memory, heap: createHeap(memory, table) })
  for (const layout of layouts) layoutId(table, layout)
  return {
    provide(group, name) {
      if (group === 'm') return memoryImport(machine, name)
      if (group === 'l') return table.ids.get(name)
      return group === 'h' && name === 'array.sort' ? sortIn(machine) : undefined
    },
    unwind() {
      memory.stackPointer.value = MEMORY.stack
    },
  }
}
