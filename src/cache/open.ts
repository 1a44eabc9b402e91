/** The store of this process, as its environment says. */
import type { Store } from '../artifact/store.ts'
import { BUILD } from '../base/build.ts'
import { switches } from '../base/debug.ts'
import { once } from '../base/once.ts'
import { openDirectory } from './directory.ts'
import { engineOf } from './key.ts'
import { placeHere } from './place.ts'
import { createStore } from './store.ts'

/** Undefined where there is none: it is switched off, this is no Node, there is no place for it, or this is no built package. */
export function openStore(): Store | undefined {
  if (typeof process !== 'object' || typeof process.getBuiltinModule !== 'function' || BUILD === undefined) return undefined
  const { cache, log } = switches()
  const root = cache === 'off' ? undefined : placeHere()
  if (root === undefined) return undefined
  const disk = process.getBuiltinModule('node:fs')
  const directory = openDirectory({ disk, root, readonly: cache === 'readonly', warn: warnOnce(), later: atRest() })
  const engine = engineOf(process)
  return createStore({ directory, build: BUILD, engine, log: log.has('cache') ? (line) => console.error(line) : undefined })
}

const REST_MS = 50

/** When the program has done nothing that called for it for a moment, or before it ends; nothing keeps it running. */
function atRest(): (work: () => void) => void {
  let waiting: NodeJS.Timeout | undefined
  let last = () => undefined as void
  const run = () => {
    clearTimeout(waiting)
    waiting = undefined
    const work = last
    last = () => undefined
    work()
  }
  const before = once(() => process.once('exit', run))
  return (work) => {
    last = work
    before()
    waiting ??= setTimeout(run, REST_MS)
    // Where timers are those of a browser (Electron) they keep nothing running anyway.
    waiting.unref?.()
  }
}

/** One warning for each process is enough: what follows mostly has the same cause. */
function warnOnce(): (text: string) => void {
  let told = false
  return (text) => {
    if (!told)
      process.emitWarning(
        `${text}. The program runs without it; TAIPAN_CACHE=off turns the cache off, TAIPAN_CACHE_DIR moves it`,
        'TaipanCacheWarning',
      )
    told = true
  }
}
