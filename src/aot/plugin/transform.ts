/** What the plugin does to one file of the user, whatever the bundler. */
import MagicString, { type SourceMap } from 'magic-string'
import { isTyped, unusedName, writeAttachments } from './attach.ts'
import { mentionsDirective, writeCompiled } from './directive.ts'
import { compileKernelFile } from './kernel-file.ts'
import { follow, type Project, type ReadFile, readFile, scan } from './project.ts'

export { newProject } from './project.ts'

export interface TransformOptions {
  /** Files that are compiled whole. */
  readonly kernels: RegExp
  /** Files that use `jit` import the compiler: there is no other way to find it where the code will run. */
  readonly compiler: boolean
  /** Compiled code brings its source map along. */
  readonly debug: boolean
  /** Where an import leads that only the bundler can follow. */
  resolve(specifier: string, from: string): Promise<string | undefined>
  warn(message: string): void
}

export interface Transformed {
  readonly code: string
  readonly map: SourceMap | string
  /** Files on which the result depends. */
  readonly sources: readonly string[]
}

/** Undefined: the file stays as it is. Throws a `BuildProblem`. */
export async function transform(project: Project, path: string, text: string, options: TransformOptions): Promise<Transformed | undefined> {
  if (options.kernels.test(path)) return compileKernelFile(path, text, project.root, options.debug)
  scan(project)
  const read = readFile(project, path, text)
  const unreadable = project.unreadable.get(path)
  if (unreadable !== undefined) options.warn(`taipan cannot read ${path}, so its kernels are left as they are: ${unreadable}`)
  if (!read) return undefined
  follow(project, read, await resolveAliases(read, options, path))
  const output = new MagicString(text)
  const attached = writeAttachments(output, read.file, read.scopes, read.attachments)
  const compiler = read.attachments.compiles && options.compiler && !project.loadsCompiler
  if (compiler) importCompiler(output, read)
  const sources = mentionsDirective(text) ? writeCompiled(output, read.file, read.scopes, project.root, options.debug) : undefined
  if (!attached && !compiler && !sources) return undefined
  const map = output.generateMap({ source: path, hires: 'boundary', includeContent: true })
  return { code: output.toString(), map, sources: sources ?? [] }
}

async function resolveAliases(
  { attachments }: ReadFile,
  { resolve }: TransformOptions,
  from: string,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  for (const specifier of new Set(attachments.wanted.map((each) => each.from))) {
    if (specifier.startsWith('.')) continue
    const path = await resolve(specifier, from)
    if (path !== undefined) found.set(specifier, path)
  }
  return found
}

/** Imports come first in any case; the call stands before all other statements. */
function importCompiler(output: MagicString, { file }: ReadFile): void {
  const [compiler, set] = [unusedName(file.text, '$taipanCompiler'), unusedName(file.text, '$setCompiler')]
  const cast = isTyped(file) ? ' as any' : ''
  const first = (file.program['body'] as { type: string; start: number; directive?: string }[]).find(
    ({ directive }) => directive === undefined,
  )
  output.prependRight(
    first?.start ?? 0,
    `import * as ${compiler} from 'taipan/compiler'; import { setCompiler as ${set} } from 'taipan'; ${set}(() => ${compiler}${cast});`,
  )
}
