/** Medians and spread of what was measured, and the rows put beside each other. */
import { median } from '../table.ts'
import { type Evidence, PHASES, type Phase, type Row } from './row.ts'
import type { Measured, Sample } from './run.ts'

/** Milliseconds. */
export interface Summary {
  readonly row: Row
  readonly phases: Readonly<Record<Phase, number>>
  readonly total: number
  /** Between the first and the third quartile of the totals. */
  readonly spread: readonly [number, number]
  readonly totals: readonly number[]
  /** Of starting a process and ending it, everything included. */
  readonly process: number
  /** Of compiling, by what was compiled; undefined where nothing was. */
  readonly compile: { readonly class: number; readonly function: number } | undefined
  readonly evidence: readonly Evidence[]
  /** The same row with Numba, where it was measured. */
  readonly numba?: Summary
}

const total = ({ milliseconds }: Sample) => PHASES.reduce((sum, phase) => sum + milliseconds[phase], 0)

function quartiles(values: readonly number[]): [number, number] {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (part: number) => sorted[Math.round((sorted.length - 1) * part)]!
  return [at(0.25), at(0.75)]
}

function compileTime(samples: readonly Sample[], kind: Evidence['kind']): number {
  const of = ({ evidence }: Sample) => evidence.reduce((sum, each) => (each.kind === kind ? sum + each.milliseconds : sum), 0)
  return median(samples.map(of))
}

function summary({ prepared, samples }: Measured): Summary {
  const totals = samples.map(total)
  const phases = Object.fromEntries(PHASES.map((phase) => [phase, median(samples.map(({ milliseconds }) => milliseconds[phase]))]))
  const compiled = samples[0]!.evidence.some(({ origin }) => origin === 'compiled')
  return {
    row: prepared.row,
    phases: phases as Record<Phase, number>,
    total: median(totals),
    spread: quartiles(totals),
    totals,
    process: median(samples.map((sample) => sample.process)),
    compile: compiled ? { class: compileTime(samples, 'class'), function: compileTime(samples, 'function') } : undefined,
    evidence: samples[0]!.evidence,
  }
}

/** One for each row, Numba's with it. */
export function summarise(measured: readonly Measured[]): Summary[] {
  const numba = new Map(measured.filter(({ prepared }) => prepared.system === 'numba').map((each) => [each.prepared.row.id, summary(each)]))
  return measured
    .filter(({ prepared }) => prepared.system === 'taipan')
    .map((each) => {
      const beside = numba.get(each.prepared.row.id)
      return { ...summary(each), ...(beside === undefined ? {} : { numba: beside }) }
    })
}

/** How often Numba's total holds ours. */
export function ratioOf({ numba, total: ours }: Summary): number | undefined {
  return numba === undefined ? undefined : numba.total / ours
}
