/** `npm run fuzz -- --runs 100000 [--seed 1] [--finds 10] [--classes]`: random programs, compared with V8, in processes of their own. */
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Message } from './try.ts'

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '100000' },
    seed: { type: 'string' },
    finds: { type: 'string', default: '10' },
    classes: { type: 'boolean', default: false },
  },
})
const wanted = Number(values.runs)
const drawn = values.seed === undefined ? Math.floor(Math.random() * 1e9) : Number(values.seed)
/** Odd seeds give programs with classes. */
const step = values.classes ? 2 : 1
const first = values.classes ? drawn | 1 : drawn
const enough = Number(values.finds)

const state = {
  calls: 0,
  programs: 0,
  allowed: 0,
  refusedPrograms: 0,
  at: first,
  begun: 0,
  finds: new Set<string>(),
  refused: new Map<string, number>(),
}

function show(): void {
  const { calls, programs, allowed, refusedPrograms, finds, at } = state
  const part = (n: number, of: number) => `${((100 * n) / Math.max(of, 1)).toFixed(1)} %`
  console.log(
    `${calls} calls of ${programs} programs compared, ${part(refusedPrograms, programs)} of programs refused, ${part(allowed, calls)} of calls ended by the contract's limits, ${finds.size} finds; at seed ${at}`,
  )
}

function take(message: Message, child: ChildProcess): void {
  switch (message.kind) {
    case 'ready':
      child.send({ seed: state.at, step, known: [...state.finds] })
      break
    case 'begin':
      state.at = message.seed
      state.begun = performance.now()
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
      state.finds.add(message.key)
      console.log(`\n── found with --seed ${message.seed}\n${message.text}`)
  }
  if (state.calls >= wanted || state.finds.size >= enough) child.kill()
}

/** One process from the next seed on; resolves when it is gone. */
function round(): Promise<void> {
  const child = fork(fileURLToPath(new URL('worker.ts', import.meta.url)), { execArgv: [...process.execArgv, '--max-old-space-size=1500'] })
  state.begun = performance.now()
  const watch = setInterval(() => {
    // A program may take its limit in each phase of being made small.
    if (performance.now() - state.begun > 180_000) child.kill('SIGKILL')
  }, 1000)
  child.on('message', (message) => take(message as Message, child))
  return new Promise((resolve) => {
    child.on('exit', (code, signal) => {
      clearInterval(watch)
      const stopped = signal === 'SIGTERM'
      if (code !== 0 && !stopped) {
        state.finds.add(`crash at ${state.at}`)
        console.log(`\n── the process ended (${signal ?? code}) with --seed ${state.at}`)
      }
      state.at += step
      resolve()
    })
  })
}

console.log(`seed ${first}`)
const progress = setInterval(show, 10_000)
while (state.calls < wanted && state.finds.size < enough) await round()
clearInterval(progress)
show()
const reasons = [...state.refused].sort((a, b) => b[1] - a[1]).slice(0, 10)
for (const [reason, count] of reasons) console.log(`refused ${count}: ${reason}`)
process.exitCode = state.finds.size === 0 ? 0 : 1
