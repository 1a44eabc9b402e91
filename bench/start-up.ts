/**
 * `npm run bench:start`: what a start costs, in processes of their own: nothing at all, plain JavaScript, compiled cold,
 * from the cache, built ahead of time; and what each further kernel from the cache costs, by how many there are.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { median, table } from './table.ts'

const RUNS = 15

/** The ring buffer of the article that this project began with; `jitclass` and `jit` may be the identity. */
const RING = `
const Buffer = jitclass({ array: 'int64[:]' }, class Buffer {
  top = 0; bottom = 0; size = 8
  array = new BigInt64Array(8)
  append(x) {
    if (this.top - this.bottom === this.size) this.grow()
    this.array[this.top % this.size] = x
    this.top++
  }
  grow() {
    const next = new BigInt64Array(this.size * 2)
    for (let i = this.bottom; i < this.top; i++) next[i % (this.size * 2)] = this.array[i % this.size]
    this.array = next
    this.size *= 2
  }
  popleft() {
    const x = this.array[this.bottom % this.size]
    this.bottom++
    return x
  }
})
const func = jit((x) => { const buffer = new Buffer(); buffer.append(x * 10n); return buffer.popleft() })
if (func(7n) !== 70n) throw new Error('wrong')
`
const COMPILED = `const start = performance.now()\nconst { jit, jitclass } = await import('taipan')\n${RING}\nconsole.log(performance.now() - start)`
const PLAIN = `const start = performance.now()\nconst jit = (f) => f, jitclass = (_, c) => c\n${RING}\nconsole.log(performance.now() - start)`

/** examples/ring-buffer, whose class is not exported and disappears in the function; and the same with the class exported. */
async function buildAhead(): Promise<void> {
  const { buildFile } = (await import(new URL('../dist/aot.js', import.meta.url).href)) as typeof import('../src/aot.ts')
  const path = join(dirname(import.meta.dirname), 'examples', 'ring-buffer', 'buffer.ts')
  const withClass = join(project, 'buffer.ts')
  writeFileSync(withClass, readFileSync(path, 'utf8').replace('class Buffer', 'export class Buffer'))
  for (const [out, source, singleFile] of [
    ['beside', path, false],
    ['single', path, true],
    ['class-beside', withClass, false],
    ['class-single', withClass, true],
  ] as const) {
    const { errors } = buildFile(source, { out: join(project, out), singleFile })
    if (errors.length > 0) throw errors[0]!
  }
}
const ahead = (folder: string) => `const start = performance.now()
const { func, Buffer } = await import('./${folder}/buffer.js')
if (func(7n) !== 70n) throw new Error('wrong')
if (Buffer) { const buffer = new Buffer(); buffer.append(7n); if (buffer.popleft() !== 7n) throw new Error('wrong') }
console.log(performance.now() - start)`
/** Where output stands, and named like it: Node looks for the package of each folder. */
const EMPTY = `const start = performance.now()\nawait import('./empty/empty.js')\nconsole.log(performance.now() - start)`

/** So many kernels, each with a text of its own and a helper that it captures. */
function kernels(count: number): string {
  const each = (i: number) =>
    `const k${i} = jit((x) => helper(x) * ${i} + Math.sqrt(x)); if (k${i}(4) !== ${5 * i + 2}) throw new Error('wrong')`
  return `const { jit } = await import('taipan')
const helper = (x) => x + 1
const start = performance.now()
${Array.from({ length: count }, (_, i) => each(i)).join('\n')}
console.log(performance.now() - start)`
}

const project = realpathSync(mkdtempSync(join(tmpdir(), 'taipan-start-')))
mkdirSync(join(project, 'node_modules'))
symlinkSync(dirname(import.meta.dirname), join(project, 'node_modules', 'taipan'), 'junction')
writeFileSync(join(project, 'package.json'), '{ "type": "module" }')
const cache = join(project, 'cache')

interface Started {
  /** Milliseconds of the whole process, and what it printed. */
  readonly whole: number
  readonly inside: number
}

function start(args: readonly string[]): Started {
  const begin = performance.now()
  const text = execFileSync(process.execPath, args, {
    cwd: project,
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '', TAIPAN_CACHE_DIR: cache },
  })
  return { whole: performance.now() - begin, inside: Number(text) }
}

function medians(runs: number, before: () => void, args: readonly string[]): Started {
  const all = Array.from({ length: runs }, () => {
    before()
    return start(args)
  })
  return { whole: median(all.map(({ whole }) => whole)), inside: median(all.map(({ inside }) => inside)) }
}

const empty = () => rmSync(cache, { recursive: true, force: true })
/** As the first program of an installation finds it: V8's code of the library is not there either. It leaves it behind. */
const unprepared = () => {
  empty()
  rmSync(join(dirname(import.meta.dirname), 'dist', 'node', 'prepared'), { recursive: true, force: true })
}
const as = (milliseconds: number) => `${milliseconds.toFixed(1)} ms`
const file = (name: string, text: string) => {
  writeFileSync(join(project, name), text)
  return [join(project, name)]
}

try {
  const bare = medians(RUNS, () => undefined, ['-e', '0'])
  const plain = medians(RUNS, () => undefined, file('plain.mjs', PLAIN))
  const program = file('ring.mjs', COMPILED)
  const cold = medians(RUNS, empty, program)
  const first = medians(RUNS, unprepared, program)
  const cached = medians(RUNS, () => undefined, program)
  await buildAhead()
  mkdirSync(join(project, 'empty'))
  file('empty/empty.js', 'export {}')
  const nothing = medians(RUNS, () => undefined, file('nothing.mjs', EMPTY))
  const beside = medians(RUNS, () => undefined, file('beside.mjs', ahead('beside')))
  const single = medians(RUNS, () => undefined, file('single.mjs', ahead('single')))
  const classBeside = medians(RUNS, () => undefined, file('class-beside.mjs', ahead('class-beside')))
  const classSingle = medians(RUNS, () => undefined, file('class-single.mjs', ahead('class-single')))
  const row = (name: string, { whole, inside }: Started) => [
    name,
    as(whole),
    Number.isNaN(inside) || name === 'node -e 0' ? '' : as(inside),
  ]
  console.log(
    table(
      ['ring buffer', 'whole process', 'import to first result'],
      [
        row('node -e 0', bare),
        row('plain JavaScript', plain),
        row('taipan, cold, the first of an installation', first),
        row('taipan, cold', cold),
        row('taipan, cached', cached),
        row('an empty module', nothing),
        row('ahead of time', beside),
        row('ahead of time, single file', single),
        row('ahead of time, class exported', classBeside),
        row('ahead of time, class exported, single file', classSingle),
      ],
    ),
  )
  console.log(`\ncached ÷ cold: ${((cached.inside / cold.inside) * 100).toFixed(0)} % (bar: 15 %, and 12 ms)`)
  const more = as(beside.inside - nothing.inside)
  console.log(`ahead of time: ${more} more than an empty module (bar: 2 ms), single file ${as(single.inside)} (bar: 3 ms)`)
  for (const [name, beside, single] of [
    ['func alone', 'beside', 'single'],
    ['func and the class', 'class-beside', 'class-single'],
  ] as const) {
    const wasm = statSync(join(project, beside, 'buffer.wasm')).size
    const text = gzipSync(readFileSync(join(project, single, 'buffer.js'))).length
    console.log(`${name}: code ${wasm} bytes (bar: 4 kB), all in a single file ${text} bytes compressed (bar: 12 kB)`)
  }
  console.log()
  const rows = [1, 10, 100, 1000].map((count) => {
    const args = file(`kernels-${count}.mjs`, kernels(count))
    empty()
    start(args)
    const { inside } = medians(count === 1000 ? 3 : 7, () => undefined, args)
    return [String(count), as(inside), `${(inside / count).toFixed(3)} ms`]
  })
  console.log(table(['kernels, cached', 'together', 'each'], rows))
} finally {
  rmSync(project, { recursive: true, force: true })
}
