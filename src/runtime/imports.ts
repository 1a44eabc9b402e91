/**
 * What modules import: the memory and its services, layout ids, string constants, throw sites, functions of the
 * host by name, Math. The names are the ABI's; the functions of the host are those of ir/host.ts, one each.
 */
import { LOG_METHODS } from '../artifact/abi.ts'
import type { Artifact } from '../artifact/artifact.ts'
import { once } from '../base/once.ts'
import { memoryTexts } from './built-texts.ts'
import { callbackImport } from './callbacks.ts'
import { errorClasses } from './error-classes.ts'
import { functionObject } from './function-table.ts'
import { functionId, hostRecord } from './given.ts'
import { constantHandle, textOf } from './handles.ts'
import { type HostFunction, valueFunctions } from './host-functions.ts'
import { liftDetached } from './lift.ts'
import { type Machine, outside, raise } from './machine.ts'
import { memoryImport, sortIn } from './memory-imports.ts'
import { throwSite, trapImport } from './sites.ts'
import type { Origin } from './stack-text.ts'
import { staticObject } from './static-table.ts'
import { fromMixedBits } from './tags.ts'
import { textImport } from './text-imports.ts'

/** The import object for a module of an artifact, which wants these. */
export function importsFor(
  machine: Machine,
  artifact: Artifact,
  wanted: readonly WebAssembly.ModuleImportDescriptor[],
  layouts: ReadonlyMap<string, number>,
  origin?: Origin,
): WebAssembly.Imports {
  const imports: Record<string, Record<string, WebAssembly.ImportValue>> = {}
  // Most modules want none of it.
  const host = once(() => hostTable(machine, artifact, origin))
  for (const { module, name } of wanted) {
    imports[module] ??= {}
    imports[module]![name] = provide({ machine, artifact, host, layouts, origin }, module, name)
  }
  return imports
}

/** What imports are made from. */
export interface Provider {
  readonly machine: Machine
  readonly artifact: Pick<Artifact, 'name' | 'strings' | 'statics' | 'functions' | 'sites'>
  readonly host: () => Record<string, HostFunction>
  readonly layouts: ReadonlyMap<string, number>
  readonly origin: Origin | undefined
}

export function provide({ machine, artifact, host, layouts, origin }: Provider, group: string, name: string): WebAssembly.ImportValue {
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
    case 'f': {
      const wanted = artifact.functions![Number(name)]!
      if (!wanted.type) return functionObject(machine, wanted)
      return wanted.record?.(machine as never) ?? hostRecord(machine, wanted)
    }
    case 't':
      if (name === 'site') return trapImport(machine)
      return name === 'rethrow'
        ? (handle: number) => raise(machine, machine.handles.errors[handle])
        : throwSite(machine, artifact.sites, origin)
    case 'math':
      if (Object.hasOwn(Math, name)) return Math[name as 'sin']
      break
    case 'h':
      if (name.startsWith('callback:')) return callbackImport(machine, name)
      if (name.startsWith('text:')) return textImport(machine, name)
      if (Object.hasOwn(host(), name)) return host()[name] as () => unknown
  }
  throw new TypeError(`the artifact of ${artifact.name} imports ${group}.${name}, which this version of taipan does not have`)
}

/** The functions of ir/host.ts, by name. */
export function hostTable(machine: Machine, artifact: Pick<Artifact, 'hostTypes'>, origin?: Origin): Record<string, HostFunction> {
  const log = (value: unknown) => {
    machine.log.push(value)
  }
  return {
    ...valueFunctions(machine, origin),
    ...memoryTexts(machine),
    ...errorClasses(machine, origin),
    'log.f64': log,
    'log.tagged': (x: bigint) => log(fromMixedBits(machine.handles, x)),
    'log.i64_s': log,
    'log.i64_u': (x: bigint) => log(BigInt.asUintN(64, x)),
    'log.bool': (x: number) => log(x !== 0),
    'log.str': (x: number) => log(textOf(machine.handles, x)),
    'log.ref': (ref: number, type: number) => log(liftDetached(machine, artifact.hostTypes[type]!, ref)),
    'function.id': (ref: number) => functionId(machine, ref),
    'array.sort': sortIn(machine),
    'log.end': (method: number) => print(machine, LOG_METHODS[method]!),
  }
}

/** Call the host's console. It may be anything, and may call compiled code itself. */
function print(machine: Machine, method: (typeof LOG_METHODS)[number]): void {
  outside(machine, (values) => console[method](...values))
}
