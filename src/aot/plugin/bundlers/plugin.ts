/**
 * `taipan/plugin`: the plugin for every bundler by name.
 *
 * @example
 * import { taipan } from 'taipan/plugin'
 * export default { plugins: [taipan.vite()] }
 */
import esbuild from './esbuild.ts'
import rolldown from './rolldown.ts'
import rollup from './rollup.ts'
import rspack from './rspack.ts'
import vite from './vite.ts'
import webpack from './webpack.ts'

export type { PluginOptions } from '../options.ts'

/** The plugin, by bundler. */
export const taipan = { vite, rollup, rolldown, esbuild, webpack, rspack }
