/** Arithmetic on numbers: representation must never show. */

export function sumTo(n: number): number {
  let s = 0
  for (let i = 0; i < n; i++) s += i
  return s
}
// run: sumTo(100000) == 4999950000
// run: sumTo(0) == 0
// run: sumTo(0.5)
// run: sumTo(-3)
// run: sumTo(NaN)

export function truncate(x: number): number {
  return x | 0
}
// run: truncate(1e20) == 1661992960
// run: truncate(-0) == 0
// run: truncate(2147483648) == -2147483648
// run: truncate(-2147483649) == 2147483647
// run: truncate(4294967296.7)
// run: truncate(NaN) == 0
// run: truncate(Infinity) == 0
// run: truncate(-1.9) == -1
// run: truncate(2 ** 53 + 2)
// run: truncate(1e300) == 0
