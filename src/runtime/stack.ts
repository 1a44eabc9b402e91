/**
 * Stacks of errors that compiled code throws. What the engine has captured is turned into text, and that into places of the
 * source, when somebody reads `stack`: most errors are caught, and never looked at.
 */
import type { ErrorKind } from '../artifact/abi.ts'
import { ensureRoom, ROOM } from '../base/room.ts'
import { noteFiles } from './place.ts'
import { framesOf, isWasmFrame, type Origin, withPlaces } from './stack-text.ts'

/** What the engine has captured; it makes the text at the first read. */
interface Captured {
  stack?: unknown
}

interface Trace {
  /** From the function that threw on. */
  readonly inside: Captured
  /** From whoever called the compiled function on. */
  outside?: Captured
  /** The modules that the error has come through, innermost first. */
  readonly origins: Origin[]
  readonly limit: number
}

export interface Traces {
  /** Of errors whose stack has not been read. */
  readonly pending: WeakMap<object, Trace>
  /** `stack` of such an error. */
  readonly property: PropertyDescriptor
}

export function createTraces(): Traces {
  const pending = new WeakMap<object, Trace>()
  const fix = (error: object, value: unknown) => {
    pending.delete(error)
    Object.defineProperty(error, 'stack', { value, writable: true, enumerable: false, configurable: true })
    return value
  }
  const property: PropertyDescriptor = {
    get(this: object): unknown {
      for (let error: object | null = this; error; error = Object.getPrototypeOf(error)) {
        const trace = pending.get(error)
        if (trace) return fix(error, stackOf(error, trace))
      }
      return undefined
    },
    set(this: object, value: unknown) {
      fix(this, value)
    },
    enumerable: false,
    configurable: true,
  }
  return { pending, property }
}

const engine = Error as { captureStackTrace?: (holder: object, above: unknown) => void; stackTraceLimit?: unknown }

/** An error that compiled code makes. `above`: the function of ours that it calls for that, which is not shown. */
export function newError(traces: Traces, origin: Origin | undefined, kind: ErrorKind, text: string, above: unknown): Error {
  const limit = engine.stackTraceLimit
  if (!origin?.positions || !engine.captureStackTrace || typeof limit !== 'number') return new globalThis[kind](text)
  const error = withoutStack(limit, () => new globalThis[kind](text))
  noteMade(traces, origin, error, above)
  return error
}

/** The program has made an error for compiled code: its stack begins in that, as if the program had made it there. */
export function noteMade({ pending, property }: Traces, origin: Origin | undefined, error: unknown, above: unknown): void {
  const limit = engine.stackTraceLimit
  if (!(error instanceof Error) || !origin?.positions || !engine.captureStackTrace || typeof limit !== 'number') return
  const inside = {}
  engine.captureStackTrace(inside, above)
  if (Reflect.defineProperty(error, 'stack', property)) pending.set(error, { inside, origins: [origin], limit })
}

/** The error that a trap stands for: what the engine has thrown tells where. */
export function trapError({ property, pending }: Traces, origin: Origin | undefined, kind: ErrorKind, text: string, trap: Error): Error {
  const limit = engine.stackTraceLimit
  if (!engine.captureStackTrace || typeof limit !== 'number') return new globalThis[kind](text)
  const error = withoutStack(limit, () => new globalThis[kind](text))
  Object.defineProperty(error, 'stack', property)
  pending.set(error, { inside: trap, origins: origin ? [origin] : [], limit })
  return error
}

/** Capturing a stack is most of what an error costs, and one is enough. */
function withoutStack<T>(limit: number, make: () => T): T {
  if (!Reflect.set(Error, 'stackTraceLimit', undefined)) return make()
  try {
    return make()
  } finally {
    engine.stackTraceLimit = limit
  }
}

/** An error leaves the code of a module; `entry` is the function that the program has called. Never throws. */
export function noteThrown(traces: Traces, origin: Origin | undefined, error: unknown, entry: unknown): void {
  if (!origin?.positions || !(error instanceof Error) || !engine.captureStackTrace) return
  try {
    const trace = traces.pending.get(error)
    if (!trace) return rewrite(error, origin)
    if (!trace.origins.includes(origin)) trace.origins.push(origin)
    if (trace.outside || typeof entry !== 'function') return
    trace.outside = {}
    engine.captureStackTrace(trace.outside, entry)
  } catch {
    // The stack may be exhausted: then it stays as the engine has made it.
  }
}

/** Errors of the engine itself, such as that of a stack that is exhausted. */
function rewrite(error: Error, origin: Origin): void {
  const { stack } = error
  if (typeof stack !== 'string' || !stack.includes('wasm-function[')) return
  ensureRoom(ROOM.stacks)
  const frames = framesOf(stack)
  const head = stack.slice(0, stack.length - frames.join('\n').length)
  const value = head + withPlaces(frames, [origin]).join('\n')
  Object.defineProperty(error, 'stack', { value, writable: true, enumerable: false, configurable: true })
}

/** Whatever a program's own `Error.prepareStackTrace` gives is left alone if it is no text. */
function stackOf(error: object, { inside, outside, origins, limit }: Trace): unknown {
  ensureRoom(ROOM.stacks)
  const { stack } = inside
  if (typeof stack !== 'string') return stack
  const frames = framesOf(stack)
  const own = frames.findIndex((line) => !isWasmFrame(line))
  const rest = typeof outside?.stack === 'string' ? framesOf(outside.stack) : []
  // Between compiled code and its caller there are functions of ours.
  noteFiles(frames)
  const whole = own > 0 && rest.length > 0 ? [...frames.slice(0, own), ...rest] : frames
  return [Error.prototype.toString.call(error), ...withPlaces(whole, origins)].slice(0, limit + 1).join('\n')
}
