/** Options of the plugin, apart from what needs unplugin: the types of a package without dependencies. */

/** What the plugin can be told; all of it has defaults. */
export interface PluginOptions {
  /** Files that are compiled whole, by path. Default: `*.kernel.ts` (and `.js`, `.mts`, …). */
  readonly kernels?: RegExp
  /** Folder whose sources have kernels, and from which paths in messages are shown. Default: that of the bundler, else the working folder. */
  readonly root?: string
  /**
   * Whether files that use `jit` import `taipan/compiler`. Default: in code for browsers, unless some source of the project
   * imports it itself.
   */
  readonly compiler?: boolean
}
