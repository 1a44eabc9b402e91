/**
 * An artifact as bytes and back: what the cache stores and ahead-of-time output embeds.
 *
 *     0 'tpan' · 4 u32 version · 8 u32 bytes of the facts · 12 u32 bytes of wasm · 16 SHA-256 of all other bytes · 48 facts (JSON, UTF-8) · wasm
 *
 * Whatever is wrong with the bytes, `decodeArtifact` gives undefined: damage is a miss, never an error.
 */
import { sha256 } from '../base/hash.ts'
import { ABI_VERSION } from './abi.ts'
import type { Artifact } from './artifact.ts'
import { isFacts } from './validate.ts'

const MAGIC = 0x6e617074
const DIGEST = 16
const HEADER = 48

export function encodeArtifact(artifact: Artifact): Uint8Array {
  const { wasm, ...facts } = artifact
  const text = new TextEncoder().encode(JSON.stringify(facts))
  const bytes = new Uint8Array(HEADER + text.length + wasm.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, MAGIC, true)
  view.setUint32(4, ABI_VERSION, true)
  view.setUint32(8, text.length, true)
  view.setUint32(12, wasm.length, true)
  bytes.set(text, HEADER)
  bytes.set(wasm, HEADER + text.length)
  bytes.set(sha256(bytes), DIGEST)
  return bytes
}

export function decodeArtifact(bytes: Uint8Array): Artifact | undefined {
  if (bytes.length < HEADER) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getUint32(0, true) !== MAGIC || view.getUint32(4, true) !== ABI_VERSION) return undefined
  const textBytes = view.getUint32(8, true)
  const wasmBytes = view.getUint32(12, true)
  if (HEADER + textBytes + wasmBytes !== bytes.length || !intact(bytes)) return undefined
  const facts = readJson(bytes.subarray(HEADER, HEADER + textBytes))
  if (!isFacts(facts)) return undefined
  return { ...facts, wasm: bytes.slice(HEADER + textBytes) }
}

/** The digest is made while its own place holds zeros. */
function intact(bytes: Uint8Array): boolean {
  const copy = bytes.slice()
  copy.fill(0, DIGEST, HEADER)
  return sha256(copy).every((byte, index) => byte === bytes[DIGEST + index])
}

function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}
