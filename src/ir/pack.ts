/**
 * Typed functions as JSON and back, for the compilations of other processes. What has a name of this compilation alone (functions,
 * classes) is given another by the caller, who says which; an operation that means something of this module alone cannot be packed.
 * Instructions are numbers, into tables that functions which are kept together share: what is short is read fast.
 */
import type { Span } from '../base/span.ts'
import type { BlockData, Func, Inst, Terminator, Value } from './function.ts'
import type { Imm } from './imm.ts'
import { OPS, type Op } from './ops.ts'
import { TYPES, type Type } from './types.ts'

type PackedImm = number | string | boolean | null | { readonly n: string } | { readonly d: string } | object
/** `text`: its place in the list of texts, if not the first. 0: in no text, or in one of the compiler's own; null: none. */
type PackedSpan =
  | readonly [start: number, end: number, point: number | null, inlined?: readonly [string | null, PackedSpan] | null, text?: number]
  | 0
  | null
type WithoutSpan<T> = T extends unknown ? Omit<T, 'span'> : never
type PackedTerm = WithoutSpan<Terminator> & { readonly at?: number }

export interface PackedFunc {
  readonly title?: string | undefined
  /** Types are letters, the place of each in the list of all. */
  readonly results: string
  readonly types: string
  readonly inline: Func['inline']
  readonly spans: readonly PackedSpan[]
  /** An instruction: operation, immediate, result, span, number of operands, these. */
  readonly blocks: readonly (readonly [params: readonly number[], insts: readonly number[], term: PackedTerm])[]
}

/** What instructions are numbers of. */
export interface Tables {
  readonly ops: Op[]
  readonly imms: PackedImm[]
}

export interface Naming {
  readonly tables: Tables
  /** The indices of the texts in whose code the functions stand. */
  readonly sources: readonly number[]
  /** Other names for functions, and for layouts and regions; undefined where there is none. */
  func(name: string): string | undefined
  memory(name: string): string | undefined
}

/** It numbers what the module lists elsewhere. */
const OF_MODULE: Op = 'function.ref'
const OF_HOST = /^(log\.ref|class\.|callback:)/

/** Thrown where something cannot be packed. */
class Bound extends Error {}

function bound(): never {
  throw new Bound()
}

/** Undefined if the function means something in its module only. */
export function packFunc({ title, results, types, inline, blocks }: Func, naming: Naming): PackedFunc | undefined {
  const spans: PackedSpan[] = [null]
  const spanNumber = (span: Span | undefined) => numberIn(spans, packSpan(span, naming))
  const letters = (list: readonly Type[]) => list.map((type) => String.fromCharCode(A + TYPES.indexOf(type))).join('')
  try {
    const packed = blocks.map(({ params, insts, term }) => {
      const numbers = insts.flatMap((inst) => packInst(inst, spanNumber(inst.span), naming))
      const { span, ...rest } = term
      const named = rest.kind === 'invoke' ? { ...rest, callee: naming.func(rest.callee) ?? bound() } : rest
      return [params, numbers, span === undefined ? named : { ...named, at: spanNumber(span) }] as const
    })
    return { title, results: letters(results), types: letters(types), inline, spans, blocks: packed }
  } catch (error) {
    if (error instanceof Bound) return undefined
    throw error
  }
}

const A = 97

function numberIn<T>(list: T[], item: T): number {
  const text = JSON.stringify(item)
  const known = list.findIndex((each) => each === item || (typeof each === 'object' && JSON.stringify(each) === text))
  return known >= 0 ? known : list.push(item) - 1
}

function packInst({ op, args, imm, result }: Inst, span: number, naming: Naming): number[] {
  if (op === OF_MODULE || (op === 'call.host' && OF_HOST.test(imm as string))) bound()
  const { ops, imms } = naming.tables
  return [numberIn(ops, op), numberIn(imms, packImm(op, imm, naming)), result, span, args.length, ...args]
}

function packImm(op: Op, imm: Imm, naming: Naming): PackedImm {
  if (imm === null) bound()
  switch (typeof imm) {
    case 'undefined':
      return null
    case 'bigint':
      return { n: String(imm) }
    case 'number':
      return Number.isFinite(imm) && !Object.is(imm, -0) ? imm : { d: Object.is(imm, -0) ? '-0' : String(imm) }
    case 'string':
      return renamed(op, imm, naming)
    case 'boolean':
      return imm
  }
  const { region } = imm as { region?: string }
  return region === undefined ? imm : { ...imm, region: naming.memory(region) ?? bound() }
}

/** Accesses of a static field have this region. */
const STATIC = 'static:'

/** What a text is, the row of the operation says. */
function renamed(op: Op, name: string, naming: Naming): string {
  if (op === 'call') return naming.func(name) ?? bound()
  if (op === 'static.ref') return (naming.memory(STATIC + name) ?? bound()).slice(STATIC.length)
  const ofMemory = OPS[op].imm === 'region' || op === 'alloc' || op === 'alloc.block' || op === 'layout.id'
  return ofMemory ? (naming.memory(name) ?? bound()) : name
}

function packSpan(span: Span | undefined, naming: Naming): PackedSpan {
  if (span === undefined) return null
  const text = naming.sources.indexOf(span.source)
  if (text < 0) return 0
  const { start, end, point = null, inlined } = span
  const inside = inlined ? ([inlined.title ?? null, packSpan(inlined.at, naming)] as const) : null
  if (text > 0) return [start, end, point, inside, text]
  return inside ? [start, end, point, inside] : [start, end, point]
}

/** `naming` is that of this compilation: it takes the names that packing gave. */
export function unpackFunc(name: string, packed: PackedFunc, naming: Naming): Func {
  const { title, inline } = packed
  const spans = packed.spans.map((span) => unpackSpan(span, naming))
  const types = (letters: string): Type[] => Array.from(letters, (letter) => TYPES[letter.charCodeAt(0) - A]!)
  const blocks = packed.blocks.map(
    ([params, insts, term]): BlockData => ({
      params: [...(params as readonly Value[])],
      insts: unpackInsts(insts, spans, naming),
      term: unpackTerm(term, spans, naming),
    }),
  )
  return { name, title, level: 'typed', results: types(packed.results), types: types(packed.types), names: [], inline, blocks }
}

function unpackInsts(numbers: readonly number[], spans: readonly (Span | undefined)[], naming: Naming): Inst[] {
  const { ops, imms } = naming.tables
  const made: Inst[] = []
  for (let at = 0; at < numbers.length; ) {
    const op = ops[numbers[at]!]!
    const imm = unpackImm(op, imms[numbers[at + 1]!]!, naming)
    const next = at + 5 + numbers[at + 4]!
    made.push({ op, args: numbers.slice(at + 5, next) as Value[], imm, result: numbers[at + 2] as Value, span: spans[numbers[at + 3]!] })
    at = next
  }
  return made
}

function unpackImm(op: Op, imm: PackedImm, naming: Naming): Imm {
  if (imm === null) return undefined
  if (typeof imm === 'string') return renamed(op, imm, naming)
  if (typeof imm !== 'object') return imm
  if ('n' in imm) return BigInt(imm.n as string)
  if ('d' in imm) return Number(imm.d)
  const { region } = imm as { region?: string }
  return (region === undefined ? imm : { ...imm, region: naming.memory(region) ?? bound() }) as Imm
}

/** Whoever reads a text reads it for one compilation: passes write to the edges. */
function unpackTerm({ at, ...term }: PackedTerm, spans: readonly (Span | undefined)[], naming: Naming): Terminator {
  const made = { ...term, span: at === undefined ? undefined : spans[at] } as Terminator
  if (made.kind === 'invoke') made.callee = naming.func(made.callee) ?? bound()
  return made
}

const NOWHERE: Span = { source: -1, start: 0, end: 0 }

function unpackSpan(span: PackedSpan, naming: Naming): Span | undefined {
  if (span === null) return undefined
  if (span === 0) return NOWHERE
  const [start, end, point, inlined, text = 0] = span
  const own: Span = { source: naming.sources[text]!, start, end, ...(point === null ? {} : { point }) }
  return inlined ? { ...own, inlined: { title: inlined[0] ?? undefined, at: unpackSpan(inlined[1], naming) ?? NOWHERE } } : own
}
