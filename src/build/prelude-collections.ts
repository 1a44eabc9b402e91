/**
 * `Map` and `Set` as classes in the language itself. Entries stand in the order in which they came, in lists of keys and values.
 * `#index` has room for a hash of each (-1 where the entry was deleted), and then an open hash table of places: one more than
 * the entry's, 0 is free.
 *
 *     #keys    5 7 9      #index   h5 -1 h9 .    . 3 . 1 . 2 . .
 *
 * Of few entries, of which none was deleted, there is no index: they are looked through. One that the run time has filled has none yet.
 *
 * Entries have numbers that only grow, by which an iteration finds its place again after they have moved together: the
 * first one's (`#base`) and so on; once entries have moved `#order` holds them.
 *
 * What they use besides compiled code: `__hash(key)`, at least 0, the same for keys that are the same to a Map;
 * `__same(a, b)` tells whether they are.
 */

import { dataView } from './prelude-dataview.ts'
import { dictionary } from './prelude-dictionary.ts'

/** So many entries are looked through as quickly as they would be hashed. */
const FEW = 8

/** What both have; `v` keeps what a Map has more than a Set. */
const common = (v: (text: string) => string): string => `
  #keys = []
  ${v('#values = []')}
  #index = null
  #room = 0
  #order = null
  #live = 0
  #first = 0
  #base = 0
  #next = 0
  #moves = 0

  get size() {
    return this.#live
  }

  #place(key) {
    if (this.#index !== null) return this.#find(key, __hash(key))
    const keys = this.#keys
    const count = keys.length | 0
    if (count > ${FEW}) {
      this.#makeIndex()
      return this.#find(key, __hash(key))
    }
    for (let place = 0; place < count; place = (place + 1) | 0) if (__same(keys[place], key)) return place
    return -1
  }

  // One more, at the end: true if there was room without an index.
  #append(key${v(', value')}) {
    if (this.#index !== null) return false
    if (this.#keys.length >= ${FEW}) {
      this.#grow()
      return false
    }
    this.#keys.push(key === 0 ? 0 : key)
    ${v('this.#values.push(value)')}
    this.#next++
    this.#live = (this.#live + 1) | 0
    return true
  }

  #find(key, hash) {
    const index = this.#index
    const room = this.#room
    const mask = room * 2 - 1
    for (let at = hash & mask; ; at = (at + 1) & mask) {
      const place = (index[room + at] | 0) - 1
      if (place < 0) return -1
      if (index[place] !== hash) continue
      if (__same(this.#keys[place], key)) return place
    }
  }

  #add(key, ${v('value,')} hash) {
    if (this.#keys.length === this.#room) this.#grow()
    const place = this.#keys.length
    this.#keys.push(key === 0 ? 0 : key)
    ${v('this.#values.push(value)')}
    this.#index[place] = hash
    if (this.#order !== null) this.#order[place] = this.#next
    this.#next++
    this.#live = (this.#live + 1) | 0
    this.#enter(hash, place)
  }

  #enter(hash, place) {
    const index = this.#index
    const room = this.#room
    const mask = room * 2 - 1
    let at = hash & mask
    while (index[room + at] !== 0) at = (at + 1) & mask
    index[room + at] = place + 1
  }

  #makeIndex() {
    const [keys, count] = [this.#keys, this.#keys.length | 0]
    let room = ${2 * FEW}
    while (room < count * 2) room = (room * 2) | 0
    const made = new Int32Array(room * 3)
    this.#index = made
    this.#room = room
    for (let place = 0; place < count; place = (place + 1) | 0) {
      const hash = __hash(keys[place])
      made[place] = hash
      this.#enter(hash, place)
    }
  }

  // More room, or the same without what was deleted.
  #grow() {
    const [keys, index, count] = [this.#keys, this.#index, this.#keys.length | 0]
    if (index === null) {
      this.#makeIndex()
      return
    }
    ${v('const values = this.#values')}
    const room = (this.#live * 2 > count ? count * 2 : count) | 0
    const order = this.#live < count || this.#order !== null ? new Float64Array(room) : null
    this.#index = new Int32Array(room * 3)
    this.#room = room
    let to = 0
    for (let from = 0; from < count; from = (from + 1) | 0) {
      const hash = index[from] | 0
      if (hash < 0) continue
      if (to < from) {
        keys[to] = keys[from]
        ${v('values[to] = values[from]')}
      }
      this.#index[to] = hash
      if (order !== null) order[to] = this.#number(from)
      this.#enter(hash, to)
      to = (to + 1) | 0
    }
    this.#order = order
    if (to === count) return
    while (keys.length > to) keys.pop()
    ${v('while (values.length > to) values.pop()')}
    this.#first = 0
    this.#moves = (this.#moves + 1) | 0
  }

  has(key) {
    return this.#place(key) >= 0
  }

  delete(key) {
    const place = this.#place(key)
    if (place < 0) return false
    if (this.#index === null) this.#grow()
    this.#index[place] = -1
    this.#live = (this.#live - 1) | 0
    if (place === this.#first) this.#first = this.#from(place)
    return true
  }

  clear() {
    this.#keys = []
    ${v('this.#values = []')}
    this.#index = null
    this.#room = 0
    this.#order = null
    this.#base = this.#next
    this.#live = 0
    this.#first = 0
    this.#moves = (this.#moves + 1) | 0
  }

  // The next entry that is there.
  #from(start) {
    let place = start | 0
    if (this.#index === null) return place
    const count = this.#keys.length
    while (place < count && (this.#index[place] | 0) < 0) place = (place + 1) | 0
    return place
  }

  #number(place) {
    return this.#order === null ? this.#base + place : this.#order[place]
  }

  // The first entry that came after the one of this number.
  #after(number) {
    let low = 0
    let high = this.#keys.length | 0
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#number(middle) > number) high = middle
      else low = (middle + 1) | 0
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
      last = this.#number(place)
      ${visit}
      place = (place + 1) | 0
    }
`

const MAP = `class Map {
  ${common((text) => text)}
  constructor(entries) {
    if (entries !== undefined && entries !== null) for (const [key, value] of entries) this.set(key, value)
  }
  get(key) {
    const place = this.#place(key)
    return place < 0 ? undefined : this.#values[place]
  }
  set(key, value) {
    const place = this.#place(key)
    if (place >= 0) this.#values[place] = value
    else if (!this.#append(key, value)) this.#add(key, value, __hash(key))
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
    if (this.#place(key) < 0 && !this.#append(key)) this.#add(key, __hash(key))
    return this
  }
  forEach(visit) {${each('visit(this.#keys[place], this.#keys[place], this)')}}
  *keys() {${each('yield this.#keys[place]')}}
  *values() {${each('yield this.#keys[place]')}}
  *entries() {${each('yield [this.#keys[place], this.#keys[place]]')}}
  *[Symbol.iterator]() {${each('yield this.#keys[place]')}}
}`

/** The texts of the classes, by the name of what they stand for. */
export const COLLECTIONS: Readonly<Record<string, () => string>> = {
  Map: () => MAP,
  Set: () => SET,
  DataView: dataView,
  Dictionary: () => dictionary('Dictionary'),
  BareDictionary: () => dictionary('BareDictionary'),
}

/**
 * Calls a function (the first argument) for the host, which gives and takes collections as lists of what is in them. For each argument:
 * `Map` or `Set`, with `?` if it may be missing, and `=` if the function only reads it; nothing for what is passed on. What the function
 * did to a collection is done to its list, whichever way the call ends.
 */
export function lendingText(ways: readonly string[]): string {
  const all = ways.map((way, index) => ({
    of: way.slice(0, 3),
    given: `a${index}`,
    made: `m${index}`,
    maybe: way.includes('?'),
    written: !way.includes('='),
  }))
  const lent = all.filter(({ of }) => of !== '')
  const [params, values] = [all.map(({ given }) => given), all.map(({ of, given, made }) => (of === '' ? given : made))]
  const make = lent.map(({ given, made, maybe, of }) => {
    const missing = maybe ? `${given} === undefined ? undefined : ${given} === null ? null : ` : ''
    return `const ${made} = ${missing}new ${of}(${given})`
  })
  const refill = lent.flatMap(({ given, made, maybe, written }) => {
    if (!written) return []
    const text = `${given}.length = 0\n for (const one of ${made}) ${given}.push(one)`
    return [maybe ? `if (${made} !== undefined && ${made} !== null) { ${text} }` : text]
  })
  const back = lent.map(({ given, made, of }) => `if (result instanceof ${of} && result === ${made}) return ${given}`)
  const call = `
    const result = f(${values.join(', ')})
    if (result === undefined) return undefined
    if (result === null) return null
    ${back.join('\n')}
    if (result instanceof Dictionary) return Object.entries(result)
    return result instanceof Map ? [...result] : result instanceof Set ? [...result] : result`
  const body = refill.length === 0 ? call : `try { ${call} } finally { ${refill.join('\n')} }`
  return `(${['f', ...params].join(', ')}) => {
    ${make.join('\n')}
    ${body}
  }`
}

/** What takes its time anyway is called; what is given a closure becomes part of the caller. */
export function wishOfCollection(member: string, ofDictionary: boolean): 'always' | 'never' | 'auto' {
  if (ofDictionary) return 'never'
  if (member === 'forEach') return 'always'
  return /^(#find|#grow|#makeIndex|#after|delete|clear|fields)$/.test(member) ? 'never' : 'auto'
}
