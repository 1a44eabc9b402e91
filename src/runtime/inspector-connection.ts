/**
 * A connection to V8's inspector. `node:inspector` brings worker threads and streams along, and costs a cached start more than
 * anything else does; the binding underneath it is asked first, and the module where the binding is not as expected.
 */
import { bindingOf } from '../base/binding.ts'

export interface Connection {
  /** Send a command; answers of the same thread come before it returns. */
  post<T>(method: string, parameters: object): T
  disconnect(): void
}

interface RawConnection {
  dispatch(message: string): void
  disconnect(): void
}

type Binding = { readonly Connection?: new (receive: (message: string) => void) => RawConnection }

/** Undefined if this Node has no inspector. Throws where it is closed to us. */
export function connect(): Connection | undefined {
  return viaBinding() ?? viaModule()
}

function viaBinding(): Connection | undefined {
  const { Connection } = (bindingOf('inspector') ?? {}) as Binding
  if (typeof Connection !== 'function') return undefined
  try {
    return overRaw(Connection)
  } catch {
    return undefined
  }
}

function overRaw(Connection: NonNullable<Binding['Connection']>): Connection {
  let answer: { id?: number; result?: unknown; error?: { message: string } } = {}
  let id = 0
  const raw = new Connection((message) => {
    // Events have no id.
    const received = JSON.parse(message) as typeof answer
    if (received.id === id) answer = received
  })
  return {
    post<T>(method: string, params: object): T {
      answer = {}
      raw.dispatch(JSON.stringify({ id: ++id, method, params }))
      if (answer.error) throw new Error(answer.error.message)
      if (answer.id !== id) throw new Error(`${method} was not answered`)
      return answer.result as T
    },
    disconnect: () => raw.disconnect(),
  }
}

function viaModule(): Connection | undefined {
  const inspector = process.getBuiltinModule('node:inspector')
  if (inspector?.Session === undefined) return undefined
  const session = new inspector.Session()
  session.connect()
  return {
    post<T>(method: string, parameters: object): T {
      let failure: Error | null = null
      let answer: unknown
      session.post(method, parameters, (error, result) => {
        failure = error
        answer = result
      })
      if (failure) throw failure as Error
      return answer as T
    },
    disconnect: () => session.disconnect(),
  }
}
