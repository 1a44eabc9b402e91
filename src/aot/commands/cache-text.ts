/** What `taipan cache` prints of entries: for people, and as data. */
import { optionText } from '../../cache/differences.ts'
import { explanation, type Intact, type Seen } from '../../cache/inspect.ts'
import type { Sized } from '../../cache/prune.ts'
import { titleOf } from '../../cache/words.ts'

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

export function asData({ path, bytes, used, head, damage, signature, milliseconds }: Seen) {
  const name = head && titleOf(head)
  return { name, signature, bytes, used: new Date(used).toISOString(), milliseconds, engine: head?.key.engine, damage, path }
}

export function listText(entries: readonly Seen[]): string {
  if (entries.length === 0) return 'The cache is empty.'
  const rows = entries.map(({ head, bytes, used, signature, milliseconds, damage, path }) => {
    const what = head ? titleOf(head) : '(damaged)'
    return [what, signature, sizeText(bytes), ageText(used), `${milliseconds.toFixed(1)} ms`, damage ?? path]
  })
  const total = entries.reduce((sum, { bytes }) => sum + bytes, 0)
  return `${table([['what', 'types', 'size', 'used', 'saves', 'file'], ...rows])}\n\n${count(entries.length)}, ${sizeText(total)}`
}

function count(entries: number): string {
  return `${entries} ${entries === 1 ? 'entry' : 'entries'}`
}

export function explainText(each: Intact, heads: readonly Intact['head'][]): string {
  const { dependsOn, differs } = explanation(each.head, heads)
  const lines = [
    `${titleOf(each.head)}  ${each.signature}`,
    `  ${each.path}`,
    ...(differs.length > 0 ? [`  is there beside one that was made before because ${differs.join(', ')}`] : []),
    '  depends on',
    ...dependsOn.map((text) => `    ${text}`),
    `    ${each.head.key.engine}, the options ${optionText(each.head.key.options)}, and the build of the compiler`,
  ]
  return lines.join('\n')
}

export function verifyText(entries: number, damaged: readonly Seen[]): string {
  return [...damaged.map(({ path, damage }) => `${path}: ${damage}`), `${count(entries)}, ${damaged.length} damaged`].join('\n')
}

export function removedText(removed: readonly Sized[]): string {
  const bytes = removed.reduce((sum, entry) => sum + entry.bytes, 0)
  return `${count(removed.length)} removed, ${sizeText(bytes)}`
}
