/** Classes whose members take typed arrays, and give lists, tuples and records, in functions that use them in different ways (test/linked.test.ts). */

class Mean {
  sum = 0
  count = 0
  add(values: Float64Array): this {
    for (let i = 0; i < values.length; i++) this.sum += values[i]!
    this.count += values.length
    return this
  }
  centre(values: Float64Array, into: Float64Array): void {
    const mean = this.sum / this.count
    for (let i = 0; i < values.length; i++) into[i] = values[i]! - mean
  }
  fill(values: Float64Array | Int32Array): void {
    values.fill(this.count)
  }
  half(values: Float64Array): Float64Array {
    return values.subarray(0, values.length >> 1)
  }
  swap(values: Float64Array): void {
    const ends = [values[0]!, values[values.length - 1]!]
    values.set([ends[1]!], 0)
    values[values.length - 1] = ends[0]!
  }
  summary(): { mean: number; count: number } {
    return { mean: this.sum / this.count, count: this.count }
  }
  pair(): [number, number] {
    return [this.sum, this.count]
  }
  many(n: number): number[] {
    const made: number[] = []
    for (let i = 0; i < n; i++) made.push(this.sum * i)
    return made
  }
  deep(n: number): { at: [number, number]; list: { x: number }[] } {
    return { at: this.pair(), list: this.many(n).map((x) => ({ x })) }
  }
  perhaps(n: number): { n: number } | null {
    return n > 0 ? { n } : null
  }
}

// run: added(new Float64Array([1, 2, 6]))
export function added(values: Float64Array): number {
  const { mean, count } = new Mean()
    .add(values)
    .add(new Float64Array([10]))
    .summary()
  return mean * 100 + count
}

// run: centred(new Float64Array([1, 2, 6]), new Float64Array(3))
export function centred(values: Float64Array, into: Float64Array): number {
  const made = new Mean().add(values)
  made.centre(values, into)
  return made.sum
}

// run: centredAgain(new Float64Array([1, 2, 6]))
export function centredAgain(values: Float64Array): number {
  const made = new Mean().add(values)
  const own = new Float64Array(values.length)
  made.centre(values, own)
  made.centre(own, values)
  return own[0]! + values[1]!
}

// The arguments may be one array, or parts of one.
// run: overlapping(new Float64Array([1, 2, 6, 7]))
export function overlapping(values: Float64Array): number {
  const made = new Mean().add(values)
  made.centre(values.subarray(0, 2), values.subarray(1, 3))
  made.swap(values)
  return made.half(values).length
}

// run: filled(new Float64Array(3), new Int32Array(2))
export function filled(values: Float64Array, words: Int32Array): number {
  const made = new Mean().add(values)
  made.fill(values)
  made.fill(words)
  return values[1]! + words[1]!
}

// run: filledAgain(new Float64Array(3), new Int32Array(2))
export function filledAgain(values: Float64Array, words: Int32Array): number {
  const made = new Mean().add(values)
  made.fill(words)
  made.swap(values)
  return words[0]!
}

// run: swapped(new Float64Array([1, 2, 3]), new Float64Array([4]))
export function swapped(a: Float64Array, b: Float64Array): number {
  const made = new Mean()
  made.swap(a)
  made.add(b)
  return made.summary().mean
}

// run: swappedAgain(new Float64Array([1, 2, 3]), new Float64Array([4, 5]), true)
export function swappedAgain(a: Float64Array, b: Float64Array, first: boolean): number {
  const made = new Mean()
  made.swap(first ? a : b)
  made.half(b)[0] = 9
  return made.add(a).sum
}

// run: given(3)
export function given(n: number): string {
  const made = new Mean().add(new Float64Array(n).fill(2))
  const [sum, count] = made.pair()
  const list = made.many(3)
  list.push(n)
  return `${sum} ${count} ${list.join()} ${made.deep(2).list.length}`
}

// run: givenAgain(3)
export function givenAgain(n: number): { mean: number; count: number } {
  const made = new Mean().add(new Float64Array(n).fill(0.5))
  const summary = made.summary()
  summary.count += made.pair()[1]
  return summary
}

// run: givenLast(2)
export function givenLast(n: number): [number, number] {
  const made = new Mean().add(new Float64Array(n).fill(0.5))
  const pair = made.pair()
  pair[0] = made.deep(n).at[0] + (made.perhaps(n)?.n ?? -1)
  return pair
}

// More than numbers in the list that it gives, and a tuple that is indexed by a variable.
// run: changed(2, 0); changed(2, 1)
export function changed(n: number, i: number): string {
  const made = new Mean().add(new Float64Array(n).fill(0.5))
  const list: (number | null)[] = made.many(n)
  list.push(null)
  return `${made.pair()[i]} ${list.length} ${list[n]}`
}

// run: nulls(0); nulls(2)
export function nulls(n: number): string {
  const made = new Mean().add(new Float64Array(n).fill(0.5))
  const { at, list } = made.deep(n)
  return `${made.perhaps(n)?.n ?? 'none'} ${at.join()} ${list.map(({ x }) => x).join()}`
}

// run: nullsAgain(0); nullsAgain(2)
export function nullsAgain(n: number): string {
  const made = new Mean().add(new Float64Array(n).fill(0.5))
  const list = made.deep(n).list
  list.push({ x: n })
  return `${made.perhaps(n) === null} ${made.pair()} ${list.length} ${Object.keys(made.summary()).join()}`
}
