/** late-numbers.ts for code with loops, strings, or errors that have values in their texts or are caught. */
import { MEMORY } from '../artifact/abi.ts'
import { constantHandle } from './handles.ts'
import { valueFunctions } from './host-functions.ts'
import { lateNumbers as withoutImports } from './late-numbers.ts'
import { raise } from './machine.ts'
import { compiled, type LateImports, type NumbersModule, type Speaker } from './open-numbers.ts'
import { throwSite } from './sites.ts'
import type { Origin } from './stack-text.ts'
import { inOptimisingTier } from './tier.ts'

export function lateNumbers(facts: NumbersModule, speaker: Speaker, base: string | undefined): LateImports {
  const plain = withoutImports(facts, speaker, base)
  return {
    ...plain,
    optimised: (wasm) => inOptimisingTier(() => compiled(wasm)),
    provide: (group, name) => provide({ facts, speaker, origin: plain.origin }, group, name),
  }
}

interface Provider {
  readonly facts: NumbersModule
  readonly speaker: Speaker
  readonly origin: Origin
}

function provide({ facts, speaker, origin }: Provider, group: string, name: string): WebAssembly.ImportValue {
  if (group === 't')
    return name === 'rethrow' ? (handle: number) => raise(speaker, speaker.handles.errors[handle]) : throwSite(speaker, facts.sites, origin)
  if (group === 's') return constantHandle(speaker.handles, facts.strings[Number(name)]!)
  // Texts lie nowhere in this memory: each letter is asked for.
  if (group === 'm' && name === 'memory') return new WebAssembly.Memory({ initial: MEMORY.heap / MEMORY.pageBytes })
  if (name === 'overflow') return () => raise(speaker, new RangeError('Maximum call stack size exceeded'))
  const found = group === 'h' && valueFunctions(speaker, origin)[name]
  if (!found) throw new TypeError(`${facts.name} needs ${group}.${name}, which this run time does not have`)
  return found as () => unknown
}
