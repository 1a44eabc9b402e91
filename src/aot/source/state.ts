/**
 * Module state in plain JavaScript beside compiled code: both use one cell in linear memory.
 *
 *     let seed = 1n                           let seed = 1n
 *     function next() { return ++seed }   →   const state0 = moduleState('int64', seed)
 *                                             function next() { return ++state0.value }
 */
import type { SourceFile } from './file.ts'
import { type Graph, lookup } from './graph.ts'
import type { Edit } from './javascript.ts'
import { type AstNode, child, children, walk } from './node.ts'
import { resolveScopes } from './scopes.ts'
import type { Cell } from './unit-of.ts'

export interface StateCell {
  readonly file: SourceFile
  readonly name: string
  /** The variable of the file's text that holds it. */
  readonly variable: string
  readonly holds: Cell
}

/** What holds a value of the program for compiled code: `expression` gives the first. */
export function cellText({ element }: Cell, expression: string): string {
  return element ? `moduleVariable('${element}', ${expression})` : `{ value: ${expression} }`
}

/** The same where plain JavaScript uses it too. */
export function stateText({ holds }: StateCell, name: string): string {
  return holds.element ? `moduleState('${holds.element}', ${name})` : cellText(holds, name)
}

export type State = readonly StateCell[]

export function stateOf(state: State, file: SourceFile, name: string): StateCell | undefined {
  return state.find((each) => each.file === file && each.name === name)
}

/** What mentions of state in a file become; `inside`: in the text of its file, where the cells are variables. */
export function stateEdits(graph: Graph, state: State, file: SourceFile, inside: boolean): Edit[] {
  const names = visibleNames(file)
  const cells = new Map(
    names.flatMap((name) => {
      const found = meantBy(graph, state, file, name)
      return found ? [[name, found] as const] : []
    }),
  )
  if (cells.size === 0) return []
  const { meant, top } = resolveScopes(file.program, names)
  const short = shorthands(file.program)
  return [...meant].flatMap(([node, variable]) => {
    const cell = top.get(variable.name) === variable ? cells.get(variable.name) : undefined
    if (!cell || isDeclared(file, variable.name, node)) return []
    // A namespace sees the variables of what is around it.
    const own = inside && (cell.file === file || isAround(cell.file, file))
    const text = own ? `${cell.variable}.value` : `f${cell.file.index}.${cell.name}`
    const end = node.start + variable.name.length
    return [{ at: node.start, end, text: short.has(node.start) ? `${variable.name}: ${text}` : text }]
  })
}

/** What code at the top level can name. */
export function visibleNames({ declarations, imports, parent }: SourceFile): string[] {
  return [...(parent ? visibleNames(parent) : []), ...declarations.keys(), ...imports.keys()]
}

function isAround(outer: SourceFile, { parent }: SourceFile): boolean {
  return parent !== undefined && (parent === outer || isAround(outer, parent))
}

function meantBy(graph: Graph, state: State, file: SourceFile, name: string): StateCell | undefined {
  const binding = isTypeImport(file, name) ? undefined : lookup(graph, file, name)
  return binding?.kind === 'declaration' ? stateOf(state, binding.file, binding.name) : undefined
}

function isTypeImport({ imports, declarations, parent }: SourceFile, name: string): boolean {
  if (declarations.has(name)) return false
  return imports.get(name)?.typeOnly ?? (parent !== undefined && isTypeImport(parent, name))
}

/** Its declaration stays what it is: it gives the first value. */
function isDeclared(file: SourceFile, name: string, node: AstNode): boolean {
  const pattern = child(file.declarations.get(name)?.node ?? file.program, 'id')
  return pattern !== undefined && pattern.start <= node.start && node.end <= pattern.end
}

/** Where `{ a }` says `{ a: a }`. */
export function shorthands(program: AstNode): ReadonlySet<number> {
  const places = new Set<number>()
  walk(program, (node) => {
    for (const each of children(node, 'properties')) if (each['shorthand'] === true) places.add(each.start)
    return true
  })
  return places
}
