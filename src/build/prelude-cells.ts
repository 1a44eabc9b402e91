/** Reading and assigning module state: typed arrays of one element, by the kind of the variable. No source can write these names. */
import type { ElementKind } from '../artifact/types.ts'

/** The name of the method that reads or assigns a cell. */
export function cellMethod(action: 'read' | 'assign', element: ElementKind, isBoolean: boolean): string {
  return `${action} cell of ${isBoolean ? 'boolean' : element}`
}

// A cell has an element; what follows does not have to ask again.
const READ = `(cell) => {
    const value = cell[0]
    if (value === undefined) throw new RangeError('module state is gone')
    return value
  }`

function assign(check: string, kind: string): string {
  return `(cell, value) => {
    if (${check}) throw new TypeError('a variable of the module that holds ${kind} is assigned something else')
    cell[0] = value
  }`
}

function assignBigint(wrap: string, kind: string): string {
  return `(cell, value) => {
    if (typeof value !== 'bigint') throw new TypeError('a variable of the module that holds ${kind} is assigned something else')
    if (BigInt.${wrap}(64, value) !== value) throw new RangeError('a variable of the module that holds ${kind} is assigned a bigint that does not fit')
    cell[0] = value
  }`
}

export const CELL_METHODS: Readonly<Record<string, string>> = {
  [cellMethod('read', 'float64', false)]: READ,
  [cellMethod('read', 'int64', false)]: READ,
  [cellMethod('read', 'uint64', false)]: READ,
  [cellMethod('read', 'uint8', true)]: '(cell) => cell[0] === 1',
  [cellMethod('assign', 'float64', false)]: assign("typeof value !== 'number'", 'numbers'),
  [cellMethod('assign', 'int64', false)]: assignBigint('asIntN', 'int64'),
  [cellMethod('assign', 'uint64', false)]: assignBigint('asUintN', 'uint64'),
  [cellMethod('assign', 'uint8', true)]: `(cell, value) => {
    if (value !== true && value !== false) throw new TypeError('a variable of the module that holds booleans is assigned something else')
    cell[0] = value ? 1 : 0
  }`,
}
