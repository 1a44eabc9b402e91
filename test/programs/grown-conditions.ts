// Comparisons of 2 * x + 1 and x * x bound x: what that allows must not show.

// run: descend(10, 100) == 87
// run: descend(1, 2147483647)
// run: descend(-3, 10)
// run: descend(0.5, 10)
// run: descend(NaN, 10)
// run: descend(0, 0)
// run: descend(-1, 4294967296)
export function descend(root: number, end: number): number {
  let steps = 0
  while (2 * root + 1 < end && steps < 100) {
    root = 2 * root + 1
    steps++
  }
  return root
}

// run: squares(100) == 55
// run: squares(0)
// run: squares(2147483647)
// run: squares(-5)
// run: squares(NaN)
export function squares(n: number): number {
  let sum = 0
  for (let i = 0; i * i <= n; i++) {
    if (i > 10 && i < 46330) i = 46330
    sum += i
  }
  return sum
}

// run: smallestFactor(91) == 7
// run: smallestFactor(2147483647)
// run: smallestFactor(1.5)
export function smallestFactor(n: number): number {
  for (let i = 2; ; i++) {
    if (i * i > n) return n
    if (n % i === 0) return i
  }
}

// run: changed(3, 10)
// run: changed(100, 10)
// run: changed(0, -1)
export function changed(x: number, n: number): number {
  if (2 * x < (x = n) && x * 2 > n) return x
  return n > 3 * x + 2 ? -x : x + 0.5
}
