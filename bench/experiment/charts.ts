/** Runs in the page: draws its charts. Everything it knows stands in the page's own data. */
import uPlot from 'uplot'

export interface ChartRow {
  readonly group: string
  readonly name: string
  /** Milliseconds. */
  readonly phases: readonly number[]
  readonly totals: readonly number[]
  readonly numba?: number
}

export interface ChartData {
  readonly phases: readonly string[]
  readonly rows: readonly ChartRow[]
}

/** A line of a chart: a row, or the name of the group of those that follow. */
interface Line {
  readonly label: string
  readonly row?: ChartRow
}

function lines(rows: readonly ChartRow[]): Line[] {
  return rows.flatMap((row, index): Line[] => {
    const line = { label: row.name, row }
    return row.group === rows[index - 1]?.group ? [line] : [{ label: row.group.toUpperCase() }, line]
  })
}

const element = (id: string) => document.getElementById(id)!
const color = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim()

const ROW_HEIGHT = 26
const LABELS = 150

/** Where a logarithmic axis has its lines: 0.1, 1, 10, … */
function decades(low: number, high: number): number[] {
  const made: number[] = []
  for (let power = Math.ceil(Math.log10(low) - 1e-9); power <= Math.log10(high) + 1e-9; power++) made.push(10 ** power)
  return made
}

/** Lines from top to bottom, milliseconds from left to right. */
function frame(shown: readonly Line[], width: number, logarithmic: boolean): Omit<uPlot.Options, 'series'> {
  const count = shown.length
  const line = { stroke: color('--line'), width: 1 }
  const font = '11px system-ui, sans-serif'
  return {
    width,
    height: count * ROW_HEIGHT + 60,
    padding: [8, 28, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false, ori: 1, dir: -1, range: [-0.6, count - 0.4] },
      y: { ori: 0, dir: 1, distr: logarithmic ? 3 : 1, ...(logarithmic ? {} : { range: (_, __, max) => [0, max * 1.02] }) },
    },
    axes: [
      {
        side: 3,
        size: LABELS,
        font,
        stroke: color('--ink'),
        splits: () => shown.map((_, index) => index),
        values: () => shown.map(({ label }) => label),
        grid: { show: false },
        ticks: { show: false },
      },
      {
        side: 2,
        font,
        stroke: color('--faint'),
        grid: line,
        ticks: line,
        label: 'milliseconds',
        labelFont: font,
        labelSize: 18,
        ...(logarithmic ? { splits: (_, __, low, high) => decades(low, high) } : {}),
        values: (_, splits) => splits.map((value) => (value < 1000 ? String(value) : `${value / 1000} s`)),
      },
    ],
  }
}

type Draw = (width: number) => uPlot

/** Sums up to each phase, the longest first, so that the shorter ones are painted over them. */
function phaseChart(data: ChartData): Draw {
  const shown = lines(data.rows)
  const index = shown.map((_, line) => line)
  const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0)
  const upTo = data.phases.map((_, phase) => shown.map(({ row }) => (row === undefined ? null : sum(row.phases.slice(0, phase + 1)))))
  return (width) => {
    const bars = uPlot.paths.bars!({ size: [0.7, 18] })
    const series = data.phases.map((label, phase) => ({ label, fill: color(`--p${phase}`), paths: bars, points: { show: false } }))
    const options = { ...frame(shown, width, false), series: [{}, ...series.reverse()] }
    return new uPlot(options, [index, ...[...upTo].reverse()], element('phases'))
  }
}

interface Dot {
  readonly color: string
  readonly size: number
  readonly values: (row: ChartRow) => readonly number[]
}

/** Dots on a logarithmic scale, of each kind some on each line. */
function dotChart(id: string, rows: readonly ChartRow[], kinds: readonly Dot[]): Draw {
  const shown = lines(rows)
  const dots = kinds.flatMap(({ values }, kind) =>
    shown.flatMap(({ row }, line) => (row === undefined ? [] : values(row).map((value) => ({ kind, line, value })))),
  )
  dots.sort((a, b) => a.line - b.line)
  const columns = kinds.map((_, kind) => dots.map((dot) => (dot.kind === kind ? dot.value : null)))
  return (width) => {
    const series = kinds.map(({ color: name, size }) => ({
      paths: () => null,
      points: { show: true, size, fill: color(name), stroke: color(name) },
    }))
    return new uPlot({ ...frame(shown, width, true), series: [{}, ...series] }, [dots.map(({ line }) => line), ...columns], element(id))
  }
}

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!
}

function legend({ phases }: ChartData): void {
  element('legend').replaceChildren(
    ...phases.map((title, phase) => {
      const item = document.createElement('li')
      const box = document.createElement('i')
      box.style.background = `var(--p${phase})`
      item.append(box, title)
      return item
    }),
  )
}

function start(): void {
  const data = JSON.parse(element('data').textContent!) as ChartData
  legend(data)
  const both = data.rows.filter(({ numba }) => numba !== undefined)
  element('versus').hidden = both.length === 0
  const charts = [phaseChart(data), dotChart('runs', data.rows, [{ color: '--p2', size: 6, values: ({ totals }) => totals }])]
  if (both.length > 0) {
    const ours: Dot = { color: '--p2', size: 10, values: ({ totals }) => [middle(totals)] }
    const theirs: Dot = { color: '--numba', size: 10, values: ({ numba }) => [numba!] }
    charts.push(dotChart('numba', both, [ours, theirs]))
  }
  let drawn: uPlot[] = []
  const draw = () => {
    for (const chart of drawn) chart.destroy()
    drawn = charts.map((chart) => chart(element('phases').clientWidth))
  }
  draw()
  addEventListener('resize', draw)
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw)
}

start()
