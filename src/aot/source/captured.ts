/** What names of files mean to the compiler: functions, classes, namespaces, and what variables hold. */
import type { Captured } from '../../artifact/captured.ts'
import { classify } from '../../runtime/classify.ts'
import { tableFunction } from '../../runtime/tables.ts'
import { capturedIn, capturedValue, isState } from './captured-values.ts'
import type { Declaration, SourceFile } from './file.ts'
import { type Binding, lookup, lookupExport } from './graph.ts'
import { evaluate, expressionOf, isFixed } from './initialisers.ts'
import { keptStatic } from './kept-statics.ts'
import { type AstNode, child, children, nameOf } from './node.ts'
import { type Units, unitOf } from './unit-of.ts'
import { boundClass, withoutTypes } from './wrapped.ts'

/** What a free name of a function in the file stands for. */
export function resolveName(units: Units, file: SourceFile, name: string): Captured | undefined {
  if (name.endsWith(']')) return tableFunction(name, (object) => resolveName(units, file, object))
  const binding = lookup(units.graph, file, name)
  if (binding) return capturedOf(units, binding)
  if (!(name in globalThis)) return undefined
  const global = classify((globalThis as Record<string, unknown>)[name], () => {
    throw new TypeError('a function of the host')
  })
  return global.kind === 'value' || global.kind === 'object' ? undefined : global
}

function capturedOf(units: Units, binding: Binding): Captured | undefined {
  switch (binding.kind) {
    case 'declaration':
      return capturedDeclaration(units, binding.file, binding.name, binding.declaration)
    case 'expression':
      return capturedExpression(units, binding.file, binding.node, 'default')
    case 'namespace':
      return {
        kind: 'object',
        get: (name) => {
          const member = lookupExport(units.graph, binding.file, name)
          return member && capturedOf(units, member)
        },
      }
    case 'taipan':
      return { kind: 'unsupported', reason: `\`${binding.name}\` of taipan itself, which compiled code cannot use` }
    case 'type':
      return undefined
  }
}

function capturedDeclaration(units: Units, file: SourceFile, name: string, declaration: Declaration): Captured | undefined {
  const known = units.captured.get(declaration.node)
  if (known && !(declaration.kind === 'variable' && declaration.pattern)) return known
  const made = makeCaptured(units, file, name, declaration)
  if (made) units.captured.set(declaration.node, made)
  return made
}

function makeCaptured(units: Units, file: SourceFile, name: string, declaration: Declaration): Captured | undefined {
  if (declaration.kind === 'function' || declaration.kind === 'class') {
    return { kind: declaration.kind, unit: unitOf(units, file, declaration.node, name) }
  }
  const state = isState(units, file, name)
  if (declaration.kind === 'variable' && !declaration.pattern && !state) {
    const init = child(declaration.node, 'init')
    const direct = init && capturedExpression(units, file, init, name)
    if (direct) return direct
  }
  return capturedValue(units, file, name, state || !isFixed(units.graph, file, name))
}

/** Functions, classes and other names; undefined for what has to be evaluated. */
function capturedExpression(units: Units, file: SourceFile, given: AstNode, name: string): Captured | undefined {
  const node = withoutTypes(given)
  switch (node.type) {
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
    case 'FunctionDeclaration':
      return { kind: 'function', unit: unitOf(units, file, node, name) }
    case 'ClassExpression':
    case 'ClassDeclaration':
      return { kind: 'class', unit: unitOf(units, file, node, name) }
    case 'Identifier':
      return nameOf(node) === 'undefined' ? undefined : sameAs(resolveName(units, file, nameOf(node)))
    case 'CallExpression':
      return capturedKernel(units, file, node, name)
  }
  return undefined
}

/** `const first = count` is what the state was then. */
function sameAs(captured: Captured | undefined): Captured | undefined {
  return captured?.kind === 'cell' || captured?.kind === 'variable' ? undefined : captured
}

/** `jit(f)` stands for the function that it wraps. */
function capturedKernel(units: Units, file: SourceFile, node: AstNode, name: string): Captured | undefined {
  const callee = child(node, 'callee')!
  const binding = callee.type === 'Identifier' ? lookup(units.graph, file, nameOf(callee)) : undefined
  if (binding?.kind !== 'taipan' || (binding.name !== 'jit' && binding.name !== 'jitclass')) return undefined
  const wrapped = children(node, 'arguments')
    .map(withoutTypes)
    .find((each) => /Function|Class|^Identifier$/.test(each.type))
  return wrapped && capturedExpression(units, file, wrapped, name)
}

/** What a static field holds once the class is made. Of a class without a name at the top of its file, that cannot be told. */
export function staticOf(units: Units, file: SourceFile, node: AstNode, name: string, field: string): Captured | undefined {
  const declared = children(child(node, 'body')!, 'body').find(
    (each) => each.type === 'PropertyDefinition' && each['static'] === true && nameOf(child(each, 'key')) === field,
  )
  const known = declared && units.captured.get(declared)
  const found = known ?? findStatic(units, file, node, name, field, declared)
  if (declared && found) units.captured.set(declared, found)
  return found
}

function findStatic(
  units: Units,
  file: SourceFile,
  node: AstNode,
  name: string,
  field: string,
  declared: AstNode | undefined,
): Captured | undefined {
  const value = declared && child(declared, 'value')
  const direct = value && capturedExpression(units, file, value, field)
  if (direct) return direct
  if (boundClass(units.graph, lookup(units.graph, file, name))?.node !== node)
    return declared && { kind: 'unsupported', reason: 'a static field of a class that has no name at the top of its file' }
  const made = evaluate(units.graph, file, name) as Readonly<Record<string, unknown>>
  if (!(field in made)) return undefined
  const kept = declared && keptStatic(units, { file, name, node, member: declared }, made[field])
  if (kept) return kept
  if (!isFixed(units.graph, file, name))
    return { kind: 'unsupported', reason: 'a static field whose value is not known before the module is loaded' }
  const kind = Object.prototype.toString.call(made[field]).slice('[object '.length, -1)
  if (kind === 'Map' || kind === 'Set')
    return {
      kind: 'unsupported',
      reason: `a static field with a ${kind}; keep it in a variable of the file (\`const ${field} = new ${kind}<…>()\`)`,
    }
  return capturedIn(units, file, name, made[field], `${expressionOf(file, name)}[${JSON.stringify(field)}]`)
}
