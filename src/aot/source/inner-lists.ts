/**
 * Lists at the top level that functions of the file change and nobody else can have: stacks, queues, memo tables. They are kept in linear
 * memory, as Maps are, where each call would have to copy them in and out otherwise.
 */
import type { HostType } from '../../artifact/types.ts'
import type { SourceFile } from './file.ts'
import { type AstNode, isNode, nameOf } from './node.ts'
import { resolveScopes } from './scopes.ts'
import { isChanged } from './tables.ts'
import { withoutTypes } from './wrapped.ts'

/** Types of elements that hold no other object, of which there would be two. */
const FITS: Partial<Record<HostType['kind'], (value: unknown) => boolean>> = {
  float64: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  string: (value) => typeof value === 'string',
  int64: (value) => typeof value === 'bigint' && BigInt.asIntN(64, value) === value,
  uint64: (value) => typeof value === 'bigint' && BigInt.asUintN(64, value) === value,
}

/** Is it a list of such a type, which has no holes to begin with? */
export function isPlainList(value: readonly unknown[], type: HostType | undefined): boolean {
  const fits = type?.kind === 'list' && type.of === undefined ? FITS[type.element.kind] : undefined
  return fits !== undefined && Object.keys(value).length === value.length && value.every(fits)
}

/** What it holds at first, where no annotation says what it may hold. */
export function plainListOf([first]: readonly unknown[]): HostType | undefined {
  const kind = typeof first
  const element = kind === 'number' ? 'float64' : kind === 'bigint' ? 'int64' : kind === 'boolean' || kind === 'string' ? kind : undefined
  return element && { kind: 'list', element: { kind: element } }
}

/** Do functions of the file change it, and does every mention of it only look into it? */
export function isInnerList(file: SourceFile, name: string): boolean {
  const declaration = file.declarations.get(name)
  if (declaration?.kind !== 'variable' || declaration.pattern || file.parent || file.namespaces.size > 0) return false
  if ([...file.exports.values()].some((made) => made.kind === 'local' && made.local === name)) return false
  const { meant, top } = resolveScopes(file.program, [name])
  const own = top.get(name)
  if (!own) return false
  let [inner, changed] = [true, false]
  const visit = (node: AstNode, isInside: boolean): void => {
    const within = isInside || /Function|^Class|^StaticBlock$/.test(node.type)
    for (const [key, value] of Object.entries(node)) {
      for (const part of Array.isArray(value) ? (value as unknown[]) : [value]) {
        if (!isNode(part) || node.type.startsWith('TSType')) continue
        const plain = withoutTypes(part)
        const isMention = plain.type === 'Identifier' && meant.get(plain as never) === own && nameOf(plain) === name
        if (isMention && !(key === 'id' && node === declaration.node) && !looksInside(node, key)) inner = false
        if (!isMention) visit(part, within)
      }
    }
    if (within && isChanged(node, name)) changed = true
  }
  visit(file.program, false)
  return inner && changed
}

/** `list.push(x)`, `list[i]`, `for (const x of list)`, `[...list]`. */
function looksInside({ type }: AstNode, key: string): boolean {
  return (type === 'MemberExpression' && key === 'object') || (type === 'ForOfStatement' && key === 'right') || type === 'SpreadElement'
}
