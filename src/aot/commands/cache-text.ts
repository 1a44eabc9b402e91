/** What `taipan cache` prints of entries: for people, and as data. */
import { optionText } from '../../cache/differences.ts'
import { dependenciesOf, differencesOf, type Seen } from '../../cache/inspect.ts'
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

/** What an entry is of: the function, or the class. */
function nameOf({ parts: [part], isClass }: Seen): string | undefined {
  return part && (isClass ? part.head.key.name : titleOf(part.head))
}

function typesOf({ parts, isClass }: Seen): string {
  if (!isClass) return parts[0]?.signature ?? ''
  return parts.length === 1 ? '1 member' : `${parts.length} members`
}

function saved({ parts }: Seen): number {
  return parts.reduce((sum, { milliseconds }) => sum + milliseconds, 0)
}

export function asData(seen: Seen) {
  const { path, bytes, used, parts, isClass, damage } = seen
  const members = isClass ? parts.map(({ head, signature, milliseconds }) => ({ name: titleOf(head), signature, milliseconds })) : undefined
  return {
    name: nameOf(seen),
    signature: isClass ? undefined : typesOf(seen),
    members,
    bytes,
    used: new Date(used).toISOString(),
    milliseconds: saved(seen),
    engine: parts[0]?.head.key.engine,
    damage,
    path,
  }
}

export function explainData(seen: Seen, all: readonly Seen[]) {
  return { ...asData(seen), key: seen.parts[0]!.head.key, dependsOn: dependenciesOf(seen), differs: differencesOf(seen, all) }
}

export function listText(entries: readonly Seen[]): string {
  if (entries.length === 0) return 'The cache is empty.'
  const rows = entries.map((each) => {
    const { bytes, used, damage, path } = each
    return [nameOf(each) ?? '(damaged)', typesOf(each), sizeText(bytes), ageText(used), `${saved(each).toFixed(1)} ms`, damage ?? path]
  })
  const total = entries.reduce((sum, { bytes }) => sum + bytes, 0)
  return `${table([['what', 'types', 'size', 'used', 'saves', 'file'], ...rows])}\n\n${count(entries.length)}, ${sizeText(total)}`
}

function count(entries: number): string {
  return `${entries} ${entries === 1 ? 'entry' : 'entries'}`
}

export function explainText(each: Seen, all: readonly Seen[]): string {
  const { key } = each.parts[0]!.head
  const differs = differencesOf(each, all)
  const lines = [
    `${nameOf(each)}  ${typesOf(each)}`,
    `  ${each.path}`,
    ...(each.isClass ? membersText(each) : []),
    ...(differs.length > 0 ? [`  is there beside one that was made before because ${differs.join(', ')}`] : []),
    '  depends on',
    ...dependenciesOf(each).map((text) => `    ${text}`),
    `    ${key.engine}, the options ${optionText(key.options)}, and the build of the compiler`,
  ]
  return lines.join('\n')
}

function membersText({ parts }: Seen): string[] {
  const rows = parts.map(({ head, signature, milliseconds }) => [titleOf(head), signature, `${milliseconds.toFixed(1)} ms`])
  return [
    '  holds',
    ...table(rows)
      .split('\n')
      .map((row) => `    ${row}`),
  ]
}

export function verifyText(entries: number, damaged: readonly Seen[]): string {
  return [...damaged.map(({ path, damage }) => `${path}: ${damage}`), `${count(entries)}, ${damaged.length} damaged`].join('\n')
}

export function removedText(removed: readonly Sized[]): string {
  const bytes = removed.reduce((sum, entry) => sum + entry.bytes, 0)
  return `${count(removed.length)} removed, ${sizeText(bytes)}`
}
