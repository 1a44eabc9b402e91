/**
 * Functions that compiled code imports from the run time, one row each. The run time implements
 * exactly these (runtime/imports.ts); a module imports those it uses.
 */
import type { Type } from './types.ts'

export interface HostRow {
  readonly in: readonly Type[]
  readonly out: Type | 'none'
  /** `none`: removable and mergeable. `reads`: may be removed, not moved across stores. `call`: anything but writing kernel memory. `heap`: may allocate. */
  readonly effect: 'none' | 'reads' | 'call' | 'heap'
  readonly throws: boolean
}

function host(operands: readonly Type[], out: Type | 'none', effect: HostRow['effect'], throws = false): HostRow {
  return { in: operands, out, effect, throws }
}

/** Strings and errors are handles (i32) into tables of the run time; handles made during a call die with the outermost call. */
export const hostFunctions = {
  'str.from_f64': host(['f64'], 'i32', 'none'),
  'str.from_i64_s': host(['i64'], 'i32', 'none'),
  'str.from_i64_u': host(['i64'], 'i32', 'none'),
  /** A number that may be a tag: "undefined", "null", "true", "false" or the number. The operand's bits are passed. */
  'str.from_tagged': host(['i64'], 'i32', 'none'),
  'str.from_bool': host(['bool'], 'i32', 'none'),
  'str.concat': host(['i32', 'i32'], 'i32', 'none'),
  /** The same, for texts to which more will be added: it may give one that lies in memory. */
  'str.build': host(['i32', 'i32'], 'i32', 'none'),
  'str.eq': host(['i32', 'i32'], 'bool', 'none'),
  'str.lt': host(['i32', 'i32'], 'bool', 'none'),
  'str.length': host(['i32'], 'i32', 'none'),
  /** charCodeAt: -1 outside. */
  'str.code': host(['i32', 'i32'], 'i32', 'none'),
  /** charAt: the empty string outside. */
  'str.char': host(['i32', 'i32'], 'i32', 'none'),
  /** 31 bits of what it says. */
  'text:hash': host(['i32'], 'i32', 'none'),
  /**
   * Handles of texts that are made from now on are not below it. All that are not are let go; or all but these three, each of which gets
   * the mark plus twice its place as its handle, if it was one of them.
   */
  'text:mark': host([], 'i32', 'call'),
  'text:release': host(['i32'], 'none', 'call'),
  'text:keep': host(['i32', 'i32', 'i32', 'i32'], 'none', 'call'),
  /** Number(string). */
  'str.to_f64': host(['i32'], 'f64', 'none'),

  /** Gives Math.hypot the first value (0), the next (1), or asks it for the result (2). */
  'text:norm': host(['f64', 'i32'], 'f64', 'call'),
  'bool.random': host([], 'f64', 'call'),
  'clock.now': host([], 'f64', 'call'),
  'clock.date': host([], 'f64', 'call'),

  /** Make an error: index into ERROR_KINDS, handle of the message. Gives an error handle. */
  'error.new': host(['i32', 'i32'], 'i32', 'call'),
  /** The error that an `invoke` has just caught, as a handle. */
  'error.caught': host([], 'i32', 'call'),
  /** A primitive value but a bigint as one that can be thrown, by the bits of an f64 with tags, and the other way; of an object that is true. */
  'text:thrown': host(['i64'], 'i32', 'call'),
  'text:value': host(['i32'], 'i64', 'reads'),
  /** typeof, String, and `===`. */
  'text:typeof': host(['i32'], 'i32', 'reads'),
  'text:string': host(['i32'], 'i32', 'reads'),
  'text:same': host(['i32', 'i32'], 'bool', 'reads'),
  /** Of a primitive value undefined. */
  'error.message': host(['i32'], 'i32', 'reads'),
  'error.name': host(['i32'], 'i32', 'reads'),
  /** instanceof a built-in error class, by index into ERROR_KINDS. */
  'error.is': host(['i32', 'i32'], 'bool', 'reads'),

  /** A class of errors: an instance of it, made by the host of the values that were logged; if that fails, the complement of what was thrown. */
  'class.new': host(['ref'], 'i32', 'heap'),
  'class.is': host(['i32', 'ref'], 'bool', 'reads'),
  /** A property of what was thrown, by its name: the bits of a value of several kinds. Giving it a cause. */
  'text:field': host(['i32', 'i32'], 'i64', 'heap'),
  'text:cause': host(['i32', 'i32'], 'none', 'call'),

  /** Which function of the host it is: of its record, a number from 0 on. */
  'function.id': host(['ref'], 'i32', 'reads'),

  /** console.log and its kin, one argument at a time; `log.end` prints (operand: index into LOG_METHODS). */
  'log.f64': host(['f64'], 'none', 'call'),
  'log.tagged': host(['i64'], 'none', 'call'),
  'log.i64_s': host(['i64'], 'none', 'call'),
  'log.i64_u': host(['i64'], 'none', 'call'),
  'log.bool': host(['bool'], 'none', 'call'),
  'log.str': host(['i32'], 'none', 'call'),
  /** A heap value: reference, index into the module's host types. */
  'log.ref': host(['ref', 'i32'], 'none', 'call'),
  'log.end': host(['i32'], 'none', 'call'),

  /** Sort the elements of a typed array, as its own `sort` does: where they begin, how many, index into ELEMENT_KINDS. */
  'array.sort': host(['ptr', 'i32', 'i32'], 'none', 'heap'),
} satisfies Record<string, HostRow>

/** Calls of functions that the host gave: `callback:dl:b` takes a number and a bigint after the index, and gives a boolean; `s` is a text. */
export function callbackName(params: string, result: string): string {
  return `callback:${params}:${result}`
}

/**
 * Functions of the host's String, Number and BigInt: `text:String#padStart:sds:s` is a method, called on the first operand, and
 * `text:String.fromCharCode:d:s` a static one. Operands and result: s a string handle, d a number, l a bigint, u one without a sign,
 * b a boolean.
 */
export function textName(path: string, operands: string, result: 's' | 'd' | 'b'): string {
  return `text:${path}:${operands}:${result}`
}

const CODES: Readonly<Record<string, Type>> = { d: 'f64', l: 'i64', u: 'i64', b: 'bool', s: 'i32' }
/** Of text functions, those that throw for some numbers. */
const THROWING = /#(repeat|toString|toFixed|toPrecision|toExponential|padStart|padEnd|replaceAll)$|fromCodePoint$/

/** The row of a function, undefined if there is none of that name. */
export function hostRow(name: string): HostRow | undefined {
  if (Object.hasOwn(hostFunctions, name)) return hostFunctions[name as HostName]
  const [, path, operands, gives] = /^text:([\w#.]+):([sdlu]+):([sdb])$/.exec(name) ?? []
  if (path !== undefined) {
    const throws = THROWING.test(path)
    return host(
      [...operands!].map((code) => CODES[code]!),
      CODES[gives!]!,
      throws ? 'call' : 'none',
      throws,
    )
  }
  const [, params, result] = /^callback:([dlubs]*):([dlbsv])$/.exec(name) ?? []
  if (params === undefined || result === undefined) return undefined
  // The function may call compiled code, which allocates and writes.
  return host(['i32', ...[...params].map((code) => CODES[code]!)], CODES[result] ?? 'none', 'heap', true)
}

export type HostName = keyof typeof hostFunctions

export { BUILT, ERROR_KINDS, LOG_METHODS } from '../artifact/abi.ts'
export { UNDEFINED_I64 } from '../artifact/layout.ts'
