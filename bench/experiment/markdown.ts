/** The article's table for README.md, between its markers: `npm start -- --readme` puts it there. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { grouped, time } from './print.ts'
import { root } from './project.ts'
import { PHASES, TITLES } from './row.ts'
import { ratioOf, type Summary } from './summary.ts'

const MARKERS = /(<!-- experiment -->\n)[^]*?(<!-- \/experiment -->)/

export function markdownTable(summaries: readonly Summary[]): string {
  const withNumba = summaries.some(({ numba }) => numba)
  const head = ['milliseconds', ...PHASES.map((phase) => TITLES[phase]), 'total', ...(withNumba ? ['Numba', 'ratio'] : [])]
  const numba = (summary: Summary): string[] => {
    const factor = ratioOf(summary)
    if (!withNumba) return []
    return factor === undefined ? ['', ''] : [time(summary.numba!.total), `${factor.toFixed(0)} ×`]
  }
  const rows = grouped(summaries).flatMap(([group, members]) => [
    [`**${group}**`, ...head.slice(1).map(() => '')],
    ...members.map((row) => [row.row.name, ...PHASES.map((phase) => time(row.phases[phase])), time(row.total), ...numba(row)]),
  ])
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map((_, column) => (column === 0 ? '---' : '--:'))), ...rows.map(line)].join('\n')
}

export function updateReadme(summaries: readonly Summary[], facts: string): void {
  const path = join(root, 'README.md')
  const text = readFileSync(path, 'utf8')
  if (!MARKERS.test(text)) throw new Error(`${path} has no <!-- experiment --> … <!-- /experiment -->`)
  writeFileSync(
    path,
    text.replace(MARKERS, (_, begin: string, end: string) => `${begin}\n${markdownTable(summaries)}\n\n${facts}\n\n${end}`),
  )
}
