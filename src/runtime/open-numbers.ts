/**
 * Ahead-of-time code whose functions take and give numbers, bigints and booleans only: the output holds this much of the
 * run time and nothing else, so that it starts at once. Its memory, if it needs any, is its own: nothing of it crosses.
 *
 * What stands here runs in every start, and V8 runs all of it for the first time then: it is short and does things directly.
 * What errors, statistics and strings need is in late-numbers.ts and late-imports.ts, one of which the output holds as a
 * function that runs when something needs it.
 */
import type { CompiledModule, CompiledUnit } from '../artifact/module.ts'
import type { NumberKind } from '../artifact/types.ts'
import type { RawFunction } from './instantiate.ts'
import type { LateNumbers } from './late-numbers.ts'
import type { Machine } from './machine.ts'
import { codeOf, fits } from './scalars.ts'
import { trapImport } from './sites.ts'

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
  readonly units?: readonly CompiledUnit[]
}

export interface NumbersModule extends Pick<CompiledModule, 'name' | 'layouts' | 'strings' | 'sites' | 'hasLoops' | 'positions'> {
  readonly exports: readonly NumbersExport[]
  /** Group and name of each import. */
  readonly imports: readonly (readonly [group: string, name: string])[]
}

/** What errors and strings need of a machine. */
export type Speaker = Pick<Machine, 'handles' | 'thrown' | 'traces' | 'trap'>

export interface Services {
  /** What the module imports of memory and layouts. */
  provide(group: string, name: string): WebAssembly.ImportValue | undefined
  /** After an exception: frames of compiled code are gone. */
  unwind(): void
}

/** Of code that needs them, as `isPlain` tells. */
export interface LateImports extends LateNumbers {
  /** The module, optimised before its first call. */
  optimised(wasm: Uint8Array): WebAssembly.Module
  /** The imports that aot/output/numbers.ts lets pass. */
  provide(group: string, name: string): WebAssembly.ImportValue
}

/** Is late-numbers.ts enough for the code? */
export function isPlain({ hasLoops, imports }: Pick<NumbersModule, 'hasLoops' | 'imports'>): boolean {
  return (
    !hasLoops &&
    imports.every(([group, name]) => (['math', 'm', 'l'].includes(group) ? name !== 'overflow' : name === 'site' || name === 'array.sort'))
  )
}

export interface OpenNumbers {
  readonly facts: NumbersModule
  readonly functions: Readonly<Record<string, RawFunction>>
  readonly services: Services | undefined
  readonly speaker: Speaker
  readonly late: () => LateNumbers
}

/** `services`: for a module that uses memory, that of number-memory.ts. `base`: the address of the output. */
export function openNumbers(
  facts: NumbersModule,
  wasm: Uint8Array | WebAssembly.Module,
  lateNumbers: (facts: NumbersModule, speaker: Speaker, base: string | undefined) => LateNumbers | LateImports,
  services?: (facts: NumbersModule, speaker: Speaker) => Services,
  base?: string,
): OpenNumbers {
  // The traces are made with the rest of late-numbers.ts, which alone looks at them.
  const speaker = { thrown: undefined, trap: undefined, traces: undefined, handles: noHandles() } as unknown as Speaker
  let loaded: LateImports | undefined
  const late = () => {
    loaded ??= lateNumbers(facts, speaker, base) as LateImports
    return loaded
  }
  const module = wasm instanceof WebAssembly.Module ? wasm : facts.hasLoops ? late().optimised(wasm) : compiled(wasm)
  const made = services?.(facts, speaker)
  const imports: Record<string, Record<string, WebAssembly.ImportValue>> = {}
  for (const [group, name] of facts.imports) {
    imports[group] ??= {}
    imports[group]![name] = made?.provide(group, name) ?? provide(speaker, group, name) ?? late().provide(group, name)
  }
  return { facts, functions: new WebAssembly.Instance(module, imports).exports as never, services: made, speaker, late }
}

function noHandles(): Machine['handles'] {
  return { constants: [], constantIds: new Map(), strings: [], count: 0, errors: [], held: false }
}

export function compiled(wasm: Uint8Array): WebAssembly.Module {
  return new WebAssembly.Module(wasm as Uint8Array<ArrayBuffer>)
}

function provide(speaker: Speaker, group: string, name: string): WebAssembly.ImportValue | undefined {
  if (group === 'math') return Math[name as 'sin']
  return group === 't' && name === 'site' ? trapImport(speaker) : undefined
}

export interface Candidate {
  readonly made: NumbersExport
  readonly codes: readonly number[]
  readonly raw: RawFunction
  /** Undefined where the result is the raw one. */
  readonly lift: ((raw: number | bigint | undefined) => unknown) | undefined
}

const LIFT: Partial<Record<NumbersExport['result'], Candidate['lift']>> = {
  uint32: (raw) => (raw as number) >>> 0,
  boolean: (raw) => raw !== 0,
  uint64: (raw) => BigInt.asUintN(64, raw as bigint),
  void: () => undefined,
  undefined: () => undefined,
}

/** How a result is lifted; undefined if it is the raw one. */
export function liftNumber(kind: NumbersExport['result']): Candidate['lift'] {
  return LIFT[kind]
}

export type NumberFunction = (...values: unknown[]) => unknown

/** An exported function: `members` are the exports of the module that are its signatures, tried in this order. */
export function numberFunction(open: OpenNumbers, name: string, length: number, members: readonly number[]): NumberFunction {
  const candidates = members.map((index) => candidateOf(open, index))
  const counted = { calls: 0 }
  const [only] = candidates as [Candidate]
  const isQuick = candidates.length === 1 && only.codes.length <= QUICK
  const call = isQuick ? quick(open, name, only, counted) : tryAll(open, name, candidates, counted)
  Object.defineProperty(call, 'name', { value: name, configurable: true })
  Object.defineProperty(call, 'length', { value: length, configurable: true })
  Object.defineProperty(call, 'stats', { configurable: true, get: () => open.late().stats(name, candidates, counted.calls) })
  return call
}

function candidateOf({ facts, functions }: OpenNumbers, index: number): Candidate {
  const made = facts.exports[index]!
  return { made, codes: made.params.map((kind) => codeOf({ kind })), raw: functions[made.name]!, lift: liftNumber(made.result) }
}

function tryAll(open: OpenNumbers, name: string, candidates: readonly Candidate[], counted: { calls: number }): NumberFunction {
  return function numbers(...values) {
    // Missing arguments are undefined, more than there are parameters are ignored.
    const found = candidates.find(({ codes }) => codes.every((code, index) => fits(code, values[index])))
    if (found === undefined) throw open.late().refusal(name, candidates, values)
    counted.calls++
    try {
      const result = found.raw(...(values.slice(0, found.codes.length) as number[]))
      return found.lift ? found.lift(result) : result
    } catch (error) {
      throw open.late().leave(open, error, numbers)
    } finally {
      forget(open.speaker)
    }
  }
}

/** So many parameters are passed without lists of arguments. */
const QUICK = 3

function quick(open: OpenNumbers, name: string, only: Candidate, counted: { calls: number }): NumberFunction {
  const { codes, raw, lift } = only
  const count = codes.length
  const [c0 = 0, c1 = 0, c2 = 0] = codes
  return function numbers(a, b, c) {
    if ((count > 0 && !fits(c0, a)) || (count > 1 && !fits(c1, b)) || (count > 2 && !fits(c2, c)))
      throw open.late().refusal(name, [only], [a, b, c])
    counted.calls++
    try {
      const result =
        count === 1
          ? raw(a as number)
          : count === 2
            ? raw(a as number, b as number)
            : count === 0
              ? raw()
              : raw(a as number, b as number, c as number)
      return lift ? lift(result) : result
    } catch (error) {
      throw open.late().leave(open, error, numbers)
    } finally {
      forget(open.speaker)
    }
  }
}

/** Strings and errors of a call die with it. */
function forget({ handles }: Speaker): void {
  if (handles.count > 0) handles.strings = []
  handles.count = 0
  if (handles.errors.length > 0) handles.errors.length = 0
}
