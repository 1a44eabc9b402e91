/** Runs programs in fresh processes, in turns, so that what disturbs the machine disturbs all rows alike. */
import { execFile } from 'node:child_process'
import { EXPECTED, type Report, type Row } from './row.ts'

/** A row with what has to be started for it. */
export interface Prepared {
  readonly row: Row
  readonly system: 'taipan' | 'numba'
  readonly command: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

export interface Sample extends Report {
  /** From start to end of the process, as whoever started it sees it. */
  readonly process: number
}

export interface Measured {
  readonly prepared: Prepared
  readonly samples: readonly Sample[]
}

/** A process that takes longer than this is stuck. Numba's heaviest row takes seconds, a first AOT load little. */
const LIMIT = 120_000

function start({ command, args, env }: Prepared): Promise<Sample> {
  return new Promise((resolve, reject) => {
    const begin = performance.now()
    execFile(command, [...args], { env: { ...process.env, ...env }, timeout: LIMIT, encoding: 'utf8' }, (error, stdout, stderr) => {
      const spent = performance.now() - begin
      if (error) reject(new Error(`${args.join(' ')} failed:\n${stderr || error.message}`))
      else resolve({ ...(JSON.parse(stdout.trim().split('\n').at(-1)!) as Report), process: spent })
    })
  })
}

/** What a run must show to count: the article's result, and code from where the row says it comes from. */
function check({ row, system }: Prepared, sample: Sample): void {
  const wrong = sample.results.find((result) => result !== EXPECTED)
  if (wrong !== undefined) throw new Error(`${row.group}, ${row.name}: the result is ${wrong}, not ${EXPECTED}`)
  if (system === 'numba' || row.origin === undefined || row.origin === 'mixed') return
  const origins = [...new Set(sample.evidence.map(({ origin }) => origin))]
  if (origins.length !== 1 || origins[0] !== row.origin)
    throw new Error(`${row.group}, ${row.name}: code should be from ${row.origin}, stats say ${origins.join(' and ') || 'nothing'}`)
}

/** `progress` is told how many of how many processes have ended. */
export async function measure(
  prepared: readonly Prepared[],
  runs: number,
  progress: (done: number, all: number, name: string) => void,
): Promise<Measured[]> {
  const samples = prepared.map((): Sample[] => [])
  const warm = prepared.filter(({ row }) => row.cache === 'warm')
  const all = warm.length + prepared.length * runs
  let done = 0
  const one = async (each: Prepared): Promise<Sample> => {
    progress(done++, all, `${each.row.group}: ${each.row.name}${each.system === 'numba' ? ' (Numba)' : ''}`)
    return await start(each)
  }
  for (const each of warm) await one(each)
  for (let run = 0; run < runs; run++) {
    for (const [index, each] of prepared.entries()) {
      const sample = await one(each)
      check(each, sample)
      samples[index]!.push(sample)
    }
  }
  progress(all, all, '')
  return prepared.map((each, index) => ({ prepared: each, samples: samples[index]! }))
}
