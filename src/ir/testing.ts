/**
 * Tests of passes as pairs of texts. Only tests import this.
 *
 *     rewrites(gvn, `func @f(…) …`, `func @f(…) …`)     the pass turns the one into the other
 *     same(gvn, `func @f(…) …`)                         the pass must not fire
 *
 * Either way: the function is verified before and after, numbering does not matter, a second run changes nothing, and
 * both sides are interpreted on inputs that hurt. Where a text holds several functions, the pass gets the first
 * and the module. `UPDATE=1` writes what the pass made in place of the expected text; review the diff.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { expect } from 'vitest'
import type { Func } from './function.ts'
import type { Module } from './module.ts'
import { parseModule } from './parse.ts'
import { print } from './print.ts'
import { renumbered } from './renumber.ts'
import { differences } from './testing-inputs.ts'
import { verify } from './verify.ts'

export type Pass = (func: Func, module?: Module) => boolean

export interface PassTestOptions {
  /** False where both sides may differ in the last bits (fastmath) or cannot be run. */
  readonly interpret?: boolean
  /** False for a pass that may go on when run again (inlining). */
  readonly idempotent?: boolean
}

export function rewrites(pass: Pass, before: string, after: string, options: PassTestOptions = {}): void {
  const changed = runOn(pass, before, options)
  const expected = print(renumbered(subject(parseModule(after), true)))
  const actual = print(renumbered(changed.func))
  if (actual !== expected && process.env['UPDATE'] === '1') return bless(callingTest(), before, after, actual)
  expect(actual).toBe(expected)
  expect(changed.reported, 'the pass changed the function and must say so').toBe(true)
}

export function same(pass: Pass, text: string, options: PassTestOptions = {}): void {
  const { func, reported } = runOn(pass, text, options)
  expect(print(func)).toBe(print(subject(parseModule(text), false)))
  expect(reported, 'the pass changed nothing and must say so').toBe(false)
}

function runOn(pass: Pass, text: string, { interpret = true, idempotent = true }: PassTestOptions): { func: Func; reported: boolean } {
  const module = parseModule(text)
  const original = parseModule(text)
  const func = subject(module, true)
  const reported = pass(func, module)
  verify(func, func.level, known(module))
  if (interpret && func.level === 'typed') expect(differences(original, module, func.name).join('\n')).toBe('')
  if (idempotent) {
    const once = print(func)
    const again = pass(func, module)
    expect(print(func), 'a second run must change nothing').toBe(once)
    expect(again, 'a second run must change nothing').toBe(false)
  }
  return { func, reported }
}

/** The first function. */
function subject(module: Module, verified: boolean): Func {
  const [func] = module.funcs.values()
  if (!func) throw new TypeError('the text holds no function')
  if (verified) verify(func, func.level, known(module))
  return func
}

/** A lone function may call what the test does not show. */
function known(module: Module): Module | undefined {
  return module.funcs.size > 1 ? module : undefined
}

/** Replace the expected text in a test file, indented as it was. */
export function bless(file: string, before: string, after: string, actual: string): void {
  const source = readFileSync(file, 'utf8')
  const from = Math.max(0, source.indexOf(before))
  const at = source.indexOf(after, from === 0 ? 0 : from + before.length)
  if (at < 0) throw new Error(`the expected text does not stand literally in ${file}`)
  const indent = /^\n?([ \t]*)/.exec(after)![1]!
  const [first, last] = [after.startsWith('\n') ? '\n' : '', /\n[ \t]*$/.exec(after)?.[0] ?? '']
  const text = actual
    .trimEnd()
    .split('\n')
    .map((line) => indent + line)
    .join('\n')
  writeFileSync(file, source.slice(0, at) + first + text + last + source.slice(at + after.length))
}

function callingTest(): string {
  const found = /((?:file:\/\/)?\/[^\s()]+\.test\.ts)/.exec(new Error('where').stack ?? '')
  if (!found) throw new Error('UPDATE=1 finds no test file on the stack')
  return found[1]!.replace('file://', '')
}
