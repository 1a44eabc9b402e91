/** One program in several ways: what V8 makes of it, and what ours make of it, compared to the last bit. */
import type { Artifact } from '../../src/artifact/artifact.ts'
import type { Compiler } from '../../src/artifact/compile.ts'
import { compileWith, inspect } from '../../src/compiler.ts'
import { jit, setCompiler, TypingError } from '../../src/index.ts'
import type { Module } from '../../src/ir/module.ts'
import { verify, verifyModule } from '../../src/ir/verify.ts'
import { describe, nameArguments } from '../describe.ts'
import { interpretInstead } from '../interpreted.ts'
import { compiledTwice, keptClasses } from '../modes.ts'
import { watchErrors } from './contract.ts'
import type { FuzzProgram } from './program.ts'
import { compileThinned } from './thinned.ts'

export type Way = 'optimised' | 'not optimised' | 'linked' | 'verified' | 'interpreted' | 'interpreted, not optimised'
export const FAST: readonly Way[] = ['optimised', 'not optimised', 'linked']
export const ALL: readonly Way[] = ['optimised', 'not optimised', 'linked', 'verified', 'interpreted', 'interpreted, not optimised']

export interface Find {
  readonly way: Way
  readonly input: string
  /** What kind of find: two with the same key are likely one bug. */
  readonly key: string
  readonly expected: string
  readonly got: string
}

export interface Compared {
  readonly find: Find | undefined
  /** Calls compared, by each way. */
  readonly calls: number
  /** Codes and messages of what was refused. */
  readonly refused: readonly string[]
  /** Calls where ours threw as the contract allows. */
  readonly allowed: number
}

type AnyFunction = (...args: unknown[]) => unknown

function compilerFor(way: Way): Compiler {
  if (way === 'linked') {
    const kept = keptClasses()
    const twice = compiledTwice(kept, {
      inspect,
      compile: (request) => compileWith(request, { onTyped: ({ module }) => verifyModule(module) }),
    })
    return {
      inspect,
      compile: (request) => {
        compileThinned({ ...request, parts: kept.parts })
        return twice.compile(request)
      },
    }
  }
  if (way === 'optimised' || way === 'not optimised') {
    return { inspect, compile: (request) => compileWith(request, { level: way === 'optimised' ? 1 : 0 }) }
  }
  return {
    inspect,
    compile: (request) => {
      let last: Module | undefined
      const artifact: Artifact = compileWith(request, {
        level: way === 'interpreted, not optimised' ? 0 : 1,
        onTyped: ({ module }) => verifyModule(module),
        onPass: (pass, func, changed) => {
          if (!changed) return
          try {
            verify(func)
          } catch (error) {
            throw new Error(`after ${pass.name}: ${(error as Error).message}`)
          }
        },
        onOptimised: ({ module }) => {
          verifyModule(module)
          last = structuredClone(module)
        },
      })
      if (way !== 'verified') interpretInstead(artifact, last!)
      return artifact
    },
  }
}

/** What a call returned or threw, and what its arguments are now. */
interface Outcome {
  readonly text: string
  readonly after: string
  readonly error: unknown
}

function outcome(fn: AnyFunction, input: string): Outcome {
  const args = new Function(`return ${input}`)() as unknown[]
  const names = nameArguments(args)
  let text: string
  let error: unknown
  try {
    text = `returned ${describe(fn(...args), names)}`
  } catch (thrown) {
    error = thrown
    text = thrown instanceof Error ? plainWords(`threw ${thrown.constructor.name}: ${thrown.message}`) : `threw ${String(thrown)}`
  }
  return { text, after: args.map((arg) => describe(arg)).join('; '), error }
}

/** V8 quotes the source text of what is destructured or gone over; ours names the property, as for every other access. */
function plainWords(text: string): string {
  const destructured = /^threw TypeError: Cannot destructure property '([^']*)' of '.*' as it is (undefined|null)\.$/s
  const iterated = /^threw TypeError: .* is not iterable( \(cannot read property .*\))?$/s
  return text
    .replace(destructured, "threw TypeError: Cannot read properties of $2 (reading '$1')")
    .replace(iterated, 'threw TypeError: it is not iterable')
}

/** The shape of a difference, without the values in it. */
function keyOf(way: Way, expected: Outcome, got: Outcome): string {
  if (got.error instanceof TypingError) {
    const cause = (got.error as { cause?: unknown }).cause
    const lines = cause instanceof Error ? (cause.stack ?? '').split('\n') : []
    const stack = lines
      .filter((line) => /^ +at /.test(line))
      .slice(0, 2)
      .join(' ')
      .replace(/:\d+\)?/g, '')
    return `our bug: ${got.text.replace(/\d+/g, '#').slice(0, 300)} ${stack}`
  }
  const kind = (text: string) => text.replace(/^(returned|threw \w+).*$/s, '$1')
  const messages = got.error && !expected.error ? got.text.replace(/-?\d[\d.e+]*/g, '#') : ''
  return `${way}: ${kind(expected.text)} / ${kind(got.text)} ${messages}${expected.text === got.text ? ' (arguments)' : ''}`
}

/** Messages of the run time for what the contract leaves out of its promise. */
function isLimit(error: unknown): boolean {
  return error instanceof Error && /^Maximum call stack size|^out of memory|steps|too long|runs longer than allowed$/.test(error.message)
}

const functionOf = (program: FuzzProgram) => new Function(`${program.source}\nreturn main`)() as AnyFunction

export function runPlain(program: FuzzProgram): readonly Outcome[] {
  const plain = functionOf(program)
  return program.inputs.map((input) => outcome(plain, input))
}

/** With a signature the compiler runs at once; what it throws belongs to the first call here. */
function declaredKernel(program: FuzzProgram, signature: string): AnyFunction {
  try {
    return jit(signature, functionOf(program) as never) as unknown as AnyFunction
  } catch (error) {
    return () => {
      throw error
    }
  }
}

export function compareProgram(program: FuzzProgram, ways: readonly Way[]): Compared {
  const refused: string[] = []
  let calls = 0
  let allowed = 0
  const done = (find?: Find): Compared => ({ find, calls, refused, allowed })
  const expected = runPlain(program)
  // What a call did before it met a limit, or where a `catch` went on then, may be in static fields for the calls that come.
  const keepsState = /\bstatic\b/.test(program.source)
  for (const way of ways) {
    if (way === 'linked' && !/\bclass /.test(program.source)) continue
    const compiler = compilerFor(way)
    setCompiler(() => compiler)
    const kernel = (program.signature === undefined
      ? jit(functionOf(program))
      : declaredKernel(program, program.signature)) as unknown as AnyFunction
    for (const [at, input] of program.inputs.entries()) {
      const wanted = expected[at]!
      if (isLimit(wanted.error)) {
        if (keepsState) break
        continue
      }
      const { value: got, contract } = watchErrors(() => outcome(kernel, input))
      calls++
      if (got.error instanceof TypingError && got.error.kind !== 'our bug') {
        refused.push(`${got.error.code}: ${got.error.message.split('\n')[0]}`)
        break
      }
      if (contract) allowed++
      if (contract || isLimit(got.error)) {
        if (keepsState) break
        continue
      }
      if (got.text !== wanted.text || got.after !== wanted.after) {
        const whole = ({ text, after }: Outcome) => `${text}\n  arguments after: ${after}`
        return done({ way, input, key: keyOf(way, wanted, got), expected: whole(wanted), got: whole(got) })
      }
    }
  }
  return done()
}
