/** The JavaScript around compiled code, in each of its forms: what is imported, how the code is read, how things are exported. */
import type { CompiledModule } from '../../artifact/module.ts'
import { isReserved } from '../source/reserved.ts'
import type { NumbersOutput } from './numbers.ts'
import type { SealedOutput } from './sealed.ts'

export type StubForm =
  /** An ES module with the code in a file beside it. */
  | { readonly kind: 'module'; readonly wasm: string }
  /** The same for `require`. */
  | { readonly kind: 'commonjs'; readonly wasm: string }
  /** An ES module with the code in its text; `runtime` is the text that defines what would be imported, if nothing is to be. */
  | { readonly kind: 'single'; readonly code: Uint8Array; readonly runtime?: string | undefined }

/** What the output imports. */
export const HELPERS = [
  'codeOf',
  'compiledInstance',
  'declareClass',
  'exportedClass',
  'exportedFunction',
  'moduleState',
  'moduleVariable',
  'openModule',
  'privateFields',
  'privateKey',
  'privateOf',
  'readCode',
  'staticCell',
] as const
/** Of output with little run time: what takes the place of those that open the code and make exports. */
export const SEALED_HELPERS = ['codeOf', 'openSealed', 'readCode', 'sealedClass', 'sealedFunction'] as const

/** How the output speaks of a file of the source. */
export type SourceName = (source: string) => string

/** The facts of a module with its sources named as the output names them. */
export function withSources(facts: CompiledModule, name: SourceName): CompiledModule {
  const { positions } = facts
  return positions ? { ...facts, positions: { ...positions, sources: positions.sources.map(name) } } : facts
}

export interface Exported {
  /** With a dot: part of a namespace, which takes it from its variable. */
  readonly name: string
  readonly text: string
  /** A variable that changes: the text says what it is now. */
  readonly live?: boolean
}

export interface ModuleText {
  /** Completes "Compiled by taipan …". */
  readonly origin: string
  readonly facts: CompiledModule
  /** JavaScript that makes constants and classes. */
  readonly initialisers: string
  readonly declared: readonly { readonly id: string; readonly expression: string }[]
  /** Implicit arguments: `"id": expression`. */
  readonly values: readonly string[]
  /** Statements that make the classes. */
  readonly classes: readonly string[]
  readonly exports: readonly Exported[]
  /** What takes and gives numbers only: the text of its run time, and what that wants to know of the code. */
  readonly numbers?: (NumbersOutput & { readonly runtime: string }) | undefined
  /** What crosses is little: the text of its run time, where that is to be in the output. */
  readonly sealed?: (SealedOutput & { readonly runtime: string | undefined }) | undefined
  /** Statements that run when all is there. */
  readonly last: readonly string[]
}

export function moduleText(form: StubForm, given: ModuleText): string {
  const { origin, initialisers, declared, classes, exports, last } = given
  const lines = [
    `// Compiled by taipan ${origin}.`,
    opening(form, given),
    initialisers,
    ...(given.sealed ? [] : declared).map(({ id, expression }) => `declareClass(${JSON.stringify(id)}, ${expression})`),
    openText(form, given),
    ...classes,
    ...exports.map((made, index) => exported(form, made, index)),
    ...last,
  ]
  return `${lines.filter((line) => line !== '').join('\n')}\n`
}

/** What sources are relative to. A single file goes anywhere, and names them as they were called when it was made. */
const ADDRESSES = { module: 'import.meta.url', commonjs: "require('node:url').pathToFileURL(__filename).href" }

function openText(form: StubForm, { facts, values, numbers, sealed }: ModuleText): string {
  const code = codeText(form)
  const address = form.kind === 'single' ? [] : [ADDRESSES[form.kind]]
  if (sealed) {
    const parts = `{${sealed.parts.map((part) => ` ${part}: ${partName(part)}`).join(',')} }`
    return `const open = openSealed(${[JSON.stringify(sealed.facts), code, parts, ...address].join(', ')})`
  }
  const given = numbers
    ? `lateNumbers, ${numbers.needs.memory ? 'numberMemory' : 'undefined'}`
    : `{${values.length > 0 ? ` ${values.join(', ')} ` : ''}}`
  const parts = [JSON.stringify(numbers?.facts ?? facts), code, given, ...address]
  return `const open = openModule(${parts.join(', ')})`
}

/** The text of an exported function; `length` is what its property of that name says. */
export function functionText(name: string, length: number, members: readonly number[], rest?: number, after = ''): string {
  const more = after ? `, ${rest}, ${after}` : rest === undefined ? '' : `, ${rest}`
  return `/* @__PURE__ */ exportedFunction(open, ${JSON.stringify(name)}, ${length}, ${JSON.stringify(members)}${more})`
}

/** The same where what crosses is little. */
export function sealedFunctionText(name: string, length: number, members: readonly number[]): string {
  return `/* @__PURE__ */ sealedFunction(open, ${JSON.stringify(name)}, ${length}, ${JSON.stringify(members)})`
}

/** The statement that makes a class: by member, its places in the module. */
export function classStatement(variable: string, id: string, members: Readonly<Record<string, readonly number[]>>): string {
  return `const ${variable} = exportedClass(open, ${JSON.stringify(id)}, ${JSON.stringify(members)})`
}

function opening(form: StubForm, { numbers, sealed }: ModuleText): string {
  const runtime = numbers?.runtime ?? sealed?.runtime
  const helpers = sealed ? [...SEALED_HELPERS, ...sealed.parts.map(partName)] : HELPERS
  if (runtime !== undefined) return form.kind === 'commonjs' ? `'use strict'\n${runtime}` : runtime
  if (form.kind === 'commonjs') {
    return `'use strict'\nconst { ${helpers.filter((name) => name !== 'codeOf').join(', ')} } = require('taipan/runtime')`
  }
  if (form.kind === 'single' && form.runtime !== undefined) return form.runtime
  const wanted = helpers.filter((name) => name !== (form.kind === 'single' ? 'readCode' : 'codeOf'))
  return `import { ${wanted.join(', ')} } from 'taipan/runtime'`
}

function partName(part: SealedOutput['parts'][number]): string {
  return part === 'arrays' ? 'sealedArrays' : 'sealedValues'
}

function codeText(form: StubForm): string {
  if (form.kind === 'single') return `codeOf('${Buffer.from(form.code).toString('base64')}')`
  const file = JSON.stringify(`./${form.wasm}`)
  if (form.kind === 'commonjs') return `readCode(require('node:url').pathToFileURL(require('node:path').join(__dirname, ${file})))`
  return `await readCode(new URL(${file}, import.meta.url))`
}

function exported(form: StubForm, { name, text, live = false }: Exported, index: number): string {
  const variable = exportedName(form, name, index)
  if (name.includes('.')) return live ? '' : `const ${variable} = ${text}`
  if (form.kind === 'commonjs') {
    if (!live) return `${variable} = ${text}`
    return `Object.defineProperty(exports, ${JSON.stringify(name)}, { enumerable: true, get: () => ${text} })`
  }
  const keyword = live ? 'let' : 'const'
  if (variable === name) return `export ${keyword} ${name} = ${text}`
  return `${keyword} ${variable} = ${text}\nexport { ${variable} as ${name} }`
}

/** How the output itself speaks of an export. */
export function exportedName(form: StubForm, name: string, index: number): string {
  if (name.includes('.')) return `export${index}`
  if (form.kind === 'commonjs') return `exports[${JSON.stringify(name)}]`
  return isReserved(name) ? `export${index}` : name
}
