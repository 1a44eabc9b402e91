/**
 * `taipan/esbuild`: the plugin for esbuild.
 *
 * @example
 * import { build } from 'esbuild'
 * import taipan from 'taipan/esbuild'
 * await build({ entryPoints: ['src/main.ts'], bundle: true, plugins: [taipan()] })
 */
import { createEsbuildPlugin } from 'unplugin'
import { factory } from '../factory.ts'
import type { PluginOptions } from '../options.ts'
import type { EsbuildPlugin } from './shapes.ts'

export type { PluginOptions } from '../options.ts'

/** The plugin for esbuild. */
const taipan: (options?: PluginOptions) => EsbuildPlugin = createEsbuildPlugin(factory) as never
export default taipan
