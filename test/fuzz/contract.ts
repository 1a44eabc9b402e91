/**
 * Which errors the contract lets compiled code throw where JavaScript does not: a bigint outside of 64 bits, a read
 * outside that cannot be kept, holes in arrays, a list that becomes shorter while one goes over it. A program may catch
 * such an error and go on otherwise than in JavaScript; so they are seen where they are made.
 */

const ALLOWED = [
  /^bigint result does not fit u?int64$/,
  /^bigint .* is not a uint64$/,
  /^a uint64 bigint does not fit int64$/,
  /^index .* is outside an array of length/,
  /would leave (a hole|holes) in an array/,
  /is left out where it is a hole of `new Array\(n\)`/,
  /^(map|find\w*): the array became shorter$/,
  / is a property that every object inherits/,
  /is stored where an? .* was declared$/,
]

const watch = { seen: false, installed: false }

/** Replaces the global `RangeError` by one that behaves the same and looks at its messages. Call before anything is compiled. */
export function installWatch(): void {
  if (watch.installed) return
  watch.installed = true
  const notice = (args: readonly unknown[]) => {
    if (ALLOWED.some((pattern) => pattern.test(String(args[0])))) watch.seen = true
  }
  const watched = new Proxy(RangeError, {
    construct: (target, args: unknown[]) => {
      notice(args)
      return new target(...(args as [string]))
    },
    apply: (target, _, args: unknown[]) => {
      notice(args)
      return target(...(args as [string]))
    },
  })
  globalThis.RangeError = watched
  Object.defineProperty(RangeError.prototype, 'constructor', { value: watched, writable: true, configurable: true })
}

export function watchErrors<T>(run: () => T): { value: T; contract: boolean } {
  watch.seen = false
  return { value: run(), contract: watch.seen }
}
