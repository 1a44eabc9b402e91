/** The same kernel with less in it: what it leaves of its classes (test/modes.ts) is what another kernel would leave. */
import { parse } from 'acorn'
import type { CompileRequest } from '../../src/artifact/compile.ts'
import { compileWith } from '../../src/compiler.ts'

const CAN_GO = /^(Expression|If|For|ForOf|While|Try|Block|Switch)Statement$/

/** Compile it so; nothing is wrong with it if that cannot be. */
export function compileThinned(request: CompileRequest): void {
  for (const part of [0, 1]) {
    const text = thinned(request.unit.text, part)
    if (text === undefined) continue
    const unit = Object.create(request.unit, { text: { value: text }, id: { value: `${request.unit.id} less ${part}` } })
    try {
      compileWith({ ...request, unit }, {})
    } catch {
      // What is left may have no types.
    }
  }
}

/** Every other of the statements that can go is gone. */
function thinned(text: string, part: number): string | undefined {
  const made = functionIn(text)
  if (!made) return undefined
  const gone = made.body.filter(({ type }) => CAN_GO.test(type)).filter((_, index) => index % 2 === part)
  return gone.reduceRight((rest, { start, end }) => `${rest.slice(0, start - 1)};${rest.slice(end - 1)}`, text)
}

function functionIn(text: string) {
  try {
    const [only] = parse(`(${text})`, { ecmaVersion: 'latest' }).body
    const made = only?.type === 'ExpressionStatement' ? only.expression : undefined
    const isFunction = made?.type === 'FunctionExpression' || made?.type === 'ArrowFunctionExpression'
    return isFunction && made.body.type === 'BlockStatement' ? made.body : undefined
  } catch {
    return undefined
  }
}
