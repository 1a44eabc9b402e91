/**
 * `taipan/rspack`: the plugin for Rspack.
 *
 * @example
 * // rspack.config.js
 * import taipan from 'taipan/rspack'
 * export default { entry: './src/main.ts', plugins: [taipan()] }
 */
import { createRspackPlugin } from 'unplugin'
import { factory } from '../factory.ts'
import type { PluginOptions } from '../options.ts'
import type { CompilerPlugin } from './shapes.ts'

export type { PluginOptions } from '../options.ts'

/** The plugin for Rspack. */
const taipan: (options?: PluginOptions) => CompilerPlugin = createRspackPlugin(factory) as never
export default taipan
