/** The optimiser on one screen: which passes run, why, and after which others.
 *
 * First bodies move into their callers, callees before callers; what is copied to several places is cleaned before.
 * Then every function that is left goes through the passes. A group of them repeats while something changes. */
import type { Func } from '../ir/function.ts'
import type { Module } from '../ir/module.ts'
import { type Known, knownOf } from './analyses/known.ts'
import { appendTexts } from './append-texts.ts'
import { bounds } from './bounds.ts'
import { type Calls, callees, callGraph, prune } from './calls.ts'
import { dce } from './dce.ts'
import { deadStores } from './dead-stores.ts'
import { fold } from './fold.ts'
import { gvn } from './gvn.ts'
import { inline } from './inline.ts'
import { integers } from './integers.ts'
import { licm } from './licm.ts'
import { outline } from './outline.ts'
import { releaseTexts } from './release-texts.ts'
import { rotate } from './rotate.ts'
import { scalarReplace } from './scalar-replace.ts'
import { simplifyCfg } from './simplify-cfg.ts'
import { splitMissing } from './split-missing.ts'
import { versionLoops } from './version-loops.ts'

export interface Pass {
  readonly name: string
  /** Says whether it changed anything. */
  readonly run: (func: Func, module: Module, calls: Calls, known: Known) => boolean
  readonly why: string
  /** Passes that must have run before it, if they run at all. */
  readonly after: readonly string[]
  /** It says itself what does not hold any more. */
  readonly tells?: true
  /** Passes whose changes give it nothing to do; `graph` are changes of blocks and edges alone. */
  readonly blindTo?: readonly string[]
}

export interface Group {
  readonly passes: readonly Pass[]
  /** The group repeats until nothing changes, at most so often. */
  readonly rounds: number
}

const DCE: Pass = { name: 'dce', run: dce, why: 'what the others left', after: ['gvn'], tells: true, blindTo: ['licm'] }

const cleanUp: readonly Pass[] = [
  { name: 'simplify-cfg', run: simplifyCfg, why: 'straight lines let the others see further', after: [], tells: true },
  { name: 'fold', run: fold, why: 'constants and cheaper forms', after: [], tells: true, blindTo: ['graph', 'licm', 'dce'] },
  { name: 'gvn', run: gvn, why: 'every value and every unchanged load once', after: ['fold'], tells: true, blindTo: ['dce'] },
  DCE,
]

const hoist: Pass = { name: 'licm', run: licm, why: 'once instead of in every turn', after: ['gvn', 'rotate'], tells: true }

const INTEGERS: Pass = { name: 'integers', run: integers, why: 'loop variables in narrow registers', after: ['gvn', 'rotate'] }
const BOUNDS: Pass = { name: 'bounds', run: bounds, why: 'checks that cannot fail', after: ['licm', 'integers'], tells: true }

/** For each function, callees first. */
export const BEFORE: readonly Group[] = [
  { passes: [{ name: 'inline', run: inline, why: 'a body is worth more where its arguments are known', after: [] }], rounds: 1 },
]

/** For functions that may be copied to several callers, after the passes before. */
export const COPIED: readonly Group[] = [{ passes: cleanUp, rounds: 1 }]

/** For each function that is left. */
export const PIPELINE: readonly Group[] = [
  { passes: cleanUp, rounds: 2 },
  {
    passes: [{ name: 'scalar-replace', run: scalarReplace, why: 'objects that stay inside become values', after: ['gvn'] }, ...cleanUp],
    rounds: 3,
  },
  {
    passes: [
      { name: 'rotate', run: rotate, why: 'the body of a loop that is entered is sure to run', after: ['simplify-cfg'] },
      hoist,
      ...cleanUp,
    ],
    rounds: 1,
  },
  {
    passes: [INTEGERS, BOUNDS, ...cleanUp],
    rounds: 3,
  },
  {
    passes: [
      { name: 'split-missing', run: splitMissing, why: 'undefined goes on in a copy of the loop', after: ['bounds'] },
      INTEGERS,
      BOUNDS,
      ...cleanUp,
    ],
    rounds: 6,
  },
  {
    passes: [
      hoist,
      { name: 'version-loops', run: versionLoops, why: 'checks before the loop instead of in it', after: ['rotate', 'bounds', 'licm'] },
      ...cleanUp,
      hoist,
      ...cleanUp,
      { name: 'dead-stores', run: deadStores, why: 'new objects are given their fields once', after: ['gvn', 'scalar-replace'] },
      { name: 'append-texts', run: appendTexts, why: 'a text that grows in a loop is written in one place', after: ['gvn', 'licm'] },
      DCE,
    ],
    rounds: 1,
  },
]

export interface Options {
  /** 0: nothing; 1: everything. */
  readonly level: 0 | 1
  /** Move loops into functions of their own at the end. */
  readonly outline?: boolean | undefined
  /** Functions without loops take in none (inline.ts). */
  readonly loopsApart?: boolean | undefined
  /** Called after each run of a pass: for dumps, times and the verifier. */
  readonly onPass?: ((pass: Pass, func: Func, changed: boolean) => void) | undefined
}

const OUTLINE: Pass = { name: 'outline', run: () => false, why: 'optimised code is taken up at calls only', after: ['version-loops'] }

const RELEASE: Pass = { name: 'release-texts', run: () => false, why: 'texts of a turn die with it', after: ['append-texts'] }

export function optimise(module: Module, { level, outline: outlines, loopsApart, onPass }: Options): void {
  if (level === 0) return
  const { order, calls } = callGraph(module, loopsApart)
  const { sites } = calls
  const runs = new Map(order.map((func) => [func, runnerOf(func, module, calls, onPass)]))
  // A function with one caller goes there as it is; were it filled first, a chain of calls would be copied again and again.
  const exported = new Set(module.exports.map(({ name }) => name))
  const single = ({ name }: Func) => sites.get(name) === 1 && !exported.has(name)
  for (const func of order) {
    if (single(func)) continue
    runs.get(func)!(BEFORE)
    if ((sites.get(func.name) ?? 0) > 1) runs.get(func)!(COPIED)
  }
  // Those that were too large for it, as far as they are still called.
  const called = new Set(order.filter((func) => !single(func)))
  for (const caller of called) {
    for (const name of callees(caller)) {
      const func = module.funcs.get(name)
      if (!func || called.has(func)) continue
      runs.get(func)!(BEFORE)
      called.add(func)
    }
  }
  prune(module)
  for (const func of module.funcs.values()) runs.get(func)!(PIPELINE)
  for (const func of releaseTexts(module)) onPass?.(RELEASE, func, true)
  if (!outlines) return
  outline(module)
  for (const func of module.funcs.values()) onPass?.(OUTLINE, func, true)
}

function runnerOf(func: Func, module: Module, calls: Calls, onPass: Options['onPass']): (groups: readonly Group[]) => void {
  const known = knownOf(func)
  // When each pass has looked, and when each has changed something: one that has seen it all need not look again.
  let now = 0
  const looked = new Map<string, number>()
  const changed: { readonly by: string; at: number }[] = []
  const note = (name: string): void => {
    const known = changed.find(({ by }) => by === name)
    if (known) known.at = now
    else changed.push({ by: name, at: now })
  }
  const isNews = ({ name, blindTo = [] }: Pass): boolean => {
    const since = looked.get(name)
    if (since === undefined) return true
    for (const { by, at } of changed) if (at > since && !blindTo.includes(by)) return true
    return false
  }
  const runPass = (pass: Pass): boolean => {
    if (!isNews(pass)) return false
    const before = known.changes()
    const hasChanged = pass.run(func, module, calls, known)
    if (hasChanged && !pass.tells) known.forgetAll()
    looked.set(pass.name, ++now)
    if (hasChanged) note(known.changes() === before ? 'graph' : pass.name)
    onPass?.(pass, func, hasChanged)
    return hasChanged
  }
  return (groups) => {
    for (const { passes, rounds } of groups) {
      for (let round = 0; round < rounds; round++) {
        let again = false
        for (const pass of passes) again = runPass(pass) || again
        if (!again) break
      }
    }
  }
}
