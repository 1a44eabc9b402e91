/**
 * `taipan/vite`: the plugin for Vite.
 *
 * @example
 * // vite.config.ts
 * import taipan from 'taipan/vite'
 * export default { plugins: [taipan()] }
 */
import { createVitePlugin } from 'unplugin'
import { factory } from '../factory.ts'
import type { PluginOptions } from '../options.ts'
import type { NamedPlugin } from './shapes.ts'

export type { PluginOptions } from '../options.ts'

/** The plugin for Vite. */
const taipan: (options?: PluginOptions) => NamedPlugin = createVitePlugin(factory) as never
export default taipan
