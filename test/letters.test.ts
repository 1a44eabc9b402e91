/** Letters in memory are those of the text that a handle stands for now. */
import { expect, test } from 'vitest'
import * as compiler from '../src/compiler.ts'
import { jit, setCompiler } from '../src/index.ts'

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
