/** Source maps, version 3. */
import { encodeVlq } from '../../base/vlq.ts'
import { finish, newBytes, SECTIONS, writeBytes, writeName, writeSection } from '../../emit/wasm/encode.ts'
import type { MappedOffset } from '../compile/places.ts'

export interface Mapping {
  /** Of what is made, from 0. */
  readonly line: number
  readonly column: number
  readonly source: string
  readonly sourceLine: number
  readonly sourceColumn: number
}

export interface MapOptions {
  /** The file that the map is of. */
  readonly file: string
  /** How the map speaks of a source, and what is in it. */
  readonly name: (source: string) => string
  readonly content: (source: string) => string | undefined
}

/** `mappings` in the order of what is made. */
export function sourceMap(mappings: readonly Mapping[], { file, name, content }: MapOptions): string {
  const sources = [...new Set(mappings.map(({ source }) => source))]
  const contents = sources.map((source) => content(source) ?? null)
  return JSON.stringify({
    version: 3,
    file,
    sources: sources.map(name),
    ...(contents.some((text) => text !== null) ? { sourcesContent: contents } : {}),
    names: [],
    mappings: encoded(mappings, sources),
  })
}

function encoded(mappings: readonly Mapping[], sources: readonly string[]): string {
  let text = ''
  let [line, column, source, sourceLine, sourceColumn] = [0, 0, 0, 0, 0]
  let isFirst = true
  for (const each of mappings) {
    for (; line < each.line; line++) {
      text += ';'
      column = 0
      isFirst = true
    }
    const index = sources.indexOf(each.source)
    const fields = [each.column - column, index - source, each.sourceLine - sourceLine, each.sourceColumn - sourceColumn]
    text += `${isFirst ? '' : ','}${encodeVlq(fields)}`
    ;({ column, sourceLine, sourceColumn } = each)
    source = index
    isFirst = false
  }
  return text
}

/** WebAssembly is one line, and its columns are offsets. */
export function wasmMap(mapped: readonly MappedOffset[], options: MapOptions): string {
  const mappings = mapped.map(({ offset, source, line, column }) => ({
    line: 0,
    column: offset,
    source,
    sourceLine: line,
    sourceColumn: column,
  }))
  return sourceMap(mappings, options)
}

/** A module that says where its map is. */
export function withMapAddress(wasm: Uint8Array, address: string): Uint8Array {
  const bytes = newBytes(wasm.length + address.length + 32)
  writeBytes(bytes, wasm)
  const section = newBytes()
  writeName(section, 'sourceMappingURL')
  writeName(section, address)
  writeSection(bytes, SECTIONS.custom, section)
  return finish(bytes)
}
