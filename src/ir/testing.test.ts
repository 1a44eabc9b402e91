import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Inst } from './function.ts'
import { bless, type Pass, rewrites, same } from './testing.ts'

/** `x - x` as 0: right for integers only. */
function zero(type: 'i32' | 'f64'): Pass {
  return (func) => {
    const found = func.blocks[0]!.insts.find(({ op, args }) => op === `${type}.sub` && args[0] === args[1])
    if (found) Object.assign(found, { op: 'const', args: [], imm: 0 } satisfies Partial<Inst>)
    return found !== undefined
  }
}

const input = (type: string) => `
  func @f(${type}, ${type}) -> ${type}
  b0(v0: ${type}, v1: ${type}):
    v2: ${type} = ${type}.sub v1, v1
    return v2`

const output = (type: string) => `
  func @f(${type}, ${type}) -> ${type}
  b0(v7: ${type}, v1: ${type}):
    v9: ${type} = const 0
    return v9`

describe('rewrites', () => {
  test('takes a right rewriting, however it is numbered', () => rewrites(zero('i32'), input('i32'), output('i32')))

  test('finds inputs for which a rewriting is wrong', () => {
    expect(() => rewrites(zero('f64'), input('f64'), output('f64'))).toThrow(/to be ''/)
  })

  test('wants the text that was expected', () => {
    expect(() => rewrites(() => false, input('i32'), output('i32'))).toThrow(/Object.is/)
    const silent: Pass = (func) => !zero('i32')(func)
    expect(() => rewrites(silent, input('i32'), output('i32'), { idempotent: false })).toThrow(/must say so/)
  })

  test('wants a second run to change nothing', () => {
    expect(() => rewrites(() => true, input('i32'), input('i32'))).toThrow(/a second run/)
  })

  test('verifies what the pass made', () => {
    const breaking: Pass = (func) => {
      func.blocks[0]!.insts.length = 0
      return true
    }
    expect(() => rewrites(breaking, input('i32'), output('i32'))).toThrow(/v2 is not defined/)
  })

  test('same', () => {
    same(zero('f64'), input('i32'))
    expect(() => same(zero('i32'), input('i32'))).toThrow(/toBe|Object.is/)
  })
})

test('UPDATE=1 writes what the pass made', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'taipan-')), 'made.test.ts')
  writeFileSync(file, `rewrites(zero, \`${input('i32')}\`, \`${input('i32')}\`)`)
  bless(file, input('i32'), input('i32'), 'func @f()\nb0:\n  return\n')
  expect(readFileSync(file, 'utf8')).toBe(`rewrites(zero, \`${input('i32')}\`, \`\n  func @f()\n  b0:\n    return\`)`)
})
