/**
 * The files of a project that have kernels, and what they want of others. A function that a kernel calls may stand in a file that
 * knows nothing of taipan; which ones those are must be known before that file is transformed, in whatever order a bundler asks. So
 * the sources below the root that mention taipan are looked through once, and their imports are followed.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { readSource, type SourceFile } from '../source/file.ts'
import { pathOfImport } from '../source/graph.ts'
import { resolveScopes, type Scopes } from '../source/scopes.ts'
import { type Attachments, findAttachments } from './attachments.ts'
import { mentionsDirective } from './directive.ts'

export interface Project {
  readonly root: string
  /** By absolute path: top-level names that kernels of other files mention. */
  readonly wanted: Map<string, Set<string>>
  /** The sources below the root have been looked through. */
  scanned: boolean
  /** By path: why a file could not be parsed. */
  readonly unreadable: Map<string, string>
  /** Some file imports taipan/compiler: the user decides when it is loaded. */
  loadsCompiler: boolean
}

export interface ReadFile {
  readonly file: SourceFile
  readonly scopes: Scopes
  readonly attachments: Attachments
}

export function newProject(root: string): Project {
  return { root, wanted: new Map(), scanned: false, unreadable: new Map(), loadsCompiler: false }
}

/** A file as it is transformed; undefined if it is nothing to us, or cannot be parsed (then `unreadable` says why). */
export function readFile(project: Project, path: string, text: string): ReadFile | undefined {
  const wanted = project.wanted.get(path)
  if (!wanted && !mentionsTaipan(text) && !mentionsDirective(text)) return undefined
  const file = parse(project, path, text)
  if (!file) return undefined
  const scopes = resolveScopes(file.program)
  const attachments = findAttachments(file, scopes, locals(file, wanted ?? []))
  return { file, scopes, attachments }
}

/** Note what a file wants of others, and these of others in turn. Gives the files that have now more to attach. */
export function follow(project: Project, { file, attachments }: ReadFile, resolved: ReadonlyMap<string, string> = new Map()): string[] {
  return attachments.wanted.flatMap(({ from, name }) => {
    const target = resolved.get(from) ?? pathOfImport(file.path, from)
    return target === undefined ? [] : want(project, target, name)
  })
}

function want(project: Project, path: string, name: string): string[] {
  if (name === '*') return wantAll(project, path)
  const names = project.wanted.get(path) ?? new Set()
  if (names.has(name) || !existsSync(path)) return []
  project.wanted.set(path, names.add(name))
  const read = readFile(project, path, readFileSync(path, 'utf8'))
  if (!read) return [path]
  const exported = read.file.exports.get(name)
  const through = exported?.kind === 'from' ? [exported] : exported ? [] : read.file.stars.map(({ from }) => ({ from, name }))
  const passed = through.flatMap(({ from, name: inner }) => {
    const target = pathOfImport(path, from)
    return target === undefined ? [] : want(project, target, inner)
  })
  return [path, ...passed, ...follow(project, read)]
}

/** A namespace: whatever it has may be used. */
function wantAll(project: Project, path: string): string[] {
  const file = existsSync(path) ? parse(project, path, readFileSync(path, 'utf8')) : undefined
  const stars = file?.stars.flatMap(({ from }) => {
    const target = pathOfImport(path, from)
    return target === undefined ? [] : wantAll(project, target)
  })
  return [...[...(file?.exports.keys() ?? [])].flatMap((each) => want(project, path, each)), ...(stars ?? [])]
}

/** Exported names as the file itself knows them. */
function locals(file: SourceFile, names: Iterable<string>): string[] {
  return [...names].flatMap((name) => {
    const exported = file.exports.get(name)
    return exported?.kind === 'local' ? [exported.local] : []
  })
}

export function mentionsTaipan(text: string): boolean {
  return /['"]taipan['"]/.test(text)
}

function parse(project: Project, path: string, text: string): SourceFile | undefined {
  try {
    const file = readSource(path, relative(project.root, path).split('\\').join('/'), 0, text)
    project.unreadable.delete(path)
    return file
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    project.unreadable.set(path, error.message)
    return undefined
  }
}

const SOURCE = /\.[cm]?[jt]sx?$/
const SKIPPED = /^(?:node_modules|\..*)$/
/** Beside a package.json, and nowhere else, these hold what is made. */
const OUTPUT = /^(?:dist|build|out|coverage)$/
/** Nobody has so many sources in one project; a root that is no project (a home folder) must not take minutes. */
const MOST = 20_000

/** Look through all sources below the root, once. */
export function scan(project: Project): void {
  if (project.scanned) return
  project.scanned = true
  const folders = [project.root]
  let count = 0
  for (let folder = folders.pop(); folder !== undefined && count < MOST; folder = folders.pop()) {
    const entries = entriesOf(folder)
    const isPackage = entries.some(({ name }) => name === 'package.json')
    for (const entry of entries) {
      const path = join(folder, entry.name)
      const skipped = SKIPPED.test(entry.name) || (isPackage && OUTPUT.test(entry.name))
      if (entry.isDirectory() && !skipped) folders.push(path)
      if (!entry.isFile() || !SOURCE.test(entry.name) || /\.d\.[cm]?ts$/.test(entry.name)) continue
      count++
      const text = readFileSync(path, 'utf8')
      if (/['"]taipan\/compiler['"]/.test(text)) project.loadsCompiler = true
      const read = mentionsTaipan(text) ? readFile(project, path, text) : undefined
      if (read) follow(project, read)
    }
  }
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch {
    return []
  }
}
