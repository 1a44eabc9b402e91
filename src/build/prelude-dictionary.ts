/**
 * Objects as dictionaries, `{}` to which properties are added by names that are found at run time, as a class in the language itself: a Map
 * of those under indices (`__index`), which JavaScript lists first and in their order, and one of the others.
 * `Object.create(null)` makes one that inherits nothing.
 */

const KNOWN = ' is a property that every object inherits, and is not read as one in compiled code: use a Map, or Object.create(null)'

export function dictionary(name: string): string {
  const bare = name === 'BareDictionary'
  const unlessBare = (text: string): string => (bare ? '' : text)
  const toText = "const name = typeof key === 'string' ? key : `${key}`"
  return `class ${name} {
  #texts = new Map()
  #numbers = new Map()
  constructor(from) {
    if (from !== undefined) this.fill(from)
  }
  fill(from) {
    if (from === undefined || from === null) return this
    const entries = from.entries()
    for (const [key, value] of entries) this.put(key, value)
    return this
  }
  get(key) {
    const index = __index(key)
    if (index >= 0) return this.#numbers.get(index)
    ${toText}
    ${unlessBare(`if (!this.#texts.has(name) && __inherited(name)) throw new RangeError(name + '${KNOWN}')`)}
    return this.#texts.get(name)
  }
  put(key, value) {
    const index = __index(key)
    if (index >= 0) {
      this.#numbers.set(index, value)
      return
    }
    ${toText}
    ${unlessBare(`if (name.length === 9 && name === '__proto__') throw new RangeError(name + '${KNOWN}')`)}
    this.#texts.set(name, value)
  }
  owns(key) {
    const index = __index(key)
    if (index >= 0) return this.#numbers.has(index)
    ${toText}
    return this.#texts.has(name)
  }
  within(key) {
    if (this.owns(key)) return true
    ${unlessBare(`if (__index(key) >= 0) return false
    ${toText}
    return __inherited(name)`)}
    ${bare ? 'return false' : ''}
  }
  remove(key) {
    const index = __index(key)
    if (index >= 0) {
      this.#numbers.delete(index)
      return true
    }
    ${toText}
    this.#texts.delete(name)
    return true
  }
  hasOwnProperty(key) {
    const name = 'hasOwnProperty'
    if (this.#texts.has(name)) throw new RangeError(name + '${KNOWN}')
    return this.owns(key)
  }
  // From the smallest on.
  #indices() {
    const indices = new Uint32Array(this.#numbers.size)
    let at = 0
    this.#numbers.forEach((value, index) => {
      indices[at++] = index
    })
    return indices.sort()
  }
  // What is under the indices, in their order.
  #values() {
    const [places, values, list] = [new Map(), [], []]
    for (const [index, value] of this.#numbers) {
      places.set(index, values.length)
      values.push(value)
    }
    for (const index of this.#indices()) list.push(values[places.get(index) | 0])
    return list
  }
  keys() {
    const list = []
    for (const index of this.#indices()) list.push(\`\${index}\`)
    this.#texts.forEach((value, name) => {
      list.push(name)
    })
    return list
  }
  values() {
    const list = this.#values()
    this.#texts.forEach((value) => {
      list.push(value)
    })
    return list
  }
  entries() {
    const [list, values] = [[], this.#values()]
    for (const [place, index] of this.#indices().entries()) list.push([\`\${index}\`, values[place]])
    for (const [name, value] of this.#texts) list.push([name, value])
    return list
  }
}`
}

const INHERITED = [
  ...['valueOf', 'toString', '__proto__', 'constructor', 'isPrototypeOf', 'hasOwnProperty', 'toLocaleString'],
  ...['__defineGetter__', '__defineSetter__', '__lookupGetter__', '__lookupSetter__', 'propertyIsEnumerable'],
]
const LENGTHS = [...new Set(INHERITED.map(({ length }) => length))]

export const DICTIONARY_STATICS: Readonly<Record<string, string>> = {
  'Object.fromEntries': `(entries) => {
    const made = {}
    for (const [key, value] of entries) made[key] = value
    return made
  }`,
}

export const DICTIONARY_HELPERS: Readonly<Record<string, string>> = {
  // The index of an element that a name is that of, or -1.
  __index: `(key) => {
    if (typeof key === 'number') {
      const whole = key >>> 0
      return whole === key && whole !== 4294967295 ? whole : -1
    }
    const text = typeof key === 'string' ? key : \`\${key}\`
    const length = text.length
    if (length === 0 || length > 10) return -1
    const first = text.charCodeAt(0) - 48
    if (first < 0 || first > 9) return -1
    if (first === 0) return length === 1 ? 0 : -1
    let value = first
    for (let at = 1; at < length; at++) {
      const digit = text.charCodeAt(at) - 48
      if (digit < 0 || digit > 9) return -1
      value = value * 10 + digit
    }
    return value < 4294967295 ? value : -1
  }`,

  // Is it the name of what every object has from Object.prototype?
  __inherited: `(name) => {
    switch (name.length) {
      ${LENGTHS.map((length) => {
        const names = INHERITED.filter((one) => one.length === length)
        return `case ${length}: return ${names.map((one) => `name === '${one}'`).join(' || ')}`
      }).join('\n      ')}
      default: return false
    }
  }`,
}
