/**
 * Reads the comment lines that make a program file a test. A line is one of
 *
 *     // run: dot(new Float64Array([1, 2]), new Float64Array([3, 4])) == 11
 *     // run: a = new Int32Array(4); fill(a, 7); fill(a.subarray(1), 8)
 *     // run: overflow(2n ** 62n) throws RangeError
 *     // signature: half: float32(float32)
 *     // options: { bounds: 'throw' }
 *     // wasm: hypot: f64.sqrt -call
 *
 * A run is JavaScript: assignments, then calls of the file's exported functions. Plain JavaScript is the oracle, so
 * `== value` only documents and cross-checks. `throws` is for the documented exceptions of the contract: there plain
 * JavaScript is not asked. `wasm` names instructions that the optimised function must (or, with `-`, must not) have.
 */
import { type Expression, type Program, parse } from 'acorn'

export interface Run {
  readonly line: number
  readonly text: string
  /** The functions it calls, in order. */
  readonly calls: readonly string[]
  /** JavaScript; calls are `$call(name, [arguments])`. */
  readonly code: string
  readonly expected: string | undefined
  readonly throws: string | undefined
}

export interface WasmExpectation {
  readonly line: number
  readonly name: string
  readonly present: readonly string[]
  readonly absent: readonly string[]
}

export interface ProgramFile {
  readonly runs: readonly Run[]
  readonly signatures: ReadonlyMap<string, string>
  /** Source of the options object. */
  readonly options: string | undefined
  readonly wasm: readonly WasmExpectation[]
}

export function readProgram(text: string): ProgramFile {
  const runs: Run[] = []
  const signatures = new Map<string, string>()
  const wasm: WasmExpectation[] = []
  let options: string | undefined
  for (const [index, lineText] of text.split('\n').entries()) {
    const match = /^\s*\/\/ (run|signature|options|wasm): (.*)$/.exec(lineText)
    if (!match) continue
    const [, directive, rest] = match as unknown as [string, string, string]
    if (directive === 'run') runs.push(readRun(rest, index + 1))
    else if (directive === 'options') options = rest
    else {
      const colon = rest.indexOf(':')
      const name = rest.slice(0, colon)
      const value = rest.slice(colon + 1).trim()
      if (directive === 'signature') signatures.set(name, value)
      else wasm.push(readWasm(name, value.split(/\s+/), index + 1))
    }
  }
  return { runs, signatures, options, wasm }
}

function readWasm(name: string, words: readonly string[], line: number): WasmExpectation {
  return {
    line,
    name,
    present: words.filter((word) => !word.startsWith('-')),
    absent: words.filter((word) => word.startsWith('-')).map((word) => word.slice(1)),
  }
}

function readRun(text: string, line: number): Run {
  const throws = /^(.*) throws (\w+)$/.exec(text)
  const source = throws ? throws[1]! : text
  const program: Program = parse(source, { ecmaVersion: 'latest' })
  const calls: string[] = []
  const declared = new Set<string>()
  let expected: string | undefined
  const slice = (node: { start: number; end: number }) => source.slice(node.start, node.end)
  const call = (expression: Expression): string => {
    if (expression.type !== 'CallExpression' || expression.callee.type !== 'Identifier')
      throw new Error(`line ${line}: expected a call of an exported function: ${text}`)
    calls.push(expression.callee.name)
    return `$call(${JSON.stringify(expression.callee.name)}, [${expression.arguments.map(slice).join(', ')}]);`
  }
  const code = program.body.map((statement) => {
    if (statement.type !== 'ExpressionStatement') throw new Error(`line ${line}: only assignments and calls: ${text}`)
    const { expression } = statement
    if (expression.type === 'AssignmentExpression' && expression.left.type === 'Identifier') {
      const { name } = expression.left
      const keyword = declared.has(name) ? '' : 'let '
      declared.add(name)
      return `${keyword}${slice(expression)};`
    }
    if (expression.type === 'BinaryExpression' && expression.operator === '==' && expression.left.type !== 'PrivateIdentifier') {
      expected = slice(expression.right)
      return call(expression.left)
    }
    return call(expression)
  })
  return { line, text, calls, code: code.join(' '), expected, throws: throws?.[2] }
}
