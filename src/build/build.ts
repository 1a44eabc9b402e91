/** One unit of source → templates: its function, and every inner function that remains a function of its own. */
import type { SourceUnit } from '../artifact/captured.ts'
import type { Template } from '../ir/template.ts'
import * as messages from '../report/messages.ts'
import type { FunctionInfo } from '../syntax/scope-types.ts'
import { type BuildContext, type LoadedUnit, loadUnit } from './context.ts'
import { buildFunction } from './function.ts'
import type { Request } from './state.ts'

export interface BuiltUnit {
  readonly root: Template
  /** By id, the root included. */
  readonly templates: ReadonlyMap<string, Template>
}

export function buildUnit(unit: SourceUnit, context: BuildContext): BuiltUnit {
  return limited(context, unit, () => buildAll(loadUnit(context, unit), context))
}

/** A part of a class, the same way. */
export function buildMember(loaded: LoadedUnit, context: BuildContext): BuiltUnit {
  return limited(context, loaded.unit, () => buildAll(loaded, context))
}

function limited<T>(context: BuildContext, unit: SourceUnit, build: () => T): T {
  try {
    return build()
  } catch (error) {
    // The only way to get here is recursion over nested expressions or statements.
    if (error instanceof RangeError) messages.too_deep({ source: context.sources.indexOf(unit), start: 0, end: unit.text.length })
    throw error
  }
}

function buildAll(loaded: LoadedUnit, context: BuildContext): BuiltUnit {
  const templates = new Map<string, Template>()
  const requested = new Set<string>()
  const pending: Request[] = []
  const request = (unit: LoadedUnit, info: FunctionInfo, part?: 'resume'): string => {
    const id = `${unit.id}#${info.index}${part ? ` ${part}` : ''}`
    if (!requested.has(id)) pending.push({ id, unit, info, part })
    requested.add(id)
    return id
  }
  const rootId = request(loaded, loaded.analysis.root)
  for (let next = pending.pop(); next; next = pending.pop()) templates.set(next.id, buildFunction(context, next, request))
  return { root: templates.get(rootId)!, templates }
}
