/** Makes kernels: functions that run compiled, with what can be asked of them. */
import type { CompileOptions, Inspection } from '../artifact/compile.ts'
import type { SentArtifact } from '../artifact/sent.ts'
import { parseSignature, printSignature } from '../artifact/signature.ts'
import { switches } from '../base/debug.ts'
import { hashText } from '../base/hash.ts'
import { ensureRoom, ROOM } from '../base/room.ts'
import { calledBy } from './blame.ts'
import { functionKey, keyOfSent } from './canonical.ts'
import { type Scope, sourceUnitOf, unitOf } from './capture.ts'
import { unseen } from './classify.ts'
import { compileCall, compileEarly } from './compile-calls.ts'
import { makeWrapper } from './dispatch.ts'
import { type AnyFunction, plainOf, setKeys, setPlain } from './identity.ts'
import { declaredSignature, type Kernel, newKernel, type Specialisation } from './kernel.ts'
import { theMachine } from './machine.ts'
import { show } from './scalars.ts'
import { artifactsOf } from './send.ts'
import { theCompiler } from './slots.ts'
import { install, obtain, requestFor } from './specialise.ts'
import { choosesTier } from './tier.ts'

export interface JitOptions {
  /** Captured values by name, where they cannot be found otherwise. */
  readonly scope?: Scope
  /** What an access outside a typed array does: `exact` (as in JavaScript, the default) or `throw`. */
  readonly bounds?: 'exact' | 'throw'
  /** Allow sums to be reassociated. */
  readonly fastmath?: boolean
  /** Keep what is compiled on disk, for the next start (the default). */
  readonly cache?: boolean
  /** Name in messages and reports. */
  readonly name?: string
}

/** What the cache had to do with it. */
export interface CacheStats {
  /** Where it is kept; undefined if it is not. */
  readonly file: string | undefined
  /** Milliseconds that finding and reading took; that compiling had taken when it was kept, and did not take now. */
  readonly load: number
  readonly saved: number
  /** Why it had to be compiled; undefined if it came from the cache. */
  readonly reason: string | undefined
}

export interface SpecialisationStats {
  readonly signature: string
  /** Of a class: the method or accessor, or `constructor`. */
  readonly member?: string
  readonly origin: 'compiled' | 'cache' | 'aot'
  /** Names all that the result depends on. */
  readonly key: string
  readonly cache: CacheStats
  readonly bytes: number
  readonly milliseconds: {
    readonly total: number
    readonly parse: number
    readonly build: number
    readonly infer: number
    readonly optimise: number
    readonly emit: number
    readonly instantiate: number
  }
  /** Functions and classes in its code. `origin` of a class: what is kept of it was put into code that was compiled here. */
  readonly units: readonly {
    readonly name: string
    readonly kind: 'function' | 'class'
    readonly milliseconds: number
    readonly origin?: 'cache'
  }[]
}

export interface Stats {
  readonly calls: number
  readonly bytesCopied: number
  readonly specialisations: readonly SpecialisationStats[]
}

/** What a kernel has besides being callable. */
export interface KernelMembers<F> {
  /** The function itself, not compiled. */
  readonly plain: F
  /** Signatures that are compiled. */
  readonly signatures: readonly string[]
  /** Compile for a signature ahead of the first call. */
  compile(signature: string): void
  readonly stats: Stats
  /** What has been compiled, as plain data that can be sent to a worker: `loadKernel` of taipan/runtime runs it there. */
  artifacts(): readonly SentArtifact[]
  /** How a signature was compiled; without one, how the last was. */
  inspect(signature?: string): Inspection
}

/** Wrap a function. Signatures, if any, are compiled at once and closed to others. */
export function makeKernel<F extends AnyFunction>(fn: F, signatures: readonly string[], options: JitOptions): F & KernelMembers<F> {
  ensureRoom(ROOM.stacks)
  if (typeof fn !== 'function') throw new TypeError(`jit takes a function, not ${fn === null ? 'null' : typeof fn}`)
  setKeys(functionKey, keyOfSent, sourceUnitOf)
  const plain = plainOf(fn) as F
  const name = options.name ?? (plain.name.replace(/^bound /, '') || 'kernel')
  const reason = unseen(plain)
  if (reason !== undefined) throw new TypeError(`${name} cannot be compiled: it is ${reason}`)
  const unit = unitOf(plain, { scope: options.scope })
  if (unit.kind === 'class') throw new TypeError(`jit takes a function; ${name} is a class: give it to jitclass`)
  const declared = signatures.map(parseSignature)
  const kernel = newKernel({
    machine: theMachine(),
    fn: plain,
    name,
    unit,
    options: compileOptions(options),
    cached: options.cache !== false,
    declared,
    unseen: compileCall,
  })
  if (switches().disable) return withMembers(kernel, disabled(kernel), true) as F & KernelMembers<F>
  const wrapper = withMembers(kernel, makeWrapper(kernel), false)
  if (kernel.declared.length > 0) compileEarly(kernel)
  return wrapper as F & KernelMembers<F>
}

const OPTIONS = ['scope', 'bounds', 'fastmath', 'cache', 'name']

/** What the compiler needs to know of the options of `jit` or `jitclass`. */
export function compileOptions(options: JitOptions, taker = 'jit'): CompileOptions {
  const given: unknown = options
  if (typeof given !== 'object' || given === null) throw new TypeError(`${taker} takes options as an object, not ${show(given)}`)
  const unknown = Object.keys(options).find((key) => !OPTIONS.includes(key))
  if (unknown !== undefined) throw new TypeError(`${taker} has no option \`${unknown}\`; it has ${OPTIONS.join(', ')}`)
  const { bounds = 'exact', fastmath = false, cache = true, name } = options
  if (typeof cache !== 'boolean') throw new TypeError(`cache must be true or false, not ${String(cache)}`)
  if (bounds !== 'exact' && bounds !== 'throw') throw new TypeError(`bounds must be 'exact' or 'throw', not ${String(bounds)}`)
  return { bounds, fastmath, ...(choosesTier() ? {} : { outline: true }), ...(name === undefined ? {} : { name }) }
}

/** `TAIPAN_DISABLE`: the plain function, counted. */
function disabled(kernel: Kernel): AnyFunction {
  return function wrapper(this: unknown, ...values: never[]): unknown {
    kernel.calls++
    return kernel.fn.apply(this, values)
  }
}

function withMembers(kernel: Kernel, wrapper: object, off: boolean): object {
  setPlain(wrapper, kernel.fn)
  const constant = (value: unknown) => ({ value, configurable: true })
  return Object.defineProperties(wrapper, {
    name: constant(kernel.name),
    length: constant(kernel.fn.length),
    plain: constant(kernel.fn),
    signatures: { configurable: true, get: () => (off ? kernel.declared.map(printSignature) : printed(kernel)) },
    compile: constant(function compileFor(signature: string) {
      calledBy(compileFor, () => (off ? void parseSignature(signature) : compile(kernel, signature)))
    }),
    stats: { configurable: true, get: () => kernelStats(kernel) },
    artifacts: constant(function artifacts() {
      return calledBy(artifacts, () => (off ? refuseSending(kernel) : artifactsOf(kernel)))
    }),
    inspect: constant(function inspectOne(signature?: string) {
      return calledBy(inspectOne, () => inspect(kernel, signature))
    }),
  })
}

function refuseSending({ name }: Kernel): never {
  throw new TypeError(
    `${name} cannot be sent elsewhere: TAIPAN_DISABLE is set, so nothing is compiled; import the function in the other thread instead`,
  )
}

function printed(kernel: Kernel): string[] {
  return kernel.specialisations.map((each) => printSignature(declaredSignature(each)))
}

function compile(kernel: Kernel, text: string): void {
  const signature = parseSignature(text)
  const wanted = printSignature(signature)
  const same = kernel.specialisations.some((each) => {
    const known = declaredSignature(each)
    return printSignature(known) === wanted || printSignature({ ...known, result: { kind: 'inferred' } }) === wanted
  })
  if (!same) install(kernel, obtain(kernel, requestFor(kernel, signature, false, [])), signature)
}

function inspect(kernel: Kernel, text: string | undefined): Inspection {
  if (text === undefined && kernel.specialisations.length === 0 && kernel.declared.length === 0) {
    throw new Error(`${kernel.name} has not been compiled yet: call it, or name a signature: inspect('float64(float64)')`)
  }
  const made = kernel.specialisations.find(
    (each) => text === undefined || printSignature(declaredSignature(each)) === printSignature(parseSignature(text)),
  )
  const request = made?.request ?? requestFor(kernel, text === undefined ? kernel.declared[0]! : parseSignature(text), false, [])
  return theCompiler().inspect(request)
}

function kernelStats(kernel: Kernel): Stats {
  return {
    calls: kernel.calls,
    bytesCopied: kernel.bytesCopied,
    specialisations: kernel.specialisations.map((each) => specialisationStats(kernel, each)),
  }
}

const NOTHING_SPENT = { total: 0, parse: 0, build: 0, infer: 0, optimise: 0, emit: 0 }
/** Ahead-of-time code is in no cache. */
const NO_STORE = { file: undefined, load: 0, saved: 0, reason: 'the cache is off' }

export function specialisationStats(kernel: Kernel, specialisation: Specialisation): SpecialisationStats {
  const { origin, instance, lookup } = specialisation
  const { artifact, milliseconds } = instance
  const text = printSignature(declaredSignature(specialisation))
  const { key, ...cache } = lookup?.facts ?? {
    key: hashText([kernel.unit.text, text, JSON.stringify(kernel.options)].join('\0')),
    ...NO_STORE,
  }
  const spent = origin === 'cache' ? NOTHING_SPENT : artifact.milliseconds
  return {
    signature: text,
    ...(kernel.member === undefined ? {} : { member: kernel.member.name }),
    origin: origin as SpecialisationStats['origin'],
    key,
    cache,
    bytes: artifact.wasm.length,
    milliseconds: { ...spent, total: spent.total + cache.load + milliseconds, instantiate: milliseconds },
    units: artifact.units.map(({ linked, ...unit }) => (linked && origin === 'compiled' ? { ...unit, origin: 'cache' } : unit)),
  }
}
