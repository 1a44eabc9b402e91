/** Everything that compiled code shares in one process, made at first need. */
import { MEMORY } from '../artifact/abi.ts'
import type { ArtifactStatic } from '../artifact/artifact.ts'
import { ELEMENTS } from '../artifact/layout.ts'
import { arrayLayout } from '../artifact/layouts.ts'
import type { ElementKind, HostType } from '../artifact/types.ts'
import { shared } from '../base/shared.ts'
import type { RuntimeClass } from './classes.ts'
import { collect } from './collect.ts'
import type { Frame } from './frame.ts'
import { createFunctionTable, type FunctionTable } from './function-table.ts'
import { createKept, type Given, type KeptFunctions } from './given.ts'
import { createHandles, type Handles } from './handles.ts'
import { createHeap, type Heap } from './heap-state.ts'
import { createInstances, type Instances } from './instances.ts'
import { createLayoutTable, type LayoutTable, layoutId } from './layout-table.ts'
import { createMemory, type Memory } from './memory.ts'
import type { Code } from './scalars.ts'
import { createTraces, type Traces } from './stack.ts'

export interface Machine {
  readonly memory: Memory
  readonly layouts: LayoutTable
  readonly heap: Heap
  readonly handles: Handles
  /** Layout ids of typed arrays. */
  readonly arrayIds: Readonly<Record<ElementKind, number>>
  /** Arrays that live in linear memory: they cross as their descriptor. */
  readonly owned: WeakMap<object, { readonly code: Code; readonly descriptor: number }>
  nextArray: number
  /** Classes by layout id, those given to `jitclass` alone. */
  readonly classes: (RuntimeClass | undefined)[]
  /** Functions that instances hold. */
  readonly functions: FunctionTable
  /** Static fields that code assigns, by the class's unit and the name. */
  readonly statics: Map<string, { readonly ref: number; readonly holds: ArtifactStatic['holds'] }>
  /** Names of the classes that were not given to it, by layout id: their instances can only be shown. */
  readonly undeclared: Map<number, string>
  /** Host objects that stand for lists, tuples and records of instances (live-known.ts). */
  readonly held: WeakMap<object, { readonly ref: number; readonly type: HostType }>
  /** What the host holds of instances. */
  readonly instances: Instances
  /** Where the shadow stack's pointer stands when a call from the host begins; moves while compiled code waits for the host. */
  stackBase: number
  /** What the last throw threw, until it is caught by compiled code or reaches the host. */
  thrown: { readonly error: unknown } | undefined
  /** The number of the site whose code has trapped, -1 if none has; made for the first module that may trap. */
  trap: WebAssembly.Global | undefined
  /** Functions of the host that running calls were given. */
  readonly given: Given[]
  /** Those that instances hold. */
  readonly kept: KeptFunctions
  /** The call that is running in compiled code; none while a function of the host runs that it has called. */
  frame: Frame | undefined
  /** Of errors that compiled code has thrown. */
  readonly traces: Traces
  /** Arguments of the console call that is being made. */
  log: unknown[]
}

export function createMachine(memory: Memory): Machine {
  const layouts = createLayoutTable()
  const heap = createHeap(memory, layouts)
  const ids = Object.entries(ELEMENTS).map(([element, { storage }]) => [element, layoutId(layouts, arrayLayout(storage))])
  return {
    memory,
    layouts,
    heap,
    handles: createHandles(),
    arrayIds: Object.fromEntries(ids) as Record<ElementKind, number>,
    owned: new WeakMap(),
    nextArray: 1,
    classes: [],
    functions: createFunctionTable(),
    statics: new Map(),
    undeclared: new Map(),
    held: new WeakMap(),
    instances: createInstances(heap),
    stackBase: MEMORY.stack,
    thrown: undefined,
    trap: undefined,
    given: [],
    kept: createKept(),
    frame: undefined,
    traces: createTraces(),
    log: [],
  }
}

export const theMachine = /* @__PURE__ */ shared('machine', () => createMachine(createMemory()))

/** Throw an error so that compiled code can catch it. */
export function raise(machine: Pick<Machine, 'thrown'>, error: unknown): never {
  machine.thrown = { error }
  throw error
}

/** Run something of the program, which may call compiled code, with what was logged before. */
export function outside<T>(machine: Machine, run: (values: unknown[]) => T): T {
  const { log, stackBase, frame } = machine
  machine.log = []
  machine.frame = undefined
  machine.stackBase = machine.memory.stackPointer.value as number
  try {
    return run(log)
  } catch (error) {
    return raise(machine, error)
  } finally {
    machine.stackBase = stackBase
    machine.frame = frame
  }
}

/** Run something of the host whose errors compiled code may catch. */
export function raising<T>(machine: Pick<Machine, 'thrown'>, run: () => T): T {
  try {
    return run()
  } catch (error) {
    return raise(machine, error)
  }
}

/** After an exception has left compiled code: what its frames left on the shadow stack is dropped. */
export function unwind(machine: Machine): void {
  machine.memory.stackPointer.value = machine.stackBase
  machine.thrown = undefined
  machine.log.length = 0
}

/** Bytes that are alive in linear memory, after a collection. For tests and for finding leaks. */
export function memoryInUse(): number {
  const { heap } = theMachine()
  collect(heap)
  return heap.liveBytes
}
