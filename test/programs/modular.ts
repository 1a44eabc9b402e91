/** Remainders of bigint products and sums: exact even where the product leaves 64 bits. */

export function multiplyModulo(a: bigint, b: bigint, m: bigint): bigint {
  return (a * b) % m
}
// run: multiplyModulo(3n, 5n, 7n) == 1n
// run: multiplyModulo(10n ** 18n, 10n ** 18n + 1n, 10n ** 18n + 9n)
// run: multiplyModulo(2n ** 63n - 1n, 2n ** 63n - 1n, 2n ** 63n - 25n)
// run: multiplyModulo(-(2n ** 63n), -(2n ** 63n), 2n ** 63n - 1n) == 1n
// run: multiplyModulo(-(2n ** 63n), 2n ** 63n - 1n, -(2n ** 63n)) == 0n
// run: multiplyModulo(-(2n ** 63n) + 1n, 2n ** 63n - 1n, -(2n ** 63n))
// run: multiplyModulo(-(10n ** 18n), 7n ** 20n, 3n ** 39n)
// run: multiplyModulo(10n ** 18n, -(7n ** 20n), -(3n ** 39n))
// run: multiplyModulo(2n ** 62n, 2n ** 62n, 1n) == 0n
// run: multiplyModulo(2n ** 62n, 2n ** 62n, -1n) == 0n
// run: multiplyModulo(2n ** 62n, 2n ** 62n, 1000000007n)
// run: multiplyModulo(4294967295n, 4294967295n, 4294967291n)
// run: multiplyModulo(2n ** 62n, 4n, 0n)
// run: multiplyModulo(0n, 4n, 0n)

export function addModulo(a: bigint, b: bigint, m: bigint): bigint {
  return (a + b) % m
}
// run: addModulo(3n, 5n, 7n) == 1n
// run: addModulo(2n ** 63n - 1n, 2n ** 63n - 1n, 2n ** 63n - 2n) == 2n
// run: addModulo(-(2n ** 63n), -(2n ** 63n), -(2n ** 63n)) == 0n
// run: addModulo(-(2n ** 63n), -(2n ** 63n) + 5n, 2n ** 63n - 1n)
// run: addModulo(-3n, 2n, 7n) == -1n
// run: addModulo(3n, 2n, 0n)

export function subtractModulo(a: bigint, b: bigint, m: bigint): bigint {
  return (a - b) % m
}
// run: subtractModulo(2n ** 63n - 1n, -(2n ** 63n), 2n ** 62n + 1n)
// run: subtractModulo(-(2n ** 63n), 2n ** 63n - 1n, 2n ** 62n + 1n)
// run: subtractModulo(0n, -(2n ** 63n), -(2n ** 63n)) == 0n
// run: subtractModulo(3n, 5n, 7n) == -2n

export function linear(a: bigint, x: bigint, c: bigint, m: bigint): bigint {
  return (a * x + c) % m
}
// run: linear(6364136223846793005n, 88172645463325252n, 1442695040888963407n, 2n ** 63n - 1n)
// run: linear(3n, -5n, 14n, 7n) == -1n
// run: linear(-(2n ** 63n), -(2n ** 63n), 2n ** 63n - 1n, 1000003n)
// run: linear(-(2n ** 63n), 2n ** 63n - 1n, -(2n ** 63n), 999999999999999989n)
// run: linear(2n, 3n, -(2n ** 63n), 5n)
// run: linear(1n, 2n, 3n, 0n)

export function constantModulus(a: bigint, b: bigint): bigint {
  return (b + a * 1000000007n) % 1000000000000000003n
}
// run: constantModulus(123456789012345678n, 5n)
// run: constantModulus(-123456789012345678n, 5n)
// run: constantModulus(7n, 2n ** 63n - 1n)

export function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n
  base %= modulus
  while (exponent > 0n) {
    if (exponent & 1n) result = (result * base) % modulus
    base = (base * base) % modulus
    exponent >>= 1n
  }
  return result
}
// run: power(2n, 10n ** 18n + 8n, 10n ** 18n + 9n) == 1n
// run: power(3n, 2n ** 61n - 2n, 2n ** 61n - 1n) == 1n
// run: power(-3n, 12345n, 2n ** 62n - 57n)
// run: power(3n, 5n, 0n)

/** Several factors, and a product that is used twice: that one must fit. */
export function chain(a: bigint, b: bigint, c: bigint, m: bigint): bigint {
  const p = a * b
  return (((a * b) % m) * c + p + ((m - a + b) % m)) % m
}
// run: chain(3n, 4n, 5n, 7n)
// run: chain(2n ** 31n, 2n ** 20n, 2n ** 11n, 2n ** 50n + 135n)
// run: chain(2n ** 40n, 2n ** 40n, 1n, 1000n) throws RangeError

export function unsignedModulo(a: bigint, b: bigint, c: bigint, m: bigint): bigint {
  return (a * b + c) % m
}
// signature: unsignedModulo: uint64(uint64, uint64, uint64, uint64)
// run: unsignedModulo(2n ** 64n - 1n, 2n ** 64n - 1n, 2n ** 64n - 1n, 2n ** 64n - 2n)
// run: unsignedModulo(2n ** 64n - 1n, 2n ** 64n - 1n, 0n, 2n ** 63n + 12345n)
// run: unsignedModulo(2n ** 64n - 1n, 3n, 2n ** 64n - 7n, 4294967297n)
// run: unsignedModulo(4294967295n, 4294967295n, 2n ** 63n, 97n)
// run: unsignedModulo(2n ** 63n, 2n, 0n, 0n)

export function unsignedDifference(a: bigint, b: bigint, m: bigint): bigint {
  return (a - b) % m
}
// signature: unsignedDifference: uint64(uint64, uint64, uint64)
// run: unsignedDifference(2n ** 64n - 1n, 5n, 2n ** 63n + 1n)
// run: unsignedDifference(5n, 6n, 7n) throws RangeError

export function signedByUnsigned(a: bigint, b: bigint, m: bigint): bigint {
  return (a * b) % m
}
// signature: signedByUnsigned: uint64(int64, uint64, uint64)
// run: signedByUnsigned(2n ** 62n, 2n ** 64n - 1n, 2n ** 64n - 59n)

/** Numbers and bigints through one function. */
export function either(a: number, b: bigint): number {
  const f = <T extends number | bigint>(x: T, y: T, z: T): T => (((x as number) * (y as number)) % (z as number)) as T
  return f(a, 7, 5) + Number(f(b, b, 1000000007n))
}
// run: either(9, 2n ** 62n)

export function hash(bytes: Uint8Array): bigint {
  let h = 0n
  for (const byte of bytes) h = (h * 257n + BigInt(byte)) % 2305843009213693951n
  return h
}
// run: hash(new Uint8Array([1, 2, 3, 200, 255, 7, 9, 13, 77, 0, 1]))

/** Moduli that are known: divided without a call, small ones, those of up to 62 bits, and larger ones. */
export function byConstants(a: bigint, b: bigint, c: bigint): bigint[] {
  return [
    (a * b) % 998244353n,
    (a * b) % 3037000500n,
    (a * b) % 4294967296n,
    (a * b) % 4294967311n,
    (a * b) % 2305843009213693951n,
    (a * b) % 4179340454199820289n,
    (a * b) % 4611686018427387904n,
    (a * b) % 9223372036854775783n,
    (a * b) % -5n,
    (a * a) % 4179340454199820289n,
    (a * b + c) % 998244353n,
    (a * b + c) % 4179340454199820289n,
    (a + b) % 998244353n,
    (a - b) % 998244353n,
    (a + b) % 4179340454199820289n,
    (a - b) % 4179340454199820289n,
    (a + 4179340454199820289n) % 4179340454199820289n,
    (b - 4179340454199820289n) % 4179340454199820289n,
    (a + b) % 9223372036854775783n,
    (a - b) % -5n,
  ]
}
// run: byConstants(0n, 0n, 0n)
// run: byConstants(1n, -1n, 1n)
// run: byConstants(998244352n, 998244352n, 998244352n)
// run: byConstants(-998244352n, 998244352n, 5n)
// run: byConstants(4179340454199820288n, 4179340454199820288n, 4179340454199820288n)
// run: byConstants(-4179340454199820288n, 4179340454199820288n, -1n)
// run: byConstants(2n ** 63n - 1n, 2n ** 63n - 1n, 2n ** 63n - 1n)
// run: byConstants(-(2n ** 63n), -(2n ** 63n), -(2n ** 63n))
// run: byConstants(-(2n ** 63n), 2n ** 63n - 1n, 1n)
// run: byConstants(2n ** 31n, -(2n ** 31n), 2n ** 32n)
// run: byConstants(2n ** 32n, 2n ** 32n - 1n, -(2n ** 32n))
// run: byConstants(2n ** 53n + 1n, 2n ** 53n - 1n, 3n)
// run: byConstants(2n ** 61n, 4n, -(2n ** 62n))

/** The same where nothing is negative. */
export function ofRemainders(x: bigint, y: bigint, z: bigint): bigint[] {
  const [a, b, c] = [BigInt.asUintN(62, x), BigInt.asUintN(62, y), BigInt.asUintN(62, z)]
  const [d, e] = [a % 4179340454199820289n, b % 4179340454199820289n]
  const [f, g] = [a % 998244353n, b % 998244353n]
  return [
    (a * b) % 998244353n,
    (a * b + c) % 998244353n,
    (a * b) % 4294967311n,
    (a * b + c) % 4179340454199820289n,
    (d * e) % 4179340454199820289n,
    (d * d) % 4179340454199820289n,
    (d + e) % 4179340454199820289n,
    (d - e + 4179340454199820289n) % 4179340454199820289n,
    (f * g) % 998244353n,
    (f + g) % 998244353n,
    (f - g) % 998244353n,
    (f - g + 998244353n) % 998244353n,
    (a + b) % 9223372036854775783n,
    (a * b + c) % 9223372036854775783n,
    a / 998244353n,
    f % 998244353n,
  ]
}
// run: ofRemainders(0n, 0n, 0n)
// run: ofRemainders(-1n, -1n, -1n)
// run: ofRemainders(998244352n, 998244352n, 1n)
// run: ofRemainders(998244353n, 998244354n, 998244352n)
// run: ofRemainders(4179340454199820288n, 4179340454199820288n, 4179340454199820288n)
// run: ofRemainders(4179340454199820289n, 4179340454199820290n, 0n)
// run: ofRemainders(2n ** 62n - 1n, 1n, 2n ** 62n - 1n)
// run: ofRemainders(2n ** 32n, 2n ** 31n, 2n ** 32n - 1n)

/** Sums of remainders by a modulus that is not known. */
export function sums(a: bigint, b: bigint, m: bigint): bigint[] {
  const [x, y] = [a % m, b % m]
  return [(x + y) % m, (x - y) % m, (x - y + m) % m, (a + b) % m, (a - b) % m, (x * y) % m, (x * x + y) % m]
}
// run: sums(5n, 3n, 7n)
// run: sums(-5n, 3n, -7n)
// run: sums(2n ** 63n - 1n, 2n ** 63n - 2n, 2n ** 62n)
// run: sums(2n ** 63n - 1n, -(2n ** 63n), 2n ** 62n + 1n)
// run: sums(-(2n ** 63n), -(2n ** 63n), -(2n ** 63n))
// run: sums(-(2n ** 63n) + 3n, 2n ** 61n, 2n ** 33n + 1n)
// run: sums(2n ** 40n, 2n ** 41n, 1n)
// run: sums(1n, 2n, 0n)
