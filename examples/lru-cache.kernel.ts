/**
 * A cache of fixed size that forgets what was used longest ago: a hash table with open addressing for finding, a doubly
 * linked list for the order of use, both in typed arrays, so that nothing is allocated once it runs.
 */
import { jit, jitclass } from 'taipan'
import { Random } from './random.ts'

export const LruCache = jitclass(
  { capacity: 'int32', length: 'int32', hits: 'int32', misses: 'int32', mask: 'int32' },
  class LruCache {
    static readonly NONE = -1

    readonly capacity: number
    length = 0
    hits = 0
    misses = 0
    /** Slots of entries by hash; the table is a power of two and at most half full. */
    mask: number
    table: Int32Array
    keys: Int32Array
    values: Float64Array
    /** Neighbours in the order of use. Slot `capacity` is the ring's beginning: what follows it was used last. */
    next: Int32Array
    previous: Int32Array

    constructor(capacity: number) {
      this.capacity = capacity
      let places = 4
      while (places < 2 * capacity) places *= 2
      this.mask = places - 1
      this.table = new Int32Array(places).fill(LruCache.NONE)
      this.keys = new Int32Array(capacity)
      this.values = new Float64Array(capacity)
      this.next = new Int32Array(capacity + 1).fill(capacity)
      this.previous = new Int32Array(capacity + 1).fill(capacity)
    }

    /** NaN if the key is not there (any more). */
    get(key: number): number {
      const slot = this.table[this.#place(key)]
      if (slot === LruCache.NONE) {
        this.misses++
        return NaN
      }
      this.hits++
      this.#unlink(slot)
      this.#linkFirst(slot)
      return this.values[slot]
    }

    set(key: number, value: number): void {
      const known = this.table[this.#place(key)]
      if (known !== LruCache.NONE) this.#unlink(known)
      const slot = known !== LruCache.NONE ? known : this.length < this.capacity ? this.length++ : this.#evict()
      if (known === LruCache.NONE) {
        this.keys[slot] = key
        this.table[this.#place(key)] = slot
      }
      this.values[slot] = value
      this.#linkFirst(slot)
    }

    /** Where the key is in the table, or where it would go. */
    #place(key: number): number {
      let place = (Math.imul(key, 0x9e3779b1) >>> 7) & this.mask
      while (this.table[place] !== LruCache.NONE && this.keys[this.table[place]] !== key) place = (place + 1) & this.mask
      return place
    }

    /** Frees the slot that was used longest ago. */
    #evict(): number {
      const slot = this.previous[this.capacity]
      this.#unlink(slot)
      let hole = this.#place(this.keys[slot])
      this.table[hole] = LruCache.NONE
      // What stands behind the hole may have been looked for through it: it moves up.
      for (let place = (hole + 1) & this.mask; this.table[place] !== LruCache.NONE; place = (place + 1) & this.mask) {
        const moved = this.table[place]
        this.table[place] = LruCache.NONE
        hole = this.#place(this.keys[moved])
        this.table[hole] = moved
      }
      return slot
    }

    #unlink(slot: number): void {
      this.next[this.previous[slot]] = this.next[slot]
      this.previous[this.next[slot]] = this.previous[slot]
    }

    #linkFirst(slot: number): void {
      const first = this.next[this.capacity]
      this.next[slot] = first
      this.previous[slot] = this.capacity
      this.previous[first] = slot
      this.next[this.capacity] = slot
    }
  },
)

/** Requests of which few are frequent: how many does a cache answer? */
export const hitRate = jit((capacity: number, requests: number, seed: number) => {
  const random = new Random(seed)
  const cache = new LruCache(capacity)
  let checksum = 0
  for (let i = 0; i < requests; i++) {
    const key = Math.floor(random.real() * random.real() * random.real() * 20_000)
    const value = cache.get(key)
    if (value !== value) cache.set(key, key * 0.5)
    else checksum += value
  }
  return { rate: cache.hits / requests, checksum }
})
