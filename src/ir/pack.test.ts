import { expect, test } from 'vitest'
import { type Naming, packFunc, unpackFunc } from './pack.ts'
import { parse } from './parse.ts'
import { print } from './print.ts'

const TEXT = `func @sum(ref, i64) -> f64, i64 inline never
b0(v0: ref, v1: i64):
  v2: f64 = const -0
  v3: f64 = const NaN
  v4: f64 = const -Infinity
  v5: i64 = const 9223372036854775807n
  v6: bool = const true
  v7: i64 = load i64 +8 "field:class:3.top" v0
  store i64 +8 "field:class:3.top" v0, v5
  v8: ref = alloc "class:3"
  v9: i32 = str.const "class:3"
  v10: f64 = call @helper v0, v2
  guard RangeError "no $0" v6, v9
  branch v6, b1, b2(v10)
b1:
  v11: i64 = invoke @helper v8 to b3
b2(v12: f64):
  throw Error "end"
b3:
  return v12, v11
`
const naming = (source: number, renames: Record<string, string>): Naming & { tables: { ops: never[]; imms: never[] } } => ({
  tables: { ops: [], imms: [] },
  sources: [source],
  func: (name) => renames[name],
  memory: (name) => (renames['class:3'] ? name.replace('class:3', 'own') : name.replace('own', 'class:3')),
})

test('a function is the same after it was packed, under other names', () => {
  const func = parse(TEXT)
  const packing = naming(0, { helper: '@4', 'class:3': 'own' })
  const packed = packFunc(func, packing)
  const text = JSON.stringify({ packed, tables: packing.tables })
  expect(text).not.toContain('helper')
  expect(text).toContain('field:own.top')
  const read = JSON.parse(text) as { packed: NonNullable<typeof packed>; tables: typeof packing.tables }
  const unpacked = unpackFunc('sum', read.packed, { ...naming(0, { '@4': 'helper' }), tables: read.tables })
  expect(print(unpacked)).toBe(print(func))
})

test('places stay those of the text, wherever it stands in the list of sources', () => {
  const func = parse(TEXT)
  const [block] = func.blocks
  block!.insts[0]!.span = { source: 2, start: 4, end: 9, point: 6, inlined: { title: 'f', at: { source: 2, start: 1, end: 2 } } }
  block!.insts[1]!.span = { source: 1, start: 3, end: 5 }
  const packing = naming(2, { helper: 'helper' })
  const packed = packFunc(func, packing)!
  const { blocks } = unpackFunc('sum', packed, { ...naming(7, { helper: 'helper' }), tables: packing.tables })
  const [first, second, third] = blocks[0]!.insts
  expect(first!.span).toEqual({ source: 7, start: 4, end: 9, point: 6, inlined: { title: 'f', at: { source: 7, start: 1, end: 2 } } })
  expect([second!.span?.source, third!.span]).toEqual([-1, undefined])
})

test('what means something in one module only is not packed', () => {
  const one = (line: string) => packFunc(parse(`func @f(ref)\nb0(v0: ref):\n  ${line}\n  return\n`), naming(0, {}))
  expect(one('v1: ref = function.ref "unit#0"')).toBeUndefined()
  expect(one('v1: f64 = call @unknown v0')).toBeUndefined()
  expect(one('v1: i32 = const 1')).toBeDefined()
})
