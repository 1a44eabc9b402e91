/** Find the compiler beside this library, at the first miss, synchronously. */
import type { Compiler } from '../artifact/compile.ts'
import { withoutBaseline } from '../prepared/baseline.ts'
import { openPart } from '../prepared/open.ts'

const REMEDY = "import * as compiler from 'taipan/compiler' and call setCompiler(() => compiler) first"

/**
 * `url`: a file in the folder of the compiler. Once a bundler has made one file of a program, nothing is beside it any
 * more; then the installed package may still be there.
 */
export function loadCompilerFrom(url: string): Compiler {
  const host = typeof process === 'object' && typeof process.getBuiltinModule === 'function' ? process : undefined
  if (host === undefined) throw new Error(`here the compiler cannot be loaded by itself: ${REMEDY}`)
  // Seldom needed, and to make it takes as long as to find the file beside this one.
  const require = (name: string): unknown => host.getBuiltinModule('node:module').createRequire(url)(name)
  const [extension, folder] = url.endsWith('.ts') ? ['ts', undefined] : ['js', url.endsWith('.cjs') ? './' : './node/']
  const ways: (() => unknown)[] = [() => require(`./compiler.${extension}`), () => require('taipan/compiler')]
  if (folder !== undefined) ways.unshift(() => cold(new URL(folder, url).href))
  for (const load of ways) {
    try {
      return load() as Compiler
    } catch (error) {
      if (!isMissing(error)) throw error
    }
  }
  throw new Error(`the compiler, taipan/compiler, cannot be found from ${url}: ${REMEDY}`)
}

/** Its first compilations are over before code for the machine is worth its making. */
function cold(folder: string): Compiler {
  const compiler = withoutBaseline(() => openPart('compiler', folder)) as Compiler
  return { ...compiler, compile: (request) => withoutBaseline(() => compiler.compile(request)) }
}

function isMissing(error: unknown): boolean {
  const { code = '' } = error as { code?: string }
  return ['ENOENT', 'MODULE_NOT_FOUND', 'ERR_MODULE_NOT_FOUND', 'ERR_PACKAGE_PATH_NOT_EXPORTED'].includes(code)
}
