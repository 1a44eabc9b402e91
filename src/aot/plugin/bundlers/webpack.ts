/**
 * `taipan/webpack`: the plugin for webpack.
 *
 * @example
 * // webpack.config.js
 * import taipan from 'taipan/webpack'
 * export default { entry: './src/main.ts', plugins: [taipan()] }
 */
import { createWebpackPlugin } from 'unplugin'
import { factory } from '../factory.ts'
import type { PluginOptions } from '../options.ts'
import type { CompilerPlugin } from './shapes.ts'

export type { PluginOptions } from '../options.ts'

/** The plugin for webpack. */
const taipan: (options?: PluginOptions) => CompilerPlugin = createWebpackPlugin(factory) as never
export default taipan
