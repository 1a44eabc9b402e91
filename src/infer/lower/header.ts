/** What the first word of an object says: which layout it has, and so, of an instance, which class it is of. */
import type { Value } from '../../ir/function.ts'
import type { ClassInfo } from '../shapes.ts'
import { classLayout } from './class-layout.ts'
import type { Lower } from './lower.ts'

/** Is an object that is there of one of these classes? */
export function isOneOf(l: Lower, object: Value, classes: readonly ClassInfo[]): Value {
  const id = l.b.inst('load', [object], { offset: 0, storage: 'i32', region: 'header', fixed: true }, 'i32')
  return classes
    .map((info) => l.op('i32.eq', id, l.b.inst('layout.id', [], classLayout(l.output, info).name)))
    .reduce((left, right) => l.op('bool.or', left, right))
}
