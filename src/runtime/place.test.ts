import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { inspect } from './inspector.ts'
import { locatorOf } from './place.ts'

const folder = mkdtempSync(join(tmpdir(), 'taipan-place-'))

/** A module whose functions are looked at from outside: their file is not transformed by anything. */
const SOURCE = `'use strict'
exports.arrow = (x) => x + 1
exports.named = function named(x) {
  return x
}
  exports.method = { get: function (x) { return x } }.get
exports.bare = async x => {
  await x }
exports.Made = class extends Object {
    static constructor (a) {}
}
exports.Own = class Own { y = 1
    constructor(x) { this.x = x }
}
`

test('file, line and column of what is in a function', () => {
  const file = join(folder, 'functions.cjs')
  writeFileSync(file, SOURCE)
  try {
    const made = createRequire(import.meta.url)(file) as Record<string, never>
    const locate = (name: string) => locatorOf(String(made[name]), inspect(made[name]!))!
    const begin = (name: string) => locate(name)(0, 0)
    expect(begin('arrow')).toEqual({ file, line: 2, column: 17 })
    expect(begin('named')).toEqual({ file, line: 3, column: 17 })
    expect(begin('method')).toEqual({ file, line: 6, column: 27 })
    expect(begin('bare')).toEqual({ file, line: 7, column: 16 })
    expect(begin('Own')).toEqual({ file, line: 12, column: 15 })
    expect(locate('named')(1, 2)).toEqual({ file, line: 4, column: 3 })
    expect(locate('Own')(0, 12)).toEqual({ file, line: 12, column: 27 })
    expect(locate('Own')(1, 21)).toEqual({ file, line: 13, column: 22 })
    // Another text than what stands there.
    expect(locatorOf('(y) => 2', inspect(made['arrow']!))).toBeUndefined()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('nothing is known of a function that is in no file', () => {
  const made = new Function('return (x) => x')() as never
  expect(locatorOf(String(made), inspect(made))).toBeUndefined()
})
