/** `npm run bench:compile`: what compiling costs. */
import { execFileSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ringBuffer } from './experiment/source.ts'
import { workloads } from './kernels.ts'
import { duration, median, table } from './table.ts'
import { jit } from './taipan.ts'

// Compiling is what is measured, here and in the processes below.
process.env['TAIPAN_CACHE'] = 'off'

type Call = (...args: unknown[]) => unknown

const STAGES = ['parse', 'build', 'infer', 'optimise', 'emit', 'instantiate'] as const
const ROUNDS = 9
const ms = (value: number) => duration(value * 1e6)

/** For processes that find nothing compiled, but V8's code of the library: they read, and there is nothing to read in the cache. */
const env = { ...process.env, TAIPAN_CACHE: 'readonly', TAIPAN_CACHE_DIR: join(tmpdir(), 'taipan-no-cache') }

/** What `import` of a file of dist/ costs in a fresh process, in milliseconds, besides starting Node. */
function importTime(file: string): number {
  const url = new URL(`../dist/${file}`, import.meta.url).href
  const code = `const t = performance.now(); await import(${JSON.stringify(url)}); console.log(performance.now() - t)`
  const run = () => Number(execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8', env }))
  return median(Array.from({ length: ROUNDS }, run))
}

/** The first call of a trivial kernel in a fresh process: loads the compiler and compiles once. */
function firstCall(): number {
  const url = new URL('../dist/node/index.js', import.meta.url).href
  const code = `import { jit } from ${JSON.stringify(url)}; const f = jit((x) => x + 1); const t = performance.now(); f(1); console.log(performance.now() - t)`
  const run = () => Number(execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8', env }))
  return median(Array.from({ length: ROUNDS }, run))
}

/** A program of n small functions that call one another in a chain. */
function chain(n: number): { entry: Call; bytes: number } {
  const text = Array.from({ length: n }, (_, i) => {
    const next = i === n - 1 ? 'x' : `f${i + 1}(x * ${i % 7} + 1)`
    return `function f${i}(x) { let s = 0; for (let i = 0; i < 3; i++) s += x % ${i + 2}; return s + ${next} }`
  }).join('\n')
  return { entry: new Function(`${text}\nreturn f0`)() as Call, bytes: text.length }
}

const forEach: { name: string; times: Record<(typeof STAGES)[number] | 'total', number>; bytes: number }[] = []
for (const { name, kernel, args } of workloads()) {
  // A new kernel each time, so that nothing compiled before is found again; the first warms the compiler up.
  const stats = Array.from({ length: ROUNDS }, () => {
    const compiled = jit(kernel)
    ;(compiled as unknown as Call)(...args)
    return compiled.stats.specialisations[0]!
  })
  const of = (stage: (typeof STAGES)[number] | 'total') => median(stats.map(({ milliseconds }) => milliseconds[stage]))
  const times = Object.fromEntries([...STAGES, 'total' as const].map((stage) => [stage, of(stage)])) as (typeof forEach)[number]['times']
  forEach.push({ name, times, bytes: stats[0]!.bytes })
}
console.log(
  table(
    ['kernel', 'total', ...STAGES, 'bytes'],
    forEach.map(({ name, times, bytes }) => [name, ms(times.total), ...STAGES.map((stage) => ms(times[stage])), String(bytes)]),
  ),
)
console.log(`\nMedian of the kernels: ${ms(median(forEach.map(({ times }) => times.total)))} (aim: at most 10 ms)`)

const growth = [10, 100, 1000].map((n) => {
  const total = median(
    Array.from({ length: 3 }, () => {
      const compiled = jit(chain(n).entry as (x: number) => number)
      compiled(1)
      return compiled.stats.specialisations[0]!.milliseconds.total
    }),
  )
  return [String(n), ms(total), duration((total * 1e6) / n)]
})
console.log(`\n${table(['functions', 'total', 'per function'], growth)}`)

/** A class of n methods and accessors of its one field, and what uses all of them. */
function methodsClass(n: number): Call {
  const methods = Array.from({ length: n }, (_, i) => `m${i}(x) { for (let i = 0; i < 3; i++) this.sum += x % ${i + 2}; return this.sum }`)
  const calls = Array.from({ length: n }, (_, i) => `c.m${i}(x)`)
  return new Function(
    `class C { sum = 0\n${methods.join('\n')} }\nreturn (x) => { const c = new C()\nreturn ${calls.join(' + ')} }`,
  )() as Call
}

function compileTime(make: () => Call, arg: unknown): number {
  const times = Array.from({ length: 5 }, () => {
    const compiled = jit(make() as (x: unknown) => unknown)
    compiled(arg)
    return compiled.stats.specialisations[0]!.milliseconds.total
  })
  return median(times)
}

const { classText, functionText } = ringBuffer()
const ring = () => new Function(`${classText}\n${functionText}\nreturn func`)() as Call
const classes = [10, 100].map((n) => [n, compileTime(() => methodsClass(n), 1.5)] as const)
console.log(
  `\n${table(
    ['class', 'compiled with what uses it', 'per method'],
    [
      ['ring buffer and func (aim: at most 15 ms)', ms(compileTime(ring, 10n)), ''],
      ...classes.map(([n, total]) => [`${n} methods`, ms(total), ms(total / n)]),
    ],
  )}`,
)

console.log(
  `\nLoading, in a fresh process of ${process.version} (${fileURLToPath(new URL('../dist', import.meta.url))
    .split(/[\\/]/)
    .at(-1)}/):`,
)
console.log(
  table(
    ['what', 'time'],
    [
      ['import taipan', ms(importTime('node/index.js'))],
      ['import taipan/runtime', ms(importTime('node/runtime.js'))],
      ['import taipan/compiler (aim: at most 40 ms)', ms(importTime('node/compiler.js'))],
      ['first call: load the compiler and compile', ms(firstCall())],
    ],
  ),
)
