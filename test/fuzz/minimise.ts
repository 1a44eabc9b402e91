/** Makes a failing program smaller for as long as it still fails: drops inputs, statements, and parts of expressions. */
import { type AnyNode, parse } from 'acorn'
import { full } from 'acorn-walk'
import type { FuzzProgram } from './program.ts'

interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

const LITERALS = ['0', '1', '0n', 'true']

/** Everything that might be left out, or replaced by less. */
function edits(source: string): Edit[] {
  const found: Edit[] = []
  const text = (node: AnyNode) => source.slice(node.start, node.end)
  const replace = (node: AnyNode, by: string) => {
    if (by.length < node.end - node.start) found.push({ start: node.start, end: node.end, text: by })
  }
  const lift = (node: AnyNode, ...parts: (AnyNode | null | undefined)[]) => {
    for (const part of parts) if (part) replace(node, text(part))
  }
  full(parse(source, { ecmaVersion: 2022 }), (visited) => {
    const node = visited as AnyNode
    switch (node.type) {
      case 'Program':
        for (const statement of node.body) replace(statement, '')
        break
      case 'ClassBody':
        for (const element of node.body) replace(element, '')
        break
      case 'ClassDeclaration':
        if (node.superClass) found.push({ start: node.id!.end, end: node.superClass.end, text: '' })
        break
      case 'NewExpression':
        lift(node, ...node.arguments)
        listItems(node.arguments)
        break
      case 'YieldExpression':
        lift(node, node.argument)
        break
      case 'BlockStatement':
        for (const statement of node.body) replace(statement, '')
        if (node.body.length > 3) {
          const middle = node.body[node.body.length >> 1]!
          found.push({ start: node.body[0]!.start, end: middle.start, text: '' })
          found.push({ start: middle.start, end: node.body.at(-1)!.end, text: '' })
        }
        break
      case 'IfStatement':
        lift(node, node.consequent, node.alternate)
        if (node.alternate) found.push({ start: node.consequent.end, end: node.end, text: '' })
        break
      case 'ForStatement':
      case 'ForOfStatement':
      case 'WhileStatement':
      case 'DoWhileStatement':
      case 'LabeledStatement':
        lift(node, node.body)
        break
      case 'TryStatement':
        lift(node, node.block, node.finalizer)
        if (node.handler && node.finalizer) found.push({ start: node.handler.end, end: node.end, text: '' })
        break
      case 'SwitchStatement':
        for (const one of node.cases) replace(one, '')
        break
      case 'BinaryExpression':
      case 'LogicalExpression':
      case 'AssignmentExpression':
        lift(node, node.left as AnyNode, node.right)
        break
      case 'UnaryExpression':
        lift(node, node.argument)
        break
      case 'ConditionalExpression':
        lift(node, node.test, node.consequent, node.alternate)
        break
      case 'SequenceExpression':
        lift(node, ...node.expressions)
        break
      case 'CallExpression':
        lift(node, ...node.arguments)
        listItems(node.arguments)
        break
      case 'MemberExpression':
        if (node.computed) lift(node, node.property)
        break
      case 'ArrayExpression':
        lift(node, ...(node.elements.length === 1 ? node.elements : []))
        listItems(node.elements)
        break
      case 'ReturnStatement':
        if (node.argument) replace(node, 'return')
    }
    if (/Expression$/.test(node.type) && !/^(Function|Arrow)/.test(node.type)) for (const literal of LITERALS) replace(node, literal)
  })
  function listItems(items: readonly (AnyNode | null)[]): void {
    items.forEach((item, at) => {
      const next = items[at + 1]
      const before = items[at - 1]
      if (item && next) found.push({ start: item.start, end: next.start, text: '' })
      else if (item && before) found.push({ start: before.end, end: item.end, text: '' })
    })
  }
  return found.sort((a, b) => b.end - b.start - b.text.length - (a.end - a.start - a.text.length))
}

function parses(source: string): boolean {
  try {
    parse(source, { ecmaVersion: 2022 })
    return true
  } catch {
    return false
  }
}

/** `fails` is true for the program given, and for the one returned. Stops after so many milliseconds. */
export function minimise(program: FuzzProgram, fails: (program: FuzzProgram) => boolean, milliseconds = 20_000): FuzzProgram {
  const end = performance.now() + milliseconds
  let best = program
  const attempt = (next: FuzzProgram) => {
    if (performance.now() > end || !parses(next.source) || !fails(next)) return false
    best = next
    return true
  }
  for (const input of program.inputs) if (attempt({ ...best, inputs: [input] })) break
  for (let again = true; again && performance.now() < end; ) {
    again = false
    for (let at = 0, all = edits(best.source); at < all.length && performance.now() < end; at++) {
      const { start, end: stop, text } = all[at]!
      const source = best.source.slice(0, start) + text + best.source.slice(stop)
      if (!attempt({ ...best, source })) continue
      again = true
      all = edits(source)
      at = Math.max(-1, at - 8)
    }
  }
  return tidy(best, attempt) ?? best
}

/** Without the brackets and blank lines that were left behind. */
function tidy(program: FuzzProgram, attempt: (program: FuzzProgram) => boolean): FuzzProgram | undefined {
  const next = { ...program, source: program.source.replace(/\n\s*\n+/g, '\n').replace(/\((\w+)\)(?=[ \n;)\]])/g, ' $1') }
  return attempt(next) ? next : undefined
}
