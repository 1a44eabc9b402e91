/** The run time as text, for output that imports nothing. The build of taipan makes it (scripts/build.ts). */
import { existsSync, readFileSync } from 'node:fs'

/** Beside this file when it is part of dist/, else in dist/ from src/aot/output/. */
const PLACES = ['./inline-runtime.txt', '../../../dist/inline-runtime.txt']

export function inlineRuntime(): string {
  const place = PLACES.map((name) => new URL(name, import.meta.url)).find((url) => existsSync(url))
  if (place === undefined)
    throw new Error('the run time for single files is missing: reinstall taipan (in its own repository: npm run build)')
  return readFileSync(place, 'utf8').trimEnd()
}
