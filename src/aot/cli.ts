#!/usr/bin/env node
/** `taipan`: the command line. A sub-command is one file in commands/, loaded when it is asked for. */
import { readFileSync } from 'node:fs'
import { defineCommand, runMain } from 'citty'

const COMMANDS = {
  build: () => import('./commands/build.ts').then((module) => module.build),
  cache: () => import('./commands/cache.ts').then((module) => module.cache),
}

/** From dist/ and from src/aot/ alike. */
function version(): string {
  for (const place of ['../package.json', '../../package.json']) {
    try {
      const manifest = JSON.parse(readFileSync(new URL(place, import.meta.url), 'utf8')) as { name?: string; version: string }
      if (manifest.name === 'taipan') return manifest.version
    } catch {
      // Not there: the next place.
    }
  }
  return 'unknown'
}

await runMain(
  defineCommand({
    meta: { name: 'taipan', version: version(), description: 'Compiles numeric TypeScript to WebAssembly.' },
    subCommands: COMMANDS,
  }),
)
