/** `npm run kernels`: a dozen real kernels, compiled, checked against plain JavaScript, and timed. */
import { styleText } from 'node:util'
import { workloads } from './kernels.ts'
import { duration, median, ratio, table } from './table.ts'
import { jit } from './taipan.ts'

type Call = (...args: unknown[]) => unknown

const SHOWN = [
  'sieve',
  'matmul',
  'mandelbrot',
  'n-body',
  'Floyd',
  'edit',
  'FFT',
  'heap sort',
  'spectral',
  'stencil',
  'modular',
  'NTT',
  'xorshift64',
]

/** Everything that a caller can see after a call, as text. */
function seen(result: unknown, args: readonly unknown[]): string {
  return JSON.stringify([result, args], (_, value) => {
    if (typeof value === 'bigint') return `${value}n`
    if (ArrayBuffer.isView(value)) return Array.from(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)).join()
    return value
  })
}

/** Median of three calls, in nanoseconds, after one that is not counted. */
function time(call: () => unknown): number {
  call()
  return median(
    [1, 2, 3].map(() => {
      const start = performance.now()
      call()
      return (performance.now() - start) * 1e6
    }),
  )
}

const pick = (name: string) => SHOWN.some((word) => name.startsWith(word))
const forPlain = workloads().filter(({ name }) => pick(name))
const forCompiled = workloads().filter(({ name }) => pick(name))
let same = true

const rows = forPlain.map(({ name, kernel, args }, index) => {
  const plain = kernel as unknown as Call
  const compiled = jit(kernel)
  const call = compiled as unknown as Call
  const equal = seen(plain(...args), args) === seen(call(...forCompiled[index]!.args), forCompiled[index]!.args)
  same &&= equal
  const before = time(() => plain(...args))
  const after = time(() => call(...args))
  const compile = compiled.stats.specialisations[0]!.milliseconds.total * 1e6
  const verdict = equal ? 'same' : styleText('red', 'DIFFERENT')
  return [name, duration(compile), verdict, duration(before), duration(after), ratio(before / after)]
})

console.log(table(['kernel', 'compiled in', 'result', 'plain JavaScript', 'taipan', 'ratio'], rows))
console.log(
  same ? '\nEvery result is the one of plain JavaScript, bit for bit.' : '\nA result differs from plain JavaScript: that is a bug.',
)
process.exitCode = same ? 0 : 1
