import { describe, expect, test } from 'vitest'
import type { Inst, Value } from '../ir/function.ts'
import { type HostName, hostFunctions } from '../ir/host.ts'
import { parseModule } from '../ir/parse.ts'
import { print } from '../ir/print.ts'
import { verifyModule } from '../ir/verify.ts'
import { givesText, makesText } from './analyses/made-texts.ts'
import { releaseTexts } from './release-texts.ts'

/** A loop of ten turns; `turn` makes v10 of the counter v1 and of v2, which goes round, and `next` is what comes in its place. */
const LOOP = (turn: string, next = 'v2', more = '', type = 'i32') => `
layout "list:i32" list 24 of i32
layout "{text:i32}" record 8 [text i32 4]
func @f(i32, ref) -> i32
b0(v0: i32, v20: ref):
  v3: i32 = const 1
  v4: i32 = const 10
  v5: i32 = const 0
  v6: f64 = const 2
  jump b1(v5, ${type === 'i32' ? 'v0' : 'v20'})
b1(v1: i32, v2: ${type}):
${turn}
  v7: i32 = i32.add v1, v3
  v8: bool = i32.lt_s v7, v4
  branch v8, b1(v7, ${next}), b2
b2:
  return v5
${more}`

const MADE = `  v9: f64 = f64.from_i32_s v1
  v11: i32 = call.host str.from_f64 v9
  v10: i32 = call.host "text:String#slice:sdd:s" v11, v9, v6
`

function released(text: string): string {
  const module = parseModule(text)
  verifyModule(module)
  const changed = releaseTexts(module)
  verifyModule(module)
  return changed.map(print).join('\n')
}

describe('release-texts', () => {
  test('lets go of all texts of a turn at its end', () => {
    const text = released(LOOP(MADE))
    expect(text).toMatch(/v(\d+): i32 = call.host "text:mark"\n {2}jump b1[\s\S]*call.host "text:release" v\1\n {2}jump b1/)
  })

  test('keeps the text that the next turn has in its parameter', () => {
    const used = '  v12: i32 = call.host str.length v2\n'
    expect(released(LOOP(MADE + used, 'v10'))).toMatch(/call.host "text:keep" v\d+, v10, v\d+, v\d+[\s\S]*select/)
  })

  test('asks whether there are any, where a turn makes some only now and then', () => {
    const turn = `  v12: bool = i32.lt_s v1, v3
  branch v12, b3, b4
b2:
  return v5
b3:
${MADE}  jump b4
b4:`
    const text = released(LOOP(turn).replace(/\nb2:\n {2}return v5\n$/, '\n'))
    expect(text).toMatch(/b4\(v(\d+): bool\):[\s\S]*branch v\1, b\d+, b1/)
  })

  test('takes a list of the turn for what it is', () => {
    const list = `  v12: ref = alloc "list:i32"
  v16: i32 = const 8
  v13: ref = alloc.block bytes v16
  store ref +20 list.block v12, v13
  v14: ptr = ptr.of 16 v13
  store i32 +8 list.data v12, v14
  v15: ptr = load i32 +8 list.data v12
  elem.store i32 "list:i32" unchecked v15, v5, v10
`
    expect(released(LOOP(MADE + list))).toContain('text:release')
    // Somebody else has it as well.
    const shown = `${list}  store ref +8 "field:other.list" v20, v12\n`
    expect(released(LOOP(MADE + shown))).toBe('')
    // Or its elements alone.
    const lent = `${list}  store ref +20 list.block v20, v13\n`
    expect(released(LOOP(MADE + lent))).toBe('')
  })

  describe('leaves alone a loop whose turn', () => {
    const store = (object: string) => `  store i32 +4 "field:{text:i32}.text" ${object}, v10\n`
    test.each([
      ['stores a text in an object from elsewhere', MADE + store('v20'), 'v2'],
      ['passes one on in a number', `${MADE}  v12: i64 = i64.extend_s v10\n  v13: f64 = f64.from_bits v12\n  store f64 +8 "field:x.x" v20, v13\n`, 'v2'],
      ['gives one to a function that stores it', `${MADE}  call @g v20, v10\n`, 'v2'],
      ['copies some to elsewhere', `${MADE}  v12: ref = alloc "{text:i32}"\n${store('v12')}  v13: ptr = ptr.of 16 v20\n  mem.copy "field:{text:i32}.text" v13, v13, v4\n`, 'v2'],
    ])('%s', (_, turn, next) => {
      const callee = `func @g(ref, i32)\nb0(v0: ref, v1: i32):\n  store i32 +4 "field:{text:i32}.text" v0, v1\n  return\n`
      expect(released(LOOP(turn, next, callee))).toBe('')
    }) // biome-ignore format: a table

    test('gives the next one an object that leads to a text', () => {
      const object = `  v12: ref = alloc "{text:i32}"\n${store('v12')}`
      expect(released(LOOP(MADE + object, 'v12', '', 'ref'))).toBe('')
      expect(released(LOOP(MADE + object, 'v2', '', 'ref'))).toContain('text:release')
    })

    test('gives the next one what may be a text, for all that is known', () => {
      const loaded = `  v12: ref = alloc "{text:i32}"\n${store('v12')}  v13: i32 = load i32 +4 "field:{text:i32}.text" v12\n`
      expect(released(LOOP(MADE + loaded, 'v13'))).toBe('')
    })
  })

  test('knows of each function of the host what it gives', () => {
    const given = (type: 'i32' | 'i64') => (Object.keys(hostFunctions) as HostName[]).filter((name) => hostFunctions[name].out === type)
    const sorted = (names: readonly HostName[]) => {
      const insts = names.map((name): Inst => ({ op: 'call.host', args: [], imm: name, result: 0 as Value, span: undefined }))
      return insts.filter(makesText).map((inst) => `${inst.imm as string}${givesText(inst) ? '' : ' perhaps'}`)
    }
    // Whoever adds a function of which this is not true says so in analyses/made-texts.ts.
    expect(sorted(given('i32')).filter((name) => name.endsWith('perhaps'))).toEqual([])
    expect(sorted(given('i64'))).toEqual(['text:value perhaps', 'text:field perhaps'])
  })

  test('goes by what functions do that are called', () => {
    const callee = (body: string) => `func @g(ref, i32) -> i32\nb0(v0: ref, v1: i32):\n${body}  return v1\n`
    const call = `${MADE}  v12: i32 = call @g v20, v10\n  v13: i32 = call.host str.length v12\n`
    expect(released(LOOP(call, 'v2', callee('')))).toContain('text:release')
    expect(released(LOOP(call, 'v12', callee('')))).toContain('text:keep')
    expect(released(LOOP(call, 'v2', callee('  store i32 +4 "field:{text:i32}.text" v0, v1\n')))).toBe('')
  })
})
