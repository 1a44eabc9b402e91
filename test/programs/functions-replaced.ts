/** JavaScript reads the function that it calls before the arguments of the call, which may put another in its place. */

interface Handlers {
  f: (x: number) => number
  g: (x: number) => number
  list: ((x: number) => number)[]
  pair: [number, (x: number) => number]
}

const handlers = (): Handlers => ({
  f: (x) => x + 1,
  g: (x) => x * 2,
  list: [(x) => x - 3, (x) => -x],
  pair: [1, (x) => x * 5],
})

export function inProperties(n: number): number[] {
  const h = handlers()
  const swap = (x: number) => {
    const { f } = h
    h.f = h.g
    h.g = f
    return x
  }
  return [h.f(swap(n)), h.f(h.g(swap(n))), h.g(n > 2 ? swap(h.f(n)) : h.g(swap(3))), h['f']((swap(0), n))]
}
// run: inProperties(1); inProperties(4)

export function inLists(n: number): number[] {
  const { list, pair } = handlers()
  const turn = (x: number) => {
    list.reverse()
    pair[1] = list[0]!
    return x
  }
  return [list[0]!(turn(n)), list[n & 1]!((list.push(list.shift()!), n)), pair[1](turn(n)), pair[1](n)]
}
// run: inLists(1); inLists(4)

export function byName(n: number): number[] {
  const two: Record<'f' | 'g', (x: number) => number> = { f: (x) => x + 1, g: (x) => x * 2 }
  const key = n > 2 ? 'f' : 'g'
  const change = () => {
    two[key] = (x) => x * 100
    return n
  }
  return [two[key](change()), two[key](n)]
}
// run: byName(1); byName(4)

class Machine {
  steps = 0
  step = (x: number): number => x + 1
  count(): number {
    this.step = (x) => x * this.steps
    return ++this.steps
  }
  run(): number {
    return this.step(this.count()) * 100 + this.step(this.count())
  }
}

export function inFields(): number[] {
  const machine = new Machine()
  return [machine.run(), machine.run(), new Machine().step(machine.count())]
}
// run: inFields()

export function emptied(n: number): number {
  const { list } = handlers()
  return list[1]!(((list.length = 0), n))
}
// run: emptied(4)

/** What is no function when it is read is none when it is called. */
export function notYet(n: number): [number, number] {
  const optional: { f: ((x: number) => number) | undefined } = { f: n > 2 ? (x) => x : undefined }
  let calls = 0
  const fill = () => {
    optional.f = (x) => x * 50
    return ++calls
  }
  try {
    return [optional.f!(fill()), calls]
  } catch {
    return [-1, calls]
  }
}
// run: notYet(1); notYet(3)

export function perhapsCalled(n: number): [number, number] {
  const list: (((x: number) => number) | undefined)[] = [(x) => x + 1, undefined]
  let calls = 0
  const fill = () => {
    list[0] = (x) => x * 50
    list[1] = list[0]
    return ++calls
  }
  return [list[n]?.(fill()) ?? -1, calls]
}
// run: perhapsCalled(0); perhapsCalled(1)
