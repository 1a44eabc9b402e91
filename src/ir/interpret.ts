/**
 * Runs typed modules without WebAssembly: the second opinion on what a module means, slow and suspicious. Every
 * access is checked against what was allocated, every precondition of an operation is asserted.
 *
 * Registers hold host numbers as the rows' folds have them: i32 signed, i64 a signed bigint, bool 0 or 1, refs and
 * pointers addresses. Calls do not recurse on the host's stack, so depth is counted, not exhausted.
 */
import { crossing } from '../artifact/abi.ts'
import type { HostType } from '../artifact/types.ts'
import { assert, InvariantError } from '../base/assert.ts'
import { doubleBits, doubleOfBits, plain, type Word } from './doubles.ts'
import { type Func, NONE, type Target, type Value } from './function.ts'
import type { Environment, Machine } from './interpret-environment.ts'
import { testEnvironment } from './interpret-host.ts'
import { type Step, stepOf, throwSite } from './interpret-ops.ts'
import type { Module } from './module.ts'
import type { Type } from './types.ts'

export interface InterpretOptions {
  readonly environment?: Environment
  /** Instructions in one call from outside after which a StepLimitError is thrown. */
  readonly steps?: number
  /** Frames after which RangeError is thrown, as for an exhausted stack. */
  readonly depth?: number
}

export interface Interpreted {
  readonly environment: Environment
  /** Call a function as the host would: operands and result as they cross the boundary of a wasm export. */
  call(name: string, args?: readonly (number | bigint)[]): number | bigint | undefined
  /** The references that calls under way hold: roots for a collector. */
  roots(): number[]
}

export class StepLimitError extends Error {
  override name = 'StepLimitError'
}

interface Code {
  readonly func: Func
  readonly blocks: readonly (readonly Step[])[]
}

interface Frame {
  readonly code: Code
  readonly words: Word[]
  block: number
  next: number
}

export function interpret(module: Module, options: InterpretOptions = {}): Interpreted {
  const environment = options.environment ?? testEnvironment(module)
  const machine: Machine = { module, environment, view: new DataView(environment.memory) }
  const codes = new Map<string, Code>()
  const frames: Frame[] = []
  const steps = options.steps ?? Number.POSITIVE_INFINITY
  const depth = options.depth ?? 10_000
  const budget = { steps }

  const codeOf = (name: string): Code => {
    let code = codes.get(name)
    if (!code) {
      const func = module.funcs.get(name)
      assert(func, `the module has no function @${name}`)
      code = { func, blocks: func.blocks.map(({ insts }) => insts.map((inst) => stepOf(machine, func, inst))) }
      codes.set(name, code)
    }
    return code
  }
  const enter = (name: string, args: readonly Word[]) => {
    if (frames.length >= depth) environment.raise(new RangeError('Maximum call stack size exceeded'))
    const code = codeOf(name)
    const words: Word[] = Array(code.func.types.length).fill(undefined)
    code.func.blocks[0]!.params.forEach((param, index) => {
      words[param] = args[index]!
    })
    frames.push({ code, words, block: 0, next: 0 })
  }
  return {
    environment,
    roots: () => frames.flatMap(referencesOf),
    call: (name, args = []) => {
      const { params, result } = crossings(module, name)
      const base = frames.length
      if (base === 0) budget.steps = steps
      try {
        enter(
          name,
          args.map((arg, index) => receive(arg, params[index]!)),
        )
        const words = run(machine, frames, base, enter, budget)
        return words.length > 0 ? send(words[0]!, result!) : undefined
      } finally {
        frames.length = base
      }
    },
  }
}

/** Run the frames above `base` until the lowest of them returns. */
function run(
  machine: Machine,
  frames: Frame[],
  base: number,
  enter: (name: string, args: Word[]) => void,
  budget: { steps: number },
): Word[] {
  for (;;) {
    try {
      const results = advance(machine, frames, enter, budget)
      if (frames.length === base) return results
      deliver(frames[frames.length - 1]!, results)
    } catch (error) {
      if (error instanceof InvariantError || error instanceof StepLimitError) throw error
      if (!unwind(frames, base)) throw error
    }
  }
}

/** Run the topmost frame until it returns; its results. The frames it enters run on the way. */
function advance(machine: Machine, frames: Frame[], enter: (name: string, args: Word[]) => void, budget: { steps: number }): Word[] {
  for (;;) {
    const frame = frames[frames.length - 1]!
    const { code, words } = frame
    const steps = code.blocks[frame.block]!
    budget.steps -= steps.length - frame.next + 1
    if (budget.steps < 0) throw new StepLimitError(`@${code.func.name} runs longer than allowed`)
    let entered = false
    while (frame.next < steps.length && !entered) {
      const step = steps[frame.next++]!
      if (step.callee === undefined) step.run(words)
      else {
        enter(
          step.callee,
          step.args.map((arg) => words[arg]!),
        )
        entered = true
      }
    }
    if (entered) continue
    const { term } = code.func.blocks[frame.block]!
    switch (term.kind) {
      case 'jump':
        follow(frame, term.to)
        break
      case 'branch':
        follow(frame, words[term.condition] ? term.then : term.otherwise)
        break
      case 'switch':
        follow(frame, term.cases[(words[term.on] as number) >>> 0] ?? term.otherwise)
        break
      case 'return':
        frames.pop()
        return term.values.map((value) => words[value]!)
      case 'throw':
        if (term.site) throwSite(machine, code.func, term.site, term.args, words)
        machine.environment.raise(machine.environment.errorOf(words[term.args[0]!] as number))
        break
      case 'invoke':
        frame.next = steps.length + 1
        enter(
          term.callee,
          term.args.map((arg) => words[arg]!),
        )
        break
      case 'unreachable':
        throw new InvariantError(`@${code.func.name}: b${frame.block} ends in unreachable and was reached`)
    }
  }
}

/** Go along an edge: all its values are read before any parameter is written. */
function follow(frame: Frame, { block, args }: Target): void {
  const { words, code } = frame
  const { params } = code.func.blocks[block]!
  if (params.length === 1) words[params[0]!] = words[args[0]!]!
  else if (params.length > 1) {
    const values: Word[] = []
    for (const arg of args) values.push(words[arg]!)
    for (let index = 0; index < params.length; index++) words[params[index]!] = values[index]!
  }
  frame.block = block
  frame.next = 0
}

/** Hand results to the caller: to the call it stands behind, or to the `invoke` that ends its block. */
function deliver(frame: Frame, results: readonly Word[]): void {
  const steps = frame.code.blocks[frame.block]!
  const pending = steps[frame.next - 1]
  const { term } = frame.code.func.blocks[frame.block]!
  if (isInvoking(frame) && term.kind === 'invoke') {
    term.results.forEach((value, index) => {
      frame.words[value] = results[index]!
    })
    follow(frame, term.to)
  } else if (pending && pending.result !== NONE) frame.words[pending.result] = results[0]!
}

/** A frame below the top stands at its last instruction's call or at its `invoke`; `invoke` is marked by passing the end. */
function isInvoking(frame: Frame): boolean {
  return frame.next > frame.code.blocks[frame.block]!.length
}

/** Drop frames down to one that catches, and let it go on; false if there is none above `base`. */
function unwind(frames: Frame[], base: number): boolean {
  while (frames.length > base) {
    const frame = frames[frames.length - 1]!
    const { term } = frame.code.func.blocks[frame.block]!
    if (isInvoking(frame) && term.kind === 'invoke' && term.unwind) {
      follow(frame, term.unwind)
      return true
    }
    frames.pop()
  }
  return false
}

function referencesOf({ code, words }: Frame): number[] {
  return code.func.types.flatMap((type, value) => (type === 'ref' && words[value] !== undefined ? [words[value] as number] : []))
}

interface Crossing {
  readonly type: Type
  /** The type that the boundary demands, where the signature says. */
  readonly outside: string | undefined
}

function crossings(module: Module, name: string): { params: Crossing[]; result: Crossing | undefined } {
  const func = module.funcs.get(name)
  assert(func, `the module has no function @${name}`)
  const signature = module.exports.find((made) => made.name === name)?.signature
  const outsides = signature?.params.map((type: HostType) => crossing(type)).filter((type) => type !== 'none')
  const params = func.blocks[0]!.params.map((value: Value, index) => ({ type: func.types[value]!, outside: outsides?.[index] }))
  const [type] = func.results
  return { params, result: type && { type, outside: signature && crossing(signature.result) } }
}

function receive(word: number | bigint, { type, outside }: Crossing): Word {
  if (type === 'f64') return outside === 'i64' ? doubleOfBits(word as bigint) : word
  if (type === 'f32') return Math.fround(word as number)
  if (type === 'i64') return BigInt.asIntN(64, word as bigint)
  return (word as number) | 0
}

function send(word: Word, { type, outside }: Crossing): number | bigint {
  if (type === 'f64' && outside === 'i64') return doubleBits(word as number)
  return plain(word as number | bigint)
}
