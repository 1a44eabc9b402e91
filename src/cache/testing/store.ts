/** For tests: a store in a directory of its own, with the real compiler. */
import * as fs from 'node:fs'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeEach } from 'vitest'
import type { Store } from '../../artifact/store.ts'
import * as compiler from '../../compiler.ts'
import { setCompiler } from '../../runtime/slots.ts'
import { type Directory, openDirectory } from '../directory.ts'
import type { Disk } from '../files.ts'
import { createStore } from '../store.ts'

export const BUILD = 'build of the test'

export function newRoot(): string {
  return join(mkdtempSync(join(tmpdir(), 'taipan-cache-')), 'cache')
}

export interface Opened {
  readonly store: Store
  readonly directory: Directory
  readonly warnings: string[]
}

/** As a new process would open it. */
export function openAgain(
  root: string,
  given: { disk?: Disk; build?: string; engine?: string; readonly?: boolean; later?: Directory['later'] } = {},
): Opened {
  const warnings: string[] = []
  const directory = openDirectory({
    disk: given.disk ?? fs,
    root,
    readonly: given.readonly ?? false,
    warn: (text) => void warnings.push(text),
    later: given.later ?? ((work) => work()),
  })
  const store = createStore({ directory, build: given.build ?? BUILD, engine: given.engine ?? 'engine' })
  return { store, directory, warnings }
}

/** The real compiler, which says that it is of the build of the test. */
export function useCompiler(build = BUILD): void {
  setCompiler(() => ({ ...compiler, build }))
}

/** Each test has a directory of its own and the real compiler. That a directory cannot be removed fails no test. */
export function eachInNewRoot(take: (root: string) => void): void {
  const roots: string[] = []
  beforeEach(() => {
    const root = newRoot()
    roots.push(root)
    take(root)
    useCompiler()
  })
  afterAll(() => {
    try {
      for (const root of roots) fs.rmSync(dirname(root), { recursive: true, force: true })
    } catch {}
  })
}

/** The real file system, but that call number `failing` fails. */
export function failingDisk(failing: number, code: string): { disk: Disk; calls: () => number } {
  let calls = 0
  const disk = new Proxy(fs, {
    get(target, name: keyof typeof fs) {
      const real = target[name]
      if (typeof real !== 'function' || !String(name).endsWith('Sync')) return real
      return (...values: unknown[]) => {
        if (calls++ === failing) throw Object.assign(new Error(`${code}: ${String(name)}`), { code })
        return (real as (...given: unknown[]) => unknown)(...values)
      }
    },
  })
  return { disk, calls: () => calls }
}

/** The real one but for some calls. (A copy: in Node 26 its properties cannot be overridden by those of an object that inherits from it.) */
export function diskWith(changes: Record<string, (...given: never) => unknown>): Disk {
  return { ...fs, ...changes } as Disk
}
