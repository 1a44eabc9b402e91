/** What inference found, in words: the type and form of every named variable with the reason, and what it could not do. */
import type { Inst, Value } from '../ir/function.ts'
import { describe } from './describe.ts'
import { D, type Repr, reprOf } from './forms.ts'
import type { Inferred } from './infer.ts'
import { K, onlyKinds } from './lattice.ts'
import { isInt32, isSafeInteger } from './range.ts'
import { demands } from './represent.ts'
import type { Instance } from './world.ts'

const FORMS: Record<Repr, string> = {
  none: 'nothing',
  bool: 'a boolean (i32)',
  i32: 'i32',
  word: 'i32 (low 32 bits)',
  index: 'i32 (index)',
  i64: 'i64',
  i64u: 'i64 (or undefined)',
  f64: 'f64',
  tagged: 'f64 (or null, undefined, boolean)',
  big: 'i64',
  bigbox: 'a boxed i64',
  str: 'a string',
  error: 'an error',
  ref: 'a reference',
}

/** Why a number is kept as it is. */
function reason(instance: Instance, value: Value, demand: number, repr: Repr): string {
  const type = instance.types[value]!
  const { range } = type
  if (!onlyKinds(type, K.NUMBER) || !range) return ''
  const size = `${range.lo} … ${range.hi}`
  if (repr === 'i32') return isInt32(range) ? `an integer from ${size}` : ''
  if (repr === 'word') return 'only its low 32 bits are used'
  if (repr === 'index') return 'only used as an index'
  if (repr === 'i64') return isSafeInteger(range) ? `an integer from ${size}` : 'only used in index arithmetic and comparisons'
  const parameter = instance.facts.parameterOf[value] === 0
  if (parameter) return 'the parameter takes any number'
  if (!range.integer) return `it may have a fraction${because(instance, value)}`
  if (range.nan) return `it may be NaN${because(instance, value)}`
  if (range.negativeZero && demand & D.SIGN) return `it may be -0${because(instance, value)}`
  return `it may be beyond 2^53 (${size})${because(instance, value)}`
}

const SYMBOLS: Record<string, string> = {
  'js.div': 'a division',
  'js.mod': 'a remainder',
  'js.mul': 'a product',
  'js.add': 'a sum',
  'js.sub': 'a difference',
  'js.index': 'an array element',
  'js.call': 'a call',
  'js.method': 'a call',
  'js.neg': 'a negation',
  'js.inc': 'a step',
  'js.dec': 'a step',
  'js.get': 'a property',
  'js.pow': 'a power',
}

function because(instance: Instance, value: Value): string {
  let inst: Inst | undefined = instance.facts.definitions[value]
  while (inst?.op === 'js.refine') inst = instance.facts.definitions[inst.args[0]!]
  if (inst) return SYMBOLS[inst.op] ? `: it comes from ${SYMBOLS[inst.op]}` : ''
  return ': it changes around a loop or differs by branch'
}

interface Line {
  readonly name: string
  readonly text: string
  readonly isFloatInteger: boolean
}

function linesOf(inferred: Inferred, instance: Instance): Line[] {
  const needed = demands(inferred.world, instance)
  const lines: Line[] = []
  const seen = new Set<string>()
  instance.template.func.names.forEach((name, index) => {
    const value = index as Value
    const type = instance.types[value]!
    if (!name || type.kinds === 0) return
    const repr = reprOf(type, needed[value]!)
    const why = reason(instance, value, needed[value]!, repr)
    const text = `${describe(type)}, kept as ${FORMS[repr]}${why ? `: ${why}` : ''}`
    if (seen.has(name + text)) return
    seen.add(name + text)
    lines.push({ name, text, isFloatInteger: repr === 'f64' && type.range!.integer })
  })
  return lines
}

/** One section for each function as it was specialised: its variables, their types, forms and reasons. */
export function explainTypes(inferred: Inferred): string {
  return inferred.world.instances
    .filter((instance) => instance !== inferred.root)
    .map((instance) => {
      const params = instance.template.paramNames.map(
        (name, index) => `${name}: ${describe(instance.params[index + (instance.template.usesThis ? 1 : 0)]!)}`,
      )
      const head = `${instance.template.name || '(anonymous)'}(${params.join(', ')}) → ${describe(instance.result)}`
      const lines = linesOf(inferred, instance).map((line) => `  ${line.name}: ${line.text}`)
      return [head, ...lines].join('\n')
    })
    .join('\n\n')
}

/** Integers that had to be kept as doubles, with the reason. */
export function explainDoubles(inferred: Inferred): string[] {
  return inferred.world.instances.flatMap((instance) =>
    linesOf(inferred, instance)
      .filter((line) => line.isFloatInteger)
      .map((line) => `${instance.template.name || '(anonymous)'}: \`${line.name}\` is ${line.text}`),
  )
}
