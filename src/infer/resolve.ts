/** Free variables: what the host says they stand for, as types. */
import type { Captured } from '../artifact/captured.ts'
import type { Span } from '../base/span.ts'
import { CONSTRUCTOR_FUNCTION } from '../ir/template.ts'
import * as messages from '../report/messages.ts'
import { fromHost } from './hosttypes.ts'
import { bigint, boolean, closures, constant, NULL, numberConstant, type SemType, text, typedArray, UNDEFINED } from './lattice.ts'
import type { Site, World } from './world.ts'

/** `name` is `<unit id>/<name in the source>`. */
export function resolveGlobal(site: Site, name: string): SemType {
  return site.world.made(site, 'global', () => {
    const slash = name.indexOf('/')
    const unit = site.world.front.unit(name.slice(0, slash))
    const local = name.slice(slash + 1)
    // A class knows itself by its own name, whatever else has that name.
    const own = unit.kind === 'class' ? local === site.world.front.classOf(unit).binding : local === CONSTRUCTOR_FUNCTION
    const captured: Captured | undefined = own ? { kind: unit.kind, unit } : unit.resolve(local)
    if (!captured) return messages.unknown_name(site.inst.span, { name: local })
    return capturedType(site.world, captured, local, site.inst.span)
  })
}

export function capturedType(world: World, captured: Captured, name: string, at: Span | undefined): SemType {
  switch (captured.kind) {
    case 'number':
      return numberConstant(captured.value)
    case 'bigint':
      if (captured.value < -(2n ** 63n) || captured.value >= 2n ** 64n) messages.bigint_too_large(at, { value: String(captured.value) })
      return bigint({ lo: captured.value, hi: captured.value })
    case 'boolean':
      return boolean(captured.value)
    case 'string':
      return text(captured.value)
    case 'undefined':
      return UNDEFINED
    case 'null':
      return NULL
    case 'function':
      return closures([world.constantClosure(captured.unit)])
    case 'array':
    case 'cell':
      return implicit(world, captured, name, (origins) => typedArray(captured.element, origins))
    case 'value':
    case 'variable':
      return implicit(world, captured, name, (origins) =>
        world.classes.naming(captured.classOf, () => fromHost(captured.type, world.shapes, origins)),
      )
    case 'builtin':
    case 'object':
    case 'class':
      return constant(captured)
    case 'static':
      return messages.unsupported_capture(at, { name, reason: 'a static field that code assigns; use it by the name of its class' })
    case 'unsupported':
      return messages.unsupported_capture(at, { name, reason: captured.reason })
  }
}

function implicit(world: World, captured: Captured & { id: string }, name: string, type: (origins: number) => SemType): SemType {
  let known = world.implicits.get(captured.id)
  if (!known) {
    known = { captured, name, type: type(world.implicitOrigin(world.implicits.size)) }
    world.implicits.set(captured.id, known)
  }
  return known.type
}
