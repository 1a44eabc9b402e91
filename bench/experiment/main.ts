/**
 * `npm start`: the article's experiment, repeated. Every row of the table is a program that is started several times in a
 * process of its own; what it prints is put into tables, beside Numba's where that is installed.
 */
import { writeFileSync } from 'node:fs'
import { styleText } from 'node:util'
import { bars } from './bars.ts'
import { machine } from './machine.ts'
import { updateReadme } from './markdown.ts'
import { findNumba, numbaRows } from './numba.ts'
import { HELP, readOptions } from './options.ts'
import { page } from './page.ts'
import { prepare } from './prepare.ts'
import { evidenceTable, phaseTable } from './print.ts'
import { newProject } from './project.ts'
import { EXPECTED } from './row.ts'
import { rows } from './rows.ts'
import { measure } from './run.ts'
import { summarise } from './summary.ts'

const options = readOptions(process.argv.slice(2))

/** One line that is written over; nothing where nobody watches. */
function progress(done: number, all: number, name: string): void {
  if (!process.stderr.isTTY) return
  const line = done === all ? '' : `${String(done).padStart(String(all).length)} of ${all}  ${name}`
  process.stderr.write(`\r\u001b[2K${line}`)
}

async function experiment(): Promise<void> {
  const start = performance.now()
  const numba = findNumba(options.numba)
  const project = newProject()
  try {
    const table = rows().filter(({ id }) => options.only.length === 0 || options.only.some((part) => id.includes(part)))
    const prepared = [...(await prepare(table, project)), ...(numba.python === undefined ? [] : numbaRows(table, project, numba.python))]
    const summaries = summarise(await measure(prepared, options.runs, progress))
    const reached = bars(summaries)
    const facts = { machine: machine(), numba: numba.text, runs: options.runs, seconds: (performance.now() - start) / 1000 }
    if (options.html !== undefined) writeFileSync(options.html, page(summaries, reached, facts))
    if (options.readme) {
      const compared = numba.python === undefined ? '' : ` ${numba.text}`
      updateReadme(summaries, `Medians of ${facts.runs} fresh processes for each row, by \`npm start\`. ${facts.machine}.${compared}`)
    }
    if (options.json) {
      console.log(JSON.stringify({ ...facts, rows: summaries, bars: reached }, null, 2))
      return
    }
    console.log(phaseTable(summaries))
    console.log(`\n${evidenceTable(summaries)}\n`)
    for (const { text, value, reached: good } of reached)
      console.log(`${good ? styleText('green', 'reached') : styleText('red', 'missed ')}  ${text} (${value.toFixed(2)})`)
    console.log(`\nMedians of ${facts.runs} fresh processes for each row, every result ${EXPECTED}. ${facts.machine}.`)
    console.log(`${facts.numba} ${facts.seconds.toFixed(0)} s in all.`)
    if (options.html !== undefined) console.log(`The page is in ${options.html}.`)
  } finally {
    project.remove()
  }
}

if (options.help) console.log(HELP)
else await experiment()
