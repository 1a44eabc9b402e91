/** Files of the output: all of them are written, or none. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

export interface OutputFile {
  readonly path: string
  readonly content: string | Uint8Array
}

export function writeFiles(files: readonly OutputFile[]): void {
  const pending = files.map(({ path, content }) => ({ path, content, temporary: `${path}.${process.pid}.tmp` }))
  try {
    for (const { temporary, content } of pending) {
      mkdirSync(dirname(temporary), { recursive: true })
      writeFileSync(temporary, content)
    }
    for (const { temporary, path } of pending) renameSync(temporary, path)
  } finally {
    for (const { temporary } of pending) rmSync(temporary, { force: true })
  }
}
