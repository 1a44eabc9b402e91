/** IR as text: the language of docs/ir.md. `parse` reads it back; only source positions are lost. */
import type { Layout } from '../artifact/layout.ts'
import { type Block, type Func, type Inst, NONE, type Target, type Terminator, type Value } from './function.ts'
import type { Module } from './module.ts'
import { OPS } from './ops.ts'
import { printImm, printName, printSite } from './print-imm.ts'

export function print(func: Func): string {
  const lines = [printHeader(func)]
  func.blocks.forEach((data, block) => {
    lines.push(printBlockLine(func, block as Block))
    for (const inst of data.insts) lines.push(`  ${printInst(func, inst)}`)
    lines.push(`  ${printTerm(func, data.term)}`)
  })
  return `${lines.join('\n')}\n`
}

export function printModule(module: Module): string {
  const head = [
    ...[...module.layouts.values()].map(printLayout),
    ...module.hostTypes.map((type) => `type ${JSON.stringify(type)}`),
    ...module.exports.map(({ name, signature }) => `export @${printName(name)} ${JSON.stringify(signature)}`),
  ]
  const parts = [...module.funcs.values()].map(print)
  if (head.length > 0) parts.unshift(`${head.join('\n')}\n`)
  return parts.join('\n')
}

/** `func @sum(ptr, i32) -> f64`, with `js` before it at that level and the inlining wish after it. */
export function printHeader(func: Func): string {
  const params = func.blocks[0]?.params.map((value) => func.types[value]) ?? []
  const results = func.results.length > 0 ? ` -> ${func.results.join(', ')}` : ''
  const wish = func.inline === 'auto' ? '' : ` inline ${func.inline}`
  return `${func.level === 'js' ? 'js ' : ''}func @${printName(func.name)}(${params.join(', ')})${results}${wish}`
}

export function printBlockLine(func: Func, block: Block): string {
  const { params } = func.blocks[block]!
  return `b${block}${params.length > 0 ? `(${params.map((value) => definition(func, value)).join(', ')})` : ''}:`
}

export function printInst(func: Func, inst: Inst): string {
  const defined = inst.result === NONE ? '' : `${definition(func, inst.result)} = `
  return defined + words(inst.op, printImm(OPS[inst.op]?.imm ?? 'none', inst.imm, inst.op), list(inst.args))
}

export function printTerm(func: Func, term: Terminator): string {
  switch (term.kind) {
    case 'jump':
      return words('jump', edge(term.to), term.unwind ? `unwind ${edge(term.unwind)}` : '')
    case 'branch':
      return `branch v${term.condition}, ${edge(term.then)}, ${edge(term.otherwise)}`
    case 'switch':
      return `switch v${term.on} [${term.cases.map(edge).join(', ')}] else ${edge(term.otherwise)}`
    case 'return':
      return words('return', list(term.values))
    case 'throw':
      return words('throw', term.site ? printSite(term.site) : '', list(term.args))
    case 'invoke': {
      const defined = term.results.map((value) => definition(func, value)).join(', ')
      const call = words(
        'invoke',
        `@${printName(term.callee)}`,
        list(term.args),
        'to',
        edge(term.to),
        term.unwind ? `unwind ${edge(term.unwind)}` : '',
      )
      return defined === '' ? call : `${defined} = ${call}`
    }
    case 'unreachable':
      return 'unreachable'
  }
}

/** `v3: f64`, or `v3 total: f64` where the source names it. */
function definition(func: Func, value: Value): string {
  const name = func.names[value]
  return `v${value}${name === undefined ? '' : ` ${printName(name)}`}: ${func.types[value]}`
}

function edge({ block, args }: Target): string {
  return args.length > 0 ? `b${block}(${list(args)})` : `b${block}`
}

function list(values: readonly Value[]): string {
  return values.map((value) => `v${value}`).join(', ')
}

function words(...parts: string[]): string {
  return parts.filter((part) => part !== '').join(' ')
}

/** `layout "{x:f64}" record 16 [x f64 +8]`, `layout "list:f64" list 24 of f64`. */
function printLayout({ name, kind, bytes, fields, element }: Layout): string {
  const placed = fields.map((field) => `${printName(field.name)} ${field.storage} +${field.offset}`).join(', ')
  return words('layout', printName(name), kind, String(bytes), fields.length > 0 ? `[${placed}]` : '', element ? `of ${element}` : '')
}
