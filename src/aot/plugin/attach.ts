/**
 * Writes into the text of a file what its functions need at run time (runtime/attached.ts): their source as it was written,
 * and getters for the variables around them.
 *
 *     const scaled = (x: number) => x * k
 *     const scaled = $taipan((x: number) => x * k, "scaled", "(x        ) => x * k", "src/a.ts:1:16", { __proto__: null, get k() { return k } })
 */
import type MagicString from 'magic-string'
import { ATTACHED } from '../../runtime/attached.ts'
import { staysPlain } from '../source/class-parts.ts'
import type { SourceFile } from '../source/file.ts'
import { javascript } from '../source/javascript.ts'
import { type AstNode, child, children, nameOf } from '../source/node.ts'
import { isClass, parts, type Scopes } from '../source/scopes.ts'
import type { Attachments } from './attachments.ts'

/** Gives whether anything was written. */
export function writeAttachments(output: MagicString, file: SourceFile, scopes: Scopes, { nodes, decorated }: Attachments): boolean {
  const helper = unusedName(file.text, '$taipan')
  const named = inferredNames(file.program)
  const places = placesIn(file.program)
  let written = 0
  // Outer functions first: what is written at one place nests.
  for (const [node, free] of [...nodes].sort(([a], [b]) => a.start - b.start || b.end - a.end)) {
    const name = nameOf(node) || named.get(node) || ''
    const parameters = parametersFor(file, scopes, node, hasOwnName(node) ? '' : name, free)
    if (decorated.has(node)) {
      const last = children(node, 'decorators').at(-1)!
      output.appendLeft(last.end, ` @((value${isTyped(file) ? ': any' : ''}) => void ${helper}(value, ${parameters}))`)
    } else if (node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') {
      const own = nameOf(node)
      const at = own === '' ? undefined : node.type === 'ClassDeclaration' ? places.after.get(node) : startOf(scopes.blocks.get(node))
      if (at === undefined) continue
      const statement = `;${helper}(${own}, ${parameters});`
      if (node.type === 'ClassDeclaration') output.appendLeft(at, statement)
      else output.prependRight(at, statement)
    } else if (!places.fixed.has(node)) {
      output.appendRight(node.start, `/* @__PURE__ */ ${helper}(`)
      output.prependLeft(node.end, `, ${parameters})`)
    } else continue
    written++
  }
  if (written > 0) output.append(helperText(helper, isTyped(file)))
  return written > 0
}

export function isTyped({ path }: { readonly path: string }): boolean {
  return /\.[cm]?tsx?$/.test(path)
}

export function unusedName(text: string, name: string): string {
  return text.includes(name) ? unusedName(text, `${name}_`) : name
}

function parametersFor(file: SourceFile, scopes: Scopes, node: AstNode, name: string, free: readonly string[]): string {
  // The decorators of a class are not part of it.
  const from = isClass(node) ? file.erased.indexOf('class', children(node, 'decorators').at(-1)?.end ?? node.start) : node.start
  const before = file.text.slice(0, from).split('\n')
  const place = `${file.shown}:${before.length}:${before.at(-1)!.length + 1}`
  const getters = free.map((each) => `get ${each}() { return ${each} }`)
  const text = JSON.stringify(withoutBlanks(javascript(file, from, node.end).text, file.text.slice(from, node.end)))
  const own = isClass(node) ? mentioningItself(scopes, node) : []
  const more = own.length > 0 ? `, ${JSON.stringify(own)}` : ''
  return `${JSON.stringify(name)}, ${text}, ${JSON.stringify(place)}, { ${['__proto__: null', ...getters].join(', ')} }${more}`
}

/** Members that stay JavaScript and mention the class by its own name, as their `name` says it. */
function mentioningItself({ meant }: Scopes, node: AstNode): string[] {
  const mentions = [...meant].filter(([, variable]) => variable.node === node && variable.kind === 'other').map(([at]) => at)
  return children(child(node, 'body')!, 'body')
    .filter((member) => staysPlain(member) && mentions.some(({ start, end }) => member.start <= start && end <= member.end))
    .map((member) => (member['computed'] === true ? `[${memberName(child(member, 'key')!)}]` : nameOf(child(member, 'key'))))
}

/** `Symbol.iterator`, which is what the symbol says of itself too. */
function memberName(key: AstNode): string {
  return key.type === 'MemberExpression' ? `${nameOf(child(key, 'object'))}.${nameOf(child(key, 'property'))}` : nameOf(key)
}

/** Where types stood at the ends of lines, there are blanks that tell nothing. */
function withoutBlanks(erased: string, text: string): string {
  const lines = text.split('\n')
  return erased
    .split('\n')
    .map((line, index) => (/\s$/.test(lines[index]!) ? line : line.trimEnd()))
    .join('\n')
}

/** A minifier drops names; so they are put back. */
function helperText(helper: string, typed: boolean): string {
  const [one, all] = typed
    ? [
        '<F extends object>(fn: F, name: string, text: string, place: string, scope: object, own?: string[]): F',
        'const table: any = globalThis as any',
      ]
    : ['(fn, name, text, place, scope, own)', 'const table = globalThis']
  const cast = typed ? '(fn as { name?: unknown })' : 'fn'
  return `
function ${helper}${one} {
  const key${typed ? ': any' : ''} = Symbol.for('${ATTACHED}')
  ${all}
  if (!table[key]) table[key] = new WeakMap()
  table[key].set(fn, { text, place, scope, own })
  if (name !== '' && ${cast}.name !== name) Object.defineProperty(fn, 'name', { value: name, configurable: true })
  return fn
}
`
}

/** A static member takes the place of the class's name. */
function hasOwnName(node: AstNode): boolean {
  const body = isClass(node) ? child(node, 'body') : undefined
  return body !== undefined && children(body, 'body').some((each) => each['static'] === true && nameOf(child(each, 'key')) === 'name')
}

/** Names that functions and classes without one get from what they are assigned to. */
function inferredNames(program: AstNode): ReadonlyMap<AstNode, string> {
  const names = new Map<AstNode, string>()
  const visit = (node: AstNode): void => {
    const [target, value] =
      node.type === 'VariableDeclarator'
        ? [child(node, 'id'), child(node, 'init')]
        : node.type === 'Property'
          ? [node['computed'] === true ? undefined : child(node, 'key'), child(node, 'value')]
          : node.type === 'AssignmentExpression' || node.type === 'AssignmentPattern'
            ? [child(node, 'left'), child(node, 'right')]
            : []
    if (value && target?.type !== 'MemberExpression' && nameOf(target)) names.set(value, nameOf(target))
    if (node.type === 'ExportDefaultDeclaration') names.set(child(node, 'declaration')!, 'default')
    for (const inner of parts(node)) visit(inner)
  }
  visit(program)
  return names
}

interface Places {
  /** Where a statement after a declaration can stand. */
  readonly after: ReadonlyMap<AstNode, number>
  /** Functions that are no expressions: methods and accessors. */
  readonly fixed: ReadonlySet<AstNode>
}

function placesIn(program: AstNode): Places {
  const after = new Map<AstNode, number>()
  const fixed = new Set<AstNode>()
  const visit = (node: AstNode): void => {
    const declaration = /^Export(?:Named|Default)Declaration$/.test(node.type) ? child(node, 'declaration') : node
    if (declaration?.type === 'ClassDeclaration' && !after.has(declaration)) after.set(declaration, node.end)
    const value = child(node, 'value')
    const isMethod = node.type === 'MethodDefinition' || (node.type === 'Property' && (node['method'] === true || node['kind'] !== 'init'))
    if (value && isMethod) fixed.add(value)
    for (const inner of parts(node)) visit(inner)
  }
  visit(program)
  return { after, fixed }
}

/** Behind the directives of a file or body. */
function startOf(block: AstNode | undefined): number | undefined {
  if (!block || block.type === 'SwitchCase') return undefined
  const statements = children(block, 'body')
  const first = statements.find((each) => typeof each['directive'] !== 'string')
  return first?.start
}
