/** `npm run fuzz -- --runs 100000 [--seed 1] [--finds 10] [--jobs 2] [--classes | --scenes]`: random programs, compared with V8, in processes of their own. */
import { type ChildProcess, fork, spawnSync } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Message } from './try.ts'

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
const wanted = Number(values.runs)
const drawn = values.seed === undefined ? Math.floor(Math.random() * 1e9) : Number(values.seed)
/** Odd seeds give programs with classes, every fourth one of scenes. */
const step = values.scenes ? 4 : values.classes ? 2 : 1
const first = values.scenes ? (drawn & ~3) + 2 : values.classes ? drawn | 1 : drawn
const enough = Number(values.finds)
/** Programs for one process: what it keeps of each adds up. */
const PROGRAMS = 500
/** And what it may take. */
const MEGABYTES = 1500
const memory = (megabytes: number) => `--max-old-space-size=${megabytes}`

const state = {
  calls: 0,
  programs: 0,
  allowed: 0,
  refusedPrograms: 0,
  /** The seed that no process has been given yet. */
  next: first,
  finds: new Set<string>(),
  refused: new Map<string, number>(),
}
const running = new Set<ChildProcess>()

function show(): void {
  const { calls, programs, allowed, refusedPrograms, finds, next } = state
  const part = (n: number, of: number) => `${((100 * n) / Math.max(of, 1)).toFixed(1)} %`
  console.log(
    `${calls} calls of ${programs} programs compared, ${part(refusedPrograms, programs)} of programs refused, ${part(allowed, calls)} of calls ended by the contract's limits, ${finds.size} finds; seeds ${first} to ${next - step}`,
  )
}

const isOver = () => state.calls >= wanted || state.finds.size >= enough

/** A process at work: the seed it is at, since when, and where its seeds end. */
interface Work {
  at: number
  begun: number
  readonly end: number
}

function take(message: Message, child: ChildProcess, work: Work): void {
  switch (message.kind) {
    case 'ready':
      child.send({ seed: work.at, step, programs: (work.end - work.at) / step, known: [...state.finds] })
      break
    case 'begin':
      work.at = message.seed
      work.begun = performance.now()
      break
    case 'done':
      state.calls += message.calls
      state.programs++
      state.allowed += message.allowed
      if (message.refused.length > 0) state.refusedPrograms++
      for (const reason of new Set(message.refused.map((text) => text.replace(/`[^`]*`/g, '`…`'))))
        state.refused.set(reason, (state.refused.get(reason) ?? 0) + 1)
      break
    case 'find':
      // Another process may have found it meanwhile.
      if (state.finds.has(message.key)) break
      state.finds.add(message.key)
      console.log(`\n── found with --seed ${message.seed}\n${message.text}`)
  }
  if (isOver()) for (const each of running) each.kill()
}

/** Does the engine end for the program's plain JavaScript, without anything of ours? In less memory: what compares it takes some too. */
function endsAlone(seed: number): boolean {
  const plain = fileURLToPath(new URL('plain.ts', import.meta.url))
  const execArgv = [...process.execArgv, memory(MEGABYTES - 500)]
  const { status, signal } = spawnSync(process.execPath, [...execArgv, plain, String(seed)], { stdio: 'ignore', timeout: 60_000 })
  // One that takes too long is ended by us.
  return status !== 0 && signal !== 'SIGTERM'
}

/** One process on what is left of its seeds; resolves, when it is gone, to whether they are at their end. */
function round(work: Work): Promise<boolean> {
  const child = fork(fileURLToPath(new URL('worker.ts', import.meta.url)), { execArgv: [...process.execArgv, memory(MEGABYTES)] })
  running.add(child)
  work.begun = performance.now()
  const watch = setInterval(() => {
    // A program may take its limit in each phase of being made small.
    if (performance.now() - work.begun > 180_000) child.kill('SIGKILL')
  }, 1000)
  child.on('message', (message) => take(message as Message, child, work))
  return new Promise((resolve) => {
    child.on('exit', (code, signal) => {
      clearInterval(watch)
      running.delete(child)
      if (code !== 0 && signal !== 'SIGTERM') {
        const isOurs = !endsAlone(work.at)
        if (isOurs) state.finds.add(`crash at ${work.at}`)
        const whose = isOurs ? '' : ', as it does for the plain JavaScript alone: no find'
        console.log(`\n── the process ended (${signal ?? code}) with --seed ${work.at}${whose}`)
      }
      work.at += step
      resolve(work.at >= work.end)
    })
  })
}

/** One process after the other. */
async function job(): Promise<void> {
  while (!isOver()) {
    const work: Work = { at: state.next, begun: 0, end: state.next + PROGRAMS * step }
    state.next = work.end
    while (!isOver() && !(await round(work)));
  }
}

console.log(`seed ${first}`)
const progress = setInterval(show, 10_000)
await Promise.all(Array.from({ length: Math.max(1, Number(values.jobs)) }, job))
clearInterval(progress)
show()
const reasons = [...state.refused].sort((a, b) => b[1] - a[1]).slice(0, 10)
for (const [reason, count] of reasons) console.log(`refused ${count}: ${reason}`)
process.exitCode = state.finds.size === 0 ? 0 : 1
