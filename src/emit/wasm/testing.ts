/** For tests: run IR through the emitter, in a run time of the simplest kind. */
import binaryen from 'binaryen'
import { MEMORY } from '../../artifact/abi.ts'
import type { HostType } from '../../artifact/types.ts'
import { assert } from '../../base/assert.ts'
import type { Func } from '../../ir/function.ts'
import { emptyModule, type Module } from '../../ir/module.ts'
import { parseModule } from '../../ir/parse.ts'
import type { Type } from '../../ir/types.ts'
import { type Emitted, emitModule } from './emit.ts'

// biome-ignore lint/suspicious/noExplicitAny: whatever the function under test takes and gives
type AnyFunction = (...args: any[]) => any

export interface Loaded {
  readonly emitted: Emitted
  readonly exports: Record<string, AnyFunction>
  readonly memory: WebAssembly.Memory
  readonly stackPointer: WebAssembly.Global
  /** References in the frames at each refill and large allocation. */
  readonly roots: number[][]
}

/** Bytes of a deep stack that a test sees. */
const MOST_RECORDED = 256

const HOST_TYPES: Record<Exclude<Type, 'js'>, HostType> = {
  bool: { kind: 'boolean' },
  i32: { kind: 'int32' },
  i64: { kind: 'int64' },
  f32: { kind: 'float32' },
  f64: { kind: 'float64' },
  ref: { kind: 'int32' },
  ptr: { kind: 'int32' },
}

function hostType(type: Type | undefined): HostType {
  return type === undefined ? { kind: 'void' } : HOST_TYPES[type as Exclude<Type, 'js'>]
}

/** The functions in a module of their own, all exported. */
export function moduleOf(...funcs: Func[]): Module {
  const module = emptyModule()
  for (const func of funcs) module.funcs.set(func.name, func)
  return exportAll(module)
}

function exportAll(module: Module): Module {
  for (const func of module.funcs.values()) {
    const params = func.blocks[0]!.params.map((param) => hostType(func.types[param]))
    module.exports.push({ name: func.name, signature: { params, result: hostType(func.results[0]) } })
  }
  return module
}

/** `harsh`: at every allocation, overwrite the objects that the frames do not lead to. */
export function load(source: string | Module, host: Record<string, AnyFunction> = {}, harsh = false): Loaded {
  const module = typeof source === 'string' ? parseModule(source) : source
  const emitted = emitModule(module.exports.length > 0 ? module : exportAll(module))
  validate(emitted.bytes)
  const memory = new WebAssembly.Memory({ initial: 64, maximum: 64 })
  const stackPointer = new WebAssembly.Global({ value: 'i32', mutable: true }, MEMORY.stack)
  const roots: number[][] = []
  const collect = harsh ? harshCollector(module, emitted, memory, stackPointer) : undefined
  const runtime = imports(emitted, memory, stackPointer, roots, host, collect)
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(emitted.bytes as BufferSource), runtime)
  return { emitted, exports: exports as Record<string, AnyFunction>, memory, stackPointer, roots }
}

/** V8 and binaryen must both accept the module. */
export function validate(bytes: Uint8Array): void {
  if (!WebAssembly.validate(bytes as BufferSource)) new WebAssembly.Module(bytes as BufferSource)
  const module = binaryen.readBinary(bytes)
  module.setFeatures(binaryen.Features.All)
  const valid = module.validate()
  module.dispose()
  assert(valid, 'binaryen rejects the module')
}

/** A collector of records that forgives nothing. */
function harshCollector(module: Module, emitted: Emitted, memory: WebAssembly.Memory, sp: WebAssembly.Global) {
  const objects = new Map<number, number>()
  const words = new Int32Array(memory.buffer)
  return (made: number, bytes: number) => {
    const marked = new Set(words.subarray(MEMORY.stack >> 2, (sp.value as number) >> 2))
    for (const object of marked) {
      if (!objects.has(object)) continue
      const layout = module.layouts.get(emitted.layouts[words[object >> 2]! - 100]!)
      for (const { storage, offset } of layout?.fields ?? []) if (storage === 'ref') marked.add(words[(object + offset) >> 2]!)
    }
    for (const [object, size] of objects) {
      if (marked.has(object)) continue
      new Uint8Array(memory.buffer, object, size).fill(0xee)
      objects.delete(object)
    }
    objects.set(made, bytes)
  }
}

function imports(
  emitted: Emitted,
  memory: WebAssembly.Memory,
  sp: WebAssembly.Global,
  roots: number[][],
  host: Record<string, AnyFunction>,
  collect?: (made: number, bytes: number) => void,
): WebAssembly.Imports {
  let top = MEMORY.heap
  const allocate = (bytes: number) => {
    const words = new Int32Array(memory.buffer)
    const end = Math.min(sp.value as number, MEMORY.stack + MOST_RECORDED)
    roots.push([...words.subarray(MEMORY.stack >> 2, end >> 2)])
    const object = top
    top += Math.ceil(bytes / 16) * 16
    collect?.(object, bytes)
    return object
  }
  const global = (value: number) => new WebAssembly.Global({ value: 'i32' }, value)
  const fail = (text: string, args: unknown[]) => {
    throw new RangeError(text.replace(/\$(\d)/g, (_, index: string) => String(args[Number(index)])))
  }
  const throwers = new Proxy({} as Record<string, AnyFunction>, {
    get:
      (_, name) =>
      (site: number, ...args: unknown[]) =>
        fail(name === 'rethrow' ? `handle ${site}` : emitted.sites[site]!.site.text, args),
    has: () => true,
  })
  return {
    m: {
      memory,
      sp,
      limit: global(MEMORY.stackEnd),
      overflow: () => fail('Maximum call stack size exceeded', []),
      refill: (sizeClass: number) => allocate(MEMORY.classBytes * sizeClass),
      alloc_large: (bytes: number) => allocate(bytes + 16),
    },
    l: Object.fromEntries(emitted.layouts.map((name, index) => [name, global(100 + index)])),
    s: Object.fromEntries(emitted.strings.map((_, index) => [String(index), global(1000 + index)])),
    h: host,
    math: Math as unknown as Record<string, AnyFunction>,
    t: throwers,
  }
}
