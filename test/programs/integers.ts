/** Bit operators and 32-bit arithmetic, as hashes, generators and codecs use them. */

export function bits(a: number, b: number): number {
  return (a & b) + (a | b) * 3 + (a ^ b) * 5 + ~a
}
// run: bits(5, 3)
// run: bits(-1, 2147483647)
// run: bits(4294967295, 1)
// run: bits(2 ** 53 + 2, -2)
// run: bits(NaN, Infinity)
// run: bits(1e20, 1.5)

export function shifts(a: number, n: number): number {
  return (a << n) + (a >> n) + (a >>> n)
}
// run: shifts(1, 31)
// run: shifts(-1, 0)
// run: shifts(-1, 32)
// run: shifts(-8, 1)
// run: shifts(-8, -1)
// run: shifts(4294967295, 4)
// run: shifts(2147483648, 33)

export function unsigned(x: number): number {
  return x >>> 0
}
// run: unsigned(-1) == 4294967295
// run: unsigned(-2147483648) == 2147483648
// run: unsigned(4294967296) == 0
// run: unsigned(-0) == 0
// run: unsigned(1e20)
// run: unsigned(NaN) == 0

export function unsignedCompare(a: number, b: number): boolean {
  return a >>> 0 < b >>> 0
}
// run: unsignedCompare(-1, 1) == false
// run: unsignedCompare(1, -1) == true

export function unsignedSum(a: number, b: number): number {
  return (a >>> 0) + (b >>> 0)
}
// run: unsignedSum(-1, -1) == 8589934590

export function unsignedDivide(a: number, b: number): number {
  return ((a >>> 0) / (b >>> 0)) >>> 0
}
// run: unsignedDivide(-1, 2) == 2147483647
// run: unsignedDivide(7, 2) == 3
// run: unsignedDivide(7, 0) == 0

export function unsignedRemainder(a: number, b: number): number {
  return (a >>> 0) % (b >>> 0)
}
// run: unsignedRemainder(-1, 10) == 5
// run: unsignedRemainder(5, 0)

export function integerDivide(a: number, b: number): number {
  return (a / b) | 0
}
// run: integerDivide(7, 2) == 3
// run: integerDivide(-7, 2) == -3
// run: integerDivide(7, 0) == 0
// run: integerDivide(-2147483648, -1) == -2147483648
// run: integerDivide(0, 0) == 0

export function integerRemainder(a: number, b: number): number {
  return (a % b) | 0
}
// run: integerRemainder(-4, 4) == 0
// run: integerRemainder(5, 0) == 0
// run: integerRemainder(-2147483648, -1) == 0

export function divideByConstants(x: number): number {
  return ((x / 3) | 0) + ((x / 10) | 0) * 100 + Math.floor(x / 8) * 10000 + ((x / 7) >>> 0)
}
// run: divideByConstants(100)
// run: divideByConstants(-100)
// run: divideByConstants(2147483647)
// run: divideByConstants(-2147483648)
// run: divideByConstants(0)
// run: divideByConstants(12.75)

export function remainderByConstants(x: number): number {
  return (x % 8) + (x % 10) * 100 + (x % 7) * 10000
}
// run: remainderByConstants(99)
// run: remainderByConstants(-99)
// run: remainderByConstants(-8)
// run: remainderByConstants(0)
// run: remainderByConstants(-2147483648)

export function wrappingProduct(a: number, b: number): number {
  return (a * b) | 0
}
// run: wrappingProduct(65537, 65537)
// run: wrappingProduct(2147483647, 2147483647)
// run: wrappingProduct(123456789, 987654321)
// run: wrappingProduct(-2147483648, 3)

export function imul(a: number, b: number): number {
  return Math.imul(a, b)
}
// run: imul(2147483647, 2147483647) == 1
// run: imul(123456789, 987654321)
// run: imul(4294967295, 5) == -5
// run: imul(1.9, 3.9) == 3

export function leadingZeros(x: number): number {
  return Math.clz32(x)
}
// run: leadingZeros(1) == 31
// run: leadingZeros(0) == 32
// run: leadingZeros(-1) == 0
// run: leadingZeros(4294967296.5) == 32

export function populationCount(x: number): number {
  x = x - ((x >>> 1) & 0x55555555)
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333)
  return (((x + (x >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
}
// run: populationCount(0) == 0
// run: populationCount(-1) == 32
// run: populationCount(0x12345678) == 13

export function reverseBits(x: number): number {
  x = ((x >>> 1) & 0x55555555) | ((x & 0x55555555) << 1)
  x = ((x >>> 2) & 0x33333333) | ((x & 0x33333333) << 2)
  x = ((x >>> 4) & 0x0f0f0f0f) | ((x & 0x0f0f0f0f) << 4)
  x = ((x >>> 8) & 0x00ff00ff) | ((x & 0x00ff00ff) << 8)
  return ((x >>> 16) | (x << 16)) >>> 0
}
// run: reverseBits(1) == 2147483648
// run: reverseBits(0xdeadbeef)

export function rotateLeft(x: number, k: number): number {
  return (x << k) | (x >>> (32 - k))
}
// run: rotateLeft(1, 31)
// run: rotateLeft(0x80000001, 1)
// run: rotateLeft(0x12345678, 0)

export function isPowerOfTwo(n: number): boolean {
  return n > 0 && (n & (n - 1)) === 0
}
// run: isPowerOfTwo(64) == true
// run: isPowerOfTwo(0) == false
// run: isPowerOfTwo(6) == false
// run: isPowerOfTwo(4294967296)
// run: isPowerOfTwo(2147483648)

export function toInteger(x: number): number {
  return ~~x + (x << 0) + (x >> 0) + (x ^ 0)
}
// run: toInteger(3.99)
// run: toInteger(-3.99)
// run: toInteger(6442450944)

export function xorshift32(seed: number, n: number): number {
  let x = seed | 0
  for (let i = 0; i < n; i++) {
    x ^= x << 13
    x ^= x >>> 17
    x ^= x << 5
  }
  return x >>> 0
}
// run: xorshift32(2463534242, 1000)
// run: xorshift32(1, 1)

export function linearCongruential(seed: number, n: number): number {
  let s = seed >>> 0
  for (let i = 0; i < n; i++) s = (Math.imul(s, 1664525) + 1013904223) >>> 0
  return s / 4294967296
}
// run: linearCongruential(42, 0)
// run: linearCongruential(42, 100)

export function mulberry32(seed: number, n: number): number {
  let a = seed
  let r = 0
  while (n-- > 0) {
    a |= 0
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    r += ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  return r
}
// run: mulberry32(123456789, 50)

export function murmurFinal(h: number): number {
  h ^= h >>> 16
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}
// run: murmurFinal(1)
// run: murmurFinal(0xffffffff)

export function greatestCommonDivisor(a: number, b: number): number {
  while (b !== 0) {
    const t = b
    b = a % b
    a = t
  }
  return a
}
// run: greatestCommonDivisor(1071, 462) == 21
// run: greatestCommonDivisor(-12, 18)
// run: greatestCommonDivisor(0, 0)
// run: greatestCommonDivisor(2 ** 40, 2 ** 35)

export function binaryGcd(u: number, v: number): number {
  let shift = 0
  if (u === 0) return v
  if (v === 0) return u
  while (((u | v) & 1) === 0) {
    u >>= 1
    v >>= 1
    ++shift
  }
  while ((u & 1) === 0) u >>= 1
  do {
    while ((v & 1) === 0) v >>= 1
    if (u > v) [u, v] = [v, u]
    v -= u
  } while (v !== 0)
  return u << shift
}
// run: binaryGcd(1071, 462) == 21
// run: binaryGcd(0, 5) == 5
// run: binaryGcd(48, 36) == 12

export function powerModulo(base: number, exponent: number, modulus: number): number {
  let result = 1
  base %= modulus
  while (exponent > 0) {
    if (exponent & 1) result = (result * base) % modulus
    base = (base * base) % modulus
    exponent >>= 1
  }
  return result
}
// run: powerModulo(3, 200, 1000007)
// run: powerModulo(2, 10, 1) == 0
// run: powerModulo(7, 0, 13) == 1
// run: powerModulo(123456, 789, 94906265)

export function grayCode(n: number): number {
  let g = n ^ (n >> 1)
  let b = 0
  for (; g; g >>= 1) b ^= g
  return b
}
// run: grayCode(1234) == 1234

export function int8Wrap(x: number): number {
  return (x << 24) >> 24
}
// run: int8Wrap(200) == -56
// run: int8Wrap(-129) == 127

export function mixedSigns(n: number): number {
  let hash = 5381
  for (let i = 0; i < n; i++) hash = (hash << 5) + hash + i
  return hash
}
// run: mixedSigns(3)
// run: mixedSigns(40)

// Beyond 2^53 a double stays where it is; what has 64 bits would go on.
export function counterAtTheEdge(n: number): number[] {
  let [up, down, odd] = [9007199254740988, -9007199254740988, 0]
  for (let i = 0; i < n; i++) {
    up++
    down -= 1
    odd = (i + 3002399751580331) * 3
  }
  return [up, down, odd, up ^ 0, down | 0, up % 64, down - up]
}
// run: counterAtTheEdge(3)
// run: counterAtTheEdge(4)
// run: counterAtTheEdge(60)

export function edgeWithFuel(k: number): number {
  let fuel = 60
  let sum = k
  for (let i = -9007199254740988; 1; i--) {
    if (fuel-- < 0) break
    sum = 0
    sum ^= i
  }
  return sum
}
// run: edgeWithFuel(1) == 0
