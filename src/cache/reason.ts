/** Why something had to be compiled. Looked for only when somebody asks. */

import { closest, differences } from './differences.ts'
import { type Directory, fetch, pathOf } from './directory.ts'
import { type Head, headOf, openEntry } from './entry.ts'
import { listAll, nameInFiles } from './listing.ts'

/** So many entries of one name are looked at. */
const MOST = 200

export interface Missed {
  readonly damage: string | undefined
  readonly head: Head | undefined
  readonly file: string | undefined
}

export function reasonOf(directory: Directory, { damage, head, file }: Missed): string {
  if (directory.refused !== undefined) return directory.refused
  if (damage !== undefined) return damage
  const unkept = directory.unwritable === undefined ? '' : `; it cannot be kept: ${directory.unwritable}`
  if (head === undefined) return `it was not found${unkept}`
  return (nearest(directory, head, file) ?? 'it was not compiled before') + unkept
}

function nearest(directory: Directory, head: Head, own: string | undefined): string | undefined {
  const before = closest(headsNamed(directory, head.key.name, own), head)
  if (before === undefined) return undefined
  const found = differences(before, head)
  return found.length === 0 ? undefined : found.join(', ')
}

/** What the entries of one name depend on. */
export function headsNamed(directory: Directory, name: string, except: string | undefined): Head[] {
  const wanted = nameInFiles(name)
  const entries = listAll(directory.disk, directory.root).filter((entry) => entry.name === wanted && pathOf(directory, entry) !== except)
  return entries.slice(-MOST).flatMap((entry) => {
    const bytes = fetch(directory, entry)
    const sections = bytes instanceof Uint8Array ? openEntry(bytes) : undefined
    const head = typeof sections === 'object' ? headOf(sections) : undefined
    return head === undefined || head.key.name !== name ? [] : [head]
  })
}
