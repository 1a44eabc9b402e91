/**
 * Functions that the initialisers of the files have made: `const ops = { add: (a, b) => a + b }`, `const twice = times(2)`,
 * `Point.prototype.norm = function () { … }`. What is at hand is the function itself; its text tells where it is written.
 */
import type { AnyFunction } from '../../runtime/identity.ts'
import { inspect } from '../../runtime/inspector.ts'
import type { SourceFile } from './file.ts'
import type { Graph } from './graph.ts'
import { javascript } from './javascript.ts'
import { assignedNames } from './names.ts'
import { type AstNode, child, nameOf, walk } from './node.ts'
import { isClass, isFunction, resolveScopes } from './scopes.ts'
import { visibleNames } from './state.ts'

export interface Made {
  readonly file: SourceFile
  readonly node: AstNode
  /** Variables of functions around it, and what they held when it was made. */
  readonly captured: ReadonlyMap<string, unknown>
}

interface Written {
  readonly file: SourceFile
  readonly node: AstNode
  /** Names of the variables of functions and blocks around it that it uses. */
  readonly inner: readonly string[]
  /** The name that it gets from its declaration. */
  readonly name: string
}

/** By text, for each file once. */
export type WrittenFunctions = Map<SourceFile, Map<string, Written[]>>

/** Where a function comes from; or why that cannot be told, to complete "`x` is …". */
export function madeFunction(graph: Graph, known: WrittenFunctions, fn: AnyFunction): Made | { readonly reason: string } {
  const text = Function.prototype.toString.call(fn)
  const all = [...graph.files.values()].flatMap((file) => writtenIn(known, file).get(text) ?? [])
  const named = all.filter(({ name }) => name === fn.name)
  const [found, other] = named.length > 0 ? named : all
  if (!found) return { reason: 'a function that no file of this build contains as it is' }
  if (other && (other.file !== found.file || other.inner.length > 0 || found.inner.length > 0))
    return { reason: 'a function whose text stands in these files more than once, so that its variables cannot be told; give each a name' }
  return found.inner.length === 0 ? { ...found, captured: new Map() } : capturedBy(found, fn)
}

/** Variables that some function assigns may hold something else by the time it is called. */
function capturedBy({ file, node, inner }: Written, fn: AnyFunction): Made | { readonly reason: string } {
  const assigned = assignedNames(file.program)
  const changing = inner.find((name) => assigned.has(name))
  if (changing !== undefined)
    return {
      reason: `a function that uses \`${changing}\` of the function around it, which is assigned; keep it in an array or an instance`,
    }
  const inspected = inspect(fn)
  if ('refused' in inspected) return { reason: `a function whose variables cannot be seen: ${inspected.refused}` }
  const captured = new Map<string, unknown>()
  for (const name of inner) {
    const scope = inspected.closure.scopes.find((each) => name in each)
    if (!scope) return { reason: `a function that uses \`${name}\`, which cannot be seen` }
    captured.set(name, (scope as Record<string, unknown>)[name])
  }
  return { file, node, captured }
}

function writtenIn(known: WrittenFunctions, file: SourceFile): ReadonlyMap<string, Written[]> {
  const done = known.get(file)
  if (done) return done
  const found = new Map<string, Written[]>()
  known.set(file, found)
  const { free, top } = resolveScopes(file.program, visibleNames(file))
  const names = new Map<AstNode, string>()
  walk(file.program, (node) => {
    // What a namespace holds is found in its own file.
    if (node.type === 'TSModuleDeclaration') return false
    const value = child(node, 'value') ?? child(node, 'init')
    if (value) names.set(value, nameOf(child(node, 'key')) || nameOf(child(node, 'id')))
    // A method's text begins with its name.
    const holder = node.type === 'Property' && (node['method'] === true || node['kind'] !== 'init') ? node : undefined
    const code = holder ? value! : node
    if (isFunction(code) || isClass(code)) add(holder ?? code, code)
    return true
  })
  return found

  function add(node: AstNode, code: AstNode): void {
    const inner = [...(free.get(code) ?? [])].filter(([name, variable]) => top.get(name) !== variable).map(([name]) => name)
    const { text } = javascript(file, node.start, node.end)
    const all = found.get(text) ?? []
    if (all.length === 0) found.set(text, all)
    all.push({ file, node, inner, name: nameOf(code) || (names.get(code) ?? '') })
  }
}
