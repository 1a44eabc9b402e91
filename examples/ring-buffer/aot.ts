/**
 * The ring buffer, compiled before the program that uses it starts. This is the build, as a program; on the command line it is
 *
 *     npx taipan build examples/ring-buffer/buffer.ts
 */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildFile } from 'taipan/aot'
import * as source from './buffer.ts'

const out = join(import.meta.dirname, 'dist')
const { errors } = buildFile(join(import.meta.dirname, 'buffer.ts'), { out })
if (errors.length > 0) throw errors[0]!

// What was built has the same exports with the same types; it loads a few kilobytes of run time, and no compiler.
const built = (await import(pathToFileURL(join(out, 'buffer.js')).href)) as typeof source

export function main(): void {
  console.log('from the source:', source.func(10n), '· as it was built:', built.func(10n))
}

main()
