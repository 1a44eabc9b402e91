/** Runs one example in this process: once as it is, then again to be timed. Prints what it printed and how long it took, as JSON. */
import { pathToFileURL } from 'node:url'

/** How often it runs again. */
const AGAIN = Number(process.argv[3])

const printed: unknown[][] = []
const print = console.log
console.log = (...values) => printed.push(values)

const begin = performance.now()
const { main } = (await import(pathToFileURL(process.argv[2]!).href)) as { main(): void }
const first = performance.now() - begin

const { inspect } = await import('node:util')
const text = printed.map((values) => values.map((value) => (typeof value === 'string' ? value : inspect(value))).join(' '))
const again = Array.from({ length: AGAIN }, () => {
  const start = performance.now()
  main()
  return performance.now() - start
})
print(JSON.stringify({ text, first, again: again.sort((a, b) => a - b)[AGAIN >> 1] ?? 0 }))
