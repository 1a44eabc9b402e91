/** What the command line shows of a cache. */

import { closest, differences } from './differences.ts'
import { artifactOf, type Head, headOf, openEntry } from './entry.ts'
import { type Disk, readFile } from './files.ts'
import { digestOf } from './key.ts'
import { prune, type Sized, sizedEntries } from './prune.ts'

export interface Seen {
  readonly path: string
  readonly bytes: number
  readonly used: number
  /** Undefined for a damaged entry, which `damage` speaks of. */
  readonly head: Head | undefined
  readonly damage: string | undefined
  /** What compiling had cost. */
  readonly milliseconds: number
}

/** Every entry, read and checked; the one used last comes first. */
export function seenEntries(disk: Disk, root: string): Seen[] {
  return sizedEntries(disk, root)
    .reverse()
    .map((entry) => see(disk, entry))
}

function see(disk: Disk, { path, bytes, used, first, file }: Sized): Seen {
  const damaged = (damage: string): Seen => ({ path, bytes, used, head: undefined, damage, milliseconds: 0 })
  try {
    const content = readFile({ disk }, path, false)
    if (content === undefined) return damaged('gone')
    const sections = openEntry(content)
    if (typeof sections === 'string') return damaged(sections)
    const head = headOf(sections)
    const artifact = artifactOf(sections)
    if (head === undefined || artifact === undefined) return damaged('damaged: its content makes no sense')
    if (digestOf(`${JSON.stringify(head.key)}\0${head.units[0]?.text}`) !== first)
      return damaged('damaged: it is the entry of something else')
    const second = digestOf(JSON.stringify([head.units, head.questions]))
    if (!file.endsWith(`${second}.tpn`)) return damaged('damaged: it is the entry of something else')
    return { path, bytes, used, head, damage: undefined, milliseconds: artifact.milliseconds.total }
  } catch (error) {
    return damaged(error instanceof Error ? error.message : String(error))
  }
}

/** `ring.append float64(int32)`, as far as the key tells. */
export function titleOf({ key }: Head): string {
  return [key.name || '(anonymous)', key.member].filter((text) => text !== '').join(' ')
}

/** What an entry depends on, and how it differs from the one before it that is most like it. */
export function explanation(head: Head, others: readonly Head[]): { readonly dependsOn: string[]; readonly differs: string[] } {
  const units = head.units.map(({ kind, name }) => `${kind} ${name || '(anonymous)'}`)
  const answers = head.questions
    .filter(([, , , answer]) => !answer.startsWith('builtin ') && !/^(function|class) #/.test(answer))
    .map(([what, of, name, answer]) => `${what} ${head.units[of]?.name || '(anonymous)'}${name && `.${name}`}: ${answer}`)
  const older = others.filter((other) => other !== head && other.key.name === head.key.name)
  const nearest = closest(older, head)
  return { dependsOn: [...units, ...answers], differs: nearest ? differences(nearest, head) : [] }
}

/** Everything that is in the cache, and nothing else. */
export function clear(disk: Disk, root: string): Sized[] {
  return prune(disk, root, { maxBytes: -1 })
}
