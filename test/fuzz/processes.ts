/** Programs in processes of their own: one that exhausts memory, or is ended since it took too long, harms no other. */
import { type ChildProcess, fork, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Message, Share } from './try.ts'

/** What is to be tried. */
export interface Plan {
  readonly first: number
  /** From one seed to the next. */
  readonly step: number
  readonly jobs: number
  /** Programs for one process: what it keeps of each adds up. */
  readonly programs: number
  /** Asked after each message, and every second. */
  readonly isOver: (tally: Tally) => boolean
  /** Told of each find. */
  readonly print: (text: string) => void
  /** Told of what is none: the engine ended. */
  readonly note: (text: string) => void
}

/** What has been tried. */
export interface Tally {
  calls: number
  programs: number
  allowed: number
  refusedPrograms: number
  /** The seed that no process has been given yet. */
  next: number
  readonly finds: Set<string>
  readonly refused: Map<string, number>
}

/** What a process may take. */
const MEGABYTES = 1500
const flags = (megabytes: number) => ['--import', import.meta.resolve('tsx'), `--max-old-space-size=${megabytes}`]

/** A process at work: the seed it is at, since when, and where its seeds end. */
interface Work {
  at: number
  begun: number
  /** Did the program at this seed take too long in the process before? */
  isLate: boolean
  readonly end: number
}

/** Tries programs until the plan says that it is enough. */
export async function tryInProcesses(plan: Plan): Promise<Tally> {
  const tally = tallyFrom(plan.first)
  const running = new Set<ChildProcess>()
  await Promise.all(Array.from({ length: Math.max(1, plan.jobs) }, () => job(plan, tally, running)))
  return tally
}

function tallyFrom(next: number): Tally {
  return { calls: 0, programs: 0, allowed: 0, refusedPrograms: 0, next, finds: new Set(), refused: new Map() }
}

/** One process after the other. */
async function job(plan: Plan, tally: Tally, running: Set<ChildProcess>): Promise<void> {
  while (!plan.isOver(tally)) {
    const work: Work = { at: tally.next, begun: 0, isLate: false, end: tally.next + plan.programs * plan.step }
    tally.next = work.end
    while (!plan.isOver(tally) && !(await round(plan, tally, running, work)));
  }
}

/** One process on what is left of its seeds; resolves, when it is gone, to whether they are at their end. */
function round(plan: Plan, tally: Tally, running: Set<ChildProcess>, work: Work): Promise<boolean> {
  const child = fork(fileURLToPath(new URL('worker.ts', import.meta.url)), { execArgv: flags(MEGABYTES) })
  running.add(child)
  work.begun = performance.now()
  const share: Share = {
    seed: work.at,
    step: plan.step,
    programs: (work.end - work.at) / plan.step,
    known: [...tally.finds],
    patient: work.isLate,
  }
  work.isLate = false
  const watch = setInterval(() => {
    // A program may take its limit in each phase of being made small.
    if (plan.isOver(tally)) child.kill()
    else if (performance.now() - work.begun > 240_000) child.kill('SIGKILL')
  }, 1000)
  child.on('message', (message) => {
    if ((message as Message).kind === 'ready') child.send(share)
    else take(plan, tally, work, message as Message)
    if (plan.isOver(tally)) for (const each of running) each.kill()
  })
  return new Promise((resolve) => {
    child.on('exit', (code, signal) => {
      clearInterval(watch)
      running.delete(child)
      if (code !== 0 && signal !== 'SIGTERM') crashed(plan, tally, work.at, signal ?? code)
      if (!work.isLate) work.at += plan.step
      resolve(work.at >= work.end)
    })
  })
}

function take(plan: Plan, tally: Tally, work: Work, message: Message): void {
  switch (message.kind) {
    case 'begin':
      work.at = message.seed
      work.begun = performance.now()
      break
    case 'late':
      work.isLate = true
      break
    case 'done':
      tally.calls += message.calls
      tally.programs++
      tally.allowed += message.allowed
      if (message.refused.length > 0) tally.refusedPrograms++
      for (const reason of new Set(message.refused.map((text) => text.replace(/`[^`]*`/g, '`…`'))))
        tally.refused.set(reason, (tally.refused.get(reason) ?? 0) + 1)
      break
    case 'find':
      // Another process may have found it meanwhile.
      if (tally.finds.has(message.key)) break
      tally.finds.add(message.key)
      plan.print(`\n── found with --seed ${message.seed}\n${message.text}`)
  }
}

function crashed(plan: Plan, tally: Tally, seed: number, how: string | number | null): void {
  const isOurs = !endsAlone(seed)
  if (isOurs) tally.finds.add(`crash at ${seed}`)
  const ended = `\n── the process ended (${how}) with --seed ${seed}`
  if (isOurs) plan.print(ended)
  else plan.note(`${ended}, as it does for the plain JavaScript alone: no find`)
}

/** Does the engine end for the program's plain JavaScript, without anything of ours? In less memory: what compares it takes some too. */
function endsAlone(seed: number): boolean {
  const plain = fileURLToPath(new URL('plain.ts', import.meta.url))
  const { status, signal } = spawnSync(process.execPath, [...flags(MEGABYTES - 500), plain, String(seed)], {
    stdio: 'ignore',
    timeout: 60_000,
  })
  // One that takes too long is ended by us.
  return status !== 0 && signal !== 'SIGTERM'
}
