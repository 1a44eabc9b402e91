/**
 * The members of a class: functions by name, fields in the order in which an instance gets them. Initialisers of
 * fields become one function of their own, which the constructor's code runs; so every part of a class is a function.
 */
import type { AnyNode, ClassBody, Expression, FunctionExpression, Identifier, MemberExpression, PrivateIdentifier, Statement } from 'acorn'
import { type ClassNode, forEachChild } from './ast.ts'
import { staticsOf } from './statics.ts'
import { tupleFields } from './tuples.ts'

export interface Members {
  readonly methods: ReadonlyMap<string, FunctionExpression>
  readonly getters: ReadonlyMap<string, FunctionExpression>
  readonly setters: ReadonlyMap<string, FunctionExpression>
}

export interface ClassTree {
  readonly node: ClassNode
  /** Its own name, which its parts can use; empty if it has none. */
  readonly name: string
  readonly superClass: Expression | undefined
  readonly construct: FunctionExpression | undefined
  /** Gives fields their first values, in order; undefined if there are none to give. */
  readonly initialise: FunctionExpression | undefined
  readonly instance: Members
  readonly static: Members
  readonly staticFields: ReadonlySet<string>
  /** Those that functions of the class seem to assign. */
  readonly assignedStatics: ReadonlySet<string>
  /** Private ones that begin with a literal, and that no part of the class reads or assigns that stays JavaScript. */
  readonly privateStatics: ReadonlyMap<string, number | bigint | boolean>
  /** Fields declared in the class body, then those that its functions assign (`this.x = …`), in source order. */
  readonly fields: readonly string[]
  /** Fields of the body that have no initialiser. */
  readonly bare: ReadonlySet<string>
  /** Fields that are assigned only: where a base has a setter of the name, that is what is meant. */
  readonly assigned: ReadonlySet<string>
  /** Fields that hold arrays of which the class asks for elements at literal indices only. */
  readonly tuples: ReadonlySet<string>
}

type Element = ClassBody['body'][number]

/** The name of a class element; undefined if it is computed, but for `[Symbol.iterator]`. */
export function elementName(element: Element): string | undefined {
  if (element.type === 'StaticBlock') return undefined
  const { key, computed } = element
  if (key.type === 'PrivateIdentifier') return `#${key.name}`
  if (!computed && key.type === 'Identifier') return key.name
  if (key.type === 'Literal' && typeof key.value === 'string') return key.value
  if (computed && isSymbolIterator(key)) return SYMBOL_ITERATOR
  return undefined
}

export const SYMBOL_ITERATOR = '@@iterator'

function isSymbolIterator(node: Expression | PrivateIdentifier): boolean {
  if (node.type !== 'MemberExpression' || node.computed || node.object.type !== 'Identifier' || node.property.type !== 'Identifier')
    return false
  return node.object.name === 'Symbol' && node.property.name === 'iterator'
}

/** What cannot be compiled is reported by `refuse`, which does not return. */
export function classTree(node: ClassNode, refuse: (at: AnyNode, what: string) => never): ClassTree {
  const make = () =>
    ({ methods: new Map(), getters: new Map(), setters: new Map() }) as Record<keyof Members, Map<string, FunctionExpression>>
  const sides = { instance: make(), static: make() }
  const fields = new Set<string>()
  const bare = new Set<string>()
  const staticFields = new Set<string>()
  const first: Statement[] = []
  let construct: FunctionExpression | undefined
  for (const element of node.body.body) {
    // Static blocks have run when the class was made.
    if (element.type === 'StaticBlock') continue
    const name = elementName(element)
    if (name === undefined) {
      // A method that has no name in compiled code is not called there.
      if (element.type === 'MethodDefinition') continue
      return refuse(element, 'A computed name of a field')
    }
    if (element.type === 'PropertyDefinition') {
      if (element.static) staticFields.add(name)
      else {
        fields.add(name)
        if (element.value) first.push(assignment(element, name, element.value))
        else bare.add(name)
      }
    } else if (element.kind === 'constructor') construct = element.value
    else {
      const side = sides[element.static ? 'static' : 'instance']
      const group = element.kind === 'get' ? side.getters : element.kind === 'set' ? side.setters : side.methods
      group.set(name, element.value)
    }
  }
  const members = sides.instance
  const body = new Set(fields)
  const functions = [construct, ...members.methods.values(), ...members.getters.values(), ...members.setters.values()]
  for (const value of functions) if (value) collectAssigned(value, fields)
  for (const name of [...members.methods.keys(), ...members.getters.keys(), ...members.setters.keys()]) fields.delete(name)
  return {
    node,
    name: node.id?.name ?? '',
    superClass: node.superClass ?? undefined,
    construct,
    initialise: first.length > 0 ? functionOf(node, first) : undefined,
    ...sides,
    staticFields,
    ...staticsOf(node, staticFields),
    fields: [...fields],
    bare,
    assigned: new Set([...fields].filter((name) => !body.has(name))),
    tuples: tupleFields(node),
  }
}

/** `this.name = value`, standing where the field stands. */
function assignment(at: Exclude<Element, { type: 'StaticBlock' }>, name: string, value: Expression): Statement {
  const { start, end, key } = at
  const self = { type: 'ThisExpression', start: key.start, end: key.end } as const
  const property: Expression | PrivateIdentifier = name.startsWith('#')
    ? { type: 'PrivateIdentifier', name: name.slice(1), start: key.start, end: key.end }
    : { type: 'Literal', value: name, start: key.start, end: key.end }
  const left: MemberExpression = {
    type: 'MemberExpression',
    object: self,
    property,
    computed: property.type === 'Literal',
    optional: false,
    start: key.start,
    end: key.end,
  }
  return {
    type: 'ExpressionStatement',
    expression: { type: 'AssignmentExpression', operator: '=', left, right: value, start, end },
    start,
    end,
  }
}

function functionOf(node: ClassNode, body: Statement[]): FunctionExpression {
  const { start, end } = node
  const block = { type: 'BlockStatement', body, start, end } as const
  return { type: 'FunctionExpression', id: null, params: [], body: block, generator: false, async: false, expression: false, start, end }
}

/** Names of `this.x` in places that are assigned, inside of functions that share `this`. */
export function collectAssigned(node: AnyNode, found: Set<string>, root = true): void {
  if (!root && (node.type === 'FunctionExpression' || node.type === 'FunctionDeclaration' || node.type === 'ClassExpression')) return
  if (node.type === 'AssignmentExpression') collectTargets(node.left, found)
  else if (node.type === 'UpdateExpression') collectTargets(node.argument, found)
  else if (node.type === 'ForOfStatement' && node.left.type !== 'VariableDeclaration') collectTargets(node.left, found)
  forEachChild(node, (child) => collectAssigned(child, found, false))
}

function collectTargets(node: AnyNode, found: Set<string>): void {
  switch (node.type) {
    case 'MemberExpression': {
      const name = thisProperty(node)
      if (name !== undefined) found.add(name)
      return
    }
    case 'ArrayPattern':
      for (const element of node.elements) if (element) collectTargets(element, found)
      return
    case 'ObjectPattern':
      for (const property of node.properties) collectTargets(property.type === 'Property' ? property.value : property.argument, found)
      return
    case 'AssignmentPattern':
      return collectTargets(node.left, found)
    case 'RestElement':
      return collectTargets(node.argument, found)
  }
}

/** The `x` of `this.x`, `this['x']` or `this.#x`. */
export function thisProperty(node: AnyNode): string | undefined {
  if (node.type !== 'MemberExpression' || node.object.type !== 'ThisExpression') return undefined
  const { property, computed } = node
  if (property.type === 'PrivateIdentifier') return `#${property.name}`
  if (!computed) return (property as Identifier).name
  return property.type === 'Literal' && typeof property.value === 'string' ? property.value : undefined
}
