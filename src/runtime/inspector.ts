/**
 * What a function closes over, from V8's inspector: synchronous, and without a build step. `Debugger.enable` is
 * never called: it would slow down every WebAssembly module of the process.
 */
import { once } from '../base/once.ts'
import type { AnyFunction } from './identity.ts'
import { type Connection, connect } from './inspector-connection.ts'

export interface Closure {
  /** Variables by scope, innermost first. The records are copies of the scopes; the values are the real ones. */
  readonly scopes: readonly object[]
  /** Where the function begins in its script, counted from 0; the script's number among the isolate's. */
  readonly location: { readonly script: string; readonly line: number; readonly column: number } | undefined
}

export type Inspected = { readonly closure: Closure } | { readonly refused: string }

interface Property {
  readonly name: string
  readonly value?: { readonly objectId?: string; readonly value?: { scriptId: string; lineNumber: number; columnNumber: number } }
}

/** The process itself is shared by all contexts of the isolate, where a global is not. */
const KEY = Symbol.for('taipan.capture')
const STASH = `process.getBuiltinModule('node:process')[Symbol.for('taipan.capture')]`
const READ_SCOPES = `function () { const scopes = ${STASH}.scopes; for (let i = 0, scope; (scope = this[i]); i++) scopes.push(scope) }`

/** Open until what runs now has come to its end: to connect costs a fifth of an inspection. */
const session = once(() => ({ connection: undefined as Connection | undefined }))

function connected(): Connection | undefined {
  const open = session()
  if (open.connection === undefined) {
    open.connection = connect()
    // As `queueMicrotask`, which loads hooks in Node.
    if (open.connection) Promise.resolve().then(close)
  }
  return open.connection
}

function close(): void {
  const open = session()
  const { connection } = open
  open.connection = undefined
  connection?.disconnect()
}

interface Stash {
  readonly fn: AnyFunction
  readonly scopes: { readonly description: string; readonly object: object }[]
}

/** Look into a function; or say why not, as the end of the sentence "captured variables cannot be seen: …". */
export function inspect(fn: AnyFunction): Inspected {
  if (typeof process !== 'object' || typeof process.getBuiltinModule !== 'function') return { refused: 'this host has no node:inspector' }
  const holder = process.getBuiltinModule('node:process') as unknown as Record<symbol, Stash | undefined>
  const stash: Stash = { fn, scopes: [] }
  const before = holder[KEY]
  holder[KEY] = stash
  try {
    const connection = connected()
    if (connection === undefined) return { refused: 'this Node was built without an inspector' }
    return { closure: readClosure(connection, stash) }
  } catch (error) {
    close()
    const { code, message } = error as { code?: string; message: string }
    if (code === 'ERR_ACCESS_DENIED')
      return { refused: 'this process runs with --permission, which closes the inspector (Node 26 has --allow-inspector)' }
    return { refused: `the inspector failed (${message})` }
  } finally {
    holder[KEY] = before
  }
}

function readClosure({ post }: Connection, stash: Stash): Closure {
  const { result } = post<{ result: { objectId: string } }>('Runtime.evaluate', { expression: `${STASH}.fn` })
  const properties = post<{ internalProperties?: Property[] }>('Runtime.getProperties', { objectId: result.objectId, ownProperties: true })
  const internal = (name: string) => properties.internalProperties?.find((property) => property.name === name)?.value
  const scopes = internal('[[Scopes]]')?.objectId
  if (scopes !== undefined) post('Runtime.callFunctionOn', { objectId: scopes, silent: true, functionDeclaration: READ_SCOPES })
  const place = internal('[[FunctionLocation]]')?.value
  return {
    scopes: stash.scopes.filter((scope) => scope.description !== 'Global').map((scope) => scope.object),
    location: place && { script: place.scriptId, line: place.lineNumber, column: place.columnNumber },
  }
}

const urls = once(() => new Map<string, string>())

/**
 * The address of a script by its number. The debugger, which is told of all scripts, is not to be used (see above); the list of
 * what has been run tells them too, as it is, without any counting being begun.
 */
export function scriptUrl(script: string): string | undefined {
  const known = urls()
  if (!known.has(script)) {
    let connection: Connection | undefined
    try {
      connection = connect()
      const listed = connection?.post<{ result: { scriptId: string; url: string }[] }>('Profiler.getBestEffortCoverage', {})
      for (const { scriptId, url } of listed?.result ?? []) known.set(scriptId, url)
    } catch {
      // Then the place is not known.
    } finally {
      connection?.disconnect()
    }
  }
  return known.get(script) || undefined
}
