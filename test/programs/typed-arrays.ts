/** Element access, in and out of range, element kinds, aliasing, and views. */

export function dot(a: Float64Array, b: Float64Array): number {
  let s = 0
  for (let i = 0; i < a.length; i++) s += a[i] * b[i]
  return s
}
// run: dot(new Float64Array([1, 2]), new Float64Array([3, 4])) == 11
// run: dot(new Float64Array([1, 2]), new Float64Array([3]))
// run: dot(new Float64Array(0), new Float64Array(0)) == 0
// run: dot(new Float64Array([-0]), new Float64Array([5]))
// run: a = new Float64Array([1, NaN, Infinity]); dot(a, a)
// run: dot(new Int32Array([1, 2]), new Uint8Array([3, 4])) == 11
// run: dot(new Float32Array([0.1, 2]), new Float64Array([3, 4]))

export function get(a: Float64Array, i: number): number {
  return a[i] + 0
}
// run: get(new Float64Array([1, 2, 3]), 1) == 2
// run: get(new Float64Array([1, 2, 3]), 3)
// run: get(new Float64Array([1, 2, 3]), -1)
// run: get(new Float64Array([1, 2, 3]), 0.5)
// run: get(new Float64Array([1, 2, 3]), -0) == 1
// run: get(new Float64Array([1, 2, 3]), NaN)
// run: get(new Float64Array([1, 2, 3]), 4294967296)
// run: get(new Float64Array([1, 2, 3]), 2147483648)
// run: get(new Float64Array(0), 0)
// run: get(new Int8Array([-1]), 0) == -1

export function set(a: Float64Array, i: number, x: number): void {
  a[i] = x
}
// run: set(new Float64Array(2), 1, 5)
// run: set(new Float64Array(2), 2, 5)
// run: set(new Float64Array(2), -1, 5)
// run: set(new Float64Array(2), 0.5, 5)
// run: set(new Float64Array(2), NaN, 5)
// run: set(new Float64Array(2), 4294967296, 5)
// run: set(new Int8Array(2), 1, 200)
// run: set(new Uint8Array(2), 1, -1)
// run: set(new Uint8ClampedArray(2), 1, 300.7)
// run: set(new Uint8ClampedArray(2), 1, 1.5)
// run: set(new Uint8ClampedArray(2), 1, 2.5)
// run: set(new Uint8ClampedArray(2), 1, NaN)
// run: set(new Uint8ClampedArray(2), 1, -5)
// run: set(new Int16Array(2), 1, 40000)
// run: set(new Uint16Array(2), 1, -1.5)
// run: set(new Int32Array(2), 1, 1e20)
// run: set(new Uint32Array(2), 1, -1)
// run: set(new Float32Array(2), 1, 0.1)
// run: set(new Int32Array(2), 1, NaN)

export function kinds(i8: Int8Array, u8: Uint8Array, i16: Int16Array, u16: Uint16Array, i32: Int32Array, u32: Uint32Array): number {
  let s = 0
  for (let i = 0; i < 3; i++) {
    s += i8[i] + u8[i] + i16[i] + u16[i] + i32[i] + u32[i]
    i8[i] = s
    u8[i] = s
    i16[i] = s
    u16[i] = s
    i32[i] = s
    u32[i] = s
  }
  return s
}
// run: kinds(new Int8Array([-128, 127, 0]), new Uint8Array([255, 0, 1]), new Int16Array([-32768, 32767, 1]), new Uint16Array([65535, 0, 1]), new Int32Array([-2147483648, 2147483647, 0]), new Uint32Array([4294967295, 4294967295, 1]))

export function float32Sum(a: Float32Array): number {
  let s = 0
  for (let i = 0; i < a.length; i++) s += a[i]
  return s
}
// run: float32Sum(new Float32Array([0.1, 0.2, 0.3]))
// run: float32Sum(new Float32Array([1e38, 1e38, 1e38, 1e38]))

export function unsignedElements(a: Uint32Array): number {
  let s = 0
  for (let i = 0; i < a.length; i++) s += a[i] * 2
  return s
}
// run: unsignedElements(new Uint32Array([4294967295, 4294967295])) == 17179869180

export function incrementElements(a: Uint8Array): number {
  let last = 0
  for (let i = 0; i < a.length; i++) {
    last = a[i]++
    a[i] += 250
    a[i] <<= 1
    ++a[i]
  }
  return last
}
// run: incrementElements(new Uint8Array([0, 5, 255]))
// run: incrementElements(new Uint8Array(0))

export function assignmentValue(a: Uint8Array, x: number): number {
  return (a[0] = x)
}
// run: assignmentValue(new Uint8Array(1), 300) == 300
// run: assignmentValue(new Uint8Array(1), -0.5) == -0.5
// run: assignmentValue(new Uint8Array(0), 7) == 7

export function compoundOutside(a: Float64Array, i: number): number {
  return (a[i] += 1)
}
// run: compoundOutside(new Float64Array([1]), 0) == 2
// run: compoundOutside(new Float64Array([1]), 1)

export function swap(a: Float64Array, i: number, j: number): void {
  ;[a[i], a[j]] = [a[j], a[i]]
}
// run: swap(new Float64Array([1, 2, 3]), 0, 2)
// run: swap(new Float64Array([1, 2, 3]), 1, 1)
// run: swap(new Float64Array([1, 2, 3]), 0, 3)

export function reverse(a: Int32Array): void {
  for (let i = 0, j = a.length - 1; i < j; i++, j--) {
    const t = a[i]
    a[i] = a[j]
    a[j] = t
  }
}
// run: reverse(new Int32Array([1, 2, 3, 4]))
// run: reverse(new Int32Array(0))

export function aliased(a: Float64Array, b: Float64Array): number {
  for (let i = 0; i < b.length; i++) b[i] = a[i] + 1
  return a[0] + b[0]
}
// run: a = new Float64Array([1, 2, 3]); aliased(a, a)
// run: a = new Float64Array([1, 2, 3, 4]); aliased(a, a.subarray(1))
// run: a = new Float64Array([1, 2, 3, 4]); aliased(a.subarray(1), a)
// run: a = new Float64Array([1, 2, 3, 4]); aliased(a.subarray(0, 2), a.subarray(2))

export function aliasedKinds(bytes: Uint8Array, words: Uint32Array): number {
  words[0] = 0x01020304
  const first = bytes[0]
  bytes[3] = 255
  return words[0] * 256 + first
}
// run: b = new ArrayBuffer(8); aliasedKinds(new Uint8Array(b), new Uint32Array(b))
// run: b = new ArrayBuffer(8); aliasedKinds(new Uint8Array(b, 4), new Uint32Array(b, 0))
// run: aliasedKinds(new Uint8Array(8), new Uint32Array(2))

export function returnsArgument(a: Float64Array): Float64Array {
  a[0] = 9
  return a
}
// run: returnsArgument(new Float64Array(2))

export function returnsSubarray(a: Float64Array, from: number, to: number): Float64Array {
  const part = a.subarray(from, to)
  part[0] = 7
  return part
}
// run: returnsSubarray(new Float64Array([1, 2, 3, 4]), 1, 3)
// run: returnsSubarray(new Float64Array([1, 2, 3, 4]), -2, 4)
// run: returnsSubarray(new Float64Array([1, 2, 3, 4]), 3, 1)

export function returnsNew(n: number): Float64Array {
  const a = new Float64Array(n)
  for (let i = 0; i < n; i++) a[i] = i * i
  return a
}
// run: returnsNew(5)
// run: returnsNew(0)

export function lengths(a: Float32Array): number {
  return a.length * 1000000 + a.byteLength * 1000 + a.byteOffset + a.BYTES_PER_ELEMENT
}
// run: lengths(new Float32Array(3))
// run: lengths(new Float32Array(8).subarray(2, 5))

export function viewsOverOneBuffer(x: number): number {
  const buffer = new ArrayBuffer(8)
  const f = new Float64Array(buffer)
  const u = new Uint32Array(buffer)
  f[0] = x
  return u[1] * 4 + u[0]
}
// run: viewsOverOneBuffer(1)
// run: viewsOverOneBuffer(-0)
// run: viewsOverOneBuffer(1e-310)

export function fastInverseSquareRoot(x: number): number {
  const f = new Float32Array(1)
  const i = new Int32Array(f.buffer)
  f[0] = x
  i[0] = 0x5f3759df - (i[0] >> 1)
  let y = f[0]
  y = y * (1.5 - x * 0.5 * y * y)
  return y
}
// run: fastInverseSquareRoot(4)
// run: fastInverseSquareRoot(0.15625)

export function partialViews(n: number): number {
  const buffer = new ArrayBuffer(32)
  const whole = new Uint8Array(buffer)
  const middle = new Uint16Array(buffer, 8, 4)
  for (let i = 0; i < middle.length; i++) middle[i] = n * (i + 1)
  let s = 0
  for (let i = 0; i < whole.length; i++) s = s * 3 + whole[i]
  return s
}
// run: partialViews(300)

export function badView(offset: number): number {
  return new Float64Array(new ArrayBuffer(16), offset).length
}
// run: badView(8) == 1
// run: badView(16) == 0

export function negativeLength(n: number): number {
  return new Float64Array(n).length
}
// run: negativeLength(3) == 3
// run: negativeLength(-1) throws RangeError

export function matrixMultiply(a: Float64Array, b: Float64Array, c: Float64Array, n: number): void {
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      let s = 0
      for (let k = 0; k < n; k++) s += a[i * n + k] * b[k * n + j]
      c[i * n + j] = s
    }
}
// run: matrixMultiply(new Float64Array([1, 2, 3, 4]), new Float64Array([5, 6, 7, 8]), new Float64Array(4), 2)
// run: a = new Float64Array([1, 2, 3, 4]); matrixMultiply(a, a, a, 2)
// run: matrixMultiply(new Float64Array([1, 2, 3]), new Float64Array([5, 6, 7, 8]), new Float64Array(4), 2)
// run: matrixMultiply(new Float64Array(1), new Float64Array(1), new Float64Array(1), 0)

export function prefixSum(a: Float64Array): void {
  for (let i = 1; i < a.length; i++) a[i] += a[i - 1]
}
// run: prefixSum(new Float64Array([1, 2, 3, 4]))
// run: prefixSum(new Float64Array(1))
// run: prefixSum(new Float64Array(0))

export function readsOnePast(a: Int32Array): number {
  let c = 0
  let x = a[0]
  for (let i = 0; i < a.length; ) {
    c += x
    x = a[++i]
  }
  return c
}
// run: readsOnePast(new Int32Array([1, 2, 3])) == 6
// run: readsOnePast(new Int32Array(0)) == 0

export function histogram(data: Uint8Array, bins: Uint32Array): void {
  for (const x of data) bins[x]++
}
// run: histogram(new Uint8Array([1, 2, 2, 255]), new Uint32Array(4))
// run: histogram(new Uint8Array(0), new Uint32Array(1))

export function gather(a: Float64Array, index: Int32Array, out: Float64Array): void {
  for (let i = 0; i < index.length; i++) out[i] = a[index[i]]
}
// run: gather(new Float64Array([1, 2, 3]), new Int32Array([2, 0, -1, 3]), new Float64Array(4))

export function scatterFloatIndex(a: Float64Array, index: Float64Array): void {
  for (let i = 0; i < index.length; i++) a[index[i]] += 1
}
// run: scatterFloatIndex(new Float64Array(3), new Float64Array([0, 1, 1.5, NaN, 2, 7, -1]))

export function maxIndex(a: Float64Array): number {
  let best = 0
  for (let i = 1; i < a.length; i++) if (a[i] > a[best]) best = i
  return best
}
// run: maxIndex(new Float64Array([3, 9, 2, 9])) == 1
// run: maxIndex(new Float64Array([NaN, 9])) == 0
// run: maxIndex(new Float64Array(0)) == 0

export function arrayFromLiteral(x: number): number {
  const a = new Float64Array([x, x * 2, 3])
  const b = new Int32Array(a)
  return a[0] + a[1] * 10 + b[1] * 100 + b.length
}
// run: arrayFromLiteral(1.5)

export function chooseArray(flag: boolean, a: Float64Array, b: Float64Array): number {
  const c = flag ? a : b
  c[0]++
  return c.length
}
// run: chooseArray(true, new Float64Array(2), new Float64Array(3)) == 2
// run: a = new Float64Array(2); chooseArray(false, a, a)

export function stencil(a: Float64Array, b: Float64Array, width: number, height: number): void {
  for (let y = 1; y < height - 1; y++)
    for (let x = 1; x < width - 1; x++) {
      const i = y * width + x
      b[i] = (a[i - 1] + a[i + 1] + a[i - width] + a[i + width] - 4 * a[i]) * 0.25
    }
}
// run: stencil(new Float64Array([1, 2, 3, 4, 5, 6, 7, 8, 10]), new Float64Array(9), 3, 3)
// run: stencil(new Float64Array(4), new Float64Array(4), 3, 3)

export function outsideOfTwo(a: Int32Array, b: Float64Array): number {
  const x = a[a.length] | 0
  const y = b[b.length]
  return x + (y === undefined ? 10 : 20)
}
// run: outsideOfTwo(new Int32Array(2), new Float64Array(1)) == 10

export function viewLengths(offset: number, length: number): number {
  const buffer = new ArrayBuffer(24)
  const view = new Int32Array(buffer, offset, length)
  return view.length * 1000 + view.byteOffset + view.buffer.byteLength
}
// run: viewLengths(8, 2) == 2032
// run: viewLengths(24, 0) == 48
// run: viewLengths(6, 1) throws RangeError
// run: viewLengths(-4, 1) throws RangeError
// run: viewLengths(28, 0) throws RangeError
// run: viewLengths(8, 5) throws RangeError
// run: viewLengths(8, -1) throws RangeError
// run: viewLengths(NaN, 1.9) == 1024

export function viewOfOddBuffer(bytes: number): number {
  return new Uint16Array(new ArrayBuffer(bytes)).length
}
// run: viewOfOddBuffer(6) == 3
// run: viewOfOddBuffer(5) throws RangeError
// run: viewOfOddBuffer(-1) throws RangeError

export function writesThroughView(a: Float64Array, x: number): number {
  const words = new Uint32Array(a.buffer, a.byteOffset, a.length * 2)
  words[1] = x
  return a[0] + 0
}
// run: writesThroughView(new Float64Array([1, 2]), 1074266112) == 3
// run: writesThroughView(new Float64Array([1, 2, 3, 4]).subarray(1, 3), 1074266112)
// run: writesThroughView(new Float64Array(0), 5)

export function returnsView(a: Uint8Array): Uint32Array {
  const view = new Uint32Array(a.buffer)
  view[0] += 1
  return view
}
// run: returnsView(new Uint8Array([255, 1, 0, 0, 9, 9, 9, 9]))

export function returnsViewOfOwn(n: number): Uint16Array {
  const bytes = new Uint8Array(n)
  for (let i = 0; i < n; i++) bytes[i] = i
  return new Uint16Array(bytes.buffer, 2)
}
// run: returnsViewOfOwn(8)

export function bufferInTheLoop(n: number): number {
  const buffers = [new ArrayBuffer(8), new ArrayBuffer(16)]
  let s = 0
  for (let i = 0; i < n; i++) {
    const view = new Int16Array(buffers[i & 1])
    view[i % 4] += i
    s += view[0] * 10 + view.length
  }
  return buffers[1] instanceof ArrayBuffer ? s : -1
}
// run: bufferInTheLoop(20)

export function dissect(x: number): string {
  const view = new Float64Array([x])
  const [low, high] = new Uint32Array(view.buffer)
  return `${high >>> 31} ${(high >>> 20) & 2047} ${high & 1048575} ${low}`
}
// run: dissect(-1.5)
// run: dissect(0.1)

export function beyondTheView(a: Float64Array): number {
  return new Float64Array(a.buffer).length
}
// run: beyondTheView(new Float64Array(3)) == 3

export function sameViewAgain(a: Float64Array): number {
  const bytes = new Uint8Array(a.buffer, a.byteOffset, a.byteLength)
  bytes.fill(0, 0, 8)
  return bytes.length
}
// run: sameViewAgain(new Float64Array([1, 2, 3]).subarray(1)) == 16

/** What is read outside is undefined: 0 in an array of integers; an integer read for an array of floats cannot keep it. */
export function storesWhatIsOutside(a: Int32Array, b: Float64Array): void {
  a[1] = a[2]
  b[0] = a[5]
  a[0] = b[9]
}
// run: storesWhatIsOutside(new Int32Array([1, 2]), new Float64Array([7])) throws RangeError
// run: storesWhatIsOutside(new Int32Array([1, 2, 3, 4, 5, 6]), new Float64Array([7]))

export function shiftsDown(a: Uint8Array): void {
  for (let i = 0; i < a.length; i++) a[i] = a[i + 1]
}
// run: shiftsDown(new Uint8Array([1, 2, 3]))
// run: shiftsDown(new Uint8Array(0))
