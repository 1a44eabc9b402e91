/** Functions that come to no result for the arguments they are compiled for: they throw what JavaScript throws, when it does. */

type Link = { v: number; next: { v: number; next: { v: number } | null } | null }
type Box = { a: { b: number } | null }

export function property(x: Box | null): number {
  return x!.a!.b
}
// run: property(null)
// run: property({ a: null })
// run: property(null); property({ a: { b: 3 } }) == 3

export function ofNothing(x: number[] | undefined): number {
  return x!.length + x![0]!
}
// run: ofNothing(undefined)

export function second(list: { v: number; next: { v: number } | null }): number {
  return list.next!.v
}
// run: second({ v: 1, next: null })

export function beforeIt(counts: Float64Array, x: Box | null): number {
  counts[0] = counts[0]! + 1
  const a = x!.a
  counts[1] = counts[1]! + 1
  return a!.b
}
// run: c = new Float64Array(2); beforeIt(c, null)
// run: c = new Float64Array(2); beforeIt(c, { a: null })

export function caught(x: Box | null): string {
  try {
    return 'no error ' + x!.a!.b
  } catch (error) {
    return (error as Error).message
  }
}
// run: caught(null)
// run: caught({ a: null })

export function endless(n: number): number {
  return endless(n + 1) + 1
}

export function between(n: number): number {
  return other(n) * 2
}

function other(n: number): number {
  return between(n + 1) - 1
}

// run: endless(0) throws RangeError
// run: between(0) throws RangeError

export function choose(x: number, link: Link): number {
  if (x > 1) throw new RangeError('more than one')
  if (x > 0) return link.next!.next!.v
  throw new TypeError('none')
}
// run: choose(2, { v: 1, next: null })
// run: choose(0, { v: 1, next: null })
// run: choose(1, { v: 1, next: null })
