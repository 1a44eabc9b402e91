/**
 * `taipan/rollup`: the plugin for Rollup.
 *
 * @example
 * // rollup.config.js; before a plugin that removes types
 * import taipan from 'taipan/rollup'
 * export default { input: 'src/main.ts', plugins: [taipan(), typescript()] }
 */
import { createRollupPlugin } from 'unplugin'
import { factory } from '../factory.ts'
import type { PluginOptions } from '../options.ts'
import type { NamedPlugin } from './shapes.ts'

export type { PluginOptions } from '../options.ts'

/** The plugin for Rollup. */
const taipan: (options?: PluginOptions) => NamedPlugin = createRollupPlugin(factory) as never
export default taipan
