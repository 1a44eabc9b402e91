/** `taipan cache ls | explain | verify | prune | clear | path`: look at what is kept, and remove it. */
import * as fs from 'node:fs'
import { resolve } from 'node:path'
import { defineCommand } from 'citty'
import { clear, entriesOf, seenEntries } from '../../cache/inspect.ts'
import { placeOfProject } from '../../cache/place.ts'
import { prune, type Sized } from '../../cache/prune.ts'
import { asData, explainData, explainText, listText, removedText, verifyText } from './cache-text.ts'

const COMMON = {
  dir: { type: 'string', description: 'The cache (default: the one of the project in the current directory)' },
  json: { type: 'boolean', description: 'Print JSON' },
} as const

interface Common {
  readonly dir?: string | undefined
  readonly json?: boolean | undefined
}

/** A program finds the project by its script; here it is the one around the current directory. */
function rootOf({ dir }: Common): string {
  const root = dir === undefined ? placeOfProject() : resolve(dir)
  if (root === undefined) throw new Error('there is no place for a cache: set TAIPAN_CACHE_DIR')
  return root
}

function print({ json }: Common, value: unknown, text: () => string): void {
  console.log(json ? JSON.stringify(value, null, 2) : text())
}

/** What is wrong with what the user asked for is one sentence, without a stack. */
function run(work: () => void): void {
  try {
    work()
  } catch (error) {
    console.error(`taipan: ${error instanceof Error ? error.message : String(error)}`)
    process.exitCode = 1
  }
}

const ls = defineCommand({
  meta: { name: 'ls', description: 'List what is kept' },
  args: COMMON,
  run: ({ args }) =>
    run(() => {
      const entries = seenEntries(fs, rootOf(args))
      print(args, entries.map(asData), () => listText(entries))
    }),
})

const explain = defineCommand({
  meta: { name: 'explain', description: 'Say what the entries of a function or class depend on, and how they differ' },
  args: {
    name: { type: 'positional', description: 'The function or class, or a part of the source of one without a name', required: true },
    ...COMMON,
  },
  run: ({ args }) =>
    run(() => {
      const seen = seenEntries(fs, rootOf(args))
      const found = entriesOf(seen, args.name)
      const facts = found.map((each) => explainData(each, seen))
      if (found.length === 0) process.exitCode = 1
      print(args, facts, () =>
        found.length === 0 ? `Nothing is kept for ${args.name}.` : found.map((each) => explainText(each, seen)).join('\n\n'),
      )
    }),
})

const verify = defineCommand({
  meta: { name: 'verify', description: 'Read every entry and check it' },
  args: COMMON,
  run: ({ args }) =>
    run(() => {
      const entries = seenEntries(fs, rootOf(args))
      const damaged = entries.filter(({ damage }) => damage !== undefined)
      if (damaged.length > 0) process.exitCode = 1
      print(args, { entries: entries.length, damaged: damaged.map(asData) }, () => verifyText(entries.length, damaged))
    }),
})

function printRemoved(args: Common, removed: readonly Sized[]): void {
  const bytes = removed.reduce((sum, entry) => sum + entry.bytes, 0)
  print(args, { removed: removed.map(({ path }) => path), bytes }, () => removedText(removed))
}

/** `200MB`, `30d` → bytes, milliseconds. */
function amount(text: string, units: Readonly<Record<string, number>>, example: string): number {
  const found = /^(\d+(?:\.\d+)?)\s*([a-z]+)$/i.exec(text)
  const unit = found && units[found[2]!.toLowerCase()]
  if (!found || !unit) throw new Error(`${text} cannot be read: write ${example}`)
  return Number(found[1]) * unit
}

const SIZES = { b: 1, kb: 2 ** 10, mb: 2 ** 20, gb: 2 ** 30 }
const AGES = { m: 60_000, h: 3_600_000, d: 86_400_000 }

const pruneCommand = defineCommand({
  meta: { name: 'prune', description: 'Remove what was not used for longest' },
  args: {
    'max-size': { type: 'string', description: 'Keep at most so much, e.g. 200MB' },
    'max-age': { type: 'string', description: 'Keep only what was used since, e.g. 30d' },
    ...COMMON,
  },
  run: ({ args }) =>
    run(() => {
      const size = args['max-size']
      const age = args['max-age']
      if (size === undefined && age === undefined) throw new Error('say how much to keep: --max-size 200MB, --max-age 30d')
      printRemoved(
        args,
        prune(fs, rootOf(args), {
          ...(size === undefined ? {} : { maxBytes: amount(size, SIZES, '--max-size 200MB') }),
          ...(age === undefined ? {} : { maxAgeMs: amount(age, AGES, '--max-age 30d') }),
        }),
      )
    }),
})

const clearCommand = defineCommand({
  meta: { name: 'clear', description: 'Remove everything that is kept' },
  args: COMMON,
  run: ({ args }) => run(() => printRemoved(args, clear(fs, rootOf(args)))),
})

const path = defineCommand({
  meta: { name: 'path', description: 'Print where the cache is' },
  args: COMMON,
  run: ({ args }) =>
    run(() => {
      const root = rootOf(args)
      print(args, { path: root }, () => root)
    }),
})

export const cache = defineCommand({
  meta: { name: 'cache', description: 'Look at what is kept on disk, and remove it' },
  subCommands: { ls, explain, verify, prune: pruneCommand, clear: clearCommand, path },
})
