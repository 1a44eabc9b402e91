/** The command line of the experiment. */
import { parseArgs } from 'node:util'

export interface Options {
  readonly runs: number
  readonly html: string | undefined
  readonly json: boolean
  /** Put the table into README.md. */
  readonly readme: boolean
  /** The Python to measure Numba with. */
  readonly numba: string | undefined
  /** Parts of the names of the rows to measure; empty: all. */
  readonly only: readonly string[]
  readonly help: boolean
}

export const HELP = `npm start -- [options]

  --runs N         how often each program is started (7)
  --html FILE      write the report as one page
  --readme         put the table into README.md
  --json           print everything as JSON instead of tables
  --only A,B       rows whose names hold A or B: plain, class, none, heavy, host, -typed, -cached, -aot, …
  --numba PYTHON   the Python that has Numba (python3)
`

export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      runs: { type: 'string', default: '7' },
      html: { type: 'string' },
      readme: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
      numba: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  const runs = Number(values.runs)
  if (!Number.isInteger(runs) || runs < 1) throw new Error(`--runs takes a whole number from 1, not ${values.runs}`)
  return {
    runs,
    html: values.html,
    json: values.json,
    readme: values.readme,
    numba: values.numba,
    only: values.only.split(',').filter(Boolean),
    help: values.help,
  }
}
