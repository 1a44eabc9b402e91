/**
 * The part of the files that runs when the compiled module is loaded, as plain JavaScript: constants that are more than
 * a literal, with what their values are made of. The same text runs once at compile time, to see what they are.
 *
 *     const f0 = (() => {
 *     const size = 256
 *     function makeTable(n) { … }
 *     const table = makeTable(size)
 *     return { size, makeTable, table }
 *     })()
 */
import { runInThisContext } from 'node:vm'
import type { Declaration, SourceFile } from './file.ts'
import { type Binding, exportedNames, type Graph, lookup, lookupExport } from './graph.ts'
import { type Edit, editedText } from './javascript.ts'
import { mentionedNames } from './names.ts'
import { type AstNode, child, children, nameOf } from './node.ts'
import { parseFile } from './parse.ts'
import { fail } from './problems.ts'
import { heldText, type State, stateEdits, stateOf, stateText } from './state.ts'
import { mayChange } from './writes.ts'

/** What is needed of a file. */
export interface Parts {
  /** Declarations and imports. */
  readonly names: Set<string>
  /** Statements that may change what the declarations of some file hold. */
  readonly statements: Set<AstNode>
}

export type Needed = Map<SourceFile, Parts>

/** A declaration, as JavaScript that can be evaluated beside the text: `f0.table`. */
export function expressionOf(file: SourceFile, name: string): string {
  return `f${file.index}.${name}`
}

/** Add a declaration and all that it mentions, and what changes it afterwards. */
export function need(graph: Graph, needed: Needed, file: SourceFile, name: string): void {
  needName(graph, needed, file, name)
  needChanges(graph, needed)
}

function partsOf(needed: Needed, file: SourceFile): Parts {
  let parts = needed.get(file)
  if (!parts) needed.set(file, (parts = { names: new Set(), statements: new Set() }))
  // A namespace is made inside of what is around it.
  if (file.parent) partsOf(needed, file.parent)
  return parts
}

function needName(graph: Graph, needed: Needed, file: SourceFile, name: string): void {
  const declaration = file.declarations.get(name)
  if (!declaration) return needBinding(graph, needed, lookup(graph, file, name))
  const { names } = partsOf(needed, file)
  if (names.has(name)) return
  names.add(name)
  needMentioned(graph, needed, file, declaration.node, name)
}

function needMentioned(graph: Graph, needed: Needed, file: SourceFile, node: AstNode, self = ''): void {
  for (const mentioned of mentionedNames(node)) {
    if (mentioned === self) continue
    needVisible(graph, needed, file, mentioned)
  }
}

/** A name as it is seen in a file, or in a namespace of it. */
function needVisible(graph: Graph, needed: Needed, file: SourceFile, name: string): void {
  if (file.declarations.has(name)) needName(graph, needed, file, name)
  else if (file.namespaces.has(name)) needBinding(graph, needed, lookup(graph, file, name))
  else if (file.imports.get(name)?.typeOnly === false) {
    partsOf(needed, file).names.add(name)
    needBinding(graph, needed, lookup(graph, file, name))
    const alias = file.imports.get(name)!.alias
    if (alias) needVisible(graph, needed, file, rootOf(alias))
  } else if (file.parent) needVisible(graph, needed, file.parent, name)
}

/** N of `N.A.b`. */
function rootOf(node: AstNode): string {
  const left = child(node, 'left')
  return left ? rootOf(left) : nameOf(node)
}

function needBinding(graph: Graph, needed: Needed, binding: Binding | undefined, around: readonly SourceFile[] = []): void {
  if (binding?.kind === 'declaration') needName(graph, needed, binding.file, binding.name)
  if (binding?.kind === 'namespace' && !around.includes(binding.file)) {
    const inside = [...around, binding.file]
    partsOf(needed, binding.file)
    for (const name of exportedNames(graph, binding.file)) needBinding(graph, needed, lookupExport(graph, binding.file, name), inside)
  }
}

/** Statements that may change something that is needed; what they mention is needed too, and so on. */
function needChanges(graph: Graph, needed: Needed): void {
  const isNeeded = (file: SourceFile, name: string) => needed.get(file)?.names.has(name) === true && holdsMore(file, name)
  for (let more = true; more; ) {
    more = false
    for (const file of [...graph.files.values()]) {
      for (const statement of file.statements) {
        if (needed.get(file)?.statements.has(statement) || !mayChange(graph, file, statement, isNeeded)) continue
        partsOf(needed, file).statements.add(statement)
        needMentioned(graph, needed, file, statement)
        more = true
      }
    }
  }
}

/** Nothing changes a constant that is a number or a string. */
function holdsMore(file: SourceFile, name: string): boolean {
  const declaration = file.declarations.get(name)
  return !(declaration?.kind === 'variable' && declaration.constant && child(declaration.node, 'init')?.type === 'Literal')
}

/** The text that makes all that is needed: one variable for each file. `more`: what else is written otherwise. */
export function initialiserText(graph: Graph, needed: Needed, state: State = [], more: (file: SourceFile) => Edit[] = () => []): string {
  const files = [...graph.files.values()].filter((file) => needed.has(file))
  const inner = files.filter(({ parent }) => parent)
  const order = inOrder(
    graph,
    files.filter(({ parent }) => !parent),
    needed,
  )
  return [
    ...inner.map(({ index }) => `let f${index}`),
    ...order.map((file) => `const f${file.index} = ${fileText(graph, file, needed, state, more)}`),
  ].join('\n')
}

/** A file after those from which it imports something that is needed, as modules are evaluated. */
function inOrder(graph: Graph, files: readonly SourceFile[], needed: Needed): SourceFile[] {
  const done: SourceFile[] = []
  const open = new Set<SourceFile>()
  const visit = (file: SourceFile): void => {
    if (done.includes(file) || open.has(file)) return
    open.add(file)
    for (const name of file.imports.keys()) {
      if (!needed.get(file)!.names.has(name)) continue
      const binding = lookup(graph, file, name)
      if (binding && 'file' in binding && needed.has(binding.file)) visit(outermost(binding.file))
    }
    done.push(file)
  }
  for (const file of files) visit(file)
  return done
}

function outermost(file: SourceFile): SourceFile {
  return file.parent ? outermost(file.parent) : file
}

function fileText(graph: Graph, file: SourceFile, needed: Needed, state: State, more: (file: SourceFile) => Edit[]): string {
  const { names, statements } = needed.get(file)!
  const edits = [...stateEdits(graph, state, file, true), ...more(file)]
  const isState = (name: string) => {
    const binding = lookup(graph, file, name)
    return binding?.kind === 'declaration' && stateOf(state, binding.file, binding.name) !== undefined
  }
  const all = [...names].filter((name) => file.imports.has(name) && !isState(name))
  const imports = all.filter((name) => !file.imports.get(name)!.alias)
  const lines = imports.map((name) => `const ${name} = ${bindingText(graph, lookup(graph, file, name))}`)
  const pieces = new Map<AstNode, string>()
  const made: string[] = []
  for (const [name, declaration] of file.declarations) {
    if (!names.has(name)) continue
    const cell = stateOf(state, file, name)
    const held = cell && heldText(cell)
    const property = `${name}() { return ${held} }, set ${name}(value) { ${held} = value }`
    made.push(...(cell ? [`get ${property}`, cell.variable] : [name === 'default' ? `default: ${namelessIn(file)}` : name]))
    const text = pieces.get(declaration.node) ?? declarationText(file, declaration, edits)
    pieces.set(declaration.node, cell ? `${text}\nconst ${cell.variable} = ${stateText(cell, name)}` : text)
  }
  // What it names is there where it stands.
  for (const name of all) {
    const { alias, node } = file.imports.get(name)!
    if (alias) pieces.set(node, `const ${name} = ${file.text.slice(alias.start, alias.end)}`)
  }
  for (const node of statements) pieces.set(node, `;${editedText(file, node.start, node.end, edits)}`)
  for (const [name, inner] of file.namespaces) {
    const text = needed.has(inner) && fileText(graph, inner, needed, state, more)
    if (text) pieces.set(inner.program, `const ${name} = f${inner.index} = ${text}`)
  }
  const inOrder = [...pieces].sort(([a], [b]) => a.start - b.start).map(([, text]) => text)
  // What a namespace exports from one inside of it.
  const exported = file.parent ? [...file.namespaces].flatMap(([name, inner]) => (needed.has(inner) ? [name] : [])) : []
  return ['(() => {', ...lines, ...inOrder, `return { ${[...made, ...exported].join(', ')} }`, '})()'].join('\n')
}

function declarationText(file: SourceFile, declaration: Declaration, edits: readonly Edit[]): string {
  const { node, kind } = declaration
  if (kind === 'enum') return enumText(file, node)
  const text = editedText(file, node.start, node.end, edits).trimEnd()
  // The key gives it its name, as the export does in the source.
  if (kind === 'class' && nameOf(node) === '') return `const ${namelessIn(file)} = { default: ${text} }.default`
  if (kind !== 'variable') return text
  if (nameOf(child(node, 'id')) === 'default') return `const ${namelessIn(file)} = ${text}`
  return `${declaration.statement['kind'] as string} ${text}`
}

/** The variable of a default export without a name: one that the file does not mention. */
function namelessIn({ text }: SourceFile): string {
  let name = '$default'
  while (text.includes(name)) name = `$${name}`
  return name
}

/** What taipan's own functions are where everything is compiled already. Without `typeof`, which `isFixed` distrusts. */
const STAND_INS: Readonly<Record<string, string>> = {
  jit: '(...given) => given.find((each) => each instanceof Function)',
  jitclass: '(...given) => given.find((each) => each instanceof Function) ?? ((plain) => plain)',
  array: `(first, from) => !(first instanceof Function) ? (Object(first[0]) instanceof BigInt ? BigInt64Array : Float64Array).from(first) : Object(from) instanceof Number ? new first(from) : first.from(from)`,
}

/** What an imported name stands for, as JavaScript beside the text. */
export function bindingText(graph: Graph, binding: Binding | undefined, around: readonly SourceFile[] = []): string {
  if (binding?.kind === 'declaration') return expressionOf(binding.file, binding.name)
  if (binding?.kind === 'taipan') return STAND_INS[binding.name] ?? 'undefined'
  if (binding?.kind !== 'namespace' || around.includes(binding.file)) return 'undefined'
  if (binding.file.parent) return `f${binding.file.index}`
  const members = exportedNames(graph, binding.file).flatMap((name) => {
    const member = lookupExport(graph, binding.file, name)
    if (member?.kind !== 'declaration' && member?.kind !== 'namespace') return []
    return [`${name}: ${bindingText(graph, member, [...around, binding.file])}`]
  })
  return `Object.freeze({ ${members.join(', ')} })`
}

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u

/** An enum as an object: names to values, and numbers back to names. */
function enumText(file: SourceFile, node: AstNode): string {
  const lines = children(node, 'members').map((member, index, all) => {
    const name = nameOf(child(member, 'id'))
    const value = child(member, 'initializer')
    const before = nameOf(child(all[index - 1] ?? member, 'id'))
    const text = value ? memberText(file, value) : index === 0 ? '0' : `${before} + 1`
    const key = JSON.stringify(name)
    const variable = IDENTIFIER.test(name) ? name : `member${index}`
    return `const ${variable} = made[${key}] = ${text}; if (String(${variable}) !== ${variable}) made[${variable}] = ${key}`
  })
  return [`const ${nameOf(node)} = Object.freeze((() => {`, 'const made = {}', ...lines, 'return made', '})())'].join('\n')
}

/** The types that may stand in it are read by nobody. */
function memberText(file: SourceFile, value: AstNode): string {
  const text = file.text.slice(value.start, value.end)
  return value.type === 'Literal' ? text : parseFile(`(${text})`).erased
}

/** What the program prints, it prints when it runs. */
const SILENCE = 'const console = new Proxy({}, { get: () => () => undefined })'

/** The value of a declaration now, as the program that is written will have it when it is loaded. */
export function evaluate(graph: Graph, file: SourceFile, name: string): unknown {
  const needed: Needed = new Map()
  need(graph, needed, file, name)
  try {
    return evaluateAll(graph, needed, [{ file, name }])[0]
  } catch (error) {
    const { node } = file.declarations.get(name)!
    return fail(file, node, 'aot_initialiser', { name, reason: error instanceof Error ? error.message : String(error) })
  }
}

/** The same for several that are needed: an object that two of them hold is one. */
export function evaluateAll(graph: Graph, needed: Needed, names: readonly { file: SourceFile; name: string }[]): readonly unknown[] {
  const values = names.map(({ file, name }) => expressionOf(file, name)).join(', ')
  const text = `(() => {\n"use strict"\n${SILENCE}\n${initialiserText(graph, needed)}\nreturn [${values}]\n})()`
  return runInThisContext(text, { filename: names[0]!.file.shown, timeout: 10_000 }) as unknown[]
}

/** Whether a value may be another one at the next start. */
export function isFixed(graph: Graph, file: SourceFile, name: string): boolean {
  const needed: Needed = new Map()
  need(graph, needed, file, name)
  return !/\bMath\s*\.\s*random\b|\btypeof\b|\b(?:Date|performance|crypto|process|globalThis|window|self|document|navigator|location)\b/.test(
    initialiserText(graph, needed),
  )
}
