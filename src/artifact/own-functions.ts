/**
 * Ahead of time, instances hold functions of the module itself as they hold those of the host, and compiled code calls them the same
 * way. What `function.ref` says of such a function is which one it is, and of which type the field is.
 */
import type { FunctionName, HostType } from './types.ts'

export interface OwnFunction extends FunctionName {
  readonly name: string
  readonly type: HostType & { readonly kind: 'callback' }
  /** Where it is written in the text of its unit, if it is only a part of that. */
  readonly span?: readonly [start: number, end: number]
}

const OWN = 'own '
/** In place of the part: the key is the path of a function that every host has. */
export const BUILTIN_PART = 'builtin'

export function ownFunctionName({ key, part, name, type, span }: OwnFunction): string {
  return OWN + JSON.stringify({ key, part, name, type, ...(span ? { span } : {}) })
}

export function ownFunctionIn(name: string): OwnFunction | undefined {
  return name.startsWith(OWN) ? (JSON.parse(name.slice(OWN.length)) as OwnFunction) : undefined
}
