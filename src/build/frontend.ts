/** Everything that the stages after ask of source text: templates by unit, by id, and of the prelude. */
import type { SourceUnit } from '../artifact/captured.ts'
import { assert } from '../base/assert.ts'
import type { Template } from '../ir/template.ts'
import { buildUnit } from './build.ts'
import { type BuildContext, newBuildContext } from './context.ts'
import { preludeUnit, type Receiver } from './prelude.ts'

export interface Frontend {
  readonly context: BuildContext
  templateOf(unit: SourceUnit): Template
  template(id: string): Template
  /** The template of an array method, receiver first; undefined if the prelude has none of that name. */
  prelude(method: string, receiver: Receiver, count: number): Template | undefined
  /** A unit by the id that stands before the `/` of a `js.global`. */
  unit(id: string): SourceUnit
}

/** Units are built when they are first asked for. */
export function newFrontend(context: BuildContext = newBuildContext()): Frontend {
  const templates = new Map<string, Template>()
  const roots = new Map<string, Template>()
  const templateOf = (unit: SourceUnit): Template => {
    let root = roots.get(unit.id)
    if (!root) {
      const built = buildUnit(unit, context)
      for (const [id, template] of built.templates) if (!templates.has(id)) templates.set(id, template)
      roots.set(unit.id, (root = templates.get(built.root.id)!))
    }
    return root
  }
  return {
    context,
    templateOf,
    template(id) {
      const template = templates.get(id)
      assert(template, `no template ${id}`)
      return template
    },
    prelude(method, receiver, count) {
      const unit = preludeUnit(method, receiver, count)
      return unit && templateOf(unit)
    },
    unit(id) {
      const loaded = context.units.get(id)
      assert(loaded, `no unit ${id}`)
      return loaded.unit
    },
  }
}
