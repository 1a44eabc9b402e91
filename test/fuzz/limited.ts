/** Runs code that may not end: a program that hangs, or the compiler. */
import { Script } from 'node:vm'

const script = new Script('globalThis.$limited()')

let ended = false

/** Has something been ended here? V8 ends it wherever it is, and runs no `finally`: what the run time was at is left half done. */
export function hasEnded(): boolean {
  return ended
}

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
    ended = true
    return undefined
  } finally {
    delete holder.$limited
  }
  return done
}
