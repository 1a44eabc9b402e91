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
import type { Cell, Keeper } from './unit-of.ts'

export interface StateCell {
  readonly file: SourceFile
  readonly name: string
  /** The variable of the file's text that holds it. */
  readonly variable: string
  /** The variable with the class of the object that keeps it, if there is one. */
  readonly maker: string
  readonly holds: Cell
}

/** What holds a value of the program for compiled code: `expression` gives the first. `maker`: the class of keepers. */
export function cellText({ element, keeper }: Cell, expression: string, maker: string): string {
  if (keeper) return `{ now: new ${maker}(${expression}) }`
  return element ? `moduleVariable('${element}', ${expression})` : `{ value: ${expression} }`
}

/** The class whose one instance keeps what a variable holds: it is as written until the code is opened, then a compiled one. */
export function keeperText({ unit: { name } }: Keeper, maker: string): string {
  return `const ${maker} = class ${name} { constructor(value) { this.value = value } }`
}

/** What the variable holds now. */
export function heldText({ variable, holds }: Pick<StateCell, 'variable' | 'holds'>): string {
  return holds.keeper ? `${variable}.now.value` : `${variable}.value`
}

/** The same where plain JavaScript uses it too. */
export function stateText({ holds, maker }: StateCell, name: string): string {
  return holds.element ? `moduleState('${holds.element}', ${name})` : cellText(holds, name, maker)
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
    const text = own ? heldText(cell) : `f${cell.file.index}.${cell.name}`
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
