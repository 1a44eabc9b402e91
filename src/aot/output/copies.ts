/**
 * Where code of the user stands in the output as it was written, types apart: what makes constants, classes as the host sees
 * them, statements of the top level. The pieces are found again in the text; each word of them is mapped.
 */
import { lineAndColumn, lineStarts } from '../../base/lines.ts'
import type { CompiledFile } from '../compile/compile-file.ts'
import type { SourceFile } from '../source/file.ts'
import { javascript } from '../source/javascript.ts'
import type { AstNode } from '../source/node.ts'
import type { Mapping } from './source-map.ts'

const WORD = /[\p{ID_Continue}$]+|[^\s\p{ID_Continue}$]/gu

/** In the order of the output; sources are files as messages show them. */
export function copiesIn(output: string, { graph }: CompiledFile): Mapping[] {
  const starts = lineStarts(output)
  const pieces = [...graph.files.values()].flatMap((file) => piecesOf(output, file))
  const mappings: Mapping[] = []
  let end = 0
  for (const piece of pieces.sort((a, b) => a.at - b.at || b.text.length - a.text.length)) {
    if (piece.at < end) continue
    end = piece.at + piece.text.length
    const { file, at, text, sourceOf } = piece
    for (const { index } of text.matchAll(WORD)) {
      const { line: sourceLine, column: sourceColumn } = lineAndColumn(piece.starts, sourceOf(index))
      mappings.push({ ...lineAndColumn(starts, at + index), source: file.shown, sourceLine, sourceColumn })
    }
  }
  return mappings
}

interface Piece {
  readonly file: SourceFile
  /** In the output. */
  readonly at: number
  readonly text: string
  /** From an offset in the text to one in the file. */
  readonly sourceOf: (offset: number) => number
  readonly starts: readonly number[]
}

/** Each piece of a file comes after those that stand before it there. */
function piecesOf(output: string, file: SourceFile): Piece[] {
  const starts = lineStarts(file.text)
  const pieces: Piece[] = []
  const find = (nodes: Iterable<AstNode>, from: number) => {
    let at = from
    for (const { start, end } of [...new Set(nodes)].sort((a, b) => a.start - b.start)) {
      const { text: whole, origin } = javascript(file, start, end)
      const text = whole.trimEnd()
      const found = output.indexOf(text, at)
      if (found < 0) continue
      at = found + text.length
      pieces.push({ file, at: found, text, sourceOf: (offset) => start + (origin?.(offset) ?? offset), starts })
    }
  }
  const own = output.indexOf(`f${file.index} = (() => {`)
  if (own < 0) return pieces
  find(
    [...file.declarations.values()].map(({ node }) => node),
    own,
  )
  // Statements run beside them, or when all is there.
  find(file.statements, own)
  return pieces
}
