/** What plugins look like to a type checker: as little as bundlers ask for, so that their types need not be installed. */

/** Of Vite, Rollup and Rolldown. */
export interface NamedPlugin {
  readonly name: string
}

export interface EsbuildPlugin {
  readonly name: string
  // biome-ignore lint/suspicious/noExplicitAny: esbuild's own type, which is not installed with us
  readonly setup: (build: any) => void | Promise<void>
}

/** Of webpack and Rspack. */
export interface CompilerPlugin {
  // biome-ignore lint/suspicious/noExplicitAny: the bundler's own type, which is not installed with us
  readonly apply: (compiler: any) => void
}
