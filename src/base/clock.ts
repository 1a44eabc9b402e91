/**
 * Milliseconds, from any beginning. In Node 20 the first mention of `performance` loads modules for 1.5 ms, which a program that
 * measures nothing itself would pay for our statistics.
 */
export function now(): number {
  if (typeof process !== 'object' || typeof process.hrtime !== 'function') return performance.now()
  const [seconds, nanoseconds] = process.hrtime()
  return seconds * 1e3 + nanoseconds / 1e6
}
