/**
 * An entry as bytes: data only.
 *
 *     0 'tpnc' · 4 u32 format · 8 u32 bytes of head · 12 u32 bytes of facts · 16 u32 bytes of wasm · 20 u32 zero
 *     24 digest of all other bytes (16) · 40 head (JSON) · facts (JSON) · wasm
 *
 * The head says what the entry depends on, the facts are the artifact without its wasm. Whatever is wrong, reading
 * gives a word for it and never throws.
 */
import type { Artifact } from '../artifact/artifact.ts'
import { isFacts } from '../artifact/validate.ts'
import { digest } from '../base/checksum.ts'
import { FORMAT, type KeyParts } from './key.ts'
import type { MetUnit, Recorded, Word } from './questions.ts'

const MAGIC = 0x636e7074
const DIGEST = 24
const HEADER = 40

export interface Head extends Recorded {
  readonly key: KeyParts
  /** Seconds since 1970. */
  readonly made: number
}

export interface Entry {
  readonly head: Head
  /** With numbers in place of ids. */
  readonly artifact: Artifact
}

export function encodeEntry({ head, artifact }: Entry): Uint8Array {
  const { wasm, ...facts } = artifact
  return encodeSections({ head: Buffer.from(JSON.stringify(head)), facts: Buffer.from(JSON.stringify(facts)), wasm })
}

export function encodeSections({ head: headBytes, facts: factBytes, wasm }: Sections): Uint8Array {
  const bytes = new Uint8Array(HEADER + headBytes.length + factBytes.length + wasm.length)
  const view = new DataView(bytes.buffer)
  const words = [MAGIC, FORMAT, headBytes.length, factBytes.length, wasm.length, 0]
  for (const [index, word] of words.entries()) view.setUint32(index * 4, word, true)
  bytes.set(headBytes, HEADER)
  bytes.set(factBytes, HEADER + headBytes.length)
  bytes.set(wasm, HEADER + headBytes.length + factBytes.length)
  const sum = digestOfEntry(bytes)
  for (let i = 0; i < 4; i++) view.setInt32(DIGEST + i * 4, sum[i]!, true)
  return bytes
}

/** What an entry that is whole says of itself, as hexadecimal digits. */
export function sumOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(DIGEST, HEADER)).toString('hex')
}

/** Of the body, then of the first words and that digest: one pass over the bytes, without a copy. */
function digestOfEntry(bytes: Uint8Array): Int32Array {
  const start = new Uint8Array(DIGEST + 16)
  start.set(bytes.subarray(0, DIGEST))
  new Int32Array(start.buffer, DIGEST, 4).set(digest(bytes, HEADER))
  return digest(start)
}

export interface Sections {
  readonly head: Uint8Array
  readonly facts: Uint8Array
  readonly wasm: Uint8Array
}

/** The parts of an intact entry, or what is wrong with it. */
export function openEntry(bytes: Uint8Array): Sections | string {
  if (bytes.length < HEADER) return 'damaged: it is too short'
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getUint32(0, true) !== MAGIC) return 'damaged: it is not an entry'
  if (view.getUint32(4, true) !== FORMAT) return `damaged: it has format ${view.getUint32(4, true)}`
  const head = HEADER + view.getUint32(8, true)
  const facts = head + view.getUint32(12, true)
  if (facts + view.getUint32(16, true) !== bytes.length) return 'damaged: it has not the length that it says'
  const sum = digestOfEntry(bytes)
  for (let i = 0; i < 4; i++) if (view.getInt32(DIGEST + i * 4, true) !== sum[i]) return 'damaged: its checksum is wrong'
  return { head: bytes.subarray(HEADER, head), facts: bytes.subarray(head, facts), wasm: bytes.subarray(facts) }
}

export function headOf({ head }: Sections): Head | undefined {
  const value = parse(head)
  return isHead(value) ? value : undefined
}

export function artifactOf({ facts, wasm }: Sections): Artifact | undefined {
  const value = parse(facts)
  return isFacts(value) ? { ...value, wasm } : undefined
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString())
  } catch {
    return undefined
  }
}

const WORDS: readonly string[] = ['resolve', 'get', 'static', 'base', 'prototype', 'fields', 'subclasses', 'named'] satisfies Word[]

function isHead(value: unknown): value is Head {
  const { key, units, questions, layouts = [], made } = (value ?? {}) as Partial<Head>
  return (
    isObject(key) &&
    Array.isArray(units) &&
    units.every(isUnit) &&
    Array.isArray(questions) &&
    questions.every(isQuestion) &&
    Array.isArray(layouts) &&
    layouts.every(isLayout) &&
    made! >= 0
  )
}

function isLayout(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && Number.isInteger(value[0]) && typeof value[1] === 'string'
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function isUnit(value: unknown): boolean {
  const { kind, name, text } = (value ?? {}) as Partial<MetUnit>
  return (kind === 'function' || kind === 'class') && typeof name === 'string' && typeof text === 'string'
}

function isQuestion(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 4) return false
  const [what, of, name, answer] = value
  return WORDS.includes(what) && Number.isInteger(of) && of >= 0 && typeof name === 'string' && typeof answer === 'string'
}
