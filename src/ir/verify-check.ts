/** Where the verifier stands in a function, and how it complains. */
import { InvariantError } from '../base/assert.ts'
import type { Block, Func, Value } from './function.ts'
import type { Module } from './module.ts'
import { print } from './print.ts'

/** What a check needs: the function, and where it stands, for the message. */
export interface Check {
  readonly func: Func
  readonly module: Module | undefined
  block: Block
  /** Index of the instruction; -1 is the block's head, one past the last the terminator. */
  at: number
}

export function wantType(check: Check, value: Value, wanted: string): void {
  const type = check.func.types[value]
  if (type !== wanted) broken(check, `v${value} is ${type}, ${wanted} is wanted`)
}

/** Throw, with the text of the function and the line where the check stands marked. */
export function broken({ func, block, at }: Check, message: string): never {
  let line = 1
  for (let before = 0; before < block; before++) line += func.blocks[before]!.insts.length + 2
  line += at + 1
  const lines = print(func).split('\n')
  const marked = lines.map((text, index) => (index === line ? `>${text || ' '}\n  ^ ${message}` : ` ${text}`)).join('\n')
  throw new InvariantError(`@${func.name}: ${message}\n${marked.trimEnd()}`)
}
