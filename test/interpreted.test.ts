import { expect, test } from 'vitest'
import { parseModule } from '../src/ir/parse.ts'
import { verifyModule } from '../src/ir/verify.ts'
import { createMachine } from '../src/runtime/machine.ts'
import { createMemory } from '../src/runtime/memory.ts'
import { interpretedInstance, interpretInstead } from './interpreted.ts'
import { artifactOf } from './support/fake-compiler.ts'

/** A list of `keep` cells, then garbage; gives the sum of the list. Cells go through a call, so a caller's frame holds them. */
const LIST = `
layout "{v:f64,next:ref}" record 512 [v f64 +8, next ref +16]
export @main {"params":[{"kind":"int32"},{"kind":"int32"}],"result":{"kind":"float64"}}

func @cell(ref) -> ref
b0(v0: ref):
  v1: ref = alloc "{v:f64,next:ref}"
  v2: f64 = const 1
  store f64 +8 v v1, v2
  store ref +16 next v1, v0
  return v1

func @main(i32, i32) -> f64
b0(v0: i32, v1: i32):
  v2: i32 = const 0
  v3: i32 = const 1
  v4: ref = const 0
  v5: f64 = const 0
  jump b1(v2, v4)
b1(v6: i32, v7: ref):
  v8: bool = i32.lt_s v6, v0
  branch v8, b2, b3(v2)
b2:
  v9: ref = call @cell v7
  v10: i32 = i32.add v6, v3
  jump b1(v10, v9)
b3(v11: i32):
  v12: bool = i32.lt_s v11, v1
  branch v12, b4, b5(v7, v5)
b4:
  v13: ref = call @cell v4
  v14: i32 = i32.add v11, v3
  jump b3(v14)
b5(v15: ref, v16: f64):
  v17: bool = ref.eq v15, v4
  branch v17, b7, b6
b6:
  v18: f64 = load f64 +8 v v15
  v19: f64 = f64.add v16, v18
  v20: ref = load ref +16 next v15
  jump b5(v20, v19)
b7:
  return v16
`

test('what the interpreter holds survives collections', () => {
  const module = parseModule(LIST)
  verifyModule(module)
  const machine = createMachine(createMemory([1024]))
  const artifact = artifactOf('float64(int32, int32)', '(module)', { layouts: [...module.layouts.values()] })
  interpretInstead(artifact, module)
  const { functions } = interpretedInstance(machine, artifact)!
  expect(functions['main']!(100, 40_000)).toBe(100)
  expect(machine.heap.collections).toBeGreaterThan(0)
})
