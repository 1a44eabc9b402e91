/** The names of entries: `<first two digits>/<name>-<first digest>-<second digest>.tpn`. */
import { type Disk, folderExists } from './files.ts'

const NAME = /^([A-Za-z0-9_$]{1,40})-([0-9a-f]{30})-([0-9a-f]{32})\.tpn$/
const SHARD = /^[0-9a-f]{2}$/

export interface Listed {
  readonly shard: string
  readonly file: string
  /** Of what was compiled; letters that are no part of file names are replaced. */
  readonly name: string
  readonly first: string
}

export function nameInFiles(name: string): string {
  return name.replace(/[^A-Za-z0-9_$]/g, '_').slice(0, 40) || 'anonymous'
}

export function fileName(name: string, first: string, second: string): string {
  return `${nameInFiles(name)}-${first.slice(2)}-${second}.tpn`
}

export function secondOf({ file }: Listed): string {
  return file.slice(-'.tpn'.length - 32, -'.tpn'.length)
}

/** The entries in one shard; everything else there is left alone. */
export function listShard(disk: Disk, root: string, shard: string): Listed[] {
  const path = `${root}/${shard}`
  if (!folderExists({ disk, path }, false)) return []
  return disk.readdirSync(path).flatMap((file) => {
    const found = NAME.exec(file)
    return found ? [{ shard, file, name: found[1]!, first: shard + found[2]! }] : []
  })
}

/** All names of folders that are shards; none if the root cannot be read. */
export function listShards(disk: Disk, root: string): string[] {
  try {
    return disk.readdirSync(root).filter((name) => SHARD.test(name))
  } catch {
    return []
  }
}

/** Is there an entry of something of that name? */
export function hasName(disk: Disk, root: string, name: string): boolean {
  const wanted = nameInFiles(name)
  return listAll(disk, root).some((entry) => entry.name === wanted)
}

/** Every entry of the cache; shards that cannot be read or trusted are passed over. */
export function listAll(disk: Disk, root: string): Listed[] {
  return listShards(disk, root).flatMap((shard) => {
    try {
      return listShard(disk, root, shard)
    } catch {
      return []
    }
  })
}
