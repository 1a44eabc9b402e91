/** A parsed class → its template: parts that are built when somebody asks for them. */
import type { FunctionExpression } from 'acorn'
import { once } from '../base/once.ts'
import type { ClassTemplate, MemberTemplates, Template } from '../ir/template.ts'
import { construction } from '../syntax/assigned.ts'
import type { Members } from '../syntax/classes.ts'
import type { ParsedClass } from './context.ts'

export function makeClassTemplate(
  { unit, source, shift, tree }: ParsedClass,
  build: (name: string, node: FunctionExpression) => Template,
): ClassTemplate {
  const { early, calls } = construction(tree)
  const part = (name: string, node: FunctionExpression | undefined) => once(() => node && build(name, node))
  const group = (prefix: string, functions: ReadonlyMap<string, FunctionExpression>) => {
    const parts = new Map([...functions].map(([name, node]) => [name, part(`${prefix}${name}`, node)]))
    return (name: string) => parts.get(name)?.()
  }
  const side = (prefix: string, { methods, getters, setters }: Members): MemberTemplates => ({
    method: group(prefix, methods),
    getter: group(`${prefix}get `, getters),
    setter: group(`${prefix}set `, setters),
  })
  return {
    unit,
    name: tree.name || unit.name,
    span: { source, start: Math.max(0, tree.node.start - shift), end: Math.max(0, tree.node.body.start - shift) },
    derived: tree.superClass !== undefined,
    fields: tree.fields,
    bare: tree.bare,
    early,
    constructionCalls: calls,
    staticFields: tree.staticFields,
    construct: part('constructor', tree.construct),
    initialise: part('fields', tree.initialise),
    instance: side('', tree.instance),
    static: side('static ', tree.static),
  }
}
