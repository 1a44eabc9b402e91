/** The run time as text, for output that imports nothing. The build of taipan makes it (scripts/build.ts). */
import { existsSync, readFileSync } from 'node:fs'
import type { NumbersNeeds } from './numbers.ts'

/** Beside this file when it is part of dist/, else in dist/ from src/aot/output/. */
const FOLDERS = ['./', '../../../dist/']

/** All of it: for single files. */
export function inlineRuntime(): string {
  return textOf('inline-runtime.txt')
}

/** What is enough where classes cross, and no more than sealed.ts says. */
export function sealedRuntime(more: boolean): string {
  return textOf(more ? 'inline-sealed-more.txt' : 'inline-sealed.txt')
}

/** What functions on numbers need. What not every start runs is a function of its own, which the engine only skims. */
export function numbersRuntime({ memory, imports }: NumbersNeeds): string {
  const first = textOf(memory ? 'inline-numbers-memory.txt' : 'inline-numbers.txt')
  return `${first}\n${textOf(imports ? 'inline-numbers-late-imports.txt' : 'inline-numbers-late.txt')}`
}

function textOf(name: string): string {
  const place = FOLDERS.map((folder) => new URL(`${folder}${name}`, import.meta.url)).find((url) => existsSync(url))
  if (place === undefined)
    throw new Error('the run time for single files is missing: reinstall taipan (in its own repository: npm run build)')
  return readFileSync(place, 'utf8').trimEnd()
}
