import { expect, test } from 'vitest'
import { ABI_VERSION, type Artifact } from './artifact.ts'
import { decodeArtifact, encodeArtifact } from './encode.ts'
import { listLayout, recordLayout } from './layouts.ts'
import { parseSignature } from './signature.ts'
import type { HostType } from './types.ts'

const artifact: Artifact = {
  version: ABI_VERSION,
  name: 'größe',
  wasm: Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0),
  exports: [{ name: 'main', signature: parseSignature('{x: float64}[](float64[:], T?)'), parameters: ['a', 'b'] }],
  classes: [
    {
      id: 'f1',
      name: 'T',
      base: -1,
      declared: true,
      layout: 'class:0',
      fields: [
        { name: 'x', offset: 16, storage: 'f64', type: { kind: 'float64' } },
        { name: 'dtype', offset: 0, storage: 'ref', type: null, constant: 'BigInt64Array' },
      ],
    },
  ],
  layouts: [recordLayout([{ name: 'x', storage: 'f64' }]), listLayout('ref')],
  strings: ['', 'lone \ud800 surrogate', 'π'],
  sites: [{ kind: 'RangeError', text: 'index $0', arguments: ['i32'] }],
  hostTypes: [{ kind: 'array', element: 'uint8c' }],
  implicit: [{ id: 'a1', name: 'table', type: { kind: 'array', element: 'float64' } }],
  hasLoops: true,
  writes: [true, false, false],
  units: [{ name: 'f', kind: 'function', milliseconds: 0.5 }],
  milliseconds: { total: 1, parse: 0.1, build: 0.2, infer: 0.3, optimise: 0.2, emit: 0.2 },
}

test('survives encoding and decoding', () => {
  expect(decodeArtifact(encodeArtifact(artifact))).toEqual(artifact)
})

/** Kinds of types that say nothing else. One more in types.ts does not compile here, so that what is read back is never refused for it. */
type BareOf<T extends HostType> = T extends HostType ? (keyof T extends 'kind' ? T['kind'] : never) : never
type Bare = BareOf<HostType>
const BARE: Readonly<Record<Bare, true>> = {
  ...{ float64: true, float32: true, int8: true, uint8: true, int16: true, uint16: true, int32: true, uint32: true, int64: true },
  ...{ uint64: true, boolean: true, string: true, void: true, undefined: true, null: true, inferred: true, mixed: true },
}

test('of every kind of type', () => {
  const types = (Object.keys(BARE) as Bare[]).map((kind) => ({ kind }) as HostType)
  const whole = { ...artifact, hostTypes: [...types, { kind: 'optional', type: { kind: 'mixed' }, null: false, undefined: true } as const] }
  expect(decodeArtifact(encodeArtifact(whole))).toEqual(whole)
})

test('every truncation and every flipped bit is a miss', () => {
  const bytes = encodeArtifact(artifact)
  for (let length = 0; length < bytes.length; length += 7) expect(decodeArtifact(bytes.subarray(0, length))).toBeUndefined()
  for (let index = 0; index < bytes.length; index += 3) {
    const damaged = bytes.slice()
    damaged[index]! ^= 1 << (index % 8)
    expect(decodeArtifact(damaged)).toBeUndefined()
  }
  expect(decodeArtifact(new Uint8Array([...bytes, 0]))).toBeUndefined()
})

test('facts of the wrong shape are a miss, checksum or not', () => {
  const wrong: unknown[] = [
    { ...artifact, exports: [] },
    { ...artifact, version: 0 },
    { ...artifact, sites: [{ kind: 'SyntacticError', text: '', arguments: [] }] },
    { ...artifact, hostTypes: [{ kind: 'constructor' }] },
    { ...artifact, layouts: [{ name: 'x' }] },
    { ...artifact, writes: undefined },
  ]
  for (const value of wrong) expect(decodeArtifact(encodeArtifact(value as Artifact))).toBeUndefined()
})
