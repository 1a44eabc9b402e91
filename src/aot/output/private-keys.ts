/**
 * Private names where code stays JavaScript: instances of the compiled class have no private fields, but what is reached by a key.
 * Instances of the class as it was written, which the top level makes, have it as well.
 *
 *     *values() { yield this.#x }   →   *values() { yield secretOf(this, secret0)[secret0] }
 */
import type { ClassSource } from '../compile/classes.ts'
import type { CompiledFile } from '../compile/compile-file.ts'
import { privateMentions, reachedPrivates } from '../compile/private-members.ts'
import type { SourceFile } from '../source/file.ts'
import type { Edit } from '../source/javascript.ts'
import { type AstNode, child } from '../source/node.ts'
import { unusedName } from './unused-names.ts'

interface Key {
  readonly source: ClassSource
  readonly name: string
  /** The variable that holds it. */
  readonly variable: string
  readonly members: readonly AstNode[]
}

export interface PrivateKeys {
  /** Statements that make the keys. */
  readonly made: readonly string[]
  readonly edits: (file: SourceFile) => Edit[]
  /** What the class as it was written says of its instances, in a static block. */
  readonly definitions: (source: ClassSource) => string
}

export function privateKeys(compiled: CompiledFile): PrivateKeys {
  const prefix = unusedName(compiled, 'secret')
  const found = [...compiled.classes.values()].flatMap((source) =>
    [...reachedPrivates(source)].map(([name, members]) => ({ source, name, members })),
  )
  const keys = found.map((each, index): Key => ({ ...each, variable: `${prefix}${index}` }))
  const variableOf = (source: ClassSource, name: string) => keys.find((key) => key.source === source && key.name === name)?.variable
  return {
    made:
      keys.length === 0
        ? []
        : [`const ${prefix}Of = privateOf`, ...keys.map(({ name, variable }) => `const ${variable} = privateKey(${JSON.stringify(name)})`)],
    edits: (file) =>
      [...compiled.classes.values()]
        .filter((source) => source.file === file)
        .flatMap((source) =>
          privateMentions(source).flatMap(({ name, node }) => {
            const variable = variableOf(source, name)
            return variable === undefined ? [] : mentionEdits(file, node, prefix, variable)
          }),
        ),
    definitions: (source) => {
      const own = keys.filter((key) => key.source === source)
      return own.length === 0 ? '' : ` Object.defineProperties(this.prototype, { ${own.map(definition).join(', ')} })`
    },
  }
}

function mentionEdits({ text }: SourceFile, node: AstNode, prefix: string, variable: string): Edit[] {
  if (node.type === 'BinaryExpression') {
    const { start, end } = child(node, 'left')!
    return [{ at: start, end, text: variable }]
  }
  const dot = text.lastIndexOf('.', child(node, 'property')!.start)
  const optional = node['optional'] === true
  const lines = text.slice(dot, node.end).replace(/[^\n]/g, '')
  return [
    { at: node.start, end: node.start, text: `${prefix}Of(` },
    { at: optional ? dot - 1 : dot, end: node.end, text: `, ${variable})${lines}${optional ? '?.' : ''}[${variable}]` },
  ]
}

function definition({ name, variable, members }: Key): string {
  const has = (kind: string) => members.some((member) => member.type === 'PropertyDefinition' || member['kind'] === kind)
  const parts = members.some((member) => member['kind'] === 'method')
    ? [`value(...given) { return this.${name}(...given) }`]
    : [...(has('get') ? [`get() { return this.${name} }`] : []), ...(has('set') ? [`set(value) { this.${name} = value }`] : [])]
  return `[${variable}]: { configurable: true, ${parts.join(', ')} }`
}
