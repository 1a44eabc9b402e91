/**
 * Files of a directory that is not trusted blindly: written under a temporary name, synced, renamed; read only if they
 * are ours. Everything here throws what the system throws; `store.ts` turns that into misses.
 */
import type * as fs from 'node:fs'

/** The system calls that are used: tests put failing ones underneath. */
export type Disk = Pick<
  typeof fs,
  | 'openSync'
  | 'fstatSync'
  | 'readSync'
  | 'writeSync'
  | 'fsyncSync'
  | 'closeSync'
  | 'futimesSync'
  | 'renameSync'
  | 'unlinkSync'
  | 'mkdirSync'
  | 'readdirSync'
  | 'lstatSync'
  | 'statSync'
> & { readonly constants: typeof fs.constants }

/** Larger files are no entries. */
const LARGEST = 1 << 28
const FOLDER_MODE = 0o700
const FILE_MODE = 0o600
/** Used again within this time, a file's date is left alone. */
const FRESH_MS = 3_600_000

export interface Folder {
  readonly disk: Disk
  readonly path: string
}

export class Distrust extends Error {}

/** Who may have written this: we or the superuser, and nobody else could. Windows has its own lists of access. */
function trust(what: string, stats: fs.Stats): void {
  const user = process.getuid?.()
  if (user === undefined) return
  if (stats.uid !== user && stats.uid !== 0) throw new Distrust(`${what} belongs to another user`)
  if ((stats.mode & 0o022) !== 0) throw new Distrust(`other users can write to ${what}`)
}

/** Is the folder there? Throws if it is there and cannot be trusted. The root may be a link: the user named it. */
export function folderExists({ disk, path }: Folder, isRoot: boolean): boolean {
  let stats: fs.Stats
  try {
    stats = isRoot ? disk.statSync(path) : disk.lstatSync(path)
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
  if (!stats.isDirectory()) throw new Distrust(`${path} is not a directory`)
  trust(path, stats)
  return true
}

export function isMissing(error: unknown): boolean {
  return (error as { code?: string }).code === 'ENOENT'
}

export function makeFolder({ disk, path }: Folder): void {
  const parent = path.replace(/[\\/][^\\/]+[\\/]*$/, '')
  if (parent !== '' && parent !== path) disk.mkdirSync(parent, { recursive: true })
  try {
    disk.mkdirSync(path, { mode: FOLDER_MODE })
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error
  }
}

/** A file's bytes; undefined if there is none. `touch`: it counts as used now. */
export function readFile({ disk }: Pick<Folder, 'disk'>, path: string, touch: boolean): Uint8Array | undefined {
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = disk.constants
  let file: number
  try {
    file = disk.openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
  try {
    const stats = disk.fstatSync(file)
    if (!stats.isFile() || stats.size > LARGEST) throw new Distrust(`${path} is not an entry`)
    trust(path, stats)
    const bytes = new Uint8Array(stats.size)
    let filled = 0
    while (filled < bytes.length) {
      const count = disk.readSync(file, bytes, filled, bytes.length - filled, null)
      if (count === 0) break
      filled += count
    }
    if (touch && Date.now() - stats.mtimeMs > FRESH_MS) touchFile(disk, file)
    return bytes.subarray(0, filled)
  } finally {
    disk.closeSync(file)
  }
}

/** The date is for eviction only. */
function touchFile(disk: Disk, file: number): void {
  try {
    const now = Date.now() / 1000
    disk.futimesSync(file, now, now)
  } catch {}
}

/** `temporary`: a name that no other writer has. */
export function writeFile({ disk }: Pick<Folder, 'disk'>, path: string, temporary: string, bytes: Uint8Array): void {
  const { O_WRONLY, O_CREAT, O_EXCL } = disk.constants
  const file = disk.openSync(temporary, O_WRONLY | O_CREAT | O_EXCL, FILE_MODE)
  try {
    try {
      for (let written = 0; written < bytes.length; ) written += disk.writeSync(file, bytes, written, bytes.length - written)
      disk.fsyncSync(file)
    } finally {
      disk.closeSync(file)
    }
    disk.renameSync(temporary, path)
  } catch (error) {
    removeFile({ disk }, temporary)
    throw error
  }
}

/** True if it is gone now by our doing. */
export function removeFile({ disk }: Pick<Folder, 'disk'>, path: string): boolean {
  try {
    disk.unlinkSync(path)
    return true
  } catch {
    return false
  }
}
