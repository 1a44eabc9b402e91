/** The plugin, for all bundlers: unplugin turns it into what each of them wants. */
import { isAbsolute, normalize } from 'node:path'
import type { UnpluginFactory } from 'unplugin'
import { switches } from '../../base/debug.ts'
import type { PluginOptions } from './options.ts'
import { isBuildProblem, withoutFrame } from './problem.ts'
import type { Project } from './project.ts'

/** What differs from bundler to bundler, as far as we use it. */
interface Host {
  readonly resolve?: (specifier: string, from: string) => Promise<{ readonly id: string; readonly external?: unknown } | null>
  /** Vite's. */
  readonly environment?: { readonly config?: { readonly consumer?: string } }
}

const SOURCE = /\.[cm]?[jt]sx?(?:\?.*)?$/
/** Vite's queries that ask for something else than the module. */
const OTHER_THAN_CODE = /[?&](?:raw|url|worker|sharedworker)\b/

/** They print the frame that an error brings along, and its message. */
const SHOW_FRAMES: readonly string[] = ['vite', 'rollup', 'rolldown']

export const factory: UnpluginFactory<PluginOptions | undefined, false> = (options = {}, { framework }) => {
  const state = { root: options.root ?? process.cwd(), project: undefined as Project | undefined, browser: false, debug: false }
  const useRoot = (root: string | undefined) => {
    if (options.root === undefined && root !== undefined) Object.assign(state, { root, project: undefined })
  }
  return {
    name: 'taipan',
    enforce: 'pre',
    transform: {
      filter: { id: SOURCE },
      async handler(text, id) {
        const path = normalize(id.replace(/\?.*$/s, ''))
        if (!isAbsolute(path) || OTHER_THAN_CODE.test(id) || switches().disable) return undefined
        const host = this as Host
        // Loaded at the first file: a configuration that is only read needs no compiler.
        const { newProject, transform } = await import('./transform.ts')
        state.project ??= newProject(state.root)
        try {
          const done = await transform(state.project, path, text, {
            kernels: options.kernels ?? /\.kernel\.[cm]?[jt]sx?$/,
            compiler: options.compiler ?? (host.environment ? host.environment.config?.consumer === 'client' : state.browser),
            debug: state.debug,
            warn: (message) => this.warn(message),
            async resolve(specifier, from) {
              const found = await host.resolve?.(specifier, from)
              return found && !found.external && isAbsolute(found.id) ? normalize(found.id.replace(/\?.*$/s, '')) : undefined
            },
          })
          for (const source of done?.sources ?? []) if (source !== path) this.addWatchFile(source)
          // Loaders that come after, ts-loader for one, take no map that is text.
          return done && { code: done.code, map: typeof done.map === 'string' ? JSON.parse(done.map) : done.map }
        } catch (error) {
          if (!isBuildProblem(error)) throw error
          for (const source of error.sources) if (source !== path) this.addWatchFile(source)
          return this.error((SHOW_FRAMES.includes(framework) ? withoutFrame(error) : error) as never)
        }
      },
    },
    vite: {
      // Its files are ES modules already, and all of them must be one copy.
      config: () => ({ optimizeDeps: { exclude: ['taipan'] } }),
      configResolved: ({ root, command }) => {
        state.debug = command === 'serve'
        useRoot(root)
      },
    },
    rolldown: {
      buildStart({ platform }) {
        state.browser = platform === 'browser'
      },
    },
    esbuild: {
      config({ platform = 'browser', absWorkingDir }) {
        state.browser = platform === 'browser'
        useRoot(absWorkingDir)
      },
    },
    webpack: ({ options: { target, context, mode } }) => {
      state.debug = mode === 'development'
      state.browser = isWeb(target)
      useRoot(context)
    },
    rspack: ({ options: { target, context, mode } }) => {
      state.debug = mode === 'development'
      state.browser = isWeb(target)
      useRoot(context)
    },
  }
}

function isWeb(target: unknown): boolean {
  const targets = [target].flat()
  return targets.some((each) => typeof each === 'string' && /^(?:web|browserslist)/.test(each))
}
