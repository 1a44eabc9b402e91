/**
 * Several modules of the compiler → one. It reads what emit/wasm writes and nothing more: no tables, no data, one memory, and
 * code in which calls and globals alone have indices. Imported globals become mutable, for what they hold is known only when
 * the member that wants them is called; functions are given what belongs to a member in the same way (runtime/joined.ts).
 */
import { isCommon, type JoinedCode, joinedName } from '../artifact/joined.ts'
import { endOfInstruction, type Reader, readName, readU32, sectionsOf, skipTypes } from './wasm-reader.ts'

const KIND = { function: 0, memory: 2, global: 3 } as const
const SECTION = { type: 1, import: 2, function: 3, global: 6, export: 7, code: 10 } as const
const OP = { call: 0x10, globalGet: 0x23, globalSet: 0x24 } as const
const PREAMBLE = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]

/** A module, as bytes that need no change but for their indices. */
interface Member {
  readonly data: Uint8Array
  readonly types: readonly Uint8Array[]
  readonly imports: readonly { readonly module: string; readonly name: string; readonly kind: number; readonly type: number }[]
  /** Types of its own functions. */
  readonly functions: readonly number[]
  readonly globals: readonly Uint8Array[]
  readonly exports: readonly { readonly name: string; readonly index: number }[]
  readonly bodies: readonly { readonly start: number; readonly end: number }[]
}

/** Things by what they are, in the order of their first mention. */
interface Numbering<T> {
  readonly known: Map<string, number>
  readonly list: T[]
}

interface Import {
  readonly module: string
  readonly name: string
  readonly tail: readonly number[]
}

function numberOf<T>({ known, list }: Numbering<T>, key: string, make: () => T): number {
  const found = known.get(key)
  if (found !== undefined) return found
  known.set(key, list.length)
  return list.push(make()) - 1
}

/** By the member's own number, that in the whole. */
interface Places {
  readonly functions: number[]
  readonly globals: number[]
}

export function join(modules: readonly Uint8Array[]): JoinedCode {
  const members = modules.map(readMember)
  const types: Numbering<Uint8Array> = { known: new Map(), list: [] }
  const functions: Numbering<Import> = { known: new Map(), list: [] }
  const globals: Numbering<Import> = { known: new Map(), list: [] }
  const typeOf = ({ types: own }: Member, index: number) => numberOf(types, own[index]!.join(), () => own[index]!)
  const places = members.map((member, place): Places => {
    const found: Places = { functions: [], globals: [] }
    for (const { module, name: plain, kind, type } of member.imports) {
      if (kind === KIND.memory) continue
      const name = isCommon(module, plain) ? plain : joinedName(place, plain)
      if (kind === KIND.global) {
        const mutable = isCommon(module, plain) ? type & 1 : 1
        found.globals.push(numberOf(globals, `${module} ${name}`, () => ({ module, name, tail: [KIND.global, 0x7f, mutable] })))
      } else {
        const own = typeOf(member, type)
        // `Math.hypot` is imported with several types.
        found.functions.push(numberOf(functions, `${module} ${name} ${own}`, () => ({ module, name, tail: [KIND.function, ...u32(own)] })))
      }
    }
    return found
  })
  let [nextFunction, nextGlobal] = [functions.list.length, globals.list.length]
  for (const [index, { functions: own, globals: variables }] of members.entries()) {
    for (const _ of own) places[index]!.functions.push(nextFunction++)
    for (const _ of variables) places[index]!.globals.push(nextGlobal++)
  }
  const memory: Import[] = members.some(({ imports }) => imports.some(({ kind }) => kind === KIND.memory))
    ? [{ module: 'm', name: 'memory', tail: [KIND.memory, 0, 0] }]
    : []
  const ownTypes = members.flatMap((member) => member.functions.map((type) => u32(typeOf(member, type))))
  const head = [
    ...PREAMBLE,
    ...section(
      SECTION.type,
      types.list.map((type) => [...type]),
    ),
    ...section(
      SECTION.import,
      [...functions.list, ...memory, ...globals.list].map(({ module, name, tail }) => [...text(module), ...text(name), ...tail]),
    ),
    ...section(SECTION.function, ownTypes),
    ...section(
      SECTION.global,
      members.flatMap(({ globals: own }) => own.map((global) => [...global])),
    ),
    ...section(
      SECTION.export,
      members.flatMap(({ exports }, place) =>
        exports.map(({ name, index }) => [...text(joinedName(place, name)), KIND.function, ...u32(places[place]!.functions[index]!)]),
      ),
    ),
  ]
  return withCode(head, members, places)
}

function withCode(head: readonly number[], members: readonly Member[], places: readonly Places[]): JoinedCode {
  const moves: number[] = []
  const code = u32(members.reduce((sum, { bodies }) => sum + bodies.length, 0))
  for (const [place, member] of members.entries()) {
    for (const { start, end } of member.bodies) {
      const { bytes, widened } = moved(member.data, start, end, places[place]!)
      append(code, u32(bytes.length))
      for (const [now, before] of [[0, start] as const, ...widened]) moves.push(code.length + now, place, before)
      append(code, bytes)
    }
  }
  const size = u32(code.length)
  const start = head.length + 1 + size.length
  return {
    wasm: Uint8Array.from([...head, SECTION.code, ...size, ...code]),
    moves: moves.map((number, index) => (index % 3 === 0 ? number + start : number)),
    members: members.length,
  }
}

/** The body of a function with its indices in the whole, and after which of them the code has become longer. */
function moved(data: Uint8Array, start: number, end: number, { functions, globals }: Places) {
  const bytes: number[] = []
  const widened: (readonly [now: number, before: number])[] = []
  const reader: Reader = { data, at: start }
  const copy = (from: number) => append(bytes, data.subarray(from, reader.at))
  for (let groups = readU32(reader); groups > 0; groups--) {
    readU32(reader)
    reader.at++
  }
  copy(start)
  while (reader.at < end) {
    const from = reader.at
    const op = data[from]!
    if (op !== OP.call && op !== OP.globalGet && op !== OP.globalSet) {
      reader.at = endOfInstruction(data, from)
      copy(from)
      continue
    }
    reader.at++
    const index = readU32(reader)
    append(bytes, [op, ...u32((op === OP.call ? functions : globals)[index]!)])
    if (bytes.length - (widened.at(-1)?.[0] ?? 0) !== reader.at - (widened.at(-1)?.[1] ?? start)) widened.push([bytes.length, reader.at])
  }
  return { bytes, widened }
}

function readMember(data: Uint8Array): Member {
  const found = sectionsOf(data)
  const vector = <T>(id: number, read: (reader: Reader) => T): T[] => {
    const at = found.get(id)
    if (at === undefined) return []
    const reader: Reader = { data, at }
    return Array.from({ length: readU32(reader) }, () => read(reader))
  }
  const slice = (skip: (reader: Reader) => void) => (reader: Reader) => {
    const start = reader.at
    skip(reader)
    return data.subarray(start, reader.at)
  }
  return {
    data,
    types: vector(
      SECTION.type,
      slice((reader) => {
        reader.at++
        skipTypes(reader)
        skipTypes(reader)
      }),
    ),
    imports: vector(SECTION.import, (reader) => {
      const [module, name, kind] = [readName(reader), readName(reader), data[reader.at++]!]
      if (kind !== KIND.function) reader.at += 1
      return { module, name, kind, type: readU32(reader) }
    }),
    functions: vector(SECTION.function, readU32),
    globals: vector(
      SECTION.global,
      slice((reader) => {
        reader.at += 2
        while (data[reader.at] !== 0x0b) reader.at = endOfInstruction(data, reader.at)
        reader.at++
      }),
    ),
    exports: vector(SECTION.export, (reader) => {
      const name = readName(reader)
      reader.at++
      return { name, index: readU32(reader) }
    }),
    bodies: vector(SECTION.code, (reader) => {
      const length = readU32(reader)
      const start = reader.at
      reader.at += length
      return { start, end: reader.at }
    }),
  }
}

function append(bytes: number[], more: Iterable<number>): void {
  for (const byte of more) bytes.push(byte)
}

function u32(value: number): number[] {
  const bytes: number[] = []
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 0x80) return [...bytes, rest]
    bytes.push((rest & 0x7f) | 0x80)
  }
}

function text(name: string): number[] {
  const bytes = new TextEncoder().encode(name)
  return [...u32(bytes.length), ...bytes]
}

/** Nothing if there is nothing in it. */
function section(id: number, items: readonly (readonly number[])[]): number[] {
  if (items.length === 0) return []
  const content = [...u32(items.length), ...items.flat()]
  return [id, ...u32(content.length), ...content]
}
