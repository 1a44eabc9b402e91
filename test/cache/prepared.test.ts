/** V8's code of the library, kept beside it: what makes it, what takes it, and what happens when it is not what it should be. */
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { requireBuild, root } from '../built.ts'
import { command, newProject, type Run, run, write } from './project.ts'

const PROGRAM = `import { jit } from 'taipan'
import { report } from './report.mjs'
const f = jit((x) => Math.sqrt(x) + 1)
report([f(16)])`

let project = ''
let prepared = ''

/** A project with a package of its own, as npm installs it: nothing is prepared yet. */
beforeEach(() => {
  requireBuild()
  project = newProject({ 'main.mjs': PROGRAM })
  const installed = join(project, 'node_modules', 'taipan')
  rmSync(installed)
  mkdirSync(installed)
  for (const name of ['package.json', 'dist/index.js', 'dist/node']) cpSync(join(root, name), join(installed, name), { recursive: true })
  prepared = join(installed, 'dist', 'node', 'prepared')
  rmSync(prepared, { recursive: true, force: true })
})

/** Each with a cache of its own, so that the compiler is needed. */
let times = 0
function start(environment: Readonly<Record<string, string>> = {}, flags: readonly string[] = []): Run {
  const cache = join(project, `cache-${times++}`)
  const ran = run(project, 'main.mjs', { TAIPAN_CACHE_DIR: cache, TAIPAN_LOG: 'start', ...environment }, flags)
  expect(ran.results).toEqual(['5'])
  return ran
}
const origins = ({ errors }: Run) => [...errors.matchAll(/taipan: start: (\w+) (.*)/g)].map(([, name, how]) => `${name}: ${how}`)
const READ = ['index: read', 'late: read', 'compiler: read']
const PREPARED = ["index: from V8's code", "late: from V8's code", "compiler: from V8's code"]
const files = () => (existsSync(prepared) ? readdirSync(prepared).sort() : [])

/** Compiles, and is started again: all that there is to prepare has been used. */
function startTwice(): void {
  const shared = { TAIPAN_CACHE_DIR: join(project, `cache-${times++}`) }
  expect(origins(start(shared))[0]).toBe(READ[0])
  start(shared)
  expect(files()).toHaveLength(3)
}

test('programs leave what they have used, and the next take it', () => {
  const shared = { TAIPAN_CACHE_DIR: join(project, 'cache') }
  expect(origins(start(shared))).toEqual(READ)
  expect(files()).toEqual([expect.stringMatching(/^compiler-/), expect.stringMatching(/^late-/)])
  expect(origins(start(shared))).toEqual(READ.slice(0, 1))
  expect(files()).toEqual(['compiler', 'index', 'late'].map((name) => expect.stringContaining(`${name}-`)))
  const before = files().map((name) => statSync(join(prepared, name)).mtimeMs)
  expect(origins(start(shared))).toEqual(PREPARED.slice(0, 1))
  expect(origins(start())).toEqual(PREPARED)
  expect(files().map((name) => statSync(join(prepared, name)).mtimeMs)).toEqual(before)
})

/** A module of typed arrays has a run time of its own, one of lists the whole: each adds to what is kept what the other has not used. */
test('what was built ahead of time leaves and takes the run time', () => {
  const built = { short: 'Float64Array', whole: 'number[]' }
  for (const [name, type] of Object.entries(built)) {
    write(project, {
      [`${name}.ts`]: `export function sum(a: ${type}): number {\n  return a[0]! + a[1]!\n}`,
      [`use-${name}.mjs`]: `import { sum } from './out/${name}.js'\nimport { report } from './report.mjs'\nreport([sum(${type === 'number[]' ? '' : `new ${type}`}([2, 3]))])`,
    })
    expect(command(project, ['build', `${name}.ts`, '--out', 'out'])).toMatchObject({ code: 0 })
  }
  const use = (name: keyof typeof built) => {
    const ran = run(project, `use-${name}.mjs`, { TAIPAN_LOG: 'start' })
    expect(ran.results).toEqual(['5'])
    return origins(ran)
  }
  const kept = () => files().map((name) => statSync(join(prepared, name)).size)
  expect(use('short')).toEqual(['runtime: read'])
  const [first] = kept()
  expect(use('short')).toEqual(["runtime: from V8's code"])
  expect(kept()).toEqual([first])
  expect(use('whole')).toEqual(["runtime: from V8's code"])
  const [second] = kept()
  expect(second).toBeGreaterThan(first!)
  expect(use('short')).toEqual(["runtime: from V8's code"])
  expect(kept()).toEqual([second])
})

test('damaged files are read over and replaced', () => {
  startTwice()
  const damages: ((file: string) => void)[] = [
    (file) => truncateSync(file, 0),
    (file) => truncateSync(file, 11),
    (file) => truncateSync(file, statSync(file).size - 1),
    (file) => writeFileSync(file, readFileSync(file).fill(0, 4096, 4608)),
    (file) => writeFileSync(file, readFileSync(file).fill(0, statSync(file).size - 512)),
    (file) => writeFileSync(file, 'something else'),
  ]
  for (const damage of damages) {
    for (const name of files()) damage(join(prepared, name))
    startTwice()
    expect(origins(start())).toEqual(PREPARED)
  }
})

test('where the cache is not written, it is not either', () => {
  start({ TAIPAN_CACHE: 'readonly' })
  start({ TAIPAN_CACHE: 'off' })
  expect(files()).toEqual([])
  startTwice()
  expect(origins(start({ TAIPAN_CACHE: 'off' }))).toEqual(PREPARED)
  expect(origins(start({ TAIPAN_CACHE: 'readonly' }))).toEqual(PREPARED)
})

test('a process with other flags of V8 does without, and spoils nothing', () => {
  startTwice()
  const refused = PREPARED.map((line) => line.replace(/:.*/, ': read: V8 refuses its code'))
  expect(origins(start({}, ['--no-opt']))).toEqual(refused)
  expect(origins(start())).toEqual(PREPARED)
})

test('where it cannot be written, programs run', () => {
  writeFileSync(prepared, 'a file where the folder should be')
  expect(origins(start())).toEqual(READ)
  expect(origins(start())).toEqual(READ)
})

test.skipIf(process.platform === 'win32')('a file that others could have written is not taken', () => {
  startTwice()
  for (const name of files()) chmodSync(join(prepared, name), 0o666)
  expect(origins(start())).toEqual(READ)
})
