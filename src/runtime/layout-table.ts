/** Layout ids: given out by name, so that equal layouts of different modules are one. */
import type { Layout } from '../artifact/layout.ts'
import { BYTES_LAYOUT, REFS_LAYOUT } from '../artifact/layouts.ts'

/** What the collector needs to know of a layout; indexed by id. Id 0 is no layout: a free object. */
export interface LayoutTable {
  readonly ids: Map<string, number>
  readonly kinds: Layout['kind'][]
  /** Byte offsets of a record's references. */
  readonly references: (readonly number[])[]
}

export const BYTES_ID = 1
export const REFS_ID = 2

export function createLayoutTable(): LayoutTable {
  const table: LayoutTable = { ids: new Map(), kinds: ['bytes'], references: [[]] }
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
export function newLayoutId(table: LayoutTable, layout: Layout): number {
  const id = table.kinds.length
  table.kinds.push(layout.kind)
  table.references.push(layout.fields.filter((field) => field.storage === 'ref').map((field) => field.offset))
  return id
}
