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

const MAGIC = 0x70616976
/** magic, phases, bytes of the text, bytes of the code, the sum; then a byte for each sector of code and text; each of these at its next sector. */
const HEAD = 20
/** What is read first: the head, and most often all that is before the code. */
const BEGINNING = 4096
/**
 * The sum takes a word of each sector, one that is not 0 if there is any, so that lost and foreign sectors show; the byte tells
 * which. A sum of everything takes longer, in JavaScript that is cold, than half of what is gained; so does a call for each sector.
 */
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
    return decode((into, length, from) => disk.readSync(file!, into, 0, length, from) === length, stats.size)
  } catch {
    return undefined
  } finally {
    if (file !== undefined) disk.closeSync(file)
  }
}

/**
 * New memory costs more than what is read into it: the text and then the code go through the same. V8 copies code that does not
 * begin where a word may. Numbers are of the platform's byte order, as all of V8's code is.
 */
function decode(read: (into: NodeJS.ArrayBufferView, length: number, from: number) => boolean, size: number): Prepared | undefined {
  const head = new Int32Array(BEGINNING / 4)
  if (size < BEGINNING || !read(head, BEGINNING, 0) || head[0] !== MAGIC) return undefined
  const text = head[2]!
  const code = head[3]!
  const { codeAt, textAt, sectors } = layoutOf(text, code)
  if (textAt + text !== size) return undefined
  let places = new Uint8Array(head.buffer, HEAD)
  if (sectors > places.length) {
    places = new Uint8Array(sectors)
    if (!read(places, sectors, HEAD)) return undefined
  }
  const bytes = Buffer.allocUnsafeSlow(Math.max(text, code))
  if (!read(bytes, text, textAt)) return undefined
  const textSum = sumOf(places, sectorsIn(code), bytes, text)
  const string = bytes.toString('latin1', 0, text)
  if (!read(bytes, code, codeAt) || (textSum ^ sumOf(places, 0, bytes, code)) !== head[4]) return undefined
  return { text: string, code: bytes.subarray(0, code), phases: head[1]! }
}

function layoutOf(text: number, code: number): { codeAt: number; textAt: number; sectors: number } {
  const sectors = sectorsIn(code) + sectorsIn(text)
  const codeAt = sectorsIn(HEAD + sectors) * SECTOR
  return { codeAt, textAt: codeAt + sectorsIn(code) * SECTOR, sectors }
}

function sectorsIn(length: number): number {
  return Math.ceil(length / SECTOR)
}

/** Of the first so many bytes of a body, which lies where a word may; its places are those from `first` on. */
function sumOf(places: Uint8Array, first: number, body: Uint8Array, length: number): number {
  const words = new Int32Array(body.buffer, body.byteOffset, body.length >> 2)
  let sum = length
  for (let sector = sectorsIn(length) - 1; sector >= 0; sector--)
    sum = (sum << 5) ^ (sum >>> 27) ^ (words[sector * (SECTOR / 4) + places[first + sector]!]! + sector)
  return sum
}

/** By sector, which of its words is the first that is not 0. */
function placesIn(body: Uint8Array): Uint8Array {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength)
  const places = new Uint8Array(sectorsIn(body.length))
  for (let sector = 0; sector < places.length; sector++) {
    const begin = sector * SECTOR
    const end = Math.min(body.length, begin + SECTOR)
    let at = begin
    while (at + 4 <= end && view.getInt32(at) === 0) at += 4
    places[sector] = at + 4 <= end ? (at - begin) / 4 : 0
  }
  return places
}

/** A copy that lies where a word may. */
function aligned(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes)
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
  const sum = sumOf(textPlaces, 0, aligned(body), body.length) ^ sumOf(codePlaces, 0, aligned(code), code.length)
  file.set(new Uint8Array(Int32Array.of(MAGIC, phases, body.length, code.length, sum).buffer))
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
