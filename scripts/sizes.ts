/**
 * Lines per source file, and the caps of the house style: no file over 800 lines unless it is a pure table.
 * `--all` lists every file; otherwise only the totals by folder and what is large.
 */
import { readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sourceFiles } from './files.ts'
import { layerOf } from './layers.ts'

const CAP = 800
const LARGE = 500
/** Tables: one row per thing, no code to get lost in. */
const TABLES = new Set<string>(['ir/ops.ts'])

const src = join(dirname(dirname(fileURLToPath(import.meta.url))), 'src')
const files = sourceFiles(src)
  .map((path) => ({ file: relative(src, path).split('\\').join('/'), lines: readFileSync(path, 'utf8').split('\n').length - 1 }))
  .filter(({ file }) => !file.endsWith('.test.ts'))
const sorted = files.map(({ lines }) => lines).sort((a, b) => a - b)
const quantile = (q: number) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0

const byLayer = new Map<string, number>()
for (const { file, lines } of files) byLayer.set(layerOf(file), (byLayer.get(layerOf(file)) ?? 0) + lines)
for (const [layer, lines] of [...byLayer].sort((a, b) => b[1] - a[1])) console.log(`${String(lines).padStart(6)}  ${layer}`)

const all = process.argv.includes('--all')
const shown = files.filter(({ lines }) => all || lines > LARGE).sort((a, b) => b.lines - a.lines)
if (shown.length > 0) console.log(all ? '\nfiles:' : `\nover ${LARGE} lines:`)
for (const { file, lines } of shown) console.log(`${String(lines).padStart(6)}  ${file}`)

console.log(`\n${files.length} files, median ${quantile(0.5)} lines, 95 % up to ${quantile(0.95)}, longest ${quantile(1)}`)
const over = files.filter(({ file, lines }) => lines > CAP && !TABLES.has(file))
for (const { file, lines } of over) console.error(`${file} has ${lines} lines; the cap is ${CAP}`)
process.exitCode = over.length === 0 ? 0 : 1
