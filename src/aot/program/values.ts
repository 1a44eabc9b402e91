/** Values of a running program as JavaScript that makes them again. */
import { typedArrayName } from '../../runtime/scalars.ts'

/** Throws with a reason that completes "`x` holds …". */
export function valueText(value: unknown, around: readonly unknown[] = []): string {
  switch (typeof value) {
    case 'number':
      return Object.is(value, -0) ? '-0' : String(value)
    case 'bigint':
      return `${value}n`
    case 'string':
      return JSON.stringify(value)
    case 'boolean':
    case 'undefined':
      return String(value)
    case 'object':
      return value === null ? 'null' : objectText(value, around)
  }
  throw new TypeError(`a ${typeof value}`)
}

function objectText(value: object, around: readonly unknown[]): string {
  if (around.includes(value)) throw new TypeError('an object that contains itself')
  const inside = [...around, value]
  const name = typedArrayName(value)
  if (name !== undefined) {
    const elements = Array.from(value as unknown as ArrayLike<number | bigint>)
    const isEmpty = elements.every((element) => Object.is(element, 0) || element === 0n)
    return `new ${name}(${isEmpty ? elements.length : `[${elements.map((element) => valueText(element)).join(', ')}]`})`
  }
  if (Array.isArray(value)) return `[${value.map((element) => valueText(element, inside)).join(', ')}]`
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) throw new TypeError(`an instance of ${value.constructor.name}`)
  const fields = Object.entries(value).map(([key, field]) => `${JSON.stringify(key)}: ${valueText(field, inside)}`)
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`
}
