/**
 * Instances that the top level makes become instances of compiled classes when the module is loaded: their fields are read then.
 * Private ones can be read by code of the class alone, so that is put into it.
 *
 *     class Rng { #seed = 1 … }   →   class Rng { static { privateFields(this, (self) => ({ "#seed": self.#seed })) } #seed = 1 … }
 */
import type { ClassSource } from '../compile/classes.ts'
import type { CompiledFile } from '../compile/compile-file.ts'
import { keyOf, membersOf } from '../source/class-parts.ts'
import type { SourceFile } from '../source/file.ts'
import type { Edit } from '../source/javascript.ts'
import { child } from '../source/node.ts'

/** `more`: what else a class says, of its instances. */
export function privateReaders({ classes }: CompiledFile, file: SourceFile, more: (source: ClassSource) => string): Edit[] {
  return [...classes.values()].filter((source) => source.file === file).flatMap((source) => reader(source, more(source)))
}

function reader(source: ClassSource, more: string): Edit[] {
  const names = privateFieldsOf(source)
  if (names.length === 0 && more === '') return []
  const at = child(source.node, 'body')!.start + 1
  const fields = names.map((name) => `${JSON.stringify(fieldName(source, name))}: self.${name}`).join(', ')
  const reading = names.length === 0 ? '' : ` privateFields(this, (self) => ({ ${fields} }));`
  return [{ at, end: at, text: ` static {${reading}${more} }` }]
}

function privateFieldsOf(source: ClassSource): string[] {
  return membersOf(source)
    .filter((member) => member.type === 'PropertyDefinition' && member['static'] !== true)
    .map(keyOf)
    .filter((name) => name.startsWith('#'))
}

/** What layouts call it, if a class that this one extends has one of that name as well (infer/classes.ts). */
function fieldName(source: ClassSource, name: string): string {
  for (let { base } = source; base; base = base.base) if (privateFieldsOf(base).includes(name)) return `${name}@${source.local}`
  return name
}
