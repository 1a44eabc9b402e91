/** Objects that hold each other and meet: what one of them lacks stays undefined in all. */

interface Link {
  v: number
  next?: Link
}

export function walked(k: number): number {
  const a: Link = { v: 1 }
  const b: Link = { v: 2, next: a }
  const c: Link = { v: 3, next: b }
  let sum = 0
  let at: Link | undefined = k > 1 ? c : b
  while (at !== undefined) {
    sum = sum * 10 + at.v
    at = at.next
  }
  return sum
}
// run: walked(1) == 21
// run: walked(2) == 321

export function last(k: number): string {
  const a: Link = { v: 1 }
  const b: Link = { v: 2, next: a }
  const c: Link = { v: 3, next: b }
  const at = k > 1 ? c : b
  return `${typeof at.next!.next} ${at.next!.next === undefined} ${at.next!.next?.v}`
}
// run: last(1) == 'undefined true undefined'
// run: last(2) == 'object false 1'

/** What is stored there says more than the objects that meet in it. */
export function perhaps(k: number): string {
  const a: { v: number; next?: unknown } = { v: 1 }
  const b: { v: number; next: typeof a | null } = { v: 2, next: k > 2 ? a : null }
  const c: { v: number; next: typeof b | null } = { v: 3, next: k > 1 ? b : null }
  const at = k > 0 ? c : (b as typeof c)
  return `${at.next === null} ${at.next?.next === null} ${at.next?.next === undefined}`
}
// run: perhaps(0)
// run: perhaps(1)
// run: perhaps(2)
// run: perhaps(3)
