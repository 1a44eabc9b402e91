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
import type { SourceFile } from './file.ts'
import { type Binding, exportedNames, type Graph, lookup, lookupExport } from './graph.ts'
import { mentionedNames } from './names.ts'
import { type AstNode, child, children, nameOf } from './node.ts'
import { fail } from './problems.ts'

/** Declarations that are needed, by file. */
export type Needed = Map<SourceFile, Set<string>>

/** A declaration, as JavaScript that can be evaluated beside the text: `f0.table`. */
export function expressionOf(file: SourceFile, name: string): string {
  return `f${file.index}.${name}`
}

/** Add a declaration and all that it mentions. Gives names that no file declares. */
export function need(graph: Graph, needed: Needed, file: SourceFile, name: string): void {
  const names = needed.get(file) ?? new Set()
  if (names.has(name)) return
  const declaration = file.declarations.get(name)
  if (!declaration) return needBinding(graph, needed, lookup(graph, file, name))
  needed.set(file, names.add(name))
  for (const mentioned of mentionedNames(declaration.node)) {
    if (mentioned === name) continue
    if (file.declarations.has(mentioned)) need(graph, needed, file, mentioned)
    else if (file.imports.get(mentioned)?.typeOnly === false) {
      needed.get(file)!.add(mentioned)
      needBinding(graph, needed, lookup(graph, file, mentioned))
    }
  }
}

function needBinding(graph: Graph, needed: Needed, binding: Binding | undefined): void {
  if (binding?.kind === 'declaration') need(graph, needed, binding.file, binding.name)
  if (binding?.kind === 'namespace')
    for (const name of exportedNames(graph, binding.file)) needBinding(graph, needed, lookupExport(graph, binding.file, name))
}

/** The text that makes all that is needed: one variable for each file. */
export function initialiserText(graph: Graph, needed: Needed): string {
  const files = [...graph.files.values()].filter((file) => needed.has(file))
  return inOrder(graph, files, needed)
    .map((file) => fileText(graph, file, needed.get(file)!))
    .join('\n')
}

/** A file after those from which it imports something that is needed, as modules are evaluated. */
function inOrder(graph: Graph, files: readonly SourceFile[], needed: Needed): SourceFile[] {
  const done: SourceFile[] = []
  const open = new Set<SourceFile>()
  const visit = (file: SourceFile): void => {
    if (done.includes(file) || open.has(file)) return
    open.add(file)
    for (const name of file.imports.keys()) {
      if (!needed.get(file)!.has(name)) continue
      const binding = lookup(graph, file, name)
      if (binding && 'file' in binding && needed.has(binding.file)) visit(binding.file)
    }
    done.push(file)
  }
  for (const file of files) visit(file)
  return done
}

function fileText(graph: Graph, file: SourceFile, names: ReadonlySet<string>): string {
  const lines: string[] = []
  const made: string[] = []
  for (const name of names) {
    if (!file.imports.has(name)) continue
    lines.push(`const ${name} = ${bindingText(graph, lookup(graph, file, name))}`)
  }
  const written = new Set<AstNode>()
  for (const [name, declaration] of file.declarations) {
    if (!names.has(name)) continue
    made.push(name)
    if (written.has(declaration.node)) continue
    written.add(declaration.node)
    const { node } = declaration
    const text = file.erased.slice(node.start, node.end).trimEnd()
    if (declaration.kind === 'variable') lines.push(`${declaration.statement['kind'] as string} ${text}`)
    else if (declaration.kind === 'enum') lines.push(enumText(file, node))
    else lines.push(text)
  }
  return [`const f${file.index} = (() => {`, ...lines, `return { ${made.join(', ')} }`, '})()'].join('\n')
}

function bindingText(graph: Graph, binding: Binding | undefined): string {
  if (binding?.kind === 'declaration') return expressionOf(binding.file, binding.name)
  if (binding?.kind !== 'namespace') return 'undefined'
  const members = exportedNames(graph, binding.file).flatMap((name) => {
    const member = lookupExport(graph, binding.file, name)
    return member?.kind === 'declaration' ? [`${name}: ${expressionOf(member.file, member.name)}`] : []
  })
  return `Object.freeze({ ${members.join(', ')} })`
}

/** An enum as an object: names to values, and numbers back to names. */
function enumText(file: SourceFile, node: AstNode): string {
  const lines = children(node, 'members').map((member, index, all) => {
    const name = nameOf(child(member, 'id'))
    const value = child(member, 'initializer')
    const before = nameOf(child(all[index - 1] ?? member, 'id'))
    const text = value ? file.text.slice(value.start, value.end) : index === 0 ? '0' : `${before} + 1`
    const key = JSON.stringify(name)
    return `const ${name} = made[${key}] = ${text}; if (typeof ${name} === 'number') made[${name}] = ${key}`
  })
  return [`const ${nameOf(node)} = Object.freeze((() => {`, 'const made = {}', ...lines, 'return made', '})())'].join('\n')
}

/** The value of a declaration now, as the program that is written will have it when it is loaded. */
export function evaluate(graph: Graph, file: SourceFile, name: string): unknown {
  const needed: Needed = new Map()
  need(graph, needed, file, name)
  const text = `(() => {\n"use strict"\n${initialiserText(graph, needed)}\nreturn ${expressionOf(file, name)}\n})()`
  try {
    return runInThisContext(text, { filename: file.shown, timeout: 10_000 })
  } catch (error) {
    const { node } = file.declarations.get(name)!
    return fail(file, node, 'aot_initialiser', { name, reason: error instanceof Error ? error.message : String(error) })
  }
}

/** Whether a value may be another one at the next start. */
export function isFixed(graph: Graph, file: SourceFile, name: string): boolean {
  const needed: Needed = new Map()
  need(graph, needed, file, name)
  return !/\bMath\s*\.\s*random\b|\b(?:Date|performance|crypto|process|globalThis)\b/.test(initialiserText(graph, needed))
}
