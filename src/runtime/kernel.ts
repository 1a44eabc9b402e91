/** A kernel: a function, and what has been compiled for it. */

import type { SourceUnit } from '../artifact/captured.ts'
import type { ClassMember, CompileOptions, CompileRequest } from '../artifact/compile.ts'
import type { CompiledUnit } from '../artifact/module.ts'
import type { Lookup } from '../artifact/store.ts'
import type { HostType, Signature } from '../artifact/types.ts'
import { classCode } from './classes.ts'
import { ARRAYS, arrayCode } from './fits.ts'
import type { AnyFunction } from './identity.ts'
import type { Instance, RawFunction } from './instantiate.ts'
import type { Lifter } from './lift.ts'
import type { Machine } from './machine.ts'
import { type Code, codeOf, OTHER } from './scalars.ts'

export interface Specialisation {
  /** What crosses. */
  readonly signature: Signature
  /** The declared result, where the code has not seen to it. */
  readonly promise: HostType | undefined
  readonly parameters: readonly string[]
  readonly instance: Instance
  readonly raw: RawFunction
  readonly writes: readonly boolean[]
  /** Captured values that every call passes; held here so that they live as long as the code does. */
  readonly implicit: readonly { readonly name: string; readonly type: HostType; readonly value: unknown }[]
  /** How to see what an instance may hold, where the code knows instances. */
  readonly live: Lifter['live']
  /** `sent`: by another thread. */
  readonly origin: 'compiled' | 'cache' | 'aot' | 'sent'
  /** What is in its code, if that is more than one function or class. */
  readonly units?: readonly CompiledUnit[] | undefined
  /** What the store had to say; undefined where it was not asked. */
  readonly lookup?: Lookup | undefined
  /** What was asked for; ahead-of-time code was not asked for here. */
  readonly request: CompileRequest | undefined
}

/** As it was asked for. */
export function declaredSignature({ signature, promise }: Specialisation): Signature {
  return promise === undefined ? signature : { ...signature, result: promise }
}

/** A specialisation whose call needs nothing but a look at its arguments. A list, in the order in which they are tried. */
export interface Fast {
  readonly count: number
  /** More arguments may follow: they are known to be ignored. */
  readonly open: boolean
  /** Some parameter is a typed array, which must be one that lives in linear memory, or an instance. */
  readonly arrays: boolean
  readonly c0: Code
  readonly c1: Code
  readonly c2: Code
  readonly c3: Code
  readonly c4: Code
  readonly c5: Code
  readonly result: number
  readonly raw: RawFunction
  /** Of the module that `raw` is of. */
  readonly instance: Instance
  next: Fast | null
}

export interface Kernel {
  readonly machine: Machine
  readonly fn: AnyFunction
  readonly name: string
  readonly unit: SourceUnit
  readonly options: CompileOptions
  /** Looked for in the store, and kept there. */
  readonly cached: boolean
  /** `unit` is a class, and the kernel this part of it. A constructor gives the address of the new instance. */
  readonly member: ClassMember | undefined
  /** The type of `this`, which is the first argument of a member of instances. */
  readonly receiver: (HostType & { readonly kind: 'class' }) | undefined
  /** Signatures given to `jit`: then no others are taken. Empty: typed by calls. */
  declared: readonly Signature[]
  /** Declared ones that are not compiled yet, in order. */
  pending: readonly Signature[]
  /** In the order in which they are tried. */
  specialisations: Specialisation[]
  /** What a call does that none of them takes: compile another, or refuse. */
  readonly unseen: (kernel: Kernel, values: readonly unknown[]) => unknown
  fast: Fast | null
  /** From this argument on, all arguments are one, a list. */
  listed: number | undefined
  /** The function that the program calls. */
  entry: unknown
  /** Parameters that have seen a number which is no int32: float64 for good. */
  readonly wide: boolean[]
  /** Arguments beyond these are ignored by the function; undefined while that is not known. */
  arity: number | undefined
  calls: number
  bytesCopied: number
  /** For those who must not keep it alive. */
  self: WeakRef<Kernel> | undefined
}

type Given = 'machine' | 'fn' | 'name' | 'unit' | 'options' | 'declared' | 'unseen'

/** A kernel for which nothing is compiled yet. */
export function newKernel(given: Pick<Kernel, Given> & Partial<Kernel>): Kernel {
  return {
    cached: true,
    member: undefined,
    receiver: undefined,
    pending: given.declared,
    specialisations: [],
    fast: null,
    listed: undefined,
    entry: undefined,
    wide: [],
    arity: undefined,
    calls: 0,
    bytesCopied: 0,
    self: undefined,
    ...given,
  }
}

export const FAST_ARGUMENTS = 6

/** What to do with a fast result: nothing, or one of these. */
export const AS_IS = 0
export const UNSIGNED = 1
export const TRUTH = 2
export const UNSIGNED_LONG = 3
export const NOTHING = 4
export const INSTANCE = 5

const RESULTS: Partial<Record<HostType['kind'], number>> = {
  float64: AS_IS,
  float32: AS_IS,
  int8: AS_IS,
  uint8: AS_IS,
  int16: AS_IS,
  uint16: AS_IS,
  int32: AS_IS,
  int64: AS_IS,
  uint32: UNSIGNED,
  boolean: TRUTH,
  uint64: UNSIGNED_LONG,
  void: NOTHING,
  undefined: NOTHING,
  class: INSTANCE,
}

function resultOf({ member }: Kernel, type: HostType): number | undefined {
  if (member?.kind === 'construct') return AS_IS
  return type.kind === 'optional' && type.type.kind === 'class' ? INSTANCE : RESULTS[type.kind]
}

function parameterCode(type: HostType): Code {
  if (type.kind === 'array') return arrayCode(type.element)
  return type.kind === 'class' ? (classCode(type.key) ?? OTHER) : codeOf(type)
}

function fastOf(kernel: Kernel, { signature, promise, raw, implicit, instance }: Specialisation): Fast | undefined {
  const codes = signature.params.map(parameterCode)
  const result = resultOf(kernel, signature.result)
  if (result === undefined || promise !== undefined || implicit.length > 0 || instance.makesHandles) return undefined
  if (codes.length > FAST_ARGUMENTS || codes.includes(OTHER)) return undefined
  const [c0 = 0, c1 = 0, c2 = 0, c3 = 0, c4 = 0, c5 = 0] = codes
  const open = kernel.declared.length > 0 || kernel.arity === codes.length
  return {
    count: codes.length,
    open,
    arrays: codes.some((code) => code >= ARRAYS),
    c0,
    c1,
    c2,
    c3,
    c4,
    c5,
    result,
    raw,
    instance,
    next: null,
  }
}

/** Rebuild the list of fast specialisations after a change. */
export function refreshFast(kernel: Kernel): void {
  kernel.fast = null
  for (const specialisation of [...kernel.specialisations].reverse()) {
    const fast = fastOf(kernel, specialisation)
    if (fast === undefined) continue
    fast.next = kernel.fast
    kernel.fast = fast
  }
}
