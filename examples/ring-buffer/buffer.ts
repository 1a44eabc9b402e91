/**
 * A ring buffer that doubles when it is full, and a function that uses it: the program of the article that the experiment
 * repeats. Ordinary TypeScript that knows nothing of taipan: jit.ts has the same compiled while the program runs, aot.ts builds this file.
 */
class Buffer {
  /** Where the next value goes, and where the oldest one is; counted on, never wrapped. */
  _top = 0n
  _bottom = 0n
  _arraysize = 4n
  /** A class kept as a field: what the elements are is said in one place. */
  dtype = BigInt64Array
  _array = new this.dtype(4)

  get nholdings(): bigint {
    return this._top - this._bottom
  }

  append(value: bigint): void {
    if (this.nholdings >= this._arraysize) this.#extend()
    this._array[Number(this._top % this._arraysize)] = value
    this._top += 1n
  }

  pop(): bigint {
    if (this.nholdings <= 0n) throw new RangeError('pop from an empty buffer')
    this._top -= 1n
    return this._array[Number(this._top % this._arraysize)]
  }

  popleft(): bigint {
    if (this.nholdings <= 0n) throw new RangeError('pop from an empty buffer')
    const value = this._array[Number(this._bottom % this._arraysize)]
    this._bottom += 1n
    return value
  }

  #extend(): void {
    const wider = new this.dtype(Number(this._arraysize * 2n))
    const holdings = this.nholdings
    for (let i = 0n; i < holdings; i++) wider[Number(i)] = this._array[Number((this._bottom + i) % this._arraysize)]
    this._array = wider
    this._arraysize *= 2n
    this._bottom = 0n
    this._top = holdings
  }
}

export function func(x: bigint): bigint {
  const buffer = new Buffer()
  buffer.append(x * 10n)
  return buffer.popleft()
}
