/**
 * Parts a bundled text in two: functions that a typical run does not call, and tables that only these use, go into a second text,
 * which is loaded when the first of them is called. So a start reads half as much. Which ones go is a matter of time alone: the
 * two texts do together what the one did, as long as nothing of the second is called before the first has run: whoever says what is
 * used has seen that.
 */
import type { Expression, FunctionDeclaration, Identifier, Node, Pattern, Program, SpreadElement, VariableDeclaration } from 'acorn'
import { parse } from 'acorn'
import { fullAncestor, simple } from 'acorn-walk'

export interface Split {
  /** Statements. They expect a function `late`. */
  readonly first: string
  /** An expression, that function: given values of the first part, it returns functions of the second. */
  readonly late: string
  /** The names of what went. */
  readonly moved: readonly string[]
}

type Statement = Program['body'][number]

/** What goes or stays as a whole: a statement, or one of the variables that a statement declares. */
interface Unit {
  readonly text: string
  readonly node: Node
  /** Names that it declares. */
  readonly names: readonly string[]
  readonly mentions: Mentions
}

/** How a name is mentioned: how often in all, how often as what is called, and how often while the text itself runs. */
interface Mention {
  all: number
  called: number
  atOnce: number
}
type Mentions = ReadonlyMap<string, Mention>

/** `text`: statements of a function in strict mode. `isUsed`: is the function that begins there called in a typical run? */
export function split(text: string, isUsed: (start: number) => boolean): Split {
  const { body } = parse(text, { ecmaVersion: 'latest', sourceType: 'script', allowReturnOutsideFunction: true })
  const units = body.flatMap((statement) => unitsOf(statement, text))
  const names = new Set(units.flatMap((unit) => unit.names))
  const assigned = assignedIn(body)
  // The second part has the values that its names had when it was loaded.
  const isSettled = (unit: Unit) => [...unit.names, ...unit.mentions.keys()].every((name) => !names.has(name) || !assigned.has(name))
  const canMove = ({ node }: Unit) =>
    node.type === 'FunctionDeclaration' ? !isUsed(node.start) && !usesThis(node as FunctionDeclaration) : isTable(node)
  const moving = new Map<string, Unit>()
  for (const unit of units) if (canMove(unit) && isSettled(unit)) moving.set(unit.names[0]!, unit)
  const passedOn = passedLater(units)
  const keepMentioned = (unit: Unit): void => {
    for (const [name, { all, called, atOnce }] of unit.mentions) {
      const other = moving.get(name)
      if (other === undefined || staysCallable(other, all === called, atOnce, passedOn.has(name))) continue
      moving.delete(name)
      keepMentioned(other)
    }
  }
  for (const unit of units) if (!isIn(moving, unit)) keepMentioned(unit)
  const [gone, staying] = [units.filter((each) => isIn(moving, each)), units.filter((each) => !isIn(moving, each))]
  const mentionedBy = (some: readonly Unit[]) => new Set(some.flatMap((each) => [...each.mentions.keys()]))
  const given = [...mentionedBy(gone)].filter((name) => names.has(name) && !moving.has(name)).sort()
  const returned = [...mentionedBy(staying)].filter((name) => moving.has(name)).sort()
  const load = `function loadLate() { [${returned.join(', ')}] = late([${given.join(', ')}]); loadLate = () => {}; }`
  return {
    first: [...staying.map((unit) => unit.text), load, ...returned.map((name) => stub(moving.get(name)!))].join('\n'),
    late: `function ([${given.join(', ')}]) {\n${gone.map((unit) => unit.text).join('\n')}\nreturn [${returned.join(', ')}];\n}`,
    moved: [...moving.keys()],
  }
}

/**
 * Can a unit that stays mention another as it does if that one goes? A function that is called is found when it is called. One that
 * the first part passes on, or compares, is one thing for all, so it stays: unless all that is ever passed on is what stands in its
 * place while the text runs, as it is with tables of functions.
 */
function staysCallable({ node }: Unit, isCalled: boolean, atOnce: number, isPassedLater: boolean): boolean {
  if (node.type !== 'FunctionDeclaration') return false
  return isCalled || (atOnce > 0 && !isPassedLater)
}

/** Stands in the place of a function until something of the second part is called, and in tables for good. */
function stub({ names: [name], node }: Unit): string {
  const { params } = node as FunctionDeclaration
  const plain = params.findIndex(({ type }) => type === 'AssignmentPattern' || type === 'RestElement')
  const listed = params.slice(0, plain < 0 ? params.length : plain).map((_, index) => `$${index}`)
  return `function ${name}(${listed.join(', ')}) { loadLate(); return ${name}(...arguments); }`
}

/** Names that some function passes on: it does so at a time when they may mean what stands in their place or what they are. */
function passedLater(units: readonly Unit[]): Set<string> {
  const passed = units.flatMap(({ mentions }) =>
    [...mentions].filter(([, { all, called, atOnce }]) => all > called + atOnce).map(([name]) => name),
  )
  return new Set(passed)
}

function unitsOf(statement: Statement, text: string): Unit[] {
  const unit = (node: Node, names: readonly string[], code: string): Unit => ({ node, names, text: code, mentions: mentionsIn(node) })
  const source = ({ start, end }: Node) => text.slice(start, end)
  if (statement.type !== 'VariableDeclaration') return [unit(statement, declaredBy(statement), source(statement))]
  const { kind, declarations } = statement as VariableDeclaration
  return declarations.map((each) => unit(each, namesIn(each.id), `${kind} ${source(each)};`))
}

function isIn(moving: ReadonlyMap<string, Unit>, unit: Unit): boolean {
  return moving.get(unit.names[0]!) === unit
}

/** A variable whose value is the same, and which nobody can tell from what it was, whenever it is made. */
function isTable(node: Node): boolean {
  if (node.type !== 'VariableDeclarator') return false
  const { id, init } = node as VariableDeclaration['declarations'][number]
  return id.type === 'Identifier' && init != null && isSameAnyTime(init)
}

const COLLECTIONS = new Set(['Set', 'Map'])

function isSameAnyTime(node: Expression | SpreadElement): boolean {
  switch (node.type) {
    case 'Literal':
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return true
    case 'TemplateLiteral':
      return node.expressions.length === 0
    case 'UnaryExpression':
      return node.argument.type === 'Literal'
    case 'ArrayExpression':
      return node.elements.every((each) => each === null || isSameAnyTime(each))
    case 'ObjectExpression':
      return node.properties.every(
        (each) => each.type === 'Property' && each.kind === 'init' && !each.computed && isSameAnyTime(each.value),
      )
    case 'NewExpression':
      return node.callee.type === 'Identifier' && COLLECTIONS.has(node.callee.name) && node.arguments.every(isSameAnyTime)
    default:
      return false
  }
}

function declaredBy(statement: Statement): string[] {
  if (statement.type === 'FunctionDeclaration' || statement.type === 'ClassDeclaration') return [statement.id.name]
  if (statement.type !== 'VariableDeclaration') return []
  return statement.declarations.flatMap(({ id }) => namesIn(id))
}

function namesIn(pattern: Pattern): string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name]
    case 'ObjectPattern':
      return pattern.properties.flatMap((each) => namesIn(each.type === 'Property' ? each.value : each.argument))
    case 'ArrayPattern':
      return pattern.elements.flatMap((each) => (each ? namesIn(each) : []))
    case 'RestElement':
      return namesIn(pattern.argument)
    case 'AssignmentPattern':
      return namesIn(pattern.left)
    case 'MemberExpression':
      return []
  }
}

/** Names, whatever they mean where they stand: a variable of a function that is named as one outside counts as that. */
function mentionsIn(unit: Node): Mentions {
  const mentions = new Map<string, Mention>()
  const own = unit.type === 'FunctionDeclaration' || unit.type === 'VariableDeclarator' ? (unit as FunctionDeclaration).id : undefined
  fullAncestor(unit, (node, _state, ancestors) => {
    if (node.type !== 'Identifier' || node === own) return
    const { name } = node as Identifier
    const parent = ancestors.at(-2)
    let known = mentions.get(name)
    if (known === undefined) mentions.set(name, (known = { all: 0, called: 0, atOnce: 0 }))
    known.all++
    if (parent?.type === 'CallExpression' && (parent as unknown as { callee: Node }).callee === node) known.called++
    else if (!ancestors.some(({ type }) => FUNCTIONS.has(type))) known.atOnce++
  })
  return mentions
}

const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression', 'ClassDeclaration', 'ClassExpression'])

/** Names that are assigned after their declaration. */
function assignedIn(body: readonly Statement[]): Set<string> {
  const names = new Set<string>()
  const add = (target: Pattern | Node) => {
    for (const name of namesIn(target as Pattern)) names.add(name)
  }
  const loop = ({ left }: { left: Node }) => {
    if (left.type !== 'VariableDeclaration') add(left)
  }
  for (const statement of body) {
    simple(statement, {
      AssignmentExpression: ({ left }) => add(left),
      UpdateExpression: ({ argument }) => add(argument),
      ForInStatement: loop,
      ForOfStatement: loop,
    })
  }
  return names
}

function usesThis(fn: FunctionDeclaration): boolean {
  let uses = false
  simple(fn, {
    ThisExpression: () => {
      uses = true
    },
    Identifier: ({ name }) => {
      if (name === 'arguments') uses = true
    },
  })
  return uses
}
