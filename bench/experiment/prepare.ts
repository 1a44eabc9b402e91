/** Writes the programs of the rows into the project and says how each is started. */
import { join } from 'node:path'
import type { Project } from './project.ts'
import type { Row } from './row.ts'
import type { Prepared } from './run.ts'

export async function prepare(rows: readonly Row[], project: Project): Promise<Prepared[]> {
  return rows.map((row) => ({
    row,
    system: 'taipan',
    command: process.execPath,
    args: [project.write(`${row.id}.js`, row.program)],
    // Each row has a cache of its own: what one has compiled is no help to another.
    env: row.cache === 'warm' ? { TAIPAN_CACHE_DIR: join(project.folder, 'caches', row.id) } : { TAIPAN_CACHE: 'off' },
  }))
}
