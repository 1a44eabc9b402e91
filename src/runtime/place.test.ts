import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { inspect } from './inspector.ts'
import { locatorOf, noteFiles } from './place.ts'

const folder = mkdtempSync(join(tmpdir(), 'taipan-place-'))
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))

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
})

test('a script that the engine does not tell of is found by the frames of an error', () => {
  const file = join(folder, 'failed.cjs')
  writeFileSync(file, SOURCE)
  const { named } = createRequire(import.meta.url)(file) as Record<string, never>
  const inspected = inspect(named) as { closure: { location: object } }
  const unknown = { closure: { ...inspected.closure, location: { ...inspected.closure.location, script: 'none' } } } as never
  expect(locatorOf(String(named), unknown)).toBeUndefined()
  noteFiles(['    at named (wasm://wasm/4cc22ea6:wasm-function[4]:0xa3)', `    at Object.<anonymous> (${file}:4:3)`])
  expect(locatorOf(String(named), unknown)!(1, 2)).toEqual({ file, line: 4, column: 3 })
})

test('nothing is known of a function that is in no file', () => {
  const made = new Function('return (x) => x')() as never
  expect(locatorOf(String(made), inspect(made))).toBeUndefined()
})
