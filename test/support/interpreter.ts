/** The IR interpreter in the place of WebAssembly: same run time, same memory, same host functions. */
import { MEMORY } from '../../src/artifact/abi.ts'
import type { Artifact } from '../../src/artifact/artifact.ts'
import { BLOCK } from '../../src/artifact/layout.ts'
import { type Interpreted, interpret } from '../../src/ir/interpret.ts'
import type { Environment } from '../../src/ir/interpret-environment.ts'
import type { Module } from '../../src/ir/module.ts'
import { constantHandle } from '../../src/runtime/handles.ts'
import { allocate, allocateBlock } from '../../src/runtime/heap.ts'
import { hostTable } from '../../src/runtime/imports.ts'
import type { Instance, RawFunction } from '../../src/runtime/instantiate.ts'
import { layoutId } from '../../src/runtime/layout-table.ts'
import { type Machine, raise } from '../../src/runtime/machine.ts'

/** Below this many bytes since the last collection there will be none, so roots need not be shown. */
const NO_COLLECTION = 4 << 20

/** What `instantiate` makes of the artifact's bytes, made of the module that they were emitted from. */
export function interpretedInstance(machine: Machine, artifact: Artifact, module: Module): Instance {
  for (const layout of artifact.layouts) layoutId(machine.layouts, layout)
  const made: { interpreted?: Interpreted } = {}
  made.interpreted = interpret(module, { environment: environmentOf(machine, artifact, module, () => made.interpreted!.roots()) })
  const functions: Record<string, RawFunction> = {}
  for (const { name } of artifact.exports) functions[name] = (...operands) => made.interpreted!.call(name, operands)
  return { artifact, functions, makesHandles: true, milliseconds: 0 }
}

function environmentOf(machine: Machine, artifact: Artifact, module: Module, roots: () => number[]): Environment {
  const { heap, memory, layouts, handles } = machine
  const raising = <T>(run: () => T): T => {
    try {
      return run()
    } catch (error) {
      return raise(machine, error)
    }
  }
  return {
    memory: memory.buffer,
    contains: (address, bytes) => address >= MEMORY.stack && address + bytes <= memory.buffer.byteLength,
    allocate: (name) => {
      const layout = module.layouts.get(name)!
      return withRoots(machine, layout.bytes, roots, () => raising(() => allocate(heap, layout.bytes, layoutId(layouts, layout), true)))
    },
    allocateBlock: (name, size) => {
      const id = layoutId(layouts, module.layouts.get(name)!)
      return withRoots(machine, BLOCK.data + size, roots, () => raising(() => allocateBlock(heap, size, id)))
    },
    host: hostTable(machine, artifact) as Environment['host'],
    string: (text) => constantHandle(handles, text),
    errorOf: (handle) => handles.errors[handle],
    raise: (error) => raise(machine, error),
  }
}

/** Show the collector what the interpreter's frames hold, as compiled code would: on the shadow stack. */
function withRoots<T>({ heap, memory }: Machine, bytes: number, roots: () => number[], run: () => T): T {
  if (heap.allocatedBytes + bytes < NO_COLLECTION) return run()
  const top = memory.stackPointer.value as number
  const held = roots()
  memory.words.set(held, top >> 2)
  memory.stackPointer.value = top + 4 * held.length
  try {
    return run()
  } finally {
    memory.stackPointer.value = top
  }
}
