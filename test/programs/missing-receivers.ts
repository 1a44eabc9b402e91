// What may be missing has no methods: JavaScript throws a TypeError (found by the fuzzer, where a read outside gave NaN).
const message = (run: () => string): string => {
  try {
    return run()
  } catch (error) {
    return (error as Error).message
  }
}

export function fixed(a: Float64Array, i: number): string {
  return message(() => a[i]!.toFixed(1))
}
// run: fixed(new Float64Array([1.25, 2]), 0)
// run: fixed(new Float64Array([1.25, 2]), 5)
// run: fixed(new Float64Array([1.25, 2]), -1)

export function ofList(a: number[], i: number): string {
  return message(() => a[i]!.toString())
}
// run: ofList([1.5], 0)
// run: ofList([1.5], 1)

export function radix(a: Int32Array, i: number): string {
  return message(() => a[i]!.toString(16))
}
// run: radix(new Int32Array([255, -1]), 1)
// run: radix(new Int32Array([255, -1]), 2)

export function summed(a: Float64Array, i: number): string {
  const x = a[i]!
  let sum = 0
  if (x > 0) sum += x
  return x.toPrecision(3) + sum
}
// run: summed(new Float64Array([1.25]), 0)
// run: summed(new Float64Array([1.25]), 1)

export function popped(a: number[]): string {
  return message(() => a.pop()!.toFixed(0)) + message(() => a.find((x) => x > 5)!.toExponential(2))
}
// run: popped([7, 1])
// run: popped([])

export function bigs(a: bigint[], least: bigint): string {
  return message(() => a.find((x) => x > least)!.toString(16))
}
// run: bigs([1n, 255n], 5n)
// run: bigs([1n, 255n], 500n)

export function nothing(given: boolean): string {
  let x: number | null = null
  if (given) x = 3.25
  return message(() => x!.toFixed(1))
}
// run: nothing(true)
// run: nothing(false)

export function counts(letters: string, key: string): string {
  const seen = new Map<string, number>()
  for (const letter of letters) seen.set(letter, (seen.get(letter) ?? 0) + 1)
  return message(() => seen.get(key)!.toFixed(0))
}
// run: counts('abca', 'a')
// run: counts('abca', 'x')

export function texts(a: Float64Array, i: number): string {
  return String(a[i]) + parseInt(a[i] as unknown as string) + parseFloat(a[i] as unknown as string)
}
// run: texts(new Float64Array([2.5]), 0)
// run: texts(new Float64Array([2.5]), 1)

// Where a number may be left out, undefined is as if it were.
export function leftOut(s: string, a: number[], least: number): string {
  const x = a.find((item) => item > least) as number
  const parts = s.split('', x).join('.') + s.split('c', 2).length
  const found = [s.indexOf('c', x), s.lastIndexOf('c', x), s.charCodeAt(x), s.codePointAt(x) ?? -1, parseInt('12', x)]
  return [s.slice(x), s.slice(1, x), s.substring(1, x), s.padStart(x, '-'), s.charAt(x), s.at(x) ?? 'none', parts].join() + found.join()
}
// run: leftOut('abcabc', [2, 9], 5)
// run: leftOut('abcabc', [2, 9], 1)
// run: leftOut('abcabc', [-2], -5)
// run: leftOut('abcabc', [], 0)

// In a text undefined is no NaN, also where the text is known later than the read.
export function described(a: Float64Array, i: number): string {
  let text = ''
  for (let k = i; k < i + 2; k++) text += a[k]
  return text + a[i] + ('<' + a[i + 1]! + '>')
}
// run: described(new Float64Array([1.5, 2]), 0)
// run: described(new Float64Array([1.5, 2]), 1)
// run: described(new Float64Array([1.5, 2]), 7)

export function late(a: number[], b: Int32Array, n: number): string[] {
  const parts: string[] = []
  const add = (left: string, i: number) => parts.push(left + a[i] + ',' + b[i])
  for (let i = 0; i < n; i++) add(i > 0 ? parts[i - 1]! : '', i)
  return parts
}
// run: late([1, 2.5], new Int32Array([3]), 3)
// run: late([], new Int32Array([]), 1)

// What is not there cannot be taken apart, not even by an empty pattern, and a generator that is not there cannot be asked.
export function takenApart(n: number, how: number): string {
  const pairs = new Map<number, [string, number]>([[7, ['seven', 7]]])
  const lists = new Map<number, number[]>([[7, []]])
  lists.get(7)!.push(n)
  function* upwards(from: number): Generator<number> {
    yield from
    yield from + 1
  }
  const steps: { from: Generator<number> | undefined; letters: string | undefined } = {
    from: n === 7 ? upwards(n) : undefined,
    letters: n === 7 ? 'xyz' : undefined,
  }
  let text = ''
  if (how === 0) {
    const [name, value] = pairs.get(n)!
    text = name + value
  } else if (how === 1) {
    const [first, ...rest] = lists.get(n)!
    text = `${first} ${rest.length}`
  } else if (how === 2) {
    const [] = lists.get(n)!
  } else if (how === 3) {
    const [first] = steps.from!
    text = `${first}`
  } else if (how === 4) {
    let last = ''
    ;[text, last] = steps.letters!
    text += last
  } else {
    const join = ([name, value]: [string, number]) => name + value
    text = join(pairs.get(n)!)
  }
  return text
}
// run: takenApart(7, 0)
// run: takenApart(1, 0)
// run: takenApart(7, 1)
// run: takenApart(1, 1)
// run: takenApart(7, 2)
// run: takenApart(1, 2)
// run: takenApart(7, 3)
// run: takenApart(1, 3)
// run: takenApart(7, 4)
// run: takenApart(1, 4)
// run: takenApart(7, 5)
// run: takenApart(1, 5)
