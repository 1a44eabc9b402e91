/** Types in the user's words, for messages and reports. */
import { ELEMENTS } from '../artifact/layout.ts'
import { isUnsigned } from './bigrange.ts'
import { BOOLEAN, K, type SemType } from './lattice.ts'
import { isInt32, type Range } from './range.ts'

function describeNumber(r: Range): string {
  return isInt32(r) && !r.negativeZero ? 'int32' : 'number'
}

/** "an Int32Array", "a Uint8Array" */
function withArticle(name: string): string {
  return `${name.startsWith('Int') ? 'an' : 'a'} ${name}`
}

function describeInstance(names: readonly string[]): string {
  if (names.every((name) => name === 'BareDictionary')) return 'an object made by `Object.create(null)`'
  return names.every((name) => /^(Bare)?Dictionary$/.test(name))
    ? 'an object with added properties'
    : `an instance of ${names.join(' or ')}`
}

/** "number", "a Float64Array or undefined", … */
export function describe(type: SemType): string {
  const { kinds } = type
  const words: string[] = []
  if (kinds & K.NUMBER) words.push(describeNumber(type.range!) === 'int32' ? 'an int32 number' : 'a number')
  if (kinds & K.BIGINT) words.push(isUnsigned(type.big!) ? 'a uint64 bigint' : 'a bigint')
  if (kinds & BOOLEAN) words.push('a boolean')
  if (kinds & K.STRING) words.push('a string')
  if (kinds & K.REF) {
    const shape = type.shape!
    if (shape.kind === 'array') words.push(withArticle(ELEMENTS[shape.element].array))
    else if (shape.kind === 'buffer') words.push('an ArrayBuffer')
    else if (shape.kind === 'instance') words.push(describeInstance([...new Set(type.classes.map((info) => info.template.name))]))
    else if (shape.kind === 'sequence') words.push('an array')
    else words.push('an object')
  }
  if (kinds & K.FUNCTION) words.push(`the function ${type.closures.map((closure) => closure.template.name || '(anonymous)').join(' or ')}`)
  if (kinds & K.CONSTANT) words.push(type.constant?.kind === 'builtin' ? `the built-in ${type.constant.path}` : 'a module or class')
  if (kinds & K.ERROR) words.push('an error')
  if (kinds & K.NULL) words.push('null')
  if (kinds & K.UNDEFINED) words.push('undefined')
  return words.length > 0 ? words.join(' or ') : 'nothing'
}
