/** Immediates as text, one form per `ImmForm`. */
import { assertNever } from '../base/assert.ts'
import type { ErrorSite } from './function.ts'
import type { Imm } from './imm.ts'
import type { ImmForm } from './row.ts'

const PLAIN = /^[A-Za-z_$][\w$.]*$/
const TAKEN = /^(v\d+|Infinity)$/

/** A name as it is, or as a JSON string where it could be taken for something else. */
export function printName(name: string): string {
  return PLAIN.test(name) && !TAKEN.test(name) ? name : JSON.stringify(name)
}

/** `5`, `-0`, `NaN`, `Infinity`, `5n`. */
export function printNumber(value: number | bigint): string {
  if (typeof value === 'bigint') return `${value}n`
  return Object.is(value, -0) ? '-0' : String(value)
}

export function printSite({ kind, text }: ErrorSite): string {
  return `${kind} ${JSON.stringify(text)}`
}

/** Nothing where there is no immediate. An immediate of another form than the row's still prints (the verifier's message shows it). */
export function printImm(form: ImmForm, imm: Imm, op = ''): string {
  if (imm === undefined) return ''
  switch (form) {
    case 'constant':
      return printConstant(imm)
    case 'name':
    case 'region':
      if (typeof imm !== 'string') break
      return op === 'call' ? `@${printName(imm)}` : printName(imm)
    case 'index':
      if (typeof imm !== 'number') break
      return String(imm)
    case 'flag':
      if (typeof imm !== 'boolean') break
      return String(imm)
    case 'none':
      break
    default:
      return printRecord(form, imm) ?? unknown(imm)
  }
  return unknown(imm)
}

function printConstant(imm: Imm): string {
  if (typeof imm === 'number' || typeof imm === 'bigint') return printNumber(imm)
  if (typeof imm === 'object' && imm !== null && 'undefined' in imm) return 'undefined'
  return JSON.stringify(imm)
}

/** Immediates with parts. */
function printRecord(form: Exclude<ImmForm, 'none' | 'constant' | 'name' | 'region' | 'index' | 'flag'>, imm: Imm): string | undefined {
  if (typeof imm !== 'object' || imm === null) return undefined
  switch (form) {
    case 'access':
      if (!('offset' in imm)) return undefined
      return `${imm.storage} +${imm.offset} ${printName(imm.region)}${imm.fixed ? ' fixed' : ''}${imm.early ? ' early' : ''}`
    case 'element':
      if (!('outside' in imm)) return undefined
      return `${imm.storage} ${printName(imm.region)} ${imm.outside}${imm.early ? ' early' : ''}`
    case 'site':
      return 'site' in imm ? printSite(imm.site) : undefined
    case 'relation':
      return 'relation' in imm ? JSON.stringify(imm.relation) : undefined
    case 'names':
      return 'names' in imm ? `[${imm.names.map((name) => JSON.stringify(name)).join(', ')}]` : undefined
    case 'spread':
      return 'spread' in imm ? `[${imm.spread.join(', ')}]` : undefined
    default:
      return assertNever(form)
  }
}

function unknown(imm: Imm): string {
  return `?${JSON.stringify(imm, (_, value) => (typeof value === 'bigint' ? `${value}n` : value))}`
}
