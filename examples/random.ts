/**
 * Repeatable random numbers, so that every run of an example prints the same. An ordinary class: the kernels that use it
 * compile it along, and nothing else has to know of it.
 */
export class Random {
  state: number

  constructor(seed: number) {
    this.state = seed
  }

  /** An integer from 0 to 2^32 - 1. */
  next(): number {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0
    return this.state
  }

  /** From 0 up to 1. */
  real(): number {
    return this.next() / 4294967296
  }

  below(limit: number): number {
    return Math.floor(this.real() * limit)
  }
}
