/** What the command line shows of a cache. */

import { printSignature } from '../artifact/signature.ts'
import { closest, differences } from './differences.ts'
import { artifactOf, type Head, headOf, openEntry } from './entry.ts'
import { type Disk, readFile } from './files.ts'
import { digestOf, firstDigest } from './key.ts'
import { secondOf } from './listing.ts'
import { isPack, openPack, type Slice, withText } from './pack.ts'
import { isParts } from './parts.ts'
import { prune, type Sized, sizedEntries } from './prune.ts'
import { dependencies, titleOf } from './words.ts'

/** The code of one function, or of one member of a class. */
export interface Kept {
  readonly head: Head
  /** What it was compiled for. */
  readonly signature: string
  /** What compiling had cost. */
  readonly milliseconds: number
}

export interface Seen {
  readonly path: string
  readonly bytes: number
  readonly used: number
  /** One for a function; the members of a class that are intact. */
  readonly parts: readonly Kept[]
  readonly isClass: boolean
  readonly damage: string | undefined
}

/** Every entry, read and checked; the one used last comes first. */
export function seenEntries(disk: Disk, root: string): Seen[] {
  return sizedEntries(disk, root)
    .reverse()
    .map((entry) => see(disk, entry))
}

function see(disk: Disk, entry: Sized): Seen {
  const { path, bytes, used } = entry
  const damaged = (damage: string): Seen => ({ path, bytes, used, parts: [], isClass: false, damage })
  try {
    const content = readFile({ disk }, path, false)
    if (content === undefined) return damaged('gone')
    if (!isPack(content)) {
      const part = partOf({ first: entry.first, second: secondOf(entry), bytes: content })
      return typeof part === 'string' ? damaged(part) : { path, bytes, used, parts: [part], isClass: false, damage: undefined }
    }
    const opened = openPack(content)
    if (typeof opened === 'string') return damaged(opened)
    const pack = { first: entry.first, text: opened.text }
    const broken = opened.slices.filter((slice) => isParts(slice, entry)).map(({ bytes: own }) => openEntry(own))
    const parts = opened.slices.filter((slice) => !isParts(slice, entry)).map((slice) => partOf(slice, pack))
    const damage = [...parts, ...broken].find((part) => typeof part === 'string') ?? opened.damage
    return { path, bytes, used, parts: parts.filter((part) => typeof part !== 'string'), isClass: true, damage }
  } catch (error) {
    return damaged(error instanceof Error ? error.message : String(error))
  }
}

function partOf({ first, second, bytes }: Slice, pack?: { readonly first: string; readonly text: string }): Kept | string {
  const sections = openEntry(bytes)
  if (typeof sections === 'string') return sections
  const found = headOf(sections)
  const head = found && pack ? withText(found, pack.text) : found
  const artifact = artifactOf(sections)
  if (head === undefined || artifact === undefined) return 'damaged: its content makes no sense'
  const isOwn = firstDigest(head.key, head.units[0]?.text ?? '', pack) === first
  if (!isOwn || digestOf(JSON.stringify([head.units, head.questions])) !== second) return 'damaged: it is the entry of something else'
  return { head, signature: printSignature(artifact.exports[0]!.signature), milliseconds: artifact.milliseconds.total }
}

/** What the entries depend on, in words. */
export function dependenciesOf({ parts }: Seen): string[] {
  return [...new Set(parts.flatMap(({ head }) => dependencies(head)))]
}

/** How they differ from those before them that are most like them. */
export function differencesOf(seen: Seen, others: readonly Seen[]): string[] {
  const elsewhere = others.filter((other) => other !== seen).flatMap(({ parts }) => parts)
  const found = seen.parts.flatMap(({ head }, index) => {
    const before = [...elsewhere.filter((other) => other.head.made <= head.made), ...seen.parts.slice(0, index)].map((other) => other.head)
    const nearest = closest(
      before.filter(({ key }) => key.name === head.key.name),
      head,
    )
    return nearest ? differences(nearest, head) : []
  })
  return [...new Set(found)]
}

/** The entries of a function or class; one without a name is found by a part of its source. */
export function entriesOf(seen: readonly Seen[], name: string): Seen[] {
  const own = seen.filter(({ parts }) => parts.some(({ head }) => head.key.name === name || titleOf(head) === name))
  if (own.length > 0) return own
  return seen.filter(({ parts }) => parts.some(({ head }) => head.key.name === '' && head.units[0]?.text.includes(name)))
}

/** Everything that is in the cache, and nothing else. */
export function clear(disk: Disk, root: string): Sized[] {
  return prune(disk, root, { maxBytes: -1 })
}
