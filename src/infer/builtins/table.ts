/** Built-in functions and methods that kernels can call: one row each, with its type rule and its lowering. */
import type { Inst } from '../../ir/function.ts'
import { K, NULLISH, onlyKinds, restrict, type SemType } from '../lattice.ts'
import { isNode, type Shape } from '../shapes.ts'
import type { Instance } from '../world.ts'
import { arrayFunctions, arrayMethods } from './arrays.ts'
import { bigintFunctions } from './bigint.ts'
import type { Builtin } from './builtin.ts'
import { callbackBuiltin } from './callback.ts'
import { consoleFunctions } from './console.ts'
import { errorFunctions } from './errors.ts'
import { generatorFunctions } from './generators.ts'
import { keyFunctions } from './keys.ts'
import { listMethods } from './lists.ts'
import { makerFunctions } from './makers.ts'
import { mathFunctions } from './math.ts'
import { numberFunctions, numberMethods } from './number.ts'
import { hasOwn, objectFunctions } from './objects.ts'
import { stringMethods } from './strings.ts'
import { textFunctions } from './text-calls.ts'

type Table = Readonly<Record<string, Builtin>>

interface Functions {
  /** What is asked first: most programs need no table of many rows, so those are made when something may be in them. */
  readonly mayHave: (path: string) => boolean
  readonly table: () => Table
}

function few(table: Table): Functions {
  return { mayHave: () => true, table: () => table }
}

export const FUNCTIONS: readonly Functions[] = [
  { mayHave: (path) => path.startsWith('Math.') || path === '__norm', table: mathFunctions },
  few(numberFunctions),
  { mayHave: (path) => path.startsWith('__text.') || path.startsWith('String.') || path.includes('parse'), table: textFunctions },
  few(bigintFunctions),
  few(consoleFunctions),
  few(errorFunctions),
  { mayHave: (path) => path.endsWith('.of') || path.endsWith('.from') || path === '__like', table: makerFunctions },
  few(keyFunctions),
  few(objectFunctions),
  few(generatorFunctions),
  few(arrayFunctions),
]

function own(table: Table, name: string): Builtin | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined
}

/** By path: `Math.sin`, `Number`, `BigInt.asIntN`. */
export function builtinFunction(path: string): Builtin | undefined {
  for (const { mayHave, table } of FUNCTIONS) {
    const found = mayHave(path) ? own(table(), path) : undefined
    if (found !== undefined) return found
  }
  return callbackBuiltin(path)
}

/** The root of a shape's union-find tree. */
function rootOf(shape: Shape): Shape {
  let node = shape
  while (isNode(node) && node.parent !== node) node = node.parent
  return node
}

/** A method of a typed array, growable array, string, number or bigint that is not of the prelude. */
export function builtinMethod(receiver: SemType, name: string, count: number): Builtin | undefined {
  const type = restrict(receiver, ~NULLISH)
  if (onlyKinds(type, K.STRING)) return own(stringMethods(), name)
  // With a radix the prelude has it.
  if (onlyKinds(type, K.NUMBER | K.TRUE | K.FALSE) || onlyKinds(type, K.BIGINT)) return count > 0 ? undefined : own(numberMethods, name)
  if (!onlyKinds(type, K.REF)) return undefined
  const shape = rootOf(type.shape!)
  if (shape.kind === 'array') return own(arrayMethods, name)
  if (shape.kind === 'record') return name === 'hasOwnProperty' && count === 1 && !shape.slots.has(name) ? hasOwn : undefined
  return shape.kind === 'sequence' ? own(listMethods, name) : undefined
}

/** The row that a call instruction uses, once its types are known. */
export function builtinOf(instance: Instance, inst: Inst): Builtin | undefined {
  const first = instance.types[inst.args[0]!]!
  const builtin = first.kinds === K.CONSTANT && first.constant?.kind === 'builtin' ? first.constant.path : undefined
  if (inst.op === 'js.call') return builtin === undefined ? undefined : builtinFunction(builtin)
  if (inst.op === 'js.method')
    return builtin === undefined
      ? methodOf(first, inst.imm as string, inst.args.length - 1)
      : builtinFunction(`${builtin}.${inst.imm as string}`)
  if (inst.op !== 'js.method_index') return undefined
  const { text } = instance.types[inst.args[1]!]!
  if (text === null) return undefined
  return builtin === undefined ? methodOf(first, text, inst.args.length - 2) : builtinFunction(`${builtin}.${text}`)
}

/** The path of the built-in function that a property of the receiver holds, if it holds that and nothing else. */
export function heldBuiltin(receiver: SemType, name: string): string | undefined {
  if (receiver.kinds === K.CONSTANT) {
    const held = receiver.constant?.kind === 'object' ? receiver.constant.get(name) : undefined
    return held?.kind === 'builtin' ? held.path : undefined
  }
  const type = restrict(receiver, ~NULLISH)
  if (!onlyKinds(type, K.REF)) return undefined
  const shape = rootOf(type.shape!)
  const slots = shape.kind === 'record' ? shape.slots : shape.kind === 'instance' ? type.classes[0]?.slots : undefined
  const held = slots?.get(name)?.type
  return held?.kinds === K.CONSTANT && held.constant?.kind === 'builtin' ? held.constant.path : undefined
}

function methodOf(receiver: SemType, name: string, count: number): Builtin | undefined {
  const held = heldBuiltin(receiver, name)
  if (held === undefined && receiver.kinds === K.CONSTANT) return undefined
  return held === undefined ? builtinMethod(receiver, name, count) : builtinFunction(held)
}
