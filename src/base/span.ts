/** A range of characters in one source text. `source` is an index into the compilation's list of sources. */
export interface Span {
  readonly source: number
  readonly start: number
  readonly end: number
  /** What stack traces name, where that is not the beginning. */
  readonly point?: number
  /** Of code that stands in place of a call: whose it is, and which call that was. */
  readonly inlined?: Inlined
}

export interface Inlined {
  /** The function, as stack traces call it; undefined for glue of ours. */
  readonly title: string | undefined
  readonly at: Span
}

/** The place of what stands in no source text. */
const NOWHERE: Span = { source: -1, start: 0, end: 0 }

/** What a span becomes when the body of a function, `title`, is put in place of the call at `call`. */
export function inlinedAt(span: Span, title: string | undefined, call: Span | undefined): Span {
  const { inlined } = span
  const at = inlined ? inlinedAt(inlined.at, title, call) : (call ?? NOWHERE)
  return { ...span, inlined: { title: inlined ? inlined.title : title, at } }
}
