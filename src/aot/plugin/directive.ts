/**
 * Functions whose body begins with `'use taipan'`: compiled while the program is built, called where they stand.
 *
 *     function dot(a: Float64Array) { 'use taipan'; const compiled = $taipanKernels(0); if (compiled) return compiled(…); … }
 *
 * What they read of their file stays the program's own: arrays are passed along with every call, and constants that the code
 * was compiled for are compared when it is first used. If they differ, the body that follows runs.
 */
import type MagicString from 'magic-string'
import type { Captured } from '../../artifact/captured.ts'
import { type CompiledFile, compileFile } from '../compile/compile-file.ts'
import { functionFacts } from '../output/function-facts.ts'
import { resolveName } from '../source/captured.ts'
import type { SourceFile } from '../source/file.ts'
import { lookup, pathsOf } from '../source/graph.ts'
import { evaluate, expressionOf } from '../source/initialisers.ts'
import { type AstNode, child, children, nameOf } from '../source/node.ts'
import { parametersOf } from '../source/parameters.ts'
import { newProblems, type Problems, problem } from '../source/problems.ts'
import { isFunction, parts, type Scopes } from '../source/scopes.ts'
import { withoutTypes } from '../source/wrapped.ts'
import { isTyped, unusedName } from './attach.ts'
import { joined } from './problem.ts'
import { withMap } from './wasm-map.ts'

const DIRECTIVE = 'use taipan'

export function mentionsDirective(text: string): boolean {
  return text.includes(DIRECTIVE)
}

/** Gives the files that were read, or undefined if there is nothing to compile. Throws a `BuildProblem`. */
export function writeCompiled(output: MagicString, file: SourceFile, scopes: Scopes, root: string, debug: boolean): string[] | undefined {
  const problems = newProblems()
  const found = findFunctions(file, problems)
  if (found.size === 0 && problems.errors.length === 0) return undefined
  const names = [...found.values()]
  const outcome = compileFile(file.path, root, {}, new Map([[file.path, file.text]]), names)
  const sources = pathsOf(outcome.ok ? outcome.file.graph : outcome.graph)
  const text = outcome.ok
    ? problems.attempt(() => embeddedText(outcome.file, scopes, debug ? withMap(outcome.file) : outcome.file.wasm))
    : undefined
  const errors = [...problems.errors, ...(outcome.ok ? [] : outcome.errors)]
  if (text === undefined || errors.length > 0) throw joined(errors, file.path, sources)
  const helper = unusedName(file.text, '$taipanKernels')
  const embedded = unusedName(file.text, '$embedded')
  const any = isTyped(file) ? ': any' : ''
  for (const [index, node] of [...found.keys()].entries()) output.appendLeft(directiveOf(node)!.end, prologue(node, `${helper}(${index})`))
  output.append(`
import { embedded as ${embedded} } from 'taipan/runtime'
function ${helper}(index${any})${any} {
  const self${any} = ${helper}
  self.made ??= ${embedded}(${text}${isTyped(file) ? ' as any' : ''})
  return self.made?.[index]
}
`)
  return sources
}

function directiveOf(node: AstNode): AstNode | undefined {
  const body = child(node, 'body')
  const directives = body?.type === 'BlockStatement' ? children(body, 'body').filter((each) => typeof each['directive'] === 'string') : []
  return directives.find((each) => each['directive'] === DIRECTIVE)
}

/** Functions with the directive and the names that they have at the top level. */
function findFunctions(file: SourceFile, problems: Problems): Map<AstNode, string> {
  const names = new Map<AstNode, string>()
  for (const [name, declaration] of file.declarations) {
    if (declaration.kind === 'function') names.set(declaration.node, name)
    const init =
      declaration.kind === 'variable' && declaration.constant && !declaration.pattern ? child(declaration.node, 'init') : undefined
    if (init) names.set(withoutTypes(init), name)
  }
  const found = new Map<AstNode, string>()
  const visit = (node: AstNode): void => {
    if (isFunction(node) && directiveOf(node)) {
      const name = names.get(node)
      const reason = whyNot(node, name)
      if (reason === undefined) found.set(node, name!)
      else problems.errors.push(problem(file, node, 'aot_directive', { name: name ?? (nameOf(node) || '(anonymous)'), reason }))
    }
    for (const inner of parts(node)) visit(inner)
  }
  visit(file.program)
  return found
}

function whyNot(node: AstNode, name: string | undefined): string | undefined {
  if (name === undefined) return 'it is not a function at the top level that has a name'
  if (node['async'] === true || node['generator'] === true) return 'it can be left and entered again'
  if (node.type === 'ArrowFunctionExpression' && parametersOf(node).some(({ pattern }) => pattern.type !== 'Identifier')) {
    return 'a parameter is a pattern; give it a name, or write `function`'
  }
  return undefined
}

function prologue(node: AstNode, compiled: string): string {
  const names = parametersOf(node).map(({ pattern, isRest }) => (isRest ? '...' : '') + nameOf(pattern))
  const call = node.type === 'ArrowFunctionExpression' ? `$compiled(${names.join(', ')})` : '$compiled.apply(undefined, arguments)'
  return `; { const $compiled = ${compiled}; if ($compiled) return ${call} }`
}

// ---- what the run time gets (runtime/embedded.ts)

function embeddedText(compiled: CompiledFile, scopes: Scopes, wasm: Uint8Array): string {
  const { file, facts, exports, members, classes, units } = compiled
  const [crossing] = classes.values()
  if (crossing)
    refuse(file, crossing.node, crossing.local, 'instances of a class are passed to it; keep function and class in a *.kernel.ts file')
  const { references, held: own } = compiled
  const [thrown] = references.flatMap((each) => (each.kind === 'class' ? [units.errors.get(each.unit)!] : []))
  const [compared] = references.flatMap((each) => (each.kind === 'function' ? [each] : []))
  if (compared)
    refuse(
      file,
      own.get(compared.name)?.made?.node ?? file.program,
      compared.own.name,
      'it is compared with functions that are given; keep both functions in a *.kernel.ts file',
    )
  if (thrown)
    refuse(thrown.file, file.program, thrown.name, 'errors of its own are made in it; keep function and class in a *.kernel.ts file')
  const used = new Set(facts.members.flatMap(({ implicit }) => implicit.map(({ id }) => id)))
  const values = [...units.values].filter(([id]) => used.has(id))
  const cells = [...units.cells].filter(([id]) => used.has(id))
  for (const [, { file: from, name, holds }] of cells) {
    const reason =
      'it holds a Map, a Set or an object with any names, of which compiled code would have another one; pass it as an argument, or keep it in a *.kernel.ts file with its functions'
    if (holds.keeper) refuse(from, from.declarations.get(name)!.node, name, reason)
  }
  const held = cells.filter(([, { holds }]) => !holds.element).map(([id, from]) => [id, `({ value: ${constantHere(compiled, id, from)} })`])
  const constants = cells.flatMap(([id, from]) => {
    const { element } = from.holds
    return element ? [`${JSON.stringify(id)}: ['${element}', () => ${constantHere(compiled, id, from)}]`] : []
  })
  const functions = exports.flatMap((made) => {
    if (made.kind !== 'function') return []
    const { name, length, indices, rest } = functionFacts(members, made)
    const given = [JSON.stringify(name), length, JSON.stringify(indices), `() => ${made.name}`, ...(rest === undefined ? [] : [rest])]
    return [`[[${assumptions(compiled, scopes, made.node).join(', ')}], ${given.join(', ')}]`]
  })
  return `{
  facts: ${JSON.stringify(facts)},
  code: '${Buffer.from(wasm).toString('base64')}',
  values: { ${[...values.map(([id, from]) => [id, here(compiled, id, from)]), ...held].map(([id, text]) => `${JSON.stringify(id)}: () => ${text}`).join(', ')} },
  constants: { ${constants.join(', ')} },
  functions: [${functions.join(', ')}],
}`
}

interface From {
  readonly file: SourceFile
  readonly name: string
}

/** A captured value as the file itself speaks of it. */
function here({ file, graph }: CompiledFile, id: string, from: From): string {
  const rest = id.slice(expressionOf(from.file, from.name).length)
  if (from.file === file) return from.name + rest
  for (const name of file.imports.keys()) {
    const binding = file.imports.get(name)?.typeOnly ? undefined : lookup(graph, file, name)
    if (binding?.kind === 'declaration' && binding.file === from.file && binding.name === from.name) return name + rest
  }
  return refuse(file, file.program, from.name, `it is read by compiled code, but belongs to ${from.file.shown}: import it here as well`)
}

function constantHere(compiled: CompiledFile, id: string, from: From): string {
  const declaration = from.file.declarations.get(from.name)!
  if (declaration.kind !== 'variable' || !declaration.constant) {
    const reason = 'it changes while the program runs; pass it as an argument, or keep it in a *.kernel.ts file with its functions'
    refuse(from.file, declaration.node, from.name, reason)
  }
  return here(compiled, id, from)
}

function refuse(file: SourceFile, at: AstNode, name: string, reason: string): never {
  throw problem(file, at, 'aot_directive', { name, reason })
}

/** Every constant of the file that the code of a function may hold, with the value that it has in it. */
function assumptions({ file, units }: CompiledFile, scopes: Scopes, made: AstNode): string[] {
  const lines: string[] = []
  const seen = new Set<string>()
  const visit = (node: AstNode): void => {
    for (const [name, variable] of topLevel(scopes, node)) {
      if (seen.has(name)) continue
      seen.add(name)
      if (variable.kind === 'function' || variable.kind === 'class') visit(variable.node)
      else if (variable.kind === 'initialised' && isFunction(withoutTypes(variable.node))) visit(withoutTypes(variable.node))
      else {
        const captured = resolveName(units, file, name)
        if (captured) lines.push(...assume(name, captured, () => constantNamed(units, file, name)))
      }
    }
  }
  visit(nodeIn(scopes, made))
  return lines
}

/** The file was parsed twice, so its nodes are found again by their place. */
function nodeIn(scopes: Scopes, node: AstNode): AstNode {
  return [...scopes.free.keys()].find(({ start, end }) => start === node.start && end === node.end)!
}

function topLevel(scopes: Scopes, node: AstNode) {
  return [...(scopes.free.get(node) ?? [])].filter(([name, variable]) => scopes.top.get(name) === variable)
}

/** What a name holds; of a namespace nothing, its names are constants of other files. */
function constantNamed({ graph }: CompiledFile['units'], file: SourceFile, name: string): unknown {
  const binding = lookup(graph, file, name)
  return binding?.kind === 'declaration' ? evaluate(graph, binding.file, binding.name) : () => undefined
}

function assume(expression: string, captured: Captured, value: () => unknown): string[] {
  switch (captured.kind) {
    case 'number':
    case 'bigint':
    case 'boolean':
    case 'string':
      return [`[() => ${expression}, ${literal(captured.value)}]`]
    case 'undefined':
    case 'null':
      return [`[() => ${expression}, ${captured.kind}]`]
    case 'array':
    case 'object':
      return assumeInside(expression, value())
    default:
      return []
  }
}

function assumeInside(expression: string, value: unknown): string[] {
  if (ArrayBuffer.isView(value)) return [`[() => ${expression}, ['${value.constructor.name}']]`]
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, inner]) => assumeInside(`${expression}[${JSON.stringify(key)}]`, inner))
  }
  return typeof value === 'function' || typeof value === 'symbol' ? [] : [`[() => ${expression}, ${literal(value)}]`]
}

function literal(value: unknown): string {
  if (typeof value === 'bigint') return `BigInt('${value}')`
  if (Object.is(value, -0)) return '-0'
  return typeof value === 'string' ? JSON.stringify(value) : String(value)
}
