/**
 * `DataView` as a class in the language itself: bytes put together by shifts, doubles and 64-bit integers by way of eight bytes that are
 * seen as each of them.
 */

const READ = (name: string, size: number, value: string): string => `
  get${name}(index, little) {
    const at = this.#at(index, ${size})
    const bytes = this.#bytes
    ${value}
  }`

const WRITE = (name: string, size: number, value: string): string => `
  set${name}(index, value, little) {
    const at = this.#at(index, ${size})
    const bytes = this.#bytes
    ${value}
  }`

const HALF = '(little ? (bytes[at] & 255) | (bytes[at + 1] << 8) : (bytes[at] << 8) | (bytes[at + 1] & 255))'
const WORD = `(little
      ? (bytes[at] & 255) | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)
      : (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | (bytes[at + 3] & 255))`

/** Bytes of an integer, the lowest first or last. */
const bytesOf = (size: number): string => `for (let i = 0; i < ${size}; i++) bytes[at + (little ? i : ${size - 1} - i)] = word >> (8 * i)`

const gather = (size: number): string => `for (let i = 0; i < ${size}; i++) this.#room[little ? i : ${size - 1} - i] = bytes[at + i] & 255`
const spread = (size: number): string => `for (let i = 0; i < ${size}; i++) bytes[at + i] = this.#room[little ? i : ${size - 1} - i] & 255`

/** Kinds that are seen through a typed array over the eight bytes. */
const WIDE: readonly (readonly [name: string, size: number, field: string])[] = [
  ['Float32', 4, '#singles'],
  ['Float64', 8, '#doubles'],
  ['BigInt64', 8, '#longs'],
  ['BigUint64', 8, '#unsigned'],
]

export const dataView = (): string => `class DataView {
  #bytes
  #room = new Uint8Array(8)
  ${WIDE.map(([name, , field]) => `${field} = new ${name}Array(this.#room.buffer)`).join('\n  ')}

  constructor(buffer, offset, length) {
    const start = offset === undefined ? 0 : Math.trunc(offset) || 0
    if (start < 0 || start > buffer.byteLength) throw new RangeError(\`Start offset \${start} is outside the bounds of the buffer\`)
    const rest = buffer.byteLength - start
    const size = length === undefined ? rest : Math.trunc(length) || 0
    if (size < 0 || size > rest) throw new RangeError(\`Invalid DataView length \${size}\`)
    this.#bytes = new Uint8Array(buffer, start, size)
  }

  get byteLength() {
    return this.#bytes.length
  }

  get byteOffset() {
    return this.#bytes.byteOffset
  }

  get buffer() {
    return this.#bytes.buffer
  }

  #at(index, size) {
    const at = index === undefined ? 0 : Math.trunc(index) || 0
    if (at < 0 || at + size > this.#bytes.length) throw new RangeError('Offset is outside the bounds of the DataView')
    return at | 0
  }
  ${READ('Int8', 1, 'return (bytes[at] << 24) >> 24')}
  ${READ('Uint8', 1, 'return bytes[at] & 255')}
  ${READ('Int16', 2, `return (${HALF} << 16) >> 16`)}
  ${READ('Uint16', 2, `return ${HALF} & 65535`)}
  ${READ('Int32', 4, `return ${WORD}`)}
  ${READ('Uint32', 4, `return ${WORD} >>> 0`)}
  ${WIDE.map(([name, size, field]) => READ(name, size, `${gather(size)}\n    return this.${field}[0]`)).join('\n')}
  ${['Int8', 'Uint8'].map((name) => WRITE(name, 1, 'bytes[at] = value')).join('\n')}
  ${['Int16', 'Uint16'].map((name) => WRITE(name, 2, `const word = value | 0\n    ${bytesOf(2)}`)).join('\n')}
  ${['Int32', 'Uint32'].map((name) => WRITE(name, 4, `const word = value | 0\n    ${bytesOf(4)}`)).join('\n')}
  ${WIDE.map(([name, size, field]) => WRITE(name, size, `this.${field}[0] = value\n    ${spread(size)}`)).join('\n')}
}`
