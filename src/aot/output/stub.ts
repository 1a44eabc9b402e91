/** The JavaScript of a compiled file: opens the code, makes the constants, exports what the source exports. */

import { memberKey } from '../../runtime/open-class.ts'
import type { ClassSource } from '../compile/classes.ts'
import type { CompiledFile } from '../compile/compile-file.ts'
import { hasValue, isInner, type ModuleExport } from '../compile/exports.ts'
import { isState } from '../source/captured-values.ts'
import { keyOf, membersOf } from '../source/class-parts.ts'
import type { SourceFile } from '../source/file.ts'
import { type Binding, lookup } from '../source/graph.ts'
import { bindingText, evaluate, expressionOf, initialiserText, type Needed, need } from '../source/initialisers.ts'
import { editedText } from '../source/javascript.ts'
import { keeperId, refuseShared } from '../source/kept.ts'
import { holdsMade } from '../source/made-units.ts'
import { mentionedNames } from '../source/names.ts'
import type { AstNode } from '../source/node.ts'
import { cellText, keeperText, type State, type StateCell, stateEdits, stateOf } from '../source/state.ts'
import type { Held } from '../source/unit-of.ts'
import { functionFacts } from './function-facts.ts'
import { sealedRuntime } from './inline-runtime.ts'
import { isMade, lateCalls, valuesOf } from './late-calls.ts'
import {
  classStatement,
  exportedName,
  functionText,
  moduleText,
  type SourceName,
  type StubForm,
  sealedFunctionText,
  withSources,
} from './module-text.ts'
import { type NumbersRuntime, numbersOutput } from './numbers.ts'
import { ownFunctions } from './own-functions.ts'
import { privateKeys } from './private-keys.ts'
import { privateReaders } from './private-readers.ts'
import { sealedOutput } from './sealed.ts'
import { sealedClassText } from './sealed-class.ts'
import { unusedName } from './unused-names.ts'

/** `runtime`: the text of the run time for files whose functions take and give numbers only. */
export function stub(
  given: CompiledFile,
  form: StubForm,
  source: SourceName = (shown) => shown,
  runtime?: NumbersRuntime,
  whole = false,
): string {
  const compiled = { ...given, facts: withSources(given.facts, source) }
  const numbers = runtime && numbersOutput(compiled)
  const { units, graph, exports, facts, classes } = compiled
  const needed: Needed = new Map()
  const errors = compiled.references.flatMap((each) => (each.kind === 'class' ? [units.errors.get(each.unit)!] : []))
  const own = ownFunctions(compiled, form)
  for (const { file, name } of [...units.values.values(), ...units.cells.values(), ...errors]) need(graph, needed, file, name)
  for (const { file, local } of classes.values()) need(graph, needed, file, local)
  for (const each of exports) if (each.kind === 'value' || each.kind === 'plain') need(graph, needed, each.file, each.local)
  const statements = remainingStatements(compiled, needed)
  const used = usedIds(facts)
  const cells = usedCells(compiled)
  const names = { state: unusedName(compiled, 'state'), keeper: unusedName(compiled, 'keeper') }
  const values = [
    ...cells.map((id, index) => {
      const { holds } = units.cells.get(id)!
      if (holds.keeper) return `get ${JSON.stringify(id)}() { return ${openedKeeper(index)} }`
      if (holds.element || !holds.isInstance) return `${JSON.stringify(id)}: cell${index}`
      return `get ${JSON.stringify(id)}() { return compiledInstance(cell${index}) }`
    }),
    ...[...units.values]
      .filter(([id]) => used.has(id))
      .map(([id, { isInstance }]) =>
        isInstance ? `get ${JSON.stringify(id)}() { return compiledInstance(${id}) }` : `${JSON.stringify(id)}: ${id}`,
      ),
    ...compiled.references.map((each) => {
      if (each.kind === 'function') return `${JSON.stringify(each.key)}: { ${own.text(each.name, needed)} }`
      const { file, name } = units.errors.get(each.unit)!
      return `${JSON.stringify(each.key)}: ${expressionOf(file, name)}`
    }),
  ]
  const state = cells.flatMap((id, index): StateCell[] => {
    const { file, name, field, holds } = units.cells.get(id)!
    return field === undefined && (holds.keeper || isState(units, file, name))
      ? [{ file, name, variable: `${names.state}${index}`, maker: `${names.keeper}${index}`, holds }]
      : []
  })
  const keepers = cells.flatMap((id, index) => {
    const { keeper } = units.cells.get(id)!.holds
    return keeper ? [{ keeper, maker: `${names.keeper}${index}` }] : []
  })
  const kept = cells.map((id) => units.cells.get(id)!).filter(({ holds }) => holds.keeper)
  refuseShared(units, needed, kept)
  const variables = cells.map((id, index) => {
    const { file, name, holds } = units.cells.get(id)!
    const cell = stateOf(state, file, name)
    if (!cell) return `const cell${index} = ${sharedText(compiled, id, cellText(holds, id, `${names.keeper}${index}`))}`
    return `const cell${index} = f${file.index}.${cell.variable}${holds.element ? '.cell' : ''}`
  })
  const live = liveExports(compiled, cells)
  const late = lateCalls(compiled)
  const remaining = statements.map((statement) => statementText(compiled, form, state, statement))
  const isOpen = numbers || whole || variables.length > 0 || late.used.length > 0 || hasInstances(compiled, remaining)
  const sealed = isOpen ? undefined : sealedOutput(compiled)
  const keys = privateKeys(compiled)
  const readers = (file: SourceFile) => (sealed ? [] : [...privateReaders(compiled, file, keys.definitions), ...keys.edits(file)])
  const made = initialiserText(graph, needed, state, (file) => [...late.edits(file), ...readers(file)])
  return moduleText(form, {
    origin: `from ${facts.name}: edit that file and build again`,
    facts,
    initialisers: [
      ...keepers.map(({ keeper, maker }) => keeperText(keeper, maker)),
      ...(late.used.length > 0 ? [`const ${late.variable} = {}`] : []),
      ...(sealed ? [] : keys.made),
      made,
      ...variables,
    ].join('\n'),
    declared: [
      ...[...classes.values()].map(({ id, file, local }) => ({ id, expression: expressionOf(file, local) })),
      ...keepers.map(({ keeper, maker }) => ({ id: keeperId(keeper, (unit) => classes.get(unit)?.id), expression: maker })),
    ],
    values,
    classes: sealed
      ? sealedClassTexts(compiled)
      : [...own.made, ...classTexts(compiled), ...staticTexts(units, cells), ...constantTexts(compiled)],
    exports: exports.filter(hasValue).map((made) => ({
      name: made.name,
      live: live.has(made),
      text: live.get(made)?.text ?? exportText(compiled, form, live, made, sealed !== undefined),
    })),
    numbers: numbers && { ...numbers, runtime: runtime(numbers.needs) },
    sealed: sealed && {
      ...sealed,
      runtime: form.kind === 'single' && form.runtime !== undefined ? sealedRuntime(sealed.parts.length > 0) : undefined,
    },
    last: [
      ...late.used.map((index) => `${late.variable}.e${index} = ${exportedName(form, valuesOf(compiled)[index]!.name, index)}`),
      ...remaining,
      // What the statements called may have changed them.
      ...(statements.length > 0 && form.kind !== 'commonjs' ? liveAssignments(compiled, form, live) : []),
    ],
  })
}

/** The instance that keeps what a variable holds, of the compiled class from now on. */
function openedKeeper(index: number): string {
  return `(cell${index}.now = compiledInstance(cell${index}.now))`
}

/** A static field is one for all modules with the class. */
function sharedText({ units, classes }: CompiledFile, id: string, cell: string): string {
  const { file, name, field } = units.cells.get(id)!
  const owner = [...classes.values()].find((each) => each.file === file && each.local === name)
  return field !== undefined && owner ? `staticCell(${JSON.stringify(`${owner.id}.${field}`)}, () => (${cell}))` : cell
}

function staticTexts({ cells }: CompiledFile['units'], used: readonly string[]): string[] {
  return used.flatMap((id, index) => (cells.get(id)!.field === undefined ? [] : [staticText(cells.get(id)!, index)]))
}

/** A static field that shows what is kept. The class has it as a field until then, so that it is taken for one. */
function staticText({ file, name, field }: Held, index: number): string {
  const accessors = `get: () => cell${index}.now.value, set: (value) => { cell${index}.now.value = value }, enumerable: true, configurable: true`
  return `Object.defineProperty(${expressionOf(file, name)}, ${JSON.stringify(field)}, { ${accessors} })`
}

/** What compiled code takes for constants, since no code assigns it, the program does not assign either: it would not be seen. */
function constantTexts({ classes, units, facts }: CompiledFile): string[] {
  return [...classes.values()].flatMap((source) =>
    membersOf(source).flatMap((member) => {
      const [name, used] = [keyOf(member), units.captured.get(member)]
      const isCell = facts.statics?.some((each) => each.key === source.id && each.name === name) === true
      if (used === undefined || used.kind === 'variable' || used.kind === 'unsupported' || isCell) return []
      const [owner, key] = [expressionOf(source.file, source.local), JSON.stringify(name)]
      const reason = `${source.local}.${name} is a constant in compiled code: no code of the file assigns it`
      const accessors = `get: () => value, set() { throw new TypeError(${JSON.stringify(reason)}) }, enumerable: true, configurable: true`
      return [`;((value) => Object.defineProperty(${owner}, ${key}, { ${accessors} }))(${owner}[${key}])`]
    }),
  )
}

interface Live {
  readonly id: string
  /** What the variable holds now. */
  readonly text: string
}

/** Which of the cells keeps what an exported variable holds. */
function keptIndex(compiled: CompiledFile, { file, local }: ModuleExport & { readonly kind: 'value' }): number | undefined {
  const { cells } = compiled.units
  const index = usedCells(compiled).indexOf(expressionOf(file, local))
  return index >= 0 && cells.get(expressionOf(file, local))!.holds.keeper ? index : undefined
}

/** Those that compiled code uses. */
function usedCells({ units, facts }: Pick<CompiledFile, 'units' | 'facts'>): string[] {
  const used = usedIds(facts)
  return [...units.cells.keys()].filter((id) => used.has(id))
}

function usedIds({ members }: CompiledFile['facts']): Set<string> {
  return new Set(members.flatMap(({ implicit }) => implicit.map(({ id }) => id)))
}

/** Exported variables that compiled code changes. */
function liveExports({ exports, units }: CompiledFile, cells: readonly string[]): Map<ModuleExport, Live> {
  return new Map(
    exports.flatMap((made) => {
      const id = made.kind === 'value' ? expressionOf(made.file, made.local) : ''
      const index = cells.indexOf(id)
      if (index < 0) return []
      const { holds } = units.cells.get(id)!
      // A constant: it is the same object from the moment at which the code is open.
      if (holds.keeper) return []
      const text = holds.element ? `[0]${holds.boolean ? ' !== 0' : ''}` : '.value'
      return [[made, { id, text: `cell${index}${text}` }] as const]
    }),
  )
}

function liveAssignments({ exports }: CompiledFile, form: StubForm, live: ReadonlyMap<ModuleExport, Live>): string[] {
  const values = valuesOf({ exports })
  return [...live]
    .filter(([{ name }]) => !isInner(name))
    .map(([made, { text }]) => `${exportedName(form, made.name, values.indexOf(made))} = ${text}`)
}

/** After a call of the function: exported variables that it may have changed get their values. '' if there are none. */
function assignments(
  { exports, members, facts }: CompiledFile,
  form: StubForm,
  live: ReadonlyMap<ModuleExport, Live>,
  made: ModuleExport,
): string {
  const values = valuesOf({ exports })
  const changed = [...live].filter(
    ([{ name }, { id }]) =>
      !isInner(name) &&
      members.some((member, index) => {
        const { implicit, writes } = facts.members[index]!
        const place = implicit.findIndex((each) => each.id === id)
        return member.made === made && place >= 0 && writes[facts.exports[index]!.signature.params.length + place] === true
      }),
  )
  if (changed.length === 0) return ''
  return `() => { ${changed.map(([each, { text }]) => `${exportedName(form, each.name, values.indexOf(each))} = ${text}`).join('; ')} }`
}

interface Statement {
  readonly file: SourceFile
  readonly node: AstNode
  /** Names of its file that it mentions, and what they stand for. */
  readonly names: ReadonlyMap<string, Binding>
}

/** What the top level does besides making what is needed. It runs last, and calls what is compiled. */
function remainingStatements(compiled: CompiledFile, needed: Needed): Statement[] {
  const { graph, evaluated, exports } = compiled
  const isLeft = (file: SourceFile, node: AstNode) => needed.get(file)?.statements.has(node) !== true
  const found = evaluated.flatMap((file) =>
    file.statements.filter((node) => isLeft(file, node)).map((node) => statementOf(compiled, file, node)),
  )
  for (const { file, names } of found) {
    for (const [name, binding] of names) if (!exports.some((made) => isMade(graph, made, binding))) need(graph, needed, file, name)
  }
  // What the statements mention may need some of them where it is made.
  return found.filter(({ file, node }) => isLeft(file, node))
}

function statementOf({ graph }: CompiledFile, file: SourceFile, node: AstNode): Statement {
  const names = new Map<string, Binding>()
  for (const name of mentionedNames(node)) {
    const binding = file.imports.get(name)?.typeOnly === true ? undefined : lookup(graph, file, name)
    if (binding && binding.kind !== 'type') names.set(name, binding)
  }
  return { file, node, names }
}

function statementText(compiled: CompiledFile, form: StubForm, state: State, { file, node, names }: Statement): string {
  const { exports, graph } = compiled
  const values = valuesOf({ exports })
  const text = editedText(file, node.start, node.end, stateEdits(graph, state, file, false))
  const given = [...names].filter(([, binding]) => binding.kind !== 'declaration' || !stateOf(state, binding.file, binding.name))
  const expressions = given.map(([, binding]) => {
    const index = values.findIndex((made) => isMade(graph, made, binding))
    if (index < 0 && binding.kind === 'declaration') return instanceText(compiled, binding.file, binding.name)
    return index < 0 ? bindingText(graph, binding) : exportedName(form, values[index]!.name, index)
  })
  return `;((${given.map(([name]) => name).join(', ')}) => {\n${text}\n})(${expressions.join(', ')})`
}

/** A constant that may be an instance of a class that crosses. */
function instanceText({ units, graph }: CompiledFile, file: SourceFile, name: string): string {
  const declaration = file.declarations.get(name)
  const isInstance = declaration?.kind === 'variable' && declaration.constant && holdsMade(units, evaluate(graph, file, name))
  return isInstance ? `compiledInstance(${expressionOf(file, name)})` : expressionOf(file, name)
}

/** Classes that are exported, and those that only their instances need. */
function classTexts({ classes, members }: CompiledFile): string[] {
  return [...classes.values()].map((source) => {
    return classStatement(`class${classVariable(source)}`, source.id, memberTable(members, source))
  })
}

/** Does the output make instances of compiled classes of those that the top level has made? */
function hasInstances(compiled: CompiledFile, statements: readonly string[]): boolean {
  const values = compiled.exports.map((made) => (made.kind === 'value' ? instanceText(compiled, made.file, made.local) : ''))
  return [...values, ...statements].some((text) => text.includes('compiledInstance('))
}

function sealedClassTexts({ classes, members, facts }: CompiledFile): string[] {
  return [...classes.values()].map((source) => {
    const at = facts.classes.findIndex(({ id }) => id === source.id)
    const parts = [
      at,
      expressionOf(source.file, source.local),
      JSON.stringify(memberTable(members, source)),
      sealedClassText(facts.classes[at]!),
    ]
    return `const class${classVariable(source)} = sealedClass(open, ${parts.join(', ')})`
  })
}

function memberTable(members: CompiledFile['members'], source: ClassSource): Record<string, number[]> {
  const table: Record<string, number[]> = {}
  for (const [index, { made, member }] of members.entries()) if (made === source && member) (table[memberKey(member)] ??= []).push(index)
  return table
}

function classVariable({ file, node }: ClassSource): string {
  return `${file.index}_${node.start}`
}

function exportText(
  compiled: CompiledFile,
  form: StubForm,
  live: ReadonlyMap<ModuleExport, Live>,
  made: ModuleExport,
  isSealed: boolean,
): string {
  switch (made.kind) {
    case 'value': {
      const kept = keptIndex(compiled, made)
      return kept === undefined ? instanceText(compiled, made.file, made.local) : `${openedKeeper(kept)}.value`
    }
    case 'plain':
      return expressionOf(made.file, made.local)
    case 'type':
      return ''
    case 'class':
      return `class${classVariable(made.source)}`
    case 'same':
      return exportedName(form, made.of.name, valuesOf(compiled).indexOf(made.of))
    case 'namespace': {
      const parts = made.members.map(({ key, made: member }) => {
        const current = live.get(member)
        if (current) return `get ${JSON.stringify(key)}() { return ${current.text} }`
        return `${JSON.stringify(key)}: ${exportedName(form, member.name, valuesOf(compiled).indexOf(member))}`
      })
      return made.frozen ? `Object.freeze({ __proto__: null, ${parts.join(', ')} })` : `{ ${parts.join(', ')} }`
    }
    case 'function': {
      const { name, length, indices, rest } = functionFacts(compiled.members, made)
      if (isSealed) return sealedFunctionText(name, length, indices)
      return functionText(name, length, indices, rest, form.kind === 'commonjs' ? '' : assignments(compiled, form, live, made))
    }
  }
}
