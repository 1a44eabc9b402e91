/** What the host has of functions of the module that instances hold (compile/own-functions.ts). */
import type { CompiledFile } from '../compile/compile-file.ts'
import type { FunctionExport } from '../compile/exports.ts'
import { expressionOf, type Needed } from '../source/initialisers.ts'
import { type AstNode, child, children, nameOf } from '../source/node.ts'
import { withoutTypes } from '../source/wrapped.ts'
import { functionFacts } from './function-facts.ts'
import { valuesOf } from './late-calls.ts'
import { exportedName, functionText, type StubForm } from './module-text.ts'
import { unusedName } from './unused-names.ts'

export interface OwnFunctions {
  /** Statements that make those which are not exported. */
  readonly made: readonly string[]
  /** What the run time is told of one, by its name in the code; `needed`: all that the output makes anyway. */
  text(name: string, needed: Needed): string
}

export function ownFunctions(compiled: CompiledFile, form: StubForm): OwnFunctions {
  const values = valuesOf(compiled)
  const variable = unusedName(compiled, 'own')
  const hidden: FunctionExport[] = []
  const texts = new Map<string, string>()
  const textOf = (each: FunctionExport) => {
    const { name, length, indices } = functionFacts(compiled.members, each)
    return functionText(name, length, indices)
  }
  for (const [name, { own, made }] of compiled.held) {
    const index = made ? values.indexOf(made) : -1
    const shown = made && index < 0 ? exportedPart(compiled, made) : undefined
    if (made && index < 0 && shown === undefined && !hidden.includes(made)) hidden.push(made)
    if (!made) texts.set(name, own.key)
    else if (index >= 0) texts.set(name, exportedName(form, made.name, index))
    else if (shown !== undefined) texts.set(name, shown)
    else texts.set(name, `${variable}${hidden.indexOf(made)}${own.span ? `, anew: () => ${textOf(made)}` : ''}`)
  }
  const made = hidden.map((each, index) => `const ${variable}${index} = ${textOf(each)}`)
  return { made, text: (name, needed) => `fn: () => ${texts.get(name)!}${plainText(compiled, needed, name)}` }
}

/** What it was compiled from, if the output has that for something else: `jit` may come with it. */
function plainText({ held }: CompiledFile, needed: Needed, name: string): string {
  const { made } = held.get(name)!
  const declared = made && [...made.file.declarations].find(([, { node }]) => node === made.node || child(node, 'init') === made.node)
  const isThere = declared && needed.get(made.file)?.names.has(declared[0])
  return isThere ? `, plain: () => ${expressionOf(made.file, declared[0])}` : ''
}

/** A function in an object or array that is exported is what stands there. */
function exportedPart({ exports }: CompiledFile, { file, node }: FunctionExport): string | undefined {
  for (const [name, { node: declared }] of file.declarations) {
    const init = child(declared, 'init')
    if (!init || node.start < init.start || init.end < node.end) continue
    const path = exports.some((made) => made.kind === 'value' && made.file === file && made.local === name) ? pathTo(init, node) : undefined
    return path === undefined ? undefined : expressionOf(file, name) + path
  }
  return undefined
}

function pathTo(holder: AstNode, wanted: AstNode): string | undefined {
  const node = withoutTypes(holder)
  if (node === wanted) return ''
  // `Object.freeze({ … })`
  if (node.type === 'CallExpression')
    return children(node, 'arguments').length === 1 ? pathTo(children(node, 'arguments')[0]!, wanted) : undefined
  const members = (node['elements'] ?? node['properties'] ?? []) as readonly (AstNode | null)[]
  // What is spread may take the place of something.
  if (members.some((each) => each?.type === 'SpreadElement')) return undefined
  const parts: (readonly [string, AstNode | undefined])[] =
    node.type === 'ArrayExpression'
      ? members.map((each, index) => [String(index), each ?? undefined])
      : children(node, 'properties').map((each) => [each['computed'] === true ? '' : nameOf(child(each, 'key')), child(each, 'value')])
  const found = parts.find(([key, value]) => key !== '' && value && value.start <= wanted.start && wanted.end <= value.end)
  const rest = found && pathTo(found[1]!, wanted)
  return rest === undefined ? undefined : `[${JSON.stringify(found![0])}]${rest}`
}
