/** Files of the output: all of them are written, or none. */
import { existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'

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

/** What is wrong with the files that are to be built, in words; undefined if nothing is. */
export function refuseInputs(inputs: readonly string[], out: string): string | undefined {
  const missing = inputs.filter((input) => !existsSync(input))
  if (missing.length > 0) return `there is no file ${missing.join(', ')}`
  const folder = inputs.find((input) => statSync(input).isDirectory())
  if (folder !== undefined) return `${folder} is a folder; name the files in it whose exports are to be compiled`
  const stems = new Map<string, string>()
  for (const input of inputs) {
    const stem = stemOf(input)
    const other = stems.get(stem)
    if (other !== undefined && resolve(other) !== resolve(input))
      return `${other} and ${input} would both become ${join(out, stem)}.js; build them one by one, each with an --out of its own`
    stems.set(stem, input)
  }
  const outputs = new Set([...stems.keys()].flatMap((stem) => ['.js', '.cjs'].map((extension) => resolve(out, stem + extension))))
  const overwritten = inputs.find((input) => outputs.has(resolve(input)))
  return overwritten === undefined ? undefined : `the output would take the place of ${overwritten} itself; name another folder with --out`
}

/** What the files of the output are called, without their extensions. */
export function stemOf(path: string): string {
  return basename(path).replace(/\.[mc]?[jt]sx?$/, '')
}
