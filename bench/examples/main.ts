/** `npm run examples`: every program in examples/ plain and compiled, compared and timed. Words pick some: `npm run examples -- tree`. */
import { styleText } from 'node:util'
import { duration, ratio, table } from '../table.ts'
import { EXAMPLES, runExample } from './examples.ts'

const AGAIN = 5
const words = process.argv.slice(2)
let same = true

const rows = EXAMPLES.filter((name) => words.length === 0 || words.some((word) => name.includes(word))).map((name) => {
  const plain = runExample(name, 'plain', AGAIN)
  const compiled = runExample(name, 'compiled', AGAIN)
  const equal = plain.text.join('\n') === compiled.text.join('\n')
  same &&= equal
  process.stderr.write('.')
  const times = [plain.first, compiled.first, plain.again, compiled.again].map((time) => duration(time * 1e6))
  return [name, equal ? 'same' : styleText('red', 'DIFFERENT'), ...times, ratio(plain.again / compiled.again)]
})

process.stderr.write('\n')
console.log(table(['example', 'output', 'plain, 1st run', 'compiled, 1st run', 'plain', 'compiled', 'ratio'], rows))
console.log('\nThe first run includes loading the program and, compiled, the compiler. The ratio is of runs that have warmed up.')
process.exitCode = same ? 0 : 1
