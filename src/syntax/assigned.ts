/**
 * Which fields of an instance somebody may read before they have a value. The construction is walked in the order in
 * which it runs: initialisers, then the constructor, with the methods that it calls on `this`. A field counts as
 * assigned once an assignment has surely run. When `this` gets out of sight, whoever has it may read everything.
 */
import type { AnyNode, AssignmentExpression, FunctionExpression, Statement, SwitchCase, SwitchStatement } from 'acorn'
import { forEachChild, isFunction } from './ast.ts'
import { type ClassTree, thisProperty } from './classes.ts'

export interface Construction {
  /** Fields that may be read while they are undefined. */
  readonly early: ReadonlySet<string>
  /** Names that the class does not have itself, and the fields that what stands behind them in a base may read too early. */
  readonly inherited: ReadonlyMap<string, ReadonlySet<string>>
  /** Methods and accessors that run on an instance under construction: a class that extends this one may replace them. */
  readonly calls: ReadonlySet<string>
}

/** What the walk must know of a class, or of a function that is used as one. */
export type Constructed = Pick<ClassTree, 'initialise' | 'instance' | 'fields'> & { readonly construct: FunctionExpression | undefined }

interface Walk {
  readonly tree: Constructed
  readonly early: Set<string>
  readonly inherited: Map<string, Set<string>>
  readonly calls: Set<string>
  assigned: Set<string>
  /** What was assigned at each `return` of the function being walked. */
  returns: Set<string>[]
  /** Functions being walked: a method that calls itself is walked once. */
  readonly running: Set<FunctionExpression>
}

export function construction(tree: Constructed): Construction {
  const walk: Walk = {
    tree,
    early: new Set(),
    inherited: new Map(),
    calls: new Set(),
    assigned: new Set(),
    returns: [],
    running: new Set(),
  }
  for (const part of [tree.initialise, tree.construct]) if (part) run(walk, part)
  everything(walk)
  return { early: walk.early, inherited: walk.inherited, calls: walk.calls }
}

/** From here on anything may be read. */
function everything({ tree, early, assigned }: Walk): void {
  for (const name of tree.fields) if (!assigned.has(name)) early.add(name)
}

function run(walk: Walk, body: FunctionExpression): void {
  if (walk.running.has(body)) return
  const { returns } = walk
  walk.running.add(body)
  walk.returns = []
  for (const param of body.params) visit(walk, param)
  visit(walk, body.body)
  // What follows a `return` may not have run.
  for (const name of walk.assigned) if (!walk.returns.every((at) => at.has(name))) walk.assigned.delete(name)
  walk.returns = returns
  walk.running.delete(body)
}

/** What happens inside may not happen at all. */
function maybe(walk: Walk, node: AnyNode | null | undefined): Set<string> {
  const before = walk.assigned
  walk.assigned = new Set(before)
  if (node) visit(walk, node)
  const after = walk.assigned
  walk.assigned = before
  return after
}

/** One of the two happens. */
function either(walk: Walk, one: AnyNode, other: AnyNode | null | undefined): void {
  const then = maybe(walk, one)
  const otherwise = maybe(walk, other)
  for (const name of then) if (otherwise.has(name)) walk.assigned.add(name)
}

/** Control leaves here: what follows does not run, so nothing is missing there. */
function leave(walk: Walk): void {
  walk.assigned = new Set([...walk.assigned, ...walk.tree.fields])
}

function visit(walk: Walk, node: AnyNode): void {
  switch (node.type) {
    case 'ThisExpression':
      return everything(walk)
    case 'MemberExpression': {
      const name = thisProperty(node)
      if (name !== undefined) return read(walk, name)
      break
    }
    case 'CallExpression': {
      // As `super(…)` does: the base has no way to the fields of what extends it, but by methods (constructionCalls).
      if (isBaseCall(node)) {
        for (const argument of node.arguments.slice(1)) visit(walk, argument)
        return
      }
      const name = thisProperty(node.callee)
      if (name === undefined || !walk.tree.instance.methods.has(name)) break
      for (const argument of node.arguments) visit(walk, argument)
      walk.calls.add(name)
      return run(walk, walk.tree.instance.methods.get(name)!)
    }
    case 'AssignmentExpression':
      return assign(walk, node)
    case 'ReturnStatement':
      if (node.argument) visit(walk, node.argument)
      walk.returns.push(new Set(walk.assigned))
      return leave(walk)
    case 'ThrowStatement':
      visit(walk, node.argument)
      return leave(walk)
    case 'IfStatement':
    case 'ConditionalExpression':
      visit(walk, node.test)
      return either(walk, node.consequent, node.alternate)
    case 'LogicalExpression':
      visit(walk, node.left)
      maybe(walk, node.right)
      return
    case 'ForStatement':
      if (node.init) visit(walk, node.init)
      if (node.test) visit(walk, node.test)
      maybe(walk, node.body)
      maybe(walk, node.update)
      return
    case 'WhileStatement':
      visit(walk, node.test)
      maybe(walk, node.body)
      return
    case 'ForOfStatement':
    case 'ForInStatement':
      visit(walk, node.right)
      maybe(walk, node.left)
      maybe(walk, node.body)
      return
    case 'DoWhileStatement':
    case 'LabeledStatement': {
      // What follows a jump out of it may not have run.
      const walked = hasJump(node.body) ? maybe : visit
      walked(walk, node.body)
      if (node.type === 'DoWhileStatement') walked(walk, node.test)
      return
    }
    case 'AssignmentPattern':
      visit(walk, node.left)
      maybe(walk, node.right)
      return
    case 'ChainExpression':
      maybe(walk, node.expression)
      return
    case 'SwitchStatement':
      return choose(walk, node)
    case 'TryStatement':
      maybe(walk, node.block)
      maybe(walk, node.handler)
      if (node.finalizer) visit(walk, node.finalizer)
      return
    case 'BreakStatement':
    case 'ContinueStatement':
      return
  }
  // A closure may run at once or later; at the earliest here.
  if (isFunction(node)) {
    const { returns } = walk
    walk.returns = []
    if (node.type === 'ArrowFunctionExpression') maybe(walk, node.body)
    walk.returns = returns
    return
  }
  forEachChild(node, (child) => visit(walk, child))
}

/** With a default, one of the cases runs. One that has no `break` goes on with the next, which says what is assigned then. */
function choose(walk: Walk, { discriminant, cases }: SwitchStatement): void {
  visit(walk, discriminant)
  const tests = cases.flatMap(({ test }) => test ?? [])
  // The first test is the only one that surely runs.
  for (const [index, test] of tests.entries())
    if (index === 0) visit(walk, test)
    else maybe(walk, test)
  const ends = cases.map((item, index) => endOf(walk, item, index === cases.length - 1))
  if (cases.every(({ test }) => test) || ends.includes('unknown')) return
  const sets = ends.filter((end) => end !== 'next' && end !== 'unknown')
  for (const name of walk.tree.fields) if (sets.every((set) => set.has(name))) walk.assigned.add(name)
}

/** What is assigned where the case leaves the `switch`, unless it goes on with the next one or jumps in ways that are not followed. */
function endOf(walk: Walk, { consequent }: SwitchCase, isLast: boolean): Set<string> | 'next' | 'unknown' {
  const statements = unwrapped(consequent)
  const isBroken = statements.at(-1)?.type === 'BreakStatement'
  const body = isBroken ? statements.slice(0, -1) : statements
  const before = walk.assigned
  walk.assigned = new Set(before)
  for (const statement of body) visit(walk, statement)
  const after = walk.assigned
  walk.assigned = before
  if (body.some(hasJump)) return 'unknown'
  return isBroken || isLast ? after : 'next'
}

/** The statements of a case that is written as a block. */
function unwrapped(statements: readonly Statement[]): readonly Statement[] {
  const [only] = statements
  return statements.length === 1 && only!.type === 'BlockStatement' ? only.body : statements
}

function hasJump(node: AnyNode): boolean {
  if (node.type === 'BreakStatement' || node.type === 'ContinueStatement') return true
  let found = false
  forEachChild(node, (child) => {
    found ||= !isFunction(child) && hasJump(child)
  })
  return found
}

function assign(walk: Walk, node: AssignmentExpression): void {
  const name = thisProperty(node.left)
  if (name === undefined || node.operator !== '=') {
    // Also patterns: their defaults run, and what they assign is not counted on.
    visit(walk, node.left)
    if (/^(&&|\|\||\?\?)=$/.test(node.operator)) maybe(walk, node.right)
    else visit(walk, node.right)
    return
  }
  visit(walk, node.right)
  const setter = walk.tree.instance.setters.get(name)
  if (setter) {
    walk.calls.add(name)
    run(walk, setter)
  } else walk.assigned.add(name)
}

function read(walk: Walk, name: string): void {
  const { instance, fields } = walk.tree
  const getter = instance.getters.get(name)
  if (getter) {
    walk.calls.add(name)
    return run(walk, getter)
  }
  if (instance.methods.has(name)) return everything(walk)
  if (!fields.includes(name)) {
    const unassigned = fields.filter((field) => !walk.assigned.has(field))
    walk.inherited.set(name, new Set([...(walk.inherited.get(name) ?? []), ...unassigned]))
    return
  }
  if (!walk.assigned.has(name)) walk.early.add(name)
}

/** `Base.call(this, …)`, by which a function that is used as a class runs the one that it extends. */
export function isBaseCall(node: AnyNode): boolean {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression' || node.callee.computed) return false
  const { object, property } = node.callee
  return (
    object.type === 'Identifier' &&
    property.type === 'Identifier' &&
    property.name === 'call' &&
    node.arguments[0]?.type === 'ThisExpression'
  )
}
