/** Constructs outside the language, each with its reason and what to write instead. */
import type { AnyNode } from 'acorn'
import type { Span } from '../base/span.ts'
import * as messages from '../report/messages.ts'

export function refuseExpression(at: Span, node: AnyNode): never {
  switch (node.type) {
    case 'TaggedTemplateExpression':
      return messages.tagged_template(at)
    case 'ImportExpression':
      return messages.dynamic_import(at)
    case 'Super':
      return messages.super_outside_class(at)
    case 'AwaitExpression':
      return messages.unsupported_syntax(at, { what: '`await`', remedy: 'await outside of the compiled function and pass the value' })
    case 'YieldExpression':
      return messages.unsupported_syntax(at, {
        what: '`yield` at this place',
        remedy: 'put its value in a variable, in a statement of its own',
      })
    case 'MetaProperty':
      return node.meta.name === 'import'
        ? messages.unsupported_syntax(at, {
            what: '`import.meta`',
            remedy: 'put what is needed of it in a constant outside of the function',
          })
        : messages.unsupported_syntax(at, { what: '`new.target`', remedy: 'pass what distinguishes the cases as a parameter' })
    case 'PrivateIdentifier':
      return messages.unsupported_syntax(at, { what: 'A test for a private name (`#x in object`)', remedy: 'use `instanceof`' })
    default:
      return messages.unsupported_syntax(at, { what: node.type, remedy: 'write it in other words' })
  }
}

export function refuseStatement(at: Span, node: AnyNode): never {
  switch (node.type) {
    case 'WithStatement':
      return messages.with_statement(at)
    default:
      return messages.unsupported_syntax(at, { what: node.type, remedy: 'write it in other words' })
  }
}
