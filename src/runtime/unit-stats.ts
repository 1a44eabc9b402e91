/** What code that was compiled elsewhere tells of itself. */
import type { CompiledUnit } from '../artifact/module.ts'

/** Functions and classes in the code; they have cost nothing here. */
export function unitStats(name: string, units: readonly CompiledUnit[] = [{ name, kind: 'function' }]): object[] {
  return units.map((unit) => ({ name: unit.name, kind: unit.kind, milliseconds: 0 }))
}
