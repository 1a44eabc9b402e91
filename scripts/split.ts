/**
 * Parts a bundled text in two: functions that a start from the cache does not call go into a second text, which is loaded when
 * the first of them is called. So a start reads half as much. Which functions go is a matter of time alone: the two texts do
 * together what the one did.
 */
import { type FunctionDeclaration, type Identifier, type Node, type Pattern, type Program, parse } from 'acorn'
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

/** How often a name is mentioned, and how often as what is called. */
type Mentions = ReadonlyMap<string, { readonly all: number; readonly called: number }>

/** `text`: statements of a function in strict mode. `isUsed`: is the function that begins there called in a start? */
export function split(text: string, isUsed: (start: number) => boolean): Split {
  const { body } = parse(text, { ecmaVersion: 'latest', sourceType: 'script', allowReturnOutsideFunction: true })
  const mentions = new Map(body.map((statement) => [statement, mentionsIn(statement)]))
  const names = new Set(body.flatMap(declaredBy))
  const assigned = assignedIn(body)
  const moving = new Map<string, FunctionDeclaration>()
  for (const statement of body) {
    if (statement.type !== 'FunctionDeclaration' || isUsed(statement.start) || usesThis(statement)) continue
    // The second part has the values that its names had when it was loaded.
    const isSettled = [...mentions.get(statement)!.keys()].every((name) => !names.has(name) || !assigned.has(name))
    if (isSettled && !assigned.has(statement.id.name)) moving.set(statement.id.name, statement)
  }
  // A function that the first part passes on, or compares, is one thing for all: it stays, and so on with what it mentions.
  const keepMentioned = (statement: Statement): void => {
    for (const [name, { all, called }] of mentions.get(statement)!) {
      const other = moving.get(name)
      if (other === undefined || all === called) continue
      moving.delete(name)
      keepMentioned(other)
    }
  }
  for (const statement of body.filter((each) => !isIn(moving, each))) keepMentioned(statement)
  const [gone, staying] = [body.filter((each) => isIn(moving, each)), body.filter((each) => !isIn(moving, each))]
  const mentionedBy = (statements: readonly Statement[]) => new Set(statements.flatMap((each) => [...mentions.get(each)!.keys()]))
  const given = [...mentionedBy(gone)].filter((name) => names.has(name) && !moving.has(name)).sort()
  const returned = [...mentionedBy(staying)].filter((name) => moving.has(name)).sort()
  const source = ({ start, end }: Node) => text.slice(start, end)
  const stubs = returned.map((name) => `function ${name}(...values) { loadLate(); return ${name}(...values); }`)
  return {
    first: [...staying.map(source), `function loadLate() { [${returned.join(', ')}] = late([${given.join(', ')}]); }`, ...stubs].join('\n'),
    late: `function ([${given.join(', ')}]) {\n${gone.map(source).join('\n')}\nreturn [${returned.join(', ')}];\n}`,
    moved: [...moving.keys()],
  }
}

function isIn(moving: ReadonlyMap<string, FunctionDeclaration>, statement: Statement): boolean {
  return statement.type === 'FunctionDeclaration' && moving.get(statement.id.name) === statement
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
function mentionsIn(statement: Statement): Mentions {
  const mentions = new Map<string, { all: number; called: number }>()
  const own = statement.type === 'FunctionDeclaration' ? statement.id : undefined
  fullAncestor(statement, (node, _state, ancestors) => {
    if (node.type !== 'Identifier' || node === own) return
    const { name } = node as Identifier
    const parent = ancestors.at(-2)
    const known = mentions.get(name) ?? { all: 0, called: 0 }
    const isCalled = parent?.type === 'CallExpression' && (parent as unknown as { callee: Node }).callee === node
    mentions.set(name, { all: known.all + 1, called: known.called + (isCalled ? 1 : 0) })
  })
  return mentions
}

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
