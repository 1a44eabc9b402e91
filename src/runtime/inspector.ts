/**
 * What a function closes over, from V8's inspector: synchronous, and without a build step. `Debugger.enable` is
 * never called: it would slow down every WebAssembly module of the process.
 */
import type { Session } from 'node:inspector'
import type { AnyFunction } from './identity.ts'

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

/** A built-in object is shared by all contexts of the isolate, where a global is not. */
const KEY = Symbol.for('taipan.capture')
const STASH = `process.getBuiltinModule('node:inspector').Session[Symbol.for('taipan.capture')]`
const READ_SCOPES = `function () { const scopes = ${STASH}.scopes; for (let i = 0, scope; (scope = this[i]); i++) scopes.push(scope) }`

interface Stash {
  readonly fn: AnyFunction
  readonly scopes: { readonly description: string; readonly object: object }[]
}

/** Look into a function; or say why not, as the end of the sentence "captured variables cannot be seen: …". */
export function inspect(fn: AnyFunction): Inspected {
  if (typeof process !== 'object' || typeof process.getBuiltinModule !== 'function') return { refused: 'this host has no node:inspector' }
  const inspector = process.getBuiltinModule('node:inspector')
  if (inspector?.Session === undefined) return { refused: 'this Node was built without an inspector' }
  const holder = inspector.Session as unknown as Record<symbol, Stash | undefined>
  const stash: Stash = { fn, scopes: [] }
  const before = holder[KEY]
  holder[KEY] = stash
  const session = new inspector.Session()
  try {
    session.connect()
    return { closure: readClosure(session, stash) }
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    if (code === 'ERR_ACCESS_DENIED')
      return { refused: 'this process runs with --permission, which closes the inspector (Node 26 has --allow-inspector)' }
    return { refused: `the inspector failed (${message})` }
  } finally {
    session.disconnect()
    holder[KEY] = before
  }
}

function readClosure(session: Session, stash: Stash): Closure {
  const { result } = post<{ result: { objectId: string } }>(session, 'Runtime.evaluate', { expression: `${STASH}.fn` })
  const properties = post<{ internalProperties?: Property[] }>(session, 'Runtime.getProperties', {
    objectId: result.objectId,
    ownProperties: true,
  })
  const internal = (name: string) => properties.internalProperties?.find((property) => property.name === name)?.value
  const scopes = internal('[[Scopes]]')?.objectId
  if (scopes !== undefined) post(session, 'Runtime.callFunctionOn', { objectId: scopes, silent: true, functionDeclaration: READ_SCOPES })
  const place = internal('[[FunctionLocation]]')?.value
  return {
    scopes: stash.scopes.filter((scope) => scope.description !== 'Global').map((scope) => scope.object),
    location: place && { script: place.scriptId, line: place.lineNumber, column: place.columnNumber },
  }
}

/** Callbacks of a session on the same thread run before `post` returns. */
function post<T>(session: Session, method: string, parameters: object): T {
  let failure: Error | null = null
  let answer: unknown
  session.post(method, parameters, (error, result) => {
    failure = error
    answer = result
  })
  if (failure) throw failure as Error
  return answer as T
}
