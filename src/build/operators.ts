/** Operators of the source and the operations that mean them. */
import type { Op } from '../ir/ops.ts'

export const BINARY_OPERATORS: Readonly<Record<string, Op>> = {
  '+': 'js.add',
  '-': 'js.sub',
  '*': 'js.mul',
  '/': 'js.div',
  '%': 'js.mod',
  '**': 'js.pow',
  '&': 'js.and',
  '|': 'js.or',
  '^': 'js.xor',
  '<<': 'js.shl',
  '>>': 'js.shr',
  '>>>': 'js.ushr',
  '===': 'js.eq',
  '!==': 'js.ne',
  '==': 'js.loose_eq',
  '!=': 'js.loose_ne',
  '<': 'js.lt',
  '<=': 'js.le',
  '>': 'js.gt',
  '>=': 'js.ge',
  instanceof: 'js.instanceof',
  in: 'js.in',
}

export const UNARY_OPERATORS: Readonly<Record<string, Op>> = {
  '-': 'js.neg',
  '+': 'js.plus',
  '!': 'js.not',
  '~': 'js.bitnot',
  typeof: 'js.typeof',
}
