/** Which variables of enclosing functions each function uses, through the functions that it calls and makes. */
import type { AnyNode, CallExpression } from 'acorn'
import type { FunctionInfo, Loop, Variable } from './scope-types.ts'

/** Bits: read or assigned by the function itself (what is inlined into it included), or by a closure that it makes. */
export const READ = 1
export const WRITE = 2
export const CAPTURE = 4
export const CAPTURE_WRITE = 8

export type Uses = Map<Variable, number>

/** One use of a variable, at a place in the function itself. */
export interface UseEvent {
  readonly variable: Variable
  readonly flags: number
  readonly node: AnyNode
  readonly loop: Loop | undefined
}

export function outerUses(functions: readonly FunctionInfo[], inlined: ReadonlyMap<CallExpression, FunctionInfo>): Map<FunctionInfo, Uses> {
  const uses = new Map<FunctionInfo, Uses>(functions.map((info) => [info, new Map()]))
  // Inner functions come after outer ones: backwards, one round is nearly always enough.
  const order = [...functions].reverse()
  for (let changed = true; changed; ) {
    changed = false
    for (const info of order) {
      const own = uses.get(info)!
      for (const { variable, flags } of useEvents(info, uses, inlined)) {
        const before = own.get(variable) ?? 0
        if (variable.owner === info || (before | flags) === before) continue
        own.set(variable, before | flags)
        changed = true
      }
    }
  }
  return uses
}

/** Every use that running the function's own code makes of any variable, in source order of what makes it. */
export function* useEvents(
  info: FunctionInfo,
  uses: ReadonlyMap<FunctionInfo, Uses>,
  inlined: ReadonlyMap<CallExpression, FunctionInfo>,
): Generator<UseEvent> {
  for (const { variable, kind, node, loop, call } of info.references) {
    // Hoisted functions are never too early: leaving them out keeps the sets small.
    if (!variable.known || variable.kind === 'const' || variable.kind === 'let')
      yield { variable, flags: kind === 'write' ? WRITE : READ, node, loop }
    if (!variable.known) continue
    const direct = call !== undefined && inlined.get(call) === variable.known
    yield* passedOn(uses.get(variable.known)!, direct, node, loop)
  }
  for (const { info: literal, node, loop, call } of info.literals) {
    if (literal.known) continue
    yield* passedOn(uses.get(literal)!, call !== undefined && inlined.get(call) === literal, node, loop)
  }
}

/** The uses of an inner function become the outer one's: as they are when it is inlined, else as captures. */
function* passedOn(inner: Uses, direct: boolean, node: AnyNode, loop: Loop | undefined): Generator<UseEvent> {
  for (const [variable, flags] of inner) {
    const captured = flags & (WRITE | CAPTURE_WRITE) ? CAPTURE | CAPTURE_WRITE : CAPTURE
    yield { variable, flags: direct ? flags : captured, node, loop }
  }
}
