/** throw, try, catch, finally: same class, same message, same state afterwards. */

export function throwsError(x: number): number {
  if (x < 0) throw new Error(`negative: ${x}`)
  if (x > 100) throw new RangeError('too large: ' + x + '!')
  if (x === 50) throw new TypeError(`fifty ${x} ${x === 50} ${x * 2}`)
  return x
}
// run: throwsError(5) == 5
// run: throwsError(-1.5)
// run: throwsError(-0)
// run: throwsError(1e21)
// run: throwsError(50)

export function halfWay(a: Float64Array, limit: number): number {
  for (let i = 0; i < a.length; i++) {
    a[i] += 1
    if (i === limit) throw new Error(`stopped at ${i}`)
  }
  return a.length
}
// run: halfWay(new Float64Array([1, 2, 3]), 1)
// run: halfWay(new Float64Array([1, 2, 3]), 7) == 3

export function catches(x: number): number {
  try {
    if (x > 0) throw new Error('positive')
    return 1
  } catch {
    return 2
  }
}
// run: catches(1) == 2
// run: catches(-1) == 1

export function catchesCall(x: number): number {
  let r = 0
  try {
    r = throwsError(x)
  } catch (e) {
    r = e instanceof RangeError ? -1 : e instanceof TypeError ? -2 : -3
  }
  return r
}
// run: catchesCall(5) == 5
// run: catchesCall(-5) == -3
// run: catchesCall(500) == -1
// run: catchesCall(50) == -2

export function finallyRuns(x: number, log: Int32Array): number {
  try {
    log[0]++
    if (x < 0) throw new Error('below')
    if (x === 0) return 10
    log[1]++
  } finally {
    log[2]++
  }
  return 20
}
// run: finallyRuns(1, new Int32Array(3)) == 20
// run: finallyRuns(0, new Int32Array(3)) == 10
// run: finallyRuns(-1, new Int32Array(3))

export function finallyOverrides(x: number): number {
  try {
    if (x > 0) throw new Error('lost')
    return 1
  } finally {
    if (x > 5) return 3
  }
}
// run: finallyOverrides(0) == 1
// run: finallyOverrides(6) == 3
// run: finallyOverrides(1)

export function finallyBreaks(n: number): number {
  let c = 0
  for (let i = 0; i < n; i++) {
    try {
      if (i === 3) continue
      if (i === 6) break
      c += i
    } finally {
      c += 100
    }
  }
  return c
}
// run: finallyBreaks(10)
// run: finallyBreaks(2)

export function rethrows(x: number): number {
  try {
    try {
      return throwsError(x)
    } catch (e) {
      if (e instanceof RangeError) throw e
      return -1
    } finally {
      x = 0
    }
  } catch (e) {
    throw new Error(`outer: ${(e as Error).message}`)
  }
}
// run: rethrows(5) == 5
// run: rethrows(-5) == -1
// run: rethrows(500)

export function messageAndName(x: number): string {
  try {
    throwsError(x)
    return 'none'
  } catch (e) {
    return `${(e as Error).name}: ${(e as Error).message}`
  }
}
// run: messageAndName(1) == 'none'
// run: messageAndName(-2)
// run: messageAndName(200)

export function nestedTry(x: number): number {
  let r = 0
  try {
    try {
      r += 1
      if (x & 1) throw new Error('one')
      r += 2
    } finally {
      r += 4
      if (x & 2) throw new TypeError('two')
    }
    r += 8
  } catch {
    r += 16
  }
  return r
}
// run: nestedTry(0)
// run: nestedTry(1)
// run: nestedTry(2)
// run: nestedTry(3)

export function throwInLoop(a: Float64Array): number {
  let errors = 0
  for (const x of a) {
    try {
      if (x < 0) throw new Error('no')
      if (Number.isNaN(x)) continue
    } catch {
      errors++
    }
  }
  return errors
}
// run: throwInLoop(new Float64Array([1, -1, NaN, -2])) == 2

export function catchesBigintOverflow(x: bigint): number {
  try {
    return Number(1n / x)
  } catch (e) {
    return e instanceof RangeError ? -1 : -2
  }
}
// run: catchesBigintOverflow(1n) == 1
// run: catchesBigintOverflow(0n) == -1

export function recursiveThrow(n: number): number {
  if (n === 0) throw new RangeError('bottom')
  return recursiveThrow(n - 1) + 1
}
// run: recursiveThrow(0)
// run: recursiveThrow(50)

export function catchRecursive(n: number): number {
  try {
    return recursiveThrow(n)
  } catch (e) {
    return (e as Error).message.length + n
  }
}
// run: catchRecursive(5) == 11

export function stateAfterCatch(n: number): number {
  let s = 0
  let last = -1
  try {
    for (let i = 0; ; i++) {
      last = i
      if (i > n) throw new Error('done')
      s += i
    }
  } catch {
    s = s * 100 + last
  }
  return s
}
// run: stateAfterCatch(4) == 1005

export function allErrorClasses(k: number): number {
  switch (k) {
    case 0:
      throw new Error()
    case 1:
      throw new RangeError('r')
    case 2:
      throw new TypeError('t')
    case 3:
      throw new SyntaxError('s')
    case 4:
      throw new EvalError('e')
    case 5:
      throw new ReferenceError('f')
    case 6:
      throw new URIError('u')
    case 7:
      throw Error('without new')
  }
  return k
}
// run: allErrorClasses(0)
// run: allErrorClasses(1)
// run: allErrorClasses(2)
// run: allErrorClasses(3)
// run: allErrorClasses(4)
// run: allErrorClasses(5)
// run: allErrorClasses(6)
// run: allErrorClasses(7)
// run: allErrorClasses(8) == 8

export function errorVariable(x: number): number {
  const error = new RangeError(`made early ${x}`)
  if (x > 0) throw error
  return 0
}
// run: errorVariable(0) == 0
// run: errorVariable(2)

export function finallyWithList(n: number): number[] {
  const events: number[] = []
  for (let i = 0; i < n; i++) {
    try {
      events.push(i)
      if (i % 2) throw new Error('odd')
    } catch {
      events.push(-i)
    } finally {
      events.push(100)
    }
  }
  return events
}
// run: finallyWithList(3)

export function assertions(condition: boolean): void {
  const check = (ok: boolean, message: string) => {
    if (!ok) throw new Error(message)
  }
  check(condition, 'condition failed')
}
// run: assertions(true)
// run: assertions(false)
