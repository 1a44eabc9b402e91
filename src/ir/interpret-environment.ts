/** What surrounds the interpreter. */
import type { Module } from './module.ts'

/** What the interpreter needs from around it: the run time's services, or those of `testEnvironment`. */
export interface Environment {
  readonly memory: ArrayBuffer
  /** A new object of the layout: its header is written, its reference fields are 0. */
  allocate(layout: string): number
  layoutId(layout: string): number
  /** A new block with so many bytes of zeroed data. */
  allocateBlock(layout: string, bytes: number): number
  /** Is every byte of the range inside one object that compiled code may touch? */
  contains(address: number, bytes: number): boolean
  /** The functions of host.ts; operands and results as they cross from and to WebAssembly. */
  readonly host: Readonly<Record<string, (...operands: never[]) => unknown>>
  /** Functions of the host's strings and numbers (`text:` in host.ts), where there is a host. */
  readonly text?: (name: string) => (...operands: never[]) => unknown
  /** The handle of a string constant. */
  string(text: string): number
  /** The object that stands for a function, by the id of its template. */
  functionRef(template: string): number
  /** The object of a static field, by the name of the class's unit and the field. */
  staticRef(name: string): number
  errorOf(handle: number): unknown
  /** Throw, so that `error.caught` gives this error afterwards. */
  raise(error: unknown): never
}

export interface Machine {
  readonly module: Module
  readonly environment: Environment
  readonly view: DataView
}
