/** One program after the other, each compared in several ways; what is found is made small. */
import { ALL, type Compared, compareProgram, FAST, type Find, runPlain, type Way } from './compare.ts'
import { hasEnded, limited } from './limited.ts'
import { minimise } from './minimise.ts'
import { type FuzzProgram, programOf } from './program.ts'

export type Message =
  | { readonly kind: 'ready' }
  | { readonly kind: 'begin'; readonly seed: number }
  | { readonly kind: 'late' }
  | { readonly kind: 'done'; readonly calls: number; readonly allowed: number; readonly refused: readonly string[] }
  | { readonly kind: 'find'; readonly seed: number; readonly key: string; readonly text: string }

/** Every so manyth program goes through the interpreter too, and is verified after each pass. */
const THOROUGH = 8
const LIMIT = 10_000
/** A machine that is busy with other things is no hang: the second try, in a process of its own, has far more time. */
const PATIENT_LIMIT = LIMIT * 6
const HANGS = 'does not end'

const NOTHING: Compared = { find: undefined, calls: 0, refused: [], allowed: 0 }

/** Undefined where it took longer than it may; the process is not fit for others then. */
function tryProgram(program: FuzzProgram, ways: readonly Way[], limit: number): Compared | undefined {
  const compared = limited(limit, () => compareProgram(program, ways))
  if (compared) return compared.value
  // Bigints that are squared again and again do not end in JavaScript either.
  return limited(LIMIT / 10, () => runPlain(program)) ? undefined : NOTHING
}

/** The find of a program, tried alone and patiently. */
export function findOf(program: FuzzProgram): Find | undefined {
  const compared = tryProgram(program, ALL, PATIENT_LIMIT)
  return compared ? compared.find : hang(program)
}

function hang(program: FuzzProgram): Find {
  const got = `${PATIENT_LIMIT / 1000} s without one`
  return { way: 'optimised', input: program.inputs[0] ?? '[]', key: HANGS, expected: 'an end', got }
}

/** The smallest program found that fails in the same way. */
export function smallest(program: FuzzProgram, find: Find, milliseconds?: number): FuzzProgram {
  const fails = (candidate: FuzzProgram) => {
    try {
      // What does not end in plain JavaScript says nothing.
      if (find.key === HANGS)
        return limited(500, () => runPlain(candidate)) !== undefined && !limited(1500, () => compareProgram(candidate, [find.way]))
      return limited(1500, () => compareProgram(candidate, [find.way]))?.value.find?.key === find.key
    } catch {
      return false
    }
  }
  return minimise(program, fails, milliseconds ?? (find.key === HANGS ? 60_000 : 20_000))
}

/** As a file of test/programs, and for `npm run minimize`. */
export function asFile(program: FuzzProgram, find: Find): string {
  const about = [`${find.way}; ${find.key}`, `expected: ${find.expected}`, `got:      ${find.got}`]
  const calls = program.inputs.map((input) => {
    const list = /^\[(.*)\]$/s.exec(input)?.[1]
    return `// run: main(${list ?? `...${input}`})`
  })
  if (program.signature !== undefined) calls.unshift(`// signature: main: ${program.signature}`)
  return `${about.map((line) => line.replace(/^/gm, '// ')).join('\n')}\n${program.source.replace(/^function main/m, 'export function main')}\n${calls.join('\n')}\n`
}

/** What a process is asked to try. */
export interface Share {
  readonly seed: number
  readonly step: number
  readonly programs: number
  /** Keys of what was found before. */
  readonly known: readonly string[]
  /** Did the first of these programs take too long in another process? */
  readonly patient: boolean
}

/**
 * Ends early after a find, as making it small has compiled hundreds of modules, which V8 keeps for long; and after a program that took
 * too long, for the process is no longer fit for others.
 */
export async function tryPrograms({ seed: from, step, programs, known, patient }: Share, send: (message: Message) => void): Promise<void> {
  for (let seed = from; seed < from + programs * step; seed += step) {
    send({ kind: 'begin', seed })
    const program = programOf(seed)
    const isPatient = patient && seed === from
    const isThorough = (seed >> 2) % THOROUGH === 0 && !isPatient
    const compared = tryProgram(program, isThorough ? ALL : FAST, isPatient ? PATIENT_LIMIT : LIMIT)
    if (!compared && !isPatient) return send({ kind: 'late' })
    const { find, calls, allowed, refused } = compared ?? { ...NOTHING, find: hang(program) }
    const isNew = find !== undefined && !known.includes(find.key)
    if (isNew) {
      const least = smallest(program, find)
      const again = limited(LIMIT, () => compareProgram(least, [find.way]))?.value.find ?? find
      send({ kind: 'find', seed, key: find.key, text: asFile(least, again) })
    }
    if (compared) send({ kind: 'done', calls, allowed, refused })
    // Messages leave, and what was collected is freed, between programs only.
    await new Promise((resolve) => setImmediate(resolve))
    if (isNew || hasEnded()) return
  }
}
