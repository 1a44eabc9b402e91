/**
 * `taipan/rolldown`: the plugin for Rolldown.
 *
 * @example
 * // rolldown.config.js
 * import taipan from 'taipan/rolldown'
 * export default { input: 'src/main.ts', plugins: [taipan()] }
 */
import { createRolldownPlugin } from 'unplugin'
import { factory } from '../factory.ts'
import type { PluginOptions } from '../options.ts'
import type { NamedPlugin } from './shapes.ts'

export type { PluginOptions } from '../options.ts'

/** The plugin for Rolldown. */
const taipan: (options?: PluginOptions) => NamedPlugin = createRolldownPlugin(factory) as never
export default taipan
