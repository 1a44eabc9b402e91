export function xorshift64(seed: bigint, n: number): bigint {
  let x = seed
  let sum = 0n
  for (let i = 0; i < n; i++) {
    x ^= BigInt.asUintN(64, x << 13n)
    x ^= x >> 7n
    x ^= BigInt.asUintN(64, x << 17n)
    sum = BigInt.asUintN(64, sum + x)
  }
  return sum
}
