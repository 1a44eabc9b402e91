import { expect, test } from 'vitest'
import type { ArtifactSite } from '../artifact/artifact.ts'
import { createHandles } from './handles.ts'
import { trapImport, untrapped } from './sites.ts'
import { createTraces } from './stack.ts'

const SITES: ArtifactSite[] = [{ kind: 'RangeError', text: 'too large', arguments: [] }]
const machine = { thrown: undefined, trap: undefined, handles: createHandles(), traces: createTraces() }

test('a trap becomes the error of its site, with the stack of the trap', () => {
  trapImport(machine).value = 0
  const trap = new WebAssembly.RuntimeError('unreachable')
  const error = untrapped(machine, SITES, undefined, trap) as Error
  expect(error).toBeInstanceOf(RangeError)
  expect(error.message).toBe('too large')
  expect(error.stack).toMatch(/^RangeError: too large\n {4}at /)
  expect(untrapped(machine, SITES, undefined, trap)).toBe(trap)
})

test('a number that was left behind makes nothing of another error, and is gone', () => {
  trapImport(machine).value = 0
  const other = new RangeError('Maximum call stack size exceeded')
  expect(untrapped(machine, SITES, undefined, other)).toBe(other)
  const trap = new WebAssembly.RuntimeError('unreachable')
  expect(untrapped(machine, SITES, undefined, trap)).toBe(trap)
})
