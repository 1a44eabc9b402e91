/**
 * Instances that the top level makes become instances of compiled classes when the module is loaded: their fields are read then.
 * Private ones can be read by code of the class alone, so that is put into it.
 *
 *     class Rng { #seed = 1 … }   →   class Rng { static { privateFields(this, (self) => ({ "#seed": self.#seed })) } #seed = 1 … }
 */
import { type ClassSource, keyOf, membersOf } from '../compile/classes.ts'
import type { CompiledFile } from '../compile/compile-file.ts'
import type { SourceFile } from '../source/file.ts'
import type { Edit } from '../source/javascript.ts'
import { child } from '../source/node.ts'

export function privateReaders({ classes }: CompiledFile, file: SourceFile): Edit[] {
  return [...classes.values()].filter((source) => source.file === file).flatMap(reader)
}

function reader(source: ClassSource): Edit[] {
  const names = membersOf(source)
    .filter((member) => member.type === 'PropertyDefinition' && member['static'] !== true)
    .map(keyOf)
    .filter((name) => name.startsWith('#'))
  if (names.length === 0) return []
  const at = child(source.node, 'body')!.start + 1
  const fields = names.map((name) => `${JSON.stringify(name)}: self.${name}`).join(', ')
  return [{ at, end: at, text: ` static { privateFields(this, (self) => ({ ${fields} })) }` }]
}
