/** Ids in artifacts are of one process. What is stored has numbers in their place, which `answers.ts` gave out. */
import type { Artifact } from '../artifact/artifact.ts'
import type { HostType } from '../artifact/types.ts'
import { functionsWithIds, functionsWithNumbers, mapKeys, type Numbers, toNumber } from './answers.ts'
import { type Recorded, textOfFields } from './questions.ts'

/** Undefined if the artifact speaks of something that no question was about, so that it would mean nothing elsewhere. */
export function toNumbers(numbers: Numbers, artifact: Artifact): Artifact | undefined {
  const unitOf = (id: string) => (isPrelude(id) ? id : numbers.unitIds.has(id) ? `#${numbers.unitIds.get(id)}` : undefined)
  const valueNumber = (id: string) => numbers.values.indexOf(id)
  if (artifact.implicit.some(({ id }) => valueNumber(id) < 0) || artifact.classes.some(({ id }) => unitOf(id) === undefined))
    return undefined
  if (shared(artifact).some(({ key }) => unitOf(key) === undefined)) return undefined
  const moved = relocate(
    artifact,
    (type) => functionsWithNumbers(numbers, type),
    (id) => `@${valueNumber(id)}`,
    (id) => unitOf(id)!,
  )
  return numbers.foreign ? undefined : moved
}

/** Undefined if a number stands for nothing: then the artifact and its record do not belong together. */
export function toIds(numbers: Numbers, artifact: Artifact): Artifact | undefined {
  const value = (text: string) => (text.startsWith('@') ? numbers.values[Number(text.slice(1))] : undefined)
  const unit = (text: string) => (isPrelude(text) ? text : text.startsWith('#') ? numbers.units[Number(text.slice(1))]?.id : undefined)
  if (artifact.implicit.some(({ id }) => value(id) === undefined) || artifact.classes.some(({ id }) => unit(id) === undefined)) {
    return undefined
  }
  if (shared(artifact).some(({ key }) => unit(key) === undefined)) return undefined
  return relocate(
    artifact,
    (type) => functionsWithIds(numbers, type),
    (id) => value(id)!,
    (id) => unit(id)!,
  )
}

/** Units of the compiler's own, which are the same in every process: nobody asks for them. */
function isPrelude(id: string): boolean {
  return id.startsWith('prelude:')
}

/** What modules share by the unit that it belongs to. */
function shared({ functions = [], statics = [] }: Artifact): readonly { readonly key: string }[] {
  return [...functions, ...statics]
}

function relocate(
  artifact: Artifact,
  type: (type: HostType) => HostType,
  value: (id: string) => string,
  unit: (id: string) => string,
): Artifact {
  return {
    ...artifact,
    exports: artifact.exports.map((made) => ({
      ...made,
      signature: { params: made.signature.params.map(type), result: type(made.signature.result) },
      ...(made.promise ? { promise: type(made.promise) } : {}),
    })),
    hostTypes: artifact.hostTypes.map(type),
    ...(artifact.positions ? { positions: { ...artifact.positions, sources: artifact.positions.sources.map(unit) } } : {}),
    ...(artifact.functions ? { functions: artifact.functions.map((name) => ({ ...name, key: unit(name.key) })) } : {}),
    ...(artifact.statics ? { statics: artifact.statics.map((field) => ({ ...field, key: unit(field.key) })) } : {}),
    implicit: artifact.implicit.map((each) => ({ ...each, id: value(each.id), type: type(each.type) })),
    classes: artifact.classes.map((each) => ({
      ...each,
      id: unit(each.id),
      fields: each.fields.map((field) => ({ ...field, type: field.type && type(field.type) })),
    })),
  }
}

/** The types of the fields of its classes, as the next compilation will be told them. */
export function layoutsIn(numbers: Numbers, { classes }: Artifact): NonNullable<Recorded['layouts']> {
  const number = toNumber(numbers)
  const named = (type: HostType) =>
    mapKeys(type, (key, kind) => (kind === 'class' && key !== '' ? number(classes[Number(key)]!.id) : number(key)))
  return classes
    .filter(({ declared, open }) => declared && open !== true)
    .map(({ id, fields }) => {
      const types = fields.flatMap(({ name, type }) => (type === null ? [] : [[name, named(type)] as const]))
      return [numbers.unitIds.get(id)!, textOfFields(types)]
    })
}
