/** What is run in a browser: the package as a bundle has it, each kernel against plain JavaScript. */
import * as compiler from '../../src/compiler.ts'
import { array, jit, jitclass, setCompiler, TypingError } from '../../src/index.ts'
import { errorOf, type Finding, report } from './report.ts'

setCompiler(() => compiler)

/** Names that no other module has: a bundler renames one of two. */
function makeScaled() {
  const scaleFactor = 3
  const scaleOffsets = new Float64Array([1, 2, 3])
  const squareOf = (x: number): number => x * x
  return { scaled: (x: number): number => squareOf(x) * scaleFactor + scaleOffsets[1], scope: { scaleFactor, scaleOffsets, squareOf } }
}

const { scaled, scope } = makeScaled()

function dot(a: Float64Array, b: Float64Array): number {
  let s = 0
  for (let i = 0; i < a.length; i++) s += a[i] * b[i]
  return s
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n
  for (; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % modulus
    base = (base * base) % modulus
  }
  return result
}

function sorted(list: number[]): number[] {
  return list.slice().sort((a, b) => a - b)
}

function sines(n: number): Float64Array {
  const out = new Float64Array(n)
  for (let i = 0; i < n; i++) out[i] = Math.sin(i) + Math.hypot(i, 2)
  return out
}

function thrower(x: number): number {
  if (x > 2) throw new RangeError(`${x} is too large`)
  return x
}

function caught(x: number): string | number {
  try {
    return thrower(x) + 0.5
  } catch (error) {
    return (error as Error).message.length
  }
}

/** Long enough for several calls of a loop in pieces. */
function longSum(n: number): number {
  let s = 0
  for (let i = 0; i < n; i++) s += i % 7
  let t = 1
  for (let i = 0; i < 40; i++) for (let j = 0; j < i; j++) t = (t * 31 + j) % 65521
  return s * 65521 + t
}

class Counter {
  count = 0
  add(by: number): number {
    this.count += by
    return this.count
  }
}

const findings: Finding[] = []
function check(name: string, work: () => unknown, expected: unknown): void {
  let got: unknown
  try {
    got = work()
  } catch (error) {
    got = errorOf(error)
  }
  findings.push({ name, got: String(got), expected: String(expected) })
}

const [x, y] = [Float64Array.from({ length: 100 }, (_, i) => i / 7), Float64Array.from({ length: 100 }, (_, i) => 1 / (i + 1))]
check('arrays', () => jit(dot)(x, y), dot(x, y))
const shared = array(Float64Array, 100)
shared.set(x)
check('shared arrays', () => jit(dot)(shared, y), dot(x, y))
check('scope', () => jit(scaled, { scope })(2.5), scaled(2.5))
check('bigint', () => jit(power)(3n, 10n ** 17n, 10n ** 18n + 9n), power(3n, 10n ** 17n, 10n ** 18n + 9n))
check('lists', () => jit(sorted)([3, 1.5, 2, -0, 9]), sorted([3, 1.5, 2, -0, 9]))
check('host functions', () => jit(sines)(50), sines(50))
check('signature', () => jit('int32(int32)', (n: number) => (n * n) | 0)(7), 49)
check('exceptions', () => jit(thrower)(3), 'RangeError: 3 is too large')
check('catching', () => jit(caught, { scope: { thrower } })(3), 14)
check('long loops', () => jit(longSum)(100_000), longSum(100_000))
check('captured without scope', () => jit(scaled)(2.5), 'TypingError')
check('language errors', () => jit((s: string) => s.replace(/a/, 'b'))('a'), 'TypingError')
check(
  'TypingError is one class',
  () => {
    try {
      jit(scaled)(2.5)
      return false
    } catch (error) {
      return error instanceof TypingError
    }
  },
  true,
)
check('classes', () => {
  const Compiled = jitclass(Counter)
  const counter = new Compiled()
  counter.add(2)
  return [counter.add(3.5), counter.count, counter instanceof Compiled]
}, [5.5, 5.5, true])

void report(findings)
