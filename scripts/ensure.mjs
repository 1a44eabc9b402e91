/**
 * Makes a fresh clone ready: installs the development dependencies when they are missing or older than the
 * lock file, and with `--build` brings dist/ up to date. Plain JavaScript, because it runs before anything is installed.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, lstatSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Newest modification time below a path, 0 if there is nothing. */
function newest(path) {
  if (!existsSync(path)) return 0
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return readdirSync(path).reduce((time, name) => Math.max(time, newest(join(path, name))), stat.mtimeMs)
}

function run(command, args) {
  // npm is a shell script on Windows, which only a shell can start.
  execFileSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' })
}

const installed = newest(join(root, 'node_modules', '.package-lock.json'))
if (installed < newest(join(root, 'package-lock.json'))) {
  // What a link leads to belongs to another checkout, which installing here would empty.
  if (lstatSync(join(root, 'node_modules'), { throwIfNoEntry: false })?.isSymbolicLink()) {
    console.error('node_modules is a link and older than package-lock.json. Remove the link, or install where it leads.')
    process.exit(1)
  }
  console.log('Installing development dependencies…')
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
}

const built = newest(join(root, 'dist', 'build.stamp'))
const building = ['build.ts', 'split.ts', 'prepare.mjs', 'typical.mjs', 'rare.mjs', 'ahead.mjs', 'ahead-kernels.ts'].map((name) =>
  newest(join(root, 'scripts', name)),
)
const sources = Math.max(newest(join(root, 'src')), newest(join(root, 'package.json')), ...building)
if (process.argv.includes('--build') && built < sources) {
  console.log('Building dist/…')
  run(process.execPath, [join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs'), join(root, 'scripts', 'build.ts')])
}
