/** Surroundings for the interpreter where there is no run time: a memory of its own, strings, errors, a log. */
import { BUILT, ERROR_KINDS, LOG_METHODS } from '../artifact/abi.ts'
import { ARRAY, BLOCK, HEADER_BYTES, type Layout, LIST, TAGS, TEXTS } from '../artifact/layout.ts'
import { sortElements } from '../artifact/sort.ts'
import { assert } from '../base/assert.ts'
import type { HostName } from './host.ts'
import type { Environment } from './interpret-environment.ts'
import type { Module } from './module.ts'

export interface TestEnvironment extends Environment {
  /** What `log` has printed, a list of values per line. */
  readonly printed: { readonly method: string; readonly values: readonly unknown[] }[]
  /** Memory for a test's own data, zeroed; a gap lies between any two pieces. */
  reserve(bytes: number): number
  stringOf(handle: number): string
}

type Handle = number

interface Tables {
  readonly strings: string[]
  readonly errors: unknown[]
  readonly line: unknown[]
  readonly printed: TestEnvironment['printed']
  thrown: unknown
}

/** Objects follow each other with gaps, so that a small step outside one is noticed. What is not promised to be zero is not. */
const GAP = 16
const GARBAGE = 0xa5
const FIRST_ADDRESS = 1024

export function testEnvironment(module: Pick<Module, 'layouts'>, bytes = 1 << 20): TestEnvironment {
  const memory = new ArrayBuffer(bytes)
  const view = new DataView(memory)
  const space = addressSpace(bytes)
  const tables: Tables = { strings: [], errors: [], line: [], printed: [], thrown: undefined }
  const layoutIds = new Map<string, number>()
  const layoutId = (layout: string): number => {
    if (!layoutIds.has(layout)) layoutIds.set(layout, layoutIds.size + 1)
    return layoutIds.get(layout)!
  }
  const standing = new Map<string, number>()
  /** An object that stands for something by name. */
  const standingFor = (name: string) => {
    const address = standing.get(name) ?? space.reserve(2 * BLOCK.data)
    standing.set(name, address)
    return address
  }
  const header = (address: number, layout: string) => view.setUint32(address, layoutId(layout), true)
  return {
    memory,
    contains: space.contains,
    reserve: space.reserve,
    printed: tables.printed,
    host: hostTable(tables, memory),
    string: (text) => handleOf(tables.strings, text),
    functionRef: (template) => standingFor(template),
    staticRef: (name) => standingFor(name),
    stringOf: (handle) => tables.strings[handle]!,
    errorOf: (handle) => tables.errors[handle],
    raise: (error) => {
      tables.thrown = error
      throw error
    },
    layoutId,
    allocate: (name) => {
      const layout = module.layouts.get(name)
      assert(layout, `the module has no layout ${name}`)
      const address = space.reserve(layout.bytes)
      new Uint8Array(memory, address + HEADER_BYTES, layout.bytes - HEADER_BYTES).fill(GARBAGE)
      header(address, name)
      for (const offset of references(layout)) view.setUint32(address + offset, 0, true)
      return address
    },
    allocateBlock: (layout, size) => {
      const address = space.reserve(BLOCK.data + size)
      header(address, layout)
      view.setUint32(address + BLOCK.size, size, true)
      return address
    },
  }
}

/** Offsets of an object's references: they begin as null. */
function references({ kind, fields }: Layout): number[] {
  if (kind === 'list') return [LIST.block]
  if (kind === 'array') return [ARRAY.owner]
  return fields.filter(({ storage }) => storage === 'ref').map(({ offset }) => offset)
}

/** Which addresses are given out: ascending, nothing is ever freed. */
function addressSpace(end: number): { reserve(bytes: number): number; contains(address: number, bytes: number): boolean } {
  const starts: number[] = []
  const ends: number[] = []
  let next = FIRST_ADDRESS
  return {
    reserve: (bytes) => {
      const start = next
      if (start + bytes + GAP > end) throw new RangeError(`out of memory: ${bytes} bytes do not fit`)
      next = Math.ceil((start + bytes + GAP) / 16) * 16
      starts.push(start)
      ends.push(start + bytes)
      return start
    },
    contains: (address, bytes) => {
      let low = 0
      let high = starts.length
      while (low < high) {
        const middle = (low + high) >> 1
        if (starts[middle]! <= address) low = middle + 1
        else high = middle
      }
      return low > 0 && address + bytes <= ends[low - 1]!
    },
  }
}

function handleOf<Thing>(table: Thing[], thing: Thing): Handle {
  const known = table.indexOf(thing)
  return known >= 0 ? known : table.push(thing) - 1
}

/** The value that the bits of an f64 stand for. */
function ofTagBits(bits: bigint): unknown {
  const pattern = BigInt.asUintN(64, bits)
  if (pattern === TAGS.undefined) return undefined
  if (pattern === TAGS.null) return null
  if (pattern === TAGS.true || pattern === TAGS.false) return pattern === TAGS.true
  const view = new DataView(new ArrayBuffer(8))
  view.setBigUint64(0, pattern)
  return view.getFloat64(0)
}

/** The other way; undefined for what no such bits stand for. */
function tagBitsOf(value: unknown): bigint | undefined {
  if (typeof value !== 'number') return TAGS[String(value) as keyof typeof TAGS]
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  return view.getBigInt64(0)
}

type HostTable = Record<HostName, (...operands: never[]) => unknown>

function hostTable(tables: Tables, memory: ArrayBuffer): HostTable {
  return {
    ...stringTable(tables),
    ...errorTable(tables),
    ...logTable(tables),
    'array.sort': (data: number, length: number, kind: number) => sortElements(memory, data, length, kind),
    'text:norm': norm(),
    'bool.random': () => 0.5,
    'clock.now': () => 0,
    'clock.date': () => 0,
  } as unknown as HostTable
}

function norm(): (x: number, mode: number) => number {
  const values: number[] = []
  return (x, mode) => {
    if (mode === 0) values.length = 0
    if (mode !== 2) values.push(x)
    return Math.hypot(...values)
  }
}

function stringTable({ strings }: Tables) {
  const text = (handle: Handle) => strings[handle]!
  const handle = (made: string) => handleOf(strings, made)
  return {
    'str.from_f64': (x: number) => handle(String(x)),
    'str.from_i64_s': (x: bigint) => handle(String(x)),
    'str.from_i64_u': (x: bigint) => handle(String(BigInt.asUintN(64, x))),
    'str.from_tagged': (x: bigint) => handle(String(ofTagBits(x))),
    'str.from_bool': (x: number) => handle(String(x !== 0)),
    'str.concat': (a: Handle, b: Handle) => handle(text(a) + text(b)),
    'str.build': (a: Handle, b: Handle) => handle(text(a) + text(b)),
    'str.eq': (a: Handle, b: Handle) => (text(a) === text(b) ? 1 : 0),
    'str.lt': (a: Handle, b: Handle) => (text(a) < text(b) ? 1 : 0),
    'str.length': (a: Handle) => text(a).length,
    'str.code': (a: Handle, index: number) => (index >= 0 && index < text(a).length ? text(a).charCodeAt(index) : -1),
    'str.char': (a: Handle, index: number) => handle(text(a).charAt(index)),
    'text:hash': (a: Handle) => text(a).length,
    'str.to_f64': (a: Handle) => Number(text(a)),
    // Equal texts have one handle here, made at any time, so none dies.
    'text:mark': () => BUILT,
    'text:release': () => {},
    'text:keep': () => {},
  }
}

function errorTable(tables: Tables) {
  const { strings, errors } = tables
  const constructors = ERROR_KINDS.map((kind) => globalThis[kind])
  const property = (handle: Handle, name: 'name' | 'message') => {
    const error = errors[handle]
    return handleOf(strings, error instanceof Error ? error[name] : String(error))
  }
  return {
    'error.new': (kind: number, message: Handle) => errors.push(new constructors[kind]!(strings[message])) - 1,
    'error.caught': () => handleOf(errors, tables.thrown),
    'text:thrown': (bits: bigint) => handleOf(errors, ofTagBits(bits)),
    'text:value': (handle: Handle) => tagBitsOf(errors[handle]) ?? TAGS.true,
    'text:typeof': (handle: Handle) => handleOf(strings, typeof errors[handle]),
    'text:string': (handle: Handle) => handleOf(strings, String(errors[handle])),
    'text:same': (a: Handle, b: Handle) => (errors[a] === errors[b] ? 1 : 0),
    'error.message': (handle: Handle) => property(handle, 'message'),
    'error.name': (handle: Handle) => property(handle, 'name'),
    'error.is': (handle: Handle, kind: number) => (errors[handle] instanceof constructors[kind]! ? 1 : 0),
  }
}

function logTable({ strings, line, printed }: Tables) {
  const log = (value: unknown) => {
    line.push(value)
  }
  return {
    'log.f64': log,
    'log.tagged': (x: bigint) => log(ofTagBits(x)),
    'log.i64_s': log,
    'log.i64_u': (x: bigint) => log(BigInt.asUintN(64, x)),
    'log.bool': (x: number) => log(x !== 0),
    'log.str': (x: Handle) => log(x === TEXTS.null ? null : strings[x]),
    'log.ref': (reference: number, type: number) => log({ reference, type }),
    'log.end': (method: number) => {
      printed.push({ method: LOG_METHODS[method]!, values: line.splice(0) })
    },
  }
}
