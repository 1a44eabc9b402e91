/**
 * Decides which variables must be cells, shared by the function and its closures. Copying the value is right as
 * long as nobody assigns after a closure was made: all assignments stand before all closures in the text, and no
 * loop inside the variable's scope can go from a closure back to an assignment.
 */
import type { AnyNode, CallExpression, ForStatement } from 'acorn'
import type { Span } from '../base/span.ts'
import * as messages from '../report/messages.ts'
import type { FunctionInfo, Loop, Variable } from './scope-types.ts'
import { CAPTURE, CAPTURE_WRITE, READ, type UseEvent, type Uses, useEvents, WRITE } from './uses.ts'
import { isPutIn } from './yields.ts'

interface Places {
  readonly writes: UseEvent[]
  readonly captures: UseEvent[]
}

export function markCells(
  info: FunctionInfo,
  uses: ReadonlyMap<FunctionInfo, Uses>,
  inlined: ReadonlyMap<CallExpression, FunctionInfo>,
  span: (node: AnyNode) => Span,
): void {
  const places = new Map<Variable, Places>()
  for (const event of useEvents(info, uses, inlined)) {
    const { variable, flags } = event
    if (variable.owner !== info) continue
    checkInitialised(event, span)
    checkSwitch(event, span)
    let found = places.get(variable)
    if (!found) places.set(variable, (found = { writes: [], captures: [] }))
    if (flags & WRITE) found.writes.push(event)
    if (flags & (CAPTURE | CAPTURE_WRITE)) found.captures.push(event)
    if (flags & CAPTURE_WRITE) variable.cell = true
  }
  for (const [variable, { writes, captures }] of places) {
    if (captures.length > 0 && writes.length > 0 && !variable.cell) variable.cell = !valueSuffices(variable, writes, captures)
  }
}

/** A declaration in one `case` has not run when another is entered. */
function checkSwitch({ variable, node }: UseEvent, span: (node: AnyNode) => Span): void {
  const { switchNode, declaration, kind, name } = variable
  if (switchNode?.type !== 'SwitchStatement' || !declaration || kind === 'function') return
  const home = switchNode.cases.find((item) => declaration.start >= item.start && declaration.end <= item.end)!
  if (node.start >= home.start && node.end <= home.end) return
  messages.switch_declaration(span(node), { name }, [{ text: `\`${name}\` is declared here`, at: span(declaration) }])
}

/** A variable read before its declaration has run is a ReferenceError in JavaScript. */
function checkInitialised({ variable, flags, node }: UseEvent, span: (node: AnyNode) => Span): void {
  const { initialiser, declaration, name, kind } = variable
  if (isPutIn(name)) return
  if (kind === 'var' || kind === 'function' || kind === 'self' || kind === 'this' || !declaration) return
  const early = node.start < variable.initialisedAt || (initialiser && node.start >= initialiser.start && node.start < initialiser.end)
  // The initialiser of a known function only makes it: what its body uses counts where it is used.
  if (!early || node === declaration) return
  const notes = [{ text: `\`${name}\` is declared here`, at: span(declaration) }]
  if (flags & (READ | WRITE)) messages.use_before_definition(span(node), { name }, notes)
  messages.capture_before_definition(span(node), { name }, notes)
}

function valueSuffices(variable: Variable, writes: readonly UseEvent[], captures: readonly UseEvent[]): boolean {
  const head = variable.head as ForStatement | undefined
  let counted = writes
  if (head) {
    const inBody = captures.every(({ node }) => node.start >= head.body.start)
    if (!inBody) return false
    // The update works on the next iteration's copy, which no closure of this iteration holds.
    counted = writes.filter(({ node }) => !head.update || node.start < head.update.start || node.end > head.update.end)
  }
  const firstCapture = Math.min(...captures.map(({ node }) => node.start))
  if (counted.some(({ node }) => node.end > firstCapture)) return false
  const loops = new Set<Loop>()
  for (const { loop } of captures) for (const around of loopsInside(variable, loop)) loops.add(around)
  return !counted.some(({ loop }) => loopsInside(variable, loop).some((around) => loops.has(around)))
}

/** The loops around a place, out to the variable's own scope. */
function loopsInside(variable: Variable, loop: Loop | undefined): Loop[] {
  const found: Loop[] = []
  for (let around = loop; around && around !== variable.loop; around = around.parent) found.push(around)
  return found
}
