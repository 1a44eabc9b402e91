/**
 * Several modules of the compiler → one. It reads what emit/wasm writes and nothing more: no tables, no data, one memory, and
 * code in which calls and globals alone have indices. Imported globals become mutable, for what they hold is known only when
 * the member that wants them is called; functions are given what belongs to a member in the same way (runtime/joined.ts).
 *
 * Functions with loops are left out: in the place of one stands a call through a table, into which the member's own module is
 * put when the first of them is called. So it is with functions of the host that are seldom called: V8 makes code, by its
 * optimising compiler, for each type of a module's imported functions before anything of the module runs.
 *
 *     func $grow(p0, …)    →    func $grow(p0, …)
 *       loop …                    if (table.get slot is null) call $load(slot)
 *                                 call_indirect (p0, …) slot
 */
import { isCommon, isLoopName, isSeldom, type JoinedCode, joinedName, type SeldomImport, SLOTS } from '../artifact/joined.ts'
import { endOfInstruction, type Reader, readName, readU32, sectionsOf, skipTypes } from './wasm-reader.ts'

const KIND = { function: 0, table: 1, memory: 2, global: 3 } as const
const SECTION = { type: 1, import: 2, function: 3, table: 4, global: 6, export: 7, code: 10 } as const
const OP = {
  ...{ if: 0x04, end: 0x0b, call: 0x10, callIndirect: 0x11, drop: 0x1a, localGet: 0x20, globalGet: 0x23, globalSet: 0x24 },
  ...{ tableGet: 0x25, i32Const: 0x41, isNull: 0xd1 },
} as const
const I32 = 0x7f
const FUNCREF = 0x70
const NO_RESULT = 0x40
/** That of `m.refill`, which most members import: it is no further type. */
const LOAD_TYPE = [0x60, 1, I32, 1, I32]
const PREAMBLE = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]

const NO_MEMBER = -1
const SHORT = 100

/** A module, as bytes that need no change but for their indices. */
interface Member {
  readonly data: Uint8Array
  readonly types: readonly Uint8Array[]
  readonly imports: readonly { readonly module: string; readonly name: string; readonly kind: number; readonly type: number }[]
  /** Types of its own functions. */
  readonly functions: readonly number[]
  readonly globals: readonly Uint8Array[]
  readonly exports: readonly { readonly name: string; readonly index: number }[]
  /** Exported functions with loops, by their index. */
  readonly loops: ReadonlySet<number>
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
  /** What stands in the place of functions with loops, by the index of the function. */
  readonly stubs: ReadonlyMap<number, readonly number[]>
}

export function join(modules: readonly Uint8Array[]): JoinedCode {
  const members = modules.map(readMember)
  const types: Numbering<Uint8Array> = { known: new Map(), list: [] }
  const functions: Numbering<Import> = { known: new Map(), list: [] }
  const globals: Numbering<Import> = { known: new Map(), list: [] }
  const typeOf = ({ types: own }: Member, index: number) => numberOf(types, own[index]!.join(), () => own[index]!)
  const loops = members.flatMap((member, place) => [...member.loops].map(() => place))
  const seldom: Numbering<SeldomImport> = { known: new Map(), list: [] }
  const hasSlots = loops.length > 0 || members.some((member) => member.imports.some((each) => isSeldomFunction(member, each)))
  const load = hasSlots
    ? numberOf(functions, 'load', () => {
        const type = numberOf(types, LOAD_TYPE.join(), () => Uint8Array.from(LOAD_TYPE))
        return { module: 'j', name: 'load', tail: [KIND.function, ...u32(type)] }
      })
    : 0
  let slot = 0
  const places = members.map((member, place): Places => {
    const stubOf = (index: number) =>
      stub(member.types[typeOfFunction(member, index)]!, typeOf(member, typeOfFunction(member, index)), load, slot++)
    const stubs = new Map([...member.loops].map((index) => [index, stubOf(index)]))
    const found: Places = { functions: [], globals: [], stubs }
    for (const each of member.imports) {
      const { module, name: plain, kind, type } = each
      if (kind === KIND.memory) continue
      const name = isCommon(module, plain) ? plain : joinedName(place, plain)
      if (kind === KIND.global) {
        const mutable = isCommon(module, plain) ? type & 1 : 1
        found.globals.push(numberOf(globals, `${module} ${name}`, () => ({ module, name, tail: [KIND.global, I32, mutable] })))
      } else if (isSeldomFunction(member, each)) {
        const own = [...member.types[type]!]
        // Its stub comes after all functions that are members' own.
        found.functions.push(-1 - numberOf(seldom, `${module} ${name} ${own}`, () => ({ module, name, type: own })))
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
  for (const { functions: all } of places)
    for (const [index, number] of all.entries()) if (number < 0) all[index] = nextFunction - 1 - number
  const seldomTypes = seldom.list.map(({ type }) => numberOf(types, type.join(), () => Uint8Array.from(type)))
  const after = seldom.list.map(({ type }, index) => stub(Uint8Array.from(type), seldomTypes[index]!, load, loops.length + index))
  const slots = u32(loops.length + seldom.list.length)
  const memory: Import[] = members.some(({ imports }) => imports.some(({ kind }) => kind === KIND.memory))
    ? [{ module: 'm', name: 'memory', tail: [KIND.memory, 0, 0] }]
    : []
  const ownTypes = [...members.flatMap((member) => member.functions.map((type) => typeOf(member, type))), ...seldomTypes].map(u32)
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
    ...section(SECTION.table, hasSlots ? [[FUNCREF, 1, ...slots, ...slots]] : []),
    ...section(
      SECTION.global,
      members.flatMap(({ globals: own }) => own.map((global) => [...global])),
    ),
    ...section(SECTION.export, [
      ...members.flatMap(({ exports, loops: apart }, place) =>
        exports
          .filter(({ index }) => !apart.has(index))
          .map(({ name, index }) => [...text(joinedName(place, name)), KIND.function, ...u32(places[place]!.functions[index]!)]),
      ),
      ...(hasSlots ? [[...text(SLOTS), KIND.table, 0]] : []),
    ]),
  ]
  return { ...withCode(head, members, places, after), loops, seldom: seldom.list }
}

/** One of a long type stays as it is: whoever provides it later writes small numbers only. */
function isSeldomFunction({ types }: Member, { module, name, kind, type }: Member['imports'][number]): boolean {
  return kind === KIND.function && isSeldom(module, name) && types[type]!.length < SHORT
}

/** The type of one of a member's functions: imported ones come first. */
function typeOfFunction({ imports, functions }: Member, index: number): number {
  return functions[index - imports.filter(({ kind }) => kind === KIND.function).length]!
}

/** The body of a function of a type, which has the number `type` in the whole. */
function stub(own: Uint8Array, type: number, load: number, slot: number): number[] {
  const place = [OP.i32Const, ...s32(slot)]
  const parameters = readU32({ data: own, at: 1 })
  return [
    ...[0, ...place, OP.tableGet, 0, OP.isNull, OP.if, NO_RESULT, ...place, OP.call, ...u32(load), OP.drop, OP.end],
    ...Array.from({ length: parameters }, (_, index) => [OP.localGet, ...u32(index)]).flat(),
    ...[...place, OP.callIndirect, ...u32(type), 0, OP.end],
  ]
}

/** `after`: functions that are no member's. */
function withCode(
  head: readonly number[],
  members: readonly Member[],
  places: readonly Places[],
  after: readonly (readonly number[])[],
): Omit<JoinedCode, 'loops' | 'seldom'> {
  const moves: number[] = []
  const code = u32(members.reduce((sum, { bodies }) => sum + bodies.length, after.length))
  const addStub = (body: readonly number[]) => {
    append(code, u32(body.length))
    // Of no member, and so of no place in its source.
    moves.push(code.length, NO_MEMBER, 0)
    append(code, body)
  }
  for (const [place, member] of members.entries()) {
    const imported = places[place]!.functions.length - member.bodies.length
    for (const [index, { start, end }] of member.bodies.entries()) {
      const instead = places[place]!.stubs.get(imported + index)
      if (instead) {
        addStub(instead)
        continue
      }
      const { bytes, widened } = moved(member.data, start, end, places[place]!)
      append(code, u32(bytes.length))
      for (const [now, before] of [[0, start] as const, ...widened]) moves.push(code.length + now, place, before)
      append(code, bytes)
    }
  }
  for (const body of after) addStub(body)
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
  const exports = vector(SECTION.export, (reader) => {
    const name = readName(reader)
    reader.at++
    return { name, index: readU32(reader) }
  })
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
    exports,
    loops: new Set(exports.filter(({ name }) => isLoopName(name)).map(({ index }) => index)),
    bodies: vector(SECTION.code, (reader) => {
      const length = readU32(reader)
      const start = reader.at
      reader.at += length
      return { start, end: reader.at }
    }),
  }
}

/** Signed, of a number that is not negative. */
function s32(value: number): number[] {
  const bytes = u32(value)
  return bytes.at(-1)! < 0x40 ? bytes : [...bytes.slice(0, -1), bytes.at(-1)! | 0x80, 0]
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
