/** `"t" "<types>"`: throws the error of a site, with the values in its text. `"t" "site"`: the site whose code traps. */
import type { ArtifactSite, SiteArgument } from '../artifact/artifact.ts'
import { stringOf } from './handles.ts'
import { type Machine, raise } from './machine.ts'
import { newError, trapError } from './stack.ts'
import type { Origin } from './stack-text.ts'
import { fromTagBits } from './tags.ts'

type SiteValue = number | bigint
/** What errors need of a machine: the strings in their texts, and a place for what is thrown. */
type Speaker = Pick<Machine, 'handles' | 'thrown' | 'traces' | 'trap'>

const READ: Record<SiteArgument, (machine: Speaker, value: SiteValue) => unknown> = {
  i32: (_, value) => value,
  u32: (_, value) => Number(value) >>> 0,
  i64: (_, value) => value,
  u64: (_, value) => BigInt.asUintN(64, value as bigint),
  f32: (_, value) => value,
  f64: (_, value) => value,
  bool: (_, value) => value !== 0,
  str: (machine, value) => stringOf(machine.handles, value as number),
  tagged: (_, value) => fromTagBits(value as bigint),
}

/** The text of a site, `$0`, `$1`… replaced. */
export function siteText(machine: Speaker, site: ArtifactSite, values: readonly SiteValue[]): string {
  const [first, ...rest] = site.text.split('$')
  return `${first}${rest.map((piece) => valueText(machine, site, values, piece)).join('')}`
}

/** What a `$` stands for with what follows it. By hand: on the last of a stack, V8 cannot compile a regular expression, and aborts. */
function valueText(machine: Speaker, site: ArtifactSite, values: readonly SiteValue[], piece: string): string {
  let end = 0
  while (end < piece.length && DIGITS.includes(piece.charAt(end))) end++
  const index = Number(piece.slice(0, end))
  if (end === 0 || index >= values.length) return `$${piece}`
  return `${READ[site.arguments[index] ?? 'f64'](machine, values[index]!)}${piece.slice(end)}`
}

const DIGITS = '0123456789'

/** The global in which code leaves the number of its site before it traps. */
export function trapImport(machine: Pick<Machine, 'trap'>): WebAssembly.Global {
  machine.trap ??= new WebAssembly.Global({ value: 'i32', mutable: true }, NO_SITE)
  return machine.trap
}

const NO_SITE = -1

/** What has left compiled code, or the error that a trap stands for. */
export function untrapped(machine: Speaker, sites: readonly ArtifactSite[], origin: Origin | undefined, error: unknown): unknown {
  const { trap } = machine
  if (trap === undefined || trap.value === NO_SITE) return error
  const site = sites[trap.value as number]
  trap.value = NO_SITE
  // Where the stack ran out while a trap was on its way here, its number stays behind: other errors are none of its business.
  if (site === undefined || !(error instanceof WebAssembly.RuntimeError)) return error
  return trapError(machine.traces, origin, site.kind, site.text, error)
}

export function throwSite(
  machine: Speaker,
  sites: readonly ArtifactSite[],
  origin: Origin | undefined,
): (site: number, ...values: SiteValue[]) => never {
  return function fail(index, ...values) {
    const site = sites[index]!
    raise(machine, newError(machine.traces, origin, site.kind, siteText(machine, site, values), fail))
  }
}
