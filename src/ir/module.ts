/** What one compilation makes: functions, the layouts they use, and how the host calls them. */
import type { Layout } from '../artifact/layout.ts'
import type { HostType, Signature } from '../artifact/types.ts'
import type { Func } from './function.ts'

export interface Export {
  /** Name in the module and of the wasm export. */
  readonly name: string
  readonly signature: Signature
}

export interface Module {
  /** By name. */
  funcs: Map<string, Func>
  exports: Export[]
  layouts: Map<string, Layout>
  /** Types of heap values that cross to the host: indexed by `log.ref` and by the artifact. */
  hostTypes: HostType[]
}

export function emptyModule(): Module {
  return { funcs: new Map(), exports: [], layouts: new Map(), hostTypes: [] }
}
