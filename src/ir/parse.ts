/**
 * The inverse of `print`. For tests and `taipan dump`: the shipped compiler never imports it. It checks the form only;
 * whether the function makes sense is the verifier's business.
 */

import type { FieldStorage, Layout, LayoutField } from '../artifact/layout.ts'
import { assert } from '../base/assert.ts'
import { newFunc } from './builder.ts'
import { type Block, type BlockData, type Func, type Inst, NONE, type Target, type Terminator, type Value } from './function.ts'
import { emptyModule, type Module } from './module.ts'
import { OPS, type Op } from './ops.ts'
import { parseImm, parseSite } from './parse-imm.ts'
import { accept, expect, fail, isId, type Line, peek, scan, take, takeId, takeList, takeName, takeOneOf } from './scan.ts'
import { STORAGE, TYPES } from './types.ts'

const STORAGES = Object.keys(STORAGE) as FieldStorage[]

/** One function. */
export function parse(text: string): Func {
  const { funcs } = parseModule(text)
  const [func] = funcs.values()
  assert(func !== undefined && funcs.size === 1, `expected the text of one function, found ${funcs.size}`)
  return func
}

export function parseModule(text: string): Module {
  const module = emptyModule()
  let func: Func | undefined
  let block: OpenBlock | undefined
  for (const line of scan(text)) {
    if (parseModuleLine(line, module)) continue
    const started = parseHeader(line)
    if (started) {
      if (module.funcs.has(started.name)) fail(line, 0, `a second function named @${started.name}`)
      module.funcs.set(started.name, started)
      func = started
      block = undefined
    } else if (!func) fail(line, 0, 'expected a function, `func @name(…)`')
    else if (isId(peek(line), 'b')) block = parseBlockLine(line, func)
    else if (!block || block.ended) fail(line, 0, block ? 'the block has ended: expected the next one' : 'expected a block, `b0:`')
    else parseBlockPart(line, func, block)
    if (peek(line).kind !== 'end') fail(line, peek(line).column, 'expected the end of the line')
  }
  // Ids that appear nowhere need some type: an array by Value has no holes.
  for (const { types, level } of module.funcs.values()) {
    for (let value = 0; value < types.length; value++) types[value] ??= level === 'js' ? 'js' : 'i32'
  }
  return module
}

/** Layouts, types and exports. */
function parseModuleLine(line: Line, module: Module): boolean {
  if (accept(line, 'layout')) {
    const layout = parseLayout(line)
    module.layouts.set(layout.name, layout)
  } else if (accept(line, 'type')) module.hostTypes.push(parseJson(line))
  else if (accept(line, 'export')) {
    expect(line, '@')
    module.exports.push({ name: takeName(line), signature: parseJson(line) })
  } else return false
  return true
}

function parseJson<Result>(line: Line): Result {
  const { text, column } = peek(line)
  try {
    return JSON.parse(text) as Result
  } catch {
    return fail(line, column, 'expected JSON')
  }
}

function parseLayout(line: Line): Layout {
  const name = takeName(line)
  const kind = takeOneOf(line, ['record', 'list', 'array', 'bytes', 'refs'], 'a kind of layout')
  const bytes = Number(take(line, 'number', 'the size in bytes'))
  const fields = accept(line, '[') ? takeList(line, ']', () => parseField(line)) : []
  if (!accept(line, 'of')) return { name, kind, bytes, fields }
  return { name, kind, bytes, fields, element: takeOneOf(line, STORAGES, 'a storage') }
}

function parseField(line: Line): LayoutField {
  const name = takeName(line)
  const storage = takeOneOf(line, STORAGES, 'a storage')
  return { name, storage, offset: Number(take(line, 'number', 'an offset')) }
}

/** `js func @name(f64, i32) -> f64 inline always`; the parameter types are repeated at block 0, which decides. */
function parseHeader(line: Line): Func | undefined {
  const level = accept(line, 'js') ? 'js' : 'typed'
  if (!accept(line, 'func')) return level === 'js' ? fail(line, peek(line).column, 'expected `func`') : undefined
  expect(line, '@')
  const func = newFunc(takeName(line), level)
  expect(line, '(')
  takeList(line, ')', () => takeOneOf(line, TYPES, 'a type'))
  if (accept(line, '->')) {
    do func.results.push(takeOneOf(line, TYPES, 'a type'))
    while (accept(line, ','))
  }
  if (accept(line, 'inline')) func.inline = takeOneOf(line, ['always', 'never'], 'a wish')
  return func
}

interface OpenBlock {
  data: BlockData
  ended: boolean
}

function parseBlockLine(line: Line, func: Func): OpenBlock {
  const { column } = peek(line)
  const id = takeId(line, 'b', 'a block')
  if (id !== func.blocks.length) fail(line, column, `blocks are written in order: expected b${func.blocks.length}`)
  const data: BlockData = { params: [], insts: [], term: { kind: 'unreachable' } }
  func.blocks.push(data)
  if (accept(line, '(')) data.params = takeList(line, ')', () => parseDefinition(line, func))
  expect(line, ':')
  return { data, ended: false }
}

/** `v3: f64` or `v3 name: f64`. */
function parseDefinition(line: Line, func: Func): Value {
  const { column } = peek(line)
  const value = takeId(line, 'v', 'a value')
  if (!accept(line, ':')) {
    func.names[value] = takeName(line)
    expect(line, ':')
  }
  if (func.types[value] !== undefined) fail(line, column, `v${value} is defined twice`)
  func.types[value] = takeOneOf(line, TYPES, 'a type')
  return value as Value
}

function parseBlockPart(line: Line, func: Func, block: OpenBlock): void {
  const results: Value[] = []
  if (isId(peek(line), 'v')) {
    do results.push(parseDefinition(line, func))
    while (accept(line, ','))
    expect(line, '=')
  }
  const { column } = peek(line)
  const word = take(line, 'word', 'an operation or terminator')
  const term = parseTerm(line, word, results)
  if (term) {
    block.data.term = term
    block.ended = true
  } else block.data.insts.push(parseInst(line, word, column, results))
}

function parseInst(line: Line, word: string, column: number, results: readonly Value[]): Inst {
  if (!Object.hasOwn(OPS, word)) fail(line, column, `no operation is named \`${word}\``)
  if (results.length > 1) fail(line, 0, 'an instruction has one result')
  const op = word as Op
  const imm = parseImm(line, OPS[op].imm)
  return { op, args: parseValues(line), imm, result: results[0] ?? NONE, span: undefined }
}

function parseTerm(line: Line, word: string, results: Value[]): Terminator | undefined {
  if (results.length > 0 && word !== 'invoke') return undefined
  switch (word) {
    case 'jump': {
      const to = parseEdge(line)
      return accept(line, 'unwind') ? { kind: 'jump', to, unwind: parseEdge(line) } : { kind: 'jump', to }
    }
    case 'branch': {
      const condition = takeId(line, 'v', 'a value') as Value
      expect(line, ',')
      const then = parseEdge(line)
      expect(line, ',')
      return { kind: 'branch', condition, then, otherwise: parseEdge(line) }
    }
    case 'switch': {
      const on = takeId(line, 'v', 'a value') as Value
      expect(line, '[')
      const cases = takeList(line, ']', () => parseEdge(line))
      expect(line, 'else')
      return { kind: 'switch', on, cases, otherwise: parseEdge(line) }
    }
    case 'return':
      return { kind: 'return', values: parseValues(line) }
    case 'throw': {
      const site = isId(peek(line), 'v') ? null : parseSite(line)
      return { kind: 'throw', site, args: parseValues(line) }
    }
    case 'invoke':
      return parseInvoke(line, results)
    case 'unreachable':
      return { kind: 'unreachable' }
    default:
      return undefined
  }
}

function parseInvoke(line: Line, results: Value[]): Terminator {
  expect(line, '@')
  const callee = takeName(line)
  const args = parseValues(line)
  expect(line, 'to')
  const to = parseEdge(line)
  return { kind: 'invoke', callee, args, results, to, ...(accept(line, 'unwind') ? { unwind: parseEdge(line) } : {}) }
}

function parseEdge(line: Line): Target {
  const block = takeId(line, 'b', 'a block') as Block
  return { block, args: accept(line, '(') ? takeList(line, ')', () => takeId(line, 'v', 'a value') as Value) : [] }
}

/** Values between commas, as many as there are. */
function parseValues(line: Line): Value[] {
  const values: Value[] = []
  if (!isId(peek(line), 'v')) return values
  do values.push(takeId(line, 'v', 'a value') as Value)
  while (accept(line, ','))
  return values
}
