import { describe, expect, test } from 'vitest'
import { parseModule } from '../ir/parse.ts'
import { storedFirst } from './initial-stores.ts'

/** Offsets that need no null in the first allocation of a block. */
function stored(body: string): number[] {
  const module = parseModule(`layout "{a:ref,b:ref}" record 16 [a ref 4, b ref 8]
func @f(ref, bool) -> ref
b0(v0: ref, v1: bool):
  v2: ref = alloc "{a:ref,b:ref}"
${body}
  return v2
`)
  return [...[...storedFirst(module.funcs.get('f')!).values()][0]!]
}

const A = '  store ref 4 "field:a" v2, v0\n'
const B = '  store ref 8 "field:b" v2, v0\n'

describe('initial stores', () => {
  test('references stored at once', () => {
    expect(stored('')).toEqual([])
    expect(stored(A)).toEqual([4])
    expect(stored(A + B)).toEqual([4, 8])
    expect(stored('  store ref 4 "field:a" v0, v2')).toEqual([])
  })

  test.each([
    ['allocates', 'v3: ref = alloc "{a:ref,b:ref}"'],
    ['throws', 'guard Error "no" v1'],
    ['calls', 'v3: ref = call @f v0, v1'],
  ])('nothing behind what %s', (_, between) => {
    expect(stored(`${A}  ${between}\n${B}`)).toEqual([4])
  })

  test('nothing that is read before', () => {
    expect(stored(`  v3: ref = load ref 8 "field:b" v0\n${A}${B}`)).toEqual([4])
  })
})
