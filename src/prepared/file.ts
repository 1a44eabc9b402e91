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

const MAGIC = 0x70616975
/** magic, phases, bytes of the text, bytes of the code, the sum; then a byte for each sector of code and text; each of these at its next sector. */
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
    return decode((into, from) => disk.readSync(file!, into, 0, into.length, from) === into.length, stats.size)
  } catch {
    return undefined
  } finally {
    if (file !== undefined) disk.closeSync(file)
  }
}

/**
 * New memory costs more than what is read into it: the text and then the code go through the same. V8 copies code that does not
 * begin where a word may.
 */
function decode(read: (into: Uint8Array, from: number) => boolean, size: number): Prepared | undefined {
  const head = Buffer.alloc(HEAD)
  if (size < HEAD || !read(head, 0) || head.readInt32LE(0) !== MAGIC) return undefined
  const [text, code] = [head.readUInt32LE(8), head.readUInt32LE(12)]
  const { codeAt, textAt, sectors } = layoutOf(text, code)
  if (textAt + text !== size) return undefined
  const places = Buffer.alloc(sectors)
  const bytes = Buffer.allocUnsafeSlow(Math.max(text, code))
  if (!read(places, HEAD) || !read(bytes.subarray(0, text), textAt)) return undefined
  const textSum = sumOf(places.subarray(sectorsIn(code)), bytes.subarray(0, text))
  const string = bytes.toString('latin1', 0, text)
  const body = bytes.subarray(0, code)
  if (!read(body, codeAt) || (textSum ^ sumOf(places, body)) !== head.readInt32LE(16)) return undefined
  return { text: string, code: body, phases: head.readUInt32LE(4) }
}

function layoutOf(text: number, code: number): { codeAt: number; textAt: number; sectors: number } {
  const sectors = sectorsIn(code) + sectorsIn(text)
  const codeAt = sectorsIn(HEAD + sectors) * SECTOR
  return { codeAt, textAt: codeAt + sectorsIn(code) * SECTOR, sectors }
}

function sectorsIn(length: number): number {
  return Math.ceil(length / SECTOR)
}

/** `places`: of the sectors of the body, and perhaps of others after them. */
function sumOf(places: Uint8Array, body: Uint8Array): number {
  const sectors = sectorsIn(body.length)
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength)
  let sum = body.length
  for (let sector = 0; sector < sectors; sector++) {
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
  const body = Buffer.from(text, 'latin1')
  const { codeAt, textAt } = layoutOf(body.length, code.length)
  const file = Buffer.alloc(textAt + body.length)
  const [codePlaces, textPlaces] = [placesIn(code), placesIn(body)]
  file.set(codePlaces, HEAD)
  file.set(textPlaces, HEAD + codePlaces.length)
  file.set(code, codeAt)
  file.set(body, textAt)
  file.writeInt32LE(MAGIC, 0)
  file.writeUInt32LE(phases, 4)
  file.writeUInt32LE(body.length, 8)
  file.writeUInt32LE(code.length, 12)
  file.writeInt32LE(sumOf(textPlaces, body) ^ sumOf(codePlaces, code), 16)
  const temporary = `${path}.${process.pid}-${Date.now().toString(36)}`
  disk.mkdirSync(path.replace(/\/[^/]*$/, ''), { recursive: true, mode: 0o755 })
  try {
    disk.writeFileSync(temporary, file, { flag: 'wx', mode: 0o644, flush: true })
    disk.renameSync(temporary, path)
  } catch (error) {
    disk.rmSync(temporary, { force: true })
    throw error
  }
}
