class Queue {
  top = 0
  bottom = 0
  array = new Float64Array(4)

  get length(): number {
    return this.top - this.bottom
  }

  append(value: number): void {
    if (this.length >= this.array.length) this.extend()
    this.array[this.top++ % this.array.length] = value
  }

  popleft(): number {
    if (this.length <= 0) throw new RangeError('pop from an empty queue')
    return this.array[this.bottom++ % this.array.length]
  }

  private extend(): void {
    const wider = new Float64Array(this.array.length * 2)
    const { length } = this
    for (let i = 0; i < length; i++) wider[i] = this.array[(this.bottom + i) % this.array.length]
    this.array = wider
    this.bottom = 0
    this.top = length
  }
}

/** A queue that grows slowly. */
export function ringBuffer(rounds: number): number {
  const queue = new Queue()
  let sum = 0
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < 7; i++) queue.append(round + i)
    for (let i = 0; i < 6; i++) sum += queue.popleft()
  }
  return sum + queue.length
}
