/** The types of constants as their text says them: `as const`, instances, functions in objects. */
import type { SourceFile } from '../source/file.ts'
import { lookup, lookupQualified } from '../source/graph.ts'
import { type AstNode, child, children, nameOf } from '../source/node.ts'
import { parametersOf } from '../source/parameters.ts'
import { boundClass } from '../source/wrapped.ts'
import { addType, isLiteral, parametersText, shown, type Writer } from './declared-parts.ts'

/** Undefined: what the value is says it as well, or better. */
export function constantType(writer: Writer, file: SourceFile, init: AstNode | undefined): string | undefined {
  if (!init) return undefined
  if (isConst(init)) return literalType(writer, file, child(init, 'expression')!)
  if (init.type === 'TSSatisfiesExpression') return constantType(writer, file, child(init, 'expression'))
  if (init.type === 'TSAsExpression') return shown(writer, file, child(init, 'typeAnnotation')!)
  if (init.type === 'NewExpression') return instanceType(writer, file, init)
  const frozen = frozenIn(writer, file, init)
  if (frozen) return frozenType(writer, file, frozen)
  return init.type === 'ObjectExpression' && saysTypes(writer, file, init) ? objectType(writer, file, init) : undefined
}

function isConst(node: AstNode): boolean {
  const type = node.type === 'TSAsExpression' ? child(node, 'typeAnnotation') : undefined
  return type?.type === 'TSTypeReference' && nameOf(child(type, 'typeName')) === 'const'
}

/** What `Object.freeze` is given. */
function frozenIn({ compiled }: Writer, file: SourceFile, node: AstNode): AstNode | undefined {
  const callee = node.type === 'CallExpression' ? child(node, 'callee') : undefined
  const object = callee?.type === 'MemberExpression' ? child(callee, 'object')! : undefined
  const isFreeze = object?.type === 'Identifier' && nameOf(object) === 'Object' && nameOf(child(callee!, 'property')) === 'freeze'
  return isFreeze && !lookup(compiled.graph, file, 'Object') ? children(node, 'arguments')[0] : undefined
}

/** The type parameter of `Object.freeze` takes literals as they are. */
function frozenType(writer: Writer, file: SourceFile, node: AstNode): string | undefined {
  if (node.type === 'ArrayExpression') {
    const list = listType(children(node, 'elements').map((each) => partType(writer, file, each)))
    return list && `readonly ${list}`
  }
  if (isConst(node)) {
    const exact = literalType(writer, file, child(node, 'expression')!)
    return exact?.startsWith('{') ? `Readonly<${exact}>` : exact
  }
  if (node.type !== 'ObjectExpression') return undefined
  const type = fields(node, '', (each) => (isLiteral(each) ? file.text.slice(each.start, each.end) : partType(writer, file, each)), file)
  return type && `Readonly<${type}>`
}

/** Inside of `as const`. */
function literalType(writer: Writer, file: SourceFile, node: AstNode): string | undefined {
  if (isLiteral(node)) return file.text.slice(node.start, node.end)
  switch (node.type) {
    case 'TSSatisfiesExpression':
    case 'TSAsExpression':
      return isConst(node) || node.type === 'TSSatisfiesExpression'
        ? literalType(writer, file, child(node, 'expression')!)
        : shown(writer, file, child(node, 'typeAnnotation')!)
    case 'ArrayExpression': {
      const elements = children(node, 'elements').map((each) => literalType(writer, file, each))
      return elements.includes(undefined) ? undefined : `readonly [${elements.join(', ')}]`
    }
    case 'ObjectExpression':
      return fields(node, 'readonly ', (value) => literalType(writer, file, value), file)
    case 'MemberExpression':
      return enumType(writer, file, node, true)
  }
  return constantType(writer, file, node) ?? (/Function/.test(node.type) ? typeOfText(writer, file, node) : undefined)
}

function fields(node: AstNode, words: string, typeOf: (value: AstNode) => string | undefined, file: SourceFile): string | undefined {
  const lines = children(node, 'properties').map((property) => {
    const key = child(property, 'key')
    const value = child(property, 'value')
    if (property.type !== 'Property' || property['computed'] === true || property['kind'] !== 'init' || !key || !value) return undefined
    const type = typeOf(value)
    return type === undefined ? undefined : `${words}${file.text.slice(key.start, key.end)}: ${type}`
  })
  return lines.includes(undefined) ? undefined : `{ ${lines.join('; ')} }`
}

function instanceType(writer: Writer, file: SourceFile, node: AstNode): string | undefined {
  const callee = child(node, 'callee')!
  const found = boundClass(writer.compiled.graph, lookupQualified(writer.compiled.graph, file, callee))
  const given = child(node, 'typeArguments') ?? child(node, 'typeParameters')
  const generic = found && child(found.node, 'typeParameters')
  // Compiled for their defaults, they are nothing else.
  if (!found || (generic && !given && !children(generic, 'params').every((parameter) => child(parameter, 'default')))) return undefined
  const name = qualifiedName(writer, file, callee)
  return name && `${name}${given ? shown(writer, file, given) : ''}`
}

function qualifiedName(writer: Writer, file: SourceFile, node: AstNode): string | undefined {
  if (node.type === 'Identifier') return addType(writer, file, nameOf(node))
  const owner = qualifiedName(writer, file, child(node, 'object')!)
  return owner && `${owner}.${nameOf(child(node, 'property'))}`
}

/** Does some property have a type that its value does not tell? */
function saysTypes(writer: Writer, file: SourceFile, node: AstNode): boolean {
  return children(node, 'properties').some((property) => {
    const value = child(property, 'value')
    switch (value?.type) {
      case 'ObjectExpression':
        return saysTypes(writer, file, value)
      case 'MemberExpression':
        return enumType(writer, file, value, false) !== undefined
      case 'NewExpression':
        return instanceType(writer, file, value) !== undefined
    }
    return value !== undefined && /Function|^TSAsExpression$/.test(value.type)
  })
}

/** `Mode.Fast`, or `Mode` of what may be assigned. */
function enumType(writer: Writer, file: SourceFile, node: AstNode, isExact: boolean): string | undefined {
  const owner = child(node, 'object')!
  const binding = owner.type === 'Identifier' && node['computed'] !== true ? lookup(writer.compiled.graph, file, nameOf(owner)) : undefined
  if (binding?.kind !== 'declaration' || binding.declaration.kind !== 'enum') return undefined
  const own = addType(writer, file, nameOf(owner))
  return own && isExact ? `${own}.${nameOf(child(node, 'property'))}` : own
}

/** An object of functions that have types, and of what has one that can be told. */
function objectType(writer: Writer, file: SourceFile, node: AstNode): string | undefined {
  return fields(node, '', (given) => partType(writer, file, given), file)
}

/** What a function gives that does not say so is anything: better than to say nothing of the whole object. */
function partType(writer: Writer, file: SourceFile, node: AstNode): string | undefined {
  return typeOfText(writer, file, node) ?? (/Function/.test(node.type) ? functionType(writer, file, node, 'any') : undefined)
}

/** What `tsc` would say of an expression, where its text tells. */
export function typeOfText(writer: Writer, file: SourceFile, node: AstNode | undefined): string | undefined {
  if (node && isConst(node)) return literalType(writer, file, child(node, 'expression')!)
  switch (node?.type) {
    case 'TSAsExpression':
      return shown(writer, file, child(node, 'typeAnnotation')!)
    case 'TSSatisfiesExpression':
    case 'ParenthesizedExpression':
      return typeOfText(writer, file, child(node, 'expression'))
    case 'TemplateLiteral':
      return 'string'
    case 'NewExpression':
      return instanceType(writer, file, node) ?? builtArray(writer, file, node)
    case 'ObjectExpression':
      return objectType(writer, file, node)
    case 'ArrayExpression':
      return listType(children(node, 'elements').map((each) => typeOfText(writer, file, each)))
    case 'FunctionExpression':
    case 'FunctionDeclaration':
    case 'ArrowFunctionExpression':
      return functionType(writer, file, node)
    case 'Identifier':
      return typeOfName(writer, file, nameOf(node))
    case 'MemberExpression':
      return enumType(writer, file, node, false) ?? builtinType(writer, file, node)
  }
  if (!node || !isLiteral(node)) return undefined
  const literal = node.type === 'UnaryExpression' ? child(node, 'argument')! : node
  return literal['bigint'] ? 'bigint' : typeof literal['value']
}

function builtArray({ compiled }: Writer, file: SourceFile, node: AstNode): string | undefined {
  const name = nameOf(child(node, 'callee'))
  return /^(?:Big)?(?:Ui|I)nt\d+(?:Clamped)?Array$|^Float\d+Array$/.test(name) && !lookup(compiled.graph, file, name) ? name : undefined
}

function listType(elements: readonly (string | undefined)[]): string | undefined {
  const types = [...new Set(elements)]
  if (types.length === 0 || types.includes(undefined)) return undefined
  const text = types.map((type) => (types.length > 1 && type!.includes('=>') ? `(${type!})` : type!)).join(' | ')
  return `${types.length > 1 || text.includes('=>') ? `(${text})` : text}[]`
}

/** `typeof Math.tanh` */
function builtinType({ compiled }: Writer, file: SourceFile, node: AstNode): string | undefined {
  const owner = child(node, 'object')!
  if (owner.type !== 'Identifier' || node['computed'] === true || !['Math', 'Number'].includes(nameOf(owner))) return undefined
  return lookup(compiled.graph, file, nameOf(owner)) ? undefined : `typeof ${file.text.slice(node.start, node.end)}`
}

function functionType(writer: Writer, file: SourceFile, node: AstNode, unknown?: string): string | undefined {
  const returned = child(node, 'returnType')
  const result = returned ? shown(writer, file, child(returned, 'typeAnnotation')!) : unknown
  if (result === undefined || !parametersOf(node).every(({ type }) => type)) return undefined
  const generic = child(node, 'typeParameters')
  return `${generic ? shown(writer, file, generic) : ''}(${parametersText(writer, file, node, [])}) => ${result}`
}

function typeOfName(writer: Writer, file: SourceFile, name: string): string | undefined {
  const binding = lookup(writer.compiled.graph, file, name)
  if (binding?.kind !== 'declaration') return undefined
  const { declaration } = binding
  if (declaration.kind === 'function') return functionType(writer, binding.file, declaration.node)
  if (declaration.kind !== 'variable' || declaration.pattern) return undefined
  const annotation = child(child(declaration.node, 'id')!, 'typeAnnotation')
  if (annotation) return shown(writer, binding.file, child(annotation, 'typeAnnotation')!)
  return typeOfText(writer, binding.file, child(declaration.node, 'init'))
}
