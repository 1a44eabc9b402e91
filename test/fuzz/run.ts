/** `npm run fuzz -- --runs 100000 [--seed 1] [--finds 10] [--jobs 2] [--classes | --scenes]`: random programs, compared with V8. */
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { type Tally, tryInProcesses } from './processes.ts'

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '100000' },
    seed: { type: 'string' },
    finds: { type: 'string', default: '10' },
    jobs: { type: 'string', default: String(Math.min(availableParallelism(), 8)) },
    classes: { type: 'boolean', default: false },
    scenes: { type: 'boolean', default: false },
  },
})
const drawn = values.seed === undefined ? Math.floor(Math.random() * 1e9) : Number(values.seed)
/** Odd seeds give programs with classes, every fourth one of scenes. */
const step = values.scenes ? 4 : values.classes ? 2 : 1
const first = values.scenes ? (drawn & ~3) + 2 : values.classes ? drawn | 1 : drawn
const wanted = Number(values.runs)
const enough = Number(values.finds)

function show({ calls, programs, allowed, refusedPrograms, finds, next }: Tally): void {
  const part = (n: number, of: number) => `${((100 * n) / Math.max(of, 1)).toFixed(1)} %`
  console.log(
    `${calls} calls of ${programs} programs compared, ${part(refusedPrograms, programs)} of programs refused, ${part(allowed, calls)} of calls ended by the contract's limits, ${finds.size} finds; seeds ${first} to ${next - step}`,
  )
}

let shown = performance.now()

function isOver(tally: Tally): boolean {
  if (performance.now() - shown > 10_000) {
    shown = performance.now()
    show(tally)
  }
  return tally.calls >= wanted || tally.finds.size >= enough
}

console.log(`seed ${first}`)
const tally = await tryInProcesses({ first, step, jobs: Number(values.jobs), programs: 500, isOver, print: console.log, note: console.log })
show(tally)
const reasons = [...tally.refused].sort((a, b) => b[1] - a[1]).slice(0, 10)
for (const [reason, count] of reasons) console.log(`refused ${count}: ${reason}`)
process.exitCode = tally.finds.size === 0 ? 0 : 1
