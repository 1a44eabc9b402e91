/** Everything that the stages after ask of source text: templates by unit, by id, and of the prelude. */
import type { SourceUnit } from '../artifact/captured.ts'
import { assert } from '../base/assert.ts'
import type { Span } from '../base/span.ts'
import { type BuildWish, type ClassTemplate, isConstructor, readSpreadForm, type Template } from '../ir/template.ts'
import { buildMember, buildUnit } from './build.ts'
import { makeClassTemplate, makeConstructorTemplate } from './classes.ts'
import { type BuildContext, loadClass, loadMember, newBuildContext } from './context.ts'
import { collectionUnit, functionUnit, isPrelude, lendingUnit, preludeUnit, type Receiver } from './prelude.ts'

export interface Frontend {
  readonly context: BuildContext
  readonly wishes: ReadonlySet<BuildWish>
  templateOf(unit: SourceUnit): Template
  template(id: string): Template
  /** What was built together with a template: the functions that it stands in, and those in them. */
  builtWith(id: string): readonly Template[]
  /** A function of a unit: `#0` is the unit itself, `.area#1` one inside of a class's member `area`. */
  templateAt(unit: SourceUnit, part: string): Template
  /** The template of an array method, receiver first; undefined if the prelude has none of that name. */
  prelude(method: string, receiver: Receiver, count: number): Template | undefined
  /** What stands for a built-in function, by its path, where it is one of several; undefined if it can only be called by its name. */
  functionOf(path: string): Template | undefined
  /** Calls a function for the host, which gives and takes collections as lists (prelude-collections.ts). */
  lending(ways: readonly string[]): Template
  /** The class that stands for `Map` or `Set`. */
  collection(name: string): SourceUnit | undefined
  classOf(unit: SourceUnit): ClassTemplate
  /** What is called at a place, as errors quote it: `tokens[at]`; undefined where it is not that simple, or no text of the user's. */
  calledAt(span: Span): string | undefined
  /** A unit by the id that stands before the `/` of a `js.global`. */
  unit(id: string): SourceUnit
}

/** Runs the work that is done for a unit. */
export type Measure = <T>(unit: SourceUnit, work: () => T) => T

/** Units are built when they are first asked for. */
export function newFrontend(context: BuildContext = newBuildContext(), measure: Measure = (_, work) => work()): Frontend {
  const templates = new Map<string, Template>()
  const together = new Map<string, readonly Template[]>()
  const roots = new Map<string, Template>()
  const classes = new Map<string, ClassTemplate>()
  const keep = (built: ReadonlyMap<string, Template>) => {
    const all = [...built.values()]
    for (const [id, template] of built) {
      if (templates.has(id)) continue
      templates.set(id, template)
      together.set(id, all)
    }
  }
  const templateOf = (unit: SourceUnit): Template => {
    let root = roots.get(unit.id)
    if (!root) {
      const built = measure(unit, () => buildUnit(unit, context))
      keep(built.templates)
      roots.set(unit.id, (root = templates.get(built.root.id)!))
    }
    return root
  }
  return {
    context,
    wishes: context.wishes,
    templateOf,
    template(id) {
      const template = templates.get(id)
      assert(template, `no template ${id}`)
      return template
    },
    builtWith: (id) => together.get(id)!,
    templateAt(unit, part) {
      if (unit.kind === 'function') templateOf(unit)
      else memberNamed(this.classOf(unit), part.slice(1, part.lastIndexOf('#')))
      return this.template(unit.id + part)
    },
    prelude(method, receiver, count) {
      const unit = preludeUnit(method, receiver, count)
      return unit && templateOf(unit)
    },
    functionOf(path) {
      const unit = functionUnit(path)
      return unit && templateOf(unit)
    },
    lending: (ways) => templateOf(lendingUnit(ways)),
    collection: collectionUnit,
    classOf(unit) {
      let made = classes.get(unit.id)
      if (!made && unit.kind === 'function') {
        made = makeConstructorTemplate(context, unit, templateOf)
        classes.set(unit.id, made)
      }
      if (!made) {
        const parsed = measure(unit, () => loadClass(context, unit))
        made = makeClassTemplate(parsed, (name, node) => {
          const built = measure(unit, () => buildMember(loadMember(parsed, name, node), context))
          keep(built.templates)
          return built.root
        })
        classes.set(unit.id, made)
      }
      return made
    },
    calledAt(span) {
      const unit = context.sources[span.source]
      return unit && !isPrelude(unit) ? calledIn(unit.text, span) : undefined
    },
    unit(id) {
      const loaded = context.units.get(id) ?? context.classes.get(id)
      assert(loaded, `no unit ${id}`)
      return loaded.unit
    },
  }
}

/** What the call at a place calls, if that is made of names and indices. */
function calledIn(text: string, { start, end, point }: Span): string | undefined {
  const call = text.slice(start, end)
  const name = /^[A-Za-z_$][\w$]*(?:\??\.#?[A-Za-z_$][\w$]*|\[(?:[A-Za-z_$][\w$]*|\d+)\])*(?=\s*\()/.exec(call)?.[0]
  if (name === undefined) return undefined
  // It is the whole of what is called: its last part is the property that is read. `f(1)(2)`, of which there is none, may call what f gives.
  const last = Math.max(name.lastIndexOf('.'), name.lastIndexOf('[')) + 1
  const isWhole = point === undefined ? last === 0 && !/\)\s*\(/.test(call) : start + last === point
  return isWhole ? name : undefined
}

/** Builds a part of a class by the name that its templates have (classes.ts gives it). */
function memberNamed(made: ClassTemplate, name: string): Template | undefined {
  if (isConstructor(name)) return made.construct(readSpreadForm(name)?.count)
  if (name === 'fields') return made.initialise()
  const side = name.startsWith('static ') ? made.static : made.instance
  const own = name.replace(/^static /, '')
  if (own.startsWith('get ')) return side.getter(own.slice(4))
  if (own.startsWith('set ')) return side.setter(own.slice(4))
  return side.method(own)
}
