/** Functions go from where only one can be to where several are: each stays itself. */

type Step = (a: number) => number
const add: Step = (a) => a + 1
const twice: Step = (a) => a * 2

function digits(steps: Step[], x: number): number {
  let number = 0
  for (const step of steps) number = number * 10 + step(x)
  return number
}

export function spread(x: number): number {
  const one = [add]
  return digits([...one, twice], x)
}
// run: spread(3) == 46

export function rest(x: number): number {
  const all = (...steps: Step[]) => digits([twice, ...steps], x)
  return all(add)
}
// run: rest(3) == 64

export function values(x: number): number {
  return digits(Object.values({ add, twice }), x)
}
// run: values(3) == 46

export function entries(x: number): number {
  let number = 0
  for (const [name, step] of Object.entries({ add, twice, abs: Math.abs })) number = number * 100 + step(x) + name.length
  return number
}
// run: entries(3) == 71106

export function assigned(x: number): number {
  const held: { step: Step } = { step: twice }
  const before = held.step(x)
  Object.assign(held, { step: add })
  return before * 10 + held.step(x)
}
// run: assigned(3) == 64

export function fromEntries(x: number): number {
  const named: Record<string, Step> = Object.fromEntries(Object.entries({ add, twice }))
  const step = named['twice']
  return step ? step(x) : -1
}
// run: fromEntries(3) == 6

export function ofMap(x: number): number {
  const named = new Map([['add', add]])
  return digits([...named.values(), twice], x)
}
// run: ofMap(3) == 46

export function concatenated(x: number): number {
  const one = [add]
  const other = [twice]
  other.push(one.at(-1)!)
  return digits(one.concat(other), x)
}
// run: concatenated(3) == 464

export function spreadRecord(x: number, isOld: boolean): number {
  const old = { step: add, n: 1 }
  const copy = { ...old }
  const other = { ...copy, step: twice }
  return (isOld ? copy : other).step(x)
}
// run: spreadRecord(3, true) == 4
// run: spreadRecord(3, false) == 6

export function yielded(x: number): number {
  function* one() {
    yield add
  }
  const all = [twice]
  for (const step of one()) all.push(step)
  return digits([...all, ...one()], x)
}
// run: yielded(3) == 644

export function onlyBuiltIn(x: number): number {
  const steps: Step[] = []
  for (const step of [Math.abs, Math.abs]) steps.push(step)
  const named = new Map<string, Step>([['abs', Math.abs]])
  const [first] = new Array(2).fill(Math.abs) as Step[]
  return digits([...steps, ...named.values(), first!, steps.pop()!], x)
}
// run: onlyBuiltIn(-3) == 33333

export function oneOrAnother(x: number): number {
  const other = { step: Math.max }
  return digits([twice, ...[other.step]], x)
}
// run: oneOrAnother(3) == 63

export function missing(x: number, index: number): number {
  const steps: Step[] = [twice, Math.abs]
  const step = steps[index]
  let other = steps[index]
  if (!other) other = steps[steps.length - 1]!
  return (step ? step(x) : -1) * 10 + other(x)
}
// run: missing(-3, 0) == -66
// run: missing(-3, 1) == 33
// run: missing(-3, 2) == -7
// run: missing(-3, -1) == -7

export function missingOfOne(x: number, index: number): number {
  const made = [(a: number) => a + x]
  const step = made[index]
  return step ? step(x) : -1
}
// run: missingOfOne(2, 0) == 4
// run: missingOfOne(2, 1) == -1

export function whileThere(x: number): number {
  const steps: Step[] = [twice, Math.abs, add]
  let sum = 0
  for (let step = steps.shift(); step; step = steps.shift()) sum = sum * 10 + step(x)
  return sum
}
// run: whileThere(3) == 634

// What a tuple holds beside is no function.
export function calledInTuples(x: number): string {
  const steps: [string, (n: number) => number][] = [
    ['increment', (n) => n + 1],
    ['double', (n) => n * 2],
    ['sine', Math.sin],
  ]
  let text = ''
  for (let i = 0; i < steps.length; i++) text += `${steps[i]![0]} ${steps[i]![1](x)} `
  const operators = new Map<string, [number, (a: number, b: number) => number]>([
    ['+', [1, (a, b) => a + b]],
    ['*', [2, (a, b) => a * b]],
  ])
  return text + operators.get('+')![1](x, 2) + operators.get('*')![1](x, 3) * operators.get('*')![0]
}
// run: calledInTuples(3)

export function stateInTuple(x: number): number {
  const useState = (initial: number): [() => number, (next: number) => void] => {
    let state = initial
    return [
      () => state,
      (next) => {
        state = next
      },
    ]
  }
  const state = useState(x)
  state[1](state[0]() * 2)
  return state[0]()
}
// run: stateInTuple(3)

// `this` is the array.
export function thisOfElements(x: number): number[] {
  type Method = (this: { length: number }) => number
  const list: Method[] = [
    function () {
      return this.length + x
    },
    function () {
      return this.length * x
    },
  ]
  const results: number[] = []
  for (let i = 0; i < list.length; i++) results.push(list[i]!())
  return results
}
// run: thisOfElements(3)
