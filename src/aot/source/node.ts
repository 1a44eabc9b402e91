/** Nodes of TypeScript's syntax, loosely typed: acorn's own types know JavaScript only. */

export interface AstNode {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [key: string]: unknown
}

export function isNode(value: unknown): value is AstNode {
  return typeof value === 'object' && value !== null && typeof (value as AstNode).type === 'string'
}

/** A property that is a node, or undefined. */
export function child(node: AstNode, key: string): AstNode | undefined {
  const value = node[key]
  return isNode(value) ? value : undefined
}

export function children(node: AstNode, key: string): readonly AstNode[] {
  const value = node[key]
  return Array.isArray(value) ? value.filter(isNode) : []
}

/** The name of an identifier (or of what has one in its `id`). */
export function nameOf(node: AstNode | undefined): string {
  const name = node?.type === 'Identifier' ? node['name'] : node?.type === 'Literal' ? node['value'] : node && child(node, 'id')?.['name']
  return typeof name === 'string' ? name : ''
}

/** Every node below one, itself first; `enter` gives false to stay out of a node. */
export function walk(node: AstNode, enter: (node: AstNode) => boolean): void {
  if (!enter(node)) return
  for (const key in node) {
    if (key === 'loc') continue
    const value = node[key]
    if (isNode(value)) walk(value, enter)
    else if (Array.isArray(value)) for (const each of value) if (isNode(each)) walk(each, enter)
  }
}
