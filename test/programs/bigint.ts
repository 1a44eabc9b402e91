/** bigint: exact inside 64 bits, RangeError outside (the documented exception), free wrapping through asIntN and asUintN. */

export function add(a: bigint, b: bigint): bigint {
  return a + b
}
// run: add(1n, 2n) == 3n
// run: add(-1n, 1n) == 0n
// run: add(2n ** 62n, 2n ** 62n - 1n) == 9223372036854775807n
// run: add(-(2n ** 63n), 0n)
// run: add(9223372036854775807n, 1n) throws RangeError
// run: add(-9223372036854775808n, -1n) throws RangeError

export function subtract(a: bigint, b: bigint): bigint {
  return a - b
}
// run: subtract(1n, 2n) == -1n
// run: subtract(-9223372036854775808n, 1n) throws RangeError
// run: subtract(0n, -9223372036854775808n) throws RangeError

export function multiply(a: bigint, b: bigint): bigint {
  return a * b
}
// run: multiply(3037000499n, 3037000499n)
// run: multiply(-4294967296n, 2147483648n) == -9223372036854775808n
// run: multiply(0n, -9223372036854775808n) == 0n
// run: multiply(3037000500n, 3037000500n) throws RangeError
// run: multiply(-9223372036854775808n, -1n) throws RangeError

export function divide(a: bigint, b: bigint): bigint {
  return a / b
}
// run: divide(7n, 2n) == 3n
// run: divide(-7n, 2n) == -3n
// run: divide(7n, -2n) == -3n
// run: divide(1n, 0n)
// run: divide(-9223372036854775808n, -1n) throws RangeError

export function remainder(a: bigint, b: bigint): bigint {
  return a % b
}
// run: remainder(7n, 3n) == 1n
// run: remainder(-7n, 3n) == -1n
// run: remainder(7n, -3n) == 1n
// run: remainder(-9223372036854775808n, -1n) == 0n
// run: remainder(1n, 0n)

export function negate(a: bigint): bigint {
  return -a
}
// run: negate(0n) == 0n
// run: negate(5n) == -5n
// run: negate(-9223372036854775808n) throws RangeError

export function bitwise(a: bigint, b: bigint): bigint {
  return (a & b) ^ (a | b) ^ ~a
}
// run: bitwise(5n, 3n)
// run: bitwise(-1n, 9223372036854775807n)
// run: bitwise(-9223372036854775808n, 1n)

export function shiftLeft(a: bigint, n: bigint): bigint {
  return a << n
}
// run: shiftLeft(1n, 62n) == 4611686018427387904n
// run: shiftLeft(-1n, 63n) == -9223372036854775808n
// run: shiftLeft(256n, -4n) == 16n
// run: shiftLeft(-1n, -100n) == -1n
// run: shiftLeft(0n, 500n) == 0n
// run: shiftLeft(1n, 63n) throws RangeError
// run: shiftLeft(3n, 64n) throws RangeError

export function shiftRight(a: bigint, n: bigint): bigint {
  return a >> n
}
// run: shiftRight(256n, 4n) == 16n
// run: shiftRight(-1n, 1000n) == -1n
// run: shiftRight(-256n, 63n) == -1n
// run: shiftRight(5n, 64n) == 0n
// run: shiftRight(5n, -2n) == 20n
// run: shiftRight(1n, -64n) throws RangeError

export function power(a: bigint, b: bigint): bigint {
  return a ** b
}
// run: power(2n, 62n) == 4611686018427387904n
// run: power(-2n, 63n) == -9223372036854775808n
// run: power(7n, 0n) == 1n
// run: power(0n, 0n) == 1n
// run: power(1n, 1000000n) == 1n
// run: power(-1n, 1000001n) == -1n
// run: power(2n, -1n) throws RangeError
// run: power(2n, 63n) throws RangeError
// run: power(10n, 19n) throws RangeError

export function wrapSigned(a: bigint, b: bigint): bigint {
  return BigInt.asIntN(64, a * b + 1n)
}
// run: wrapSigned(9223372036854775807n, 9223372036854775807n)
// run: wrapSigned(-9223372036854775808n, -1n)
// run: wrapSigned(3n, 4n) == 13n
// wasm: wrapSigned: i64.mul -call

export function wrapUnsigned(a: bigint, b: bigint): bigint {
  return BigInt.asUintN(64, a * b)
}
// run: wrapUnsigned(4294967295n, 4294967297n) == 18446744073709551615n
// run: wrapUnsigned(3n, 4n) == 12n
// run: wrapUnsigned(-1n, 1n) == 18446744073709551615n

export function narrow(a: bigint): bigint {
  return BigInt.asIntN(8, a) + BigInt.asUintN(8, a) * 1000n + BigInt.asIntN(32, a) * 3n + BigInt.asUintN(1, a)
}
// run: narrow(255n)
// run: narrow(-1n)
// run: narrow(9223372036854775807n)
// run: narrow(4294967296n * 7n)

export function compare(a: bigint, b: bigint): number {
  return +(a < b) + 2 * +(a <= b) + 4 * +(a > b) + 8 * +(a >= b) + 16 * +(a === b) + 32 * +(a !== b)
}
// run: compare(1n, 2n)
// run: compare(-9223372036854775808n, 9223372036854775807n)
// run: compare(5n, 5n)

export function compareWithNumber(a: bigint, b: number): number {
  return +(a < b) + 2 * +(a <= b) + 4 * +(a > b) + 8 * +(a >= b) + 16 * +(a == (b as unknown as bigint))
}
// run: compareWithNumber(1n, 2)
// run: compareWithNumber(9007199254740993n, 9007199254740992)
// run: compareWithNumber(3n, NaN)
// run: compareWithNumber(3n, 3)
// run: compareWithNumber(-9223372036854775808n, -Infinity)
// run: compareWithNumber(9223372036854775807n, 9223372036854775808)

export function truthiness(a: bigint): number {
  return (a ? 1 : 0) + (!a ? 2 : 0) + Number(a || 5n) * 10
}
// run: truthiness(0n)
// run: truthiness(-3n)

export function toNumber(a: bigint): number {
  return Number(a)
}
// run: toNumber(9007199254740993n) == 9007199254740992
// run: toNumber(9223372036854775807n) == 9223372036854775808
// run: toNumber(-5n) == -5

export function fromNumber(x: number): bigint {
  return BigInt(x)
}
// run: fromNumber(5) == 5n
// run: fromNumber(-0) == 0n
// run: fromNumber(2 ** 53) == 9007199254740992n
// run: fromNumber(1.5)
// run: fromNumber(NaN)
// run: fromNumber(1e20) throws RangeError

export function lowBits(a: bigint): number {
  return Number(a & 0xffffffffn) | 0
}
// run: lowBits(-1n) == -1
// run: lowBits(4294967298n) == 2

export function factorial(n: bigint): bigint {
  let r = 1n
  for (let i = 2n; i <= n; i++) r *= i
  return r
}
// run: factorial(20n) == 2432902008176640000n
// run: factorial(0n) == 1n
// run: factorial(21n) throws RangeError

export function fibonacci(n: number): bigint {
  let a = 0n
  let b = 1n
  for (let i = 0; i < n; i++) [a, b] = [b, a + b]
  return a
}
// run: fibonacci(90) == 2880067194370816120n
// run: fibonacci(0) == 0n
// run: fibonacci(100) throws RangeError

export function gcd(a: bigint, b: bigint): bigint {
  while (b) [a, b] = [b, a % b]
  return a < 0n ? -a : a
}
// run: gcd(1071n, 462n) == 21n
// run: gcd(-48n, 36n) == 12n
// run: gcd(0n, 0n) == 0n

export function modularPower(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n
  base %= modulus
  while (exponent > 0n) {
    if (exponent & 1n) result = (result * base) % modulus
    base = (base * base) % modulus
    exponent >>= 1n
  }
  return result
}
// run: modularPower(3n, 200n, 1000000007n)
// run: modularPower(2n, 1000000n, 998244353n)
// run: modularPower(5n, 0n, 7n) == 1n
// run: modularPower(5n, 3n, 0n)

export function modularInverse(a: bigint, m: bigint): bigint {
  let [oldR, r] = [a, m]
  let [oldS, s] = [1n, 0n]
  while (r !== 0n) {
    const q = oldR / r
    ;[oldR, r] = [r, oldR - q * r]
    ;[oldS, s] = [s, oldS - q * s]
  }
  if (oldR !== 1n) throw new RangeError(`${a} has no inverse modulo ${m}`)
  return oldS < 0n ? oldS + m : oldS
}
// run: modularInverse(3n, 11n) == 4n
// run: modularInverse(10n, 1000000007n)
// run: modularInverse(6n, 9n)

export function xorshift64(seed: bigint, n: number): bigint {
  let x = seed
  for (let i = 0; i < n; i++) {
    x ^= BigInt.asUintN(64, x << 13n)
    x ^= x >> 7n
    x ^= BigInt.asUintN(64, x << 17n)
  }
  return x
}
// run: xorshift64(88172645463325252n, 100)
// run: xorshift64(1n, 3)

export function fnv1a(bytes: Uint8Array): bigint {
  let hash = 0xcbf29ce484222325n
  for (let i = 0; i < bytes.length; i++) {
    hash ^= BigInt(bytes[i])
    hash = BigInt.asUintN(64, hash * 0x100000001b3n)
  }
  return hash
}
// run: fnv1a(new Uint8Array([97, 98, 99]))
// run: fnv1a(new Uint8Array(0)) == 14695981039346656037n

export function splitMix(seed: bigint, n: number): bigint {
  let state = seed
  let z = 0n
  for (let i = 0; i < n; i++) {
    state = BigInt.asUintN(64, state + 0x9e3779b97f4a7c15n)
    z = state
    z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n)
    z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn)
    z ^= z >> 31n
  }
  return z
}
// run: splitMix(42n, 5)

export function arraySum(xs: BigInt64Array): bigint {
  let s = 0n
  for (const x of xs) s += x
  return s
}
// run: arraySum(new BigInt64Array([1n, -2n, 9223372036854775807n]))
// run: arraySum(new BigInt64Array(0)) == 0n
// run: arraySum(new BigInt64Array([9223372036854775807n, 1n])) throws RangeError

export function storeWraps(xs: BigInt64Array, ys: BigUint64Array, x: bigint): void {
  xs[0] = x * 2n
  ys[0] = x
  ys[1] = -x
}
// run: storeWraps(new BigInt64Array(1), new BigUint64Array(2), 5n)
// run: storeWraps(new BigInt64Array(1), new BigUint64Array(2), 9223372036854775807n)

export function unsignedArray(xs: BigUint64Array): bigint {
  let max = 0n
  for (let i = 0; i < xs.length; i++) if (xs[i] > max) max = xs[i]
  return max
}
// run: unsignedArray(new BigUint64Array([1n, 18446744073709551615n, 3n])) == 18446744073709551615n
// run: unsignedArray(new BigUint64Array(0)) == 0n

export function increment(x: bigint): bigint {
  const old = x++
  ++x
  x--
  return old * 1000n + x
}
// run: increment(5n)
// run: increment(-1n)

export function digits(n: bigint): number {
  let c = 0
  do {
    n /= 10n
    c++
  } while (n !== 0n)
  return c
}
// run: digits(0n) == 1
// run: digits(-9223372036854775808n) == 19

export function switchOnBigint(x: bigint): number {
  switch (x) {
    case 0n:
      return 10
    case -1n:
      return 20
    case 9223372036854775807n:
      return 30
    default:
      return 40
  }
}
// run: switchOnBigint(0n) == 10
// run: switchOnBigint(-1n) == 20
// run: switchOnBigint(9223372036854775807n) == 30
// run: switchOnBigint(7n) == 40

export function popCount(x: bigint): number {
  let c = 0
  x = BigInt.asUintN(64, x)
  while (x) {
    x &= x - 1n
    c++
  }
  return c
}
// run: popCount(-1n) == 64
// run: popCount(255n) == 8

export function mulHigh(a: bigint, b: bigint): bigint {
  const mask = 0xffffffffn
  const al = a & mask
  const ah = a >> 32n
  const bl = b & mask
  const bh = b >> 32n
  const t = al * bh + ((al * bl) >> 32n)
  return ah * bh + (t >> 32n) + ((ah * bl + (t & mask)) >> 32n)
}
// run: mulHigh(4611686018427387904n, 4n)
// run: mulHigh(1234567890123456789n, 987654321n)

export function typed(x: bigint): string {
  return typeof x
}
// run: typed(1n) == 'bigint'

export function mixedThrows(a: bigint, n: number): bigint {
  if (n < 0) throw new RangeError(`negative: ${n} of ${a}`)
  return a * BigInt(n)
}
// run: mixedThrows(3n, 4) == 12n
// run: mixedThrows(3n, -4)

/** Overflow beside constants: exactly at the edge of int64. */
export function tripled(x: bigint): bigint {
  return x * 3n
}
// run: tripled(3074457345618258602n); tripled(-3074457345618258602n)
// run: tripled(3074457345618258603n) throws RangeError
// run: tripled(-3074457345618258603n) throws RangeError
// wasm: tripled: -i64.extend32_s

export function minusTwice(x: bigint): bigint {
  return x * -2n
}
// run: minusTwice(4611686018427387904n); minusTwice(-4611686018427387903n)
// run: minusTwice(4611686018427387905n) throws RangeError
// run: minusTwice(-4611686018427387904n) throws RangeError

export function fromTheEnd(x: bigint): bigint {
  return -2n - x
}
// run: fromTheEnd(9223372036854775806n); fromTheEnd(-9223372036854775808n)
// run: fromTheEnd(9223372036854775807n) throws RangeError

export function upAndDown(x: bigint): bigint {
  return x + 7n - 9n
}
// run: upAndDown(9223372036854775800n); upAndDown(-9223372036854775806n)
// run: upAndDown(9223372036854775801n) throws RangeError
// run: upAndDown(-9223372036854775807n) throws RangeError

/** A bigint that may be missing. */
export function maybeMissing(keys: bigint[], wanted: bigint): string {
  const counts = new Map<bigint, bigint>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0n) + 1n)
  let x = counts.get(wanted)
  if (counts.size > 3) x = undefined
  try {
    x! += 1n
    const before = x!++
    const after = ++x!
    x!--
    return `${before} ${after} ${x} ${-x!} ${~x!}`
  } catch (error) {
    return (error as Error).message
  }
}
// run: maybeMissing([], 1n); maybeMissing([1n, 1n, 2n], 1n); maybeMissing([1n, 2n, 3n, 4n], 1n)

export function negatedIfThere(keys: bigint[], wanted: bigint): bigint {
  const found = new Map<bigint, bigint>()
  for (const key of keys) found.set(key, key * 3n)
  const x = found.get(wanted)
  let sum = x === undefined ? 7n : -x
  let y = found.get(wanted)
  if (y !== undefined) {
    y++
    sum += ~y
  }
  return sum
}
// run: negatedIfThere([], 1n); negatedIfThere([1n, 5n], 5n)

const attempt = (run: () => bigint | string): string => {
  try {
    return `${run()}`
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`
  }
}

/** What is done with a bigint that may be missing, besides arithmetic. */
export function missingConverted(wanted: bigint): string {
  const found = new Map([[1n, 300n]])
  const a = new BigInt64Array(2)
  const parts = [
    attempt(() => BigInt.asIntN(8, found.get(wanted)!)),
    attempt(() => BigInt(found.get(wanted)!)),
    attempt(() => {
      a[0] = found.get(wanted)!
      return a[0]!
    }),
    attempt(() => `${found.get(wanted)} ${Number(found.get(wanted))}`),
  ]
  let text = ''
  for (const part of parts) text += `${part};`
  return text
}
// run: missingConverted(1n); missingConverted(2n)

export function missingCompared(one: bigint, other: bigint): string {
  const found = new Map([
    [1n, 300n],
    [2n, 300n],
    [3n, 0n],
  ])
  const [a, b] = [found.get(one), found.get(other)]
  return `${a === b} ${a !== b} ${a == b} ${a == 300n} ${300n != b} ${a === 300n}`
}
// run: missingCompared(1n, 2n); missingCompared(1n, 9n); missingCompared(8n, 9n); missingCompared(3n, 1n); missingCompared(9n, 3n)

export function mixedSometimes(n: number, big: bigint): number {
  let sum = 0
  const wrong: any = n
  for (let i = 0; i < 3; i++) {
    if (i === n) return Number(big + wrong)
    if (i === -n) {
      wrong * big
      wrong / big
    }
    sum += i
  }
  try {
    if (n > 10) sum = Number(big - wrong)
  } catch (error) {
    return (error as Error).message.length + sum
  }
  return sum
}
// run: mixedSometimes(5, 2n); mixedSometimes(1, 2n); mixedSometimes(-2, 2n); mixedSometimes(11, 2n)
