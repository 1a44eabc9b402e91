/** Find the compiler beside this library, at the first miss, synchronously. */
import type { Compiler } from '../artifact/compile.ts'

/** `module`: a file of this library in the folder of the compiler. */
export function loadCompilerFrom(url: string): Compiler {
  const extension = url.endsWith('.ts') ? 'ts' : 'js'
  const nodeModule =
    typeof process === 'object' && typeof process.getBuiltinModule === 'function' ? process.getBuiltinModule('node:module') : undefined
  if (nodeModule === undefined) {
    throw new Error(
      "here the compiler cannot be loaded by itself: import * as compiler from 'taipan/compiler' and call setCompiler(() => compiler)",
    )
  }
  return nodeModule.createRequire(url)(`./compiler.${extension}`) as Compiler
}
