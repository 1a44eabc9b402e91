/** From names in files to what the compiler asks for: units of source, constants, captured values. */
import type { Captured, DeclaredClass, PrototypeUnits, SourceUnit } from '../../artifact/captured.ts'
import type { ElementKind } from '../../artifact/types.ts'
import { classify } from '../../runtime/classify.ts'
import type { AnyFunction } from '../../runtime/identity.ts'
import type { Declaration, SourceFile } from './file.ts'
import { type Binding, type Graph, lookup, lookupExport } from './graph.ts'
import { evaluate, expressionOf, isFixed } from './initialisers.ts'
import { javascript } from './javascript.ts'
import { madeFunction, type WrittenFunctions } from './made.ts'
import { assignedNames } from './names.ts'
import { type AstNode, child, children, nameOf } from './node.ts'
import { fail } from './problems.ts'
import { boundClass, type NamedClass, withoutTypes } from './wrapped.ts'

/** What all compilations of a build share. */
export interface Units {
  readonly graph: Graph
  readonly units: Map<AstNode, SourceUnit>
  readonly captured: Map<AstNode, Captured>
  readonly assigned: Map<SourceFile, ReadonlySet<string>>
  /** Classes whose instances cross to the host: those that are exported, and those that they extend. */
  readonly declared: Map<AstNode, DeclaredClass>
  /** Classes that signatures and fields name, whether or not they are exported. */
  readonly met: Map<AstNode, NamedClass>
  /** Module state and late constants by id: the declaration that each cell holds. */
  readonly cells: Map<
    string,
    { readonly file: SourceFile; readonly name: string; readonly element: ElementKind; readonly boolean: boolean }
  >
  /** Expressions beside the initialisers' text by the id of the implicit argument that they are. */
  readonly values: Map<string, { readonly file: SourceFile; readonly name: string; readonly isInstance: boolean }>
  readonly written: WrittenFunctions
}

export function newUnits(graph: Graph): Units {
  return {
    graph,
    units: new Map(),
    captured: new Map(),
    assigned: new Map(),
    declared: new Map(),
    met: new Map(),
    cells: new Map(),
    values: new Map(),
    written: new Map(),
  }
}

/** The unit of a function or class in a file. The id is the same in each build. */
export function unitOf(units: Units, file: SourceFile, node: AstNode, name: string): SourceUnit {
  const known = units.units.get(node)
  if (known) return known
  const before = file.text.slice(0, node.start).split('\n')
  const kind = node.type.startsWith('Class') ? 'class' : 'function'
  const base = child(node, 'superClass')
  const unit: SourceUnit = {
    id: `${file.index}:${node.start}`,
    name,
    kind,
    ...javascript(file, node.start, node.end),
    shown: file.text.slice(node.start, node.end),
    file: file.shown,
    line: before.length,
    column: before[before.length - 1]!.length + 1,
    ...(base?.type === 'Identifier' ? { base: () => baseOf(units, file, nameOf(base)) } : {}),
    ...(kind === 'class' ? { static: (field) => staticOf(units, file, node, name, field) } : constructorParts(units, file, node)),
    get declared() {
      return units.declared.get(node) as DeclaredClass
    },
    // Members are compiled one by one: only what the class itself assigns do all of them know of.
    get staticCells() {
      return units.declared.has(node) ? 'own' : false
    },
    resolve: (free) => resolveName(units, file, free),
  }
  units.units.set(node, unit)
  return unit
}

/** Where a unit is written. */
export function placeOf({ graph, units }: Units, { id }: SourceUnit): { readonly file: SourceFile; readonly node: AstNode } {
  const [place] = id.split('(')
  const [node] = [...units].find(([, unit]) => unit.id === place)!
  const file = [...graph.files.values()].find(({ index }) => index === Number(place!.split(':')[0]))!
  return { file, node: node.type === 'Property' ? child(node, 'value')! : node }
}

/** What the prototype of a function at the top level holds, for the case that it is used with `new`. */
function constructorParts(units: Units, file: SourceFile, node: AstNode): Pick<SourceUnit, 'base' | 'prototype'> {
  if (node.type === 'ArrowFunctionExpression' || node.type === 'Property') return {}
  const prototypeOf = () => {
    const named = [...file.declarations].find(([, declaration]) => {
      const init = declaration.kind === 'variable' && !declaration.pattern ? child(declaration.node, 'init') : undefined
      return declaration.node === node || (init && withoutTypes(init) === node)
    })
    const made = named && (evaluate(units.graph, file, named[0]) as { readonly prototype?: object })
    return made?.prototype ?? null
  }
  return {
    base: () => {
      const prototype = prototypeOf()
      const above = prototype && (Object.getPrototypeOf(prototype) as { readonly constructor?: AnyFunction } | null)
      if (!above || above === Object.prototype || typeof above.constructor !== 'function') return undefined
      return orRefused(file, node, 'constructor', () => madeUnit(units, above.constructor!))
    },
    prototype: () => prototypeUnits(units, file, node, prototypeOf() ?? {}),
  }
}

function prototypeUnits(units: Units, file: SourceFile, node: AstNode, prototype: object): PrototypeUnits {
  const unit = (name: string, fn: unknown) => orRefused(file, node, name, () => madeUnit(units, fn as AnyFunction))
  const found = { methods: new Map<string, SourceUnit>(), getters: new Map<string, SourceUnit>(), setters: new Map<string, SourceUnit>() }
  for (const [name, { value, get, set }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
    if (name !== 'constructor' && typeof value === 'function') found.methods.set(name, unit(name, value))
    if (get) found.getters.set(name, unit(name, get))
    if (set) found.setters.set(name, unit(name, set))
  }
  return found
}

function orRefused(file: SourceFile, at: AstNode, name: string, make: () => SourceUnit): SourceUnit {
  try {
    return make()
  } catch (error) {
    if (error instanceof NotMade) return fail(file, at, 'unsupported_capture', { name, reason: error.message })
    throw error
  }
}

/** Thrown where a function of the initialisers cannot be compiled; the message completes "`x` is …". */
class NotMade extends Error {}

/** The unit of a function that the initialisers have made. */
function madeUnit(units: Units, fn: AnyFunction): SourceUnit {
  const made = madeFunction(units.graph, units.written, fn)
  if ('reason' in made) throw new NotMade(made.reason)
  const { file, node, captured } = made
  const unit = unitOf(units, file, node, fn.name)
  if (captured.size === 0) return unit
  const constants = new Map([...captured].map(([name, value]) => [name, classify(value, (inner) => madeUnit(units, inner))]))
  return {
    ...unit,
    // The same code with the same constants is the same function.
    id: `${unit.id}(${[...constants].map(([name, value]) => `${name}=${constantText(name, value)}`).join()})`,
    resolve: (free) => constants.get(free) ?? unit.resolve(free),
  }
}

function constantText(name: string, captured: Captured): string {
  switch (captured.kind) {
    case 'number':
      return Object.is(captured.value, -0) ? '-0' : String(captured.value)
    case 'bigint':
      return `${captured.value}n`
    case 'boolean':
      return String(captured.value)
    case 'string':
      return JSON.stringify(captured.value)
    case 'null':
    case 'undefined':
      return captured.kind
    case 'builtin':
      return captured.path
    case 'function':
    case 'class':
      return captured.unit.id
  }
  throw new NotMade(
    `a function that uses \`${name}\` of the function around it, which is no number, bigint, boolean, string or function; pass it as an argument`,
  )
}

/** The class that crosses of which a value of the initialisers is an instance. */
export function classOfMade(units: Units, value: unknown): SourceUnit | undefined {
  const node = writtenClass(units, value)
  return node && units.declared.has(node) ? units.units.get(node) : undefined
}

/** The class of these files of which a value is an instance. */
function writtenClass(units: Units, value: unknown): AstNode | undefined {
  const prototype = typeof value === 'object' && value !== null ? (Object.getPrototypeOf(value) as object | null) : null
  const { constructor: maker } = (prototype ?? {}) as { readonly constructor?: AnyFunction }
  if (typeof maker !== 'function' || !/^class\b/.test(Function.prototype.toString.call(maker))) return undefined
  const made = madeFunction(units.graph, units.written, maker)
  return 'reason' in made ? undefined : made.node
}

function instanceOf(units: Units, value: unknown): Captured | undefined {
  const node = writtenClass(units, value)
  if (!node) return undefined
  const unit = classOfMade(units, value)
  const name = (value as object).constructor.name
  if (!unit)
    return { kind: 'unsupported', reason: `an instance of ${name}: export the class, so that it can be made when the module is loaded` }
  return {
    kind: 'value',
    type: { kind: 'class', name: unit.name, key: unit.id },
    id: '',
    classOf: (key) => (key === unit.id ? unit : undefined),
  }
}

/** What a value of the initialisers is to the compiler. */
function classified(units: Units, value: unknown): Captured {
  const instance = instanceOf(units, value)
  if (instance) return instance
  return supported(() => classify(value, (fn) => madeUnit(units, fn)))!
}

function supported(read: () => Captured | undefined): Captured | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof NotMade) return { kind: 'unsupported', reason: error.message }
    throw error
  }
}

/** A function whose rest parameter is an ordinary one that takes a list: the host collects the arguments. */
export function listUnitOf(units: Units, file: SourceFile, node: AstNode, name: string, rest: AstNode): SourceUnit {
  const unit = unitOf(units, file, node, name)
  const at = rest.start - node.start
  return { ...unit, id: `${unit.id}:list`, text: `${unit.text.slice(0, at)}   ${unit.text.slice(at + '...'.length)}` }
}

/** What a static field holds once the class is made. Of a class without a name at the top of its file, that cannot be told. */
function staticOf(units: Units, file: SourceFile, node: AstNode, name: string, field: string): Captured | undefined {
  const declared = children(child(node, 'body')!, 'body').find(
    (each) => each.type === 'PropertyDefinition' && each['static'] === true && nameOf(child(each, 'key')) === field,
  )
  const value = declared && child(declared, 'value')
  const direct = value && capturedExpression(units, file, value, field)
  if (direct) return direct
  if (boundClass(units.graph, lookup(units.graph, file, name))?.node !== node)
    return declared && { kind: 'unsupported', reason: 'a static field of a class that has no name at the top of its file' }
  const made = evaluate(units.graph, file, name) as Readonly<Record<string, unknown>>
  if (!(field in made)) return undefined
  if (!isFixed(units.graph, file, name))
    return { kind: 'unsupported', reason: 'a static field whose value is not known before the module is loaded' }
  return capturedIn(units, file, name, made[field], `${expressionOf(file, name)}[${JSON.stringify(field)}]`)
}

function baseOf(units: Units, file: SourceFile, name: string): SourceUnit | undefined {
  const captured = resolveName(units, file, name)
  return captured?.kind === 'class' ? captured.unit : undefined
}

/** What a free name of a function in the file stands for. */
export function resolveName(units: Units, file: SourceFile, name: string): Captured | undefined {
  const binding = lookup(units.graph, file, name)
  if (binding) return capturedOf(units, binding)
  if (!(name in globalThis)) return undefined
  const global = classify((globalThis as Record<string, unknown>)[name], () => {
    throw new TypeError('a function of the host')
  })
  return global.kind === 'value' || global.kind === 'object' ? undefined : global
}

export function capturedOf(units: Units, binding: Binding): Captured | undefined {
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

/** A variable that is assigned after its declaration. */
export function isState(units: Units, file: SourceFile, name: string): boolean {
  const declaration = file.declarations.get(name)
  return declaration?.kind === 'variable' && !declaration.constant && assignedIn(units, file).has(name)
}

function assignedIn(units: Units, file: SourceFile): ReadonlySet<string> {
  let assigned = units.assigned.get(file)
  if (!assigned) units.assigned.set(file, (assigned = assignedNames(file.program)))
  return assigned
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
      return nameOf(node) === 'undefined' ? undefined : resolveName(units, file, nameOf(node))
    case 'CallExpression':
      return capturedKernel(units, file, node, name)
  }
  return undefined
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

const CELLS: Partial<Record<string, ElementKind>> = { number: 'float64', bigint: 'int64', boolean: 'uint8' }

/** `late`: only when the module is loaded, or at any time after, is it known what the variable holds. */
function capturedValue(units: Units, file: SourceFile, name: string, late: boolean): Captured {
  const value = evaluate(units.graph, file, name)
  const id = expressionOf(file, name)
  if (late) {
    const element = cellElement(file, name, value)
    if (!element)
      return { kind: 'unsupported', reason: `module state that is no number, bigint or boolean; keep it in a class or in a typed array` }
    units.cells.set(id, { file, name, element, boolean: typeof value === 'boolean' })
    return { kind: 'cell', element, boolean: typeof value === 'boolean', id }
  }
  return capturedIn(units, file, name, value, id)
}

/** `value`: what the expression `id` gives, which mentions the name of the file. */
function capturedIn(units: Units, file: SourceFile, name: string, value: unknown, id: string): Captured {
  return identified(units, classified(units, value), id, { file, name })
}

/** A bigint is int64 unless its annotation says uint64. */
function cellElement(file: SourceFile, name: string, value: unknown): ElementKind | undefined {
  const declaration = file.declarations.get(name)!
  const annotation = child(child(declaration.node, 'id')!, 'typeAnnotation')
  const type = annotation && child(annotation, 'typeAnnotation')
  if (typeof value === 'bigint' && type && nameOf(child(type, 'typeName')) === 'uint64') return 'uint64'
  return CELLS[typeof value]
}

/** Values get their expression as id: it is the same in every build. */
function identified(units: Units, captured: Captured, id: string, from: { file: SourceFile; name: string }): Captured {
  if (captured.kind === 'object') {
    return {
      kind: 'object',
      get: (key) => {
        const member = supported(() => captured.get(key))
        return member && identified(units, member, `${id}[${JSON.stringify(key)}]`, from)
      },
    }
  }
  if (captured.kind !== 'array' && captured.kind !== 'value') return captured
  units.values.set(id, { ...from, isInstance: captured.kind === 'value' && captured.type.kind === 'class' })
  return { ...captured, id }
}
