/**
 * `Map` and `Set` as classes in the language itself. Entries stand in the order in which they came: keys, values, hashes
 * (-1 where the entry was deleted) and numbers that only grow, by which an iteration finds its place again after the
 * entries have moved together. `#table` is an open hash table of places, one more than the entry's; 0 is free.
 *
 *     #keys    5 7 9      #hashes  h5 -1 h9      #order  0 1 2      #table  . 3 . 1 . 2 . .
 *
 * What they use besides compiled code: `__hash(key)`, at least 0, the same for keys that are the same to a Map;
 * `__same(a, b)` tells whether they are.
 */

/** What both have; `v` keeps what a Map has more than a Set. */
const common = (v: (text: string) => string): string => `
  #keys = []
  ${v('#values = []')}
  #hashes = new Int32Array(4)
  #order = new Float64Array(4)
  #table = new Int32Array(8)
  #live = 0
  #first = 0
  #next = 0
  #moves = 0

  get size() {
    return this.#live
  }

  #find(key, hash) {
    const table = this.#table
    const mask = table.length - 1
    for (let at = hash & mask; ; at = (at + 1) & mask) {
      const place = table[at] - 1
      if (place < 0) return -1
      if (this.#hashes[place] !== hash) continue
      if (__same(this.#keys[place], key)) return place
    }
  }

  #add(key, ${v('value,')} hash) {
    if (this.#keys.length === this.#hashes.length) this.#grow()
    const place = this.#keys.length
    this.#keys.push(key === 0 ? 0 : key)
    ${v('this.#values.push(value)')}
    this.#hashes[place] = hash
    this.#order[place] = this.#next++
    this.#live++
    this.#enter(hash, place)
  }

  #enter(hash, place) {
    const table = this.#table
    const mask = table.length - 1
    let at = hash & mask
    while (table[at] !== 0) at = (at + 1) & mask
    table[at] = place + 1
  }

  // More room, or the same without what was deleted.
  #grow() {
    const [keys, hashes, order] = [this.#keys, this.#hashes, this.#order]
    ${v('const values = this.#values')}
    const count = keys.length
    const room = this.#live * 2 > count ? count * 2 : count
    this.#hashes = new Int32Array(room)
    this.#order = new Float64Array(room)
    this.#table = new Int32Array(room * 2)
    let to = 0
    for (let from = 0; from < count; from++) {
      const hash = hashes[from]
      if (hash < 0) continue
      if (to < from) {
        keys[to] = keys[from]
        ${v('values[to] = values[from]')}
      }
      this.#hashes[to] = hash
      this.#order[to] = order[from]
      this.#enter(hash, to)
      to++
    }
    if (to === count) return
    while (keys.length > to) keys.pop()
    ${v('while (values.length > to) values.pop()')}
    this.#first = 0
    this.#moves++
  }

  has(key) {
    return this.#find(key, __hash(key)) >= 0
  }

  delete(key) {
    const place = this.#find(key, __hash(key))
    if (place < 0) return false
    this.#hashes[place] = -1
    this.#live--
    if (place === this.#first) this.#first = this.#from(place)
    return true
  }

  clear() {
    this.#keys = []
    ${v('this.#values = []')}
    this.#hashes = new Int32Array(4)
    this.#order = new Float64Array(4)
    this.#table = new Int32Array(8)
    this.#live = 0
    this.#first = 0
    this.#moves++
  }

  // The next entry that is there.
  #from(place) {
    const count = this.#keys.length
    while (place < count && this.#hashes[place] < 0) place++
    return place
  }

  // The first entry that came after the one of this number.
  #after(number) {
    const order = this.#order
    let low = 0
    let high = this.#keys.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (order[middle] > number) high = middle
      else low = middle + 1
    }
    return low
  }
`

/** Goes over all entries, also those that come meanwhile; `visit` stands for what is done with the one at `place`. */
const each = (visit: string): string => `
    let place = this.#first
    let moves = this.#moves
    let last = -1
    for (;;) {
      if (moves !== this.#moves) {
        moves = this.#moves
        place = this.#after(last)
      }
      place = this.#from(place)
      if (place >= this.#keys.length) return
      last = this.#order[place]
      ${visit}
      place++
    }
`

const MAP = `class Map {
  ${common((text) => text)}
  constructor(entries) {
    if (entries !== undefined && entries !== null) for (const [key, value] of entries) this.set(key, value)
  }
  get(key) {
    const place = this.#find(key, __hash(key))
    return place < 0 ? undefined : this.#values[place]
  }
  set(key, value) {
    const hash = __hash(key)
    const place = this.#find(key, hash)
    if (place < 0) this.#add(key, value, hash)
    else this.#values[place] = value
    return this
  }
  forEach(visit) {${each('visit(this.#values[place], this.#keys[place], this)')}}
  *keys() {${each('yield this.#keys[place]')}}
  *values() {${each('yield this.#values[place]')}}
  *entries() {${each('yield [this.#keys[place], this.#values[place]]')}}
  *[Symbol.iterator]() {${each('yield [this.#keys[place], this.#values[place]]')}}
}`

const SET = `class Set {
  ${common(() => '')}
  constructor(values) {
    if (values !== undefined && values !== null) for (const value of values) this.add(value)
  }
  add(key) {
    const hash = __hash(key)
    if (this.#find(key, hash) < 0) this.#add(key, hash)
    return this
  }
  forEach(visit) {${each('visit(this.#keys[place], this.#keys[place], this)')}}
  *keys() {${each('yield this.#keys[place]')}}
  *values() {${each('yield this.#keys[place]')}}
  *entries() {${each('yield [this.#keys[place], this.#keys[place]]')}}
  *[Symbol.iterator]() {${each('yield this.#keys[place]')}}
}`

/** Classes by the name of what they stand for. */
export const COLLECTIONS: Readonly<Record<string, string>> = { Map: MAP, Set: SET }

/** What takes its time anyway is called; what is given a closure becomes part of the caller. */
export function wishOfCollection(member: string): 'always' | 'never' | 'auto' {
  if (member === 'forEach') return 'always'
  return /^(#find|#grow|#after|delete|clear)$/.test(member) ? 'never' : 'auto'
}
