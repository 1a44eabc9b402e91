/** `jit('float64(float64)', f)` and `jitclass({ … }, class { … })`: what they wrap, and what they say of it. */
import type { SourceFile } from './file.ts'
import { type Binding, type Graph, lookup } from './graph.ts'
import { type AstNode, child, children, nameOf } from './node.ts'

export interface Wrapped {
  readonly by: 'jit' | 'jitclass'
  readonly file: SourceFile
  readonly node: AstNode
  /** Its name, if it is declared elsewhere. */
  readonly local: string | undefined
  readonly signatures: readonly string[]
  readonly spec: AstNode | undefined
}

export function wrapped(graph: Graph, file: SourceFile, node: AstNode): Wrapped | undefined {
  const callee = node.type === 'CallExpression' ? child(node, 'callee') : undefined
  const by = callee?.type === 'Identifier' ? lookup(graph, file, nameOf(callee)) : undefined
  if (by?.kind !== 'taipan' || (by.name !== 'jit' && by.name !== 'jitclass')) return undefined
  const given = children(node, 'arguments').map(withoutTypes)
  const target = given.find((each) => /Function|Class|^Identifier$/.test(each.type))
  const binding = target?.type === 'Identifier' ? lookup(graph, file, nameOf(target)) : undefined
  const texts = given[0]?.type === 'ArrayExpression' ? children(given[0], 'elements') : given.slice(0, 1)
  const facts = {
    by: by.name,
    signatures: texts.map((text) => text['value']).filter((text) => typeof text === 'string'),
    spec: given[0]?.type === 'ObjectExpression' ? given[0] : undefined,
  } as const
  if (binding?.kind === 'declaration') {
    const { node: declared } = binding.declaration
    return { ...facts, file: binding.file, node: withoutTypes(child(declared, 'init') ?? declared), local: binding.name }
  }
  return target && target.type !== 'Identifier' ? { ...facts, file, node: target, local: undefined } : undefined
}

/** The expression inside casts and type arguments. */
export function withoutTypes(node: AstNode): AstNode {
  const inner = /^TS(?:As|Satisfies|NonNull|Instantiation)Expression$|^TSTypeAssertion$/.test(node.type)
    ? child(node, 'expression')
    : undefined
  return inner ? withoutTypes(inner) : node
}

/** A class, and the name that it has at the top of its file. */
export interface NamedClass {
  readonly file: SourceFile
  readonly node: AstNode
  readonly name: string
  /** What `jitclass` was given beside it. */
  readonly spec: AstNode | undefined
}

/** The class that a name stands for: `class A {}`, or `const A = jitclass({ … }, class { … })`. */
export function boundClass(graph: Graph, binding: Binding | undefined): NamedClass | undefined {
  if (binding?.kind !== 'declaration') return undefined
  const { file, declaration, name } = binding
  if (declaration.kind === 'class') return { file, node: declaration.node, name, spec: undefined }
  const init = declaration.kind === 'variable' && !declaration.pattern ? child(declaration.node, 'init') : undefined
  const call = init && wrapped(graph, file, withoutTypes(init))
  return call?.by === 'jitclass' ? { file: call.file, node: call.node, name: call.local ?? name, spec: call.spec } : undefined
}

/** `class BadInput extends RangeError` */
export function extendsError(graph: Graph, { file, node }: Pick<NamedClass, 'file' | 'node'>): boolean {
  const base = child(node, 'superClass')
  if (base?.type !== 'Identifier') return false
  const binding = lookup(graph, file, nameOf(base))
  if (!binding) return /^[A-Z]\w*Error$|^Error$/.test(nameOf(base))
  const found = boundClass(graph, binding)
  return found !== undefined && extendsError(graph, found)
}
