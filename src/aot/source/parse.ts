/** Text of a TypeScript or JavaScript file → its tree and its text without types. */
import { tsPlugin } from '@sveltejs/acorn-typescript'
import { Parser } from 'acorn'
import { once } from '../../base/once.ts'
import { eraseTypes } from './erase.ts'
import { type AstNode, child, walk } from './node.ts'

/** What the parser for TypeScript has that acorn's types do not say. */
interface Internals {
  pos: number
  finishToken(type: unknown): void
  getTokenFromCodeInType(code: number): void
}
type ParserClass = typeof Parser & {
  readonly acornTypeScript: { readonly tokTypes: { readonly at: unknown } }
  readonly prototype: Internals
}

/** After a type that nothing ends (`type A = B`), a decorator may follow; the tokens of types have no `@`. */
function withDecoratorsAfterTypes(base: typeof Parser): typeof Parser {
  const { acornTypeScript, prototype } = base as unknown as ParserClass
  const inType = prototype.getTokenFromCodeInType
  return class extends base {
    getTokenFromCodeInType(code: number): void {
      const self = this as unknown as Internals
      if (code !== '@'.charCodeAt(0)) return inType.call(self, code)
      self.pos++
      return self.finishToken(acornTypeScript.tokTypes.at)
    }
  } as unknown as typeof Parser
}

const parser = once(() => Parser.extend(tsPlugin(), withDecoratorsAfterTypes))
const parserWithTags = once(() => Parser.extend(tsPlugin({ jsx: true }), withDecoratorsAfterTypes))

export interface ParsedFile {
  readonly program: AstNode
  /** JavaScript, with every character where it was. */
  readonly erased: string
  readonly insertions: ReturnType<typeof eraseTypes>['insertions']
  readonly refused: ReturnType<typeof eraseTypes>['refused']
}

/** `tags`: JSX may stand in it, and `<T>x` is none. Throws acorn's SyntaxError, which has `pos`. */
export function parseFile(text: string, tags = false): ParsedFile {
  const chosen = tags ? parserWithTags() : parser()
  const program = chosen.parse(text, { ecmaVersion: 'latest', sourceType: 'module', locations: true }) as unknown as AstNode
  const { text: erased, insertions, refused } = eraseTypes(text, program)
  walk(program, withOwnTypeParameters)
  return { program, erased, insertions, refused }
}

/** The parser gives those of a method to the member, where all other functions have them themselves. */
function withOwnTypeParameters(node: AstNode): boolean {
  const code = node.type === 'MethodDefinition' ? child(node, 'value') : undefined
  if (code && node['typeParameters']) Object.assign(code, { typeParameters: node['typeParameters'] })
  return true
}
