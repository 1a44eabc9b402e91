/** The same rows with Numba, where there is one: our own programs in numba/, in Python. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Project } from './project.ts'
import type { Row } from './row.ts'
import type { Prepared } from './run.ts'

export interface Numba {
  /** The interpreter; undefined if Numba was not found. */
  readonly python: string | undefined
  /** A sentence for the report. */
  readonly text: string
}

const programs = fileURLToPath(new URL('numba/', import.meta.url))

function ask(python: string, code: string): string | undefined {
  const { status, stdout } = spawnSync(python, ['-c', code], { encoding: 'utf8', timeout: 60_000 })
  return status === 0 ? stdout.trim() : undefined
}

export function findNumba(given: string | undefined): Numba {
  const python = given ?? (process.platform === 'win32' ? 'python' : 'python3')
  const version = ask(python, 'import numba, sys; print(f"Numba {numba.__version__} on Python {sys.version.split()[0]}")')
  if (version !== undefined) return { python, text: `Compared with ${version}.` }
  if (given !== undefined) throw new Error(`${given} cannot import numba: \`${given} -m pip install numba setuptools\` installs it`)
  return {
    python: undefined,
    text: 'Numba was not found, so nothing is compared with it: after `python3 -m pip install numba setuptools` it is, or with `-- --numba PATH_OF_PYTHON`.',
  }
}

/** Builds what the row needs ahead of time; false if this Numba cannot (pycc is deprecated, and wants a C compiler). */
function build(python: string, script: string, folder: string): boolean {
  return spawnSync(python, [join(programs, script)], { cwd: folder, stdio: 'ignore', timeout: 300_000 }).status === 0
}

export function numbaRows(rows: readonly Row[], project: Project, python: string): Prepared[] {
  const withAot = build(python, 'aot_build.py', project.folder)
  return rows
    .filter(({ numba }) => numba !== undefined && (withAot || numba[1] !== 'aot'))
    .map((row) => ({
      row,
      system: 'numba',
      command: python,
      args: [join(programs, row.numba![0]!), ...row.numba!.slice(1)],
      env: { NUMBA_CACHE_DIR: join(project.folder, 'numba-caches', row.id), PYTHONPATH: project.folder, PYTHONDONTWRITEBYTECODE: '1' },
    }))
}
