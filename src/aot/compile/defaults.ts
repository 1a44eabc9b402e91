/** What a default value says about the type of its parameter, where that has no annotation: `n = 1`, `to = xs.length`. */
import type { HostType } from '../../artifact/types.ts'
import { lookup } from '../source/graph.ts'
import { evaluate } from '../source/initialisers.ts'
import { type AstNode, child, nameOf } from '../source/node.ts'
import type { TypeScope } from '../source/type-scope.ts'

/** `before`: types of the parameters that stand before, by name. */
export type DefaultScope = TypeScope & { readonly before: Map<string, HostType> }

const FLOAT64: HostType = { kind: 'float64' }
const NUMBER = /^(?:float|u?int(?!64))\d+$/

/** Empty if it cannot be told. */
export function defaultType(scope: DefaultScope, value: AstNode | undefined): HostType[] {
  const found = value && typeOf(scope, value)
  return found ? [found] : []
}

function typeOf(scope: DefaultScope, node: AstNode): HostType | undefined {
  switch (node.type) {
    case 'Literal':
      return typeOfValue(node['bigint'] ? 0n : node['value'])
    case 'TemplateLiteral':
      return { kind: 'string' }
    case 'ParenthesizedExpression':
      return typeOf(scope, child(node, 'expression')!)
    case 'UnaryExpression':
      return node['operator'] === '!' ? { kind: 'boolean' } : arithmetic(typeOf(scope, child(node, 'argument')!))
    case 'BinaryExpression': {
      const [left, right] = [typeOf(scope, child(node, 'left')!), typeOf(scope, child(node, 'right')!)].map(arithmetic)
      if (!left || left.kind !== right?.kind) return undefined
      return /^(?:[+*/%&|^-]|\*\*|<<|>>)$/.test(node['operator'] as string) ? left : undefined
    }
    case 'ConditionalExpression': {
      const [then, otherwise] = [typeOf(scope, child(node, 'consequent')!), typeOf(scope, child(node, 'alternate')!)]
      return then && then.kind === otherwise?.kind ? then : undefined
    }
    case 'MemberExpression': {
      const object = child(node, 'object')!
      const name = node['computed'] === true ? '' : nameOf(child(node, 'property'))
      const type = object.type === 'Identifier' ? scope.before.get(nameOf(object)) : undefined
      if (name === 'length' && (type?.kind === 'array' || type?.kind === 'list')) return FLOAT64
      return type?.kind === 'record' ? type.fields.find((field) => field.name === name)?.type : mathOf(scope, object)
    }
    case 'CallExpression':
      return child(node, 'callee')!.type === 'MemberExpression' ? mathOf(scope, child(child(node, 'callee')!, 'object')!) : undefined
    case 'Identifier':
      return scope.before.get(nameOf(node)) ?? constantType(scope, nameOf(node))
  }
  return undefined
}

/** All of `Math` are numbers or give them. */
function mathOf({ graph, file }: DefaultScope, object: AstNode): HostType | undefined {
  return nameOf(object) === 'Math' && lookup(graph, file, 'Math') === undefined ? FLOAT64 : undefined
}

/** What operators give: any number, or a bigint. */
function arithmetic(type: HostType | undefined): HostType | undefined {
  if (type?.kind === 'int64' || type?.kind === 'uint64') return { kind: 'int64' }
  return type && NUMBER.test(type.kind) ? FLOAT64 : undefined
}

function constantType({ graph, file }: DefaultScope, name: string): HostType | undefined {
  const binding = lookup(graph, file, name)
  if (binding?.kind !== 'declaration' || binding.declaration.kind !== 'variable') return undefined
  return typeOfValue(evaluate(graph, binding.file, binding.name))
}

function typeOfValue(value: unknown): HostType | undefined {
  if (typeof value === 'bigint') return { kind: 'int64' }
  if (typeof value === 'number') return FLOAT64
  if (typeof value === 'string') return { kind: 'string' }
  return typeof value === 'boolean' ? { kind: 'boolean' } : undefined
}

/** Where it is read, a default value has taken its place. */
export function withoutUndefined(type: HostType): HostType {
  return type.kind === 'optional' && type.undefined && !type.null ? type.type : type
}
