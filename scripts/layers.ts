/**
 * Which part of src/ may import which: the table below is the whole rule, everything else is an error, and so
 * is a cycle of files. Tests (`*.test.ts` and helpers in `testing/`) may import anything.
 */
import { readFileSync } from 'node:fs'
import { dirname, join, posix, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import ts from 'typescript'
import { sourceFiles } from './files.ts'

/** An importer is a folder of src/ or a file directly in it; `types` are allowed with `import type` only. */
interface Layer {
  readonly imports: readonly string[]
  readonly types?: readonly string[]
  /** Packages from npm. */
  readonly packages?: readonly string[]
  /** Modules of Node itself: only where code runs in Node alone or guards against their absence. */
  readonly node?: boolean
}

export const LAYERS: Readonly<Record<string, Layer>> = {
  base: { imports: [] },
  artifact: { imports: ['base'] },
  prepared: { imports: ['base'], node: true },
  report: { imports: ['base'] },
  runtime: { imports: ['base', 'artifact', 'prepared'], node: true },
  cache: { imports: ['base', 'artifact'], node: true },
  ir: { imports: ['base', 'artifact'] },
  syntax: { imports: ['base', 'report'], types: ['artifact'], packages: ['acorn', '@sveltejs/acorn-typescript'] },
  build: { imports: ['base', 'report', 'syntax', 'ir'], types: ['artifact'], packages: ['acorn'] },
  infer: { imports: ['base', 'report', 'artifact', 'ir'], types: ['build'] },
  opt: { imports: ['base', 'ir'] },
  emit: { imports: ['base', 'artifact', 'ir'] },
  'compiler.ts': { imports: ['base', 'report', 'artifact', 'syntax', 'build', 'infer', 'opt', 'emit', 'ir'] },
  aot: {
    imports: ['compiler.ts', 'artifact', 'cache', 'report', 'base', 'ir', 'emit', 'runtime'],
    types: ['infer'],
    packages: ['acorn', '@sveltejs/acorn-typescript', 'citty', 'magic-string', 'unplugin'],
    node: true,
  },
  'index.ts': { imports: ['runtime', 'cache', 'artifact', 'base'], types: ['compiler.ts', 'report'], node: true },
  'runtime.ts': { imports: ['runtime', 'artifact', 'base'] },
  'inline.ts': { imports: ['runtime'] },
  'inline-sealed.ts': { imports: ['runtime'] },
  'inline-sealed-more.ts': { imports: ['runtime'] },
  'inline-numbers.ts': { imports: ['runtime'] },
  'inline-numbers-late.ts': { imports: ['runtime'] },
  'inline-numbers-late-imports.ts': { imports: ['runtime'] },
  'inline-numbers-memory.ts': { imports: ['runtime'] },
  'aot.ts': { imports: ['aot', 'base'] },
}

/** Development-only files of ir/: the shipped compiler does not load them. */
const DEVELOPMENT_ONLY = new Set([
  'ir/parse.ts',
  'ir/parse-imm.ts',
  'ir/scan.ts',
  'ir/interpret.ts',
  'ir/interpret-ops.ts',
  'ir/interpret-host.ts',
  'ir/interpret-memory.ts',
  'ir/doubles.ts',
  'ir/renumber.ts',
  'ir/testing.ts',
  'ir/testing-inputs.ts',
])

export interface Edge {
  /** Paths from src/, or a package name or `node:…` for `to`. */
  readonly from: string
  readonly to: string
  readonly typeOnly: boolean
}

/** The layer of a file: its folder, or the file itself when it lies directly in src/. */
export function layerOf(file: string): string {
  const slash = file.indexOf('/')
  return slash < 0 ? file : file.slice(0, slash)
}

function isTest(file: string): boolean {
  return file.endsWith('.test.ts') || /(^|\/)test(ing|-helpers?)?(\/|\.ts$)/.test(file)
}

/** Every import and re-export of a source text, dynamic ones included. */
export function importsOf(from: string, text: string): Edge[] {
  const source = ts.createSourceFile(from, text, ts.ScriptTarget.Latest, false)
  const edges: Edge[] = []
  const add = (specifier: ts.Node | undefined, typeOnly: boolean) => {
    if (!specifier || !ts.isStringLiteralLike(specifier)) return
    const name = specifier.text
    const to = name.startsWith('.') ? posix.normalize(posix.join(posix.dirname(from), name)) : name
    edges.push({ from, to, typeOnly })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      const clause = node.importClause
      const named = clause?.namedBindings && ts.isNamedImports(clause.namedBindings) ? clause.namedBindings.elements : undefined
      const onlyTypes = named !== undefined && !clause?.name && named.length > 0 && named.every((element) => element.isTypeOnly)
      add(node.moduleSpecifier, clause?.isTypeOnly === true || onlyTypes)
    } else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly)
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true)
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) add(node.arguments[0], false)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return edges
}

/** Why an import is not allowed, or undefined if it is. */
export function complaint(edge: Edge): string | undefined {
  const layer = layerOf(edge.from)
  const rule = LAYERS[layer]
  if (!rule) return `${edge.from}: ${layer} is not in the table of scripts/layers.ts`
  const packaged = !edge.to.includes('.ts')
  if (packaged) {
    if (edge.to.startsWith('node:')) return rule.node ? undefined : `${edge.from} imports ${edge.to}, but ${layer} must run without Node`
    return rule.packages?.includes(edge.to) ? undefined : `${edge.from} imports the package ${edge.to}`
  }
  if (edge.to.startsWith('..')) return `${edge.from} imports ${edge.to}, outside src/`
  if (isTest(edge.to)) return `${edge.from} imports the test file ${edge.to}`
  if (DEVELOPMENT_ONLY.has(edge.to) && !DEVELOPMENT_ONLY.has(edge.from) && !edge.typeOnly && layer !== 'aot')
    return `${edge.from} imports ${edge.to}, which is for tests only`
  const target = layerOf(edge.to)
  if (target === layer || rule.imports.includes(target)) return undefined
  if (rule.types?.includes(target)) return edge.typeOnly ? undefined : `${edge.from} may import ${edge.to} by \`import type\` only`
  return `${edge.from} imports ${edge.to}, but ${layer} may not import ${target}`
}

/** Cycles among run-time imports (types vanish, so they cannot tie a knot at run time). One path per cycle found. */
export function cycles(edges: readonly Edge[]): string[][] {
  const next = new Map<string, string[]>()
  for (const { from, to, typeOnly } of edges) if (!typeOnly) next.set(from, [...(next.get(from) ?? []), to])
  const found: string[][] = []
  const done = new Set<string>()
  const path: string[] = []
  const visit = (file: string): void => {
    const at = path.indexOf(file)
    if (at >= 0) {
      found.push([...path.slice(at), file])
      return
    }
    if (done.has(file)) return
    path.push(file)
    for (const to of next.get(file) ?? []) visit(to)
    path.pop()
    done.add(file)
  }
  for (const file of next.keys()) visit(file)
  return found
}

/** All complaints about a tree of source files. */
export function checkLayers(src: string): string[] {
  const edges = sourceFiles(src)
    .map((path) => relative(src, path).split('\\').join('/'))
    .filter((file) => !isTest(file))
    .flatMap((file) => importsOf(file, readFileSync(join(src, file), 'utf8')))
  const wrong = edges.map(complaint).filter((text) => text !== undefined)
  return [...wrong, ...cycles(edges).map((path) => `import cycle: ${path.join(' → ')}`)]
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const complaints = checkLayers(join(dirname(dirname(fileURLToPath(import.meta.url))), 'src'))
  for (const text of complaints) console.error(text)
  console.log(complaints.length === 0 ? 'layers: every import follows the table' : `layers: ${complaints.length} forbidden`)
  process.exitCode = complaints.length === 0 ? 0 : 1
}
