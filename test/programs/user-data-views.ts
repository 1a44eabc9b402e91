/** `DataView`, as parsers and writers of binary formats use it. */

export function floatBits(x: number): number[] {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, x)
  return [
    view.getUint32(0),
    view.getUint32(4),
    view.getInt32(4, true),
    view.getUint8(7),
    view.getInt8(0),
    view.getInt16(1),
    view.getUint16(1, true),
  ]
}
// run: floatBits(1.1)
// run: floatBits(-0)
// run: floatBits(-1e300)

export function everyKind(index: number, value: number, little: boolean): number[] {
  const bytes = new Uint8Array(24)
  const view = new DataView(bytes.buffer, 4, 16)
  const out: number[] = [view.byteLength, view.byteOffset, view.buffer.byteLength]
  view.setInt8(index, value)
  out.push(view.getInt8(index), view.getUint8(index))
  view.setUint16(index, value, little)
  out.push(view.getInt16(index, little), view.getUint16(index, !little))
  view.setInt32(index, value, little)
  out.push(view.getInt32(index, little), view.getUint32(index, little), view.getInt32(index))
  view.setFloat32(index, value, little)
  out.push(view.getFloat32(index, little), view.getUint32(index))
  view.setFloat64(index, value, little)
  out.push(view.getFloat64(index, little), view.getFloat64(index, little))
  view.setUint8(15, 300)
  return [...out, ...bytes]
}
// run: everyKind(0, 1.5, true)
// run: everyKind(3, -70000.25, false)
// run: everyKind(8, 4e9, true)
// run: everyKind(2.9, Infinity, false)
// run: everyKind(NaN, -1, true)
// run: everyKind(9, 1, true)
// run: everyKind(-1, 1, true)
// run: everyKind(-0.5, 3, true)
// run: everyKind(1e12, 3, true)

export function longs(x: bigint, little: boolean): string {
  const view = new DataView(new ArrayBuffer(20), 1)
  view.setBigInt64(3, x, little)
  view.setBigUint64(11, x, !little)
  return `${view.getBigInt64(3, little)} ${view.getBigUint64(3, little)} ${view.getBigInt64(11)} ${view.getBigUint64(11, true)} ${view.byteLength}`
}
// run: longs(1n, true)
// run: longs(-2n, false)
// run: longs(0x123456789abcdefn, true)

export function header(data: Uint8Array): { magic: number; width: number; height: number; gamma: number } {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  const magic = view.getUint32(0)
  const little = view.getUint16(4) === 0x4949
  return { magic, width: view.getUint16(6, little), height: view.getInt16(8, little), gamma: view.getFloat32(10, little) }
}
// run: header(new Uint8Array([1, 2, 3, 4, 0x49, 0x49, 5, 1, 255, 255, 0, 0, 128, 63]))
// run: header(new Uint8Array([255, 2, 3, 4, 0, 0, 5, 1, 255, 254, 63, 128, 0, 0]))
// run: header(new Uint8Array([1, 2, 3]))

export function outside(start: number, length: number): number {
  const buffer = new ArrayBuffer(8)
  return new DataView(buffer, start, length).byteLength + new DataView(buffer, start).byteLength
}
// run: outside(2, 4) == 10
// run: outside(9, 0)
// run: outside(4, 5)

/** Writes a file of records and reads it again. */
class Writer {
  view: DataView
  at = 0
  constructor(size: number) {
    this.view = new DataView(new ArrayBuffer(size))
  }
  u8(x: number): this {
    this.view.setUint8(this.at++, x)
    return this
  }
  f32(x: number): this {
    this.view.setFloat32(this.at, x, true)
    this.at += 4
    return this
  }
}

export function written(n: number): number {
  const writer = new Writer(n * 5)
  for (let i = 0; i < n; i++) writer.u8(i).f32(i / 3)
  let sum = 0
  for (let i = 0; i < n; i++) sum += writer.view.getUint8(i * 5) * writer.view.getFloat32(i * 5 + 1, true)
  return sum
}
// run: written(10)
