/**
 * The files of classes as one process uses them. A class has one file with the code of all members that were ever used.
 * Files are immutable: what is new of a class is written as a new file, which holds what the old ones hold, and then they
 * are removed. That happens when the program rests or ends, so that a class of ten methods is written once, not ten times.
 */
import type { SourceUnit } from '../artifact/captured.ts'
import { candidates, type Directory, drop, fetch, messageOf, pathOf, store, VARIANTS } from './directory.ts'
import { openEntry } from './entry.ts'
import { commonParts, digestOf, type KeyParts } from './key.ts'
import { fileName, type Listed, nameInFiles } from './listing.ts'
import { encodePack, openPack, type Slice } from './pack.ts'

/** An entry of a class; `file` is where it lies, if it does. */
export interface Row extends Slice {
  file: Listed | undefined
}

/** What is known of a class. */
export interface Pack {
  readonly name: string
  /** Digest of what its members have in common. */
  readonly first: string
  /** Of the class. */
  readonly text: string
  /** The oldest come first. */
  rows: Row[]
  files: Listed[]
  /** Its one file does not say what is known here, or it has several. */
  stale: boolean
  /** What was wrong with a file of it. */
  damage: string | undefined
  /** Was the class in the code of a kernel here before? */
  inCode?: boolean
}

/** What is known of a class. Its text is hashed once. */
export function classPack(directory: Directory, parts: KeyParts, { id, text }: SourceUnit): Pack {
  const common = commonParts(parts)
  const known = `${id} ${common}`
  let first = directory.classes.get(known)
  if (first === undefined) {
    first = digestOf(`${common}\0${text}`)
    directory.classes.set(known, first)
  }
  return packOf(directory, { first, name: parts.name, text })
}

/** Read at first need. */
function packOf(directory: Directory, { first, name, text }: Pick<Pack, 'first' | 'name' | 'text'>): Pack {
  let pack = directory.packs.get(first)
  if (pack === undefined) {
    pack = { name, first, text, rows: [], files: [], stale: false, damage: undefined }
    directory.packs.set(first, pack)
    // One that was listed may be gone: then another writer has just put one in its place.
    if (!takeIn(directory, pack)) takeIn(directory, pack)
    if (pack.files.length > 1) soil(directory, pack)
  }
  return pack
}

/** Add what other files of the class hold; false if one that was listed is gone. */
function takeIn(directory: Directory, pack: Pack): boolean {
  const { files, first } = pack
  let complete = true
  for (const listed of candidates(directory, first)) {
    if (files.some(({ file }) => file === listed.file)) continue
    const bytes = fetch(directory, listed)
    const opened = bytes instanceof Uint8Array ? openPack(bytes) : bytes
    if (opened === undefined) {
      complete = false
    } else if (typeof opened === 'string' || opened.text !== pack.text) {
      pack.damage = typeof opened === 'string' ? opened : 'damaged: it is the file of another class'
      if (bytes !== opened) drop(directory, listed)
    } else {
      directory.used.add(pathOf(directory, listed))
      files.push(listed)
      // The entries serve; the file is written anew.
      if (opened.damage !== undefined) soil(directory, pack)
      const news = opened.slices.filter((slice) => !pack.rows.some((row) => isSame(row, slice)))
      pack.rows = [...news.map((slice) => ({ ...slice, file: listed })), ...pack.rows]
    }
  }
  if (!complete) directory.shards.delete(first.slice(0, 2))
  return complete
}

function isSame(one: Slice, other: Slice): boolean {
  return one.first === other.first && one.second === other.second
}

export function addRow(directory: Directory, pack: Pack, slice: Slice): Row | undefined {
  if (directory.readonly || directory.unwritable !== undefined) return undefined
  const row: Row = { ...slice, file: undefined }
  pack.rows = [...pack.rows.filter((each) => !isSame(each, slice)), row]
  soil(directory, pack)
  return row
}

export function dropRow(directory: Directory, pack: Pack, row: Row): void {
  pack.rows = pack.rows.filter((each) => each !== row)
  soil(directory, pack)
}

function soil(directory: Directory, pack: Pack): void {
  if (directory.readonly) return
  pack.stale = true
  directory.later(() => flush(directory))
}

/** Where a row lies. One that lies nowhere yet is written now. */
export function fileOf(directory: Directory, pack: Pack, row: Row): string | undefined {
  if (row.file === undefined && pack.stale) write(directory, pack)
  return row.file && pathOf(directory, row.file)
}

/** Write what is new. This runs when nobody is there to catch anything, at the end of the program for instance. */
export function flush(directory: Directory): void {
  try {
    for (const pack of directory.packs.values()) if (pack.stale) write(directory, pack)
  } catch (error) {
    directory.unwritable = messageOf(error)
    directory.warn(`results cannot be kept in the cache: ${directory.unwritable}`)
  }
}

function write(directory: Directory, pack: Pack): void {
  pack.stale = false
  const shard = pack.first.slice(0, 2)
  // Others may have written since: their files are replaced as well.
  directory.shards.delete(shard)
  takeIn(directory, pack)
  const rows = bounded(pack.rows.filter((row) => row.file === undefined || typeof openEntry(row.bytes) !== 'string'))
  const second = digestOf(rows.map((row) => row.first + row.second).join(' '))
  const entry: Listed = { shard, file: fileName(pack.name, pack.first, second), name: nameInFiles(pack.name), first: pack.first }
  if (rows.length > 0) {
    if (!store(directory, entry, encodePack({ text: pack.text, slices: rows }))) return
    for (const row of rows) row.file = entry
  }
  for (const old of pack.files) if (old.file !== entry.file) drop(directory, old)
  pack.rows = rows
  pack.files = rows.length > 0 ? [entry] : []
}

/** Of those that differ only in what their questions were answered, the last few. */
function bounded(rows: readonly Row[]): Row[] {
  const counts = new Map<string, number>()
  const kept = [...rows].reverse().filter(({ first }) => {
    const count = counts.get(first) ?? 0
    counts.set(first, count + 1)
    return count < VARIANTS
  })
  return kept.reverse()
}
