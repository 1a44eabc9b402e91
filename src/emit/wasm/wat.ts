/** An emitted module as text (WAT), for `inspect()` and tests. */
import { type Reader, readByte, readInstruction, readName, readType, readU32, readVector, sections } from './decode.ts'
import { SECTIONS } from './encode.ts'
import type { WasmType } from './opcodes.ts'

interface FunctionType {
  readonly params: WasmType[]
  readonly results: WasmType[]
}

interface Names {
  /** By function index: imports as `module.name`, then the module's own. */
  readonly functions: string[]
  readonly types: FunctionType[]
  readonly importedFunctions: number
}

export function wat(bytes: Uint8Array): string {
  const found = sections(bytes)
  const section = (id: number) => {
    const content = found.find((one) => one.id === id)?.content
    return content && { ...content }
  }
  const types = readTypes(section(SECTIONS.type))
  const functions: string[] = []
  const lines = ['(module']
  readImports(section(SECTIONS.import), types, lines, functions)
  const importedFunctions = functions.length
  const names = { functions, types, importedFunctions }
  // What V8 is told (hints.ts) comes before the names.
  readFunctionNames(found.findLast(({ id }) => id === SECTIONS.custom)?.content, functions)
  const signatures = readSignatures(section(SECTIONS.function))
  readGlobals(section(SECTIONS.global), lines)
  readExports(section(SECTIONS.export), names, lines)
  const code = section(SECTIONS.code)
  if (code) readVector(code, (reader, index) => readBody(reader, index, types[signatures[index]!]!, names, lines))
  lines.push(')')
  return `${lines.join('\n')}\n`
}

function readTypes(reader: Reader | undefined): FunctionType[] {
  if (!reader) return []
  return readVector(reader, () => {
    readByte(reader)
    return { params: readVector(reader, readType), results: readVector(reader, readType) }
  })
}

function readSignatures(reader: Reader | undefined): number[] {
  return reader ? readVector(reader, readU32) : []
}

function signature({ params, results }: FunctionType): string {
  const parts = [params.length > 0 ? ` (param ${params.join(' ')})` : '', results.length > 0 ? ` (result ${results.join(' ')})` : '']
  return parts.join('')
}

function readImports(reader: Reader | undefined, types: FunctionType[], lines: string[], functions: string[]): void {
  if (!reader) return
  readVector(reader, () => {
    const module = readName(reader)
    const name = readName(reader)
    const kind = readByte(reader)
    const described = kind === 0 ? readFunctionImport(reader, types, `${module}.${name}`, functions) : readOtherImport(reader, kind)
    lines.push(`  (import ${JSON.stringify(module)} ${JSON.stringify(name)} ${described})`)
  })
}

function readFunctionImport(reader: Reader, types: FunctionType[], name: string, functions: string[]): string {
  functions.push(name)
  return `(func $${name}${signature(types[readU32(reader)]!)})`
}

const MEMORY = 2

function readOtherImport(reader: Reader, kind: number): string {
  if (kind === MEMORY) {
    readByte(reader)
    return `(memory ${readU32(reader)})`
  }
  const type = readType(reader)
  return readByte(reader) === 1 ? `(global (mut ${type}))` : `(global ${type})`
}

/** The name section: a name, then subsections, of which emit.ts writes the one for functions. */
function readFunctionNames(reader: Reader | undefined, functions: string[]): void {
  if (!reader) return
  readName(reader)
  readByte(reader)
  readU32(reader)
  readVector(reader, () => {
    const index = readU32(reader)
    functions[index] = readName(reader)
  })
}

/** Their first values are constants; the end of each expression prints as nothing. */
function readGlobals(reader: Reader | undefined, lines: string[]): void {
  if (!reader) return
  readVector(reader, () => {
    const type = readType(reader)
    const mutable = readByte(reader) === 1
    const { name, immediate } = readInstruction(reader, String)
    readByte(reader)
    lines.push(`  (global ${mutable ? `(mut ${type})` : type} (${name} ${immediate}))`)
  })
}

function readExports(reader: Reader | undefined, names: Names, lines: string[]): void {
  if (!reader) return
  readVector(reader, () => {
    const name = readName(reader)
    readByte(reader)
    lines.push(`  (export ${JSON.stringify(name)} (func $${names.functions[readU32(reader)]}))`)
  })
}

function readBody(reader: Reader, index: number, type: FunctionType, names: Names, lines: string[]): void {
  const end = readU32(reader) + reader.at
  const locals = readVector(reader, () => ({ count: readU32(reader), type: readType(reader) }))
  lines.push(`  (func $${names.functions[names.importedFunctions + index]}${signature(type)}`)
  const declared = locals.flatMap(({ count, type: local }) => Array<WasmType>(count).fill(local))
  if (declared.length > 0) lines.push(`    (local ${declared.join(' ')})`)
  let depth = 0
  while (reader.at < end) {
    const { name, immediate } = readInstruction(reader, (callee) => names.functions[callee]!)
    if (name === 'end' && depth === 0) break
    if (name === 'end') depth--
    const outdent = name === 'else' || name === 'catch_all' ? 1 : 0
    lines.push(`${'  '.repeat(depth + 2 - outdent)}${name}${immediate === '' ? '' : ` ${immediate}`}`)
    if (name === 'block' || name === 'loop' || name === 'if' || name === 'try') depth++
  }
  lines.push('  )')
}
