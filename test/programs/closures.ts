/** Functions inside functions, functions as arguments, recursion, default, rest and spread. */

export function sharedState(n: number): number {
  let count = 0
  const add = (k: number) => {
    count += k
  }
  function twice(k: number): number {
    add(k)
    add(k)
    return count
  }
  for (let i = 0; i < n; i++) twice(i)
  return count
}
// run: sharedState(5) == 20

export function hoisted(n: number): number {
  return later(n) + 1
  function later(x: number): number {
    return x * 2
  }
}
// run: hoisted(5) == 11

export function nestedDeep(x: number): number {
  const f = (a: number) => {
    const g = (b: number) => {
      const h = (c: number) => a * 100 + b * 10 + c + x
      return h(3)
    }
    return g(2)
  }
  return f(1)
}
// run: nestedDeep(0) == 123

export function capturesLoopVariable(n: number): number {
  let s = 0
  for (let i = 0; i < n; i++) {
    const square = () => i * i
    s += square()
  }
  return s
}
// run: capturesLoopVariable(4) == 14

export function chosenFunction(x: number, square: boolean): number {
  const f = square ? (y: number) => y * y : (y: number) => y + 1
  return f(x)
}
// run: chosenFunction(5, true) == 25
// run: chosenFunction(5, false) == 6

export function square(x: number): number {
  return x * x
}
// run: square(7) == 49

export function integrate(f: (x: number) => number, a: number, b: number, n: number): number {
  const h = (b - a) / n
  let s = (f(a) + f(b)) / 2
  for (let i = 1; i < n; i++) s += f(a + i * h)
  return s * h
}
// run: integrate(square, 0, 1, 100)
// run: integrate((x) => x * 2, 0, 1, 10)
// run: integrate(Math.sin, 0, 1, 10)
// run: integrate(square, 0, 1, 10); integrate((x) => x + 1, 0, 1, 10); integrate(square, 0, 2, 10)

export function applyTwice(f: (x: number) => number, x: number): number {
  return f(f(x))
}
// run: applyTwice(square, 3) == 81
// run: applyTwice((x) => x - 0.5, 3) == 2

export function bisect(f: (x: number) => number, low: number, high: number): number {
  if (f(low) * f(high) > 0) throw new RangeError('no sign change')
  while (high - low > 1e-12) {
    const middle = (low + high) / 2
    if (f(low) * f(middle) <= 0) high = middle
    else low = middle
  }
  return low
}
// run: bisect((x) => x * x - 2, 0, 2)
// run: bisect((x) => x * x + 2, 0, 2)

export function compose(n: number): number {
  const both = (f: (x: number) => number, g: (x: number) => number, x: number) => g(f(x))
  return both(
    (x) => x + n,
    (x) => x * n,
    3,
  )
}
// run: compose(4) == 28

export function fib(n: number): number {
  return n < 2 ? n : fib(n - 1) + fib(n - 2)
}
// run: fib(20) == 6765
// run: fib(1) == 1
// run: fib(-1) == -1

export function ackermann(m: number, n: number): number {
  if (m === 0) return n + 1
  if (n === 0) return ackermann(m - 1, 1)
  return ackermann(m - 1, ackermann(m, n - 1))
}
// run: ackermann(2, 3) == 9

export function isEven(n: number): boolean {
  return n === 0 ? true : isOdd(n - 1)
}
// run: isEven(10) == true
// run: isEven(7) == false

export function isOdd(n: number): boolean {
  return n === 0 ? false : isEven(n - 1)
}
// run: isOdd(7) == true

export function mutualInside(n: number): number {
  const even = (k: number): number => (k === 0 ? 1 : odd(k - 1))
  const odd = (k: number): number => (k === 0 ? 0 : even(k - 1))
  return even(n) * 10 + odd(n)
}
// run: mutualInside(8) == 10

export function hanoi(n: number, from: number, to: number, via: number): number {
  if (n === 0) return 0
  return hanoi(n - 1, from, via, to) + from * 100 + to + hanoi(n - 1, via, to, from)
}
// run: hanoi(5, 1, 3, 2)

export function power(base: number, exponent = 2, scale = base + exponent): number {
  return base ** exponent * scale
}
// run: power(3) == 45
// run: power(3, 3) == 162
// run: power(3, 3, 1) == 27
// run: power(3, undefined, 1) == 9

export function callsWithDefaults(x: number): number {
  const f = (a: number, b = a * 2, { c = 3 } = {}) => a + b * 10 + c * 100
  return f(x) + f(x, 1) + f(x, undefined, { c: 4 })
}
// run: callsWithDefaults(1)

export function restParameters(x: number): number {
  const sum = (first: number, ...rest: number[]) => {
    let s = first * 100
    for (const r of rest) s += r
    return s + rest.length * 1000
  }
  return sum(x) + sum(x, 1, 2) + sum(x, ...[3, 4, 5])
}
// run: restParameters(1)

export function spreadIntoMath(xs: number[]): number {
  return Math.max(...xs) - Math.min(...xs)
}
// run: spreadIntoMath([3, 9, -2]) == 11
// run: spreadIntoMath([])

export function immediatelyInvoked(x: number): number {
  const r = ((y) => {
    if (y > 10) return y
    return y * 2
  })(x + 1)
  return (function (z) {
    return z + 1
  })(r)
}
// run: immediatelyInvoked(3) == 9
// run: immediatelyInvoked(30) == 32

export function recordOfFunctions(x: number): number {
  const operations = { double: (y: number) => y * 2, half: (y: number) => y / 2 }
  return operations.double(x) + operations.half(x)
}
// run: recordOfFunctions(3) == 7.5

export function counterPair(n: number): number {
  let a = 0
  let b = 0
  const left = () => ++a
  const right = () => (b += left())
  for (let i = 0; i < n; i++) i % 2 ? left() : right()
  return a * 1000 + b
}
// run: counterPair(7)

export function memoised(n: number): number {
  const memo = new Float64Array(n + 1).fill(-1)
  const go = (k: number): number => {
    if (k < 2) return k
    if (memo[k] >= 0) return memo[k]
    return (memo[k] = go(k - 1) + go(k - 2))
  }
  return go(n)
}
// run: memoised(60) == 1548008755920
// run: memoised(0) == 0

export function recursionOnArray(a: Float64Array, low: number, high: number): number {
  if (high - low === 1) return a[low]
  const middle = (low + high) >> 1
  return recursionOnArray(a, low, middle) + recursionOnArray(a, middle, high)
}
// run: recursionOnArray(new Float64Array([1, 2, 3, 4, 5]), 0, 5) == 15

export function reassignedFunction(x: number): number {
  let f = (y: number) => y + 1
  const first = f(x)
  f = (y: number) => y * 10
  return first + f(x)
}
// run: reassignedFunction(2) == 23

export function parameterReassigned(x: number, n: number): number {
  const add = () => {
    x += n
  }
  add()
  n = 100
  add()
  return x
}
// run: parameterReassigned(1, 2) == 103

export const arrow = (a: number, b: number): number => a - b
// run: arrow(5, 3) == 2

export const expression = function named(n: number): number {
  return n <= 0 ? 0 : n + named(n - 1)
}
// run: expression(10) == 55

export const extraArguments = (a: number) => a * 2
// run: extraArguments(4) == 8

export function mapWithIndex(a: Float64Array, f: (x: number, i: number) => number): void {
  for (let i = 0; i < a.length; i++) a[i] = f(a[i], i)
}
// run: mapWithIndex(new Float64Array([1, 2, 3]), (x, i) => x * i)
// run: mapWithIndex(new Float64Array([1, 2, 3]), Math.max)

type Maybe = ((y: number) => number) | null

export function missingInRecord(x: number, some: boolean): number {
  const holder = { f: some ? (y: number) => y + x : null }
  return holder.f!(x)
}
// run: missingInRecord(1, true) == 2
// run: missingInRecord(1, false) throws TypeError

export function missingInList(x: number, index: number): number {
  const list: Maybe[] = [(y) => y + 1, null, (y) => y * 2]
  return list[index]!(x)
}
// run: missingInList(1, 0); missingInList(1, 2)
// run: missingInList(1, 1) throws TypeError

class Listener {
  on: Maybe = null
  other: Maybe = null
}

export function missingInField(x: number, some: number): number {
  const listener = new Listener()
  if (some > 0) listener.on = (y) => y + x
  if (some > 1) listener.on = (y) => y * x
  return listener.on!(x)
}
// run: missingInField(3, 1); missingInField(3, 2)
// run: missingInField(3, 0) throws TypeError

/** What one of several functions holds is no address for the others: in a loop it is read where that one is called. */
export function differentCaptures(n: number, k: number): number {
  let sum = 0
  let at = -1
  let total = 0
  const later = [() => k, () => sum]
  let now: (() => number) | undefined = () => 1
  while (now) {
    for (let i = 0; i < n; i++) total += now()
    sum += 10
    now = later[++at]
  }
  return total
}
// run: differentCaptures(3, 7)
// run: differentCaptures(3, -1)
