/** Static fields of a class by what its text does with them: which are assigned, and what private ones begin with. */
import type { AnyNode, ClassBody } from 'acorn'
import { type ClassNode, forEachChild } from './ast.ts'

type Element = ClassBody['body'][number]

interface Statics {
  readonly assignedStatics: ReadonlySet<string>
  readonly privateStatics: ReadonlyMap<string, number | bigint | boolean>
}

export function staticsOf(node: ClassNode, names: ReadonlySet<string>): Statics {
  const assigned = new Set<string>()
  const plain = new Set<string>()
  const values = new Map<string, number | bigint | boolean>()
  if (names.size === 0) return { assignedStatics: assigned, privateStatics: values }
  for (const element of node.body.body) {
    if (staysPlain(element)) privateNames(element, plain, true)
    else assignments(element, isStatic(element), names, assigned)
    if (element.type !== 'PropertyDefinition' || !element.static || element.key.type !== 'PrivateIdentifier') continue
    const value = element.value?.type === 'Literal' ? literal(element.value) : undefined
    if (value !== undefined) values.set(`#${element.key.name}`, value)
  }
  for (const name of plain) values.delete(name)
  return { assignedStatics: assigned, privateStatics: values }
}

/** Parts that have run when the class was made, and those that are left and entered again. */
function staysPlain(element: Element): boolean {
  if (element.type === 'StaticBlock') return true
  if (element.type === 'PropertyDefinition') return element.static
  return element.value.generator || element.value.async
}

function isStatic(element: Element): boolean {
  return element.type !== 'StaticBlock' && element.static
}

function literal({ value, bigint }: { value?: unknown; bigint?: string | null | undefined }): number | bigint | boolean | undefined {
  if (typeof bigint === 'string') return BigInt(bigint)
  return typeof value === 'number' || typeof value === 'boolean' ? value : undefined
}

/** `root`: the name of a field itself does not count. */
function privateNames(node: AnyNode, found: Set<string>, root: boolean): void {
  if (node.type === 'PrivateIdentifier') found.add(`#${node.name}`)
  forEachChild(node, (child) => {
    if (root && node.type === 'PropertyDefinition' && child === node.key) return
    privateNames(child, found, false)
  })
}

/** `Name.field = …`, and `this.field = …` in static members: too many are found rather than too few. */
function assignments(node: AnyNode, ofThis: boolean, names: ReadonlySet<string>, found: Set<string>): void {
  if (node.type === 'AssignmentExpression') targets(node.left, ofThis, names, found)
  else if (node.type === 'UpdateExpression') targets(node.argument, ofThis, names, found)
  else if (node.type === 'ForOfStatement') targets(node.left, ofThis, names, found)
  forEachChild(node, (child) => assignments(child, ofThis, names, found))
}

function targets(node: AnyNode, ofThis: boolean, names: ReadonlySet<string>, found: Set<string>): void {
  if (node.type !== 'MemberExpression') {
    if (/Pattern$|^(Property|RestElement)$/.test(node.type)) forEachChild(node, (child) => targets(child, ofThis, names, found))
    return
  }
  const { object, property } = node
  if (object.type === 'ThisExpression' ? !ofThis : object.type !== 'Identifier') return
  const name = property.type === 'PrivateIdentifier' ? `#${property.name}` : property.type === 'Identifier' ? property.name : undefined
  if (name !== undefined && names.has(name)) found.add(name)
}
