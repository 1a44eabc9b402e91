/** Letters in memory are those of the text that a handle stands for now. */
import { expect, test } from 'vitest'
import * as compiler from '../src/compiler.ts'
import { jit, jitclass, setCompiler } from '../src/index.ts'
import { memoryInUse } from '../src/runtime/machine.ts'

setCompiler(() => compiler)

test('handles of one call mean other texts in the next', () => {
  const hash = jit((text: string) => {
    let sum = 0
    for (let i = 0; i < text.length; i++) sum = (Math.imul(sum, 31) + text.charCodeAt(i)) | 0
    return sum
  })
  for (const text of ['first text of them', 'other text, longer than it', 'x', '', 'first text of then', 'é'.repeat(300), 'e'.repeat(300)])
    expect(hash(text)).toBe(hash.plain(text))
})

test('a class of the program named Buffer, on the global object, is not taken for that of Node', () => {
  const { Buffer: own } = globalThis
  const hash = jit((text: string) => {
    let sum = 0
    for (let i = 0; i < text.length; i++) sum = (Math.imul(sum, 33) + text.charCodeAt(i)) | 0
    return sum
  })
  const text = 'é€ and some letters more, so many that they are copied'
  hash(text)
  try {
    globalThis.Buffer = class Buffer {
      length = 0
      static from(): Buffer {
        throw new Error('this is a ring buffer')
      }
    } as never
    expect(hash(`${text}!`)).toBe(hash.plain(`${text}!`))
  } finally {
    globalThis.Buffer = own
  }
})

const numbered = jit((count: number, between: string) => {
  let text = ''
  for (let i = 0; i < count; i++) text += `${i}${between}`
  return text
})

test('texts that are built in one call are no others in the next, and the memory is used again', () => {
  numbered(100_000, ', and then ')
  const before = memoryInUse()
  for (const count of [0, 1, 2, 10, 100_000, 11, 1000])
    for (const between of ['', ',', ' — ', '\ud83d']) expect(numbered(count, between)).toBe(numbered.plain(count, between))
  expect(memoryInUse()).toBe(before)
})

test('a call inside of a call builds texts of its own', () => {
  const outer = jit((count: number, ask: (i: number) => number) => {
    let text = 'outer:'
    for (let i = 0; i < count; i++) {
      text += i
      text += ask(i)
      text += ';'
    }
    return text
  })
  const ask = (i: number) => numbered(i * 50, '/').length
  expect(outer(60, ask)).toBe(outer.plain(60, ask))
})

test('a text that an instance keeps is the same in later calls', () => {
  class Log {
    text = ''
    add(count: number) {
      let line = ''
      for (let i = 0; i < count; i++) line += i % 3 === 0 ? '#' : `${i}`
      this.text = line + this.text
      return this.text.length
    }
  }
  const Compiled = jitclass(Log)
  const [own, compiled] = [new Log(), new Compiled()]
  for (const count of [3, 50, 7, 200]) {
    expect(compiled.add(count)).toBe(own.add(count))
    numbered(1000, 'x')
    expect(compiled.text).toBe(own.text)
  }
})

test('without buffers of Node', () => {
  const { Buffer: own } = globalThis
  try {
    globalThis.Buffer = undefined as never
    expect(numbered(3000, '\ude00')).toBe(numbered.plain(3000, '\ude00'))
  } finally {
    globalThis.Buffer = own
  }
})
