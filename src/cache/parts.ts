/**
 * What is kept of a class for code that is compiled with it: a row in the file of the class, which is no artifact and has no head. It
 * depends on the text of the class and what the rows of the file have in common; of all else the compiler that reads it sees to that itself.
 */
import type { SourceUnit } from '../artifact/captured.ts'
import type { Parts } from '../artifact/parts.ts'
import type { Directory } from './directory.ts'
import { encodeSections, openEntry, sumOf } from './entry.ts'
import { digestOf, keyParts } from './key.ts'
import type { Slice } from './pack.ts'
import { addRow, classPack, dropRow, type Pack, type Row } from './packs.ts'

interface Where {
  readonly directory: Directory
  readonly build: string
  readonly engine: string
}

/** Is it such a row, of a class with this digest? */
export function isParts({ first }: Pick<Slice, 'first'>, pack: Pick<Pack, 'first'>): boolean {
  return first === firstOf(pack)
}

function firstOf({ first }: Pick<Pack, 'first'>): string {
  return digestOf(`parts of ${first}`)
}

/**
 * To keep something takes some milliseconds of the first compilation. It is worth that where the class comes again: in a second kernel,
 * in one that was edited, in one that is compiled in each process.
 */
export function partsIn({ directory, build, engine }: Where, asking: string | undefined, isWorth: () => boolean): Parts | undefined {
  if (asking !== build) return undefined
  return {
    takes: ({ declared }) => declared?.kept?.() !== undefined,
    isWorth(unit) {
      const pack = packFor(directory, unit, build, engine)
      if (!pack) return false
      const isTaken = pack.inCode === true || pack.rows.length > 0 || isWorth()
      pack.inCode = true
      return isTaken
    },
    find(unit) {
      const pack = packFor(directory, unit, build, engine)
      const row = pack && rowsOf(pack).at(-1)
      const sections = row && openEntry(row.bytes)
      if (typeof sections !== 'string') return sections && Buffer.from(sections.wasm).toString()
      dropRow(directory, pack!, row!)
      return undefined
    },
    keep(unit, text) {
      const pack = packFor(directory, unit, build, engine)
      if (!pack) return
      for (const row of rowsOf(pack)) dropRow(directory, pack, row)
      const nothing = new Uint8Array()
      const bytes = encodeSections({ head: nothing, facts: nothing, wasm: Buffer.from(text) })
      addRow(directory, pack, { first: firstOf(pack), second: sumOf(bytes), bytes })
    },
  }
}

function rowsOf(pack: Pack): Row[] {
  return pack.rows.filter((row) => isParts(row, pack))
}

function packFor(directory: Directory, unit: SourceUnit, build: string, engine: string): Pack | undefined {
  const options = unit.declared?.kept?.()
  if (!options) return undefined
  const none = new Map<string, SourceUnit>()
  const request = {
    unit,
    signature: { params: [], result: { kind: 'inferred' } },
    lazy: false,
    functions: none,
    classes: none,
    options,
  } as const
  return classPack(directory, keyParts(request, build, engine), unit)
}
