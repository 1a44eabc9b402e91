import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { inspect } from './inspector.ts'
import { filePlace } from './place.ts'

const folder = mkdtempSync(join(tmpdir(), 'taipan-place-'))

/** A module whose functions are looked at from outside: their file is not transformed by anything. */
const SOURCE = `'use strict'
exports.arrow = (x) => x + 1
exports.named = function named(x) {
  return x
}
  exports.method = { get: function (x) { return x } }.get
`

test('file, line and column of a function', () => {
  const file = join(folder, 'functions.cjs')
  writeFileSync(file, SOURCE)
  try {
    const made = createRequire(import.meta.url)(file) as Record<string, never>
    const place = (name: string) => filePlace(String(made[name]), { stack: `Error\n    at ${file}:1:20` }, inspect(made[name]!))
    expect(place('arrow')).toEqual({ file, line: 2, column: 17 })
    expect(place('named')).toEqual({ file, line: 3, column: 17 })
    expect(place('method')).toEqual({ file, line: 6, column: 27 })
    expect(filePlace('(y) => 2', { stack: `Error\n    at ${file}:1:20` }, inspect(made['arrow']!))).toBeUndefined()
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('nothing is known where there is no stack', () => {
  expect(
    filePlace(
      '() => 1',
      undefined,
      inspect(() => 1),
    ),
  ).toBeUndefined()
})
