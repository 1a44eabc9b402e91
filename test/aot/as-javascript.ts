/** Files in memory, built ahead of time and as plain JavaScript: every call gives the same. */
import ts from 'typescript'
import { expect } from 'vitest'
import { describe } from '../describe.ts'
import { type Exports, loadCompiled, type Texts } from './load.ts'

export interface Case {
  readonly name: string
  /** By file name; the first is the one that is built. */
  readonly files: Texts
  /** Expressions of `m`, the exports. */
  readonly calls: readonly string[]
}

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.CommonJS,
  useDefineForClassFields: true,
  esModuleInterop: true,
}

/** The files as plain JavaScript, as `require` would load them. */
function plain(files: Texts): Exports {
  const [entry] = Object.keys(files)
  const loaded = new Map<string, Exports>()
  const load = (name: string): Exports => {
    if (name.startsWith('taipan')) return { jit: plainOf, jitclass: plainOf }
    const path = `${name.replace(/^\.\//, '').replace(/\.[jt]s$/, '')}.ts`
    const known = loaded.get(path)
    if (known) return known
    const exports = {}
    loaded.set(path, exports)
    const { outputText } = ts.transpileModule(files[path]!, { compilerOptions: OPTIONS })
    new Function('require', 'exports', outputText)(load, exports)
    return exports
  }
  return load(entry!)
}

/** What `jit` and `jitclass` are without a compiler. */
function plainOf(...given: unknown[]): unknown {
  return given.find((each) => typeof each === 'function') ?? ((decorated: unknown) => decorated)
}

function outcome(m: Exports, call: string): string {
  try {
    return describe(new Function('m', 'try_', `return (${call})`)(m, tried))
  } catch (error) {
    return String(error)
  }
}

/** That something throws; the words are the engine's. */
function tried(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    return (error as Error).name
  }
}

export function check({ files, calls }: Case): void {
  const [entry] = Object.keys(files)
  const paths = Object.fromEntries(Object.entries(files).map(([name, text]) => [`src/${name}`, text]))
  const made = loadCompiled(`src/${entry}`, paths)
  const source = plain(files)
  expect(calls.map((call) => `${call} → ${outcome(made, call)}`)).toEqual(calls.map((call) => `${call} → ${outcome(source, call)}`))
}
