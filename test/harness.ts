/** Runs a program file in every mode and compares: plain JavaScript, the IR interpreter, WebAssembly; optimised and not. */
import { describe, nameArguments } from './describe.ts'
import type { Mode, ModeOptions } from './modes.ts'
import { type ProgramFile, type Run, readProgram } from './program-file.ts'

type Exports = Readonly<Record<string, unknown>>
type AnyFunction = (...args: never[]) => unknown

/** What one run did, as text, one line per thing seen. */
type Outcome = readonly string[]

const LOGS = ['log', 'info', 'warn', 'error', 'debug'] as const

/** Runs `body` with the console's methods recorded in `seen`. */
function recordingConsole<T>(seen: string[], body: () => T): T {
  const saved = LOGS.map((name) => console[name])
  for (const name of LOGS)
    console[name] = (...args: unknown[]) => void seen.push(`console.${name}(${args.map((arg) => describe(arg)).join(', ')})`)
  try {
    return body()
  } finally {
    LOGS.forEach((name, index) => {
      console[name] = saved[index]!
    })
  }
}

/** Exported typed arrays and arrays are state that a run may change: seen after each call, and put back after each run. */
function exportedArrays(exports: Exports): [string, unknown[]][] {
  return Object.entries(exports).filter(
    ([, value]) => Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView)),
  ) as [string, unknown[]][]
}

function outcome(run: Run, exports: Exports, functionOf: (name: string) => AnyFunction): Outcome {
  const seen: string[] = []
  const state = exportedArrays(exports)
  const saved = state.map(([, array]) => array.slice())
  const $call = (name: string, args: unknown[]): void => {
    const names = nameArguments(args)
    recordingConsole(seen, () => {
      try {
        seen.push(`${name} returned ${describe((functionOf(name) as (...args: unknown[]) => unknown)(...args), names)}`)
      } catch (error) {
        seen.push(`${name} threw ${error instanceof Error ? `${error.constructor.name}: ${error.message}` : describe(error)}`)
      }
    })
    args.forEach((arg, index) => {
      if (typeof arg === 'object' && arg !== null) seen.push(`argument ${index} is now ${describe(arg)}`)
    })
    for (const [exported, array] of state) seen.push(`${exported} is now ${describe(array)}`)
  }
  const names = Object.keys(exports).filter((name) => /^[A-Za-z_$][\w$]*$/.test(name) && name !== 'default')
  try {
    new Function('$call', ...names, run.code)($call, ...names.map((name) => exports[name]))
  } finally {
    state.forEach(([, array], index) => {
      if (Array.isArray(array)) array.length = saved[index]!.length
      saved[index]!.forEach((item, at) => {
        array[at] = item
      })
    })
  }
  return seen
}

/** The part of an outcome that `throws` is about: the class only, the text is for people. */
function thrownClass(seen: Outcome): string | undefined {
  return seen.map((line) => / threw (\w+):/.exec(line)?.[1]).find((name) => name !== undefined)
}

export interface Program {
  readonly file: ProgramFile
  readonly exports: Exports
}

export function loadProgram(text: string, exports: Exports): Program {
  const file = readProgram(text)
  for (const name of [...file.runs.flatMap((run) => run.calls), ...file.signatures.keys(), ...file.wasm.map((one) => one.name)])
    if (typeof exports[name] !== 'function') throw new Error(`a comment line speaks of ${name}, which is not an exported function`)
  return { file, exports }
}

/** The functions that have runs, with their runs; a run belongs to the last function that it calls. */
export function runsByFunction(program: Program): Map<string, Run[]> {
  const map = new Map<string, Run[]>()
  for (const run of program.file.runs) {
    const name = run.calls.at(-1)
    if (name === undefined) throw new Error(`line ${run.line} calls nothing: ${run.text}`)
    map.set(name, [...(map.get(name) ?? []), run])
  }
  return map
}

function shorten(lines: Outcome): string {
  return lines.map((line) => (line.length > 400 ? `${line.slice(0, 400)}…` : line)).join('\n    ')
}

export interface Comparison {
  readonly complaints: readonly string[]
  /** Runs that could be compared: the arguments have the types that the parameters promise. */
  readonly compared: number
}

const BROKEN_PROMISE = / threw (?:TypeError|RangeError): \w+: .* must be |: no signature fits the arguments|as the signature says/

/** Does the same module, made in another way from its types alone, do what the original does? */
export function compareModules({ exports }: Program, runs: readonly Run[], made: Exports): Comparison {
  const complaints: string[] = []
  let compared = 0
  for (const run of runs) {
    // Those throw because of signatures and options in other comment lines.
    if (run.throws !== undefined) continue
    const seen = outcome(run, made, (name) => made[name] as AnyFunction)
    if (seen.some((line) => BROKEN_PROMISE.test(line))) continue
    compared++
    const plain = outcome(run, exports, (name) => exports[name] as AnyFunction)
    if (seen.join('\n') === plain.join('\n')) continue
    complaints.push(`line ${run.line}: ${run.text}\n  plain:\n    ${shorten(plain)}\n  made:\n    ${shorten(seen)}`)
  }
  return { complaints, compared }
}

/** Runs in one mode; the answer is a list of complaints, empty when all is as in plain JavaScript. What is too long for the interpreter is left to WebAssembly. */
export function complaints(program: Program, runs: readonly Run[], mode: Mode): string[] {
  const { exports, file } = program
  const options: ModeOptions = file.options === undefined ? {} : (new Function(`return (${file.options})`)() as ModeOptions)
  const compiled = new Map<string, AnyFunction>()
  const functionOf = (name: string): AnyFunction => {
    const known = compiled.get(name)
    if (known) return known
    const made = mode.prepare(exports[name] as AnyFunction, file.signatures.get(name), options)
    compiled.set(name, made)
    return made
  }
  const found: string[] = []
  for (const run of runs) {
    if (run.throws !== undefined) {
      const seen = mode.name === 'plain' ? undefined : outcome(run, exports, functionOf)
      if (seen && thrownClass(seen) !== run.throws) found.push(`line ${run.line}: ${run.text}\n  ${mode.name}:\n    ${shorten(seen)}`)
      continue
    }
    const plain = outcome(run, exports, (name) => exports[name] as AnyFunction)
    if (mode.name === 'plain') {
      if (run.expected === undefined) continue
      const wanted = ` returned ${describe(new Function(`return (${run.expected})`)())}`
      if (!plain.some((line) => line.endsWith(wanted)))
        found.push(`line ${run.line}: ${run.text}\n  expected${wanted}, plain:\n    ${shorten(plain)}`)
      continue
    }
    const seen = outcome(run, exports, functionOf)
    if (seen.some((line) => line.includes(' threw StepLimitError:'))) continue
    if (seen.join('\n') !== plain.join('\n'))
      found.push(`line ${run.line}: ${run.text}\n  plain:\n    ${shorten(plain)}\n  ${mode.name}:\n    ${shorten(seen)}`)
  }
  return found
}
