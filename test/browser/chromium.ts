/**
 * Runs a script in headless Chromium: a server on this machine hands out one page, the page sends back what it found.
 * No driver is needed for that, and so no dependency.
 */
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'chrome']

/** The command that starts a Chromium, or undefined. `CHROMIUM` in the environment names another. */
export function findChromium(): string | undefined {
  const names = process.env['CHROMIUM'] ? [process.env['CHROMIUM']] : NAMES
  return names.find((name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0)
}

/** A module as a browser would get it from a bundler. */
export async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    external: ['node:*'],
    write: false,
    logLevel: 'error',
  })
  return outputFiles[0]!.text
}

const FLAGS = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run', '--disable-extensions']

/** A script that fails says so at once, whatever it would have posted. */
const PAGE = `<!doctype html><title>taipan</title><script>
const failed = (error) => fetch('/result', { method: 'POST', body: JSON.stringify({ failed: String(error) }) })
addEventListener('error', ({ message }) => failed(message))
addEventListener('unhandledrejection', ({ reason }) => failed(reason))
</script><script type="module" src="/page.js"></script>`

/** Serve the script as the only one of a page, open it, and wait for what it posts to `/result`. */
export async function runInChromium(command: string, script: string, milliseconds: number): Promise<unknown> {
  const profile = mkdtempSync(join(tmpdir(), 'taipan-chromium-'))
  let settle: (text: string) => void = () => {}
  const posted = new Promise<string>((resolve) => {
    settle = resolve
  })
  const server = createServer((request, response) => {
    // Clocks are precise only where a page shares nothing with others.
    const headers = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' }
    const send = (type: string, text: string) => response.writeHead(200, { ...headers, 'Content-Type': type }).end(text)
    if (request.url === '/result') {
      void textOf(request).then(settle)
      send('text/plain', '')
    } else if (request.url === '/page.js') send('text/javascript', script)
    else send('text/html', PAGE)
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  // A group of its own: a browser is many processes, and all of them end with the test.
  const browser = spawn(command, [...FLAGS, `--user-data-dir=${profile}`, url], { stdio: 'ignore', detached: true })
  const gone = new Promise<void>((resolve) => {
    browser.once('exit', () => resolve())
    browser.once('error', () => resolve())
  })
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the page did not answer within ${milliseconds} ms`)), milliseconds)
  })
  try {
    const early = gone.then(() => Promise.reject(new Error(`${command} ended without an answer`)))
    return JSON.parse(await Promise.race([posted, late, early]))
  } finally {
    clearTimeout(timer)
    killGroup(browser.pid)
    await gone
    server.close()
    removeFolder(profile)
  }
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // Already gone.
  }
}

/** Its processes may outlive the browser for a moment and write to the folder; what is left of it decides no test. */
function removeFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  } catch {
    process.stderr.write('The profile of the browser could not be removed.\n')
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += chunk
  return text
}
