/** Writes the programs of the rows into the project and says how each is started. */
import { join } from 'node:path'
import type { Project } from './project.ts'
import type { Row } from './row.ts'
import { aheadOfTime } from './rows.ts'
import type { Prepared } from './run.ts'

/** Runs `taipan build` on the files of the rows that are compiled ahead of time. */
async function buildAhead(project: Project): Promise<void> {
  const { buildFile } = (await import(new URL('../../dist/aot.js', import.meta.url).href)) as typeof import('../../src/aot.ts')
  for (const [name, text] of Object.entries(aheadOfTime())) {
    const { errors } = buildFile(project.write(join('src', `${name}.ts`), text), { out: join(project.folder, 'aot'), root: project.folder })
    if (errors.length > 0) throw errors[0]!
  }
}

export async function prepare(rows: readonly Row[], project: Project): Promise<Prepared[]> {
  if (rows.some(({ origin }) => origin === 'aot')) await buildAhead(project)
  return rows.map((row) => ({
    row,
    system: 'taipan',
    command: process.execPath,
    args: [project.write(`${row.id}.js`, row.program)],
    // Each row has a cache of its own: what one has compiled is no help to another.
    env: row.cache === 'warm' ? { TAIPAN_CACHE_DIR: join(project.folder, 'caches', row.id) } : { TAIPAN_CACHE: 'off' },
  }))
}
