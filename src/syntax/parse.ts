/**
 * The text of one function or class, as `toString()` gives it, → its tree. The text is not a program: a method
 * prints as `area(x) { … }`, an arrow as an expression. It is put into a frame that makes it one, and `shift` is
 * what the frame adds to every position.
 */
import { type Expression, type Options, Parser } from 'acorn'
import type { SourceUnit } from '../artifact/captured.ts'
import { isNativeText } from '../base/native.ts'
import * as messages from '../report/messages.ts'
import { type ClassNode, type FunctionNode, isFunction } from './ast.ts'
import { stripInstrumentation } from './instrumentation.ts'

export interface ParsedUnit {
  readonly unit: SourceUnit
  readonly node: FunctionNode | ClassNode
  /** Subtract from a node's positions to get positions in `unit.text`. */
  readonly shift: number
}

interface Frame {
  readonly before: string
  readonly after: string
  readonly find: (expression: Expression) => FunctionNode | ClassNode | undefined
}

const FRAMES: readonly Frame[] = [
  { before: '(', after: '\n)', find: itself },
  { before: '({', after: '\n})', find: methodOfObject },
  { before: '(class{', after: '\n})', find: methodOfClass },
]

const OPTIONS: Options = {
  ecmaVersion: 'latest',
  sourceType: 'script',
  checkPrivateFields: false,
  allowSuperOutsideMethod: true,
  // Only for `import.meta`, which gets a message of its own.
  allowImportExportEverywhere: true,
}

/** Parse a unit, or say why its source cannot be used. `source` is the unit's index for spans. */
export function parseUnit(unit: SourceUnit, source: number): ParsedUnit {
  const name = unit.name || '(anonymous)'
  const at = { source, start: 0, end: Math.min(unit.text.length, 40) }
  if (isNativeText(unit.text)) messages.native_code(at, { name, reason: 'it is built in or made by `bind`' })
  let firstError: unknown
  for (const frame of FRAMES) {
    try {
      const node = parseFramed(unit, frame)
      if (node) return { unit, node, shift: frame.before.length }
    } catch (error) {
      if (isTooDeep(error)) messages.too_deep(at)
      firstError ??= error
    }
  }
  return refuse(unit, source, firstError)
}

/** The stack ran out; acorn may say so in its own words. */
function isTooDeep(error: unknown): boolean {
  return error instanceof RangeError || (error instanceof SyntaxError && error.message.includes('stack space'))
}

function parseFramed(unit: SourceUnit, frame: Frame): FunctionNode | ClassNode | undefined {
  const program = Parser.parse(frame.before + unit.text + frame.after, OPTIONS)
  const statement = program.body[0]
  if (program.body.length !== 1 || statement?.type !== 'ExpressionStatement') return undefined
  if (/__name\(|\bcov_\w+\(/.test(unit.text)) stripInstrumentation(program)
  return frame.find(statement.expression)
}

function refuse(unit: SourceUnit, source: number, error: unknown): never {
  const name = unit.name || '(anonymous)'
  if (!(error instanceof SyntaxError))
    messages.syntax_error({ source, start: 0, end: 1 }, { name, reason: 'it is not a function or a class' })
  const reason = error.message.replace(/ \(\d+:\d+\)$/, '')
  const position = Math.min(unit.text.length, Math.max(0, ((error as { pos?: number }).pos ?? 1) - 1))
  messages.syntax_error({ source, start: position, end: position + 1 }, { name, reason })
}

function itself(expression: Expression): FunctionNode | ClassNode | undefined {
  return isFunction(expression) || expression.type === 'ClassExpression' ? expression : undefined
}

function methodOfObject(expression: Expression): FunctionNode | undefined {
  const property = expression.type === 'ObjectExpression' && expression.properties.length === 1 && expression.properties[0]
  return property && property.type === 'Property' && isFunction(property.value) && !property.shorthand ? property.value : undefined
}

function methodOfClass(expression: Expression): FunctionNode | undefined {
  const member = expression.type === 'ClassExpression' && expression.body.body.length === 1 && expression.body.body[0]
  return member && member.type === 'MethodDefinition' ? member.value : undefined
}
