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
/** magic, phases, bytes of the text, bytes of the code, the sum; then a byte for each sector of text and code; at the next sector these. */
const HEAD = 20
/**
 * The sum takes a word of each sector, one that is not 0, so that lost and foreign sectors show; the byte tells which. A sum of
 * everything takes longer, in JavaScript that is cold, than half of what is gained.
 */
const SECTOR = 512
const ALL_ZERO = 0xff

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
  const [text, code] = [bytes.readUInt32LE(8), bytes.readUInt32LE(12)]
  const sectors = sectorsIn(text + code)
  const start = sectorsIn(HEAD + sectors) * SECTOR
  if (start + text + code !== bytes.length) return undefined
  if (sumOf(bytes.subarray(HEAD, HEAD + sectors), bytes.subarray(start)) !== bytes.readInt32LE(16)) return undefined
  return {
    text: bytes.toString('latin1', start, start + text),
    code: bytes.subarray(start + text),
    phases: bytes.readUInt32LE(4),
  }
}

function sectorsIn(length: number): number {
  return Math.ceil(length / SECTOR)
}

function sumOf(places: Uint8Array, body: Uint8Array): number {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength)
  let sum = body.length
  for (let sector = 0; sector < places.length; sector++) {
    const place = places[sector]!
    if (place !== ALL_ZERO) sum = Math.imul(sum ^ view.getInt32(sector * SECTOR + place * 4, true), 0x9e3779b1) + place
  }
  return sum | 0
}

/** By sector, which of its words is the first that is not 0. */
function placesIn(body: Uint8Array): Uint8Array {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength)
  const places = new Uint8Array(sectorsIn(body.length)).fill(ALL_ZERO)
  for (let sector = 0; sector < places.length; sector++) {
    const end = Math.min(body.length, (sector + 1) * SECTOR)
    for (let at = sector * SECTOR; at + 4 <= end && places[sector] === ALL_ZERO; at += 4) {
      if (view.getInt32(at) !== 0) places[sector] = (at % SECTOR) / 4
    }
  }
  return places
}

/** Under a temporary name first, so that nobody reads half of it. Older builds' files go. */
export function writePrepared(disk: typeof fs, path: string, { text, code, phases }: Prepared): void {
  const body = Buffer.concat([Buffer.from(text, 'latin1'), code])
  const places = placesIn(body)
  const head = Buffer.alloc(sectorsIn(HEAD + places.length) * SECTOR)
  head.set(places, HEAD)
  head.writeInt32LE(MAGIC, 0)
  head.writeUInt32LE(phases, 4)
  head.writeUInt32LE(text.length, 8)
  head.writeUInt32LE(code.length, 12)
  head.writeInt32LE(sumOf(places, body), 16)
  const temporary = `${path}.${process.pid}-${Date.now().toString(36)}`
  disk.mkdirSync(path.replace(/\/[^/]*$/, ''), { recursive: true, mode: 0o755 })
  try {
    disk.writeFileSync(temporary, Buffer.concat([head, body]), { flag: 'wx', mode: 0o644, flush: true })
    disk.renameSync(temporary, path)
  } catch (error) {
    disk.rmSync(temporary, { force: true })
    throw error
  }
}
