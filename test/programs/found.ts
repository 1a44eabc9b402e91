/** What the fuzzer has found: each was wrong, threw, or did not end. */

export function wrapsBeyondItsRange(a: BigUint64Array): bigint {
  a[0] = 9223372036854775808n * 5n
  return BigInt.asIntN(13, 0xcbf29ce484222325n * 7n) + BigInt.asIntN(1, 10n << 64n)
}
// run: wrapsBeyondItsRange(new BigUint64Array(1)) == -2557n

export function constantBeyondSafe(): boolean {
  return 2 < 9007199254740992
}
// run: constantBeyondSafe() == true

export function domainsMeetAtHandler(words: BigUint64Array, x: bigint): number {
  let n = 0
  try {
    x = (words[0] ?? 3n) >> 1n
    if (n === 0) throw new Error('stop')
  } catch {
    try {
      x = BigInt.asIntN(13, x - 1n)
      if (x > 100n) throw new TypeError('more')
      n = Number(x)
    } catch {
      n = -1
    }
  }
  return n
}
// run: domainsMeetAtHandler(new BigUint64Array([7n]), 1n)
// run: domainsMeetAtHandler(new BigUint64Array([1000n]), -1n)

export function shiftNeverReached(x: bigint): bigint {
  // @ts-expect-error the right side is never reached, which is the point
  x = 1n || x << 64n
  return x
}
// run: shiftNeverReached(255n) == 1n

export function shapesThatMeetInHandler(x: number, list: number[]): number {
  const empty = new Float64Array(0)
  try {
    try {
      x ^= 1
    } catch {
      x = empty[x]
    }
  } catch {
    list = [0]
  }
  return x ^ list.length
}
// run: shapesThatMeetInHandler(65536, [-0, -2147483649]) == 65539

export function negativeWhereUnsigned(words: BigUint64Array, out: BigInt64Array): number {
  const v = words[100] ?? -255n
  out[0] = v
  return Number(v) | 0
}
// run: negativeWhereUnsigned(new BigUint64Array(1), new BigInt64Array(1)) throws RangeError

export function powerInsideTry(words: BigUint64Array): bigint {
  try {
    words[0] = words[0] ?? 1n ** 2n
  } catch {
    return 5n
  }
  return words.length === 0 ? 0n : words[0]
}
// run: powerInsideTry(new BigUint64Array(0)) == 0n
// run: powerInsideTry(new BigUint64Array([4n])) == 4n

export function powerInLoopInTry(x: bigint): bigint {
  let fuel = 4
  try {
    while (fuel-- > 0) {
      if (x ** 2n) x = BigInt(5)
    }
  } finally {
    fuel = 0
  }
  try {
    throw new Error('n')
  } catch (e) {
    if (x == 0n) throw e
  }
  return x
}
// run: powerInLoopInTry(0n)
// run: powerInLoopInTry(2n) == 5n

export function pastTheEnd(a: Int8Array): void {
  switch (0 as number) {
    case 0: {
      a[1 + a.length] = 2
    }
  }
}
// run: pastTheEnd(new Int8Array([1, 2]))

export function roundsToSafe(a: bigint): number {
  return Number(a & 9007199254740993n) << 8
}
// run: roundsToSafe(-5n) == 0

export function sortsBigints(a: BigUint64Array, b: BigInt64Array): bigint {
  a.sort()
  b.sort()
  return a[0]
}
// run: sortsBigints(new BigUint64Array([5n, 3n, -1n]), new BigInt64Array([5n, 3n, -1n])) == 3n

export function handlerWithoutValue(x: bigint, words: BigUint64Array): void {
  try {
    const empty = new Float64Array(0)
    if (empty.length > 0) throw new Error('never')
  } catch {
    x &= 0n
    if (255n < x) return
  } finally {
    words[0] = x
  }
}
// run: handlerWithoutValue(63n, new BigUint64Array([255n]))

export function powerInVersionedLoop(a: BigInt64Array): bigint {
  let s = 0n
  for (let i = 0; i < a.length; i++) {
    try {
      s = BigInt.asIntN(64, s + a[i] ** 2n)
      if (s > 100n) throw new Error('large')
    } catch {
      s = 1n
    }
  }
  return s
}
// run: powerInVersionedLoop(new BigInt64Array([1n, 2n, 3n, -4n, 100000n, 3n]))

export function integerAboveFraction(x: number): bigint {
  if (0.1 >= x) throw new Error('small')
  return BigInt(x)
}
// run: integerAboveFraction(100) == 100n
// run: integerAboveFraction(0)

export function storesUndefined(a: BigInt64Array, i: number): number {
  const v = a[i]
  if (a.length > 1) {
    a[0] = v
    if (v === undefined) return 1
  }
  return 2
}
// run: storesUndefined(new BigInt64Array([5n, 3n]), 1) == 2
// run: storesUndefined(new BigInt64Array([5n, 3n]), 7)

export function powerLeavesVersionedLoop(a: BigUint64Array): bigint[] {
  let fuel = 40
  while (fuel-- > 0) {
    a[0] = 3n
    try {
      return [1n ** 3n]
    } catch {}
  }
  return []
}
// run: powerLeavesVersionedLoop(new BigUint64Array(1))
// run: powerLeavesVersionedLoop(new BigUint64Array([]))

interface Mark {
  x: number
  y: number
  on: boolean | number
}

/** @signature ({x: float64, y: float64, on: boolean}) */
export function nestedTuples(a: Mark): unknown {
  const v = 0 ** 1
  if (v)
    return [
      [{ x: 0, y: 0, on: true }, { x: 0, y: 5, on: 5 }, a],
      [{ x: v, y: 0, on: false }, a],
    ]
  return [
    [a, { x: 0, y: 0, on: 0 }, a],
    [a, { x: 7, y: 0, on: true }],
  ]
}
// run: nestedTuples({ x: 2, y: 2, on: true })

export function readsWhatIsEmpty(a: number[]): number {
  for (const _ of a) {
    let kept = a.filter(() => 0 as never)
    kept = [kept[0]]
  }
  return a.length
}
// run: readsWhatIsEmpty([0, 100, NaN, 10]) throws RangeError
// run: readsWhatIsEmpty([])

export function calledFromAList(n: number): number {
  const functions: (() => number)[] = []
  for (let i = 0; i < n; i++) functions.push(() => i * i)
  return functions[2]!() + functions[0]!()
}
// run: calledFromAList(4)

export function neverCalled(n: number): number {
  const functions: (() => number)[] = []
  return n > 2 ? functions[n]!() : n
}
// run: neverCalled(1)
// run: neverCalled(3) throws RangeError

export function builtInsInRecords(n: number): number {
  const operations = { add: (a: number, b: number) => a + b, most: Math.max, angle: Math.atan2 }
  const maybe = n > 5 ? { root: Math.sqrt } : null
  return operations.add(n, 2) + operations.most(n, 9, 11) + operations.angle(n, 2) + maybe!.root(n)
}
// run: builtInsInRecords(7)
// run: builtInsInRecords(3)

export function mapsABuiltIn(a: number[]): number[] {
  return a.map(Math.sqrt).map(Math.round).map(Math.abs)
}
// run: mapsABuiltIn([4, 9.5, -0, NaN])

export function aliveNeighbours(cells: boolean[][], x: number, y: number): number {
  let count = 0
  for (let dy = -1; dy <= 1; dy++) for (let dx = -1; dx <= 1; dx++) if ((dx || dy) && cells[y + dy]?.[x + dx]) count++
  return count
}
// run: aliveNeighbours([[true, false], [true, true]], 0, 0) == 2
// run: aliveNeighbours([[true, false], [true, true]], 1, 1) == 2

/** Found by the fuzzer: the message names the length as it was asked for, not what is left of it as an integer. */
export function lengthInMessage(n: number, isBig: boolean): string {
  try {
    return isBig ? `${new BigInt64Array(n).length}` : `${new Float64Array(n).length}`
  } catch (error) {
    return (error as Error).message
  }
}
// run: lengthInMessage(-2.5, false) == 'Invalid typed array length: -2.5'
// run: lengthInMessage(-3, true) == 'Invalid typed array length: -3'
// run: lengthInMessage(1e18, true) == 'Invalid typed array length: 1000000000000000000'
// run: lengthInMessage(2.9, false) == '2'
// run: lengthInMessage(NaN, false) == '0'
