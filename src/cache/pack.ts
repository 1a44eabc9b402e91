/**
 * The file of a class: the entries of its members, one after another, each as it would be alone (entry.ts), and the code of those
 * that go into one module.
 *
 *     0 'tpnm' · 4 u32 format · 8 u32 number of entries · 12 u32 bytes of text · 16 u32 bytes of joined code · 20 digest of all
 *     before the entries, made while its own place held zeros (16) · 36 rows · text of the class · entries · joined code
 *     row: 0 first digest (16) · 16 second digest (16) · 32 u32 bytes of the entry
 *     joined code: 0 digest of the rest (16) · 16 u32 bytes of what follows · rows and moves (JSON) · wasm
 *
 * Each entry has a digest of its own, so what is damaged in one costs no other, and only those that are used are read.
 * The text of the class is there once: an entry has nothing in its place. Members that have loops themselves are not joined: V8
 * compiles them with its optimising tier before their first call, and all others would wait for that.
 */
import type { Artifact } from '../artifact/artifact.ts'
import type { JoinedCode, JoinedMember } from '../artifact/joined.ts'
import { digest } from '../base/checksum.ts'
import { artifactOf, type Head, openEntry } from './entry.ts'
import { join } from './join.ts'
import { FORMAT } from './key.ts'

const MAGIC = 0x6d6e7074
const DIGEST = 20
const HEADER = 36
const JOINED_HEADER = 20
const ROW = 36

/** One entry, and the two halves of its key. */
export interface Slice {
  readonly first: string
  readonly second: string
  readonly bytes: Uint8Array
  /** Its code among that of the others, if it is there. */
  readonly joined?: JoinedMember | undefined
}

export interface OpenPack {
  readonly text: string
  readonly slices: readonly Slice[]
  /** What is wrong with the joined code. The entries are as good as ever. */
  readonly damage?: string | undefined
}

/** As it is kept in the file of a class, whose text is not repeated. */
export function withoutText<H extends Pick<Head, 'units'>>(head: H, text: string): H {
  return replaceText(head, text, '')
}

export function withText<H extends Pick<Head, 'units'>>(head: H, text: string): H {
  return replaceText(head, '', text)
}

function replaceText<H extends Pick<Head, 'units'>>(head: H, from: string, to: string): H {
  const [own, ...others] = head.units
  return own?.text === from ? { ...head, units: [{ ...own, text: to }, ...others] } : head
}

export function isPack(bytes: Uint8Array): boolean {
  return bytes.length >= 4 && viewOf(bytes).getUint32(0, true) === MAGIC
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

export function encodePack({ text, slices }: OpenPack): Uint8Array {
  const textBytes = Buffer.from(text)
  const joined = encodeJoined(slices)
  const start = HEADER + ROW * slices.length + textBytes.length
  const bytes = new Uint8Array(slices.reduce((sum, slice) => sum + slice.bytes.length, start + joined.length))
  const view = viewOf(bytes)
  for (const [index, word] of [MAGIC, FORMAT, slices.length, textBytes.length, joined.length].entries())
    view.setUint32(index * 4, word, true)
  let at = start
  for (const [index, { first, second, bytes: own }] of slices.entries()) {
    const row = HEADER + ROW * index
    bytes.set(Buffer.from(first + second, 'hex'), row)
    view.setUint32(row + 32, own.length, true)
    bytes.set(own, at)
    at += own.length
  }
  bytes.set(joined, at)
  bytes.set(textBytes, start - textBytes.length)
  writeDigest(view, DIGEST, digest(bytes, 0, start))
  return bytes
}

function writeDigest(view: DataView, at: number, sum: Int32Array): void {
  for (let i = 0; i < 4; i++) view.setInt32(at + i * 4, sum[i]!, true)
}

/** Nothing where there is nothing to join. */
function encodeJoined(slices: readonly Slice[]): Uint8Array {
  const rows: number[] = []
  const modules: Uint8Array[] = []
  for (const [row, { bytes }] of slices.entries()) {
    const sections = openEntry(bytes)
    const artifact = typeof sections === 'string' ? undefined : artifactOf(sections)
    if (artifact === undefined || hasOwnLoops(artifact) || artifact.positions === undefined) continue
    rows.push(row)
    modules.push(artifact.wasm)
  }
  if (rows.length < 2) return new Uint8Array()
  const { wasm, moves, loops, seldom } = join(modules)
  const head = Buffer.from(JSON.stringify({ rows, moves, loops, seldom }))
  const bytes = new Uint8Array(JOINED_HEADER + head.length + wasm.length)
  viewOf(bytes).setUint32(16, head.length, true)
  bytes.set(head, JOINED_HEADER)
  bytes.set(wasm, JOINED_HEADER + head.length)
  writeDigest(viewOf(bytes), 0, digest(bytes, 16))
  return bytes
}

function hasOwnLoops({ hasLoops, loops = 0 }: Artifact): boolean {
  return hasLoops && loops === 0
}

/** By row, its place in the code; or what is wrong. */
function openJoined(bytes: Uint8Array): Map<number, JoinedMember> | string {
  const none = new Map<number, JoinedMember>()
  if (bytes.length === 0) return none
  if (bytes.length < JOINED_HEADER || !digestIs(viewOf(bytes), 0, digest(bytes, 16)))
    return 'damaged: the checksum of its joined code is wrong'
  const start = JOINED_HEADER + viewOf(bytes).getUint32(16, true)
  if (start > bytes.length) return 'damaged: its joined code is too short'
  const head = Buffer.from(bytes.buffer, bytes.byteOffset + JOINED_HEADER, start - JOINED_HEADER).toString()
  const { rows, ...facts } = JSON.parse(head) as Pick<JoinedCode, 'moves' | 'loops' | 'seldom'> & { rows: number[] }
  const code: JoinedCode = { ...facts, wasm: bytes.subarray(start), members: rows.length }
  return new Map(rows.map((row, place) => [row, { code, place }]))
}

/** The entries in it, not looked into; or what is wrong. */
export function openPack(bytes: Uint8Array): OpenPack | string {
  if (bytes.length < HEADER || !isPack(bytes)) return 'damaged: it is not the file of a class'
  const view = viewOf(bytes)
  if (view.getUint32(4, true) !== FORMAT) return `damaged: it has format ${view.getUint32(4, true)}`
  const rows = HEADER + ROW * view.getUint32(8, true)
  const start = rows + view.getUint32(12, true)
  const end = bytes.length - view.getUint32(16, true)
  if (start > end) return 'damaged: it is too short'
  if (!hasDigest(bytes.subarray(0, start))) return 'damaged: its checksum is wrong'
  const joined = openJoined(bytes.subarray(end))
  const slices: Slice[] = []
  let at = start
  for (let row = HEADER; row < rows; row += ROW) {
    const next = at + view.getUint32(row + 32, true)
    const key = Buffer.from(bytes.buffer, bytes.byteOffset + row, 32).toString('hex')
    const own = typeof joined === 'string' ? undefined : joined.get(slices.length)
    slices.push({ first: key.slice(0, 32), second: key.slice(32), bytes: bytes.subarray(at, next), joined: own })
    at = next
  }
  if (at !== end) return 'damaged: it has not the length that it says'
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + rows, start - rows).toString()
  return { text, slices, damage: typeof joined === 'string' ? joined : undefined }
}

function hasDigest(head: Uint8Array): boolean {
  const copy = Uint8Array.from(head)
  copy.fill(0, DIGEST, DIGEST + 16)
  return digestIs(viewOf(head), DIGEST, digest(copy))
}

function digestIs(view: DataView, at: number, sum: Int32Array): boolean {
  return sum.every((word, index) => view.getInt32(at + index * 4, true) === word)
}
