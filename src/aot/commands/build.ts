/** `taipan build src/kernels.ts`: files with functions → JavaScript, WebAssembly and declarations. */
import { watch as watchFile } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { defineCommand } from 'citty'
import { printSignature } from '../../artifact/signature.ts'
import type { TypingError } from '../../base/typing-error.ts'
import { triedFiles } from '../build.ts'
import { type CompiledFile, compileFile } from '../compile/compile-file.ts'
import { inlineRuntime, numbersRuntime } from '../output/inline-runtime.ts'
import { type OutputFile, refuseInputs, writeFiles } from '../output/write.ts'
import { pathsOf } from '../source/graph.ts'

interface Options {
  readonly out: string
  readonly singleFile: boolean
  readonly json: boolean
  readonly report: boolean
}

/** What one run leaves: nothing is written unless all files compile. */
interface Run {
  readonly errors: readonly TypingError[]
  readonly compiled: readonly CompiledFile[]
  readonly written: readonly OutputFile[]
  /** Every file that was read, to be watched. */
  readonly sources: readonly string[]
  readonly milliseconds: number
}

function run(inputs: readonly string[], { out, singleFile, json }: Options): Run {
  const start = performance.now()
  const outcomes = inputs.map((input) => {
    const onFunction = (name: string, index: number, count: number) => progress(`${input}: ${name} (${index + 1} of ${count})`)
    return compileFile(resolve(input), process.cwd(), { onFunction: json ? undefined : onFunction })
  })
  progress('')
  const compiled = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.file] : []))
  const sources = outcomes.flatMap((outcome) => pathsOf(outcome.ok ? outcome.file.graph : outcome.graph))
  const runtime = singleFile ? inlineRuntime() : undefined
  const made = compiled.map((file) => triedFiles(file, { directory: resolve(out), runtime, numbers: numbersRuntime }))
  const errors = [...outcomes.flatMap((outcome) => (outcome.ok ? [] : outcome.errors)), ...made.flatMap((each) => each.errors)]
  const written = errors.length > 0 ? [] : made.flatMap(({ files }) => files)
  writeFiles(written)
  return {
    errors,
    compiled,
    written,
    sources: [...new Set([...inputs.map((input) => resolve(input)), ...sources])],
    milliseconds: performance.now() - start,
  }
}

/** One line of a terminal that is written over. */
function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`)
}

function shown(path: string): string {
  return relative(process.cwd(), path) || path
}

function describe(result: Run, { json, report }: Options): void {
  const { errors, written, compiled, milliseconds } = result
  if (json) {
    console.log(
      JSON.stringify(
        {
          ok: errors.length === 0,
          errors: errors.map(errorFacts),
          files: written.map(fileFacts),
          ...(report ? { report: compiled.map(reportFacts) } : {}),
        },
        null,
        2,
      ),
    )
    return
  }
  for (const error of errors) console.error(`${error.name}: ${error.message}\n`)
  if (errors.length > 0) return console.error(`taipan: ${errors.length} error${errors.length === 1 ? '' : 's'}; nothing was written`)
  for (const { path, bytes } of written.map(fileFacts)) console.log(`${path}  ${bytes} bytes`)
  if (report) for (const file of compiled) console.log(reportText(file))
  console.log(`taipan: built in ${Math.round(milliseconds)} ms`)
}

function errorFacts({ code, kind, reason, file, line, column, frame, help }: TypingError) {
  return { code, kind, message: reason, file, line, column, frame, help }
}

function fileFacts({ path, content }: OutputFile) {
  return { path: shown(path), bytes: typeof content === 'string' ? Buffer.byteLength(content) : content.length }
}

function reportFacts({ file, members, wasm }: CompiledFile) {
  const exports = members.map(({ artifact }) => ({
    name: artifact.name,
    signature: printSignature(artifact.exports[0]!.signature),
    milliseconds: artifact.milliseconds,
    units: artifact.units,
  }))
  return { file: file.shown, wasm: wasm.length, exports }
}

function reportText(file: CompiledFile): string {
  const { exports, wasm } = reportFacts(file)
  const lines = exports.map(({ name, signature, milliseconds, units }) => {
    const reached = units.map((unit) => unit.name).filter((unit) => unit !== name)
    return `  ${name}  ${signature}  ${milliseconds.total.toFixed(1)} ms${reached.length > 0 ? `  with ${reached.join(', ')}` : ''}`
  })
  return [`${file.file.shown}: ${wasm} bytes of code`, ...lines].join('\n')
}

/** Build again after each change of a file that was read; a burst of changes is one. */
function watchAll(inputs: readonly string[], options: Options, first: Run): void {
  let { sources } = first
  let timer: NodeJS.Timeout | undefined
  // A folder that is watched stays so: what changes while a build runs is told when that is over.
  const watched = new Set<string>()
  const attach = () => {
    for (const folder of new Set(sources.map((path) => dirname(path)))) {
      if (watched.has(folder)) continue
      watched.add(folder)
      watchFile(folder, (_, name) => {
        if (name === null || sources.includes(join(folder, name))) again()
      })
    }
  }
  const again = () => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      const result = run(inputs, options)
      describe(result, options)
      // A file that could not be read or parsed brings back what it imported before.
      sources = result.errors.length > 0 ? [...new Set([...sources, ...result.sources])] : result.sources
      attach()
    }, 50)
  }
  attach()
  if (!options.json) console.log('taipan: waiting for changes')
}

const ARGUMENTS = {
  files: { type: 'positional', description: 'Files whose exports are compiled', required: true },
  out: { type: 'string', alias: 'o', description: 'Folder of the output', default: 'dist' },
  'single-file': { type: 'boolean', description: 'One JavaScript file with code and run time inside, no imports', default: false },
  watch: { type: 'boolean', alias: 'w', description: 'Build again when a file changes', default: false },
  json: { type: 'boolean', description: 'Say what happened as JSON', default: false },
  report: { type: 'boolean', description: 'Say what each export was compiled for', default: false },
} as const

/** A sentence about an option that there is not. */
function unknownOption(given: readonly string[]): string | undefined {
  const known = new Set(['_', ...Object.keys(ARGUMENTS), 'o', 'w', 'singleFile'])
  const unknown = given.find((name) => !known.has(name))
  return unknown === undefined ? undefined : `there is no option --${unknown}; \`taipan build --help\` tells which there are`
}

export const build = defineCommand({
  meta: { name: 'build', description: 'Compile the exports of TypeScript files ahead of time.' },
  args: ARGUMENTS,
  run({ args }) {
    const options: Options = { out: args.out, singleFile: args['single-file'], json: args.json, report: args.report }
    const inputs = args._.map(String)
    const refused = unknownOption(Object.keys(args)) ?? refuseInputs(inputs, options.out)
    if (refused !== undefined) {
      if (options.json) console.log(JSON.stringify({ ok: false, errors: [{ message: refused }], files: [] }, null, 2))
      else console.error(`taipan: ${refused}`)
      process.exitCode = 1
      return
    }
    const result = run(inputs, options)
    describe(result, options)
    process.exitCode = result.errors.length > 0 ? 1 : 0
    if (args.watch) watchAll(inputs, options, result)
  },
})
