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

export function add(a: number, b: number): number {
  return a + b
}
// run: add(1, 2) == 3
// run: add(2147483647, 1) == 2147483648
// run: add(-2147483648, -1) == -2147483649
// run: add(2 ** 53, 1)
// run: add(-0, -0)
// run: add(0, -0)
// run: add(0.1, 0.2)
// run: add(NaN, 1)
// run: add(Infinity, -Infinity)

export function multiply(a: number, b: number): number {
  return a * b
}
// run: multiply(65536, 65536) == 4294967296
// run: multiply(0, -5) == -0
// run: multiply(-3, 0) == -0
// run: multiply(94906267, 94906267)
// run: multiply(2147483647, 2147483647)
// run: multiply(-2147483648, -2147483648)
// run: multiply(0, Infinity)

export function divide(a: number, b: number): number {
  return a / b
}
// run: divide(7, 2) == 3.5
// run: divide(6, 3) == 2
// run: divide(0, -5) == -0
// run: divide(1, 0)
// run: divide(-1, 0)
// run: divide(0, 0)
// run: divide(-2147483648, -1) == 2147483648

export function remainder(a: number, b: number): number {
  return a % b
}
// run: remainder(7, 3) == 1
// run: remainder(-7, 3) == -1
// run: remainder(7, -3) == 1
// run: remainder(-4, 4) == -0
// run: remainder(4, -4) == 0
// run: remainder(5.5, 2) == 1.5
// run: remainder(-2147483648, -1) == -0
// run: remainder(5, 0)
// run: remainder(Infinity, 3)
// run: remainder(3, Infinity) == 3
// run: remainder(-0, 3) == -0
// run: remainder(1e308, 3)
// run: remainder(2 ** 53, 3)

export function negate(x: number): number {
  return -x
}
// run: negate(0) == -0
// run: negate(-0) == 0
// run: negate(5) == -5
// run: negate(-2147483648) == 2147483648
// run: negate(NaN)

export function power(a: number, b: number): number {
  return a ** b
}
// run: power(2, 10) == 1024
// run: power(2, -1) == 0.5
// run: power(-8, 1 / 3)
// run: power(0, 0) == 1
// run: power(1, Infinity)
// run: power(1.1, 30)
// run: power(-2, 31)

export function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1)
}
// run: factorial(5) == 120
// run: factorial(20)
// run: factorial(25)
// run: factorial(170)
// run: factorial(171)

export function sumOfSquares(n: number): number {
  let total = 0
  for (let i = 1; i <= n; i++) total += i * i
  return total
}
// run: sumOfSquares(3000) == 9004500500
// run: sumOfSquares(300000)

export function alternating(n: number): number {
  let total = 0
  let sign = 1
  for (let i = 0; i < n; i++) {
    total += sign * i
    sign = -sign
  }
  return total
}
// run: alternating(0) == 0
// run: alternating(1) == 0
// run: alternating(2) == -1
// run: alternating(1001) == 500

export function minusZeroInLoop(n: number): number {
  let x = -1
  for (let i = 0; i < n; i++) x *= 0
  return x
}
// run: minusZeroInLoop(0) == -1
// run: minusZeroInLoop(1) == -0
// run: minusZeroInLoop(2) == -0

export function minusZeroShows(x: number): number {
  return 1 / (x * 0)
}
// run: minusZeroShows(1)
// run: minusZeroShows(-1)

export function growsBeyondInt32(n: number): number {
  let x = 1
  for (let i = 0; i < n; i++) x = x * 3 + 1
  return x
}
// run: growsBeyondInt32(5) == 364
// run: growsBeyondInt32(30)
// run: growsBeyondInt32(50)
// run: growsBeyondInt32(700)

export function fibonacci(n: number): number {
  let a = 0
  let b = 1
  while (n-- > 0) {
    const t = a + b
    a = b
    b = t
  }
  return a
}
// run: fibonacci(10) == 55
// run: fibonacci(46) == 1836311903
// run: fibonacci(47) == 2971215073
// run: fibonacci(79)
// run: fibonacci(1477)

export function collatz(n: number): number {
  let steps = 0
  while (n !== 1) {
    n = n % 2 === 0 ? n / 2 : 3 * n + 1
    steps++
  }
  return steps
}
// run: collatz(27) == 111
// run: collatz(1) == 0
// run: collatz(837799) == 524
// run: collatz(113383)

export function average(a: number, b: number): number {
  return (a + b) / 2
}
// run: average(1, 2) == 1.5
// run: average(2147483647, 2147483647) == 2147483647
// run: average(3, 5) == 4

export function halfIndex(low: number, high: number): number {
  return (low + high) >> 1
}
// run: halfIndex(0, 7) == 3
// run: halfIndex(2147483647, 1) == -1073741824
// run: halfIndex(2147483647, 2147483647)
// run: halfIndex(-3, 0) == -2

export function comparisons(a: number, b: number): number {
  return +(a < b) + 2 * +(a <= b) + 4 * +(a > b) + 8 * +(a >= b) + 16 * +(a === b) + 32 * +(a !== b) + 64 * +(a == b)
}
// run: comparisons(1, 2)
// run: comparisons(2, 2)
// run: comparisons(NaN, 2)
// run: comparisons(NaN, NaN)
// run: comparisons(0, -0)
// run: comparisons(Infinity, -Infinity)
// run: comparisons(4294967295, -1)

export function updateOperators(x: number): number {
  let y = x++
  y += ++x
  y -= x--
  y *= --x
  x **= 2
  y %= 7
  return y + x
}
// run: updateOperators(3)
// run: updateOperators(2147483647)
// run: updateOperators(-1)
// run: updateOperators(0.5)

export function integersOnly(x: number): boolean {
  return Number.isInteger(x) && Number.isSafeInteger(x) && Number.isFinite(x) && !Number.isNaN(x)
}
// run: integersOnly(5) == true
// run: integersOnly(5.5) == false
// run: integersOnly(2 ** 53) == false
// run: integersOnly(NaN) == false

export function constants(): number {
  return Number.MAX_SAFE_INTEGER + Number.EPSILON + Number.MIN_VALUE + (Number.MAX_VALUE - Infinity === -Infinity ? 1 : 0)
}
// run: constants()

export function mean(xs: Float64Array): number {
  let m = 0
  for (let i = 0; i < xs.length; i++) m += (xs[i] - m) / (i + 1)
  return m
}
// run: mean(new Float64Array([1, 2, 3, 4]))
// run: mean(new Float64Array(0))
// run: mean(new Float64Array([NaN, 1]))
// run: mean(new Float64Array([1e308, 1e308, -0]))

/** An int32 argument, later a float: the same function must answer both. */
export function scale(x: number): number {
  return x * 2 + 1
}
// run: scale(1); scale(2147483647); scale(0.25); scale(3); scale(-0); scale(NaN)

export function countDown(n: number): number {
  let c = 0
  for (let i = n; i >= 0; i -= 2) c += i
  return c
}
// run: countDown(10) == 30
// run: countDown(9)
// run: countDown(-1)
// run: countDown(2.5)

export function fractionalSteps(end: number): number {
  let c = 0
  for (let x = 0; x < end; x += 0.1) c++
  return c
}
// run: fractionalSteps(1)
// run: fractionalSteps(0)

export function largeLoopCounter(start: number): number {
  let c = 0
  for (let i = start; i < start + 3; i++) c += i
  return c
}
// run: largeLoopCounter(2147483646)
// run: largeLoopCounter(4294967295)
// run: largeLoopCounter(-2147483649)
