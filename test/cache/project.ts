/** A project with the built package, for programs that run in processes of their own. */
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { ClassUnit } from '../../src/runtime/class-stats.ts'
import type { SpecialisationStats } from '../../src/runtime/jit.ts'
import { root } from '../built.ts'

/** Each program prints one line of JSON with this: the results, and where each specialisation came from. */
export const REPORT = `
export const report = (results, ...stats) => console.log(JSON.stringify({
  results: results.map(String),
  units: stats.flatMap(({ unit }) => unit ?? []),
  all: stats.flatMap(({ specialisations }) => specialisations)
    .map(({ member, origin, key, cache, milliseconds }) => ({ member, origin, key, file: cache.file, reason: cache.reason, cache, milliseconds })),
}))
`

/** What `stats` tells of a specialisation. */
export interface Told extends Pick<SpecialisationStats, 'member' | 'key' | 'cache' | 'milliseconds'> {
  readonly origin: 'cache' | 'compiled'
  readonly file?: string
  readonly reason?: string
}

export interface Reported {
  readonly results: readonly string[]
  /** Those of classes. */
  readonly units: readonly ClassUnit[]
  readonly all: readonly Told[]
}

export function newProject(files: Readonly<Record<string, string>>): string {
  const project = realpathSync(mkdtempSync(join(tmpdir(), 'taipan-project-')))
  mkdirSync(join(project, 'node_modules'))
  symlinkSync(root, join(project, 'node_modules', 'taipan'), 'junction')
  write(project, { 'package.json': '{ "type": "module" }', 'report.mjs': REPORT, ...files })
  return project
}

export function write(project: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(project, name)), { recursive: true })
    writeFileSync(join(project, name), text)
  }
}

type Environment = Readonly<Record<string, string | undefined>>

function environmentWith(given: Environment): NodeJS.ProcessEnv {
  return { ...process.env, NODE_OPTIONS: '', VITEST: undefined, TAIPAN_CACHE: undefined, ...given }
}

export interface Run extends Reported {
  readonly errors: string
}

export function run(project: string, file = 'main.mjs', environment: Environment = {}, node: readonly string[] = []): Run {
  const errors = join(project, 'stderr.txt')
  // Standard error through a file: execFileSync gives it to nobody when the program ends well.
  const text = execFileSync('/bin/sh', ['-c', '"$@" 2>"$ERRORS"', 'sh', process.execPath, ...node, join(project, file)], {
    env: { ...environmentWith(environment), ERRORS: errors },
    cwd: project,
    encoding: 'utf8',
  })
  return { ...(JSON.parse(text) as Reported), errors: readFileSync(errors, 'utf8') }
}

export interface Command {
  readonly code: number | null
  readonly output: string
  readonly errors: string
}

/** `taipan …` in the project's folder. */
export function command(project: string, args: readonly string[], environment: Environment = {}): Command {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'dist', 'cli.js'), ...args], {
    cwd: project,
    env: environmentWith({ NO_COLOR: '1', ...environment }),
    encoding: 'utf8',
  })
  return { code: status, output: stdout, errors: stderr }
}

/** Started, not waited for. */
export function start(project: string, file = 'main.mjs', environment: Environment = {}, args: readonly string[] = []) {
  const child = spawn(process.execPath, [join(project, file), ...args], {
    cwd: project,
    env: environmentWith(environment),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.on('data', (data) => {
    output += data
  })
  child.stderr.on('data', (data) => {
    output += data
  })
  const ended = new Promise<{ code: number | null; signal: string | null; output: string }>((resolve) =>
    child.on('close', (code, signal) => resolve({ code, signal, output })),
  )
  return { child, ended }
}

export function cacheOf(project: string): string {
  return join(project, 'node_modules', '.cache', 'taipan')
}

export function entriesIn(directory: string): string[] {
  return readdirSync(directory, { recursive: true })
    .map((name) => join(directory, String(name)))
    .filter((name) => name.endsWith('.tpn'))
}

export function origins({ all }: Reported): string {
  return all.map(({ origin }) => origin).join(' ')
}
