/**
 * Members of a class that are one module: it is compiled when the first of them is wanted. What it imports for a member is known
 * only when that one is wanted itself, so globals are filled in then, and functions read from records that are. Its functions with
 * loops are those of its own module, which is compiled, by the optimising tier, when the first of them is called; what it seldom
 * calls of the host is provided then, too.
 */

import type { Artifact, ArtifactSite } from '../artifact/artifact.ts'
import { type JoinedCode, type JoinedMember, joinedName, loopName, memberOfName, type SeldomImport, SLOTS } from '../artifact/joined.ts'
import { type CodePlace, type Positions, positionReader } from '../artifact/positions.ts'
import type { HostType } from '../artifact/types.ts'
import { now } from '../base/clock.ts'
import { once } from '../base/once.ts'
import { ensureRoom, ROOM } from '../base/room.ts'
import { shared } from '../base/shared.ts'
import { bindLayouts } from './class-adopt.ts'
import { hostTable, type Provider, provide } from './imports.ts'
import { type Instance, instantiateAgain, isHandleMaker, type Loops, type RawFunction } from './instantiate.ts'
import { type Machine, raising } from './machine.ts'
import type { LocatePlace, Origin } from './stack-text.ts'

/** What the functions read that a member imports; empty until its artifact is known. */
interface Facts {
  readonly sites: ArtifactSite[]
  hostTypes: readonly HostType[]
}

interface Member {
  readonly facts: Facts
  readonly globals: { readonly group: string; readonly name: string; readonly global: WebAssembly.Global }[]
  makesHandles: boolean
  /** The artifact whose code it is, once that is wanted. */
  artifact: Artifact | undefined
  layouts: ReadonlyMap<string, number>
  readonly loops: Loops
  /** Made at first need. */
  read?: (offset: number) => CodePlace | undefined
}

interface OpenCode {
  readonly machine: Machine
  readonly members: readonly Member[]
  readonly exports: WebAssembly.Exports
  readonly origin: Origin
}

/** Of its imports, globals alone are left to be given when a member is wanted. */
const NO_FUNCTIONS = () => ({})
const opened = shared('joined', () => new WeakMap<JoinedCode, OpenCode | 'refused'>())
/** There are some: those of the members. */
const SOME: Positions = { sources: [], titles: [], table: '' }

/** Undefined where the member is in use already, by a class of the same text for instance, or the engine refuses the whole. */
export function instantiateMember(
  machine: Machine,
  artifact: Artifact,
  { code, place }: JoinedMember,
  locate: LocatePlace,
): Instance | undefined {
  const start = now()
  const open = openOf(machine, code, locate)
  const member = open?.members[place]
  if (open === undefined || open.machine !== machine || member === undefined || member.artifact !== undefined) return undefined
  const layouts = bindLayouts(machine, artifact)
  const provider = { machine, artifact, host: NO_FUNCTIONS, layouts, origin: open.origin }
  for (const { group, name, global } of member.globals) global.value = provide(provider, group, name)
  member.facts.sites.push(...artifact.sites)
  member.facts.hostTypes = artifact.hostTypes
  member.artifact = artifact
  member.layouts = layouts
  const functions = Object.fromEntries(artifact.exports.map(({ name }) => [name, open.exports[joinedName(place, name)] as RawFunction]))
  const { makesHandles, loops } = member
  return { artifact, functions, makesHandles, milliseconds: now() - start, origin: open.origin, loops: artifact.loops ? loops : undefined }
}

function openOf(machine: Machine, code: JoinedCode, locate: LocatePlace): OpenCode | undefined {
  let known = opened().get(code)
  if (known === undefined) {
    try {
      known = openCode(machine, code, locate)
    } catch {
      // Each member has a module of its own as well.
      known = 'refused'
    }
    opened().set(code, known)
  }
  return known === 'refused' ? undefined : known
}

function openCode(machine: Machine, code: JoinedCode, locate: LocatePlace): OpenCode {
  const module = new WebAssembly.Module(code.wasm as Uint8Array<ArrayBuffer>)
  const members = Array.from({ length: code.members }, newMember)
  const origin: Origin = { positions: SOME, locate, read: (offset) => placeAt(code, members, offset) }
  const providers = members.map(({ facts }) => providerOf(machine, facts, origin))
  const common = providerOf(machine, newMember().facts, origin)
  const imports: Record<string, Record<string, WebAssembly.ImportValue>> = {}
  const partsOf = (whole: string) => memberOfName(whole) ?? { place: undefined, name: whole }
  const give = (group: string, whole: string) => {
    const { place, name } = partsOf(whole)
    return provide(place === undefined ? common : providers[place]!, group, name)
  }
  const noteHandles = (group: string, whole: string) => {
    const { place, name } = partsOf(whole)
    if (place !== undefined && isHandleMaker(group, name)) members[place]!.makesHandles = true
  }
  for (const { module: group, name } of code.seldom) noteHandles(group, name)
  for (const { module: group, name: whole, kind } of WebAssembly.Module.imports(module)) {
    imports[group] ??= {}
    const { place, name } = partsOf(whole)
    if (group === 'j') {
      imports[group]![whole] = (slot: number) =>
        raising(machine, () => fill({ machine, code, members, origin, table: exports[SLOTS] as WebAssembly.Table, give }, slot))
    } else if (place !== undefined && kind === 'global') {
      const global = new WebAssembly.Global({ value: 'i32', mutable: true }, 0)
      members[place]!.globals.push({ group, name, global })
      imports[group]![whole] = global
    } else {
      imports[group]![whole] = give(group, whole)
      noteHandles(group, whole)
    }
  }
  const { exports } = new WebAssembly.Instance(module, imports)
  return { machine, members, exports, origin }
}

function newMember(): Member {
  const none = { artifact: undefined, layouts: new Map(), loops: { origin: undefined } }
  return { facts: { sites: [], hostTypes: [] }, globals: [], makesHandles: false, ...none }
}

interface Slots {
  readonly machine: Machine
  readonly code: JoinedCode
  readonly members: readonly Member[]
  readonly origin: Origin
  readonly table: WebAssembly.Table
  /** The import of a name. */
  readonly give: (group: string, whole: string) => WebAssembly.ImportValue
}

/** What a place of the table stands for is called for the first time. */
function fill(slots: Slots, slot: number): number {
  ensureRoom(ROOM.stacks)
  const { code, table, give } = slots
  const seldom = code.seldom[slot - code.loops.length]
  if (seldom === undefined) openLoops(slots, slot)
  else table.set(slot, asExport(seldom, give(seldom.module, seldom.name)))
  return slot
}

/** A function of the host as one that tables take. */
function asExport({ type }: SeldomImport, given: WebAssembly.ImportValue): unknown {
  const section = (id: number, ...content: number[]) => [id, content.length, ...content]
  const bytes = [
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...section(1, 1, ...type)],
    ...[...section(2, 1, 0, 0, 0, 0), ...section(7, 1, 0, 0, 0)],
  ]
  return new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(bytes)), { '': { '': given } }).exports['']
}

/** The member's own module comes into the places of all functions with loops that it has. */
function openLoops({ machine, code: { loops }, members, origin: within, table }: Slots, slot: number): void {
  const place = loops[slot]!
  const { artifact, layouts, loops: state } = members[place]!
  const frames = {}
  if ('captureStackTrace' in Error) Error.captureStackTrace(frames, fill)
  const { positions } = artifact!
  const origin: Origin = { positions, locate: within.locate, within: { origin: within, frames } }
  const functions = instantiateAgain(machine, artifact!, layouts, origin)
  const first = loops.indexOf(place)
  for (let index = 0; index < artifact!.loops!; index++) table.set(first + index, functions[loopName(index)])
  state.origin = origin
}

function providerOf(machine: Machine, facts: Facts, origin: Origin): Provider {
  const host = once(() => hostTable(machine, facts, origin))
  return { machine, artifact: { name: 'a class', strings: [], sites: facts.sites }, host, layouts: new Map(), origin }
}

/** What an offset in the module comes from, by the positions of the member that it is of. */
function placeAt({ moves }: JoinedCode, members: readonly Member[], offset: number): CodePlace | undefined {
  let row = 0
  while (row + 3 < moves.length && moves[row + 3]! <= offset) row += 3
  const [now, place, before] = moves.slice(row, row + 3) as [number, number, number]
  const member = members[place]
  if (member?.artifact?.positions === undefined || offset < now) return undefined
  member.read ??= positionReader(member.artifact.positions)
  return member.read(offset - now + before)
}
