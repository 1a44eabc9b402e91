/** Functions that may be missing: one of several and nothing, in variables, fields, lists and parameters. */

const add = (a: number, b: number) => a + b + 100
const sub = (a: number, b: number) => a - b + 200

export function chain(k: number, a: number, b: number): number {
  const f = k === 1 ? add : k === 2 ? sub : undefined
  if (!f) return -1
  return f(a, b)
}
// run: chain(1, 1, 2) == 103
// run: chain(2, 1, 2) == 199
// run: chain(3, 1, 2) == -1

export function chainOfTexts(k: string, a: number, b: number): number {
  const f = k === '+' ? add : k === '-' ? sub : null
  return f === null ? -1 : f(a, b)
}
// run: chainOfTexts('+', 1, 2) == 103
// run: chainOfTexts('-', 1, 2) == 199
// run: chainOfTexts('x', 1, 2) == -1

export function oneOrNull(k: number): number {
  const f = k === 1 ? add : null
  return f ? f(k, 2) : -1
}
// run: oneOrNull(1) == 103
// run: oneOrNull(2) == -1

export function oneNullOrUndefined(k: number): number {
  const f = k === 1 ? add : k === 2 ? null : undefined
  return f === null ? -2 : f === undefined ? -1 : f(k, 2)
}
// run: oneNullOrUndefined(1) == 103
// run: oneNullOrUndefined(2) == -2
// run: oneNullOrUndefined(3) == -1

export function inField(k: number): number {
  let f: typeof add | undefined
  if (k === 1) f = add
  const o = { f }
  if (k === 2) o.f = sub
  return o.f ? o.f(k, 2) : -1
}
// run: inField(1) == 103
// run: inField(2) == 200
// run: inField(3) == -1

export function inList(k: number): number {
  let f: typeof add | null = null
  if (k === 1) f = add
  const list = [f]
  if (k === 2) list.push(sub)
  const last = list[list.length - 1]
  return last ? last(k, 2) : -1
}
// run: inList(1) == 103
// run: inList(2) == 200
// run: inList(3) == -1

export function given(k: number): number {
  const go = (f?: (a: number, b: number) => number) => (f ? f(k, 2) : -1)
  const held = k === 1 ? add : undefined
  return k === 2 ? go(sub) : go(held)
}
// run: given(1) == 103
// run: given(2) == 200
// run: given(3) == -1

export function capturing(k: number, c: number): number {
  const f = k === 1 ? (x: number, y: number) => x + y + c : k === 2 ? sub : undefined
  return f ? f(1, 2) : -1
}
// run: capturing(1, 7) == 10
// run: capturing(2, 7) == 199
// run: capturing(3, 7) == -1

export function orElse(k: number): number {
  const f = k === 1 ? add : k === 2 ? sub : k === 3 ? add : undefined
  return (f ?? sub)(1, 2)
}
// run: orElse(1) == 103
// run: orElse(2) == 199
// run: orElse(3) == 103
// run: orElse(4) == 199

export function computedMember(n: number): number {
  const list: (((x: number) => number) | undefined)[] = [undefined, (x) => x + 1, (x) => x * n]
  const [five, table] = [5, { a: (x: number) => -x } as Record<string, ((x: number) => number) | undefined>]
  return (list[n]?.(five) ?? -1) + (table[n > 1 ? 'a' : 'b']?.(five) ?? 100)
}
// run: computedMember(0); computedMember(1); computedMember(2); computedMember(9); computedMember(-1)

export function ofThisObject(n: number): number[] {
  const all = [{ base: n, steps: [(x: number) => x + 1, null] }]
  const object = {
    base: n,
    add(x: number) {
      return this.base + x
    },
    other: null as ((x: number) => number) | null,
  } as Record<string, any>
  return [all[0]!.steps[n]?.(n) ?? -5, all[n]?.steps[0]?.(7) ?? -6, object.add(1)]
}
// run: ofThisObject(0); ofThisObject(1); ofThisObject(2)

// Which function it is, is known; whether there is one is not.
export function takenWhileThere(k: number): number[] {
  const plain = [(x: number) => x + 1, (x: number) => x + 1]
  const alone = [Math.abs]
  let count = 0
  let each = plain.shift()
  while (each) {
    count += each(k)
    each = plain.shift()
  }
  const last = alone.pop()
  const none = alone.pop()
  return [count, last ? last(k) : -1, none ? none(k) : -2]
}
// run: takenWhileThere(1)
// run: takenWhileThere(-3)
