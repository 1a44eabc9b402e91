const GENERATOR = 3n

/** Number-theoretic transform, in place, modulo a prime that the kernel knows. */
function transformModulo(modulus: bigint): (a: BigInt64Array) => void {
  function power(base: bigint, exponent: bigint): bigint {
    let result = 1n
    for (; exponent > 0n; exponent >>= 1n) {
      if (exponent & 1n) result = (result * base) % modulus
      base = (base * base) % modulus
    }
    return result
  }

  return function transform(a: BigInt64Array): void {
    const n = a.length
    for (let i = 1, j = 0; i < n; i++) {
      let bit = n >> 1
      for (; j & bit; bit >>= 1) j ^= bit
      j ^= bit
      if (i < j) [a[i], a[j]] = [a[j], a[i]]
    }
    for (let size = 2; size <= n; size *= 2) {
      const root = power(GENERATOR, (modulus - 1n) / BigInt(size))
      for (let start = 0; start < n; start += size) {
        let w = 1n
        for (let k = start; k < start + size / 2; k++) {
          const t = (a[k + size / 2] * w) % modulus
          a[k + size / 2] = (a[k] - t + modulus) % modulus
          a[k] = (a[k] + t) % modulus
          w = (w * root) % modulus
        }
      }
    }
  }
}

export const ntt = transformModulo(998244353n)
/** 29 · 2^57 + 1: products have up to 124 bits. */
export const wideNtt = transformModulo(4179340454199820289n)
