import { describe, expect, test } from 'vitest'
import { parseModule } from '../ir/parse.ts'
import { print } from '../ir/print.ts'
import { verifyModule } from '../ir/verify.ts'
import { BEFORE, COPIED, optimise, PIPELINE } from './pipeline.ts'

const SUM = `
export @sum {"params":[{"kind":"array","element":"float64"}],"result":{"kind":"float64"}}

func @sum(ref) -> f64
b0(v0: ref):
  v1: i32 = const 0
  v2: f64 = const 0
  jump b1(v1, v2)
b1(v3: i32, v4: f64):
  v5: i32 = load i32 +12 array.header fixed v0
  v6: bool = i32.lt_s v3, v5
  branch v6, b2, b3
b2:
  v7: f64 = call @get v0, v3
  v8: f64 = f64.add v4, v7
  v9: i32 = const 1
  v10: i32 = i32.add v3, v9
  jump b1(v10, v8)
b3:
  return v4

func @get(ref, i32) -> f64
b0(v0: ref, v1: i32):
  v2: ptr = load i32 +8 array.header fixed v0
  v3: i32 = load i32 +12 array.header fixed v0
  v4: f64 = elem.get f64 array nan v2, v1, v3
  return v4
`

describe('pipeline', () => {
  test('every pass comes after those that it needs', () => {
    const seen = new Set<string>()
    const missing: string[] = []
    for (const { name, after } of [...BEFORE, ...PIPELINE].flatMap(({ passes }) => passes)) {
      for (const earlier of after) if (!seen.has(earlier)) missing.push(`${name} before ${earlier}`)
      seen.add(name)
    }
    expect(missing).toEqual([])
  })

  test('a name stands for one pass', () => {
    const runs = new Map<string, unknown>()
    for (const { name, run } of [...BEFORE, ...COPIED, ...PIPELINE].flatMap(({ passes }) => passes)) {
      expect(runs.get(name) ?? run).toBe(run)
      runs.set(name, run)
    }
  })

  test('a sum over an array is a loop of one load and one addition', () => {
    const module = parseModule(SUM)
    optimise(module, { level: 1, onPass: () => verifyModule(module) })
    expect([...module.funcs.keys()]).toEqual(['sum'])
    const loop = module.funcs.get('sum')!.blocks.find(({ term }) => term.kind === 'branch' && term.then.args.length === 2)!
    expect(loop.insts.map(({ op }) => op)).toEqual(['elem.load', 'f64.add', 'i32.add', 'i32.lt_s'])
  })

  test('level 0 leaves everything as it is', () => {
    const module = parseModule(SUM)
    const before = [...module.funcs.values()].map(print)
    optimise(module, { level: 0 })
    expect([...module.funcs.values()].map(print)).toEqual(before)
  })
})
