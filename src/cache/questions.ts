/**
 * A compilation depends on its request and on the answers that it got while it ran. Recorded, they are questions in
 * order; asked again in another process, the same answers mean the same compilation, without a parser or a compiler.
 */
import type { Captured, DeclaredClass, PrototypeUnits, SourceUnit } from '../artifact/captured.ts'
import type { CompileRequest } from '../artifact/compile.ts'
import type { HostType } from '../artifact/types.ts'
import { answerText, eachKey, type Numbers, newNumbers, unitNumber, withNumbers } from './answers.ts'

export type Word = 'resolve' | 'get' | 'static' | 'base' | 'prototype' | 'fields' | 'subclasses' | 'named'

/** What is asked, the number of the unit (`get`: of the object) that is asked, a name, and the answer. */
export type Question = readonly [what: Word, of: number, name: string, answer: string]

/** A unit that was met: its source is part of what the compilation depends on. */
export interface MetUnit {
  readonly kind: 'function' | 'class'
  readonly name: string
  readonly text: string
  readonly declared: boolean
}

export interface Recorded {
  readonly units: readonly MetUnit[]
  readonly questions: readonly Question[]
  /**
   * For classes whose fields had no types yet: those that the compilation gave them. Where they have these already, by
   * other code, what was compiled serves as well.
   */
  readonly layouts?: readonly (readonly [of: number, fields: string])[]
}

export function metUnit({ kind, name, text, declared }: SourceUnit): MetUnit {
  return { kind, name, text, declared: declared !== undefined }
}

/** The units of the request itself come first: those that are numbered before any question. */
export function numbersOf(request: CompileRequest): Numbers {
  const numbers = newNumbers()
  unitNumber(numbers, request.unit)
  for (const unit of request.functions.values()) unitNumber(numbers, unit)
  for (const unit of request.classes.values()) unitNumber(numbers, unit)
  return numbers
}

export interface Recorder {
  readonly request: CompileRequest
  readonly numbers: Numbers
  recorded(): Recorded
}

/** A request that behaves like the given one, and remembers. */
export function record(request: CompileRequest): Recorder {
  const numbers = numbersOf(request)
  const questions: Question[] = []
  const asked = new Set<string>()
  const wrapped = new Map<string, SourceUnit>()
  const objects = new WeakMap<object, Captured>()

  const note = (what: Word, of: number, name: string, answer: () => string): void => {
    const id = `${what} ${of} ${name}`
    if (asked.has(id)) return
    asked.add(id)
    questions.push([what, of, name, answer()])
  }
  const captured = (answer: Captured | undefined): Captured | undefined => {
    if (answer?.kind === 'function' || answer?.kind === 'class') return { kind: answer.kind, unit: wrap(answer.unit) }
    if (answer?.kind !== 'object' && (answer?.kind !== 'value' || answer.classOf === undefined)) return answer
    const known = objects.get(answer)
    if (known !== undefined) return known
    if (answer.kind === 'value') {
      const made: Captured = { ...answer, classOf: (key) => wrapped.get(key) ?? wrapFound(answer.classOf!(key)) }
      objects.set(answer, made)
      return made
    }
    const get = (name: string) => {
      const property = answer.get(name)
      note('get', numbers.objects.indexOf(answer), name, () => answerText(numbers, property))
      return captured(property)
    }
    const made: Captured = {
      kind: 'object',
      get,
      get at() {
        return wrapFound(answer.at) as SourceUnit
      },
      get all() {
        return wrapFound(answer.all) as SourceUnit
      },
    }
    objects.set(answer, made)
    return made
  }
  const wrap = (unit: SourceUnit): SourceUnit => {
    const known = wrapped.get(unit.id)
    if (known !== undefined) return known
    const resolve = (name: string) => {
      const answer = unit.resolve(name)
      note('resolve', unitNumber(numbers, unit), name, () => answerText(numbers, answer))
      return captured(answer)
    }
    const base = () => {
      const answer = unit.base?.()
      note('base', unitNumber(numbers, unit), '', () => unitText(numbers, answer))
      return answer && wrap(answer)
    }
    const statics = (name: string) => {
      const answer = unit.static?.(name)
      note('static', unitNumber(numbers, unit), name, () => answerText(numbers, answer))
      return captured(answer)
    }
    const prototype = () => {
      const answer = unit.prototype!()
      note('prototype', unitNumber(numbers, unit), '', () => prototypeText(numbers, answer))
      const { methods, getters, setters } = answer
      return { methods: wrapAll(methods), getters: wrapAll(getters), setters: wrapAll(setters) }
    }
    const { declared } = unit
    const made: SourceUnit = Object.create(unit, {
      resolve: { value: resolve },
      ...(unit.base && { base: { value: base } }),
      ...(unit.prototype && { prototype: { value: prototype } }),
      ...(unit.static && { static: { value: statics } }),
      ...(declared && { declared: { value: wrapDeclared(unit, declared) } }),
    })
    wrapped.set(unit.id, made)
    return made
  }
  const wrapFound = (unit: SourceUnit | undefined) => unit && wrap(unit)
  const wrapDeclared = (unit: SourceUnit, declared: DeclaredClass): DeclaredClass => ({
    fields: () => {
      const answer = declared.fields()
      note('fields', unitNumber(numbers, unit), '', () => fieldsText(numbers, declared, answer))
      return answer
    },
    subclasses: () => {
      const answer = declared.subclasses()
      note('subclasses', unitNumber(numbers, unit), '', () => answer.map((each) => unitText(numbers, each)).join(' '))
      return answer.map(wrap)
    },
    classNamed: (name, key) => {
      const answer = declared.classNamed(name, key)
      // Who knows the key has it from a type, and so from an answer that is noted already.
      if (key === '') note('named', unitNumber(numbers, unit), name, () => unitText(numbers, answer))
      else if (answer && !numbers.unitIds.has(answer.id)) numbers.foreign = true
      return answer && wrap(answer)
    },
    // Where something is kept does not change what it is.
    kept: () => declared.kept?.(),
    functionOf: (key) => {
      const answer = declared.functionOf?.(key)
      if (answer && !numbers.unitIds.has(answer.id)) numbers.foreign = true
      return answer && wrap(answer)
    },
  })

  const wrapAll = (units: ReadonlyMap<string, SourceUnit>) => new Map([...units].map(([key, unit]) => [key, wrap(unit)]))
  return {
    request: { ...request, unit: wrap(request.unit), functions: wrapAll(request.functions), classes: wrapAll(request.classes) },
    numbers,
    recorded: () => ({ units: numbers.units.map(metUnit), questions }),
  }
}

function unitText(numbers: Numbers, unit: SourceUnit | undefined): string {
  return unit === undefined ? 'absent' : `${unit.kind} #${unitNumber(numbers, unit)}`
}

function prototypeText(numbers: Numbers, { methods, getters, setters }: PrototypeUnits): string {
  const text = (units: ReadonlyMap<string, SourceUnit>) => [...units].map(([name, unit]) => [name, unitText(numbers, unit)])
  return JSON.stringify([text(methods), text(getters), text(setters)])
}

/** Types have numbers in them. */
export function textOfFields(fields: readonly (readonly [name: string, type: HostType])[]): string {
  return JSON.stringify(fields)
}

/** Classes and functions in the types of fields become known through them. */
function fieldsText(numbers: Numbers, declared: DeclaredClass, fields: ReadonlyMap<string, HostType>): string {
  for (const type of fields.values()) {
    eachKey(type, (kind, name, key) => {
      const unit = kind === 'class' ? declared.classNamed(name, key) : declared.functionOf?.(key)
      if (unit) unitNumber(numbers, unit)
    })
  }
  return textOfFields([...fields].map(([name, type]) => [name, withNumbers(numbers, type)]))
}

/** Ask everything again. The numbers that the answers gave, if all are as recorded. */
export function replay(request: CompileRequest, { units, questions, layouts = [] }: Recorded): Numbers | undefined {
  const numbers = numbersOf(request)
  const laterFields: number[] = []
  let compared = 0
  const unitsAgree = () => {
    for (; compared < numbers.units.length; compared++) {
      const was = units[compared]
      const now = numbers.units[compared]!
      if (was === undefined || was.text !== now.text || was.name !== now.name || was.kind !== now.kind) return false
      if (was.declared !== (now.declared !== undefined)) return false
    }
    return true
  }
  if (!unitsAgree()) return undefined
  for (const question of questions) {
    const [what, of, , answer] = question
    const known = numbers.units.length
    if (ask(numbers, question) === answer) {
      if (!unitsAgree()) return undefined
    } else if (what === 'fields' && layouts.some(([unit]) => unit === of)) {
      // The answer may speak of units that the recorded one did not: it is compared when all are known.
      forget(numbers, known)
      laterFields.push(of)
    } else return undefined
  }
  const agree = compared === units.length && laterFields.every((of) => ask(numbers, ['fields', of, '', '']) === layoutOf(layouts, of))
  return agree && numbers.units.length === units.length ? numbers : undefined
}

function layoutOf(layouts: NonNullable<Recorded['layouts']>, of: number): string | undefined {
  return layouts.find(([unit]) => unit === of)?.[1]
}

/** Units from this number on have no number any more. */
function forget(numbers: Numbers, from: number): void {
  for (const { id } of numbers.units.splice(from)) numbers.unitIds.delete(id)
}

/** The answer as it is now; undefined if the question makes no sense any more. */
function ask(numbers: Numbers, [what, of, name]: Question): string | undefined {
  if (what === 'get') {
    const object = numbers.objects[of]
    return object && answerText(numbers, object.get(name))
  }
  const unit = numbers.units[of]
  if (unit === undefined) return undefined
  switch (what) {
    case 'resolve':
      return answerText(numbers, unit.resolve(name))
    case 'static':
      return unit.static && answerText(numbers, unit.static(name))
    case 'base':
      return unit.base && unitText(numbers, unit.base())
    case 'prototype':
      return unit.prototype && prototypeText(numbers, unit.prototype())
    case 'fields':
      return unit.declared && fieldsText(numbers, unit.declared, unit.declared.fields())
    case 'subclasses':
      return unit.declared
        ?.subclasses()
        .map((each) => unitText(numbers, each))
        .join(' ')
    case 'named':
      return unit.declared && unitText(numbers, unit.declared.classNamed(name, ''))
  }
}
