/**
 * A prepared file: the text of a part of the library and V8's code for it, beside the library itself. Who can write there can
 * write the library as well, so it is as trustworthy as that; files that others could have written are left alone.
 */
import type * as fs from 'node:fs'
import { BUILD } from '../base/build.ts'

export interface Prepared {
  readonly text: string
  readonly code: Uint8Array
  /** Bits of `PHASE`: what the process had done that wrote it. */
  readonly phases: number
}

const MAGIC = 0x70616974
/** magic, phases, bytes of the text, bytes of the code, the sum of what follows. */
const HEAD = 20
/** The sum takes a word of each sector: lost and foreign ones show, and a start does not wait for all of a megabyte. */
const SECTOR = 512

/** The name tells all that V8 and we ask for, but for V8's flags. */
export function preparedPath(folder: string, name: string): string {
  return `${folder}/prepared/${name}-${BUILD ?? 'source'}-${process.versions['v8']}-${process.arch}.bin`
}

export function readPrepared(disk: typeof fs, path: string): Prepared | undefined {
  let file: number | undefined
  try {
    file = disk.openSync(path, 'r')
    const stats = disk.fstatSync(file)
    const user = process.getuid?.()
    if (user !== undefined && ((stats.uid !== user && stats.uid !== 0) || (stats.mode & 0o022) !== 0)) return undefined
    const bytes = Buffer.allocUnsafeSlow(stats.size)
    return disk.readSync(file, bytes, 0, stats.size, 0) === stats.size ? decode(bytes) : undefined
  } catch {
    return undefined
  } finally {
    if (file !== undefined) disk.closeSync(file)
  }
}

function decode(bytes: Buffer): Prepared | undefined {
  if (bytes.length < HEAD || bytes.readInt32LE(0) !== MAGIC) return undefined
  const middle = HEAD + bytes.readUInt32LE(8)
  const end = middle + bytes.readUInt32LE(12)
  if (end !== bytes.length || sumOf(bytes) !== bytes.readInt32LE(16)) return undefined
  return { text: bytes.toString('latin1', HEAD, middle), code: bytes.subarray(middle), phases: bytes.readUInt32LE(4) }
}

function sumOf(bytes: Buffer): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let sum = bytes.length
  for (let at = HEAD; at + 4 <= bytes.length; at += SECTOR) sum = Math.imul(sum ^ view.getInt32(at, true), 0x9e3779b1) + at
  return sum | 0
}

/** Under a temporary name first, so that nobody reads half of it. Older builds' files go. */
export function writePrepared(disk: typeof fs, path: string, { text, code, phases }: Prepared): void {
  const bytes = Buffer.alloc(HEAD + text.length + code.length)
  bytes.writeInt32LE(MAGIC, 0)
  bytes.writeUInt32LE(phases, 4)
  bytes.writeUInt32LE(text.length, 8)
  bytes.writeUInt32LE(code.length, 12)
  bytes.write(text, HEAD, 'latin1')
  bytes.set(code, HEAD + text.length)
  bytes.writeInt32LE(sumOf(bytes), 16)
  const temporary = `${path}.${process.pid}-${Date.now().toString(36)}`
  disk.mkdirSync(path.replace(/\/[^/]*$/, ''), { recursive: true, mode: 0o755 })
  try {
    disk.writeFileSync(temporary, bytes, { flag: 'wx', mode: 0o644, flush: true })
    disk.renameSync(temporary, path)
  } catch (error) {
    disk.rmSync(temporary, { force: true })
    throw error
  }
}
