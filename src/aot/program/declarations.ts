/** The `.d.ts` of a module that a program made: all is known from signatures and fields. */
import type { ArtifactExport } from '../../artifact/artifact.ts'
import type { HostType } from '../../artifact/types.ts'
import { typeText } from '../output/type-text.ts'
import type { ProgramClass, ProgramExport, ProgramMember } from './compile.ts'

export function programDeclarations(exports: readonly ProgramExport[], classes: readonly ProgramClass[]): string {
  const named = new Map(exports.flatMap((made) => (made.kind === 'class' ? [[made.made, made.name] as const] : [])))
  const lines = [
    ...classes.filter((made) => !named.has(made)).map((made) => classText(made, `declare class ${made.found.name}`)),
    ...exports.map((made) =>
      made.kind === 'class'
        ? classText(made.made, `export declare class ${made.name}`)
        : made.members.map((member) => `export declare function ${made.name}${callText(member, 0)};`).join('\n'),
    ),
  ]
  return `${lines.join('\n')}\n${named.size < classes.length ? 'export {};\n' : ''}`
}

/** `skip`: the instance comes first. */
function callText({ artifact }: ProgramMember, skip: 0 | 1, returns = true): string {
  const { signature, promise, parameters } = artifact.exports[0]!
  const types = signature.params.slice(skip)
  const text = types.map(
    (type, index) => `${parameterName(artifact.exports[0]!, index, parameters.length - types.length)}: ${typeText(type)}`,
  )
  return `(${text.join(', ')})${returns ? `: ${typeText(promise ?? signature.result)}` : ''}`
}

function parameterName({ parameters }: ArtifactExport, index: number, skip: number): string {
  const name = parameters[index + Math.max(0, skip)]
  return name !== undefined && /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? name : `argument${index + 1}`
}

function classText({ found, fields, members }: ProgramClass, head: string): string {
  const base = found.base ? ` extends ${found.base.name}` : ''
  const inherited = found.base ? new Set(found.base.layout?.fields.map(({ name }) => name)) : new Set()
  const own = [...fields].filter(([name]) => !name.startsWith('#') && !inherited.has(name))
  const lines = [
    ...own.map(([name, type]: [string, HostType]) => `    ${name}: ${typeText(type)};`),
    ...members.map((made) => `    ${memberText(made)}`),
  ]
  return `${head}${base} {\n${lines.join('\n')}\n}`
}

function memberText(made: ProgramMember): string {
  const { kind, name, static: isStatic } = made.member!
  const before = isStatic ? 'static ' : ''
  const skip = isStatic || kind === 'construct' ? 0 : 1
  if (kind === 'construct') return `constructor${callText(made, 0, false)};`
  if (kind === 'getter') return `${before}get ${name}()${callText(made, skip).replace(/^\(.*?\)/, '')};`
  if (kind === 'setter') return `${before}set ${name}${callText(made, skip, false)};`
  return `${before}${name}${callText(made, skip)};`
}
