/** What scripts/build.ts builds ahead of time and runs (ahead.mjs), to see what of the run time such programs call at their start. */
export class Stack {
  size = 0
  private values = new BigInt64Array(4)

  get top(): bigint {
    return this.values[this.size - 1]!
  }

  push(value: bigint): void {
    if (this.size === this.values.length) this.grow()
    this.values[this.size++] = value
  }

  pop(): bigint {
    if (this.size === 0) throw new RangeError('pop from an empty stack')
    return this.values[--this.size]!
  }

  private grow(): void {
    const wider = new BigInt64Array(this.size * 2)
    wider.set(this.values)
    this.values = wider
  }
}

export function func(x: bigint): bigint {
  const stack = new Stack()
  stack.push(x * 10n)
  return stack.pop()
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}

export function scaled(a: Float64Array, factor: number): Float64Array {
  return a.map((x) => x * factor)
}

export function depth(stack: Stack): number {
  return stack.size
}
