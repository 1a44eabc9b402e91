/** The report as one page that needs nothing else: tables as HTML, charts drawn by uPlot, which is put into it. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'
import { ratio } from '../table.ts'
import type { Bar } from './bars.ts'
import type { ChartData } from './charts.ts'
import { compiled, grouped, origins, time } from './print.ts'
import { PHASES, TITLES } from './row.ts'
import { ratioOf, type Summary } from './summary.ts'

export interface Facts {
  readonly machine: string
  readonly numba: string
  readonly runs: number
  readonly seconds: number
}

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url))

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

function script(): string {
  const { outputFiles } = buildSync({
    entryPoints: [here('charts.ts')],
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2020',
    write: false,
    logLevel: 'warning',
  })
  return outputFiles[0]!.text.replaceAll('</script', '<\\/script')
}

/** Charts get their numbers, and nothing else, from here. */
function chartData(summaries: readonly Summary[]): ChartData {
  return {
    phases: PHASES.map((phase) => TITLES[phase]),
    rows: summaries.map((summary) => ({
      group: summary.row.group,
      name: summary.row.name,
      phases: PHASES.map((phase) => summary.phases[phase]),
      totals: [...summary.totals],
      ...(summary.numba === undefined ? {} : { numba: summary.numba.total }),
    })),
  }
}

function tableOf(head: readonly string[], groups: readonly (readonly [string, readonly (readonly string[])[]])[]): string {
  const body = groups.map(([group, rows]) => {
    const lines = rows.map(
      ([name, ...cells]) => `<tr><th scope="row">${escape(name!)}</th>${cells.map((cell) => `<td>${escape(cell)}</td>`).join('')}</tr>`,
    )
    return `<tbody><tr><th class="group" colspan="${head.length}"><span>${escape(group)}</span></th></tr>${lines.join('')}</tbody>`
  })
  return `<div class="wide"><table><thead><tr>${head.map((title) => `<th scope="col">${escape(title)}</th>`).join('')}</tr></thead>${body.join('')}</table></div>`
}

function phases(summaries: readonly Summary[]): string {
  const withNumba = summaries.some(({ numba }) => numba)
  const head = [
    'milliseconds',
    ...PHASES.map((phase) => TITLES[phase]),
    'total',
    'middle half',
    'compiling the class',
    'compiling the function',
  ]
  const numba = (summary: Summary): string[] => {
    const factor = ratioOf(summary)
    if (!withNumba) return []
    return factor === undefined ? ['–', '–'] : [time(summary.numba!.total), ratio(factor)]
  }
  const cells = (summary: Summary): string[] => [
    summary.row.name,
    ...PHASES.map((phase) => time(summary.phases[phase])),
    time(summary.total),
    `${time(summary.spread[0])}–${time(summary.spread[1])}`,
    compiled(summary.compile?.class),
    compiled(summary.compile?.function),
    ...numba(summary),
  ]
  const groups = grouped(summaries).map(([group, rows]) => [group, rows.map(cells)] as const)
  return tableOf(withNumba ? [...head, 'Numba', 'ratio'] : head, groups)
}

function evidence(summaries: readonly Summary[]): string {
  const groups = grouped(summaries).map(([group, rows]) => [group, rows.map((row) => [row.row.name, origins(row)])] as const)
  return tableOf(['row', 'where the code came from'], groups)
}

function aims(bars: readonly Bar[]): string {
  if (bars.length === 0) return ''
  const lines = bars.map(
    ({ text, value, reached }) => `<li class="${reached ? 'good' : 'bad'}">${escape(text)} <b>(${value.toFixed(2)})</b></li>`,
  )
  return `<h2>Aims</h2><ul class="aims">${lines.join('')}</ul>`
}

export function page(summaries: readonly Summary[], bars: readonly Bar[], facts: Facts): string {
  const uplot = readFileSync(createRequire(import.meta.url).resolve('uplot/dist/uPlot.min.css'), 'utf8')
  const fill: Readonly<Record<string, string>> = {
    style: `<style>${uplot}\n${readFileSync(here('page.css'), 'utf8')}</style>`,
    facts: `${escape(facts.machine)}. Medians of ${facts.runs} fresh processes for each row. ${escape(facts.numba).replace(/`([^`]*)`/g, '<code>$1</code>')}`,
    phases: phases(summaries),
    evidence: evidence(summaries),
    aims: aims(bars),
    data: `<script type="application/json" id="data">${JSON.stringify(chartData(summaries)).replaceAll('<', '\\u003c')}</script>`,
    script: `<script>${script()}</script>`,
  }
  const template = readFileSync(here('page.html'), 'utf8')
  return template.replace(/<!-- (\w+) -->/g, (_, name: string) => fill[name]!)
}
