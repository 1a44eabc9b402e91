/** Builds a project with each bundler, the plugin in it, minified. */
import { join } from 'node:path'
import { type RspackPluginInstance, rspack } from '@rspack/core'
import { build as esbuild } from 'esbuild'
import { rolldown } from 'rolldown'
import { rollup } from 'rollup'
import { build as vite } from 'vite'
import webpack, { type WebpackPluginInstance } from 'webpack'
import type { PluginOptions } from '../../src/aot/plugin/options.ts'

/** Gives the file that can be run. */
export type Bundle = (project: string, entry: string) => Promise<string>

/** The plugin of the built package, as a user would import it. */
export async function plugin<T>(bundler: string, options: PluginOptions = {}): Promise<T> {
  const { default: make } = (await import(new URL(`../../dist/${bundler}.js`, import.meta.url).href)) as {
    default: (options: PluginOptions) => T
  }
  return make(options)
}

const OUT = 'main.mjs'
/** Bundled by half of them; the others leave it where it is installed, which is quicker. */
const taipan = /^taipan(?:\/|$)/

/** Removes types, after the plugin: Rollup knows JavaScript only. */
export const types = {
  name: 'types',
  async transform(text: string, id: string) {
    if (!id.endsWith('.ts')) return null
    const { transform } = await import('esbuild')
    return { code: (await transform(text, { loader: 'ts', sourcefile: id, target: 'es2022' })).code, map: null }
  },
}

export const BUNDLERS: Readonly<Record<string, Bundle>> = {
  async esbuild(project, entry) {
    const outfile = join(project, 'out-esbuild', OUT)
    await esbuild({
      entryPoints: [join(project, entry)],
      absWorkingDir: project,
      outfile,
      bundle: true,
      minify: true,
      format: 'esm',
      platform: 'node',
      logLevel: 'silent',
      plugins: [await plugin('esbuild')],
    })
    return outfile
  },
  async rollup(project, entry) {
    const file = join(project, 'out-rollup', OUT)
    const made = await rollup({ input: join(project, entry), external: taipan, plugins: [await plugin('rollup'), types] })
    await made.write({ file, format: 'es', inlineDynamicImports: true })
    await made.close()
    return file
  },
  async rolldown(project, entry) {
    const file = join(project, 'out-rolldown', OUT)
    const made = await rolldown({ input: join(project, entry), cwd: project, platform: 'node', plugins: [await plugin('rolldown')] })
    await made.write({ file, format: 'esm', minify: true, codeSplitting: false })
    await made.close()
    return file
  },
  async vite(project, entry) {
    await vite({
      root: project,
      configFile: false,
      logLevel: 'silent',
      plugins: [await plugin('vite')],
      ssr: { noExternal: true },
      build: { ssr: join(project, entry), outDir: 'out-vite', minify: true, rolldownOptions: { output: { entryFileNames: OUT } } },
    })
    return join(project, 'out-vite', OUT)
  },
  webpack: async (project, entry) => {
    const compiler = webpack({
      ...(packed(project, entry, 'out-webpack') as object),
      module: { rules: [{ test: /\.ts$/, use: join(project, 'typescript-loader.cjs') }] },
      plugins: [await plugin<WebpackPluginInstance>('webpack')],
    })
    return run(compiler!, join(project, 'out-webpack', OUT))
  },
  rspack: async (project, entry) => {
    const compiler = rspack({
      ...(packed(project, entry, 'out-rspack') as object),
      module: {
        rules: [{ test: /\.ts$/, loader: 'builtin:swc-loader', options: { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } } }],
      },
      plugins: [await plugin<RspackPluginInstance>('rspack')],
    })
    return run(compiler, join(project, 'out-rspack', OUT))
  },
}

/** What webpack and Rspack have in common. */
function packed(project: string, entry: string, folder: string): object {
  return {
    mode: 'production',
    context: project,
    entry: join(project, entry),
    target: 'node20',
    externals: [taipan],
    externalsType: 'module',
    output: { path: join(project, folder), filename: OUT, module: true, library: { type: 'module' }, chunkFormat: 'module' },
    experiments: { outputModule: true },
    resolve: { extensions: ['.ts', '.js'] },
    performance: false,
  }
}

interface Stats {
  hasErrors(): boolean
  toString(options: object): string
}

interface Runnable {
  run(done: (error: Error | null, stats?: Stats) => void): void
  close(done: () => void): void
}

function run(compiler: Runnable, file: string): Promise<string> {
  return new Promise((resolve, reject) => {
    compiler.run((error, stats) => {
      compiler.close(() => {
        if (error) reject(error)
        else if (stats?.hasErrors()) reject(new Error(stats.toString({ all: false, errors: true })))
        else resolve(file)
      })
    })
  })
}
