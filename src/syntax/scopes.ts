/**
 * Which name means which variable, and where each is read, written, called. One walk over the unit: entering a
 * function or block declares what it binds, then its parts are visited in source order.
 */
import type {
  AnyNode,
  BinaryExpression,
  BlockStatement,
  CallExpression,
  ClassDeclaration,
  FunctionDeclaration,
  Identifier,
  LogicalExpression,
  Pattern,
  Statement,
  Super,
  SwitchStatement,
  ThisExpression,
  VariableDeclaration,
} from 'acorn'
import { arrayFromLength, boundNames, type FunctionNode, forEachChild, isFunction, isFunctionExpression } from './ast.ts'
import type { FunctionInfo, Loop, Variable, VariableKind } from './scope-types.ts'

interface Scope {
  readonly names: Map<string, Variable>
  readonly parent: Scope | undefined
}

/** The state of the walk. `fn`, `scope` and `loop` are where it stands. */
interface Walk {
  fn: FunctionInfo
  scope: Scope
  loop: Loop | undefined
  readonly functions: Map<FunctionNode, FunctionInfo>
  readonly variables: Map<Identifier | ThisExpression | Super, Variable>
  readonly free: Set<string>
  readonly around: Map<AnyNode, (name: string) => Variable | undefined>
}

export type Scopes = Pick<Walk, 'functions' | 'variables' | 'free' | 'around'> & { readonly root: FunctionInfo }

export function resolveScopes(node: FunctionNode, name: string): Scopes {
  const root = newFunction(node, 0, name, undefined)
  const scope: Scope = { names: new Map(), parent: undefined }
  const functions = new Map([[node, root]])
  const walk: Walk = { fn: root, scope, loop: undefined, functions, variables: new Map(), free: new Set(), around: new Map() }
  visitFunction(walk, root)
  const { variables, free, around } = walk
  return { root, functions, variables, free, around }
}

function newFunction(node: FunctionNode, index: number, name: string, parent: FunctionInfo | undefined): FunctionInfo {
  return {
    index,
    node,
    name,
    parent,
    references: [],
    literals: [],
    variables: [],
    size: 0,
    known: false,
    thisVariable: undefined,
    captures: [],
  }
}

interface Declared {
  readonly kind: VariableKind
  readonly name: string
  readonly declaration?: Identifier
  readonly initialisedAt?: number
  readonly initialiser?: AnyNode | undefined
  readonly value?: AnyNode | undefined
  readonly head?: AnyNode
  readonly switchNode?: AnyNode | undefined
}

function declare(walk: Walk, what: Declared): Variable {
  const known = walk.scope.names.get(what.name)
  if (known && (what.kind === 'var' || what.kind === 'param' || what.kind === 'function')) return known
  const variable: Variable = {
    name: what.name,
    kind: what.kind,
    owner: walk.fn,
    declaration: what.declaration,
    initialisedAt: what.initialisedAt ?? 0,
    initialiser: what.initialiser,
    value: what.value,
    loop: what.kind === 'var' ? undefined : walk.loop,
    head: what.head,
    switchNode: what.switchNode,
    functionInit: undefined,
    writes: 0,
    references: 0,
    known: undefined,
    cell: false,
  }
  walk.fn.variables.push(variable)
  if (what.kind !== 'this') walk.scope.names.set(what.name, variable)
  return variable
}

function declarePattern(walk: Walk, kind: VariableKind, pattern: Pattern, more: Omit<Declared, 'kind' | 'name'> = {}): void {
  for (const { name, element } of boundNames(pattern)) {
    const variable = declare(walk, { kind, name: name.name, declaration: name, initialisedAt: element.end, ...more })
    walk.variables.set(name, variable)
  }
}

// ---- functions

function visitFunction(walk: Walk, info: FunctionInfo): void {
  const outer = { fn: walk.fn, scope: walk.scope, loop: walk.loop }
  const { node } = info
  walk.fn = info
  walk.loop = undefined
  walk.scope = { names: new Map(), parent: outer.scope }
  if (node.type === 'FunctionExpression' && node.id) declareSelf(walk, info, node.id)
  walk.scope = { names: new Map(), parent: walk.scope }
  for (const param of node.params) declarePattern(walk, 'param', param)
  if (node.body.type === 'BlockStatement') {
    for (const statement of node.body.body) declareVars(walk, statement)
    declareLexical(walk, node.body.body)
  }
  for (const param of node.params) visitPattern(walk, param, undefined)
  if (node.body.type === 'BlockStatement') for (const statement of node.body.body) visit(walk, statement)
  else visit(walk, node.body)
  Object.assign(walk, outer)
}

/** The own name of a function expression stands for the function itself. */
function declareSelf(walk: Walk, info: FunctionInfo, id: Identifier): void {
  const variable = declare(walk, { kind: 'self', name: id.name, declaration: id })
  variable.functionInit = info
}

/** Register an inner function and visit it. */
function innerFunction(walk: Walk, node: FunctionNode, name: string): FunctionInfo {
  const info = newFunction(node, walk.functions.size, node.id?.name ?? name, walk.fn)
  walk.functions.set(node, info)
  rememberScope(walk, node)
  visitFunction(walk, info)
  return info
}

function visitLiteral(walk: Walk, node: FunctionNode, name: string, call?: CallExpression): FunctionInfo {
  const info = innerFunction(walk, node, name)
  walk.fn.literals.push({ info, node: call ?? node, loop: walk.loop, call })
  return info
}

// ---- declarations

/** `var` belongs to the function however deep it stands. */
function declareVars(walk: Walk, node: AnyNode): void {
  if (isFunction(node) || node.type === 'ClassDeclaration' || node.type.endsWith('Expression')) return
  if (node.type === 'VariableDeclaration') {
    if (node.kind === 'var') for (const declarator of node.declarations) declarePattern(walk, 'var', declarator.id)
  } else forEachChild(node, (child) => declareVars(walk, child))
}

/** `let`, `const`, functions and classes of a block's own statements. */
function declareLexical(walk: Walk, statements: readonly AnyNode[], switchNode?: AnyNode): void {
  for (const statement of statements) {
    if (statement.type === 'VariableDeclaration' && statement.kind !== 'var') declareLets(walk, statement, { switchNode })
    else if (statement.type === 'FunctionDeclaration' && statement.id) {
      const variable = declare(walk, { kind: 'function', name: statement.id.name, declaration: statement.id, switchNode })
      walk.variables.set(statement.id, variable)
    } else if (statement.type === 'ClassDeclaration' && statement.id) {
      walk.variables.set(statement.id, declareClass(walk, statement as ClassDeclaration))
    }
  }
}

/** `value` is the class itself. */
function declareClass(walk: Walk, node: ClassDeclaration): Variable {
  const { id, end } = node
  return declare(walk, { kind: 'class', name: id.name, declaration: id, initialisedAt: end, initialiser: node, value: node })
}

function declareLets(walk: Walk, node: VariableDeclaration, more: Pick<Declared, 'head' | 'switchNode' | 'initialiser'>): void {
  const kind = node.kind === 'let' ? 'let' : 'const'
  for (const { id, init } of node.declarations) {
    const value = id.type === 'Identifier' && init ? init : undefined
    declarePattern(walk, kind, id, { initialiser: init ?? undefined, value, ...more })
  }
}

// ---- the walk

function inScope(walk: Walk, body: () => void): void {
  const { scope } = walk
  walk.scope = { names: new Map(), parent: scope }
  body()
  walk.scope = scope
}

function inLoop(walk: Walk, node: AnyNode, body: () => void): void {
  const { loop } = walk
  walk.loop = { node, parent: loop }
  body()
  walk.loop = loop
}

function visit(walk: Walk, node: AnyNode | null | undefined): void {
  if (!node) return
  walk.fn.size++
  switch (node.type) {
    case 'Identifier':
      reference(walk, node, 'read', node)
      return
    case 'ThisExpression':
    case 'Super':
      visitThis(walk, node)
      return
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      visitLiteral(walk, node, '')
      return
    case 'FunctionDeclaration': {
      const declared = node as FunctionDeclaration
      const info = innerFunction(walk, declared, declared.id.name)
      // Not declared: `if (c) function f() {}`, which the builder refuses.
      const variable = walk.variables.get(declared.id)
      if (variable) variable.functionInit = info
      return
    }
    case 'BinaryExpression':
    case 'LogicalExpression':
      visitSpine(walk, node)
      return
    case 'MemberExpression':
      visit(walk, node.object)
      if (node.computed) visit(walk, node.property)
      return
    case 'Property':
      if (node.computed) visit(walk, node.key)
      visit(walk, node.value)
      return
    case 'CallExpression':
      visitCall(walk, node)
      return
    case 'AssignmentExpression':
      visitPattern(walk, node.left, node)
      visit(walk, node.right)
      return
    case 'UpdateExpression':
      if (node.argument.type === 'Identifier') reference(walk, node.argument, 'write', node)
      else visit(walk, node.argument)
      return
    default:
      visitStatement(walk, node)
  }
}

function visitStatement(walk: Walk, node: AnyNode): void {
  switch (node.type) {
    case 'VariableDeclaration':
      visitDeclaration(walk, node)
      return
    case 'BlockStatement':
      visitBlock(walk, node)
      return
    case 'SwitchStatement':
      visitSwitch(walk, node)
      return
    case 'WhileStatement':
    case 'DoWhileStatement':
      inLoop(walk, node, () => forEachChild(node, (child) => visit(walk, child)))
      return
    case 'ForStatement':
    case 'ForOfStatement':
    case 'ForInStatement':
      inLoop(walk, node, () => inScope(walk, () => visitFor(walk, node)))
      return
    case 'CatchClause':
      inScope(walk, () => {
        if (node.param) declarePattern(walk, 'catch', node.param)
        if (node.param) visitPattern(walk, node.param, undefined)
        visit(walk, node.body)
      })
      return
    case 'LabeledStatement':
      visit(walk, node.body)
      return
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'MetaProperty':
      return
    case 'ClassDeclaration':
    case 'ClassExpression':
      // A unit of its own, which knows of what is around it what never changes.
      rememberScope(walk, node)
      return
    default:
      forEachChild(node, (child) => visit(walk, child))
  }
}

/** `a + b + c + …`: down the left side without recursion, so that long sums do not use up the stack. */
function visitSpine(walk: Walk, node: BinaryExpression | LogicalExpression): void {
  const spine: (BinaryExpression | LogicalExpression)[] = []
  let left: AnyNode = node
  for (; left.type === 'BinaryExpression' || left.type === 'LogicalExpression'; left = left.left) spine.push(left)
  if (left.type !== 'PrivateIdentifier') visit(walk, left)
  while (spine.length > 0) visit(walk, spine.pop()!.right)
}

function visitCall(walk: Walk, node: CallExpression): void {
  const { callee } = node
  if (callee.type === 'Identifier') reference(walk, callee, 'call', node, node)
  else if (isFunctionExpression(callee)) visitLiteral(walk, callee, '', node)
  else visit(walk, callee)
  const filler = isArrayFrom(walk, node) ? node.arguments[1] : undefined
  for (const argument of node.arguments) {
    if (argument === filler && isFunctionExpression(argument)) visitLiteral(walk, argument, '', node)
    else visit(walk, argument)
  }
}

function isArrayFrom(walk: Walk, node: CallExpression): boolean {
  if (!arrayFromLength(node) || node.callee.type !== 'MemberExpression') return false
  return node.callee.object.type === 'Identifier' && !lookup(walk, node.callee.object.name)
}

function visitThis(walk: Walk, node: ThisExpression | Super): void {
  let owner: FunctionInfo | undefined = walk.fn
  while (owner?.node.type === 'ArrowFunctionExpression') owner = owner.parent
  if (!owner) return
  if (!owner.thisVariable) {
    const { fn } = walk
    walk.fn = owner
    owner.thisVariable = declare(walk, { kind: 'this', name: 'this' })
    walk.fn = fn
  }
  walk.variables.set(node, owner.thisVariable)
  note(walk, owner.thisVariable, 'read', node)
}

function visitDeclaration(walk: Walk, node: VariableDeclaration): void {
  for (const declarator of node.declarations) {
    const { id, init } = declarator
    const written = node.kind === 'var' && init ? declarator : undefined
    visitPattern(walk, id, written)
    if (!init) continue
    if (id.type === 'Identifier' && isFunctionExpression(init)) {
      walk.fn.size++
      walk.variables.get(id)!.functionInit = visitLiteral(walk, init, id.name)
    } else visit(walk, init)
  }
}

/** The parts of a pattern. `by` assigns its names; undefined where they are being initialised. */
function visitPattern(walk: Walk, pattern: Pattern, by: AnyNode | undefined): void {
  walk.fn.size++
  switch (pattern.type) {
    case 'Identifier':
      if (by) reference(walk, pattern, 'write', by)
      return
    case 'MemberExpression':
      visit(walk, pattern)
      return
    case 'AssignmentPattern':
      visitPattern(walk, pattern.left, by)
      visit(walk, pattern.right)
      return
    case 'RestElement':
      visitPattern(walk, pattern.argument, by)
      return
    case 'ArrayPattern':
      for (const element of pattern.elements) if (element) visitPattern(walk, element, by)
      return
    case 'ObjectPattern':
      for (const property of pattern.properties) {
        if (property.type === 'Property' && property.computed) visit(walk, property.key)
        visitPattern(walk, property.type === 'Property' ? property.value : property.argument, by)
      }
      return
    default:
      visit(walk, pattern)
  }
}

function visitBlock(walk: Walk, node: BlockStatement): void {
  inScope(walk, () => {
    declareLexical(walk, node.body)
    for (const statement of node.body) visit(walk, statement)
  })
}

function visitSwitch(walk: Walk, node: SwitchStatement): void {
  visit(walk, node.discriminant)
  const statements: Statement[] = node.cases.flatMap((item) => item.consequent)
  inLoop(walk, node, () =>
    inScope(walk, () => {
      declareLexical(walk, statements, node)
      for (const item of node.cases) {
        visit(walk, item.test)
        for (const statement of item.consequent) visit(walk, statement)
      }
    }),
  )
}

function visitFor(walk: Walk, node: Extract<AnyNode, { type: 'ForStatement' | 'ForOfStatement' | 'ForInStatement' }>): void {
  const head = node.type === 'ForStatement' ? node.init : node.left
  if (head?.type === 'VariableDeclaration' && head.kind !== 'var') {
    if (node.type === 'ForStatement') declareLets(walk, head, { head: node })
    else declareLets(walk, head, { initialiser: node.right })
  }
  if (node.type === 'ForStatement') {
    visit(walk, node.init)
    visit(walk, node.test)
    visit(walk, node.update)
  } else {
    if (node.left.type !== 'VariableDeclaration') visitPattern(walk, node.left, node)
    else visitPattern(walk, node.left.declarations[0]!.id, node.left.kind === 'var' ? node : undefined)
    visit(walk, node.right)
  }
  visit(walk, node.body)
}

// ---- references

function rememberScope({ around, scope }: Walk, node: AnyNode): void {
  around.set(node, (name) => lookup({ scope }, name))
}

function lookup(from: Pick<Walk, 'scope'>, name: string): Variable | undefined {
  for (let scope: Scope | undefined = from.scope; scope; scope = scope.parent) {
    const variable = scope.names.get(name)
    if (variable) return variable
  }
  return undefined
}

function reference(walk: Walk, id: Identifier, kind: 'read' | 'write' | 'call', node: AnyNode, call?: CallExpression): void {
  const variable = lookup(walk, id.name)
  if (!variable) {
    walk.free.add(id.name)
    return
  }
  walk.variables.set(id, variable)
  note(walk, variable, kind, node, call)
}

function note(walk: Walk, variable: Variable, kind: 'read' | 'write' | 'call', node: AnyNode, call?: CallExpression): void {
  variable.references++
  if (kind === 'write') variable.writes++
  walk.fn.references.push({ variable, kind, node, loop: walk.loop, call })
}
