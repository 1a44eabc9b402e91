/**
 * Code that stays JavaScript (generators, async functions, members of exported classes that are such) is made with the constants,
 * before the compiled code is opened. Where it mentions what is compiled, it takes that, once it is there.
 *
 *     for (const p of sieve(n)) yield p   →   for (const p of (compiled.e0 ?? sieve)(n)) yield p
 */
import type { CompiledFile } from '../compile/compile-file.ts'
import { hasValue, type ModuleExport } from '../compile/exports.ts'
import { membersOf, staysPlain } from '../source/class-parts.ts'
import type { SourceFile } from '../source/file.ts'
import { type Binding, type Graph, lookup } from '../source/graph.ts'
import { evaluate } from '../source/initialisers.ts'
import type { Edit } from '../source/javascript.ts'
import { holdsMade } from '../source/made-units.ts'
import { type AstNode, child } from '../source/node.ts'
import { resolveScopes, type Variable } from '../source/scopes.ts'
import { shorthands, visibleNames } from '../source/state.ts'
import { boundClass } from '../source/wrapped.ts'
import { unusedName } from './unused-names.ts'

export interface LateCalls {
  readonly edits: (file: SourceFile) => Edit[]
  /** Places among the values of the exports that are taken. */
  readonly used: readonly number[]
  /** The variable that holds them. */
  readonly variable: string
}

/** A piece of a file that stays JavaScript; `inside`: the class that it is a member of. */
interface Plain {
  readonly file: SourceFile
  readonly node: AstNode
  readonly inside?: AstNode
}

/** What has a value when the module is loaded. */
export function valuesOf({ exports }: Pick<CompiledFile, 'exports'>): ModuleExport[] {
  return exports.filter(hasValue)
}

export function lateCalls(compiled: CompiledFile): LateCalls {
  const used = new Set<number>()
  const variable = unusedName(compiled, 'compiled')
  const edits = new Map<SourceFile, Edit[]>()
  for (const plain of plainParts(compiled)) {
    const { file } = plain
    edits.set(file, [...(edits.get(file) ?? []), ...mentions(compiled, plain, variable, used)])
  }
  return { edits: (file) => edits.get(file) ?? [], used: [...used].sort((a, b) => a - b), variable }
}

function plainParts({ exports, classes }: CompiledFile): Plain[] {
  const functions = exports.flatMap((made): Plain[] => (made.kind === 'plain' ? [made] : []))
  const members = [...classes.values()].flatMap((source): Plain[] =>
    membersOf(source)
      .filter(staysPlain)
      .map((member) => ({ file: source.file, node: child(member, 'value')!, inside: source.node })),
  )
  return [...functions, ...members]
}

function mentions(compiled: CompiledFile, { file, node, inside }: Plain, holder: string, used: Set<number>): Edit[] {
  const { graph } = compiled
  const values = valuesOf(compiled)
  const { meant, top } = resolveScopes(file.program, visibleNames(file))
  const short = shorthands(file.program)
  const place = ({ name, kind, node: declared }: Variable): number => {
    // The name that a class has inside of itself.
    if (inside && kind === 'other' && declared === inside)
      return values.findIndex((made) => made.kind === 'class' && made.source.node === inside)
    const binding = top.get(name)?.node === declared ? lookup(graph, file, name) : undefined
    return binding ? values.findIndex((made) => isMade(graph, made, binding) || isConstant(compiled, made, binding)) : -1
  }
  return [...meant].flatMap(([mention, variable]): Edit[] => {
    if (mention.start < node.start || node.end < mention.end) return []
    const index = place(variable)
    if (index < 0) return []
    used.add(index)
    const text = `(${holder}.e${index} ?? ${variable.name})`
    const at = mention.start
    return [{ at, end: at + variable.name.length, text: short.has(at) ? `${variable.name}: ${text}` : text }]
  })
}

/** Is the export what is bound? */
export function isMade(graph: Graph, made: ModuleExport, binding: Binding): boolean {
  if (binding.kind !== 'declaration') return false
  const { node } = binding.declaration
  if (made.kind === 'class') return made.source.node === boundClass(graph, binding)?.node
  return made.kind === 'function' && (made.node === node || made.node === child(node, 'init'))
}

/** Is the export an instance that is bound? */
function isConstant({ units, graph }: CompiledFile, made: ModuleExport, binding: Binding): boolean {
  if (binding.kind !== 'declaration' || made.kind !== 'value' || made.file !== binding.file || made.local !== binding.name) return false
  return binding.declaration.kind === 'variable' && binding.declaration.constant && holdsMade(units, evaluate(graph, made.file, made.local))
}
