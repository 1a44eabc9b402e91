/**
 * Files whose exports take and give numbers, bigints and booleans only: the little that they need of the run time stands in
 * the output, which imports nothing and starts at once. (Everything else shares one memory and one table of classes with
 * all other modules of a program, and imports taipan/runtime.)
 */
import type { ModuleMember } from '../../artifact/module.ts'
import { printSignature } from '../../artifact/signature.ts'
import type { HostType } from '../../artifact/types.ts'
import { isPlain, type NumbersExport, type NumbersModule, type Scalar } from '../../runtime/open-numbers.ts'
import type { CompiledFile } from '../compile/compile-file.ts'

/** The text that defines what the output calls. */
export type NumbersRuntime = (needs: NumbersNeeds) => string

export interface NumbersNeeds {
  readonly memory: boolean
  /** Imports beyond those of memory and traps, or V8's flags. */
  readonly imports: boolean
}

const SCALARS: ReadonlySet<HostType['kind']> = new Set<HostType['kind']>([
  ...(['float64', 'float32', 'int8', 'uint8', 'int16', 'uint16', 'int32', 'uint32', 'int64', 'uint64', 'boolean'] as const),
])
export function isScalar({ kind }: HostType): boolean {
  return SCALARS.has(kind)
}

const NOTHING: ReadonlySet<HostType['kind']> = new Set<HostType['kind']>(['void', 'undefined'])
/** Of the group `m`, what late-imports.ts provides. */
const LIGHT = new Set(['overflow', 'memory'])
/** Groups of imports that the run time in the output knows. */
const GROUPS = new Set(['m', 'l', 's', 't', 'math', 'h'])

export interface NumbersOutput {
  /** What the output says of its code. */
  readonly facts: NumbersModule
  readonly needs: NumbersNeeds
}

export function unitsOf({ members }: CompiledFile['facts'], index: number): Pick<ModuleMember, 'units'> {
  const { units } = members[index]!
  return units ? { units } : {}
}

/** Undefined for a file that needs more of the run time. */
export function numbersOutput({ exports, classes, facts, wasm }: CompiledFile): NumbersOutput | undefined {
  if (classes.size > 0 || exports.some((made) => made.kind === 'function' && made.rest !== undefined)) return undefined
  if (facts.members.some(({ implicit }) => implicit.length > 0)) return undefined
  const plain = facts.exports.every(({ signature: { params, result }, promise }) => {
    return promise === undefined && params.every(({ kind }) => SCALARS.has(kind)) && (SCALARS.has(result.kind) || NOTHING.has(result.kind))
  })
  if (!plain) return undefined
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(wasm as Uint8Array<ArrayBuffer>))
  // What is logged may be an object, and few use the host's texts.
  if (!imports.every(({ module: group, name }) => GROUPS.has(group) && !(group === 'h' && /^(log\.|text:)/.test(name)))) return undefined
  const { name, layouts, strings, sites, hasLoops, positions } = facts
  // Who only looks for letters in memory (emit/wasm/texts.ts) needs none of what keeps a heap.
  const memory = imports.some(({ module: group, name: wanted }) => group === 'l' || (group === 'm' && !LIGHT.has(wanted)))
  const shortened = facts.exports.map(({ name: of, signature, parameters }, index) => ({
    name: of,
    signature: printSignature(signature),
    params: signature.params.map(({ kind }) => kind as Scalar),
    result: signature.result.kind as NumbersExport['result'],
    parameters,
    ...unitsOf(facts, index),
  }))
  const named = imports.map(({ module: group, name: wanted }) => [group, wanted] as const)
  const own = { name, exports: shortened, imports: named, layouts: memory ? layouts : [], strings, sites, hasLoops }
  return { facts: { ...own, ...(positions ? { positions } : {}) }, needs: { memory, imports: !isPlain(own) } }
}
