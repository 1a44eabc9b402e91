/** The programs in examples/, run both ways: as plain JavaScript and compiled, each in a fresh process. */
import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const folder = join(root, 'examples')

/** Files that are read by examples, but print nothing themselves: helpers, and what is compiled. */
const HELPERS = /^random\.ts$|\.kernel\.ts$/

/** Paths from examples/. */
export const EXAMPLES: readonly string[] = [
  ...['jit.ts', 'aot.ts'].map((file) => join('ring-buffer', file)),
  ...readdirSync(folder).filter((file) => file.endsWith('.ts') && !HELPERS.test(file)),
]

export interface Outcome {
  readonly text: readonly string[]
  /** Milliseconds of the first run, loading and compiling included, and of one that has warmed up. */
  readonly first: number
  readonly again: number
}

/** `again`: how often it runs once more, to be timed. */
export function runExample(example: string, how: 'plain' | 'compiled', again = 0): Outcome {
  const tsx = join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs')
  const child = fileURLToPath(new URL('child.ts', import.meta.url))
  const { TAIPAN_DISABLE: _, ...environment } = process.env
  const env = { ...environment, TAIPAN_CACHE: 'off', ...(how === 'plain' ? { TAIPAN_DISABLE: '1' } : {}) }
  const output = execFileSync(process.execPath, [tsx, child, join(folder, example), String(again)], { cwd: root, env, encoding: 'utf8' })
  return JSON.parse(output.trim().split('\n').at(-1)!) as Outcome
}
