/**
 * Runs a part of the library from V8's own code for it. V8 needs 44 ms to read the text of the compiler, and most of a cached
 * start for the rest; what it made of both is kept beside them, for the next process.
 */
import type * as fs from 'node:fs'
import type * as vm from 'node:vm'
import { switches } from '../base/debug.ts'
import { once } from '../base/once.ts'
import { PHASE, phasesSeen } from '../base/phases.ts'
import { asOutside } from './baseline.ts'
import { preparedPath, readPrepared, writePrepared } from './file.ts'

/** What a text is: a function of the modules of Node, of the URL that the text has, and of other parts, which gives the exports. */
type Body = (require: (name: string) => unknown, url: string, open: (name: string) => object) => object

/** Long enough for a program to do what it does first. */
const KEEP_AFTER_MS = 1_500
/** What running a part to its full can tell V8 about it. */
const OF_INTEREST: Readonly<Record<string, number>> = {
  index: PHASE.loaded,
  late: PHASE.compiled,
  compiler: PHASE.compiled,
  'compiler-late': PHASE.compiled,
  runtime: PHASE.opened | PHASE.sealed,
  'runtime-late': PHASE.opened | PHASE.sealed,
}

/**
 * The exports of `name.cjs` in a folder. Throws what reading that file throws.
 *
 * @param folder URL of the folder, with a slash at its end.
 */
export function openPart(name: string, folder: string): object {
  const disk = process.getBuiltinModule('node:fs')
  const { Script } = process.getBuiltinModule('node:vm')
  const path = pathOf(folder)
  const place = preparedPath(path, name)
  const prepared = readPrepared(disk, place)
  const text = prepared?.text ?? disk.readFileSync(`${path}/${name}.cjs`, 'latin1')
  const script = asOutside(() => new Script(text, { filename: `${path}/${name}.cjs`, ...(prepared && { cachedData: prepared.code }) }))
  const body = script.runInThisContext() as Body
  const exports = body(
    (wanted) => process.getBuiltinModule(wanted),
    `${folder}${name}.cjs`,
    (other) => openPart(other, folder),
  )
  if (switches().log.has('start'))
    console.error(
      `taipan: start: ${name} ${prepared ? (script.cachedDataRejected ? 'read: V8 refuses its code' : "from V8's code") : 'read'}`,
    )
  const known = prepared && !script.cachedDataRejected ? prepared.phases : undefined
  if (known === undefined || (known & OF_INTEREST[name]!) !== OF_INTEREST[name])
    keepLater(disk, { script, text, place, name, known, rejected: script.cachedDataRejected === true })
  return exports
}

function pathOf(folder: string): string {
  return process.getBuiltinModule('node:url').fileURLToPath(folder).slice(0, -1)
}

interface Running {
  readonly script: vm.Script
  readonly text: string
  readonly place: string
  readonly name: string
  /** The phases of the file that was there and that V8 took. */
  readonly known: number | undefined
  /** There is a file, made with other flags of V8. */
  readonly rejected: boolean
}

function keepLater(disk: typeof fs, running: Running): void {
  if (switches().cache !== 'on' || (running.rejected && !isPlain())) return
  const keep = once(() => {
    try {
      keepNow(disk, running)
    } catch {
      // A folder that cannot be written to: the next start reads the text again.
    }
  })
  process.once('exit', keep)
  setTimeout(keep, KEEP_AFTER_MS).unref()
}

function keepNow(disk: typeof fs, { script, text, place, name, known = 0 }: Running): void {
  const phases = (phasesSeen() & OF_INTEREST[name]!) | known
  if (phases !== known) writePrepared(disk, place, { text, code: script.createCachedData(), phases })
}

/** Without flags of its own: what most processes are, and so whose code is worth keeping. */
function isPlain(): boolean {
  return process.execArgv.length === 0 && !process.env['NODE_OPTIONS']
}
