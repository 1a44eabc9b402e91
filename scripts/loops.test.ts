import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { transformSync } from 'esbuild'
import { afterAll, expect, test } from 'vitest'
import { indexedLoops } from './loops.ts'

const folder = mkdtempSync(join(tmpdir(), 'taipan-loops-'))
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))

const SOURCE = `
export function run(): unknown[] {
  const seen: unknown[] = []
  const list: readonly number[] = [1, 2, 3]
  for (const x of list) for (const y of [x, -x]) seen.push(x * 10 + y)
  outer: for (const x of list) {
    for (let y of list) {
      if (y++ === 2) continue outer
      if (x === 3) break outer
      seen.push(() => x + y)
    }
  }
  const growing = [1, 2]
  for (const x of growing) if (growing.length < 5) growing.push(x + growing.length)
  const pairs: [string, number][] = [['a', 1], ['b', 2]]
  for (const [name, value] of pairs) seen.push(name, value)
  for (let [, value] of pairs) seen.push(value++)
  for (const [letter] of ['ab', 'c']) seen.push(letter)
  for (const [name = 'none', ...rest] of pairs) seen.push(name, rest)
  for (const { length } of ['ab', 'c']) if (length > 1) seen.push(length)
    else seen.push('short')
  const [first, , third = 9] = list
  const [one, , other] = list, after = one! + 1
  const set = new Set([1])
  for (const x of set) if (x < 4) set.add(x + 1)
  const [fromSet] = set
  for (const letter of 'xy') seen.push(letter)
  for (const maybe of (list.length > 5 ? undefined : list) ?? []) seen.push(maybe)
  return [...seen.map((each) => (typeof each === 'function' ? each() : each)), growing, first, third, other, after, [...set], fromSet]
}
`

test('loops over arrays, and no others, go by index, and do the same', () => {
  const path = join(folder, 'loops.ts')
  const config = join(folder, 'tsconfig.json')
  writeFileSync(path, SOURCE)
  writeFileSync(config, '{ "compilerOptions": { "target": "ES2022", "module": "NodeNext", "strict": true, "types": [] } }')
  const text = [...indexedLoops([path], config).values()][0]!
  expect(text.match(/for \(const \w+ of [^)]*/g)).toEqual(['for (const x of set', "for (const letter of 'xy'"])
  expect(text.match(/const \[.*\] =/g)).toEqual([
    'const [letter] =',
    "const [name = 'none', ...rest] =",
    'const [first, , third = 9] =',
    'const [fromSet] =',
  ])
  const run = (source: string) =>
    new Function(`${transformSync(source.replace('export ', ''), { loader: 'ts' }).code}\nreturn run()`)() as unknown[]
  expect(run(text)).toEqual(run(SOURCE))
})
