/** Statements: loops, labels, switch, blocks and their odd corners. */

export function doWhile(n: number): number {
  let i = 0
  do i += 3
  while (i < n)
  return i
}
// run: doWhile(0) == 3
// run: doWhile(10) == 12

export function breakAndContinue(n: number): number {
  let s = 0
  for (let i = 0; ; i++) {
    if (i % 3 === 0) continue
    if (i > n) break
    s += i
  }
  return s
}
// run: breakAndContinue(10)
// run: breakAndContinue(-1)

export function labelledContinue(n: number): number {
  let c = 0
  outer: for (let i = 2; i < n; i++) {
    for (let j = 2; j * j <= i; j++) if (i % j === 0) continue outer
    c++
  }
  return c
}
// run: labelledContinue(100) == 25
// run: labelledContinue(0) == 0

export function labelledBreak(m: number): number {
  let found = -1
  search: for (let i = 0; i < m; i++) {
    for (let j = 0; j < m; j++) {
      if (i * j === 42) {
        found = i * 1000 + j
        break search
      }
    }
  }
  return found
}
// run: labelledBreak(10) == 6007
// run: labelledBreak(3) == -1

export function labelledBlock(x: number): number {
  let r = 0
  done: {
    if (x < 0) break done
    r = 1
    if (x === 0) break done
    r = 2
  }
  return r
}
// run: labelledBlock(-1) == 0
// run: labelledBlock(0) == 1
// run: labelledBlock(1) == 2

export function labelledDoWhile(n: number): number {
  let i = 0
  let c = 0
  again: do {
    i++
    for (let j = 0; j < 3; j++) {
      if (i === 2) continue again
      if (i === 5) break again
      c += j
    }
  } while (i < n)
  return c * 100 + i
}
// run: labelledDoWhile(10)
// run: labelledDoWhile(3)

export function fallThrough(x: number): number {
  let r = 0
  switch (x) {
    case 0:
      r += 1
    case 1:
      r += 10
      break
    case 2: {
      r += 100
    }
    default:
      r += 1000
    case 3:
      r += 10000
  }
  return r
}
// run: fallThrough(0) == 11
// run: fallThrough(1) == 10
// run: fallThrough(2) == 11100
// run: fallThrough(3) == 10000
// run: fallThrough(4) == 11000
// run: fallThrough(NaN) == 11000
// run: fallThrough(-0) == 11
// run: fallThrough(1.5) == 11000

export function switchInLoop(program: Uint8Array): number {
  let x = 0
  let pc = 0
  for (;;) {
    switch (program[pc++]) {
      case 0:
        return x
      case 1:
        x++
        break
      case 2:
        x *= 2
        continue
      case 3:
        x -= 3
      case 4:
        break
      default:
        return -1
    }
  }
}
// run: switchInLoop(new Uint8Array([1, 2, 2, 1, 0])) == 5
// run: switchInLoop(new Uint8Array([1, 3, 4, 9])) == -1
// run: switchInLoop(new Uint8Array([1, 1])) == -1

export function switchTrue(x: number): number {
  switch (true) {
    case x < 0:
      return -1
    case x > 0:
      return 1
    default:
      return 0
  }
}
// run: switchTrue(-5) == -1
// run: switchTrue(5) == 1
// run: switchTrue(NaN) == 0

export function switchOnExpressions(a: number, b: number): number {
  switch (a) {
    case b:
      return 1
    case b + 1:
      return 2
    case b * 2:
      return 3
  }
  return 4
}
// run: switchOnExpressions(4, 4) == 1
// run: switchOnExpressions(5, 4) == 2
// run: switchOnExpressions(8, 4) == 3
// run: switchOnExpressions(9, 4) == 4

export function commaExpressions(n: number): number {
  let i = 0
  let j = n
  for (i = 0, j = n; i < j; i++, j--);
  return i++, j++, i * 1000 + j
}
// run: commaExpressions(10)
// run: commaExpressions(7)

export function chainedAssignment(x: number): number {
  let a: number
  let b: number
  let c: number
  a = b = c = x + 1
  a += b -= c *= 2
  return a * 10000 + b * 100 + c
}
// run: chainedAssignment(1)
// run: chainedAssignment(0.5)

export function nestedTernary(x: number): number {
  return x < 0 ? (x < -10 ? -2 : -1) : x === 0 ? 0 : x > 10 ? 2 : 1
}
// run: nestedTernary(-20) == -2
// run: nestedTernary(-2) == -1
// run: nestedTernary(0) == 0
// run: nestedTernary(2) == 1
// run: nestedTernary(20) == 2
// run: nestedTernary(NaN) == 1

export function shadowing(x: number): number {
  const y = x
  let r = 0
  {
    const y = x * 2
    r += y
    {
      const x = 100
      r += x + y
    }
  }
  for (let y = 0; y < 2; y++) r += y
  return r + y
}
// run: shadowing(3)

export function varHoisting(n: number): number {
  if (n > 0) {
    var total = 0
    for (var i = 0; i < n; i++) total += i
  } else {
    total = -1
    i = -2
  }
  return total * 10 + i
}
// run: varHoisting(4) == 64
// run: varHoisting(0) == -12

export function earlyReturns(a: Float64Array, x: number): number {
  for (let i = 0; i < a.length; i++) if (a[i] === x) return i
  return -1
}
// run: earlyReturns(new Float64Array([3, 1, NaN]), 1) == 1
// run: earlyReturns(new Float64Array([3, 1, NaN]), NaN) == -1
// run: earlyReturns(new Float64Array(0), 1) == -1

export function noResult(a: Float64Array): void {
  if (a.length === 0) return
  a[0] = 1
}
// run: noResult(new Float64Array(2))
// run: noResult(new Float64Array(0))

export function infiniteWithReturn(limit: number): number {
  let n = 1
  while (true) {
    n *= 2
    if (n > limit) return n
  }
}
// run: infiniteWithReturn(1000) == 1024
// run: infiniteWithReturn(1e12)

export function emptyStatements(n: number): number {
  {
  }
  for (;;) break
  if (n) {
  } else n = 1
  return n
}
// run: emptyStatements(0) == 1
// run: emptyStatements(3) == 3

export function forOfTyped(xs: Int32Array): number {
  let s = 0
  for (const x of xs) {
    if (x < 0) continue
    if (x > 100) break
    s += x
  }
  return s
}
// run: forOfTyped(new Int32Array([1, -2, 3, 200, 5])) == 4
// run: forOfTyped(new Int32Array(0)) == 0

export function forOfAssignsOuter(xs: Float64Array): number {
  let x = -1
  for (x of xs);
  return x
}
// run: forOfAssignsOuter(new Float64Array([4, 5])) == 5
// run: forOfAssignsOuter(new Float64Array(0)) == -1

export function nestedLoopsTriangle(n: number): number {
  let c = 0
  for (let i = 0; i < n; i++) for (let j = i; j < n; j++) for (let k = j; k < n; k++) c += i ^ j ^ k
  return c
}
// run: nestedLoopsTriangle(12)

export function loopModifiesBound(n: number): number {
  let c = 0
  for (let i = 0; i < n; i++) {
    if (i === 3) n = 6
    c++
  }
  return c
}
// run: loopModifiesBound(100) == 6
// run: loopModifiesBound(2) == 2

export function loopModifiesCounter(n: number): number {
  let c = 0
  for (let i = 0; i < n; i++) {
    if (i % 5 === 4) i += 2
    c += i
  }
  return c
}
// run: loopModifiesCounter(20)

export function whileWithSideEffects(a: Int32Array): number {
  let i = 0
  while (a[i++] !== 0 && i < a.length);
  return i
}
// run: whileWithSideEffects(new Int32Array([1, 2, 0, 4])) == 3
// run: whileWithSideEffects(new Int32Array([1, 2])) == 2
// run: whileWithSideEffects(new Int32Array(0)) == 1

export function voidOperator(x: number): number {
  const u = void (x += 1)
  return u === undefined ? x : 0
}
// run: voidOperator(4) == 5

export function typeofOperator(x: number, b: boolean, a: Float64Array): number {
  return (typeof x === 'number' ? 1 : 0) + (typeof b === 'boolean' ? 2 : 0) + (typeof a === 'object' ? 4 : 0)
}
// run: typeofOperator(1, true, new Float64Array(1)) == 7
