/** Everything about a request that is known before any question is asked (its source apart): the first half of a key. */
import { ABI_VERSION } from '../artifact/abi.ts'
import type { SourceUnit } from '../artifact/captured.ts'
import type { CompileRequest } from '../artifact/compile.ts'
import { digest, hexOf } from '../base/checksum.ts'
import { withNumbers } from './answers.ts'
import { numbersOf } from './questions.ts'

/** Of the files; a change of it makes all older ones unfindable. */
export const FORMAT = 3

export interface KeyParts {
  readonly format: number
  readonly abi: number
  /** Which compiler: a hash of its own source, made when it was built. */
  readonly build: string
  /**
   * The compiler folds `**` and Math functions with the engine's own, whose last bits differ between versions, and code
   * may call them at run time; so the version is part of every key.
   */
  readonly engine: string
  /** As in messages. */
  readonly name: string
  readonly kind: string
  readonly member: string
  readonly signature: string
  readonly lazy: boolean
  readonly options: string
}

export function engineOf({ versions, arch }: Pick<NodeJS.Process, 'versions' | 'arch'>): string {
  return `V8 ${versions.v8} ${arch}`
}

export function keyParts(request: CompileRequest, build: string, engine: string): KeyParts {
  const { unit, signature, member, lazy, options } = request
  const numbers = numbersOf(request)
  const types = [...signature.params, signature.result].map((type) => withNumbers(numbers, type))
  return {
    format: FORMAT,
    abi: ABI_VERSION,
    build,
    engine,
    name: options.name ?? unit.name,
    kind: unit.kind,
    member:
      member === undefined
        ? ''
        : `${member.static ? 'static ' : ''}${member.kind} ${member.name}${member.own ? ' of just this class' : ''}`,
    signature: JSON.stringify(types),
    lazy,
    options: JSON.stringify(Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1))),
  }
}

/** What the parts of keys of one class have in common; and the class. */
export function commonParts({ member, signature, lazy, ...common }: KeyParts): string {
  return JSON.stringify(common)
}

/** The class that a member is one of. What is inherited from one that was not given to jitclass is of the instance's own. */
export function classIn({ unit, member, classes, signature: { params } }: CompileRequest): SourceUnit {
  const [receiver] = params
  const taker =
    member?.static === false && member.kind !== 'construct' && receiver?.kind === 'class' ? classes.get(receiver.key) : undefined
  return taker ?? unit
}

/** The first half of a key. The text of a class, which may be long, is hashed for all of its members at once. */
export function firstDigest(parts: KeyParts, text: string, pack: { readonly first: string; readonly text: string } | undefined): string {
  return digestOf(`${JSON.stringify(parts)}\0${pack === undefined ? text : pack.first + (text === pack.text ? '' : text)}`)
}

/** What a key's file is found by: 32 hexadecimal digits. Files hold the parts themselves, so equal digests decide nothing. */
export function digestOf(text: string): string {
  return hexOf(digest(Buffer.from(text)))
}

/** `scale`, `Ring.append`, `new Ring`, `get Ring.size`. */
export function memberTitle({ name, member }: Pick<KeyParts, 'name' | 'member'>): string {
  const title = name || '(anonymous)'
  if (member === '') return title
  const words = member.split(' ')
  const own = words.at(-1)!
  const isStatic = words[0] === 'static' ? 'static ' : ''
  switch (words.at(-2)) {
    case 'construct':
      return `new ${title}`
    case 'getter':
      return `${isStatic}get ${title}.${own}`
    case 'setter':
      return `${isStatic}set ${title}.${own}`
    default:
      return `${isStatic}${title}.${own}`
  }
}
