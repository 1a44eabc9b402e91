/** Text of a TypeScript or JavaScript file → its tree and its text without types. */
import { tsPlugin } from '@sveltejs/acorn-typescript'
import { Parser } from 'acorn'
import { once } from '../../base/once.ts'
import { eraseTypes } from './erase.ts'
import type { AstNode } from './node.ts'

const parser = once(() => Parser.extend(tsPlugin()))

export interface ParsedFile {
  readonly program: AstNode
  /** JavaScript, with every character where it was. */
  readonly erased: string
  readonly insertions: ReturnType<typeof eraseTypes>['insertions']
  readonly refused: ReturnType<typeof eraseTypes>['refused']
}

/** Throws acorn's SyntaxError, which has `pos`. */
export function parseFile(text: string): ParsedFile {
  const program = parser().parse(text, { ecmaVersion: 'latest', sourceType: 'module', locations: true }) as unknown as AstNode
  const { text: erased, insertions, refused } = eraseTypes(text, program)
  return { program, erased, insertions, refused }
}
