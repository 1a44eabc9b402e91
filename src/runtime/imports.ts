/**
 * What modules import: the memory and its services, layout ids, string constants, throw sites, functions of the
 * host by name, Math. The names are the ABI's; the functions of the host are those of ir/host.ts, one each.
 */
import { ERROR_KINDS, LOG_METHODS } from '../artifact/abi.ts'
import type { Artifact } from '../artifact/artifact.ts'
import { functionObject } from './function-table.ts'
import { constantHandle, errorHandle, stringHandle, stringOf } from './handles.ts'
import { allocateBlock, allocateLarge, refill } from './heap.ts'
import { BYTES_ID, REFS_ID } from './layout-table.ts'
import { liftDetached } from './lift.ts'
import { type Machine, raise } from './machine.ts'
import { throwSite } from './sites.ts'
import { staticObject } from './static-table.ts'
import { fromTagBits } from './tags.ts'

type HostFunction = (...operands: never[]) => unknown

/** The import object for a module of an artifact. */
export function importsFor(
  machine: Machine,
  artifact: Artifact,
  module: WebAssembly.Module,
  layouts: ReadonlyMap<string, number>,
): WebAssembly.Imports {
  const imports: Record<string, Record<string, WebAssembly.ImportValue>> = {}
  const host = hostTable(machine, artifact)
  for (const wanted of WebAssembly.Module.imports(module)) {
    imports[wanted.module] ??= {}
    imports[wanted.module]![wanted.name] = provide(machine, artifact, host, layouts, wanted.module, wanted.name)
  }
  return imports
}

function provide(
  machine: Machine,
  artifact: Artifact,
  host: Record<string, HostFunction>,
  layouts: ReadonlyMap<string, number>,
  group: string,
  name: string,
): WebAssembly.ImportValue {
  switch (group) {
    case 'm':
      return memoryImport(machine, name)
    case 'l':
      if (layouts.has(name) || machine.layouts.ids.has(name)) return layouts.get(name) ?? machine.layouts.ids.get(name)!
      break
    case 's':
      return constantHandle(machine.handles, artifact.strings[Number(name)]!)
    case 'c':
      return staticObject(machine, artifact.statics![Number(name)]!)
    case 'f':
      return functionObject(machine, artifact.functions![Number(name)]!)
    case 't':
      return name === 'rethrow' ? (handle: number) => raise(machine, machine.handles.errors[handle]) : throwSite(machine, artifact.sites)
    case 'math':
      if (Object.hasOwn(Math, name)) return Math[name as 'sin']
      break
    case 'h':
      if (Object.hasOwn(host, name)) return host[name] as () => unknown
  }
  throw new TypeError(`the artifact of ${artifact.name} imports ${group}.${name}, which this version of taipan does not have`)
}

function memoryImport(machine: Machine, name: string): WebAssembly.ImportValue {
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

/** Run something of the host whose errors compiled code may catch. */
function raising<T>(machine: Machine, run: () => T): T {
  try {
    return run()
  } catch (error) {
    return raise(machine, error)
  }
}

/** The functions of ir/host.ts, by name. */
export function hostTable(machine: Machine, artifact: Pick<Artifact, 'hostTypes'>): Record<string, HostFunction> {
  const text = (handle: number) => stringOf(machine.handles, handle)
  const handle = (value: string) => stringHandle(machine.handles, value)
  const log = (value: unknown) => {
    machine.log.push(value)
  }
  return {
    'str.from_f64': (x: number) => handle(String(x)),
    'str.from_i64_s': (x: bigint) => handle(String(x)),
    'str.from_i64_u': (x: bigint) => handle(String(BigInt.asUintN(64, x))),
    'str.from_tagged': (x: bigint) => handle(String(fromTagBits(x))),
    'str.from_bool': (x: number) => handle(x === 0 ? 'false' : 'true'),
    'str.concat': (a: number, b: number) => raising(machine, () => handle(text(a) + text(b))),
    'str.eq': (a: number, b: number) => (text(a) === text(b) ? 1 : 0),
    'str.lt': (a: number, b: number) => (text(a) < text(b) ? 1 : 0),
    'str.length': (a: number) => text(a).length,
    'str.code': (a: number, index: number) => text(a).charCodeAt(index),
    'str.char': (a: number, index: number) => handle(text(a).charAt(index)),
    'str.to_f64': (a: number) => Number(text(a)),
    'bool.random': () => Math.random(),
    'clock.now': () => performance.now(),
    'clock.date': () => Date.now(),
    ...errorTable(machine),
    'log.f64': log,
    'log.tagged': (x: bigint) => log(fromTagBits(x)),
    'log.i64_s': log,
    'log.i64_u': (x: bigint) => log(BigInt.asUintN(64, x)),
    'log.bool': (x: number) => log(x !== 0),
    'log.str': (x: number) => log(text(x)),
    'log.ref': (ref: number, type: number) => log(liftDetached(machine, artifact.hostTypes[type]!, ref)),
    'log.end': (method: number) => print(machine, LOG_METHODS[method]!),
  }
}

function errorTable(machine: Machine): Record<string, HostFunction> {
  const { handles } = machine
  const constructors = ERROR_KINDS.map((kind) => globalThis[kind])
  const property = (handle: number, name: 'name' | 'message') => {
    const error = handles.errors[handle]
    return stringHandle(handles, error instanceof Error ? String(error[name]) : String(error))
  }
  return {
    'error.new': (kind: number, message: number) => errorHandle(handles, new constructors[kind]!(stringOf(handles, message))),
    'error.caught': () => {
      // An exception that none of our imports threw is V8's own: the stack is exhausted.
      const error = machine.thrown === undefined ? new RangeError('Maximum call stack size exceeded') : machine.thrown.error
      machine.thrown = undefined
      return errorHandle(handles, error)
    },
    'error.message': (handle: number) => property(handle, 'message'),
    'error.name': (handle: number) => property(handle, 'name'),
    'error.is': (handle: number, kind: number) => (handles.errors[handle] instanceof constructors[kind]! ? 1 : 0),
  }
}

/** Call the host's console. It may be anything, and may call compiled code itself. */
function print(machine: Machine, method: (typeof LOG_METHODS)[number]): void {
  const values = machine.log
  const base = machine.stackBase
  machine.log = []
  machine.stackBase = machine.memory.stackPointer.value as number
  try {
    console[method](...values)
  } catch (error) {
    raise(machine, error)
  } finally {
    machine.stackBase = base
  }
}
