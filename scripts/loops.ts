/**
 * Loops over arrays by index, and arrays taken apart by index: what most of the compiler does, most of the time before V8 has
 * optimised it, and until then the protocol of iterators takes twice as long and several times the code. The sources stay as they
 * are; types tell which of the loops are over arrays.
 */
import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import ts from 'typescript'

interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** By path, with slashes, the texts of files and of what they import with all such loops rewritten. */
export function indexedLoops(files: readonly string[], config: string): Map<string, string> {
  const { config: read } = ts.readConfigFile(config, (path) => readFileSync(path, 'utf8'))
  const { options } = ts.parseJsonConfigFileContent({ ...read, files: [] }, ts.sys, dirname(config))
  const program = ts.createProgram(files, { ...options, noEmit: true })
  const checker = program.getTypeChecker()
  const texts = new Map<string, string>()
  for (const file of program.getSourceFiles()) {
    if (file.isDeclarationFile || file.fileName.includes('node_modules')) continue
    const edits = editsOf(file, checker)
    if (edits.length > 0) texts.set(file.fileName, applied(file.text, edits))
  }
  return texts
}

function editsOf(file: ts.SourceFile, checker: ts.TypeChecker): Edit[] {
  const edits: Edit[] = []
  let count = 0
  const isArray = (node: ts.Node) => {
    const type = checker.getTypeAtLocation(node)
    return type.isUnion() ? type.types.every((one) => isArrayType(checker, one)) : isArrayType(checker, type)
  }
  const visit = (node: ts.Node): void => {
    if (ts.isForOfStatement(node) && node.awaitModifier === undefined && isArray(node.expression)) {
      const made = loop(file, node, count++, isArray)
      if (made) edits.push(...made)
    } else if (ts.isVariableDeclaration(node) && node.initializer && isArray(node.initializer)) {
      const made = takenApart(file, node, node.initializer, count++)
      if (made) edits.push(...made)
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return edits
}

function isArrayType(checker: ts.TypeChecker, type: ts.Type): boolean {
  return checker.isArrayType(type) || checker.isTupleType(type)
}

/** `for (const x of list) …` becomes `for (let at = 0, all = list; at < all.length; at++) { const x = all[at]; … }`; `[x, y]` is taken apart, too. */
function loop(file: ts.SourceFile, node: ts.ForOfStatement, count: number, isArray: (node: ts.Node) => boolean): Edit[] | undefined {
  const { initializer, expression, statement } = node
  if (!ts.isVariableDeclarationList(initializer)) return undefined
  const keyword = initializer.flags & ts.NodeFlags.Const ? 'const' : initializer.flags & ts.NodeFlags.Let ? 'let' : undefined
  const { name } = initializer.declarations[0]!
  if (keyword === undefined) return undefined
  const [at, all] = [`at$${count}`, `all$${count}`]
  const each = `each$${count}`
  const parts = isArray(name) ? partsOf(name, each) : undefined
  const value = `${all}[${at}]`
  const named = parts ? `${[`${each} = ${value}`, ...parts].join(', ')}` : `${name.getText(file)} = ${value}`
  return [
    { start: initializer.getStart(file), end: expression.getStart(file), text: `let ${at} = 0, ${all} = ` },
    {
      start: expression.end,
      end: statement.getStart(file),
      text: `; ${at} < ${all}.length; ${at}++) { ${keyword} ${named}; `,
    },
    { start: statement.end, end: statement.end, text: ' }' },
  ]
}

/** `const [x, y] = list` becomes `const all = list, x = all[0], y = all[1]`. */
function takenApart(file: ts.SourceFile, node: ts.VariableDeclaration, list: ts.Expression, count: number): Edit[] | undefined {
  const { name } = node
  if (!ts.isVariableDeclarationList(node.parent) || ts.isForOfStatement(node.parent.parent)) return undefined
  const all = `all$${count}`
  const parts = partsOf(name, all)
  if (parts === undefined) return undefined
  const end = list.end
  return [
    { start: name.getStart(file), end: list.getStart(file), text: `${all} = ` },
    { start: end, end, text: `, ${parts.join(', ')}` },
  ]
}

/** The declarations that `[x, y]` stands for, of an array of that name. */
function partsOf(pattern: ts.BindingName, all: string): string[] | undefined {
  if (!ts.isArrayBindingPattern(pattern)) return undefined
  const parts: string[] = []
  for (let at = 0; at < pattern.elements.length; at++) {
    const element = pattern.elements[at]!
    if (ts.isOmittedExpression(element)) continue
    if (element.dotDotDotToken || element.initializer || !ts.isIdentifier(element.name)) return undefined
    parts.push(`${element.name.text} = ${all}[${at}]`)
  }
  return parts
}

/** Edits do not overlap, but those of an inner loop may begin where one of the outer ends. */
function applied(text: string, edits: readonly Edit[]): string {
  const sorted = edits
    .map((edit, index) => ({ edit, index }))
    .sort((a, b) => a.edit.start - b.edit.start || a.edit.end - b.edit.end || b.index - a.index)
  let result = ''
  let at = 0
  for (const { edit } of sorted) {
    if (edit.start < at) throw new Error('edits overlap')
    result += text.slice(at, edit.start) + edit.text
    at = edit.end
  }
  return result + text.slice(at)
}
