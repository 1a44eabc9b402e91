/** What is thrown need not be an error: strings, numbers, booleans, null and undefined arrive as they are. */

export function throwsText(code: number): number {
  if (code === 1) throw 'stop'
  if (code === 2) throw 42
  if (code === 3) throw -0
  if (code === 4) throw NaN
  if (code === 5) throw true
  if (code === 6) throw null
  if (code === 7) throw undefined
  if (code === 8) throw `code ${code}`
  if (code === 9) throw new RangeError('nine')
  if (code === 10) throw code === 10 ? 'ten' : 10
  return code
}
// run: throwsText(0) == 0
// run: throwsText(1)
// run: throwsText(2)
// run: throwsText(3)
// run: throwsText(4)
// run: throwsText(5)
// run: throwsText(6)
// run: throwsText(7)
// run: throwsText(8)
// run: throwsText(9)
// run: throwsText(10)

export function tellsApart(code: number): string {
  try {
    throwsText(code)
    return 'fine'
  } catch (e) {
    if (typeof e === 'string') return `text ${e} of ${e.length}`
    if (typeof e === 'number') return `number ${e + 1} ${Object.is(e, -0)}`
    if (typeof e === 'boolean') return e ? 'yes' : 'no'
    if (e === null) return 'null'
    if (e === undefined) return 'undefined'
    if (e instanceof RangeError) return `range ${e.message}`
    return 'else'
  }
}
// run: tellsApart(0) == 'fine'
// run: tellsApart(1) == 'text stop of 4'
// run: tellsApart(2) == 'number 43 false'
// run: tellsApart(3) == 'number 1 true'
// run: tellsApart(4)
// run: tellsApart(5) == 'yes'
// run: tellsApart(6) == 'null'
// run: tellsApart(7) == 'undefined'
// run: tellsApart(8) == 'text code 8 of 6'
// run: tellsApart(9) == 'range nine'
// run: tellsApart(10)

/** The same without a call between. */
export function inside(code: number): string {
  try {
    if (code === 1) throw 'stop'
    if (code === 2) throw 7
    if (code === 3) throw new TypeError('three')
    return 'none'
  } catch (e) {
    return `${typeof e}: ${e}`
  }
}
// run: inside(0) == 'none'
// run: inside(1) == 'string: stop'
// run: inside(2) == 'number: 7'
// run: inside(3) == 'object: TypeError: three'

export function messages(code: number): string {
  try {
    throwsText(code)
    return 'fine'
  } catch (e) {
    const message = (e as Error).message
    return message === undefined ? `none (${(e as Error).name})` : message
  }
}
// run: messages(1)
// run: messages(2)
// run: messages(5)
// run: messages(6)
// run: messages(7)
// run: messages(9) == 'nine'

export function compares(code: number): number {
  let seen = 0
  try {
    throwsText(code)
  } catch (e) {
    if (e === 'stop') seen += 1
    if (e === 42) seen += 2
    if (e === 0) seen += 4
    if (e === true) seen += 8
    if (e == null) seen += 16
    if (e) seen += 32
    if (e !== 'ten') seen += 64
    switch (e) {
      case 'ten':
        seen += 128
        break
      case 42:
        seen += 256
    }
  }
  return seen
}
// run: compares(0) == 0
// run: compares(1) == 97
// run: compares(2)
// run: compares(3)
// run: compares(4)
// run: compares(5)
// run: compares(6)
// run: compares(7)
// run: compares(9)
// run: compares(10)

/** Thrown on, and through a `finally`. */
export function passesOn(code: number, log: Float64Array): number {
  try {
    try {
      return throwsText(code)
    } catch (e) {
      log[0] = 1
      if (typeof e !== 'string') throw e
      log[0] = 2
      throw e + '!'
    } finally {
      log[1] = 1
    }
  } finally {
    log[2] = code
  }
}
// run: passesOn(0, new Float64Array(3))
// run: passesOn(1, new Float64Array(3))
// run: passesOn(2, new Float64Array(3))
// run: passesOn(3, new Float64Array(3))
// run: passesOn(6, new Float64Array(3))
// run: passesOn(9, new Float64Array(3))

/** A way out of loops: a number that the `catch` takes for the answer. */
export function found(xs: Int32Array, wanted: number): number {
  const look = (from: number, to: number): void => {
    if (from >= to) return
    const middle = (from + to) >> 1
    if (xs[middle] === wanted) throw middle
    look(from, middle)
    look(middle + 1, to)
  }
  try {
    look(0, xs.length)
  } catch (at) {
    if (typeof at === 'number') return at
    throw at
  }
  return -1
}
// run: found(new Int32Array([5, 3, 8, 1, 9]), 1) == 3
// run: found(new Int32Array([5, 3, 8, 1, 9]), 2) == -1

/** What was caught outlives the `catch`. */
export function lastFailure(codes: Int32Array): string {
  let failure: unknown = null
  let count = 0
  for (const code of codes) {
    try {
      throwsText(code)
    } catch (e) {
      failure = e
      count++
    }
  }
  return failure === null ? 'none' : `${count} ${failure}`
}
// run: lastFailure(new Int32Array([0, 0])) == 'none'
// run: lastFailure(new Int32Array([1, 2, 0])) == '2 42'
// run: lastFailure(new Int32Array([2, 9])) == '2 RangeError: nine'
// run: lastFailure(new Int32Array([2, 6]))
// run: lastFailure(new Int32Array([2, 7]))

export function firstError(n: number): string {
  let failure: Error | null = null
  for (let i = 0; i < n; i++) {
    try {
      if (i > 1) throw new Error(`at ${i}`)
    } catch (e) {
      failure ??= e as Error
    }
  }
  return failure ? failure.message : 'none'
}
// run: firstError(2) == 'none'
// run: firstError(5) == 'at 2'

export function errorOrNot(n: number): string {
  let failure: Error | undefined
  try {
    if (n > 1) throw new RangeError(`at ${n}`)
  } catch (e) {
    failure = e as Error
  }
  return failure?.message ?? 'none'
}
// run: errorOrNot(1) == 'none'
// run: errorOrNot(5) == 'at 5'
// run: firstOf(1)
// run: firstOf(3)
export function firstOf(n: number): string {
  let failure: Error | undefined
  try {
    if (n > 1) throw new RangeError(`at ${n}`)
  } catch (e) {
    failure = e as Error
  }
  return failure!.message
}

/** Nobody looks at it, so it may be anything. */
export function unseen(n: number): number {
  try {
    if (n > 1) throw { code: n }
    return 1
  } catch {
    return 2
  }
}
// run: unseen(1) == 1
// run: unseen(2) == 2

export function logs(code: number): void {
  try {
    throwsText(code)
  } catch (e) {
    if (!(e instanceof Error)) console.log('caught', e, typeof e)
  }
}
// run: logs(1)
// run: logs(2)
// run: logs(6)
// run: logs(9)

function* numbers(n: number): Generator<number> {
  for (let i = 0; i < n; i++) yield i
}
export function toldGenerator(what: number): number {
  const g = numbers(5)
  g.next()
  try {
    g.throw(what > 5 ? what : 'text')
  } catch (e) {
    return typeof e === 'number' ? e : -1
  }
  return 0
}
// run: toldGenerator(3) == -1
// run: toldGenerator(30) == 30

/** Two errors meet in one that nobody looks at, on its way through a `finally`. */
export function unlooked(k: number): number {
  let n = k
  const both = (a: number) => {
    try {
      if (a) throw a
    } catch (e) {
      if (0) throw e
      throw 'stop'
    } finally {
      n++
    }
  }
  try {
    both(k)
  } catch {}
  return n
}
// run: unlooked(0)
// run: unlooked(1)
// run: unlooked(2)
