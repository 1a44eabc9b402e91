/** A typed module as WebAssembly, with what the run time must know to load it. */

import { loopName } from '../../artifact/joined.ts'
import { removeUnreachable } from '../../ir/cfg.ts'
import type { Func } from '../../ir/function.ts'
import type { Module } from '../../ir/module.ts'
import { callFacts } from '../calls.ts'
import { withFrame } from '../roots.ts'
import { exportThunk } from './abi.ts'
import { body, type Code, i64, type Mark, newCode, op } from './code.ts'
import { type Bytes, finish, newBytes, PREAMBLE, SECTIONS, writeByte, writeBytes, writeName, writeSection, writeU32 } from './encode.ts'
import { emitFunction } from './function.ts'
import { HELPERS, helperCode, helperGlobals, helperName } from './helpers.ts'
import { writeHints } from './hints.ts'
import { type EmittedSite, type FunctionImport, type Link, newLink, ownFunction } from './link.ts'
import { wasmType } from './lowering.ts'
import { WASM_TYPES, type WasmType } from './opcodes.ts'

export interface Emitted {
  readonly bytes: Uint8Array
  /** String constants: import `s` `<index>` is the handle of the one at that index. */
  readonly strings: string[]
  /** Templates of functions: import `f` `<index>` is the object of the one at that index. */
  readonly functionRefs: string[]
  /** Static fields: import `c` `<index>` is the object of the one at that index. */
  readonly staticRefs: string[]
  /** What the imports of `t` throw, by their first argument. */
  readonly sites: EmittedSite[]
  /** Names of the layouts whose ids the module imports. */
  readonly layouts: string[]
  /** Host functions and functions of Math that it imports. */
  readonly host: string[]
  readonly math: string[]
  /** Names of the functions, in the order of the code section. */
  readonly functions: string[]
  /** What comes from where, in the order of the code. */
  readonly places: readonly FunctionPlaces[]
  /** Whether a call can run for long: some function has a loop, or functions call each other in a circle. */
  readonly hasLoops: boolean
  /** The exported function has no loop: so many others have, which are exported as well (`loopName`). */
  readonly loops: number
}

export interface FunctionPlaces {
  /** Undefined for thunks and helpers. */
  readonly func: Func | undefined
  /** Offset in the module of its first byte. */
  readonly start: number
  /** Offsets from there, in order. */
  readonly marks: readonly Mark[]
}

/** A function of the module: its type, and its code. */
interface Entry {
  readonly name: string
  readonly func?: Func
  readonly params: readonly WasmType[]
  readonly results: readonly WasmType[]
  readonly code: Code
}

/** `loopsApart`: see to it that whoever calls a function without loops need not wait for those with loops. */
export function emitModule(module: Module, loopsApart = false): Emitted {
  // What is not optimised has blocks that control does not reach, and values of those in others.
  for (const func of module.funcs.values()) removeUnreachable(func)
  const facts = callFacts(module)
  const link = newLink(module.layouts, !facts.reachable.some(catches), facts.reachable.some(builds))
  const entries: Entry[] = []
  const looping: string[] = []
  for (const original of facts.reachable) {
    const { func, frame } = withFrame(original, facts.collects)
    const { code, hasLoop } = emitFunction(func, link, frame)
    entries.push({
      name: ownFunction(func.name),
      func: original,
      params: code.locals.slice(0, code.params),
      results: func.results.map(wasmType),
      code,
    })
    if (hasLoop) looping.push(func.name)
  }
  const long = [...facts.circular, ...looping]
  const apart = loopsApart && facts.circular.size === 0 && !module.exports.some(({ name }) => looping.includes(name)) ? looping : []
  const exported = [
    ...module.exports.map((made) => {
      const thunk = exportThunk(module, made)
      if (thunk) entries.push(thunk)
      return { name: made.name, callee: thunk ? thunk.name : ownFunction(made.name) }
    }),
    ...apart.map((name, index) => ({ name: loopName(index), callee: ownFunction(name) })),
  ]
  for (const name of link.helpers) {
    const { params, result } = HELPERS[name]()
    entries.push({ name: helperName(name), params, results: [result], code: helperCode(name, link.globals.size) })
  }
  const imports = [...link.functions.values()]
  const ofModule = (name: string) => imports.filter((made) => made.module === name).map((made) => made.name)
  return {
    ...assemble(link, imports, entries, exported, long.map(ownFunction)),
    strings: [...link.strings.keys()],
    functionRefs: [...link.functionRefs.keys()],
    staticRefs: [...link.staticRefs.keys()],
    sites: [...link.sites.values()].map(({ site }) => site),
    layouts: [...link.globals.values()].filter((made) => made.module === 'l').map((made) => made.name),
    host: ofModule('h'),
    math: ofModule('math'),
    functions: entries.map(displayName),
    hasLoops: long.length > 0,
    loops: apart.length,
  }
}

function catches({ blocks }: Func): boolean {
  return blocks.some(({ term }) => term.kind === 'invoke' && term.unwind !== undefined)
}

function builds({ blocks }: Func): boolean {
  return blocks.some(({ insts }) => insts.some(({ op: name }) => name.startsWith('str.append')))
}

/** Own functions go by their names, helpers and thunks are marked as what they are. */
function displayName({ name }: Entry): string {
  return name.startsWith('$') ? name.slice(1) : name
}

function assemble(
  link: Link,
  imports: readonly FunctionImport[],
  entries: readonly Entry[],
  exported: readonly { name: string; callee: string }[],
  long: readonly string[],
): Pick<Emitted, 'bytes' | 'places'> {
  const indices = new Map<string, number>()
  for (const key of link.functions.keys()) indices.set(key, indices.size)
  for (const { name } of entries) indices.set(name, indices.size)
  const indexOf = (callee: string) => indices.get(callee)!
  const types = new Map<string, number>()
  const typeSection = newBytes()
  const typeIndex = ({ params, results }: { params: readonly WasmType[]; results: readonly WasmType[] }) => {
    const key = `${params.join()}>${results.join()}`
    const known = types.get(key)
    if (known !== undefined) return known
    types.set(key, types.size)
    writeByte(typeSection, 0x60)
    writeTypes(typeSection, params)
    writeTypes(typeSection, results)
    return types.size - 1
  }
  const importSection = writeImports(
    link,
    imports,
    entries.some(({ code }) => code.memory),
    typeIndex,
  )
  const functionSection = newBytes()
  writeU32(functionSection, entries.length)
  for (const entry of entries) writeU32(functionSection, typeIndex(entry))
  const globals = helperGlobals(link.helpers)
  const allTypes = newBytes()
  writeU32(allTypes, types.size)
  append(allTypes, typeSection)

  const out = newBytes(4096)
  writeBytes(out, PREAMBLE)
  writeSection(out, SECTIONS.type, allTypes)
  writeSection(out, SECTIONS.import, importSection)
  writeSection(out, SECTIONS.function, functionSection)
  if (globals > 0) writeSection(out, SECTIONS.global, writeGlobals(globals))
  writeSection(out, SECTIONS.export, writeExports(exported, indexOf))
  if (long.length > 0) writeSection(out, SECTIONS.custom, writeHints(entries, long))
  const code = writeCode(entries, indexOf)
  writeSection(out, SECTIONS.code, code.bytes)
  const moved = out.length - code.bytes.length
  writeSection(out, SECTIONS.custom, writeNames(entries, indexOf))
  return { bytes: finish(out), places: code.places.map((each) => ({ ...each, start: each.start + moved })) }
}

function append(bytes: Bytes, more: Bytes): void {
  writeBytes(bytes, more.data.subarray(0, more.length))
}

function writeTypes(bytes: Bytes, types: readonly WasmType[]): void {
  writeU32(bytes, types.length)
  for (const type of types) writeByte(bytes, WASM_TYPES[type])
}

const KIND = { function: 0, memory: 2, global: 3 } as const

/** The memory has no minimum and no maximum, so any will do. */
function writeImports(link: Link, imports: readonly FunctionImport[], memory: boolean, typeIndex: (made: FunctionImport) => number): Bytes {
  const bytes = newBytes()
  writeU32(bytes, imports.length + link.globals.size + (memory ? 1 : 0))
  for (const made of imports) {
    writeName(bytes, made.module)
    writeName(bytes, made.name)
    writeByte(bytes, KIND.function)
    writeU32(bytes, typeIndex(made))
  }
  if (memory) {
    writeName(bytes, 'm')
    writeName(bytes, 'memory')
    writeByte(bytes, KIND.memory)
    writeByte(bytes, 0)
    writeU32(bytes, 0)
  }
  for (const { module, name, mutable } of link.globals.values()) {
    writeName(bytes, module)
    writeName(bytes, name)
    writeByte(bytes, KIND.global)
    writeByte(bytes, WASM_TYPES.i32)
    writeByte(bytes, mutable ? 1 : 0)
  }
  return bytes
}

/** The module's own globals: mutable int64, 0 at first. */
function writeGlobals(count: number): Bytes {
  const code = newCode([])
  const { bytes } = code
  writeU32(bytes, count)
  for (let index = 0; index < count; index++) {
    writeByte(bytes, WASM_TYPES.i64)
    writeByte(bytes, 1)
    i64(code, 0n)
    op(code, 'end')
  }
  return bytes
}

function writeExports(exported: readonly { name: string; callee: string }[], indexOf: (callee: string) => number): Bytes {
  const bytes = newBytes()
  writeU32(bytes, exported.length)
  for (const { name, callee } of exported) {
    writeName(bytes, name)
    writeByte(bytes, KIND.function)
    writeU32(bytes, indexOf(callee))
  }
  return bytes
}

/** The code section, and where in it everything came to stand. */
function writeCode(entries: readonly Entry[], indexOf: (callee: string) => number): { bytes: Bytes; places: FunctionPlaces[] } {
  const bytes = newBytes(1024)
  const places: FunctionPlaces[] = []
  writeU32(bytes, entries.length)
  for (const { code, func } of entries) {
    const made = body(code, indexOf)
    writeU32(bytes, made.bytes.length)
    places.push({ func, start: bytes.length, marks: made.marks })
    append(bytes, made.bytes)
  }
  return { bytes, places }
}

const FUNCTION_NAMES = 1

/** The names that stack traces and profilers show. */
function writeNames(entries: readonly Entry[], indexOf: (callee: string) => number): Bytes {
  const names = newBytes()
  writeU32(names, entries.length)
  for (const entry of entries) {
    writeU32(names, indexOf(entry.name))
    writeName(names, displayName(entry))
  }
  const bytes = newBytes()
  writeName(bytes, 'name')
  writeByte(bytes, FUNCTION_NAMES)
  writeU32(bytes, names.length)
  append(bytes, names)
  return bytes
}
