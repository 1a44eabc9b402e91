/** Immediates from text, one form per `ImmForm`. A missing one is undefined. */
import { assertNever } from '../base/assert.ts'
import type { ErrorSite } from './function.ts'
import { ERROR_KINDS } from './host.ts'
import type { Imm, Relation } from './imm.ts'
import type { ImmForm } from './row.ts'
import { accept, expect, fail, isId, type Line, peek, take, takeList, takeName, takeOneOf } from './scan.ts'
import { STORAGE, type Storage } from './types.ts'

const STORAGES = Object.keys(STORAGE) as Storage[]
const OUTSIDE = ['unchecked', 'undefined', 'nan', 'zero', 'ignore'] as const

export function parseSite(line: Line): ErrorSite {
  const kind = takeOneOf(line, ERROR_KINDS, 'an error class')
  return { kind, text: take(line, 'string', 'a message in quotes') }
}

export function parseImm(line: Line, form: ImmForm): Imm {
  const first = peek(line)
  if (form === 'none' || first.kind === 'end' || isId(first, 'v')) return undefined
  switch (form) {
    case 'constant':
      return parseConstant(line)
    case 'name':
    case 'region':
      accept(line, '@')
      return takeName(line)
    case 'index':
      return Number(take(line, 'number', 'a number'))
    case 'flag':
      return takeOneOf(line, ['true', 'false'], 'a flag') === 'true'
    case 'access': {
      const storage = takeOneOf(line, STORAGES, 'a storage')
      const offset = Number(take(line, 'number', 'an offset'))
      const region = takeName(line, 'a region')
      const fixed = accept(line, 'fixed')
      return { offset, storage, region, fixed, ...(accept(line, 'early') && { early: true }) }
    }
    case 'element': {
      const storage = takeOneOf(line, STORAGES, 'a storage')
      const region = takeName(line, 'a region')
      const outside = takeOneOf(line, OUTSIDE, 'what is outside')
      return { storage, region, outside, ...(accept(line, 'early') && { early: true }) }
    }
    case 'site':
      return { site: parseSite(line) }
    case 'relation':
      return { relation: take(line, 'string', 'a relation in quotes') as Relation }
    case 'names':
      expect(line, '[')
      return { names: takeList(line, ']', () => take(line, 'string', 'a name in quotes')) }
    case 'spread':
      expect(line, '[')
      return { spread: takeList(line, ']', () => takeOneOf(line, ['true', 'false'], 'a flag') === 'true') }
    default:
      return assertNever(form)
  }
}

function parseConstant(line: Line): Imm {
  const { kind, text, column } = peek(line)
  line.next++
  if (kind === 'string') return text
  if (kind === 'number') return text.endsWith('n') ? BigInt(text.slice(0, -1)) : Number(text)
  switch (text) {
    case 'NaN':
      return Number.NaN
    case 'Infinity':
      return Number.POSITIVE_INFINITY
    case 'true':
      return true
    case 'false':
      return false
    case 'null':
      return null
    case 'undefined':
      return { undefined: true }
    default:
      return fail(line, column, 'expected a constant')
  }
}
