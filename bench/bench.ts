/** `npm run bench`: plain JavaScript beside taipan in the same run. `npm run bench -- sieve fft` measures only those. */
import { classUse } from './classes.ts'
import { compare } from './compare.ts'
import { workloads } from './kernels.ts'
import { duration, ratio, table } from './table.ts'
import { jit } from './taipan.ts'

type Call = (...args: unknown[]) => unknown

const wanted = process.argv.slice(2).map((word) => word.toLowerCase())
const rows: string[][] = []
const slow: string[] = []
for (const { name, kernel, args, bigint } of workloads()) {
  if (wanted.length > 0 && !wanted.some((word) => name.toLowerCase().includes(word))) continue
  const plain = kernel as unknown as Call
  const compiled = jit(kernel) as unknown as Call
  const { plain: before, compiled: after } = await compare(
    () => plain(...args),
    () => compiled(...args),
    100e6,
  )
  const factor = before / after
  if (factor < (bigint ? 10 : 1)) slow.push(`${name}: ${ratio(factor)}`)
  rows.push([name, duration(before), duration(after), ratio(factor)])
  process.stderr.write('.')
}

/** Calls with an empty body: what a call costs besides the work. */
async function overheads(): Promise<string[][]> {
  const one = jit((x: number) => x)
  const four = jit((a: number, b: number, c: number, d: number) => a + b + c + d)
  const two = jit((a: Float64Array, b: Float64Array) => a.length + b.length)
  const [x, y] = [new Float64Array(4), new Float64Array(4)]
  const cases: [string, () => unknown, () => unknown][] = [
    ['one number', () => one.plain(1.5), () => one(1.5)],
    ['four numbers', () => four.plain(1, 2, 3, 4.5), () => four(1, 2, 3, 4.5)],
    ['two small arrays', () => two.plain(x, y), () => two(x, y)],
  ]
  const made: string[][] = []
  for (const [name, plain, compiled] of cases) {
    const { plain: before, compiled: after } = await compare(plain, compiled, 50e6)
    made.push([`call with ${name}`, duration(before), duration(after), duration(after - before)])
  }
  return made
}

process.stderr.write('\n')
console.log(table(['kernel', 'plain JavaScript', 'taipan', 'ratio'], rows))
if (wanted.length === 0) {
  console.log(`\n${table(['overhead of a call', 'plain JavaScript', 'taipan', 'difference'], await overheads())}`)
  const use = await classUse()
  console.log(`\n${use.text}`)
  if (use.missed.length > 0) console.log(`Missed: ${use.missed.join(', ')}.`)
  console.log(`\nNode ${process.version}; medians, measured in turns. The aim: no kernel below 1 ×, bigint kernels at 10 × and more.`)
  console.log(slow.length === 0 ? 'Every kernel reaches it.' : `Below it: ${slow.join(', ')}.`)
}
