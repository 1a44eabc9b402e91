/** What the command line shows of a cache. */

import { printSignature } from '../artifact/signature.ts'
import { closest, differences } from './differences.ts'
import { artifactOf, type Head, headOf, openEntry } from './entry.ts'
import { type Disk, readFile } from './files.ts'
import { digestOf } from './key.ts'
import { prune, type Sized, sizedEntries } from './prune.ts'
import { dependencies, titleOf } from './words.ts'

export interface Seen {
  readonly path: string
  readonly bytes: number
  readonly used: number
  /** Undefined for a damaged entry, which `damage` speaks of. */
  readonly head: Head | undefined
  readonly damage: string | undefined
  /** What it was compiled for. */
  readonly signature: string
  /** What compiling had cost. */
  readonly milliseconds: number
}

export type Intact = Seen & { readonly head: Head }

/** Every entry, read and checked; the one used last comes first. */
export function seenEntries(disk: Disk, root: string): Seen[] {
  return sizedEntries(disk, root)
    .reverse()
    .map((entry) => see(disk, entry))
}

function see(disk: Disk, { path, bytes, used, first, file }: Sized): Seen {
  const damaged = (damage: string): Seen => ({ path, bytes, used, head: undefined, damage, signature: '', milliseconds: 0 })
  try {
    const content = readFile({ disk }, path, false)
    if (content === undefined) return damaged('gone')
    const sections = openEntry(content)
    if (typeof sections === 'string') return damaged(sections)
    const head = headOf(sections)
    const artifact = artifactOf(sections)
    if (head === undefined || artifact === undefined) return damaged('damaged: its content makes no sense')
    if (digestOf(`${JSON.stringify(head.key)}\0${head.units[0]?.text}`) !== first)
      return damaged('damaged: it is the entry of something else')
    const second = digestOf(JSON.stringify([head.units, head.questions]))
    if (!file.endsWith(`${second}.tpn`)) return damaged('damaged: it is the entry of something else')
    const signature = printSignature(artifact.exports[0]!.signature)
    return { path, bytes, used, head, damage: undefined, signature, milliseconds: artifact.milliseconds.total }
  } catch (error) {
    return damaged(error instanceof Error ? error.message : String(error))
  }
}

/** What an entry depends on, and how it differs from the one before it that is most like it. */
export function explanation(head: Head, others: readonly Head[]): { readonly dependsOn: string[]; readonly differs: string[] } {
  const older = others.filter((other) => other !== head && other.key.name === head.key.name && other.made <= head.made)
  const nearest = closest(older, head)
  return { dependsOn: dependencies(head), differs: nearest ? differences(nearest, head) : [] }
}

/** The entries of a function or class; one without a name is found by a part of its source. */
export function entriesOf(seen: readonly Seen[], name: string): Intact[] {
  const intact = seen.filter((each): each is Intact => each.head !== undefined)
  const own = intact.filter(({ head }) => head.key.name === name || titleOf(head) === name)
  return own.length > 0 ? own : intact.filter(({ head }) => head.key.name === '' && head.units[0]?.text.includes(name))
}

/** Everything that is in the cache, and nothing else. */
export function clear(disk: Disk, root: string): Sized[] {
  return prune(disk, root, { maxBytes: -1 })
}
