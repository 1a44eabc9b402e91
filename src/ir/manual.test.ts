/** The tables of operations in docs/ir.md are made from the rows and the comments above them. UPDATE=1 writes them. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { hostFunctions } from './host.ts'
import { jsOps } from './js-ops.ts'
import { typedOps } from './ops.ts'
import { parseModule } from './parse.ts'
import { printModule } from './print.ts'
import type { Row } from './row.ts'
import { verifyModule } from './verify.ts'

const FILE = join(import.meta.dirname, '../../docs/ir.md')

/** The comment above each row of a table in a source file. */
function commentsIn(source: string): Map<string, string> {
  const text = readFileSync(join(import.meta.dirname, source), 'utf8')
  const found = new Map<string, string>()
  for (const [, comment, quoted, bare] of text.matchAll(/\/\*\* ((?:(?!\*\/)[\s\S])+?) \*\/\n\s+(?:'([\w.]+)'|(\w+)):/g)) {
    found.set(quoted ?? bare!, comment!.replace(/\s*\n\s*\*?\s*/g, ' '))
  }
  return found
}

/** Formatters align tables. */
function unpadded(table: string): string {
  return table
    .trim()
    .replace(/ +/g, ' ')
    .replace(/ ?-{3,} ?/g, '---')
}

function cell(text: string): string {
  return text.replace(/\|/g, '\\|')
}

function opsTable(rows: Readonly<Record<string, Row>>, source: string): string {
  const comments = commentsIn(source)
  const lines = Object.entries(rows).map(([op, row]) => {
    const operands = row.in.join(', ').replace(', …', '…')
    const form = row.imm === 'none' ? '' : row.imm
    const notes = [row.commutes ? 'commutes' : '', row.fold ? 'folds' : ''].filter((note) => note !== '').join(', ')
    return `| \`${op}\` | ${form} | ${operands} | ${row.out} | ${row.effect} | ${notes} | ${cell(comments.get(op) ?? '')} |`
  })
  return ['| operation | immediate | operands | result | effect | algebra | |', '|---|---|---|---|---|---|---|', ...lines].join('\n')
}

function hostTable(): string {
  const comments = commentsIn('host.ts')
  const lines = Object.entries(hostFunctions).map(
    ([name, row]) => `| \`${name}\` | ${row.in.join(', ')} | ${row.out} | ${row.effect} | ${cell(comments.get(name) ?? '')} |`,
  )
  return ['| function | operands | result | effect | |', '|---|---|---|---|---|', ...lines].join('\n')
}

const TABLES = {
  'typed operations': () => opsTable(typedOps, 'ops.ts'),
  'js operations': () => opsTable(jsOps, 'js-ops.ts'),
  'host functions': hostTable,
}

describe('docs/ir.md', () => {
  test.each(Object.entries(TABLES))('has the table of %s', (name, make) => {
    const text = readFileSync(FILE, 'utf8')
    const [begin, end] = [`<!-- ${name}: made by src/ir/manual.test.ts -->\n`, `\n<!-- end of ${name} -->`]
    const from = text.indexOf(begin) + begin.length
    const to = text.indexOf(end)
    expect(to).toBeGreaterThan(from)
    if (process.env['UPDATE'] === '1') writeFileSync(FILE, text.slice(0, from) + make() + text.slice(to))
    else expect(unpadded(text.slice(from, to))).toBe(unpadded(make()))
  })

  test('has examples that parse, verify and print as they stand', () => {
    const examples = [...readFileSync(FILE, 'utf8').matchAll(/```ir\n([\s\S]+?)```/g)].map(([, example]) => example!)
    expect(examples.length).toBeGreaterThan(2)
    for (const example of examples) {
      const module = parseModule(example)
      for (const func of module.funcs.values()) verifyModule({ ...module, funcs: new Map([[func.name, func]]) }, func.level)
      expect(printModule(module)).toBe(example.replace(/ +#.*/g, ''))
    }
  })
})
