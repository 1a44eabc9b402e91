/**
 * Objects and arrays of the top level whose properties are constants (functions above all: `const ops = { '+': add, '-': sub }`, enums), where
 * a property is found by a name that is known at run time only.
 *
 *     ops[name](a, b)   →   find(name)(a, b)   with   function find(key) { if (key === '+') return value0; … }
 */
import type { Captured, SourceUnit } from '../../artifact/captured.ts'
import type { SourceFile } from './file.ts'
import { type Graph, lookup } from './graph.ts'
import { type AstNode, child, nameOf, walk } from './node.ts'
import { newProblems } from './problems.ts'
import { withoutTypes } from './wrapped.ts'

type Table = Captured & { readonly kind: 'object' }

const MOST = 256
const CONSTANTS: ReadonlySet<Captured['kind']> = new Set<Captured['kind']>(['function', 'number', 'bigint', 'boolean', 'string', 'null'])

/** An array of functions, as an object whose properties are constants. */
export function functionsOf(value: unknown, isExported: boolean, classify: (member: unknown) => Captured | undefined): Table | undefined {
  // Whoever gets it may put other functions into it.
  if (isExported && !Object.isFrozen(value)) return undefined
  if (!Array.isArray(value) || value.length === 0 || !Object.values(value).every((each) => typeof each === 'function')) return undefined
  return {
    kind: 'object',
    get: (key) => (Object.hasOwn(value, key) ? classify((value as unknown as Record<string, unknown>)[key]) : undefined),
  }
}

/** The object with a function that finds its properties, if all of them are of one kind: functions, or numbers and texts. */
export function withFinder(table: Table, id: string, value: unknown): Table {
  const at = finderOf(table, id, value as object)
  return at ? { ...table, at } : table
}

function finderOf({ get }: Table, id: string, value: object): SourceUnit | undefined {
  const names = Object.keys(value)
  const properties = Object.values(Object.getOwnPropertyDescriptors(value))
  if (names.length === 0 || names.length > MOST || properties.some(({ get: accessor, set }) => accessor || set)) return undefined
  const members = names.map((name) => asFunction(get(name), `${id}.${name}`))
  if (!members.every((member): member is Captured => member !== undefined && isFound(member))) return undefined
  if (new Set(members.map(({ kind }) => kind === 'function')).size > 1) return undefined
  // A number that is none names a property too, and equals nothing.
  if (names.includes('NaN')) return undefined
  const lines = names.map((name, index) => `if (${isKey(name)}) return value${index}`)
  return {
    id: `${id}[]`,
    name: 'find',
    kind: 'function',
    text: `function find(key) { ${[OTHER_KEYS, ...lines, inherited(value), 'return undefined'].join('; ')} }`,
    resolve: (free) => {
      const [, index] = /^value(\d+)$/.exec(free) ?? []
      if (index !== undefined) return members[Number(index)]
      return free === 'TypeError' ? { kind: 'builtin', path: free } : undefined
    },
  }
}

/** Functions of `Math` that take any number of arguments. */
const ANY_COUNT: ReadonlySet<string> = new Set(['max', 'min', 'hypot'])

/** `Math.sin` among functions of the file is one like them. */
function asFunction(member: Captured | undefined, id: string): Captured | undefined {
  const [, name] = member?.kind === 'builtin' ? (/^Math\.(\w+)$/.exec(member.path) ?? []) : []
  const own: unknown = name === undefined ? undefined : Math[name as 'sin']
  if (name === undefined || typeof own !== 'function') return member
  const parameters = ANY_COUNT.has(name) ? '...values' : ['a', 'b'].slice(0, own.length).join(', ')
  const unit: SourceUnit = {
    id,
    name,
    kind: 'function',
    text: `function ${name}(${parameters}) { return Math.${name}(${parameters}) }`,
    resolve: (free) => (free === 'Math' ? { kind: 'builtin', path: free } : undefined),
  }
  return { kind: 'function', unit }
}

/** Other values name properties by their text. */
const OTHER_KEYS =
  "if (typeof key === 'bigint' || typeof key === 'boolean') throw new TypeError('a property of an object with functions or constants is found by a number or a text')"

/** A function that looks at the object that it is called on would see none. */
function isFound(member: Captured): boolean {
  if (member.kind === 'function') return !/\b(?:this|arguments|super)\b/.test(member.unit.text)
  return CONSTANTS.has(member.kind)
}

/** Numbers name properties as well. */
function isKey(name: string): boolean | string {
  const text = `key === ${JSON.stringify(name)}`
  return String(Number(name)) === name ? `key === ${name} || ${text}` : text
}

/** What objects have from the prototype is no constant of the file. */
function inherited(value: object): string {
  const refuse = "throw new TypeError('the property ' + key + ' of an object with functions or constants is none of its own')"
  if (Array.isArray(value)) return `if (typeof key === 'string') ${refuse}`
  const names = Object.getPrototypeOf(value) === null ? [] : Object.getOwnPropertyNames(Object.prototype)
  return names.length === 0 ? '' : `if (${names.map((name) => `key === ${JSON.stringify(name)}`).join(' || ')}) ${refuse}`
}

const CHANGING: ReadonlySet<string> = new Set(['copyWithin', 'fill', 'pop', 'push', 'reverse', 'shift', 'sort', 'splice', 'unshift'])

/** Does no function of the files change the object, or give it to what might? What the top level does has been done already. */
export function isOnlyRead(graph: Graph, file: SourceFile, name: string): boolean {
  if (!isOnlyReadIn(file, name)) return false
  return [...graph.files.values()].every((other) =>
    [...other.imports.keys()].every((local) => {
      // What cannot be found says nothing here.
      const binding = newProblems().attempt(() => lookup(graph, other, local))
      const isMeant =
        (binding?.kind === 'declaration' && binding.file === file && binding.name === name) ||
        (binding?.kind === 'namespace' && binding.file === file)
      return !isMeant || isOnlyReadIn(other, local)
    }),
  )
}

function isOnlyReadIn({ program }: SourceFile, name: string): boolean {
  let read = true
  const casts = new Set<AstNode>()
  const inside = (node: AstNode): boolean => {
    if (!read || node.type.startsWith('TSType') || casts.has(node)) return false
    // `(ops as Record<string, Op>)[k]`
    const object = node.type === 'MemberExpression' ? child(node, 'object') : undefined
    if (object && isIdentifier(withoutTypes(object), name)) casts.add(object)
    if (isChanged(node, name)) read = false
    for (const [key, value] of Object.entries(node)) {
      const mentions = Array.isArray(value) ? (value as unknown[]) : [value]
      // A member of it may be read; `{ name }` and `name: 1` are no mentions of a variable on their left.
      const isName = (key === 'object' && node.type === 'MemberExpression') || (key === 'property' && node['computed'] !== true)
      const isKey = key === 'key' && node['computed'] !== true
      if (!isName && !isKey && mentions.some((each) => isIdentifier(each, name))) read = false
    }
    return read
  }
  walk(program, (node) => {
    if (!/Function|^Class|^StaticBlock$/.test(node.type)) return read
    walk(node, inside)
    return false
  })
  return read
}

function isIdentifier(node: unknown, name: string): boolean {
  return typeof node === 'object' && node !== null && (node as AstNode).type === 'Identifier' && nameOf(node as AstNode) === name
}

/** Does an expression or loop change a part of what the variable of this name holds? */
export function isChanged(node: AstNode, name: string): boolean {
  const target = targetOf(node)
  return target !== undefined && rootsOf(target).includes(name)
}

/** What an expression changes. */
function targetOf(node: AstNode): AstNode | undefined {
  switch (node.type) {
    case 'AssignmentExpression':
      return child(node, 'left')
    case 'ForInStatement':
    case 'ForOfStatement':
      return child(node, 'left')
    case 'UpdateExpression':
      return child(node, 'argument')
    case 'UnaryExpression':
      return node['operator'] === 'delete' ? child(node, 'argument') : undefined
    case 'CallExpression': {
      const callee = child(node, 'callee')!
      return callee.type === 'MemberExpression' && CHANGING.has(nameOf(child(callee, 'property'))) ? callee : undefined
    }
  }
  return undefined
}

/** The variables of which parts are assigned; a pattern (`[ops[0], x] = …`) names several. */
function rootsOf(node: AstNode): string[] {
  if (node.type === 'MemberExpression') return rootsOf(withoutTypes(child(node, 'object')!))
  if (node.type === 'Identifier') return [nameOf(node)]
  const roots: string[] = []
  walk(node, (part) => {
    if (part.type === 'MemberExpression') roots.push(...rootsOf(part))
    return true
  })
  return roots
}
