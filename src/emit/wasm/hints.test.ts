import { setFlagsFromString } from 'node:v8'
import { describe, expect, test } from 'vitest'
import { inOptimisingTier } from '../../runtime/tier.ts'
import { load } from './testing.ts'

const PROGRAM = `
func @sum(i32) -> i32
b0(v0: i32):
  v1: i32 = const 0
  jump b1(v1)
b1(v2: i32):
  v3: bool = i32.lt_s v2, v0
  branch v3, b2, b3
b2:
  v4: i32 = call @next v2
  jump b1(v4)
b3:
  return v2
func @next(i32) -> i32
b0(v0: i32):
  v1: i32 = const 1
  v2: i32 = i32.add v0, v1
  return v2
func @fact(i32) -> i32
b0(v0: i32):
  v1: i32 = const 1
  v2: bool = i32.lt_s v0, v1
  branch v2, b1, b2
b1:
  return v1
b2:
  v3: i32 = i32.sub v0, v1
  v4: i32 = call @fact v3
  v5: i32 = i32.mul v0, v4
  return v5
func @twice(i32) -> i32
b0(v0: i32):
  v1: i32 = i32.add v0, v0
  return v1
`
/** sum and what it calls, what calls itself, and what does neither. */
const HINTS = [41, 41, 41, 0]

function hintsOf(bytes: Uint8Array): number[] | undefined {
  const sections = WebAssembly.Module.customSections(new WebAssembly.Module(bytes as BufferSource), 'compilationHints')
  return sections.length === 0 ? undefined : [...new Uint8Array(sections[0]!)]
}

describe('hints', () => {
  test('name what can run for long, and what it calls', () => {
    expect(hintsOf(load(PROGRAM).emitted.bytes)).toEqual([HINTS.length, ...HINTS])
  })

  test('are left out where nothing runs for long', () => {
    expect(hintsOf(load(PROGRAM.slice(PROGRAM.indexOf('func @twice'))).emitted.bytes)).toBeUndefined()
  })

  test('V8 follows them, or has optimised everything: the first call of a loop is at full speed', () => {
    // V8 gives equal bytes the code that it has for them, however that was made: a custom section makes these differ.
    const bytes = Uint8Array.of(...load(PROGRAM).emitted.bytes, 0, 2, 1, 0x78)
    const module = inOptimisingTier(() => new WebAssembly.Module(bytes))
    const exports = new WebAssembly.Instance(module).exports as Record<string, (x: number) => number>
    setFlagsFromString('--allow-natives-syntax')
    const isOptimised = new Function('f', 'return %IsTurboFanFunction(f)') as (fn: unknown) => boolean
    setFlagsFromString('--no-allow-natives-syntax')
    const results = ['sum', 'next', 'fact', 'twice'].map((name) => exports[name]!(5))
    expect(results).toEqual([5, 6, 120, 10])
    const all = Number.parseInt(process.versions.v8, 10) >= 14
    expect(['sum', 'next', 'fact', 'twice'].map((name) => isOptimised(exports[name]))).toEqual([true, true, true, all])
  })
})
