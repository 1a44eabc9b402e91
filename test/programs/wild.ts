/** Source as it is found in the wild: terse, old, generated. */

export function minified(t: Uint8Array, r: number): number {
  for (var e = 0, n = t.length, o = 0 | r; e < n; ) (o = (o << 5) - o + t[e++]), (o |= 0)
  return o >>> 0
}
// run: minified(new Uint8Array([1, 2, 3]), 17)

export function adler32(data: Uint8Array): number {
  let a = 1,
    b = 0
  const MOD = 65521
  for (let i = 0, n = data.length; i < n; ) {
    const m = Math.min(n - i, 3800)
    for (const end = i + m; i < end; i++) (a += data[i]), (b += a)
    a %= MOD
    b %= MOD
  }
  return ((b << 16) | a) >>> 0
}
// run: adler32(new Uint8Array([87, 105, 107, 105])) == 64618901
// run: adler32(new Uint8Array(0)) == 1
// run: adler32(new Uint8Array(10000).fill(255))

export function yoda(n: number): number {
  if (0 === n) return 0
  else if (0 > n) return -1
  var s = 0
  for (var i = n; i--; ) s += i
  return s
}
// run: yoda(5) == 10
// run: yoda(0) == 0
// run: yoda(-4) == -1

export function conditionalUpdates(a: Float64Array): number {
  var c = 0,
    i = -1,
    n = a.length,
    v
  while (++i < n) (v = a[i]) > 0 ? (c += v) : v < 0 && (c -= v)
  return c
}
// run: conditionalUpdates(new Float64Array([1, -2, 3, NaN])) == 6

export function hexAndOctal(): number {
  return 0xff + 0b101 + 0o17 + 1e3 + 0.5 + 5 + 1_000
}
// run: hexAndOctal()

export function indexOfHighest(a: Float64Array): number {
  let m = -1
  for (let i = a.length; i-- > 0; ) (m < 0 || a[i] >= a[m]) && (m = i)
  return m
}
// run: indexOfHighest(new Float64Array([1, 5, 5, 2])) == 1
// run: indexOfHighest(new Float64Array(0)) == -1

export function dualUse(n: number): number {
  let x: number | boolean = n > 3
  if (x) x = n
  return +x
}
// run: dualUse(5) == 5
// run: dualUse(2) == 0

export function unusedThings(a: Float64Array, _unused: number): number {
  const nothing = a[1000]
  let never
  const dead = () => a[0]
  return a.length + (nothing === undefined ? 1 : 0) + (never === undefined ? 1 : 0) + 0 * dead.length
}
// run: unusedThings(new Float64Array(2), 3) == 4

export function semicolonless(a: number): number {
  let b = a
  let c = b
  ;[b, c] = [c + 1, b]
  return b + c
}
// run: semicolonless(3) == 7

export function unicodeNames(größe: number): number {
  const π = 3.25
  const $x = größe
  const _ = $x * π
  return _
}
// run: unicodeNames(2) == 6.5

export function asmStyle(x: number, y: number): number {
  x = x | 0
  y = +y
  var i = 0
  for (; (i | 0) < (x | 0); i = (i + 1) | 0) y = +(y * 0.5)
  return +y
}
// run: asmStyle(3, 16) == 2

export function parameterShadowedByVar(n: number): number {
  var n = n
  n++
  return n
}
// run: parameterShadowedByVar(4) == 5

export function useStrict(n: number): number {
  'use strict'
  return n
}
// run: useStrict(2) == 2

export function assignmentInCondition(a: Int32Array): number {
  let x: number
  let i = 0
  let s = 0
  while ((x = a[i++])) s += x
  return s
}
// run: assignmentInCondition(new Int32Array([3, 4, 0, 5])) == 7
// run: assignmentInCondition(new Int32Array([3, 4])) == 7

export function bitFlags(n: number): number {
  const A = 1 << 0
  const B = 1 << 1
  const C = 1 << 2
  let f = 0
  f |= n > 0 ? A : 0
  f ^= B
  f &= ~C
  return !!(f & A) ? f | C : f
}
// run: bitFlags(1) == 7
// run: bitFlags(-1) == 2
