/** 29 · 2^57 + 1. */
const MODULUS = 4179340454199820289n
const GENERATOR = 3n

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n
  for (; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % MODULUS
    base = (base * base) % MODULUS
  }
  return result
}

/** Number-theoretic transform, in place; products have up to 124 bits. */
export function wideNtt(a: BigInt64Array): void {
  const n = a.length
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1
    for (; j & bit; bit >>= 1) j ^= bit
    j ^= bit
    if (i < j) [a[i], a[j]] = [a[j], a[i]]
  }
  for (let size = 2; size <= n; size *= 2) {
    const root = power(GENERATOR, (MODULUS - 1n) / BigInt(size))
    for (let start = 0; start < n; start += size) {
      let w = 1n
      for (let k = start; k < start + size / 2; k++) {
        const t = (a[k + size / 2] * w) % MODULUS
        a[k + size / 2] = (a[k] - t + MODULUS) % MODULUS
        a[k] = (a[k] + t) % MODULUS
        w = (w * root) % MODULUS
      }
    }
  }
}
