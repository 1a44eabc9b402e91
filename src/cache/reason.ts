/** Why something had to be compiled. Looked for only when somebody asks. */

import { closest, differences } from './differences.ts'
import { type Directory, fetch } from './directory.ts'
import { type Head, headOf, openEntry } from './entry.ts'
import { type Listed, listAll, nameInFiles, secondOf } from './listing.ts'
import { isPack, openPack, type Slice, withText } from './pack.ts'

/** So many entries of one name are looked at. */
const MOST = 200

export interface Missed {
  readonly damage: string | undefined
  readonly head: Head | undefined
  /** Of what was kept now. */
  readonly key: string
}

export function reasonOf(directory: Directory, { damage, head, key }: Missed): string {
  if (directory.refused !== undefined) return directory.refused
  if (damage !== undefined) return damage
  const unkept = directory.unwritable === undefined ? '' : `; it cannot be kept: ${directory.unwritable}`
  if (head === undefined) return `it was not found${unkept}`
  return (nearest(directory, head, key) ?? 'it was not compiled before') + unkept
}

function nearest(directory: Directory, head: Head, own: string): string | undefined {
  const before = closest(headsNamed(directory, head.key.name, own), head)
  if (before === undefined) return undefined
  const found = differences(before, head)
  return found.length === 0 ? undefined : found.join(', ')
}

/** What the entries of one name depend on. */
function headsNamed(directory: Directory, name: string, except: string): Head[] {
  const wanted = nameInFiles(name)
  const known = [...directory.packs.values()].filter((pack) => pack.name === name)
  const files = listAll(directory.disk, directory.root).filter(
    (entry) => entry.name === wanted && known.every(({ first }) => first !== entry.first),
  )
  const heads = [
    ...files.slice(-MOST).flatMap((entry) => headsIn(directory, entry, except)),
    ...known.flatMap(({ rows, text }) => rows.flatMap((row) => headOfSlice(row, text, except))),
  ]
  return heads.filter(({ key }) => key.name === name)
}

function headOfSlice({ first, second, bytes }: Slice, text: string | undefined, except: string): Head | [] {
  const sections = `${first}-${second}` === except ? '' : openEntry(bytes)
  const head = typeof sections === 'object' ? headOf(sections) : undefined
  return head === undefined ? [] : text === undefined ? head : withText(head, text)
}

function headsIn(directory: Directory, entry: Listed, except: string): Head[] {
  const bytes = fetch(directory, entry)
  if (!(bytes instanceof Uint8Array)) return []
  if (!isPack(bytes)) return [headOfSlice({ first: entry.first, second: secondOf(entry), bytes }, undefined, except)].flat()
  const opened = openPack(bytes)
  return typeof opened === 'string' ? [] : opened.slices.flatMap((slice) => headOfSlice(slice, opened.text, except))
}
