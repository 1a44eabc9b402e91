/** What is measured: kernels written as a user would write them, and data for them. */
import { binarySearch } from './kernels/binary-search.ts'
import { agenda } from './kernels/class-queue.ts'
import { ringBuffer } from './kernels/class-ring-buffer.ts'
import { shapes } from './kernels/class-shapes.ts'
import { searchTree } from './kernels/class-tree.ts'
import { vectors } from './kernels/class-vectors.ts'
import { editDistance } from './kernels/edit-distance.ts'
import { fft } from './kernels/fft.ts'
import { floydWarshall } from './kernels/floyd-warshall.ts'
import { fnv1a } from './kernels/fnv1a.ts'
import { heapSort } from './kernels/heap-sort.ts'
import { histogram } from './kernels/histogram.ts'
import { listGrowAndSum, listSum } from './kernels/list-sum.ts'
import { mandelbrot } from './kernels/mandelbrot.ts'
import { matmul } from './kernels/matmul.ts'
import { countPrimes } from './kernels/miller-rabin.ts'
import { fermatPrimes } from './kernels/modular-power.ts'
import { nBody } from './kernels/n-body.ts'
import { ntt, wideNtt } from './kernels/ntt.ts'
import { prefixSum } from './kernels/prefix-sum.ts'
import { sieve } from './kernels/sieve.ts'
import { spectralNorm } from './kernels/spectral-norm.ts'
import { stencil } from './kernels/stencil.ts'
import { xorshift64 } from './kernels/xorshift64.ts'
import { array } from './taipan.ts'

export interface Workload {
  readonly name: string
  readonly kernel: (...args: never[]) => unknown
  readonly args: readonly unknown[]
  readonly bigint: boolean
}

/** A repeatable source of numbers in [0, 1). */
function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 4294967296
  }
}

function filled(length: number, seed: number, scale = 1): Float64Array {
  const next = random(seed)
  return Float64Array.from({ length }, () => next() * scale)
}

/** As above, in memory that compiled code reads without a copy. */
function shared(length: number, seed: number): Float64Array {
  const made = array(Float64Array, length)
  made.set(filled(length, seed))
  return made
}

function work<A extends unknown[]>(name: string, kernel: (...args: A) => unknown, ...args: A): Workload {
  return {
    name,
    kernel,
    args,
    bigint: args.some((arg) => typeof arg === 'bigint' || arg instanceof BigInt64Array) || kernel.name === 'fnv1a',
  }
}

function sineTable(n: number, phase: number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => Math.sin((2 * Math.PI * i) / n + phase))
}

/** New data for every use: kernels write to it. */
export function workloads(): Workload[] {
  const next = random(7)
  const bytes = (n: number, below = 256) => Uint8Array.from({ length: n }, () => next() * below)
  const graph = Int32Array.from({ length: 300 * 300 }, () => 1 + next() * 1000)
  return [
    work('sieve 1 M', sieve, 1_000_000),
    work('matmul 512', matmul, filled(512 * 512, 1), filled(512 * 512, 2), new Float64Array(512 * 512), 512),
    work('mandelbrot 256²', mandelbrot, new Uint16Array(256 * 256), 256, 200),
    work('n-body 5 × 20 k', nBody, filled(35, 3, 10), 20_000, 0.0001),
    work('Floyd–Warshall 300', floydWarshall, graph, 300),
    work('edit distance 1000²', editDistance, bytes(1000, 4), bytes(1000, 4)),
    work('FFT 16 k', fft, filled(16384, 4), filled(16384, 5), sineTable(16384, Math.PI / 2), sineTable(16384, 0)),
    work('heap sort 100 k', heapSort, filled(100_000, 6), new Float64Array(100_000)),
    work('histogram 1 M', histogram, bytes(1_000_000), new Uint32Array(256)),
    work('prefix sum 1 M', prefixSum, shared(1_000_000, 8), array(Float64Array, 1_000_000)),
    work('spectral norm 200', spectralNorm, 200),
    work('2-D stencil 1000²', stencil, shared(1_000_000, 9), array(Float64Array, 1_000_000), 1000, 1000),
    work('binary search 100 k', binarySearch, filled(100_000, 10).sort(), filled(100_000, 11)),
    work('sum of number[] 100 k', listSum, Array.from(filled(100_000, 12))),
    work('grow and sum number[]', listGrowAndSum, 100_000),
    work('modular power (bigint)', fermatPrimes, 1_000_000n, 1_000_500n),
    work(
      'NTT 4096 (bigint)',
      ntt,
      BigInt64Array.from({ length: 4096 }, () => BigInt(Math.floor(next() * 998244353))),
    ),
    work(
      'NTT 4096, 62-bit prime (bigint)',
      wideNtt,
      BigInt64Array.from({ length: 4096 }, () => BigInt(Math.floor(next() * 998244353)) ** 2n),
    ),
    work('Miller–Rabin near 2^61 (bigint)', countPrimes, 2n ** 61n, 2n ** 61n + 200n),
    work('xorshift64 (bigint)', xorshift64, 88172645463325252n, 50_000),
    work('FNV-1a 64 kB (bigint)', fnv1a, bytes(65536)),
    work('ring buffer (class)', ringBuffer, 100_000),
    work('vectors (class)', vectors, 300_000),
    work('search tree 20 k (class)', searchTree, 20_000),
    work('shapes 3 × 1 k (class)', shapes, 3000, 200),
    work('event queue 1 k (class)', agenda, 1000, 200_000),
  ]
}
