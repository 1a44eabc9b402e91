/**
 * Output of `taipan build` where nothing but numbers, bigints, booleans, typed arrays and instances of its own classes crosses: a
 * third of the run time. Memory, tables of classes and the identity of instances are those of all other modules and of `jit`.
 */
import { ABI_VERSION } from '../artifact/abi.ts'
import { notePhase } from '../base/phases.ts'
import { classById, type RuntimeClass } from './classes.ts'
import { constantHandle } from './handles.ts'
import { errorMaker, type HostFunction, type valueFunctions } from './host-functions.ts'
import type { RawFunction } from './instantiate.ts'
import { layoutId, newLayoutId } from './layout-table.ts'
import { type Machine, raise, theMachine, unwind } from './machine.ts'
import { memoryImport, sortIn } from './memory-imports.ts'
import { compiled } from './open-numbers.ts'
import type { SealedArrays } from './sealed-arrays.ts'
import type { SealedModule } from './sealed-types.ts'
import { throwSite, trapImport, untrapped } from './sites.ts'
import { noteThrown } from './stack.ts'
import { inFiles } from './stack-files.ts'
import type { Origin } from './stack-text.ts'
import { inOptimisingTier } from './tier.ts'

export interface OpenSealed {
  readonly facts: SealedModule
  readonly machine: Machine
  readonly functions: Readonly<Record<string, RawFunction>>
  readonly origin: Origin
  /** The classes of the module, as they are made or found. */
  readonly classes: (RuntimeClass | undefined)[]
  /** Layouts of the module's classes. */
  readonly layouts: readonly number[]
  readonly arrays: SealedArrays | undefined
}

/** What not every module needs. */
export interface SealedParts {
  /** Typed arrays are taken or given. */
  readonly arrays?: SealedArrays
  /** Texts are made, errors are caught, clocks read. */
  readonly values?: typeof valueFunctions
}

/** `base`: the address of the output. */
export function openSealed(facts: SealedModule, wasm: Uint8Array | WebAssembly.Module, parts: SealedParts, base?: string): OpenSealed {
  if (facts.version !== ABI_VERSION) {
    throw new Error(
      `${facts.name} was compiled for another version of taipan (${facts.version}, this is ${ABI_VERSION}): run \`taipan build\` again`,
    )
  }
  const machine = theMachine()
  const origin: Origin = { positions: facts.positions, locate: inFiles(base) }
  const compile = () => compiled(wasm as Uint8Array)
  const module = wasm instanceof WebAssembly.Module ? wasm : facts.hasLoops ? inOptimisingTier(compile) : compile()
  const known = facts.classes.map(({ id, declared }) => (declared ? classById(id) : undefined))
  const ids = new Map<string, number>()
  const layouts = facts.classes.map((each, index) => {
    const id = known[index] ? agreed(facts, index, known[index]) : newLayout(machine, facts, each.layout)
    if (!each.declared) machine.undeclared.set(id, each.name)
    ids.set(each.layout, id)
    return id
  })
  for (const layout of facts.layouts) if (!ids.has(layout.name)) ids.set(layout.name, layoutId(machine.layouts, layout))
  const values = parts.values?.(machine, origin)
  const imports: Record<string, Record<string, WebAssembly.ImportValue>> = {}
  for (const [group, name] of facts.imports) {
    imports[group] ??= {}
    imports[group][name] = provide({ machine, facts, ids, origin, values }, group, name)
  }
  const functions = new WebAssembly.Instance(module, imports).exports as never
  if (facts.shared) for (const found of known) if (found) markShared(found)
  notePhase('sealed')
  return { facts, machine, functions, origin, classes: known, layouts, arrays: parts.arrays }
}

function newLayout(machine: Machine, { layouts }: SealedModule, wanted: string): number {
  // A Map or Set that instances keep has a name that says what it is.
  return (wanted.startsWith('class:') ? newLayoutId : layoutId)(machine.layouts, layouts.find(({ name }) => name === wanted)!)
}

/** Another module, or a copy of this one, has made the class: it has the same text, and must have the same fields. */
function agreed({ classes, name }: SealedModule, index: number, { layout }: RuntimeClass): number {
  const text = (value: unknown) => JSON.stringify(value, (key, each: unknown) => (key === 'key' ? undefined : each))
  if (layout && text(layout.fields) === text(classes[index]!.fields)) return layout.id
  throw new TypeError(`${name} lays ${classes[index]!.name} out in another way than the module that was loaded before it: build both again`)
}

/** The instances of subclasses are instances of the class. */
function markShared(found: RuntimeClass): void {
  found.shared = true
  for (const extending of found.subclasses) markShared(extending)
}

interface Provider extends Pick<OpenSealed, 'machine' | 'facts' | 'origin'> {
  readonly ids: ReadonlyMap<string, number>
  readonly values: Readonly<Record<string, HostFunction>> | undefined
}

function provide({ machine, facts, ids, origin, values }: Provider, group: string, name: string): WebAssembly.ImportValue {
  if (group === 'm') return memoryImport(machine, name)
  if (group === 'l') return (ids.get(name) ?? machine.layouts.ids.get(name))!
  if (group === 'math') return Math[name as 'sin']
  if (group === 's') return constantHandle(machine.handles, facts.strings[Number(name)]!)
  if (group === 'h') {
    if (name === 'array.sort') return sortIn(machine)
    return name === 'error.new' ? errorMaker(machine, origin) : (values![name] as () => unknown)
  }
  if (name === 'rethrow') return (handle: number) => raise(machine, machine.handles.errors[handle])
  return name === 'site' ? trapImport(machine) : throwSite(machine, facts.sites, origin)
}

/** As leave.ts does. */
export function leaveSealed({ machine, facts, origin }: OpenSealed, error: unknown, entry: unknown): unknown {
  unwind(machine)
  const thrown = untrapped(machine, facts.sites, origin, error)
  noteThrown(machine.traces, origin, thrown, entry)
  return thrown
}
