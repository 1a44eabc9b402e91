/**
 * src/report/catalogue.md → src/report/catalogue.ts (texts), src/report/messages.ts (a function per code)
 * and docs/manual/errors.md (the page of the manual). Run after editing the catalogue: `node scripts/messages.ts`
 * (or with tsx). With `--check` it only says whether the generated files are up to date.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

interface Entry {
  code: string
  kind: string
  message: string
  params: string[]
  text: string
}

const KINDS = ['your code', 'not supported', 'our bug']
const NOTICE = '// Generated from catalogue.md by scripts/messages.ts: edit there.\n// biome-ignore-all format: generated\n'

/** Read the entries: `## code`, `kind`, `> message`, explanation. */
export function readCatalogue(markdown: string): Entry[] {
  const sections = markdown.split(/^## /m).slice(1)
  return sections.map((section) => {
    const [code = '', , kindLine = '', , ...rest] = section.split('\n')
    const kind = kindLine.replace(/^[*_]|[*_]$/g, '')
    const messageLines = rest.filter((line) => line.startsWith('> '))
    const message = messageLines.map((line) => line.slice(2)).join(' ')
    if (!/^[a-z][a-z_0-9]*$/.test(code) || !KINDS.includes(kind) || message === '') throw new Error(`bad catalogue entry: ${code} ${kind}`)
    const params = [...new Set([...message.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!))]
    const text = rest
      .filter((line) => !line.startsWith('> '))
      .join('\n')
      .trim()
    return { code, kind, message, params, text }
  })
}

function quote(text: string): string {
  return `'${text.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`
}

function catalogueModule(entries: readonly Entry[]): string {
  const params = entries.map(({ code, params }) =>
    `  ${code}: { ${params.map((name) => `${name}: string`).join('; ')} }`.replace('{  }', 'object'),
  )
  const rows = entries.map(({ code, kind, message }) => `  ${code}: {\n    kind: ${quote(kind)},\n    message: ${quote(message)},\n  },`)
  return [
    NOTICE,
    `export interface MessageParams {\n${params.join('\n')}\n}\n`,
    `export function catalogue(): Record<keyof MessageParams, { kind: 'your code' | 'not supported' | 'our bug'; message: string }> {\n  return {\n${rows.join('\n')}\n  }\n}\n`,
  ].join('\n')
}

function messagesModule(entries: readonly Entry[]): string {
  const functions = entries.map(({ code, message, params }) => {
    const optional = params.length === 0 ? ' = {}' : ''
    return `/** ${message} */\nexport function ${code}(at: Span | undefined, params: MessageParams['${code}']${optional}, notes?: readonly Note[]): never {\n  throw typingError('${code}', at, params, notes)\n}\n`
  })
  const imports = [
    "import type { Span } from '../base/span.ts'",
    "import type { MessageParams } from './catalogue.ts'",
    "import { type Note, typingError } from './error.ts'\n",
  ].join('\n')
  return [NOTICE + imports, ...functions].join('\n')
}

function manualPage(entries: readonly Entry[]): string {
  const head =
    '# Errors\n\nEvery error of the compiler, by its code. `your code`: the program must change. `not supported`: it must change for now.\n`our bug`: taipan is at fault; please report it.\n'
  const page = ({ code, kind, message, text }: Entry) => [`## ${code}`, `_${kind}_`, `> ${message}`, text].filter((part) => part !== '')
  const pages = entries.map((entry) => `${page(entry).join('\n\n')}\n`)
  return [head, ...pages].join('\n')
}

function main(): void {
  const root = fileURLToPath(new URL('..', import.meta.url))
  const entries = readCatalogue(readFileSync(`${root}src/report/catalogue.md`, 'utf8'))
  const outputs: [string, string][] = [
    ['src/report/catalogue.ts', catalogueModule(entries)],
    ['src/report/messages.ts', messagesModule(entries)],
    ['docs/manual/errors.md', manualPage(entries)],
  ]
  for (const [path, text] of outputs) {
    if (!process.argv.includes('--check')) writeFileSync(root + path, text)
    else if (readFileSync(root + path, 'utf8') !== text) {
      console.error(`${path} is not what src/report/catalogue.md says: run scripts/messages.ts`)
      process.exitCode = 1
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main()
