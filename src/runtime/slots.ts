/** The two things that the run time does without, until somebody puts them in: a compiler, and a store of artifacts. */
import type { Compiler } from '../artifact/compile.ts'
import type { Store } from '../artifact/store.ts'
import { shared } from '../base/shared.ts'

interface Slots {
  load: (() => Compiler) | undefined
  compiler: Compiler | undefined
  openStore: (() => Store | undefined) | undefined
  /** Undefined: not opened yet. */
  store: { readonly opened: Store | undefined } | undefined
}

const slots = shared('slots', (): Slots => ({ load: undefined, compiler: undefined, openStore: undefined, store: undefined }))

/** `load` runs at the first need. */
export function setCompiler(load: () => Compiler): void {
  slots().load = load
  slots().compiler = undefined
}

/** The same, unless there is one. */
export function setDefaultCompiler(load: () => Compiler): void {
  slots().load ??= load
}

export function setStore(store: Store | undefined): void {
  slots().store = { opened: store }
}

/** `open` runs at the first need, unless a store was set. */
export function setDefaultStore(open: () => Store | undefined): void {
  slots().openStore ??= open
}

export function theCompiler(): Compiler {
  const held = slots()
  if (held.load === undefined) {
    throw new Error("this program has no compiler: taipan/runtime only runs what was compiled before; import 'taipan' instead")
  }
  held.compiler ??= held.load()
  return held.compiler
}

export function theStore(): Store | undefined {
  const held = slots()
  held.store ??= { opened: held.openStore?.() }
  return held.store.opened
}
