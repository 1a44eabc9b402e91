/** `taipan cache ls | explain | verify | prune | clear | path`: look at what is kept, and remove it. */
import * as fs from 'node:fs'
import { resolve } from 'node:path'
import { defineCommand } from 'citty'
import { clear, explanation, type Seen, seenEntries, titleOf } from '../../cache/inspect.ts'
import { placeOfProject } from '../../cache/place.ts'
import { prune, type Sized } from '../../cache/prune.ts'

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

const UNITS: readonly (readonly [string, number])[] = [
  ['GB', 2 ** 30],
  ['MB', 2 ** 20],
  ['kB', 2 ** 10],
]

function sizeText(bytes: number): string {
  const unit = UNITS.find(([, size]) => bytes >= size)
  return unit ? `${(bytes / unit[1]).toFixed(1)} ${unit[0]}` : `${bytes} B`
}

function ageText(time: number): string {
  const minutes = Math.max(0, Math.round((Date.now() - time) / 60_000))
  if (minutes < 120) return `${minutes} min`
  return minutes < 48 * 60 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1440)} d`
}

/** Columns as wide as their widest cell. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function asData({ path, bytes, used, head, damage, milliseconds }: Seen) {
  const name = head && titleOf(head)
  return {
    name,
    signature: head?.key.signature,
    bytes,
    used: new Date(used).toISOString(),
    milliseconds,
    engine: head?.key.engine,
    damage,
    path,
  }
}

function listText(entries: readonly Seen[]): string {
  if (entries.length === 0) return 'The cache is empty.'
  const rows = entries.map(({ head, bytes, used, milliseconds, damage, path }) => {
    const what = head ? titleOf(head) : '(damaged)'
    return [what, sizeText(bytes), ageText(used), `${milliseconds.toFixed(1)} ms`, damage ?? path]
  })
  const total = entries.reduce((sum, { bytes }) => sum + bytes, 0)
  return `${table([['what', 'size', 'used', 'saves', 'file'], ...rows])}\n\n${entries.length} entries, ${sizeText(total)}`
}

const ls = defineCommand({
  meta: { name: 'ls', description: 'List what is kept' },
  args: COMMON,
  run: ({ args }) => {
    const entries = seenEntries(fs, rootOf(args))
    print(args, entries.map(asData), () => listText(entries))
  },
})

const explain = defineCommand({
  meta: { name: 'explain', description: 'Say what the entries of a function or class depend on, and how they differ' },
  args: { name: { type: 'positional', description: 'The function or class', required: true }, ...COMMON },
  run: ({ args }) => {
    const all = seenEntries(fs, rootOf(args)).flatMap(({ head, path }) => (head ? [{ head, path }] : []))
    const named = all.filter(({ head }) => head.key.name === args.name)
    const heads = all.map(({ head }) => head)
    const found = named.map(({ head, path }) => ({ name: titleOf(head), path, key: head.key, ...explanation(head, heads) }))
    if (found.length === 0) process.exitCode = 1
    print(args, found, () =>
      found.length === 0
        ? `Nothing is kept for ${args.name}.`
        : found
            .map(({ name, path, dependsOn, differs }) => {
              const because = differs.length > 0 ? `\n  beside the most similar one because ${differs.join(', ')}` : ''
              return `${name}: ${path}${because}\n${dependsOn.map((each) => `  depends on ${each}`).join('\n')}`
            })
            .join('\n'),
    )
  },
})

const verify = defineCommand({
  meta: { name: 'verify', description: 'Read every entry and check it' },
  args: COMMON,
  run: ({ args }) => {
    const entries = seenEntries(fs, rootOf(args))
    const damaged = entries.filter(({ damage }) => damage !== undefined)
    if (damaged.length > 0) process.exitCode = 1
    print(args, { entries: entries.length, damaged: damaged.map(asData) }, () =>
      [...damaged.map(({ path, damage }) => `${path}: ${damage}`), `${entries.length} entries, ${damaged.length} damaged`].join('\n'),
    )
  },
})

function printRemoved(args: Common, removed: readonly Sized[]): void {
  const bytes = removed.reduce((sum, entry) => sum + entry.bytes, 0)
  print(args, { removed: removed.map(({ path }) => path), bytes }, () => `${removed.length} entries removed, ${sizeText(bytes)}`)
}

/** `200MB`, `30d` → bytes, milliseconds. */
function amount(text: string, units: Readonly<Record<string, number>>, example: string): number {
  const found = /^(\d+(?:\.\d+)?)\s*([a-z]+)$/i.exec(text)
  const unit = found && units[found[2]!.toLowerCase()]
  if (!found || unit === undefined || unit === null) throw new Error(`${text} cannot be read: write ${example}`)
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
  run: ({ args }) => {
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
  },
})

const clearCommand = defineCommand({
  meta: { name: 'clear', description: 'Remove everything that is kept' },
  args: COMMON,
  run: ({ args }) => printRemoved(args, clear(fs, rootOf(args))),
})

const path = defineCommand({
  meta: { name: 'path', description: 'Print where the cache is' },
  args: COMMON,
  run: ({ args }) => {
    const root = rootOf(args)
    print(args, { path: root }, () => root)
  },
})

export const cache = defineCommand({
  meta: { name: 'cache', description: 'Look at what is kept on disk, and remove it' },
  subCommands: { ls, explain, verify, prune: pruneCommand, clear: clearCommand, path },
})
