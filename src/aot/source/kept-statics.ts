/**
 * Static fields that hold what code changes, other than a number, bigint or boolean: they are kept as variables of the file are (kept.ts),
 * and the class's own property shows what is kept.
 *
 *     class Shape { static all: Shape[] = [] }   →   class all { value }, whose field is a Shape[]
 */
import type { Captured } from '../../artifact/captured.ts'
import { holdsCallback, printType } from '../../artifact/signature.ts'
import type { HostType } from '../../artifact/types.ts'
import { castOf, madeCollection } from './annotations.ts'
import { keyOf, membersOf } from './class-parts.ts'
import type { SourceFile } from './file.ts'
import { expressionOf } from './initialisers.ts'
import { plainListOf } from './inner-lists.ts'
import { holdsUnknown, isKept, keptVariable, madeAs, newKeeper } from './kept.ts'
import { typeOfMade } from './made-units.ts'
import { type AstNode, child, nameOf, walk } from './node.ts'
import { CHANGING } from './tables.ts'
import type { Units } from './unit-of.ts'
import { extendsError } from './wrapped.ts'
import { writtenType } from './written-type.ts'

/** A static field of a class at the top of its file. */
interface Field {
  readonly file: SourceFile
  /** Of the class. */
  readonly name: string
  readonly node: AstNode
  readonly member: AstNode
}

/** What it is to the compiler, if it is kept; `value`: what the top level has put there. */
export function keptStatic(units: Units, field: Field, value: unknown): Captured | undefined {
  const { file, name, node, member } = field
  const id = `${expressionOf(file, name)}[${JSON.stringify(keyOf(member))}]`
  const known = units.cells.get(id)?.holds.keeper
  if (known) return keptVariable(known, id)
  if (!units.whole || extendsError(units.graph, { file, node })) return undefined
  const declared = declaredType(units, field, true)
  const type = declared ?? (Array.isArray(value) ? plainListOf(value) : undefined) ?? typeOfMade(units, value)
  if (!type || !needsKeeper(units, field, type)) return undefined
  const keeper = newKeeper(units, keyOf(member), id, madeAs(type, value))
  units.cells.set(id, { file, name, field: keyOf(member), holds: { keeper } })
  return keptVariable(keeper, id)
}

/** Classes that such a field may hold cross. */
export function meetStatics(units: Units, file: SourceFile, name: string, node: AstNode): void {
  for (const member of membersOf({ node })) {
    if (member.type !== 'PropertyDefinition' || member['static'] !== true) continue
    const field = { file, name, node, member }
    const type = declaredType(units, field, true)
    if (type && needsKeeper(units, field, type)) declaredType(units, field, false)
  }
}

const SCALARS: ReadonlySet<HostType['kind']> = new Set(['float64', 'int64', 'uint64', 'boolean'])

/** Those of classes that cross have cells, which other modules share, if only their own code assigns them. */
function needsKeeper(units: Units, field: Field, type: HostType): boolean {
  if (holdsCallback(type) || holdsUnknown(type)) return false
  const use = useOf(units, field)
  if (SCALARS.has(type.kind)) return use.assignedOutside || (use.assigned && !units.declared.has(field.node))
  if (use.assigned) return true
  // An object with any names that no code changes is a constant.
  if (isKept(type)) return use.changed || /(?:Map|Set)</.test(printType(type))
  return use.changed && type.kind === 'list'
}

interface Use {
  readonly assigned: boolean
  /** By the name of the class, in code that is not the class's. */
  readonly assignedOutside: boolean
  /** Or given to what may change it. */
  readonly changed: boolean
}

/** What the files do with some property of this name: too much is found rather than too little. */
function useOf({ graph }: Units, field: Field): Use {
  const key = keyOf(field.member)
  let [assigned, assignedOutside, changed] = [false, false, false]
  const isNamed = (node: AstNode | undefined) => node?.type === 'MemberExpression' && nameOf(child(node, 'property')) === key
  const isInside = (node: AstNode | undefined): boolean =>
    node !== undefined && (isNamed(node) || (node.type === 'MemberExpression' && isInside(child(node, 'object'))))
  for (const file of graph.files.values()) {
    walk(file.program, (node) => {
      const target = targetOf(node)
      if (isNamed(target)) assigned = true
      const isOwn = file === field.file && field.node.start <= node.start && node.end <= field.node.end
      if (isNamed(target) && !isOwn && nameOf(child(target!, 'object')) === field.name) assignedOutside = true
      if (isInside(target)) changed = true
      // It is used by another name from here on, or given to somebody.
      if (/^(?:VariableDeclarator|CallExpression|ReturnStatement|AssignmentExpression|NewExpression)$/.test(node.type))
        for (const part of [child(node, 'init'), child(node, 'argument'), child(node, 'right'), ...listOf(node['arguments'])])
          if (isInside(part)) changed = true
      return true
    })
  }
  return { assigned, assignedOutside, changed }
}

function listOf(parts: unknown): AstNode[] {
  return Array.isArray(parts) ? (parts as AstNode[]) : []
}

function targetOf(node: AstNode): AstNode | undefined {
  switch (node.type) {
    case 'AssignmentExpression':
      return child(node, 'left')
    case 'UpdateExpression':
      return child(node, 'argument')
    case 'UnaryExpression':
      return node['operator'] === 'delete' ? child(node, 'argument') : undefined
    case 'CallExpression': {
      const callee = child(node, 'callee')!
      return callee.type === 'MemberExpression' && CHANGING.has(nameOf(child(callee, 'property'))) ? child(callee, 'object') : undefined
    }
  }
  return undefined
}

function declaredType(units: Units, { file, member }: Field, quiet: boolean): HostType | undefined {
  const value = child(member, 'value')
  const annotation = child(member, 'typeAnnotation')
  const written = (annotation && child(annotation, 'typeAnnotation')) ?? madeCollection(value) ?? castOf(value)
  return writtenType(units, file, written, quiet)
}
