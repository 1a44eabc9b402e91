/**
 * Functions and classes of a running program as JavaScript, with all that they reach: what their free variables hold now
 * is written around them.
 *
 *     const u1 = (() => {
 *     const factor = 10
 *     return function scale(x) { return x * factor }
 *     })()
 */
import type { Captured, SourceUnit } from '../../artifact/captured.ts'
import { capturedValue } from '../../runtime/classify.ts'
import { mentionedNames } from '../source/names.ts'
import { type AstNode, child, nameOf, walk } from '../source/node.ts'
import { parseFile } from '../source/parse.ts'
import { valueText } from './values.ts'

export interface Closures {
  /** Statements in order. */
  readonly lines: string[]
  /** The variable of each unit, by its id; of each captured object, by its. */
  readonly units: Map<string, string>
  readonly values: Map<string, string>
  /** Assignments for what is not there yet when it is mentioned. */
  readonly late: string[]
}

export function newClosures(): Closures {
  return { lines: [], units: new Map(), values: new Map(), late: [] }
}

/** The variable that holds a captured object; `name` is what the program calls it. */
export function valueVariable(closures: Closures, id: string, name: string): string {
  const known = closures.values.get(id)
  if (known !== undefined) return known
  const variable = `v${closures.values.size}`
  try {
    closures.lines.push(`const ${variable} = ${valueText(capturedValue(id))}`)
  } catch (error) {
    throw new TypeError(`the captured variable ${name} cannot be written into a module: it is ${(error as Error).message}`)
  }
  closures.values.set(id, variable)
  return variable
}

/** The variable that holds a function or class. */
export function unitVariable(closures: Closures, unit: SourceUnit): string {
  const known = closures.units.get(unit.id)
  if (known !== undefined) return known
  const variable = `u${closures.units.size}`
  closures.units.set(unit.id, variable)
  const { text, program } = parsed(unit)
  const before: string[] = []
  for (const name of mentionedNames(program)) {
    const captured = name === unit.name ? undefined : unit.resolve(name)
    const value = captured && capturedText(closures, captured, name, program)
    if (value === undefined) continue
    if (/^u\d+$/.test(value) && !closures.lines.some((line) => line.startsWith(`const ${value} =`))) {
      before.push(`let ${name}`, `late.push(() => { ${name} = ${value} })`)
      closures.late.push(value)
    } else before.push(`const ${name} = ${value}`)
  }
  closures.lines.push([`const ${variable} = (() => {`, ...before, `return ${text}`, '})()'].join('\n'))
  return variable
}

/** All statements. */
export function closureText({ lines, late }: Closures): string {
  return late.length === 0 ? lines.join('\n') : ['const late = []', ...lines, 'for (const assign of late) assign()'].join('\n')
}

/** The text of a method of an object is none of an expression. */
function parsed({ text, name }: SourceUnit): { text: string; program: AstNode } {
  try {
    return { text, program: parseFile(`(${text}\n)`).program }
  } catch {
    const method = `({ ${text} })[${JSON.stringify(name)}]`
    return { text: method, program: parseFile(method).program }
  }
}

/** Undefined for what is the same everywhere, and for what only seems to be captured. */
function capturedText(closures: Closures, captured: Captured, name: string, program: AstNode): string | undefined {
  switch (captured.kind) {
    case 'number':
    case 'bigint':
    case 'boolean':
    case 'string':
      return valueText(captured.value)
    case 'null':
      return 'null'
    case 'builtin':
      return captured.path === name || captured.path === '__name' ? undefined : captured.path
    case 'function':
    case 'class':
      return captured.unit.builtin ?? unitVariable(closures, captured.unit)
    case 'array':
    case 'value':
      return whatCanBeWritten(() => valueVariable(closures, captured.id, name))
    case 'object':
      return objectText(closures, captured, name, program)
    case 'undefined':
    case 'cell':
    case 'variable':
    case 'unsupported':
      return undefined
  }
}

/** Code outside of kernels may do without it, or only seem to mention it. */
function whatCanBeWritten(write: () => string): string | undefined {
  try {
    return write()
  } catch {
    return undefined
  }
}

/** Of a namespace, what is mentioned. */
function objectText(closures: Closures, captured: Captured & { kind: 'object' }, name: string, program: AstNode): string {
  const keys = new Set<string>()
  walk(program, (node) => {
    if (node.type === 'MemberExpression' && nameOf(child(node, 'object')) === name) keys.add(nameOf(child(node, 'property')))
    return true
  })
  const fields = [...keys].flatMap((key) => {
    const member = captured.get(key)
    const text = member && capturedText(closures, member, '', program)
    return text === undefined ? [] : [`${JSON.stringify(key)}: ${text}`]
  })
  return `Object.freeze({ ${fields.join(', ')} })`
}
