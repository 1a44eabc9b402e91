/**
 * The text of a stack with places of the source instead of offsets in WebAssembly:
 *
 *     at f (wasm://wasm/27c37f22:wasm-function[4]:0xc1)    →    at helper (/home/me/src/helpers.ts:3:11)
 *                                                               at f (/home/me/src/kernels.ts:12:7)
 */
import { type CodePlace, type Positions, positionReader } from '../artifact/positions.ts'

/** `file:line:column`, counted from 1; undefined if it is not known. Line and column of the source are given from 0. */
export type LocatePlace = (source: string, line: number, column: number) => string | undefined

/** What is known of the code of a module. */
export interface Origin {
  readonly positions: Positions | undefined
  readonly locate: LocatePlace
  /** Made at first need. */
  read?: (offset: number) => CodePlace | undefined
  /** Its functions are called by those of another module, whose frame is the first of these. */
  readonly within?: { readonly origin: Origin; readonly frames: { readonly stack?: unknown } }
}

const FRAME = /^ {4}at /
const WASM = /^ {4}at (?:.* \()?(.*):wasm-function\[\d+\]:0x([0-9a-f]+)\)?$/

export function isWasmFrame(line: string): boolean {
  return WASM.test(line)
}

/** The lines that are frames: what stands before is the error itself. */
export function framesOf(stack: string): string[] {
  const lines = stack.split('\n')
  const first = lines.findIndex((line) => FRAME.test(line))
  return first < 0 ? [] : lines.slice(first)
}

/**
 * Frames of modules are told apart by their addresses: the first that is met is of the first origin, and so on. One that is called
 * by another is left out where only that one is there.
 */
export function withPlaces(frames: readonly string[], origins: readonly Origin[]): string[] {
  const modules = new Map<string, Origin | undefined>()
  let next = 0
  const nextOf = (url: string): Origin | undefined => {
    const origin = origins[next++]
    const outer = origin?.within
    return outer && ([...modules.values()].includes(outer.origin) || url === urlOf(outer.frames)) ? nextOf(url) : origin
  }
  const result: string[] = []
  for (const line of frames) {
    const [, url, offset] = WASM.exec(line) ?? []
    if (url === undefined) {
      result.push(line)
      continue
    }
    if (!modules.has(url)) modules.set(url, nextOf(url))
    const origin = modules.get(url)
    if (origin) result.push(...linesOf(origin, Number.parseInt(offset!, 16), line, result.length === 0))
    else result.push(line)
  }
  return result
}

/** The address of the module whose frame comes first. */
function urlOf({ stack }: { readonly stack?: unknown }): string | undefined {
  return typeof stack === 'string' ? framesOf(stack).map((line) => WASM.exec(line)?.[1])[0] : undefined
}

/** One frame of WebAssembly is as many of the source as functions were put in place of calls in it. Glue is one only where it throws. */
function linesOf(origin: Origin, offset: number, line: string, innermost: boolean): string[] {
  if (!origin.positions) return [line]
  origin.read ??= positionReader(origin.positions)
  const lines: string[] = []
  for (let place = origin.read(offset); place; place = place.outer) {
    const { title, source } = place
    if (title === undefined && !(innermost && lines.length === 0)) continue
    const text = origin.locate(source, place.line, place.column)
    if (text !== undefined) lines.push(title ? `    at ${title} (${text})` : `    at ${text}`)
    else if (!lines.includes(line)) lines.push(line)
  }
  return lines
}
