/** Hashes, codecs and string search on bytes. */

export function knuthMorrisPratt(text: Uint8Array, pattern: Uint8Array): number {
  const fail = new Int32Array(pattern.length)
  for (let i = 1, k = 0; i < pattern.length; i++) {
    while (k > 0 && pattern[i] !== pattern[k]) k = fail[k - 1]
    if (pattern[i] === pattern[k]) k++
    fail[i] = k
  }
  for (let i = 0, k = 0; i < text.length; i++) {
    while (k > 0 && text[i] !== pattern[k]) k = fail[k - 1]
    if (text[i] === pattern[k]) k++
    if (k === pattern.length) return i - k + 1
  }
  return -1
}
// run: knuthMorrisPratt(new Uint8Array([1, 2, 1, 2, 1, 3]), new Uint8Array([1, 2, 1, 3])) == 2
// run: knuthMorrisPratt(new Uint8Array([1, 2]), new Uint8Array([3])) == -1
// run: knuthMorrisPratt(new Uint8Array(0), new Uint8Array(0))

const K = new Uint32Array(64)
const INITIAL = new Uint32Array(8)
{
  let n = 0
  for (let candidate = 2; n < 64; candidate++) {
    let prime = true
    for (let d = 2; d * d <= candidate; d++) if (candidate % d === 0) prime = false
    if (!prime) continue
    if (n < 8) INITIAL[n] = (Math.sqrt(candidate) % 1) * 4294967296
    K[n++] = (Math.cbrt(candidate) % 1) * 4294967296
  }
}

export function sha256(message: Uint8Array): Uint32Array {
  const rotate = (x: number, k: number) => (x >>> k) | (x << (32 - k))
  const h = INITIAL.slice()
  const length = message.length
  const padded = new Uint8Array((((length + 8) >> 6) + 1) << 6)
  padded.set(message)
  padded[length] = 0x80
  for (let i = 0; i < 4; i++) padded[padded.length - 1 - i] = (length * 8) >>> (8 * i)
  const w = new Uint32Array(64)
  for (let block = 0; block < padded.length; block += 64) {
    for (let i = 0; i < 16; i++) {
      const at = block + i * 4
      w[i] = (padded[at] << 24) | (padded[at + 1] << 16) | (padded[at + 2] << 8) | padded[at + 3]
    }
    for (let i = 16; i < 64; i++) {
      const s0 = rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ (w[i - 15] >>> 3)
      const s1 = rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ (w[i - 2] >>> 10)
      w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0
    }
    let [a, b, c, d, e, f, g, k] = [h[0], h[1], h[2], h[3], h[4], h[5], h[6], h[7]]
    for (let i = 0; i < 64; i++) {
      const t1 = (k + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0
      const t2 = ((rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
      k = g
      g = f
      f = e
      e = (d + t1) | 0
      d = c
      c = b
      b = a
      a = (t1 + t2) | 0
    }
    h[0] += a
    h[1] += b
    h[2] += c
    h[3] += d
    h[4] += e
    h[5] += f
    h[6] += g
    h[7] += k
  }
  return h
}
// run: sha256(new Uint8Array([97, 98, 99])) == new Uint32Array([0xba7816bf, 0x8f01cfea, 0x414140de, 0x5dae2223, 0xb00361a3, 0x96177a9c, 0xb410ff61, 0xf20015ad])
// run: sha256(new Uint8Array(0))
// run: sha256(new Uint8Array(200).fill(7))

export function mersenneTwister(seed: number, n: number): number {
  const mt = new Uint32Array(624)
  mt[0] = seed
  for (let i = 1; i < 624; i++) mt[i] = Math.imul(1812433253, mt[i - 1] ^ (mt[i - 1] >>> 30)) + i
  let index = 624
  let y = 0
  for (let k = 0; k < n; k++) {
    if (index >= 624) {
      for (let i = 0; i < 624; i++) {
        y = (mt[i] & 0x80000000) | (mt[(i + 1) % 624] & 0x7fffffff)
        mt[i] = mt[(i + 397) % 624] ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0)
      }
      index = 0
    }
    y = mt[index++]
    y ^= y >>> 11
    y ^= (y << 7) & 0x9d2c5680
    y ^= (y << 15) & 0xefc60000
    y ^= y >>> 18
  }
  return y >>> 0
}
// run: mersenneTwister(5489, 1) == 3499211612
// run: mersenneTwister(5489, 700)

export function base64(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(Math.ceil(bytes.length / 3) * 4)
  const digit = (v: number) => (v < 26 ? 65 + v : v < 52 ? 71 + v : v < 62 ? v - 4 : v === 62 ? 43 : 47)
  let o = 0
  for (let i = 0; i < bytes.length; i += 3) {
    const word = (bytes[i] << 16) | (bytes[i + 1] << 8) | bytes[i + 2]
    out[o++] = digit(word >> 18)
    out[o++] = digit((word >> 12) & 63)
    out[o++] = i + 1 < bytes.length ? digit((word >> 6) & 63) : 61
    out[o++] = i + 2 < bytes.length ? digit(word & 63) : 61
  }
  return out
}
// run: base64(new Uint8Array([77, 97, 110]))
// run: base64(new Uint8Array([77, 97, 255, 254]))
// run: base64(new Uint8Array(0))

export function runLength(bytes: Uint8Array): number[] {
  const out: number[] = []
  let i = 0
  while (i < bytes.length) {
    const start = i
    while (i < bytes.length && bytes[i] === bytes[start]) ++i
    out.push(bytes[start], i - start)
  }
  return out
}
// run: runLength(new Uint8Array([1, 1, 2, 3, 3, 3]))
// run: runLength(new Uint8Array(0))

export function utf8Decode(bytes: Uint8Array): number[] {
  const out: number[] = []
  for (let i = 0; i < bytes.length; ) {
    const b = bytes[i++]
    if (b < 0x80) out.push(b)
    else if (b < 0xe0) out.push(((b & 31) << 6) | (bytes[i++] & 63))
    else if (b < 0xf0) out.push(((b & 15) << 12) | ((bytes[i++] & 63) << 6) | (bytes[i++] & 63))
    else throw new RangeError(`byte ${b} at ${i - 1} not supported`)
  }
  return out
}
// run: utf8Decode(new Uint8Array([97, 195, 164, 226, 130, 172]))
// run: utf8Decode(new Uint8Array([240, 159]))
// run: utf8Decode(new Uint8Array([226]))

export function readVarints(bytes: Uint8Array): bigint {
  let total = 0n
  let i = 0
  while (i < bytes.length) {
    let shift = 0n
    let value = 0n
    for (;;) {
      const b = bytes[i++]
      if (b === undefined) throw new Error('truncated')
      value |= BigInt(b & 127) << shift
      if (b < 128) break
      shift += 7n
    }
    total += value
  }
  return total
}
// run: readVarints(new Uint8Array([172, 2, 1])) == 301n
// run: readVarints(new Uint8Array([128]))

export function xxHash32(data: Uint8Array, seed: number): number {
  const rotate = (x: number, k: number) => (x << k) | (x >>> (32 - k))
  let h = (seed + 374761393 + data.length) | 0
  let i = 0
  for (; i + 4 <= data.length; i += 4) {
    const word = data[i] | (data[i + 1] << 8) | (data[i + 2] << 16) | (data[i + 3] << 24)
    h = Math.imul(rotate(h + Math.imul(word, -1028477379), 17), 668265263)
  }
  for (; i < data.length; i++) h = Math.imul(rotate(h + Math.imul(data[i], 374761393), 11), -1640531535)
  h = Math.imul(h ^ (h >>> 15), -2048144777)
  h = Math.imul(h ^ (h >>> 13), -1028477379)
  return (h ^ (h >>> 16)) >>> 0
}
// run: xxHash32(new Uint8Array([1, 2, 3, 4, 5, 6, 7]), 0)

export function lookAndSay(steps: number): number {
  let now: number[] = [1]
  for (let s = 0; s < steps; s++) {
    const next: number[] = []
    for (let i = 0; i < now.length; ) {
      let j = i
      while (now[j] === now[i]) j++
      next.push(j - i)
      next.push(now[i])
      i = j
    }
    now = next
  }
  return now.length
}
// run: lookAndSay(10)

export function brainfuck(code: Uint8Array, output: Uint8Array): number {
  const tape = new Uint8Array(64)
  const stack: number[] = []
  let pointer = 0
  let written = 0
  for (let pc = 0; pc < code.length; pc++) {
    switch (code[pc]) {
      case 62:
        pointer++
        break
      case 60:
        pointer--
        break
      case 43:
        tape[pointer]++
        break
      case 45:
        tape[pointer]--
        break
      case 46:
        output[written++] = tape[pointer]
        break
      case 91:
        if (tape[pointer]) {
          stack.push(pc)
          break
        }
        for (let depth = 1; depth > 0; ) {
          pc++
          if (code[pc] === 91) depth++
          else if (code[pc] === 93) depth--
        }
        break
      case 93:
        if (tape[pointer]) pc = stack[stack.length - 1]
        else stack.pop()
        break
    }
  }
  return written
}
// run: brainfuck(Uint8Array.from('++++[>+++++<-]>[.-]', (c) => c.charCodeAt(0)), new Uint8Array(24))

export function lz77(data: Uint8Array): number {
  let cost = 0
  for (let i = 0; i < data.length; ) {
    let best = 0
    for (let j = Math.max(0, i - 255); j < i; j++) {
      let k = 0
      while (i + k < data.length && data[j + k] === data[i + k] && k < 15) k++
      if (k > best) best = k
    }
    if (best > 2) {
      cost += 2
      i += best
    } else {
      cost++
      i++
    }
  }
  return cost
}
// run: lz77(new Uint8Array([1, 2, 3, 1, 2, 3, 1, 2, 3, 4]))

export function deBruijn(x: number): number {
  const table = new Uint8Array([
    0, 1, 28, 2, 29, 14, 24, 3, 30, 22, 20, 15, 25, 17, 4, 8, 31, 27, 13, 23, 21, 19, 16, 7, 26, 12, 18, 6, 11, 5, 10, 9,
  ])
  return table[Math.imul(x & -x, 0x077cb531) >>> 27]
}
// run: deBruijn(8) == 3
// run: deBruijn(-2147483648) == 31
