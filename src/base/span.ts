/** A range of characters in one source text. `source` is an index into the compilation's list of sources. */
export interface Span {
  readonly source: number
  readonly start: number
  readonly end: number
}
