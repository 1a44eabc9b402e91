/** A piece of a file as JavaScript that does what the source does. */
import type { SourceFile } from './file.ts'

export interface JavaScript {
  readonly text: string
  /** From an offset in the text to one in the piece of the file; undefined where both are the same. */
  readonly origin?: (offset: number) => number
}

/** A piece of the text that is another one in the output. */
export interface Edit {
  readonly at: number
  readonly end: number
  readonly text: string
}

/** The same with some pieces replaced. */
export function editedText({ erased, insertions }: SourceFile, start: number, end: number, edits: readonly Edit[]): string {
  const changes = [...insertions.map((each) => ({ ...each, end: each.at })), ...edits].filter((each) => each.at >= start && each.end <= end)
  let text = ''
  let from = start
  for (const change of changes.sort((a, b) => a.at - b.at || a.end - b.end)) {
    text += erased.slice(from, change.at) + change.text
    from = change.end
  }
  return text + erased.slice(from, end)
}

/** Types are blanks; what they stood for besides (fields that parameters declare) is put in. */
export function javascript({ erased, insertions }: SourceFile, start: number, end: number): JavaScript {
  const within = insertions.filter(({ at }) => at > start && at < end)
  if (within.length === 0) return { text: erased.slice(start, end) }
  let text = ''
  let from = start
  /** Where each insertion begins in the text. */
  const places: { readonly begin: number; readonly end: number; readonly before: number }[] = []
  let inserted = 0
  for (const insertion of within) {
    text += erased.slice(from, insertion.at)
    places.push({ begin: text.length, end: text.length + insertion.text.length, before: inserted })
    text += insertion.text
    inserted += insertion.text.length
    from = insertion.at
  }
  text += erased.slice(from, end)
  return {
    text,
    origin: (offset) => {
      const last = places.findLast(({ begin }) => begin <= offset)
      if (!last) return offset
      return offset < last.end ? last.begin - last.before : offset - last.before - (last.end - last.begin)
    },
  }
}
