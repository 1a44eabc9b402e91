/** Where the cache is: `TAIPAN_CACHE_DIR`, else in the project of the program, else in the user's cache directory. */
import { switches } from '../base/debug.ts'

const NAME = 'taipan'

export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>
  /** The program's script, if it has one. */
  readonly script: string | undefined
  readonly workingDirectory: () => string
  readonly home: () => string
  readonly platform: string
  readonly exists: (path: string) => boolean
  readonly writable: (path: string) => boolean
}

/** Undefined if there is no place at all. */
export function placeOf(surroundings: Surroundings): string | undefined {
  const { environment, exists, writable } = surroundings
  const chosen = switches(environment).cacheDirectory
  const path = process.getBuiltinModule('node:path')
  try {
    if (chosen !== undefined) return path.resolve(surroundings.workingDirectory(), chosen)
    const project = projectOf(surroundings)
    if (project !== undefined) {
      const modules = path.join(project, 'node_modules')
      const inProject = path.join(modules, '.cache', NAME)
      if (exists(inProject) || writable(modules)) return inProject
    }
    return userPlace(surroundings)
  } catch {
    return undefined
  }
}

/** The nearest folder above the script that has a package.json; a script inside of node_modules belongs to who installed it. */
function projectOf({ script, workingDirectory, exists }: Surroundings): string | undefined {
  const path = process.getBuiltinModule('node:path')
  const start = script === undefined ? workingDirectory() : path.dirname(script)
  const installed = start.split(path.sep).indexOf('node_modules')
  let folder = installed < 0 ? start : start.split(path.sep).slice(0, installed).join(path.sep) || path.sep
  for (;;) {
    if (exists(path.join(folder, 'package.json'))) return folder
    const parent = path.dirname(folder)
    if (parent === folder) return undefined
    folder = parent
  }
}

function userPlace({ environment, home, platform }: Surroundings): string {
  const path = process.getBuiltinModule('node:path')
  if (platform === 'win32') return path.join(environment['LOCALAPPDATA'] || path.join(home(), 'AppData', 'Local'), NAME, 'Cache')
  if (platform === 'darwin') return path.join(home(), 'Library', 'Caches', NAME)
  const named = environment['XDG_CACHE_HOME']
  return path.join(named !== undefined && path.isAbsolute(named) ? named : path.join(home(), '.cache'), NAME)
}

/** That of the program that runs here. */
export function placeHere(): string | undefined {
  return placeFor(process.argv[1])
}

/** That of programs in the current directory. */
export function placeOfProject(): string | undefined {
  return placeFor(undefined)
}

function placeFor(script: string | undefined): string | undefined {
  const fs = process.getBuiltinModule('node:fs')
  return placeOf({
    environment: process.env,
    script,
    workingDirectory: () => process.cwd(),
    home: () => process.getBuiltinModule('node:os').homedir(),
    platform: process.platform,
    exists: fs.existsSync,
    writable: (path) => {
      try {
        fs.accessSync(path, fs.constants.W_OK)
        return true
      } catch {
        return false
      }
    },
  })
}
