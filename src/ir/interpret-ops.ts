/** One step of the interpreter per instruction: what the row's fold says, or the table here for what has none. */
import { UNDEFINED_I64, UNDEFINED_REF } from '../artifact/layout.ts'
import { assert, InvariantError } from '../base/assert.ts'
import { doubleBits, doubleOfBits, isTagged, plain, tagged, type Word } from './doubles.ts'
import { type ErrorSite, type Func, type Inst, NONE, type Value } from './function.ts'
import { hostRow } from './host.ts'
import type { Imm } from './imm.ts'
import type { Machine } from './interpret-environment.ts'
import { fill, loadFrom, move, storeTo } from './interpret-memory.ts'
import { OPS, type Op } from './ops.ts'
import { STORAGE, type Type } from './types.ts'

/** An instruction made ready. Calls of the module's own functions are left to the caller, which keeps the frames. */
export interface Step {
  readonly callee?: string
  readonly args: readonly Value[]
  readonly result: Value
  run(words: Word[]): void
}

/** What an operation without a fold computes from its operands; undefined where it has no result. */
type Meaning = (machine: Machine, operands: Word[], inst: Inst, func: Func) => Word | undefined

export function stepOf(machine: Machine, func: Func, inst: Inst): Step {
  const { op, args, result } = inst
  const step = { args, result }
  if (op === 'call') return { ...step, callee: inst.imm as string, run: () => {} }
  const meaning = MEANINGS[op]
  if (!meaning) return { ...step, run: folded(inst) }
  return {
    ...step,
    run: (words) => {
      const operands: Word[] = []
      for (const arg of args) operands.push(words[arg]!)
      const word = meaning(machine, operands, inst, func)
      if (result !== NONE) words[result] = word!
    },
  }
}

type Fold = (...operands: (number | bigint)[]) => number | bigint | undefined

/** Most steps are one of these, so they are written for speed. */
function folded(inst: Inst): (words: Word[]) => void {
  const { op, args, result } = inst
  const fold = OPS[op].fold as Fold | undefined
  assert(fold, `${op} has neither a fold nor a meaning in the interpreter`)
  if (args.length > 2) {
    return (words) => {
      words[result] = checked(inst, words, fold(...args.map((arg) => plain(words[arg] as number | bigint))))
    }
  }
  const [first, second] = args
  return (words) => {
    const a = plain(words[first!] as number | bigint)
    words[result] = checked(inst, words, second === undefined ? fold(a) : fold(a, plain(words[second] as number | bigint)))
  }
}

function checked({ op, args }: Inst, words: Word[], word: number | bigint | undefined): number | bigint {
  if (word !== undefined) return word
  throw new InvariantError(`${op}(${args.map((arg) => words[arg]).join(', ')}) breaks the operation's precondition`)
}

/** The operations that the interpreter can run, for the test that none is forgotten. */
export function isInterpreted(op: Op): boolean {
  return op === 'call' || MEANINGS[op] !== undefined || OPS[op].fold !== undefined
}

type Access = Extract<Imm, { offset: number }>
type Element = Extract<Imm, { outside: string }>

const numbers = (operands: readonly Word[]) => operands as number[]
const typeOf = (func: Func, value: Value) => func.types[value]!

const MEANINGS: Partial<Record<Op, Meaning>> = {
  const: (_machine, _operands, { imm }) => imm as number | bigint,
  select: (_, [condition, a, b]) => (condition ? a : b),

  'f64.bits': (_, [word]) => doubleBits(word as number),
  'f64.from_bits': (_, [word]) => doubleOfBits(word as bigint),
  'tag.const': (_machine, _operands, { imm }) => tagged(imm as string),
  'tag.is': (_, [word], { imm }) => (isTagged(word!, imm as string) ? 1 : 0),
  'tag.clean': (_, [word]) => plain(word as number),
  math: (_, operands, { imm }) => (Math[imm as 'sin'] as (...x: number[]) => number)(...numbers(operands).map((x) => plain(x))),

  'ref.eq': (_, [a, b]) => (a === b ? 1 : 0),
  'ref.bits': (_, [a]) => a,
  'ref.from_bits': (_, [a]) => a,
  'ptr.add': (_, operands) => (numbers(operands)[0]! + numbers(operands)[1]!) | 0,
  'ptr.of': (_, operands, { imm }) => (numbers(operands)[0]! + (imm as number)) | 0,
  alloc: ({ environment }, _, { imm }) => environment.allocate(imm as string),
  'layout.id': ({ environment }, _, { imm }) => environment.layoutId(imm as string),
  'alloc.block': ({ environment }, operands, { imm }) => environment.allocateBlock(imm as string, numbers(operands)[0]! >>> 0),

  load: (machine, operands, { imm, result }, func) => {
    const { storage, offset } = imm as Access
    return loadFrom(machine, numbers(operands)[0]! + offset, storage, typeOf(func, result))
  },
  store: (machine, [address, word], { imm, args }, func) => {
    const { storage, offset } = imm as Access
    storeTo(machine, (address as number) + offset, storage, typeOf(func, args[1]!), word!)
    return undefined
  },
  'elem.load': (machine, [pointer, index], inst, func) => loadElement(machine, pointer!, index!, inst, func),
  'elem.store': (machine, [pointer, index, word], inst, func) => storeElement(machine, pointer!, index!, word!, inst, func),
  'elem.get': (machine, [pointer, index, length], inst, func) => {
    const { outside, region } = inst.imm as Element
    if (!isInside(index!, length!)) return outsideOf(outside, typeOf(func, inst.result))
    const word = loadElement(machine, pointer!, index!, inst, func)
    // A typed array can hold any NaN; it must not be taken for undefined.
    return outside === 'undefined' && region === 'array' ? plain(word as number | bigint) : word
  },
  'elem.put': (machine, [pointer, index, length, word], inst, func) => {
    if (isInside(index!, length!)) storeElement(machine, pointer!, index!, word!, inst, func)
    return undefined
  },
  'mem.copy': (machine, operands) => {
    const [to, from, bytes] = numbers(operands)
    move(machine, to!, from!, bytes! >>> 0)
    return undefined
  },
  'mem.fill': (machine, operands) => {
    const [to, byte, bytes] = numbers(operands)
    fill(machine, to!, byte!, bytes! >>> 0)
    return undefined
  },

  guard: (machine, operands, { imm, args }, func) => {
    if (!operands[0])
      throwError(
        machine,
        (imm as { site: ErrorSite }).site,
        args.slice(1).map((arg) => typeOf(func, arg)),
        operands.slice(1),
      )
    return undefined
  },
  'call.host': ({ environment }, operands, { imm }) => {
    const row = hostRow(imm as string)!
    const called = (environment.host[imm as string] ?? environment.text?.(imm as string)) as (...operands: (number | bigint)[]) => unknown
    const answer = called(...operands.map((word) => plain(word as number | bigint)))
    return row.out === 'none' ? undefined : fromHost(answer, row.out)
  },
  'str.append': (machine, operands) => askHost(machine, 'str.build', operands),
  'str.append_f64': (machine, [text, x]) => askHost(machine, 'str.build', [text!, askHost(machine, 'str.from_f64', [x!])]),
  'str.append_tagged': (machine, [text, x]) => askHost(machine, 'str.build', [text!, askHost(machine, 'str.from_tagged', [x!])]),
  'str.const': ({ environment }, _, { imm }) => environment.string(imm as string),
  'static.ref': ({ environment }, _, { imm }) => environment.staticRef(imm as string),
  'function.ref': ({ environment }, _, { imm }) => environment.functionRef(imm as string),
}

/** A handle that a function of the host gives. */
function askHost({ environment: { host } }: Machine, name: string, operands: readonly Word[]): Word {
  const called = host[name] as (...operands: (number | bigint)[]) => unknown
  return fromHost(called(...operands.map((word) => plain(word as number | bigint))), 'i32')
}

/** A result of the host as WebAssembly takes it. */
function fromHost(answer: unknown, type: Type): Word {
  if (type === 'f64') return Number(answer)
  if (type === 'f32') return Math.fround(Number(answer))
  return type === 'i64' ? BigInt.asIntN(64, answer as bigint) : Number(answer) | 0
}

function isInside(index: Word, length: Word): boolean {
  return (index as number) >>> 0 < (length as number) >>> 0
}

function elementAddress(pointer: Word, index: Word, { storage }: Element): number {
  return (pointer as number) + (index as number) * STORAGE[storage].bytes
}

function loadElement(machine: Machine, pointer: Word, index: Word, { imm, result }: Inst, func: Func): Word {
  const element = imm as Element
  return loadFrom(machine, elementAddress(pointer, index, element), element.storage, typeOf(func, result))
}

function storeElement(machine: Machine, pointer: Word, index: Word, word: Word, { imm, args }: Inst, func: Func): undefined {
  const element = imm as Element
  storeTo(machine, elementAddress(pointer, index, element), element.storage, typeOf(func, args[args.length - 1]!), word)
}

/** What a read outside gives in a register of the type. */
function outsideOf(outside: Element['outside'], type: Type): Word {
  assert(outside === 'undefined' || outside === 'nan' || outside === 'zero', `a read cannot have ${outside} outside`)
  if (outside === 'zero') return type === 'i64' ? 0n : 0
  if (type === 'i64') return outside === 'undefined' ? UNDEFINED_I64 : 0n
  if (type === 'f64') return outside === 'undefined' ? tagged('undefined') : Number.NaN
  if (type === 'f32') return outside === 'undefined' ? 0 : Number.NaN
  return type === 'ref' && outside === 'undefined' ? UNDEFINED_REF : 0
}

/** Throw the error of a site, the values in place of `$0`, `$1`… */
export function throwSite(machine: Machine, func: Func, site: ErrorSite, args: readonly Value[], words: readonly Word[]): never {
  return throwError(
    machine,
    site,
    args.map((arg) => typeOf(func, arg)),
    args.map((arg) => words[arg]!),
  )
}

function throwError(machine: Machine, site: ErrorSite, types: readonly Type[], operands: readonly Word[]): never {
  const text = site.text.replace(/\$(\d+)/g, (whole, digits: string) => {
    const word = operands[Number(digits)]
    if (word === undefined) return whole
    return types[Number(digits)] === 'bool' ? String(word !== 0) : String(plain(word as number | bigint))
  })
  return machine.environment.raise(new globalThis[site.kind](text))
}
