/** Classes of errors by name: the host's own, and what `function.ref` says of those that the program declares. */
import { ERROR_KINDS } from './abi.ts'

const CLASS = 'class '

export function isErrorName(name: string | undefined): boolean {
  return (ERROR_KINDS as readonly (string | undefined)[]).includes(name)
}

/** The name of a class, by the id of its unit. */
export function errorClassName(unit: string): string {
  return CLASS + unit
}

/** The unit's id, if the name is one of a class. */
export function errorClassIn(name: string): string | undefined {
  return name.startsWith(CLASS) ? name.slice(CLASS.length) : undefined
}
