// A method of what is missing throws before its arguments run; a store into it, after what is stored has been computed.
interface Point {
  x: number
  m: (n: number) => number
}

const seen = (run: (step: (value: number) => number) => unknown): string => {
  let steps = 0
  try {
    run((value) => {
      steps++
      return value
    })
    return `fine ${steps}`
  } catch (error) {
    return `${(error as Error).message} ${steps}`
  }
}

export function ofText(texts: string[], i: number): string {
  const s = texts[i]
  return seen((step) => s!.slice(step(1))) + seen((step) => s!.padStart(step(1), 'x')) + seen((step) => s?.slice(step(1)))
}
// run: ofText(['abc'], 0)
// run: ofText(['abc'], 1)

export function ofList(lists: number[][], i: number): string {
  const list = i < lists.length ? lists[i] : undefined
  return seen((step) => list!.push(step(1))) + seen((step) => list!.indexOf(step(1))) + seen((step) => list?.push(step(1)))
}
// run: ofList([[1]], 0)
// run: ofList([[1]], 1)

export function ofSpread(lists: number[][], i: number): string {
  const list = i < lists.length ? lists[i] : undefined
  return seen((step) => list!.push(...[step(1), step(2)].filter((x) => x > 1)))
}
// run: ofSpread([[1]], 0)
// run: ofSpread([[1]], 1)

export function ofArray(given: boolean): string {
  let a: Float64Array | null = null
  if (given) a = new Float64Array(3)
  return seen((step) => a!.fill(step(1))) + seen((step) => a!.at(step(1))) + seen((step) => a?.fill(step(1)))
}
// run: ofArray(true)
// run: ofArray(false)

export function ofCollections(given: boolean): string {
  let m: Map<number, number> | undefined
  let s: Set<number> | null = null
  if (given) {
    m = new Map([[1, 2]])
    s = new Set([1])
  }
  return (
    seen((step) => m!.get(step(1))) +
    seen((step) => m!.set(step(1), step(2))) +
    seen((step) => s!.has(step(1))) +
    seen((step) => m?.get(step(1)))
  )
}
// run: ofCollections(true)
// run: ofCollections(false)

export function ofNumber(a: number[], i: number): string {
  const n = i < a.length ? a[i] : undefined
  return seen((step) => n!.toFixed(step(1))) + seen((step) => n!.toString(step(16))) + seen((step) => n?.toFixed(step(1)))
}
// run: ofNumber([1.25], 0)
// run: ofNumber([1.25], 1)

export function ofBigint(a: bigint[], least: bigint): string {
  const n = a.find((x) => x > least)
  return seen((step) => n!.toString(step(16)))
}
// run: ofBigint([255n], 1n)
// run: ofBigint([255n], 1000n)

export function ofRecord(given: boolean): string {
  let p: Point | undefined
  if (given) p = { x: 1, m: (n) => n + 1 }
  return (
    seen((step) => p!.m(step(1))) +
    seen((step) => {
      p!.x = step(5)
    }) +
    seen((step) => {
      p!.x += step(5)
    }) +
    seen((step) => p!.x++ + step(1)) +
    seen((step) => p?.m(step(1))) +
    seen((step) => p?.x ?? step(1))
  )
}
// run: ofRecord(true)
// run: ofRecord(false)

class Box {
  value = 1
  other: Box | null = null
  add(n: number): number {
    this.value += n
    return this.value
  }
  set twice(n: number) {
    this.value = n * 2
  }
}

export function ofInstance(given: boolean): string {
  const box = new Box()
  if (given) box.other = new Box()
  const { other } = box
  return (
    seen((step) => other!.add(step(1))) +
    seen((step) => other!.other!.add(step(1))) +
    seen((step) => {
      other!.value = step(1)
    }) +
    seen((step) => {
      other!.twice = step(1)
    }) +
    seen((step) => {
      other!.value *= step(1)
    }) +
    seen((step) => other?.add(step(1)))
  )
}
// run: ofInstance(true)
// run: ofInstance(false)

export function ofElements(lists: number[][], arrays: Float64Array[], i: number): string {
  const list = i < lists.length ? lists[i] : undefined
  const array = i < arrays.length ? arrays[i] : undefined
  return (
    seen((step) => {
      list![step(0)] = step(1)
    }) +
    seen((step) => {
      list![step(0)]! += step(1)
    }) +
    seen((step) => {
      array![step(1)] = step(1)
    }) +
    seen((step) => {
      array![0]! -= step(1)
    }) +
    seen((step) => array![step(1)]) +
    seen((step) => list?.[step(0)])
  )
}
// run: ofElements([[1]], [new Float64Array(2)], 0)
// run: ofElements([[1]], [new Float64Array(2)], 1)

// Surely missing.
export function never(): string {
  const p = undefined as Point | undefined
  const q = null as number[] | null
  return (
    seen((step) => p!.m(step(1))) +
    seen((step) => {
      p!.x = step(1)
    }) +
    seen((step) => q!.push(step(1))) +
    seen((step) => {
      q![step(3)] = step(1)
    })
  )
}
// run: never()
