/**
 * The cache's directory as one process uses it: what is in it is listed once for each shard, failures are told once,
 * and after a failure to write nothing more is written.
 */
import { type Disk, folderExists, makeFolder, readFile, removeFile, writeFile } from './files.ts'
import { type Listed, listShard } from './listing.ts'
import type { Pack } from './packs.ts'
import { DEFAULT_LIMIT, prune } from './prune.ts'

/** So many entries that differ only in what their questions were answered: more are not worth reading. */
export const VARIANTS = 16
const PRUNE_EVERY_MS = 86_400_000
const PRUNE_EVERY_BYTES = 32 << 20

export interface Directory {
  readonly disk: Disk
  readonly root: string
  readonly readonly: boolean
  readonly warn: (text: string) => void
  /** Why nothing is read: the directory cannot be trusted. */
  refused: string | undefined
  /** Is the root there and checked? */
  checked: boolean
  /** Why nothing is written. */
  unwritable: string | undefined
  readonly shards: Map<string, Listed[]>
  /** Classes, by what their members have in common. */
  readonly packs: Map<string, Pack>
  /** Their digests, by the unit of this process and all else that they are made of. */
  readonly classes: Map<string, string>
  /** Do something when the program rests, or before it ends. */
  readonly later: (work: () => void) => void
  /** Files that this process read or wrote. */
  readonly used: Set<string>
  written: number
  unique: number
}

export function openDirectory(given: Pick<Directory, 'disk' | 'root' | 'readonly' | 'warn' | 'later'>): Directory {
  const none = { refused: undefined, checked: false, unwritable: undefined }
  return { ...given, ...none, shards: new Map(), packs: new Map(), classes: new Map(), used: new Set(), written: 0, unique: 0 }
}

/** The entries whose first digest is this. Empty where something is wrong. */
export function candidates(directory: Directory, first: string): Listed[] {
  const { disk, root, shards } = directory
  if (directory.refused !== undefined) return []
  const shard = first.slice(0, 2)
  let listed = shards.get(shard)
  if (listed === undefined) {
    if (!isThere(directory)) return []
    try {
      listed = listShard(disk, root, shard)
    } catch (error) {
      directory.warn(`a part of the cache is not used: ${messageOf(error)}`)
      listed = []
    }
    shards.set(shard, listed)
  }
  return listed.filter((entry) => entry.first === first)
}

/** Is the root there, and can it be trusted? */
function isThere(directory: Directory): boolean {
  const { disk, root } = directory
  try {
    directory.checked ||= folderExists({ disk, path: root }, true)
  } catch (error) {
    directory.refused = messageOf(error)
    directory.unwritable = directory.refused
    directory.warn(`the cache is not used: ${directory.refused}`)
  }
  return directory.checked
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

export function pathOf({ root }: Directory, { shard, file }: Pick<Listed, 'shard' | 'file'>): string {
  return `${root}/${shard}/${file}`
}

/** The bytes of an entry; a sentence if they cannot be had; undefined if they are gone. */
export function fetch(directory: Directory, entry: Listed): Uint8Array | string | undefined {
  try {
    return readFile(directory, pathOf(directory, entry), !directory.readonly)
  } catch (error) {
    directory.warn(`an entry of the cache is not used: ${messageOf(error)}`)
    return `unreadable: ${messageOf(error)}`
  }
}

/** Forget an entry, and remove it where that is ours to do. */
export function drop(directory: Directory, entry: Listed): void {
  const listed = directory.shards.get(entry.shard)
  if (listed)
    directory.shards.set(
      entry.shard,
      listed.filter(({ file }) => file !== entry.file),
    )
  if (!directory.readonly) removeFile(directory, pathOf(directory, entry))
}

/** True if it is kept now. */
export function store(directory: Directory, entry: Listed, bytes: Uint8Array): boolean {
  if (directory.readonly || directory.unwritable !== undefined) return false
  const { disk, root } = directory
  const folder = `${root}/${entry.shard}`
  try {
    if (!directory.checked) {
      makeFolder({ disk, path: root })
      if (!isThere(directory)) return false
    }
    makeFolder({ disk, path: folder })
    folderExists({ disk, path: folder }, false)
    const path = pathOf(directory, entry)
    const temporary = `${folder}/.${process.pid}-${directory.unique++}-${Math.random().toString(36).slice(2)}.tmp`
    writeFile({ disk }, path, temporary, bytes)
    directory.used.add(path)
    remember(directory, entry)
    directory.written += bytes.length
    makeRoom(directory, bytes.length)
    return true
  } catch (error) {
    directory.unwritable = messageOf(error)
    directory.warn(`results cannot be kept in the cache: ${directory.unwritable}`)
    return false
  }
}

function remember(directory: Directory, entry: Listed): void {
  const listed = (directory.shards.get(entry.shard) ?? []).filter(({ file }) => file !== entry.file)
  directory.shards.set(entry.shard, [...listed, entry])
  const same = listed.filter(({ first }) => first === entry.first)
  for (const old of same.slice(0, Math.max(0, same.length + 1 - VARIANTS))) drop(directory, old)
}

/** Now and then: once a day, and after much was written. */
function makeRoom(directory: Directory, added: number): void {
  const { disk, root, used, written } = directory
  const much = Math.floor(written / PRUNE_EVERY_BYTES) > Math.floor((written - added) / PRUNE_EVERY_BYTES)
  if (!much && written !== added) return
  const stamp = `${root}/pruned`
  try {
    if (!much && Date.now() - disk.lstatSync(stamp).mtimeMs < PRUNE_EVERY_MS) return
  } catch {}
  try {
    writeFile({ disk }, stamp, `${stamp}-${process.pid}-${directory.unique++}`, new Uint8Array(0))
    prune(disk, root, { maxBytes: DEFAULT_LIMIT, keep: used })
  } catch {}
}
