/** Reads the modules that the compiler writes as far as it takes to put several into one. A test compares it to the compiler's own table. */

export interface Reader {
  readonly data: Uint8Array
  at: number
}

export function readU32(reader: Reader): number {
  let value = 0
  for (let shift = 0; ; shift += 7) {
    const byte = reader.data[reader.at++]!
    value |= (byte & 0x7f) << shift
    if (byte < 0x80) return value >>> 0
  }
}

export function readName(reader: Reader): string {
  const length = readU32(reader)
  reader.at += length
  return new TextDecoder().decode(reader.data.subarray(reader.at - length, reader.at))
}

/** A vector of types of values: a byte each. */
export function skipTypes(reader: Reader): void {
  const count = readU32(reader)
  reader.at += count
}

/** Where the content of each section begins, by its number. */
export function sectionsOf(data: Uint8Array): Map<number, number> {
  const found = new Map<number, number>()
  const reader: Reader = { data, at: 8 }
  while (reader.at < data.length) {
    const id = data[reader.at++]!
    const length = readU32(reader)
    found.set(id, reader.at)
    reader.at += length
  }
  return found
}

/** The end of the instruction that begins there. */
export function endOfInstruction(data: Uint8Array, at: number): number {
  const reader: Reader = { data, at: at + 1 }
  const op = data[at]!
  if (op >= 0x45 && op <= 0xc4) return reader.at
  if (op >= 0x28 && op <= 0x3e) return skipNumbers(reader, 2)
  switch (op) {
    case 0x00: // unreachable
    case 0x01: // nop
    case 0x05: // else
    case 0x0b: // end
    case 0x0f: // return
    case 0x19: // catch_all
    case 0x1a: // drop
    case 0x1b: // select
      return reader.at
    case 0x02: // block
    case 0x03: // loop
    case 0x04: // if
    case 0x06: // try
      return reader.at + 1
    case 0x0c: // br
    case 0x0d: // br_if
    case 0x10: // call
    case 0x20: // local.get
    case 0x21: // local.set
    case 0x22: // local.tee
    case 0x23: // global.get
    case 0x24: // global.set
    case 0x41: // i32.const
    case 0x42: // i64.const
      return skipNumbers(reader, 1)
    case 0x0e: // br_table
      return skipNumbers(reader, readU32(reader) + 1)
    case 0x43: // f32.const
      return reader.at + 4
    case 0x44: // f64.const
      return reader.at + 8
    case 0xfc:
      return extended(reader)
  }
  throw new Error(`the instruction ${op} is not of this compiler`)
}

/** Saturating conversions, and operations on the memory. */
function extended(reader: Reader): number {
  const op = readU32(reader)
  if (op <= 7) return reader.at
  if (op === 0x0a) return reader.at + 2
  if (op === 0x0b) return reader.at + 1
  throw new Error(`the instruction 0xfc ${op} is not of this compiler`)
}

function skipNumbers({ data, at }: Reader, count: number): number {
  let end = at
  for (let left = count; left > 0; left--) {
    while (data[end]! >= 0x80) end++
    end++
  }
  return end
}
