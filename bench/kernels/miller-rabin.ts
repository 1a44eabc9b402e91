/** Seven witnesses are enough for every number below 2^64 (Jim Sinclair's set). */
const WITNESSES = new BigInt64Array([2n, 325n, 9375n, 28178n, 450775n, 9780504n, 1795265022n])

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n
  for (base %= modulus; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % modulus
    base = (base * base) % modulus
  }
  return result
}

function isPrime(n: bigint): boolean {
  let odd = n - 1n
  let twos = 0
  for (; (odd & 1n) === 0n; odd >>= 1n) twos++
  for (let i = 0; i < WITNESSES.length; i++) {
    const witness = WITNESSES[i] % n
    if (witness === 0n) continue
    let x = power(witness, odd, n)
    let passes = x === 1n || x === n - 1n
    for (let round = 1; round < twos && !passes; round++) {
      x = (x * x) % n
      passes = x === n - 1n
    }
    if (!passes) return false
  }
  return true
}

/** How many primes are there among the odd numbers of a range? */
export function countPrimes(from: bigint, to: bigint): number {
  let count = 0
  for (let n = from | 1n; n < to; n += 2n) if (isPrime(n)) count++
  return count
}
