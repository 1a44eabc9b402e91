import * as fs from 'node:fs'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readPrepared, writePrepared } from './file.ts'

const folder = mkdtempSync(join(tmpdir(), 'taipan-prepared-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Mostly zeros, as V8's code has many: and some sectors of nothing else. */
const code = Uint8Array.from({ length: 9_001 }, (_, at) => (at % 97 === 5 && at % 4096 > 1100 ? at & 0xff : 0))
const path = join(folder, 'deeper', 'part.bin')

test('what is written is read', () => {
  writePrepared(fs, path, { text: 'let x = 1', code, phases: 3 })
  const { text, phases, code: again } = readPrepared(fs, path)!
  expect([text, phases, Buffer.compare(again, code)]).toEqual(['let x = 1', 3, 0])
})

test('lost sectors, wherever they are, and every shorter file are nothing', () => {
  const whole = readFileSync(path)
  for (let at = 0; at < whole.length; at += 512) {
    const damaged = Buffer.from(whole).fill(0, at, Math.min(at + 512, whole.length))
    if (damaged.equals(whole)) continue
    writeFileSync(path, damaged)
    expect(readPrepared(fs, path), `zeros from ${at}`).toBeUndefined()
  }
  for (let length = 0; length < whole.length; length += 61) {
    writeFileSync(path, whole.subarray(0, length))
    expect(readPrepared(fs, path), `${length} bytes`).toBeUndefined()
  }
  writeFileSync(path, whole)
  expect(readPrepared(fs, path)).toBeDefined()
})
