/**
 * What of the library this process has used so far. V8 compiles a function at its first call, so this tells what the
 * engine's own code of the library holds by now: see prepared/.
 */
import { shared } from './shared.ts'

export const PHASE = { compiled: 1, loaded: 2, opened: 4, sealed: 8 } as const

const seen = shared('phases', () => ({ bits: 0 }))

export function notePhase(phase: keyof typeof PHASE): void {
  seen().bits |= PHASE[phase]
}

export function phasesSeen(): number {
  return seen().bits
}
