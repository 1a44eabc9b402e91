function modularPower(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n
  base %= modulus
  while (exponent > 0n) {
    if (exponent & 1n) result = (result * base) % modulus
    base = (base * base) % modulus
    exponent >>= 1n
  }
  return result
}

/** Fermat's test for every odd number of a range: how many pass? */
export function fermatPrimes(from: bigint, to: bigint): number {
  let count = 0
  for (let n = from | 1n; n < to; n += 2n) if (modularPower(2n, n - 1n, n) === 1n) count++
  return count
}
