/**
 * Ahead-of-time code whose functions take and give numbers, bigints and booleans only: the output holds this much of the
 * run time and nothing else, so that it starts at once. Its memory, if it needs any, is its own: nothing of it crosses.
 */
import type { CompiledModule } from '../artifact/module.ts'
import type { NumberKind } from '../artifact/types.ts'
import { constantHandle, createHandles } from './handles.ts'
import { type HostFunction, valueFunctions } from './host-functions.ts'
import type { RawFunction } from './instantiate.ts'
import { type Machine, raise } from './machine.ts'
import { codeOf, fits, scalarMisfit, show } from './scalars.ts'
import { throwSite, trapImport, untrapped } from './sites.ts'
import { createTraces, noteThrown } from './stack.ts'
import { inFiles } from './stack-files.ts'
import type { Origin } from './stack-text.ts'
import { inOptimisingTier } from './tier.ts'

export type Scalar = NumberKind | 'int64' | 'uint64' | 'boolean'

export interface NumbersExport {
  /** Of the wasm export. */
  readonly name: string
  /** As text. */
  readonly signature: string
  readonly params: readonly Scalar[]
  readonly result: Scalar | 'void' | 'undefined'
  /** Names, for messages. */
  readonly parameters: readonly string[]
}

export interface NumbersModule extends Pick<CompiledModule, 'name' | 'layouts' | 'strings' | 'sites' | 'hasLoops' | 'positions'> {
  readonly exports: readonly NumbersExport[]
}

/** What errors and strings need of a machine. */
export type Speaker = Pick<Machine, 'handles' | 'thrown' | 'traces' | 'trap'>

export interface Services {
  /** What the module imports of memory and layouts. */
  provide(group: string, name: string): WebAssembly.ImportValue | undefined
  /** After an exception: frames of compiled code are gone. */
  unwind(): void
}

export interface OpenNumbers {
  readonly facts: NumbersModule
  readonly functions: Readonly<Record<string, RawFunction>>
  readonly origin: Origin
  readonly services: Services
  readonly speaker: Speaker
}

const WITHOUT_MEMORY: Services = { provide: () => undefined, unwind: () => undefined }

/** `services`: for a module that uses memory, that of number-memory.ts. `base`: the address of the output. */
export function openNumbers(
  facts: NumbersModule,
  wasm: Uint8Array | WebAssembly.Module,
  services: (facts: NumbersModule, speaker: Speaker) => Services = () => WITHOUT_MEMORY,
  base?: string,
): OpenNumbers {
  const compile = () => new WebAssembly.Module(wasm as Uint8Array<ArrayBuffer>)
  const module = wasm instanceof WebAssembly.Module ? wasm : facts.hasLoops ? inOptimisingTier(compile) : compile()
  const speaker: Speaker = { thrown: undefined, trap: undefined, handles: createHandles(), traces: createTraces() }
  const made = services(facts, speaker)
  const origin = { positions: facts.positions, locate: inFiles(base) }
  const host = valueFunctions(speaker, origin)
  const imports: Record<string, Record<string, WebAssembly.ImportValue>> = {}
  for (const { module: group, name } of WebAssembly.Module.imports(module)) {
    imports[group] ??= {}
    imports[group]![name] = made.provide(group, name) ?? provide({ facts, speaker, host, origin }, group, name)
  }
  return { facts, origin, functions: new WebAssembly.Instance(module, imports).exports as never, services: made, speaker }
}

interface Provider extends Pick<OpenNumbers, 'facts' | 'speaker' | 'origin'> {
  readonly host: Record<string, HostFunction>
}

/** The imports that aot/output/numbers.ts lets pass. */
function provide({ facts, speaker, host, origin }: Provider, group: string, name: string): WebAssembly.ImportValue {
  const { name: file, sites, strings } = facts
  if (group === 't' && name === 'site') return trapImport(speaker)
  if (group === 't')
    return name === 'rethrow' ? (handle: number) => raise(speaker, speaker.handles.errors[handle]) : throwSite(speaker, sites, origin)
  if (group === 's') return constantHandle(speaker.handles, strings[Number(name)]!)
  if (group === 'math') return Math[name as 'sin']
  if (name === 'overflow') return () => raise(speaker, new RangeError('Maximum call stack size exceeded'))
  const found = group === 'h' && host[name]
  if (!found) throw new TypeError(`${file} needs ${group}.${name}, which this run time does not have`)
  return found as () => unknown
}

interface Candidate {
  readonly made: NumbersExport
  readonly codes: readonly number[]
  readonly raw: RawFunction
  readonly lift: (raw: number | bigint | undefined) => unknown
}

const LIFT: Partial<Record<NumbersExport['result'], Candidate['lift']>> = {
  uint32: (raw) => (raw as number) >>> 0,
  boolean: (raw) => raw !== 0,
  uint64: (raw) => BigInt.asUintN(64, raw as bigint),
  void: () => undefined,
  undefined: () => undefined,
}

type NumberFunction = (...values: unknown[]) => unknown

/** An exported function: `members` are the exports of the module that are its signatures, tried in this order. */
export function numberFunction(open: OpenNumbers, name: string, length: number, members: readonly number[]): NumberFunction {
  const candidates = members.map((index) => candidateOf(open, index))
  const stats = { calls: 0 }
  const call = candidates.length === 1 ? quick(open, name, candidates[0]!, stats) : tryAll(open, name, candidates, stats)
  const units = [{ name, kind: 'function', milliseconds: 0 }]
  return Object.defineProperties(call, {
    name: { value: name, configurable: true },
    length: { value: length, configurable: true },
    stats: {
      configurable: true,
      get: () => ({
        calls: stats.calls,
        bytesCopied: 0,
        specialisations: candidates.map(({ made: { signature } }) => ({ signature, origin: 'aot', units })),
      }),
    },
  })
}

function candidateOf({ facts, functions }: OpenNumbers, index: number): Candidate {
  const made = facts.exports[index]!
  return {
    made,
    codes: made.params.map((kind) => codeOf({ kind })),
    raw: functions[made.name]!,
    lift: LIFT[made.result] ?? ((raw) => raw),
  }
}

/** As leave.ts does, with what there is here. */
function leave({ facts, services, speaker, origin }: OpenNumbers, error: unknown, entry: unknown): unknown {
  services.unwind()
  const thrown = untrapped(speaker, facts.sites, origin, error)
  noteThrown(speaker.traces, origin, thrown, entry)
  return thrown
}

/** Missing arguments are undefined, more than there are parameters are ignored. */
function takes({ codes }: Candidate, values: readonly unknown[]): boolean {
  return codes.every((code, index) => fits(code, values[index]))
}

function tryAll(open: OpenNumbers, name: string, candidates: readonly Candidate[], stats: { calls: number }): NumberFunction {
  return function numbers(...values) {
    const found = candidates.find((candidate) => takes(candidate, values))
    if (found === undefined) throw refusal(name, candidates, values)
    stats.calls++
    try {
      return found.lift(found.raw(...(values.slice(0, found.codes.length) as number[])))
    } catch (error) {
      throw leave(open, error, numbers)
    } finally {
      forget(open.speaker)
    }
  }
}

/** One signature: up to three parameters without lists of arguments. */
function quick(open: OpenNumbers, name: string, only: Candidate, stats: { calls: number }): NumberFunction {
  const { codes, raw, lift } = only
  const count = codes.length
  if (count > 3) return tryAll(open, name, [only], stats)
  const [c0 = 0, c1 = 0, c2 = 0] = codes
  return function numbers(a, b, c) {
    if ((count > 0 && !fits(c0, a)) || (count > 1 && !fits(c1, b)) || (count > 2 && !fits(c2, c))) throw refusal(name, [only], [a, b, c])
    stats.calls++
    try {
      return lift(
        count === 1
          ? raw(a as number)
          : count === 2
            ? raw(a as number, b as number)
            : count === 0
              ? raw()
              : raw(a as number, b as number, c as number),
      )
    } catch (error) {
      throw leave(open, error, numbers)
    } finally {
      forget(open.speaker)
    }
  }
}

/** Strings and errors of a call die with it. */
function forget({ handles }: Speaker): void {
  if (handles.strings.length > 0) handles.strings.length = 0
  if (handles.errors.length > 0) handles.errors.length = 0
}

function refusal(name: string, candidates: readonly Candidate[], values: readonly unknown[]): Error {
  const [{ made, codes }] = candidates as [Candidate]
  if (candidates.length > 1) {
    const signatures = candidates.map((each) => each.made.signature).join(' | ')
    return new TypeError(`${name}: no signature fits the arguments (${values.map(show).join(', ')}); there are ${signatures}`)
  }
  const index = codes.findIndex((code, at) => !fits(code, values[at]))
  return scalarMisfit({ kind: made.params[index]! }, values[index], `${name}: ${made.parameters[index] ?? `argument ${index + 1}`}`)
}
