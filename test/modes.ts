/** The ways to run a function that must all agree. */
import type { Artifact } from '../src/artifact/artifact.ts'
import type { CompileRequest, Compiler } from '../src/artifact/compile.ts'
import type { Parts } from '../src/artifact/parts.ts'
import { type Recorded, record, replay } from '../src/cache/questions.ts'
import { type CompileHooks, compileWith, inspect } from '../src/compiler.ts'
import { jit, setCompiler } from '../src/index.ts'
import type { Module } from '../src/ir/module.ts'
import { BuildAgain } from '../src/ir/template.ts'
import { verify, verifyModule } from '../src/ir/verify.ts'
import { TypingError } from '../src/report/error.ts'
import { interpretInstead } from './interpreted.ts'
import type { Run } from './program-file.ts'

type AnyFunction = (...args: never[]) => unknown

/** As in the `// options:` line of a program file. */
export interface ModeOptions {
  readonly bounds?: 'exact' | 'throw'
  readonly fastmath?: boolean
}

export interface Mode {
  readonly name: string
  /** The function to call instead of the original. */
  prepare(fn: AnyFunction, signature: string | undefined, options: ModeOptions): AnyFunction
}

/** A compiler whose every pass is verified; `onModule` sees what is about to be emitted. */
function checkedCompiler(level: 0 | 1, onArtifact: (artifact: Artifact, module: Module) => void, outline = false): Compiler {
  return {
    inspect,
    compile: (request) => {
      let last: Module | undefined
      const hooks: CompileHooks = {
        level,
        onTyped: ({ module }) => verifyModule(module),
        onPass: (pass, func, changed) => {
          if (!changed) return
          try {
            verify(func)
          } catch (error) {
            throw new Error(`after ${pass.name}: ${(error as Error).message}`)
          }
        },
        onUnlinked,
        onOptimised: ({ module }) => {
          verifyModule(module)
          last = structuredClone(module)
        },
      }
      const artifact = compileWith({ ...request, options: { ...request.options, outline } }, hooks)
      onArtifact(artifact, last!)
      return artifact
    },
  }
}

function compiledMode(name: string, compiler: Compiler): Mode {
  return {
    name,
    prepare: (fn, signature, options) => {
      setCompiler(() => compiler)
      const kernel = signature === undefined ? jit(fn, options) : jit(signature, fn as never, options)
      return (...args: unknown[]) => {
        setCompiler(() => compiler)
        return (kernel as unknown as (...args: unknown[]) => unknown)(...args)
      }
    },
  }
}

/** What a process has of classes, and whether some of it was put into other code. */
export interface KeptClasses {
  readonly parts: Parts
  /** Names of classes that were linked whole. */
  readonly linked: Set<string>
}

export function keptClasses(): KeptClasses {
  const texts = new Map<string, string>()
  const parts: Parts = {
    takes: ({ kind, id }) => kind === 'class' && !id.startsWith('prelude:'),
    isWorth: () => true,
    find: ({ id }) => texts.get(id),
    keep: ({ id }, text) => void texts.set(id, text),
  }
  return { parts, linked: new Set() }
}

/** It may not fit, or what is wrong may be the program's. */
function onUnlinked(error: unknown): void {
  if (error instanceof BuildAgain || error instanceof TypingError) return
  throw new Error(`what was kept of a class cannot be used: ${error instanceof Error ? error.stack : error}`)
}

/** What a compilation asked, as texts that mean the same in another one. */
function askedIn({ units, questions }: Recorded): Set<string> {
  const texts = (answer: string) => answer.replace(/#(\d+)/g, (_, number) => units[Number(number)]!.text)
  const asked = questions.flatMap(([what, of, name, answer]) =>
    what === 'get' ? [] : `${what} ${units[of]!.text} ${name}: ${texts(answer)}`,
  )
  return new Set([...asked, ...units.map(({ text }) => text)])
}

/** Code with what is kept of classes depends on all that the same code without it depends on, and says so. */
function checkAsked(request: CompileRequest, parts: Parts): void {
  const [linked, plain] = [record(request), record(request)]
  compileWith({ ...linked.request, parts }, {})
  compileWith(plain.request, {})
  const asked = askedIn(linked.recorded())
  const missing = [...askedIn(plain.recorded())].filter((each) => !asked.has(each))
  if (missing.length > 0) throw new Error(`an entry would not say that it depends on ${missing.join('\n')}`)
  if (replay(request, plain.recorded()) && !replay(request, linked.recorded())) throw new Error('an entry would not be found again')
}

/** Everything is compiled twice: the second time with what was kept of classes the first time, and in other code before. */
export function compiledTwice({ parts, linked }: KeptClasses, compiler: Compiler, asked = false): Compiler {
  return {
    inspect,
    compile: (request) => {
      compileWith({ ...request, parts }, { onUnlinked })
      if (asked) checkAsked(request, parts)
      const artifact = compiler.compile({ ...request, parts })
      for (const unit of artifact.units) if (unit.linked) linked.add(unit.name)
      return artifact
    },
  }
}

export function linkedModes(kept: KeptClasses): readonly Mode[] {
  return [
    compiledMode('interpreter, linked', compiledTwice(kept, checkedCompiler(1, interpretInstead))),
    compiledMode('WebAssembly, linked, not optimised', compiledTwice(kept, checkedCompiler(0, keep))),
    compiledMode('WebAssembly, linked', compiledTwice(kept, checkedCompiler(1, keep), true)),
  ]
}

/** Every module that the tests have emitted, for a second opinion. */
export const emitted: Uint8Array[] = []

const keep = (artifact: Artifact) => void emitted.push(artifact.wasm)

export const MODES: readonly Mode[] = [
  { name: 'plain', prepare: (fn) => fn },
  compiledMode('interpreter, not optimised', checkedCompiler(0, interpretInstead)),
  compiledMode('interpreter', checkedCompiler(1, interpretInstead)),
  compiledMode('WebAssembly, not optimised', checkedCompiler(0, keep)),
  compiledMode('WebAssembly', checkedCompiler(1, keep)),
  compiledMode('WebAssembly, loops in pieces', checkedCompiler(1, keep, true)),
]

/** The text of a function's optimised module, compiled for the arguments of a run. */
export function watOf(exports: Readonly<Record<string, unknown>>, name: string, run: Run): string {
  setCompiler(() => checkedCompiler(1, keep))
  const kernel = jit(exports[name] as AnyFunction)
  const $call = (_: string, args: unknown[]) => (kernel as unknown as (...args: unknown[]) => unknown)(...args)
  new Function('$call', run.code)($call)
  return kernel.inspect().wat
}
