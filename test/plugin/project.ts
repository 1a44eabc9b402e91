/** A copy of the fixture as a project that has installed taipan. */
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../built.ts'

export function newProject(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'taipan-plugin-')))
  cpSync(join(import.meta.dirname, 'fixture'), folder, { recursive: true })
  const modules = join(folder, 'node_modules')
  mkdirSync(modules)
  for (const [name, target] of [
    ['taipan', root],
    ['esbuild', join(root, 'node_modules', 'esbuild')],
  ] as const) {
    symlinkSync(target, join(modules, name), 'junction')
  }
  return folder
}

/** What cannot be removed decides no test. */
export function removeProject(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  } catch {
    process.stderr.write(`The temporary folder ${folder} could not be removed.\n`)
  }
}
