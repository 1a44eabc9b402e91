/**
 * The file of a class: the entries of its members, one after another, each as it would be alone (entry.ts).
 *
 *     0 'tpnm' · 4 u32 format · 8 u32 number of entries · 12 u32 bytes of text · 16 digest of all before the entries, made
 *     while its own place held zeros (16) · 32 rows · text of the class · entries
 *     row: 0 first digest (16) · 16 second digest (16) · 32 u32 bytes of the entry
 *
 * Each entry has a digest of its own, so what is damaged in one costs no other, and only those that are used are read.
 * The text of the class is there once: an entry has nothing in its place.
 */
import { digest, hexOf } from '../base/checksum.ts'
import type { Head } from './entry.ts'
import { FORMAT } from './key.ts'

const MAGIC = 0x6d6e7074
const DIGEST = 16
const HEADER = 32
const ROW = 36

/** One entry, and the two halves of its key. */
export interface Slice {
  readonly first: string
  readonly second: string
  readonly bytes: Uint8Array
}

export interface OpenPack {
  readonly text: string
  readonly slices: readonly Slice[]
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
  const start = HEADER + ROW * slices.length + textBytes.length
  const bytes = new Uint8Array(slices.reduce((sum, slice) => sum + slice.bytes.length, start))
  const view = viewOf(bytes)
  for (const [index, word] of [MAGIC, FORMAT, slices.length, textBytes.length].entries()) view.setUint32(index * 4, word, true)
  let at = start
  for (const [index, { first, second, bytes: own }] of slices.entries()) {
    const row = HEADER + ROW * index
    bytes.set(Buffer.from(first + second, 'hex'), row)
    view.setUint32(row + 32, own.length, true)
    bytes.set(own, at)
    at += own.length
  }
  bytes.set(textBytes, start - textBytes.length)
  const sum = digest(bytes, 0, start)
  for (let i = 0; i < 4; i++) view.setInt32(DIGEST + i * 4, sum[i]!, true)
  return bytes
}

/** The entries in it, not looked into; or what is wrong. */
export function openPack(bytes: Uint8Array): OpenPack | string {
  if (bytes.length < HEADER || !isPack(bytes)) return 'damaged: it is not the file of a class'
  const view = viewOf(bytes)
  if (view.getUint32(4, true) !== FORMAT) return `damaged: it has format ${view.getUint32(4, true)}`
  const rows = HEADER + ROW * view.getUint32(8, true)
  const start = rows + view.getUint32(12, true)
  if (start > bytes.length) return 'damaged: it is too short'
  if (!hasDigest(bytes.subarray(0, start))) return 'damaged: its checksum is wrong'
  const slices: Slice[] = []
  let at = start
  for (let row = HEADER; row < rows; row += ROW) {
    const end = at + view.getUint32(row + 32, true)
    const key = Buffer.from(bytes.buffer, bytes.byteOffset + row, 32).toString('hex')
    slices.push({ first: key.slice(0, 32), second: key.slice(32), bytes: bytes.subarray(at, end) })
    at = end
  }
  if (at !== bytes.length) return 'damaged: it has not the length that it says'
  return { text: Buffer.from(bytes.buffer, bytes.byteOffset + rows, start - rows).toString(), slices }
}

function hasDigest(head: Uint8Array): boolean {
  const copy = Uint8Array.from(head)
  copy.fill(0, DIGEST, HEADER)
  return hexOf(digest(copy)) === hexOf(Int32Array.from({ length: 4 }, (_, i) => viewOf(head).getInt32(DIGEST + i * 4, true)))
}
