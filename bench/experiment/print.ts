/** The tables on the terminal. */
import { styleText } from 'node:util'
import { ratio, table } from '../table.ts'
import { PHASES, TITLES } from './row.ts'
import { ratioOf, type Summary } from './summary.ts'

/** Milliseconds with as many places as mean anything. */
export function time(value: number): string {
  return value < 10 ? value.toFixed(2) : value.toFixed(1)
}

/** A compile time, or nothing where nothing was compiled. */
export function compiled(value: number | undefined): string {
  return value === undefined ? '–' : time(value)
}

/** Rows under the name of their group. */
export function grouped(summaries: readonly Summary[]): [string, Summary[]][] {
  const groups = new Map<string, Summary[]>()
  for (const summary of summaries) groups.set(summary.row.group, [...(groups.get(summary.row.group) ?? []), summary])
  return [...groups]
}

const HEAD = ['milliseconds', ...PHASES.map((phase) => TITLES[phase]), 'total', 'middle half', 'class', 'function']

function cells(summary: Summary): string[] {
  const { phases, total, spread, compile } = summary
  return [
    ...PHASES.map((phase) => time(phases[phase])),
    time(total),
    `${time(spread[0])}–${time(spread[1])}`,
    compiled(compile?.class),
    compiled(compile?.function),
  ]
}

/** The article's table. The last two columns are compile time, of what the total holds. */
export function phaseTable(summaries: readonly Summary[]): string {
  const withNumba = summaries.some(({ numba }) => numba)
  const head = withNumba ? [...HEAD, 'Numba', 'ratio'] : HEAD
  const numba = (summary: Summary): string[] => {
    const factor = ratioOf(summary)
    if (!withNumba) return []
    return factor === undefined ? ['–', '–'] : [time(summary.numba!.total), ratio(factor)]
  }
  const lines = grouped(summaries).flatMap(([group, rows]) => [
    [group, ...Array.from({ length: head.length - 1 }, () => '')],
    ...rows.map((summary) => [`  ${summary.row.name}`, ...cells(summary), ...numba(summary)]),
  ])
  return table(head, lines)
}

const ORIGINS = { compiled: 'compiled here', cache: 'from the cache', aot: 'ahead of time' } as const

/** Which piece of code came from where, as each program's statistics told. */
export function origins({ evidence }: Summary): string {
  if (evidence.length === 0) return 'runs as plain JavaScript'
  const parts = evidence.map(({ name, kind, origin }) => `${kind === 'class' ? 'class ' : ''}${name} ${ORIGINS[origin]}`)
  return [...new Set(parts)].join(', ')
}

export function evidenceTable(summaries: readonly Summary[]): string {
  const lines = grouped(summaries).flatMap(([group, rows]) => [[group, ''], ...rows.map((row) => [`  ${row.row.name}`, origins(row)])])
  const width = Math.max(...lines.map(([name]) => name!.length))
  return [
    styleText('bold', 'where the code came from, as its statistics tell'),
    ...lines.map(([n, o]) => `${n!.padEnd(width)}  ${o}`),
  ].join('\n')
}
