/** `CC`: a program says what of it is to be a module. */
import { resolve } from 'node:path'
import { parseSignature } from '../../artifact/signature.ts'
import type { Signature } from '../../artifact/types.ts'
import { switches } from '../../base/debug.ts'
import { calledBy } from '../../runtime/blame.ts'
import { unitOf } from '../../runtime/capture.ts'
import { type AnyClass, classOf, type RuntimeClass } from '../../runtime/classes.ts'
import { unseen } from '../../runtime/classify.ts'
import { type AnyFunction, plainOf } from '../../runtime/identity.ts'
import { makeClass, type Spec } from '../../runtime/jitclass.ts'
import { show } from '../../runtime/scalars.ts'
import { moduleFiles } from '../build.ts'
import { inlineRuntime } from '../output/inline-runtime.ts'
import { type OutputFile, writeFiles } from '../output/write.ts'
import { isReserved } from '../source/reserved.ts'
import { compileProgram, type Wanted } from './compile.ts'

export interface CCOptions {
  /** Folder of the output; `dist` if it is not given. */
  readonly out?: string
  /** One JavaScript file with code and run time inside. */
  readonly singleFile?: boolean
  /** Captured values by name, where they cannot be found otherwise. */
  readonly scope?: Readonly<Record<string, unknown>>
}

/**
 * Functions and classes of the running program, written out as a module. Captured constants become part of it.
 *
 * @example
 * const cc = new CC('my_module')
 * cc.export('func', 'int64(int64)', func)
 * cc.export('Buffer', Buffer)
 * await cc.compile()          // dist/my_module.js  .cjs  .wasm  .d.ts
 */
export class CC {
  readonly name: string
  readonly #options: CCOptions
  readonly #wanted: Wanted[] = []

  constructor(name: string, options: CCOptions = {}) {
    calledBy(CC, () => checkModule(name, options))
    this.name = name
    this.#options = options
  }

  /** A function, for one or several signatures. */
  export(name: string, signature: string | readonly string[], fn: AnyFunction): this
  /** A kernel, for the signatures that it has. */
  export(name: string, kernel: AnyFunction & { readonly signatures: readonly string[] }): this
  /** A class. Members that take something are compiled for the types of their calls so far, or for the signatures given here. */
  export(name: string, given: AnyClass, spec?: Spec): this
  export(name: string, first: unknown, second?: unknown): this {
    calledBy(this.export, () => this.#want(name, first, second))
    return this
  }

  #want(name: string, first: unknown, second: unknown): void {
    if (!/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name)) throw new TypeError(`an export has a name, not ${show(name)}`)
    if (isReserved(name)) throw new TypeError(`an export cannot be named ${name}`)
    if (this.#wanted.some((each) => each.name === name)) throw new TypeError(`there are two exports that are named ${name}`)
    if (typeof first === 'function' && isClass(first))
      this.#wanted.push({ kind: 'class', name, found: this.#classOf(first as never, second as Spec) })
    else this.#wanted.push(this.#function(name, first, second))
  }

  /** Compile all exports and write the files. Nothing is written if one of them cannot be compiled. */
  async compile(): Promise<{ readonly files: readonly OutputFile[] }> {
    return calledBy(this.compile, () => ({ files: this.#write() }))
  }

  #write(): OutputFile[] {
    if (this.#wanted.length === 0) throw new TypeError(`${this.name} exports nothing: call export first`)
    const { out = 'dist', singleFile = false } = this.#options
    const made = compileProgram(this.name, this.#wanted)
    const files = moduleFiles(made, { directory: resolve(out), runtime: singleFile ? inlineRuntime() : undefined })
    writeFiles(files)
    return files
  }

  #function(name: string, first: unknown, second: unknown): Wanted {
    const given = typeof first === 'function' ? first : second
    if (typeof given !== 'function') throw new TypeError(`${name} is to be a function or a class, not ${show(given)}`)
    const texts =
      typeof first === 'function'
        ? ((first as { signatures?: readonly string[] }).signatures ?? [])
        : typeof first === 'string'
          ? [first]
          : (first as string[])
    if (texts.length === 0) {
      throw new TypeError(
        `${name} has no signature: write cc.export('${name}', 'float64(float64)', ${given.name || 'fn'}), or call the kernel once`,
      )
    }
    const plain = plainOf(given)
    const reason = unseen(plain)
    if (reason !== undefined) throw new TypeError(`${name} cannot be compiled: it is ${reason}`)
    const signatures: Signature[] = texts.map((text) => parseSignature(text))
    const unit = unitOf(plain, { scope: this.#options.scope })
    return { kind: 'function', name, unit, length: plain.length, signatures }
  }

  #classOf(given: AnyClass, spec: Spec | undefined): RuntimeClass {
    const known = classOf(given)
    if (known && spec) throw new TypeError(`${given.name} has been given to jitclass: give it the types there`)
    if (!known && switches().disable) throw new TypeError(`${given.name} cannot be compiled while TAIPAN_DISABLE is set`)
    if (!known) makeClass(spec ?? {}, given, this.#options.scope ? { scope: this.#options.scope } : {})
    return known ?? classOf(given)!
  }
}

function checkModule(name: string, options: CCOptions): void {
  if (typeof name !== 'string' || !/^[\w.-]+$/.test(name)) throw new TypeError(`a module is named by letters and digits, not ${show(name)}`)
  const unknown = Object.keys(options).find((key) => !['out', 'singleFile', 'scope'].includes(key))
  if (unknown !== undefined) throw new TypeError(`CC has no option \`${unknown}\`; it has out, singleFile, scope`)
}

function isClass(value: object): boolean {
  return classOf(value) !== undefined || /^class\b/.test(Function.prototype.toString.call(plainOf(value)))
}
