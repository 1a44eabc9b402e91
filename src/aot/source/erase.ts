/**
 * TypeScript → JavaScript of the same length: what only the type checker reads becomes blanks.
 *
 *     export function dot(a: Float64Array, n?: number): number { return a[n!] as number }
 *     export function dot(a              , n         )         { return a[n ]           }
 *
 * So every position in the erased text is the position in the user's file, and the compiler sees nothing but JavaScript.
 */
import { type AstNode, child, children, nameOf, walk } from './node.ts'

export interface Erased {
  readonly text: string
  /** What has to be put in for `text` to do what the source does, in the order of places. */
  readonly insertions: readonly Insertion[]
  /** Syntax that does more than add types. */
  readonly refused: readonly { readonly what: string; readonly remedy: string; readonly node: AstNode }[]
}

/** JavaScript that TypeScript makes out of a type or a modifier: `constructor(public x: number)` assigns `this.x`. */
export interface Insertion {
  readonly at: number
  readonly text: string
}

/** Nodes that vanish wherever they stand. */
const TYPES = new Set([
  'TSTypeAnnotation',
  'TSTypeParameterDeclaration',
  'TSTypeParameterInstantiation',
  'TSIndexSignature',
  'TSDeclareMethod',
  'TSAbstractMethodDefinition',
  'TSAbstractPropertyDefinition',
])
/** Statements that vanish; a `;` in their place keeps apart what stands before and after. */
const STATEMENTS = new Set([
  'TSInterfaceDeclaration',
  'TSTypeAliasDeclaration',
  'TSDeclareFunction',
  'TSEnumDeclaration',
  'TSModuleDeclaration',
])
const MODIFIERS = /\b(?:public|private|protected|readonly|override|abstract|declare)\b/g

type Refuse = (node: AstNode, what: string, remedy: string) => void

interface Page {
  readonly text: string
  blank(start: number, end: number): void
  /** Blank what a pattern matches between two positions. */
  blankMatches(pattern: RegExp, start: number, end: number): void
  semicolon(at: number): void
  insert(at: number, text: string): void
}

export function eraseTypes(text: string, program: AstNode): Erased {
  const insertions: Insertion[] = []
  const letters = [...Array(text.length).keys()].map((index) => text[index]!)
  const page: Page = {
    text,
    blank(start, end) {
      for (let index = start; index < end; index++) if (!/[\n\r\u2028\u2029]/.test(letters[index]!)) letters[index] = ' '
    },
    blankMatches(pattern, start, end) {
      for (const match of text.slice(start, end).matchAll(pattern)) page.blank(start + match.index, start + match.index + match[0].length)
    },
    semicolon(at) {
      letters[at] = ';'
    },
    insert(at, inserted) {
      insertions.push({ at, text: inserted })
    },
  }
  const refused: Erased['refused'][number][] = []
  walk(program, (node) => eraseNode(page, node, (at, what, remedy) => refused.push({ node: at, what, remedy })))
  return { text: letters.join(''), insertions: insertions.sort((a, b) => a.at - b.at), refused }
}

/** Gives whether there may be more to erase inside. */
function eraseNode(page: Page, node: AstNode, refuse: Refuse): boolean {
  const { type, start, end } = node
  if (TYPES.has(type)) {
    page.blank(start, end)
    return false
  }
  // A namespace is read as a file of its own: only what is in it is text.
  if (type === 'TSModuleDeclaration' && holdsValues(node)) return true
  if (STATEMENTS.has(type) || (node['declare'] === true && type.endsWith('Declaration'))) {
    page.blank(start, end)
    page.semicolon(start)
    return false
  }
  if (type === 'ImportDeclaration' || type === 'ExportNamedDeclaration' || type === 'ExportAllDeclaration') return erasePort(page, node)
  switch (type) {
    case 'Identifier':
      // `x?: T`, `x!: T`, and in a list of parameters `this: T`, which is none.
      if (node['typeAnnotation'] || node['optional']) page.blank(start + (node['name'] as string).length, end)
      return false
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
      eraseCast(page, node)
      return true
    case 'TSTypeAssertion':
      page.blank(start, page.text.indexOf('>', child(node, 'typeAnnotation')!.end) + 1)
      return true
    case 'TSNonNullExpression':
      page.blank(end - 1, end)
      return true
    case 'TSParameterProperty':
      page.blankMatches(MODIFIERS, start, fieldPattern(node).start)
      return true
    case 'PropertyDefinition':
    case 'MethodDefinition':
      return eraseMember(page, node, refuse)
    case 'ClassDeclaration':
    case 'ClassExpression':
      eraseDecorators(page, node, refuse)
      eraseHead(page, node)
      declareFields(page, node)
      return true
    case 'FunctionDeclaration':
    case 'FunctionExpression':
      eraseThis(page, node)
      return true
  }
  // `import X = N.Y` is one of the names of the file, as an import is.
  if (type === 'TSImportEqualsDeclaration' && child(node, 'moduleReference')!.type !== 'TSExternalModuleReference') {
    page.blank(start, end)
    page.semicolon(start)
    return false
  }
  if (type === 'TSImportEqualsDeclaration' || type === 'TSExportAssignment')
    refuse(node, '`import x = require(…)` and `export =`', 'write an ES import or export')
  return true
}

/** Imports and exports of types alone, and of types among values. */
function erasePort(page: Page, node: AstNode): boolean {
  const declaration = child(node, 'declaration')
  const onlyTypes = node['importKind'] === 'type' || node['exportKind'] === 'type'
  if (declaration?.type === 'TSModuleDeclaration' && holdsValues(declaration)) return true
  if (onlyTypes || (declaration && (STATEMENTS.has(declaration.type) || declaration['declare'] === true))) {
    page.blank(node.start, node.end)
    return false
  }
  for (const specifier of children(node, 'specifiers')) {
    if (specifier['importKind'] !== 'type' && specifier['exportKind'] !== 'type') continue
    page.blank(specifier.start, specifier.end)
    page.blankMatches(/^\s*,/g, specifier.end, node.end)
  }
  return declaration !== undefined
}

/** `x as T`: from the last `as` before the type, for the expression may stand in parentheses. */
function eraseCast(page: Page, node: AstNode): void {
  const type = child(node, 'typeAnnotation')!
  const word = node.type === 'TSAsExpression' ? 'as' : 'satisfies'
  const from = page.text.lastIndexOf(word, type.start - 1)
  page.blank(from, node.end)
}

function eraseMember(page: Page, node: AstNode, refuse: Refuse): boolean {
  const value = child(node, 'value')
  for (const decorator of children(node, 'decorators')) refuse(decorator, 'A decorator of a member', 'leave it out')
  if (node['abstract'] === true || node['declare'] === true || value?.type === 'TSDeclareMethod') {
    page.blank(node.start, node.end)
    page.semicolon(node.start)
    if (node['abstract'] === true && node.type === 'MethodDefinition') standInFor(page, node)
    return false
  }
  const key = child(node, 'key')!
  page.blankMatches(MODIFIERS, node.start, key.start)
  const annotation = child(node, 'typeAnnotation')
  page.blankMatches(/[?!]/g, key.end, annotation?.start ?? value?.start ?? node.end)
  return true
}

/** Of an instance that may be of the abstract class itself, as far as types tell, the member can be called. */
function standInFor(page: Page, node: AstNode): void {
  if (node['computed'] === true) return
  const name = nameOf(child(node, 'key'))
  const kind = node['kind'] === 'get' || node['kind'] === 'set' ? `${node['kind']} ` : ''
  page.insert(node.start + 1, `${kind}${name}(${kind === 'set ' ? '_' : ''}) { throw new TypeError('${name} is abstract') }`)
}

/** A namespace of types alone vanishes. */
function holdsValues(node: AstNode): boolean {
  const body = child(node, 'body')
  if (node['declare'] === true || !body) return false
  if (body.type === 'TSModuleDeclaration') return holdsValues(body)
  return children(body, 'body').some((statement) => {
    const declared = child(statement, 'declaration') ?? statement
    return !STATEMENTS.has(declared.type) || declared.type === 'TSEnumDeclaration'
  })
}

/** `@jitclass`, `@jitclass({ … })`: what they say is read elsewhere. With them goes an `export` that comes after. */
function eraseDecorators(page: Page, node: AstNode, refuse: Refuse): void {
  const decorators = children(node, 'decorators')
  if (decorators.length === 0) return
  for (const decorator of decorators) {
    const expression = child(decorator, 'expression')!
    const name = nameOf(expression.type === 'CallExpression' ? child(expression, 'callee') : expression)
    if (name !== 'jitclass') refuse(decorator, 'A decorator other than jitclass', 'leave it out')
  }
  const last = decorators[decorators.length - 1]!.end
  page.blank(node.start, last + page.text.slice(last).search(/\b(?:abstract\s+)?class\b/))
}

/** `abstract class A<T> extends B<T> implements C` */
function eraseHead(page: Page, node: AstNode): void {
  const body = child(node, 'body')!
  const keyword = page.text.indexOf('class', node.start)
  page.blankMatches(/\babstract\b/g, node.start, keyword)
  const [first] = children(node, 'implements')
  if (first) page.blank(page.text.lastIndexOf('implements', first.start), body.start)
}

/**
 *     class A extends B { constructor(readonly x: number) { super(); f() } }
 *     class A extends B { x;constructor(     x        ) { super();this.x = x; f() } }
 */
function declareFields(page: Page, node: AstNode): void {
  const body = child(node, 'body')!
  const own = children(body, 'body').find((member) => member['kind'] === 'constructor')
  const value = own && child(own, 'value')
  const block = value && child(value, 'body')
  if (!block) return
  const names = children(value, 'params').flatMap((parameter) =>
    parameter.type === 'TSParameterProperty' ? [nameOf(fieldPattern(parameter))] : [],
  )
  if (names.length === 0) return
  page.insert(body.start + 1, ` ${names.map((name) => `${name};`).join(' ')}`)
  const base = children(block, 'body').find((statement) => {
    const called = statement.type === 'ExpressionStatement' ? child(child(statement, 'expression')!, 'callee') : undefined
    return called?.type === 'Super'
  })
  page.insert(base?.end ?? block.start + 1, `; ${names.map((name) => `this.${name} = ${name};`).join(' ')}`)
}

/** The name with which a parameter declares a field. */
function fieldPattern(property: AstNode): AstNode {
  const parameter = child(property, 'parameter')!
  return parameter.type === 'AssignmentPattern' ? child(parameter, 'left')! : parameter
}

/** A parameter named `this` goes with the comma after it. */
function eraseThis(page: Page, node: AstNode): void {
  const [first] = children(node, 'params')
  if (first?.type !== 'Identifier' || first['name'] !== 'this') return
  page.blank(first.start, first.end)
  page.blankMatches(/^\s*,/g, first.end, node.end)
}
