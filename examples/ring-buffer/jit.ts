/**
 * The ring buffer, compiled while the program runs: the class by `jitclass`, a function that uses it by `jit`. The second
 * run of this program finds both in the cache.
 *
 *     npx tsx examples/ring-buffer/jit.ts
 */
import { jit, jitclass } from 'taipan'

const Buffer = jitclass(
  { _top: 'int64', _bottom: 'int64', _arraysize: 'int64', _array: 'int64[:]' },
  class Buffer {
    _top = 0n
    _bottom = 0n
    _arraysize = 4n
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
  },
)

/** The article's function: types are declared, so it is compiled here and takes nothing but an int64. */
const func = jit('int64(int64)', (x: bigint) => {
  const buffer = new Buffer()
  buffer.append(x * 10n)
  return buffer.popleft()
})

/** Something to do: a queue that grows, and gives back in order what went in. */
const throughput = jit((rounds: bigint) => {
  const buffer = new Buffer()
  let sum = 0n
  for (let round = 0n; round < rounds; round++) {
    for (let i = 0n; i < 7n; i++) buffer.append(round + i)
    for (let i = 0n; i < 6n; i++) sum += buffer.popleft()
  }
  return sum + buffer.nholdings
})

export function main(): void {
  console.log('func(10n) =', func(10n))

  // The same class from the host: an object like any other.
  const buffer = new Buffer()
  for (let i = 1n; i <= 6n; i++) buffer.append(i * i)
  console.log('holds', buffer.nholdings, 'in', buffer._array.length, 'places')
  console.log('from the left', buffer.popleft(), 'and from the right', buffer.pop())

  console.log('throughput', throughput(20_000n))
}

main()
