/** `tsx test/fuzz/plain.ts 7`: the program of a seed as plain JavaScript alone, often enough to be optimised. Where that ends the process, V8 does. */
import { programOf } from './program.ts'

const { source, inputs } = programOf(Number(process.argv[2]))
const main = new Function(`${source}\nreturn main`)() as (...args: unknown[]) => unknown
const end = performance.now() + 20_000
for (let round = 0; round < 3000 && performance.now() < end; round++) {
  for (const input of inputs) {
    try {
      main(...(new Function(`return ${input}`)() as unknown[]))
    } catch {
      // What it throws is compared elsewhere.
    }
  }
}
