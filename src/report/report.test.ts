import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { catalogue } from './catalogue.ts'
import { TypingError, typingError } from './error.ts'
import { withSources } from './locate.ts'
import * as messages from './messages.ts'

const SOURCE = { name: 'kernel', text: '(a, b) => {\n\tconst n = a.length\n\treturn n + b\n}' }

function span(marked: string) {
  const start = SOURCE.text.indexOf(marked)
  return { source: 0, start, end: start + marked.length }
}

const CATALOGUE = catalogue()

describe('catalogue', () => {
  it('is what the generated files were made of', () => {
    const markdown = readFileSync(new URL('catalogue.md', import.meta.url), 'utf8')
    const codes = [...markdown.matchAll(/^## (\w+)$/gm)].map((match) => match[1]!)
    expect(Object.keys(CATALOGUE)).toEqual(codes)
    for (const code of codes) {
      expect(messages, 'run scripts/messages.ts').toHaveProperty(code)
      expect(markdown).toContain(`> ${CATALOGUE[code as keyof typeof CATALOGUE].message}`)
    }
  })

  it('says one sentence each', () => {
    for (const [code, { message }] of Object.entries(CATALOGUE)) expect(message, code).toMatch(/^(?:[`A-Z{]|taipan ).*\.$/s)
  })
})

describe('TypingError', () => {
  it('has data and a sentence', () => {
    const error = typingError('unknown_name', span('b'), { name: 'b' })
    expect(error).toBeInstanceOf(TypingError)
    expect(error).toMatchObject({
      name: 'TypingError',
      code: 'unknown_name',
      kind: 'your code',
      help: 'docs/manual/errors.md#unknown_name',
    })
    expect(error.reason).toBe('`b` is not defined where the function was made: declare or import it, or pass it in `scope`.')
  })

  it('shows lines, place and notes', () => {
    const error = typingError('unknown_name', span('n + b'), { name: 'b' }, [
      { text: '`n` is made here', at: span('n = a.length') },
      { text: 'and that is all' },
    ])
    expect(withSources([SOURCE], error).message.split('\n')).toEqual([
      '`b` is not defined where the function was made: declare or import it, or pass it in `scope`.',
      '  at function kernel:3:9',
      '  1 | (a, b) => {',
      '  2 | \tconst n = a.length',
      '  3 | \treturn n + b',
      '    | \t       ^^^^^',
      '  note: `n` is made here (function kernel:2:8)',
      '  1 | (a, b) => {',
      '  2 | \tconst n = a.length',
      '    | \t      ^^^^^^^^^^^^',
      '  note: and that is all',
      '  unknown_name (your code): docs/manual/errors.md#unknown_name',
    ])
    expect(error).toMatchObject({ file: undefined, line: 3, column: 9 })
  })

  it('counts from the place of the function in its file', () => {
    const error = typingError('unknown_name', span('b) =>'), { name: 'b' })
    withSources([{ ...SOURCE, file: '/src/a.ts', line: 20, column: 15 }], error)
    expect(error).toMatchObject({ file: '/src/a.ts', line: 20, column: 19 })
    expect(error.frame).toBe('  20 | (a, b) => {\n     |     ^^^^^')
  })

  it('shows the file from which a tool has made the text', () => {
    const error = typingError('unknown_name', span('n + b'), { name: 'b' })
    const lines = [
      '// Two',
      'export const kernel = (a: Array<number>, b: number) => {',
      '',
      '  const n: number = a.length',
      '  return n + b',
      '}',
    ]
    // As a source map does: it knows where words begin.
    const places: Record<string, [number, number]> = { '2,8': [5, 10], '2,13': [5, 14] }
    const placeAt = (line: number, column: number) => {
      const [row, at] = places[`${line},${column}`]!
      return { file: '/src/a.ts', line: row, column: at }
    }
    withSources([{ ...SOURCE, placeAt, linesOf: (file) => (file === '/src/a.ts' ? lines : undefined) }], error)
    expect(error).toMatchObject({ file: '/src/a.ts', line: 5, column: 10 })
    expect(error.frame.split('\n')).toEqual(['  3 |', '  4 | const n: number = a.length', '  5 | return n + b', '    |        ^^^^'])
  })

  it('cuts long lines and spans', () => {
    const text = `${'x'.repeat(500)}+${'y'.repeat(500)}`
    const error = withSources([{ name: '', text }], typingError('too_deep', { source: 0, start: 500, end: 900 }, {}))
    const [, line, marks] = [error.frame, ...error.frame.split('\n')]
    expect(line!.length).toBeLessThan(160)
    expect(marks!.length).toBeLessThanOrEqual(line!.length)
    expect(line![marks!.indexOf('^')]).toBe('+')
    expect(error.message).toContain('at function (anonymous):1:501')
  })
})
