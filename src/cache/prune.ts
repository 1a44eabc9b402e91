/** Removes what was not used for longest, and what writers that died left behind. */
import { type Disk, removeFile } from './files.ts'
import { type Listed, listAll, listShards } from './listing.ts'

export const DEFAULT_LIMIT = 256 << 20
/** A temporary file that is older than this belongs to nobody. */
const ABANDONED_MS = 3_600_000

export interface PruneLimits {
  readonly maxBytes?: number
  readonly maxAgeMs?: number
  /** Paths that stay whatever their age. */
  readonly keep?: ReadonlySet<string>
}

export interface Sized extends Listed {
  readonly path: string
  readonly bytes: number
  /** When it was last used, to within an hour. */
  readonly used: number
}

/** The entries with their sizes, the one that was not used for longest first. */
export function sizedEntries(disk: Disk, root: string): Sized[] {
  return listAll(disk, root)
    .flatMap((entry) => {
      const path = `${root}/${entry.shard}/${entry.file}`
      try {
        const { size, mtimeMs } = disk.lstatSync(path)
        return [{ ...entry, path, bytes: size, used: mtimeMs }]
      } catch {
        return []
      }
    })
    .sort((a, b) => a.used - b.used)
}

/** What was removed. */
export function prune(disk: Disk, root: string, { maxBytes, maxAgeMs, keep }: PruneLimits): Sized[] {
  const entries = sizedEntries(disk, root)
  const oldest = maxAgeMs === undefined ? Number.NEGATIVE_INFINITY : Date.now() - maxAgeMs
  let total = entries.reduce((sum, { bytes }) => sum + bytes, 0)
  const removed: Sized[] = []
  for (const entry of entries) {
    if (keep?.has(entry.path) || (entry.used >= oldest && total <= (maxBytes ?? Number.POSITIVE_INFINITY))) continue
    if (!removeFile({ disk }, entry.path)) continue
    total -= entry.bytes
    removed.push(entry)
  }
  removeAbandoned(disk, root)
  return removed
}

function removeAbandoned(disk: Disk, root: string): void {
  for (const shard of listShards(disk, root)) {
    try {
      for (const file of disk.readdirSync(`${root}/${shard}`)) {
        const path = `${root}/${shard}/${file}`
        if (/^\.[\w-]+\.tmp$/.test(file) && Date.now() - disk.lstatSync(path).mtimeMs > ABANDONED_MS) removeFile({ disk }, path)
      }
    } catch {}
  }
}
