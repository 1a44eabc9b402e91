/** Names for variables of the output that code of the user, which stands around and inside of them, does not mention. */
import type { CompiledFile } from '../compile/compile-file.ts'

export function unusedName({ graph }: Pick<CompiledFile, 'graph'>, wanted: string): string {
  let name = wanted
  while ([...graph.files.values()].some(({ text }) => text.includes(name))) name = `$${name}`
  return name
}
