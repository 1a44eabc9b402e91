/**
 * Functions of the files that instances hold as they hold those of the host. Those that are exported the host has anyway; any other is
 * compiled for the types that the field has, so that the host has it too:
 *
 *     class Fold { by: (a: number, b: number) => number = add }   →   an export of the code that add is, without a name
 */
import type { Artifact } from '../../artifact/artifact.ts'
import type { SourceUnit } from '../../artifact/captured.ts'
import { BUILTIN_PART, type OwnFunction, ownFunctionName } from '../../artifact/own-functions.ts'
import type { HostType, Signature } from '../../artifact/types.ts'
import type { SourceFile } from '../source/file.ts'
import { type AstNode, child, nameOf, walk } from '../source/node.ts'
import { parametersOf } from '../source/parameters.ts'
import { fail, type Problems } from '../source/problems.ts'
import { placeOf, type Units, unitOf } from '../source/unit-of.ts'
import { withoutTypes } from '../source/wrapped.ts'
import { idOfContent } from './classes.ts'
import type { FunctionExport, ModuleExport } from './exports.ts'
import type { Linkable } from './link.ts'

/** What the host has of such a function. */
export interface HeldFunction {
  readonly own: OwnFunction
  /** None of a built-in. */
  readonly made: FunctionExport | undefined
  /** The same for the same function in all modules. */
  readonly id: string | undefined
}

/** By the names that the code has for them (artifact/own-functions.ts). */
export type HeldFunctions = Map<string, HeldFunction>

/** The code of all those that the members store somewhere, and of those that these store. */
export function compileHeld<Made extends Linkable>(
  units: Units,
  exports: readonly ModuleExport[],
  members: readonly Linkable[],
  problems: Problems,
  compile: (made: FunctionExport, signature: Signature) => Made[],
): { held: HeldFunctions; compiled: Made[] } {
  const held: HeldFunctions = new Map()
  const compiled: Made[] = []
  for (let next = members; next.length > 0; ) {
    const fresh = next.flatMap((member) => ownIn(member.artifact).map((own) => ({ own, member })))
    next = []
    for (const { own, member } of fresh) {
      const name = ownFunctionName(own)
      if (held.has(name)) continue
      if (own.part === BUILTIN_PART) held.set(name, { own, made: undefined, id: own.key })
      else
        problems.attempt(() => {
          const { made, signature } = madeOf(units, exports, held, own, member.sources)
          held.set(name, { own, made, id: contentId(units, made.file, made.node, own.key) })
          const code = signature ? compile(made, signature) : []
          compiled.push(...code)
          next = [...next, ...code]
        })
    }
  }
  return { held, compiled }
}

function ownIn({ functions = [] }: Artifact): OwnFunction[] {
  return functions.filter((each): each is OwnFunction => each.type !== undefined)
}

/** The same one for the same function, whatever types it is held as; and the signature that it is compiled for, if it has to be. */
function madeOf(
  units: Units,
  exports: readonly ModuleExport[],
  held: HeldFunctions,
  own: OwnFunction,
  sources: readonly SourceUnit[],
): { made: FunctionExport; signature?: Signature } {
  const outer = sources.find(({ id }) => id === own.key) ?? { id: own.key }
  const place = placeOf(units, outer as SourceUnit)
  const refuse = (reason: string) => fail(place.file, place.node, 'aot_function_field', { field: 'A field', reason })
  const { origin = (offset: number) => offset } = units.units.get(place.node) ?? {}
  const node = own.span ? innerNode(place.node, origin(own.span[0]), origin(own.span[1])) : place.node
  if (!node) return refuse(`\`${own.name}\` is no function of its own, so write one at the top of the file`)
  const exported = exports.find(
    (made): made is FunctionExport => made.kind === 'function' && made.node === node && made.typeArguments.size === 0,
  )
  if (exported && (exported.unit.id === own.key || exported.rest !== undefined)) return { made: exported }
  const unit = own.span || !('text' in outer) ? unitOf(units, place.file, node, own.name) : outer
  if (parametersOf(node).some(({ isRest }) => isRest))
    refuse(`\`${own.name}\` takes any number of arguments, so give it a parameter for each`)
  const signature = signatureFor(own, node)
  const before = [...held.values()].find(({ made }) => made?.unit.id === unit.id)?.made
  if (before) return { made: before, signature }
  const { file } = place
  const name = own.name || nameIn(file, node)
  const made = { kind: 'function', name, file, node, unit: { ...unit, name }, signatures: [], classes: new Map(), typeArguments: new Map(), rest: undefined } as const // biome-ignore format: one line
  return { made, signature }
}

function innerNode(outer: AstNode, start: number, end: number): AstNode | undefined {
  let found: AstNode | undefined
  walk(outer, (node) => {
    if (/Function/.test(node.type) && node.start === outer.start + start && node.end === outer.start + end) found = node
    return found === undefined
  })
  return found
}

/** `f = (x) => x` gives it a name. */
function nameIn({ program }: SourceFile, made: AstNode): string {
  let name = ''
  walk(program, (node) => {
    const value = child(node, 'value') ?? child(node, 'init')
    if (value && withoutTypes(value) === made) name = nameOf(child(node, 'key')) || nameOf(child(node, 'id'))
    if (node.type === 'AssignmentPattern' && child(node, 'right') === made) name = nameOf(child(node, 'left'))
    return node.start <= made.start && made.end <= node.end
  })
  return name
}

/** The same for the same function in every build: by all that it reaches, and where it stands. */
function contentId(units: Units, file: SourceFile, node: AstNode, key: string): string | undefined {
  const [name, declaration] = [...file.declarations].find(([, { node: whole }]) => whole.start <= node.start && node.end <= whole.end) ?? []
  if (name === undefined) return undefined
  const captured = key.includes('(') ? key.slice(key.indexOf('(')) : ''
  return `${idOfContent(units.graph, file, name)} ${node.start - declaration!.node.start}${captured}`
}

/** What the field passes, as far as the function has parameters for it; the others are undefined. */
function signatureFor({ type }: OwnFunction, node: AstNode): Signature {
  const params = parametersOf(node).map((_, index): HostType => type.params[index] ?? { kind: 'undefined' })
  return { params, result: type.result.kind === 'void' ? { kind: 'inferred' } : type.result }
}
