/** Where the bytes of an entry are: a function has a file of its own, a member of a class a place in the file of the class. */
import type { JoinedMember } from '../artifact/joined.ts'
import { candidates, type Directory, drop, fetch, pathOf, store } from './directory.ts'
import { fileName, nameInFiles, secondOf } from './listing.ts'
import { addRow, dropRow, fileOf, type Pack } from './packs.ts'

/** The half of a key that is known before any question is asked. */
export interface Wanted {
  readonly first: string
  /** Of what is compiled. */
  readonly name: string
  /** The class that it is a member of. */
  readonly pack: Pack | undefined
}

/** An entry that may serve. */
export interface Candidate {
  readonly second: string
  /** A sentence if they cannot be had; undefined if they are gone. */
  bytes(): Uint8Array | string | undefined
  /** It serves: it is not to be removed as long as this process runs. */
  use(): void
  /** It is damaged. */
  drop(): void
  /** Its code among that of other members of its class. */
  readonly joined?: JoinedMember | undefined
  /** The file. */
  path(): string | undefined
}

export function candidatesFor(directory: Directory, { first, pack }: Wanted): Candidate[] {
  if (pack === undefined) {
    return candidates(directory, first).map((entry) => {
      const path = () => pathOf(directory, entry)
      return {
        second: secondOf(entry),
        bytes: () => fetch(directory, entry),
        use: () => void directory.used.add(path()),
        drop: () => drop(directory, entry),
        path,
      }
    })
  }
  const own = pack.rows.filter((row) => row.first === first)
  return own.map((row) => ({
    second: row.second,
    joined: row.joined,
    bytes: () => row.bytes,
    // The file is in use from its reading on.
    use: () => undefined,
    drop: () => dropRow(directory, pack, row),
    path: () => fileOf(directory, pack, row),
  }))
}

/** Gives the file; asking for that of a member writes the file of its class. Undefined if it is not kept. */
export function keepAs(directory: Directory, { first, name, pack }: Wanted, second: string, bytes: Uint8Array): () => string | undefined {
  if (pack !== undefined) {
    const row = addRow(directory, pack, { first, second, bytes })
    return () => row && fileOf(directory, pack, row)
  }
  const entry = { shard: first.slice(0, 2), file: fileName(name, first, second), name: nameInFiles(name), first }
  const path = store(directory, entry, bytes) ? pathOf(directory, entry) : undefined
  return () => path
}
