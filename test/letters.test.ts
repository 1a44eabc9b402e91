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
