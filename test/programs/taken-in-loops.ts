/** Loops that take objects, functions and bigints out of a list until there are no more: undefined ends them. */

interface Item {
  readonly value: number
}

class Task {
  cost: number

  constructor(cost: number) {
    this.cost = cost
  }

  get rest(): number {
    return this.cost - 3
  }
}

export function popped(k: number): number {
  const stack: Item[] = [{ value: k }, { value: 2 }]
  let sum = 0
  for (let item = stack.pop(); item; item = stack.pop()) {
    sum = sum * 10 + item.value
    if (item.value > 4) stack.push({ value: item.value - 4 })
  }
  return sum
}
// run: popped(1) == 21
// run: popped(9) == 2951

export function shifted(k: number): number {
  const queue = [new Task(k), new Task(5)]
  let steps = 0
  for (let task = queue.shift(); task !== undefined; task = queue.shift()) {
    steps = steps * 2 + task.cost
    if (task.rest > 0) queue.push(new Task(task.rest))
  }
  return steps
}
// run: shifted(0)
// run: shifted(11)

export function collected(items: Item[], from: number): Item[] {
  const seen: Item[] = []
  let at = items[from]
  while (at !== undefined && seen.length < 10) {
    seen.push(at)
    at = items[at.value]
  }
  return seen
}
// run: collected([{ value: 2 }, { value: 9 }, { value: 1 }], 0) == [{ value: 2 }, { value: 1 }, { value: 9 }]
// run: collected([{ value: 0 }], 0)
// run: collected([], 0) == []
// run: collected([{ value: 0 }], -1) == []

export function chained(k: number): number {
  const steps: ((x: number) => number)[] = [(x) => x + k, (x) => x * 3, Math.abs]
  let x = -k
  let step = steps.shift()
  while (step) {
    x = step(x)
    step = steps.shift()
  }
  return x
}
// run: chained(5) == 0
// run: chained(-2)

/** It is known which function each element is, so nothing is kept of it but whether it is there. */
export function counted(k: number): number {
  const steps: ((x: number) => number)[] = [(x) => x + 1]
  let at = 0
  let sum = 0
  for (let step = steps[k]; step; step = steps[++at + k]) sum += step(at)
  return sum
}
// run: counted(0) == 1
// run: counted(3) == 0

export function bigs(k: number): bigint {
  const stack = [BigInt(k), 2n]
  let sum = 0n
  for (let x = stack.pop(); x !== undefined; x = stack.pop()) {
    sum = sum * 10n + x
    if (x === 7n) stack.push(0n)
  }
  return sum
}
// run: bigs(1) == 21n
// run: bigs(7) == 270n

export function untilZero(k: number): bigint {
  const stack = [3n, BigInt(k), 2n]
  let sum = 0n
  let x = stack.pop()
  while (x) {
    sum = sum * 10n + x
    x = stack.pop()
  }
  return sum
}
// run: untilZero(1) == 213n
// run: untilZero(0) == 2n

export function pairs(k: number): string {
  const stack: [number, string][] = [
    [k, 'a'],
    [2, 'b'],
  ]
  let text = ''
  let pair = stack.pop()
  while (pair) {
    const [count, letter] = pair
    text += letter.repeat(count)
    if (count > 1) stack.push([count - 1, `${letter}.`])
    pair = stack.pop()
  }
  return text
}
// run: pairs(1)
// run: pairs(3)

/** Nothing can be taken from it. */
export function fromNothing(): number {
  const stack: Item[] = []
  let sum = 1
  let item = stack.pop()
  while (item) {
    sum += item.value
    item = stack.pop()
  }
  return sum
}
// run: fromNothing() == 1

export function withHoles(k: number): number {
  const stack: (Item | null)[] = [{ value: 1 }, null, { value: k }]
  let sum = 0
  let item = stack.pop()
  while (item !== undefined) {
    sum = sum * 10 + (item === null ? 9 : item.value)
    item = stack.pop()
  }
  return sum
}
// run: withHoles(5) == 591

/** What the loop ended with is what the function gives. */
export function found(k: number): Item | undefined {
  const stack: Item[] = [{ value: 1 }, { value: 2 }]
  let item = stack.pop()
  while (item && item.value !== k) item = stack.pop()
  return item
}
// run: found(1) == { value: 1 }
// run: found(9) == undefined

export function kindOf(k: number): string {
  const functions: ((x: number) => number)[] = [(x) => x + 1]
  const f = k > 5 ? undefined : functions[k]
  return typeof f
}
// run: kindOf(0) == 'function'
// run: kindOf(1) == 'undefined'
// run: kindOf(6) == 'undefined'

/** A variable that functions share. */
export function parsed(text: string): number {
  const tokens = text.split(' ').map((word) => ({ word, value: Number(word) }))
  let token = tokens.shift()
  const next = () => {
    const taken = token
    token = tokens.shift()
    return taken
  }
  const factor = (): number => next()?.value ?? Number.NaN
  const product = (): number => {
    let value = factor()
    while (token && token.word === '*') {
      next()
      value *= factor()
    }
    return value
  }
  let value = product()
  while (token !== undefined && token.word === '+') {
    next()
    value += product()
  }
  return value
}
// run: parsed('1 + 2 * 3 * 4 + 5') == 30
// run: parsed('7') == 7
// run: parsed('7 +')
