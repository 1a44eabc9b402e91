/** Loops whose variables come out of arrays: they are int32 until an array has no element, and undefined goes on correctly. */

export function follow(next: Int32Array, x: number, most: number): number {
  let steps = 0
  while (next[x] !== x && steps < most) {
    x = next[x]!
    steps++
  }
  return x * 1000 + steps
}
// run: follow(new Int32Array([1, 2, 3, 3]), 0, 100) == 3003
// run: follow(new Int32Array([1, 2, 9, 3]), 0, 5)
// run: follow(new Int32Array([1, -1]), 0, 4)
// run: follow(new Int32Array([]), 0, 2)
// run: follow(new Int32Array([1, 0]), 0.5, 3)

export function lastSeen(next: Int32Array, x: number): number | undefined {
  let at: number | undefined = x
  for (let i = 0; i < 6; i++) {
    at = next[at as number]
    if (at === undefined && i < 3) at = 1
  }
  return at
}
// run: lastSeen(new Int32Array([1, 2, 0]), 0) == 0
// run: lastSeen(new Int32Array([1, 2, 7]), 0)
// run: lastSeen(new Int32Array([7, 7]), 0)

export function failures(text: Uint8Array, pattern: Uint8Array): number[] {
  const f = new Int32Array(pattern.length)
  let k = 0
  for (let i = 1; i < pattern.length; i++) {
    while (k > 0 && pattern[k] !== pattern[i]) k = f[k - 1]!
    if (pattern[k] === pattern[i]) k++
    f[i] = k
  }
  const found: number[] = []
  k = 0
  for (let i = 0; i < text.length; i++) {
    while (k > 0 && pattern[k] !== text[i]) k = f[k - 1]!
    if (pattern[k] === text[i]) k++
    if (k === pattern.length) {
      found.push(i - k + 1)
      k = f[k - 1]!
    }
  }
  return found
}
// run: failures(new Uint8Array([1, 2, 1, 2, 1, 2, 3, 1, 2, 1]), new Uint8Array([1, 2, 1])) == [0, 2, 7]
// run: failures(new Uint8Array([1, 1, 1]), new Uint8Array([]))
// run: failures(new Uint8Array([1, 1, 1]), new Uint8Array([1]))
// run: failures(new Uint8Array([0, 0, 1]), new Uint8Array([0, 1, 0, 1, 1]))

/** The links themselves lead outside, in different places of the nest. */
export function wander(a: Int32Array, b: Int32Array, n: number): string {
  let [x, y, sum] = [0, 0, 0]
  let log = ''
  for (let i = 0; i < n; i++) {
    x = a[x]!
    for (let j = 0; j < 3; j++) {
      while (y < 5 && b[y]! > y) y = b[y]!
      y = a[y]!
      if (j === 1) y = b[x]!
      sum += i + j
    }
    log += `${x},${y},${sum};`
    if (!(x >= 0)) x = i
  }
  return log
}
// run: wander(new Int32Array([1, 2, 0]), new Int32Array([1, 2, 3, 4, 5, 6]), 5)
// run: wander(new Int32Array([4, 3, 2, 1, 0]), new Int32Array([9, 9, 0, -1]), 6)

export function compress(parent: Int32Array, xs: Int32Array): number {
  let moves = 0
  for (const start of xs) {
    let x = start
    while (parent[x] !== x && moves < 50) {
      parent[x] = parent[parent[x]!]!
      x = parent[x]!
      moves++
    }
  }
  return moves
}
// run: compress(new Int32Array([1, 2, 3, 4, 4]), new Int32Array([0, 1, 2]))
// run: compress(new Int32Array([1, 2, 3, 4, 4]), new Int32Array([4, 0, 3]))

export function untilOutside(next: Uint16Array): number {
  let x: number | undefined = 0
  let count = 0
  while (x !== undefined && count < 20) {
    x = next[x]
    count++
  }
  return count
}
// run: untilOutside(new Uint16Array([2, 0, 1])) == 20
// run: untilOutside(new Uint16Array([2, 9, 1])) == 4

export function objectsLive(next: Int32Array, n: number): number {
  const kept: { at: number }[] = []
  let x = 0
  for (let i = 0; i < n; i++) {
    const here = { at: x }
    if (i % 2 === 0) kept.push(here)
    x = next[x]!
    here.at += x
  }
  let sum = 0
  for (const { at } of kept) sum = sum * 3 + at
  return sum
}
// run: objectsLive(new Int32Array([1, 2, 0]), 7)

export function throwsInside(next: Int32Array, n: number): string {
  let x = 0
  let said = ''
  for (let i = 0; i < n; i++) {
    try {
      x = next[x]!
      if (x === 2) throw new RangeError(`two at ${i}`)
      if (x === undefined) throw new TypeError('nothing')
    } catch (error) {
      said += (error as Error).message
      x = i === 3 ? 0 : 1
    }
  }
  return said
}
// run: throwsInside(new Int32Array([1, 2, 3]), 8)
// run: throwsInside(new Int32Array([1, 4, 3]), 8)

export function counterRunsAway(next: Int32Array, n: number): number {
  let k = 0
  let steps = 0
  for (let i = 0; i < n; i++) {
    if (next[k] !== 0) k = k * 3 - 1
    else k++
    if (i % 5 === 4) k = next[i]!
    steps += k
  }
  return steps
}
// run: counterRunsAway(new Int32Array(40), 30)
// run: counterRunsAway(new Int32Array([5, 0, 1, 0, 2000000000, 0, 0, 0, 0, -5]), 30)

export function fractions(next: Int32Array, x: number): number {
  let sum = 0
  for (let i = 0; i < 5; i++) {
    if (next[x] !== undefined) x = next[x]! / 2
    sum += x
  }
  return sum
}
// run: fractions(new Int32Array([2, 3, 4, 6]), 0)
// run: fractions(new Int32Array([2, 4, 6]), 1)
