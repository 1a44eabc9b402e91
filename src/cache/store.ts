/** The store that `jit` and `jitclass` use: artifacts in a directory, found by what they depend on. */

import type { Artifact } from '../artifact/artifact.ts'
import type { CompileRequest } from '../artifact/compile.ts'
import type { Lookup, Store, StoreFacts } from '../artifact/store.ts'
import { now } from '../base/clock.ts'
import { once } from '../base/once.ts'
import { type Directory, messageOf } from './directory.ts'
import { artifactOf, encodeEntry, type Head, headOf, openEntry } from './entry.ts'
import { classIn, digestOf, firstDigest, type KeyParts, keyParts, memberTitle } from './key.ts'
import { hasName } from './listing.ts'
import { withoutText, withText } from './pack.ts'
import { classPack } from './packs.ts'
import { partsIn } from './parts.ts'
import { type Candidate, candidatesFor, keepAs, type Wanted } from './places.ts'
import { type Question, type Recorder, record, replay } from './questions.ts'
import { reasonOf } from './reason.ts'
import { layoutsIn, toIds, toNumbers } from './relocate.ts'

export interface StoreOptions {
  readonly directory: Directory
  /** Which compiler, and which engine runs it. */
  readonly build: string
  readonly engine: string
  /** One line for each decision. */
  readonly log?: ((line: string) => void) | undefined
}

interface Found {
  readonly artifact: Artifact
  readonly candidate: Candidate
}

/** What one lookup has come to so far. */
interface State extends Wanted {
  readonly parts: KeyParts
  found: Found | undefined
  /** Damage that was met on the way. */
  damage: string | undefined
  load: number
  key: string
  path: () => string | undefined
  head: Head | undefined
}

export function createStore(options: StoreOptions): Store {
  return { look: (request) => look(options, request), parts: (build, isWorth) => partsIn(options, build, isWorth) }
}

function look(options: StoreOptions, request: CompileRequest): Lookup {
  const start = now()
  const parts = keyParts(request, options.build, options.engine)
  const pack = request.member && classPack(options.directory, parts, classIn(request))
  const first = firstDigest(parts, request.unit.text, pack)
  const none = { found: undefined, damage: pack?.damage, path: () => undefined, head: undefined }
  const state: State = { parts, first, name: parts.name, pack, load: 0, key: first, ...none }
  find(options, request, state)
  state.load = now() - start
  const recorder = once(() => record(request))
  const reason = once(() => reasonOf(options.directory, state))
  const say = (line: () => string) => options.log?.(`taipan: cache: ${memberTitle(parts)} ${line()}`)
  if (state.found)
    say(() => `found in ${state.load.toFixed(2)} ms, saves ${state.found!.artifact.milliseconds.total.toFixed(1)} ms: ${state.path()}`)
  return {
    get artifact() {
      return state.found?.artifact
    },
    get joined() {
      return state.found?.candidate.joined
    },
    get request() {
      return recorder().request
    },
    keep: (artifact, build) => {
      if (build === options.build) keep(options, state, recorder(), artifact)
      say(() => {
        const where = kept(state.path())
        return `compiled in ${artifact.milliseconds.total.toFixed(1)} ms because ${reason()}; ${where}`
      })
    },
    refuse: (why) => {
      state.found?.candidate.drop()
      state.damage = `damaged: ${why}`
      state.found = undefined
      state.path = () => undefined
    },
    get isEdited() {
      return hasName(options.directory.disk, options.directory.root, parts.name)
    },
    get facts(): StoreFacts {
      const { key, load, found } = state
      const file = state.path()
      const saved = found?.artifact.milliseconds.total ?? 0
      return { key, file, load, saved, reason: found ? undefined : reason() }
    },
  }
}

function kept(path: string | undefined): string {
  return path === undefined ? 'not kept' : `kept in ${path}`
}

/** Read the candidates until one fits. Nothing that is wrong with a file, or with what it makes us ask, leaves this function. */
function find({ directory }: StoreOptions, request: CompileRequest, state: State): void {
  const wanted = JSON.stringify(state.parts)
  for (const candidate of candidatesFor(directory, state)) {
    try {
      const found = readCandidate(candidate, request, state, wanted)
      if (typeof found === 'string') state.damage = found
      if (typeof found !== 'object') continue
      state.found = { artifact: found, candidate }
      candidate.use()
      state.path = candidate.path
      state.key = `${state.first}-${candidate.second}`
      return
    } catch (error) {
      state.damage = `damaged: ${messageOf(error)}`
    }
  }
}

/** An artifact that fits; undefined for one that does not; a sentence for damage. */
function readCandidate(candidate: Candidate, request: CompileRequest, { pack }: State, wanted: string): Artifact | string | undefined {
  const bytes = candidate.bytes()
  if (bytes === undefined || typeof bytes === 'string') return bytes
  const damaged = (why: string) => {
    candidate.drop()
    return why
  }
  const sections = openEntry(bytes)
  if (typeof sections === 'string') return damaged(sections)
  const found = headOf(sections)
  if (found === undefined) return damaged('damaged: it does not say what it depends on')
  const head = pack === undefined ? found : withText(found, pack.text)
  if (JSON.stringify(head.key) !== wanted) return damaged('damaged: it is the entry of something else')
  const numbers = replay(request, head)
  if (numbers === undefined) return undefined
  const artifact = artifactOf(sections)
  return (artifact && toIds(numbers, artifact)) ?? damaged('damaged: it holds no artifact')
}

function keep({ directory }: StoreOptions, state: State, { numbers, recorded }: Recorder, artifact: Artifact): void {
  const moved = toNumbers(numbers, artifact)
  const { units, questions } = recorded()
  const made = Math.floor(Date.now() / 1000)
  state.head = { key: state.parts, units, questions, made }
  if (moved === undefined) return
  const head: Head = { ...state.head, layouts: layoutsIn(numbers, artifact).filter(([of, fields]) => isNews(questions, of, fields)) }
  const second = digestOf(JSON.stringify([units, questions]))
  state.key = `${state.first}-${second}`
  state.path = keepAs(
    directory,
    state,
    second,
    encodeEntry({ head: state.pack === undefined ? head : withoutText(head, state.pack.text), artifact: moved }),
  )
}

/** Had the class no types for some of its fields when it was asked? */
function isNews(questions: readonly Question[], unit: number, fields: string): boolean {
  return questions.some(([what, of, , answer]) => what === 'fields' && of === unit && answer !== fields)
}
