/** Layout ids: given out by name, so that equal layouts of different modules are one. */
import { ARRAY, type Layout, LIST } from '../artifact/layout.ts'
import { BYTES_LAYOUT, REFS_LAYOUT } from '../artifact/layouts.ts'

/** What the collector needs to know of layouts. */
export interface LayoutTable {
  readonly ids: Map<string, number>
  /** Byte offsets of references in objects, those of each layout together; blocks of references are not among them. */
  readonly references: number[]
  /** By id: where the layout's references begin; those of the next one begin where they end. Id 0 is no layout. */
  readonly firstReference: number[]
}

export const BYTES_ID = 1
export const REFS_ID = 2

export function createLayoutTable(): LayoutTable {
  const table: LayoutTable = { ids: new Map(), references: [], firstReference: [0, 0] }
  layoutId(table, BYTES_LAYOUT)
  layoutId(table, REFS_LAYOUT)
  return table
}

/** The id of a layout; a new one at first sight. */
export function layoutId(table: LayoutTable, layout: Layout): number {
  const known = table.ids.get(layout.name)
  if (known !== undefined) return known
  const id = newLayoutId(table, layout)
  table.ids.set(layout.name, id)
  return id
}

/** An id of its own, for a layout whose name means something in one artifact only. */
export function newLayoutId({ references, firstReference }: LayoutTable, layout: Layout): number {
  references.push(...referencesOf(layout))
  return firstReference.push(references.length) - 2
}

function referencesOf(layout: Layout): number[] {
  if (layout.kind === 'list') return [LIST.block]
  if (layout.kind === 'array') return [ARRAY.owner]
  return layout.fields.filter((field) => field.storage === 'ref').map((field) => field.offset)
}
