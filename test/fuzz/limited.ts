/** Runs code that may not end: a program that hangs, or the compiler. */
import { Script } from 'node:vm'

const script = new Script('globalThis.$limited()')

/** Undefined if it took longer. */
export function limited<T>(milliseconds: number, run: () => T): { value: T } | undefined {
  const holder = globalThis as { $limited?: () => void }
  let done: { value: T } | undefined
  holder.$limited = () => {
    done = { value: run() }
  }
  try {
    script.runInThisContext({ timeout: milliseconds })
  } catch (error) {
    if ((error as { code?: string }).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error
    return undefined
  } finally {
    delete holder.$limited
  }
  return done
}
