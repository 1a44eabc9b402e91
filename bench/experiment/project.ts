/** A small project in a temporary folder, with taipan as its dependency, in which the programs of the rows live. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

export interface Project {
  readonly folder: string
  write(name: string, text: string): string
  remove(): void
}

export function newProject(): Project {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'taipan-experiment-')))
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(root, join(folder, 'node_modules', 'taipan'), 'junction')
  const write = (name: string, text: string): string => {
    const path = join(folder, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
    return path
  }
  write('package.json', '{ "name": "experiment", "private": true, "type": "module" }\n')
  return { folder, write, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
