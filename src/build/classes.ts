/** A class, or a function that is used as one, → its template: parts that are built when somebody asks for them. */
import type { FunctionExpression } from 'acorn'
import type { PrototypeUnits, SourceUnit } from '../artifact/captured.ts'
import { once } from '../base/once.ts'
import {
  type ClassTemplate,
  CONSTRUCTOR_FUNCTION,
  type MemberNames,
  type MemberTemplates,
  readSpreadForm,
  spreadForm,
  type Template,
} from '../ir/template.ts'
import { construction, isBaseCall } from '../syntax/assigned.ts'
import { collectAssigned, type Members } from '../syntax/classes.ts'
import { type BuildContext, type LoadedUnit, loadUnit, type ParsedClass, spanOf } from './context.ts'
import { withSpread } from './spread-forms.ts'

export function makeClassTemplate(
  { unit, source, shift, tree }: ParsedClass,
  build: (name: string, node: FunctionExpression) => Template,
): ClassTemplate {
  const { early, inherited, calls } = construction(tree)
  const part = (name: string, node: FunctionExpression | undefined) => once(() => node && build(name, node))
  const group = (prefix: string, functions: ReadonlyMap<string, FunctionExpression>) => {
    const parts = new Map([...functions].map(([name, node]) => [name, part(`${prefix}${name}`, node)]))
    return (name: string) => parts.get(name)?.()
  }
  const methodsOf = (prefix: string, functions: ReadonlyMap<string, FunctionExpression>) => {
    const plain = group(prefix, functions)
    const spread = new Map<string, Template>()
    return (name: string) => {
      const form = readSpreadForm(name)
      const node = form && functions.get(form.name)
      if (!node) return plain(name)
      if (!spread.has(name)) spread.set(name, build(`${prefix}${name}`, withSpread(node, form.count)))
      return spread.get(name)
    }
  }
  const side = (prefix: string, { methods, getters, setters }: Members): MemberTemplates => ({
    names: { methods: [...methods.keys()], getters: [...getters.keys()], setters: [...setters.keys()] },
    method: methodsOf(prefix, methods),
    getter: group(`${prefix}get `, getters),
    setter: group(`${prefix}set `, setters),
  })
  return {
    unit,
    name: unit.name || tree.name,
    binding: tree.name || '(class)',
    span: { source, start: Math.max(0, tree.node.start - shift), end: Math.max(0, tree.node.body.start - shift) },
    derived: tree.superClass !== undefined,
    extends: tree.superClass?.type === 'Identifier' ? tree.superClass.name : undefined,
    fields: tree.fields,
    bare: tree.bare,
    assigned: tree.assigned,
    tuples: tree.tuples,
    early,
    inherited,
    constructionCalls: calls,
    runsBase: true,
    staticFields: tree.staticFields,
    assignedStatics: tree.assignedStatics,
    privateStatics: tree.privateStatics,
    hasConstructor: tree.construct !== undefined,
    hasInitialiser: tree.initialise !== undefined,
    construct: constructOf(tree, build),
    initialise: part('fields', tree.initialise),
    instance: side('', tree.instance),
    static: side('static ', tree.static),
  }
}

function constructOf({ construct }: ParsedClass['tree'], build: (name: string, node: FunctionExpression) => Template) {
  const forms = new Map<number | undefined, Template>()
  return (spread?: number): Template | undefined => {
    if (construct && !forms.has(spread)) {
      const name = spread === undefined ? 'constructor' : spreadForm('constructor', spread)
      forms.set(spread, build(name, spread === undefined ? construct : withSpread(construct, spread)))
    }
    return forms.get(spread)
  }
}

/** A function whose prototype has methods, the way classes were written before there were any. */
export function makeConstructorTemplate(
  context: BuildContext,
  unit: SourceUnit,
  templateOf: (unit: SourceUnit) => Template,
): ClassTemplate {
  const loaded = loadUnit(context, unit)
  const members = unit.prototype?.() ?? { methods: new Map(), getters: new Map(), setters: new Map() }
  const instance = nodesOf(context, members)
  const construct = functionOf(loaded)
  const fields = new Set<string>()
  for (const node of [construct, ...[instance.methods, instance.getters, instance.setters].flatMap((group) => [...group.values()])])
    collectAssigned(node, fields)
  for (const group of [instance.methods, instance.getters, instance.setters]) for (const name of group.keys()) fields.delete(name)
  const { early, inherited, calls } = construction({ construct, initialise: undefined, instance, fields: [...fields] })
  const part = (units: ReadonlyMap<string, SourceUnit>) => (name: string) => {
    const found = units.get(name)
    return found && templateOf(found)
  }
  const noNames: MemberNames = { methods: [], getters: [], setters: [] }
  const none: MemberTemplates = { names: noNames, method: () => undefined, getter: () => undefined, setter: () => undefined }
  return {
    unit,
    name: unit.name,
    binding: CONSTRUCTOR_FUNCTION,
    span: spanOf(loaded, construct),
    derived: unit.base?.() !== undefined,
    extends: undefined,
    fields: [...fields],
    bare: new Set(),
    assigned: fields,
    tuples: new Set(),
    early,
    inherited,
    constructionCalls: calls,
    runsBase: runsBase(construct),
    staticFields: new Set(),
    assignedStatics: new Set(),
    privateStatics: new Map(),
    hasConstructor: true,
    hasInitialiser: false,
    construct: (spread) => (spread === undefined ? templateOf(unit) : undefined),
    initialise: () => undefined,
    instance: { names: noNames, method: part(members.methods), getter: part(members.getters), setter: part(members.setters) },
    static: none,
  }
}

function functionOf({ parsed }: LoadedUnit): FunctionExpression {
  return parsed.node as FunctionExpression
}

function nodesOf(context: BuildContext, { methods, getters, setters }: PrototypeUnits): Members {
  const nodes = (units: ReadonlyMap<string, SourceUnit>) =>
    new Map([...units].map(([name, unit]) => [name, functionOf(loadUnit(context, unit))]))
  return { methods: nodes(methods), getters: nodes(getters), setters: nodes(setters) }
}

/** Does the constructor surely run that of its base? */
function runsBase({ body }: FunctionExpression): boolean {
  return body.body.some((statement) => statement.type === 'ExpressionStatement' && isBaseCall(statement.expression))
}
