/**
 * Every file of test/diagnostics/cases: JavaScript functions that cannot be compiled. A comment `// error: code` marks
 * the line that the error must point at; `// run: f(1)` says how the function is called. Files are not transformed on
 * their way here, so the code frame shows the user's lines.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type FunctionDeclaration, parse } from 'acorn'
import { beforeAll, describe, expect, test } from 'vitest'
import * as compiler from '../src/compiler.ts'
import { jit, setCompiler, TypingError } from '../src/index.ts'
import { readProgram } from './program-file.ts'

const folder = join(import.meta.dirname, 'diagnostics', 'cases')

interface Case {
  readonly name: string
  readonly run: string
  readonly code: string
  /** The marked line. */
  readonly text: string
}

function casesOf(text: string): Case[] {
  const functions = parse(text, { ecmaVersion: 'latest', locations: true }).body.filter(
    (node): node is FunctionDeclaration => node.type === 'FunctionDeclaration',
  )
  const lines = text.split('\n')
  return readProgram(text).runs.map(({ calls, code, line: at }) => {
    const name = calls.at(-1)!
    const { loc } = functions.find(({ id }) => id.name === name) ?? {}
    if (!loc) throw new Error(`line ${at}: no function ${name}`)
    for (let line = loc.start.line; line <= loc.end.line; line++) {
      const marked = /\/\/ error: (\w+)/.exec(lines[line - 1]!)
      if (marked) return { name, run: code, code: marked[1]!, text: lines[line - 1]!.trim() }
    }
    throw new Error(`no line of ${name} is marked with \`// error: code\``)
  })
}

/** The line of a code frame that has a mark below it. */
function markedLine(frame: string): string | undefined {
  return /^ *\d+ \| (.*)\n *\| *\^/m.exec(frame)?.[1]?.trim()
}

function errorOf(functions: Record<string, (...args: never[]) => unknown>, { run, name }: Case): unknown {
  const kernel = jit(functions[name]!) as unknown as (...args: unknown[]) => unknown
  try {
    new Function('$call', run)((_: string, args: unknown[]) => kernel(...args))
  } catch (error) {
    return error
  }
  return undefined
}

beforeAll(() => setCompiler(() => compiler))

for (const file of readdirSync(folder).sort()) {
  const text = readFileSync(join(folder, file), 'utf8')
  const cases = casesOf(text)
  const names = [...new Set(cases.map(({ name }) => name))]
  const functions = new Function(`${text}\nreturn { ${names.join(', ')} }`)()
  describe(file, () => {
    for (const one of cases)
      test(`${one.name}: ${one.code}`, () => {
        const error = errorOf(functions, one)
        expect(error).toBeInstanceOf(TypingError)
        const { code, kind, frame, message, line, column } = error as TypingError
        expect({ code, at: markedLine(frame), message }).toMatchObject({ code: one.code, at: one.text })
        expect(kind).not.toBe('our bug')
        expect(Math.min(line!, column!)).toBeGreaterThan(0)
      })
  })
}
