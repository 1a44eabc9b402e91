/**
 * Builds dist/: one file each for the library and the run time, bundles that share chunks for the compiler, what builds
 * ahead of time and the command line, and the types. The parsers are bundled: the package has no dependencies.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, normalize, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { type BuildOptions, build, type Plugin, transform } from 'esbuild'
import { once } from '../src/base/once.ts'
import { indexedLoops } from './loops.ts'
import { split } from './split.ts'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const dist = join(root, 'dist')
const ENTRIES = ['index', 'runtime', 'compiler', 'aot']
/** Entries of `aot/plugin/bundlers/`. */
const BUNDLERS = ['plugin', 'vite', 'rollup', 'rolldown', 'esbuild', 'webpack', 'rspack']

/** Declaration files that the three entries reach; the rest describe internals that nobody can import. */
function reachable(types: string): Set<string> {
  const seen = new Set<string>()
  const visit = (file: string): void => {
    if (seen.has(file) || !existsSync(file)) return
    seen.add(file)
    for (const [, name] of readFileSync(file, 'utf8').matchAll(/(?:from|import\()\s*['"](\.[^'"]+)['"]/g))
      visit(normalize(join(dirname(file), name!.replace(/\.[jt]s$/, '.d.ts'))))
  }
  for (const entry of [...ENTRIES, ...BUNDLERS.map((name) => `aot/plugin/bundlers/${name}`)]) visit(join(types, `${entry}.d.ts`))
  return seen
}

/** Declarations that need neither TypeScript's `.ts` imports nor a library with WebAssembly (whose objects are internal). */
function portable(declarations: string): string {
  return declarations.replace(/(['"]\.{1,2}\/[^'"]*)\.ts(['"])/g, '$1.js$2').replace(/\bWebAssembly\.\w+(<[^>]*>)?/g, 'object')
}

function buildTypes(): void {
  const types = join(dist, 'types')
  const tsc = join(root, 'node_modules', 'typescript', 'lib', 'tsc.js')
  execFileSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.build.json')], { cwd: root, stdio: 'inherit' })
  const keep = reachable(types)
  for (const path of keep) writeFileSync(path, portable(readFileSync(path, 'utf8')))
  for (const entry of readdirSync(types, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isFile() && !keep.has(path)) rmSync(path)
  }
}

/** Of everything that decides what the compiler makes: its own source, the parser's, and how they are put together. */
function buildHash(): string {
  const hash = createHash('sha256')
  const source = join(root, 'src')
  const files = readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  for (const file of [
    ...files,
    ...[
      'build.ts',
      'loops.ts',
      'split.ts',
      'prepare.mjs',
      'typical.mjs',
      'linked.mjs',
      'rare.mjs',
      'ahead.mjs',
      'ahead-kernels.ts',
      'ahead-whole.ts',
    ].map((name) => join(root, 'scripts', name)),
    join(root, 'node_modules', 'acorn', 'package.json'),
  ]) {
    hash
      .update(`${relative(root, file).split('\\').join('/')}\0`)
      .update(readFileSync(file))
      .update('\0')
  }
  return hash.digest('hex').slice(0, 32)
}

/**
 * unplugin asks for a package for virtual modules at run time, which a bundle does not hold. Only plugins that resolve or load
 * modules use it; ours transforms.
 */
const unpluginWhole: Plugin = {
  name: 'unplugin-whole',
  setup({ onLoad }) {
    onLoad({ filter: /unplugin[\\/]dist[\\/]index\.mjs$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8')
      const contents = text.replaceAll('__require("webpack-virtual-modules")', 'class {}')
      if (contents === text) throw new Error('unplugin has changed: see scripts/build.ts')
      return { contents, loader: 'js' }
    })
  },
}

/**
 * acorn makes tables of Unicode's properties when it is loaded, which takes as long as all else in loading the compiler's half;
 * they are needed for regular expressions with `\\p{…}` alone, and then of one version. Its lists of words are regular expressions,
 * which take longer to make, and to ask about a few hundred words, than sets.
 */
const acornLazy: Plugin = {
  name: 'acorn-lazy',
  setup({ onLoad }) {
    onLoad({ filter: /acorn[\\/]dist[\\/]acorn\.mjs$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8')
      const eager = /for \(var i = 0, list = \[9, 10, 11, 12, 13, 14\];[^}]*buildUnicodeData\(ecmaVersion\);\s*\}/
      const use = /this\.unicodeProperties = data\[(.*)\];/
      const words = /(function wordsRegexp\(words\) \{\s*return regexpCache\[words\] \|\| \(regexpCache\[words\] = )new RegExp\(.*\)\)/
      if (!eager.test(text) || !use.test(text) || !words.test(text)) throw new Error('acorn has changed: see scripts/build.ts')
      const lazy = 'var key = $1; if (key >= 9 && !data[key]) { buildUnicodeData(key); } this.unicodeProperties = data[key];'
      const asSet = '$1((set) => ({ test: (word) => (set ??= new Set(words.split(" "))).has(word) }))())'
      return { contents: text.replace(eager, '').replace(use, lazy).replace(words, asSet), loader: 'js' }
    })
  },
}

/** webpack and Rspack load these by their path from the file that has unplugin's code. */
async function buildLoaders(): Promise<void> {
  for (const bundler of ['webpack', 'rspack']) {
    await build({
      absWorkingDir: root,
      entryPoints: [`unplugin/${bundler}/loaders/transform`],
      outfile: join(dist, bundler, 'loaders', 'transform.mjs'),
      bundle: true,
      format: 'esm',
      platform: 'neutral',
      mainFields: ['module', 'main'],
      target: 'es2022',
      external: ['node:*'],
      legalComments: 'none',
      logLevel: 'warning',
    })
  }
}

rmSync(dist, { recursive: true, force: true })
mkdirSync(join(dist, 'node'), { recursive: true })
const common: BuildOptions = {
  absWorkingDir: root,
  outdir: dist,
  bundle: true,
  minify: true,
  // Node shows the line that threw: it must be no longer than a screen is wide.
  lineLimit: 120,
  format: 'esm',
  platform: 'neutral',
  // Some packages inside of unplugin have no other entry.
  mainFields: ['module', 'main'],
  target: 'es2022',
  external: ['node:*'],
  plugins: [unpluginWhole, acornLazy],
  define: { TAIPAN_BUILD: JSON.stringify(buildHash()) },
  legalComments: 'none',
  logLevel: 'warning',
}
// What a start loads is one file each: to find and link a file costs more than to read some code twice. All state is in base/shared.ts.
for (const entry of ['index', 'runtime']) await build({ ...common, entryPoints: [`src/${entry}.ts`] })
await build({
  ...common,
  entryPoints: [
    { in: 'src/compiler.ts', out: 'compiler' },
    { in: 'src/aot.ts', out: 'aot' },
    { in: 'src/aot/cli.ts', out: 'cli' },
    ...BUNDLERS.map((name) => ({ in: `src/aot/plugin/bundlers/${name}.ts`, out: name })),
  ],
  splitting: true,
  chunkNames: 'shared-[hash]',
})
/** What a part is: an expression, so that V8's code for it can be kept (src/prepared), which that of a module cannot. */
const PARAMETERS = 'require, TAIPAN_URL, TAIPAN_OPEN'

/** Of the parts that do most before V8 has optimised them, loops are written as V8 likes them until then. */
const indexed = once(() =>
  indexedLoops(
    ['compiler', 'index'].map((name) => join(root, 'src', `${name}.ts`)),
    join(root, 'tsconfig.json'),
  ),
)
const arrayLoops: Plugin = {
  name: 'array-loops',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, ({ path }) => {
      const contents = indexed().get(path.split('\\').join('/'))
      return contents === undefined ? undefined : { contents, loader: 'ts' }
    })
  },
}

/** A part of so many statements, as a function that returns what they export. `require` gives the modules of Node. */
async function bundlePart(name: string): Promise<string> {
  const { outputFiles } = await build({
    ...common,
    ...{ entryPoints: [`src/${name}.ts`], format: 'cjs', write: false },
    // Names stay: split.ts goes by them, and short ones mean much.
    ...{ minify: false, minifySyntax: true, minifyWhitespace: true },
    plugins: [...common.plugins!, ...(name === 'runtime' ? [] : [arrayLoops])],
    define: { ...common.define, 'import.meta.url': 'TAIPAN_URL' },
  })
  return outputFiles![0]!.text
}

/** As a function in strict mode: the bundle's own directive is not its first statement. */
const partOf = (statements: string) => `function (${PARAMETERS}) {\n"use strict";\n${statements}\n}`
const wholePart = (statements: string) => partOf(`const module = {};\n${statements}\nreturn module.exports;`)

/**
 * V8 keeps a text of more than 128 KiB apart from young objects: it is neither counted nor copied with them. Among them, it is the
 * largest, and brings the first collection, of two to four milliseconds, into the start of a program.
 */
const LARGE_TEXT = (1 << 17) + 64

async function writePart(name: string, text: string): Promise<void> {
  // As the value of something, it is not dropped.
  const { code } = await transform(`part = ${text}`, { minify: true, lineLimit: common.lineLimit!, target: common.target as string })
  const part = `(${code.replace(/^part\s*=\s*/, '').replace(/;\s*$/, '')})\n`
  if (Buffer.byteLength(part) !== part.length) throw new Error(`${name}.cjs is not ASCII, which is how it is read`)
  writeFileSync(join(dist, 'node', `${name}.cjs`), name === 'index' ? part.padEnd(LARGE_TEXT) : part)
}

/** For Node, each part once more as a text, and a module that runs it. */
async function buildPart(name: string): Promise<void> {
  await writePart(name, wholePart(await bundlePart(name)))
  const { exports } = Object.values(
    (await build({ ...common, entryPoints: [`src/${name}.ts`], write: false, metafile: true })).metafile!.outputs,
  )[0]!
  const contents = `import { openPart } from './prepared/open.ts'
export const { ${exports.sort().join(', ')} } = openPart('${name}', new URL('./', import.meta.url).href)`
  await build({ ...common, stdin: { contents, resolveDir: join(root, 'src'), sourcefile: `${name}.js` }, outdir: join(dist, 'node') })
  renameSync(join(dist, 'node', 'stdin.js'), join(dist, 'node', `${name}.js`))
}
for (const name of ['index', 'runtime', 'compiler']) await buildPart(name)

interface Halves {
  readonly name: string
  /** How the second part is called. */
  readonly late: string
  /** Runs of which the first part is to hold what they call, given what to add to their environment. */
  readonly typical: (run: Run, covered: NodeJS.ProcessEnv) => void
}

const HALVES: readonly Halves[] = [
  {
    ...{ name: 'index', late: 'late' },
    typical: (run, covered) => {
      run('prepare')
      run('prepare', covered)
      run('prepare', { ...covered, ...OTHER_PLACE })
    },
  },
  {
    ...{ name: 'compiler', late: 'compiler-late' },
    typical: (run, covered) => {
      run('prepare', covered)
      run('typical', covered)
      run('linked')
      run('linked', covered)
    },
  },
  {
    ...{ name: 'runtime', late: 'runtime-late' },
    typical: (run, covered) => run('ahead', covered),
  },
]

/** A part in two: what typical runs call, and the rest (scripts/split.ts). */
async function splitPart({ name, late, typical }: Halves): Promise<void> {
  const statements = await bundlePart(name)
  const whole = `(${wholePart(statements)})\n`
  writeFileSync(join(dist, 'node', `${name}.cjs`), whole)
  const used = usedFunctions(join(dist, 'node', `${name}.cjs`), typical)
  const before = whole.indexOf(statements)
  const parts = split(statements, (start) => used.has(before + start))
  await writePart(name, wholePart(`let late;\n${parts.first}\nlate = (given) => TAIPAN_OPEN('${late}')(given);`))
  await writePart(late, partOf(`return ${parts.late}`))
}

/** Where functions of a file begin that are called in typical runs. */
function usedFunctions(file: string, typical: Halves['typical']): Set<number> {
  const folder = mkdtempSync(join(tmpdir(), 'taipan-coverage-'))
  try {
    inProject((run) => typical(run, { NODE_V8_COVERAGE: folder }))
    const used = new Set<number>()
    for (const name of readdirSync(folder)) {
      const { result } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { result: Covered[] }
      for (const { functions } of result.filter(({ url }) => url === file || url === pathToFileURL(file).href))
        for (const { ranges } of functions) if (ranges[0]!.count > 0) used.add(ranges[0]!.startOffset)
    }
    if (used.size < 100) throw new Error(`the functions of ${file} that a typical program calls cannot be seen`)
    return used
  } finally {
    rmSync(folder, { recursive: true, force: true })
    rmSync(join(dist, 'node', 'prepared'), { recursive: true, force: true })
  }
}

interface Covered {
  readonly url: string
  readonly functions: readonly { readonly ranges: readonly { readonly startOffset: number; readonly count: number }[] }[]
}

/** Run time inside of output: one statement that defines what the output calls, at once or, of a function, when it is called. */
async function inline(entry: string, into: string, isLate = false): Promise<void> {
  const { outputFiles } = await build({ ...common, entryPoints: [`src/${entry}.ts`], write: false })
  const text = outputFiles[0]!.text.trim()
  const exported = /export\s*\{([^}]*)\};?$/.exec(text)
  if (!exported) throw new Error(`${entry} exports nothing`)
  const pairs = exported[1]!.split(',').map((pair) => pair.trim().split(/\s+as\s+/) as [string, string?])
  const values = pairs.map(([local, name = local]) => `${name}: ${local}`).join(', ')
  const names = pairs.map(([local, name = local]) => name).sort()
  const body = text.slice(0, exported.index)
  const whole = isLate
    ? `function ${names[0]}(...given) {\n${body}\nreturn ${pairs[0]![0]}(...given)\n}\n`
    : `const { ${names.join(', ')} } = (() => {\n${body}\nreturn { ${values} }\n})()\n`
  writeFileSync(join(dist, into), whole)
}
await inline('inline', 'inline-runtime.txt')
await inline('inline-sealed', 'inline-sealed.txt')
await inline('inline-sealed-more', 'inline-sealed-more.txt')
await inline('inline-numbers', 'inline-numbers.txt')
await inline('inline-numbers-memory', 'inline-numbers-memory.txt')
await inline('inline-numbers-late', 'inline-numbers-late.txt', true)
await inline('inline-numbers-late-imports', 'inline-numbers-late-imports.txt', true)
await buildLoaders()
buildTypes()
copyFileSync(join(root, 'node_modules', 'acorn', 'LICENSE'), join(dist, 'LICENSE-acorn'))
copyFileSync(join(root, 'node_modules', '@sveltejs', 'acorn-typescript', 'LICENSE.md'), join(dist, 'LICENSE-acorn-typescript'))
const MAPPING = ['remapping', 'gen-mapping', 'trace-mapping', 'resolve-uri', 'sourcemap-codec'].map((name) => `@jridgewell/${name}`)
for (const name of ['citty', 'unplugin', 'magic-string', 'picomatch', ...MAPPING])
  copyFileSync(join(root, 'node_modules', name, 'LICENSE'), join(dist, `LICENSE-${name.replace(/^@|\//g, '')}`))
/** Runs a program of this folder, with `more` in its environment. */
type Run = (program: 'prepare' | 'typical' | 'linked' | 'rare' | 'ahead', more?: NodeJS.ProcessEnv) => void

/** The cache, where it is in any case, by its name: other code of the library finds it then. */
const OTHER_PLACE = { TAIPAN_CACHE_DIR: join('node_modules', '.cache', 'taipan') }

/** `work` in a project whose cache is empty. */
function inProject(work: (run: Run) => void): void {
  const project = mkdtempSync(join(tmpdir(), 'taipan-prepare-'))
  const own = { NODE_OPTIONS: '', TAIPAN_CACHE: 'on', TAIPAN_CACHE_DIR: undefined, NODE_V8_COVERAGE: undefined }
  try {
    mkdirSync(join(project, 'node_modules'))
    symlinkSync(root, join(project, 'node_modules', 'taipan'), 'junction')
    writeFileSync(join(project, 'package.json'), '{ "type": "module" }')
    const kernels = ['ahead-kernels.ts', 'ahead-whole.ts'].map((name) => join(root, 'scripts', name))
    execFileSync(process.execPath, [join(dist, 'cli.js'), 'build', ...kernels, '--out', join(project, 'ahead')], { stdio: 'pipe' })
    for (const name of ['prepare', 'typical', 'linked', 'rare', 'ahead'])
      copyFileSync(join(root, 'scripts', `${name}.mjs`), join(project, `${name}.mjs`))
    work((program, more = {}) =>
      execFileSync(process.execPath, [join(project, `${program}.mjs`)], {
        cwd: project,
        env: { ...process.env, ...own, ...more },
        stdio: 'inherit',
      }),
    )
  } finally {
    rmSync(project, { recursive: true, force: true })
  }
}
for (const halves of HALVES) await splitPart(halves)
// V8's code of the parts, for the Node that builds: elsewhere the first program makes it.
inProject((run) => {
  run('prepare')
  run('prepare')
  run('prepare', OTHER_PLACE)
  run('rare')
  run('ahead')
})
writeFileSync(join(dist, 'build.stamp'), '')
