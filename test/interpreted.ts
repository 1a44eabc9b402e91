/** Runs what was compiled in the IR interpreter in place of WebAssembly, inside the real run time: its memory, strings and errors. */
import type { Artifact } from '../src/artifact/artifact.ts'
import { type Interpreted, interpret } from '../src/ir/interpret.ts'
import type { Environment } from '../src/ir/interpret-environment.ts'
import type { Module } from '../src/ir/module.ts'
import { bindLayouts } from '../src/runtime/class-adopt.ts'
import { functionObject } from '../src/runtime/function-table.ts'
import { constantHandle } from '../src/runtime/handles.ts'
import { allocate, allocateBlock } from '../src/runtime/heap.ts'
import { reserve } from '../src/runtime/heap-state.ts'
import { hostTable } from '../src/runtime/imports.ts'
import type { Instance, RawFunction } from '../src/runtime/instantiate.ts'
import { type Machine, raise } from '../src/runtime/machine.ts'
import { staticObject } from '../src/runtime/static-table.ts'
import { textImport } from '../src/runtime/text-imports.ts'

/** Instructions after which a run counts as too long for the interpreter. */
const STEPS = 3_000_000

const modules = new WeakMap<Artifact, Module>()

/** From now on, an artifact is run by interpreting the module. */
export function interpretInstead(artifact: Artifact, module: Module): void {
  modules.set(artifact, module)
}

/** The interpreted form of an artifact, if `interpretInstead` was called for it. */
export function interpretedInstance(machine: Machine, artifact: Artifact): Instance | undefined {
  const module = modules.get(artifact)
  if (!module) return undefined
  const holder: { interpreted?: Interpreted } = {}
  const environment = environmentOf(machine, artifact, module, () => holder.interpreted!.roots())
  holder.interpreted = interpret(module, { environment, steps: STEPS, depth: 5000 })
  const functions: Record<string, RawFunction> = {}
  for (const { name } of artifact.exports) functions[name] = (...operands) => holder.interpreted!.call(name, operands)
  return { artifact, functions, makesHandles: true, milliseconds: 0 }
}

function environmentOf(machine: Machine, artifact: Artifact, module: Module, roots: () => number[]): Environment {
  const { memory, heap, layouts, handles } = machine
  const ids = bindLayouts(machine, artifact)
  const idOf = (name: string) => ids.get(name) ?? layouts.ids.get(name)!
  // It keeps views of memory, which must not grow any more.
  reserve(heap)
  const view = new DataView(memory.memory.buffer)
  /** The interpreter's registers are roots: they lie on the shadow stack while something is allocated. */
  const rooted = <T>(run: () => T): T => {
    const base = memory.stackPointer.value as number
    let top = base
    for (const root of roots()) {
      view.setUint32(top, root, true)
      top += 4
    }
    memory.stackPointer.value = top
    try {
      return run()
    } catch (error) {
      return raise(machine, error)
    } finally {
      memory.stackPointer.value = base
    }
  }
  // Some remember what they were given: a module imports each once.
  const texts = new Map<string, ReturnType<typeof textImport>>()
  const textOf = (name: string) => {
    const made = texts.get(name) ?? textImport(machine, name)
    texts.set(name, made)
    return made
  }
  return {
    memory: memory.memory.buffer as ArrayBuffer,
    layoutId: idOf,
    allocate: (name) => rooted(() => allocate(heap, module.layouts.get(name)!.bytes, idOf(name), true)),
    allocateBlock: (name, bytes) => rooted(() => allocateBlock(heap, bytes, idOf(name))),
    contains: (address, bytes) => address >= 1024 && address + bytes <= memory.memory.buffer.byteLength,
    host: hostTable(machine, artifact),
    text: textOf,
    staticRef: (field) => staticObject(machine, artifact.statics!.find(({ key, name }) => `${key}.${name}` === field)!),
    functionRef: (template) =>
      functionObject(machine, artifact.functions!.find(({ key, part }) => key + part === template || `class ${key}` === template)!),
    string: (text) => constantHandle(handles, text),
    errorOf: (handle) => handles.errors[handle],
    raise: (error) => raise(machine, error),
  }
}
