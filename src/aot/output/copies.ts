/**
 * Where code of the user stands in the output as it was written, types apart: what makes constants, classes as the host sees
 * them, statements of the top level. The pieces are found again in the text; each word of them is mapped. Where something was put
 * into a piece (`late-calls.ts`, `private-readers.ts`), its lines are still those of the source, and its words in the same order.
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
  for (const piece of pieces.sort((a, b) => a.at - b.at || b.length - a.length)) {
    if (piece.at < end) continue
    end = piece.at + piece.length
    const { file, at, words, sourceOf } = piece
    for (const { from, to } of words) {
      const { line: sourceLine, column: sourceColumn } = lineAndColumn(piece.starts, sourceOf(from))
      mappings.push({ ...lineAndColumn(starts, at + to), source: file.shown, sourceLine, sourceColumn })
    }
  }
  return mappings
}

interface Piece {
  readonly file: SourceFile
  /** In the output. */
  readonly at: number
  readonly length: number
  /** Offsets of words, in the piece as it was written and in what the output has. */
  readonly words: readonly { readonly from: number; readonly to: number }[]
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
      const found = wholeIn(output, text, at) ?? changedIn(output, text, at)
      if (!found) continue
      at = found.at + found.length
      pieces.push({ file, ...found, sourceOf: (offset) => start + (origin?.(offset) ?? offset), starts })
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

type Found = Pick<Piece, 'at' | 'length' | 'words'>

function wholeIn(output: string, text: string, from: number): Found | undefined {
  const at = output.indexOf(text, from)
  if (at < 0) return undefined
  return { at, length: text.length, words: [...text.matchAll(WORD)].map(({ index }) => ({ from: index, to: index })) }
}

/** The piece begins as it did, up to its first bracket; then it is followed line by line. */
function changedIn(output: string, text: string, from: number): Found | undefined {
  const head = /^[^({]+[({]/.exec(text)?.[0]
  const at = head === undefined ? -1 : output.indexOf(head, from)
  if (at < 0) return undefined
  const words: { from: number; to: number }[] = []
  let [before, place] = [0, at]
  for (const line of text.split('\n')) {
    const end = output.indexOf('\n', place)
    const made = output.slice(place, end < 0 ? undefined : end)
    let column = 0
    for (const { 0: word, index } of line.matchAll(WORD)) {
      const found = made.indexOf(word, column)
      if (found < 0) continue
      words.push({ from: before + index, to: place - at + found })
      column = found + word.length
    }
    before += line.length + 1
    place += made.length + 1
  }
  return { at, length: place - 1 - at, words }
}
