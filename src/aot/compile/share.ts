/**
 * Functions that are equal are one: what two exports use stands once in the module. Equal are functions of the same code that
 * call equal functions, circles included: all that look alike count as equal until a difference is found.
 *
 *     @sum(f64[]) @sum~2(f64[])  →  @sum(f64[])          unless their code, or what they call, differs somewhere
 */
import type { Func, Inst, Value } from '../../ir/function.ts'
import type { Module } from '../../ir/module.ts'

/** Entries keep functions of their own: the host finds them by their names. */
export function shareFunctions(module: Module): void {
  const entries = new Set(module.exports.map(({ name }) => name))
  const all = [...module.funcs.values()]
  const outlines = new Map(all.map((func) => [func.name, outlineOf(func)]))
  let classes = new Map<string, number>(all.map(({ name }) => [name, 0]))
  for (let count = 1; ; ) {
    const numbers = new Map<string, number>()
    const next = new Map(
      all.map(({ name }) => {
        const { code, callees } = outlines.get(name)!
        const key = [code, entries.has(name) ? name : '', classes.get(name)!, ...callees.map((callee) => classes.get(callee))].join('\n')
        if (!numbers.has(key)) numbers.set(key, numbers.size)
        return [name, numbers.get(key)!] as const
      }),
    )
    classes = next
    if (numbers.size === count) break
    count = numbers.size
  }
  const first = new Map<number, string>()
  for (const { name } of all) if (!first.has(classes.get(name)!)) first.set(classes.get(name)!, name)
  const chosen = (name: string) => first.get(classes.get(name)!) ?? name
  for (const func of all) {
    if (chosen(func.name) !== func.name) module.funcs.delete(func.name)
    else redirect(func, chosen)
  }
}

function redirect({ blocks }: Func, chosen: (name: string) => string): void {
  for (const block of blocks) {
    for (const inst of block.insts) if (inst.op === 'call') inst.imm = chosen(inst.imm as string)
    if (block.term.kind === 'invoke') block.term = { ...block.term, callee: chosen(block.term.callee) }
  }
}

interface Outline {
  /** Without names of values and functions, and without the numbers that sources have in their compilation. */
  readonly code: string
  readonly callees: readonly string[]
}

function outlineOf({ title, results, inline, blocks, types }: Func): Outline {
  const callees: string[] = []
  const numbers = new Map<Value, number>()
  const value = (each: Value) => {
    const known = numbers.get(each)
    if (known !== undefined) return known
    numbers.set(each, numbers.size)
    return `${numbers.size - 1}:${types[each] ?? ''}`
  }
  const instruction = ({ op, args, imm, result, span }: Inst) => {
    if (op === 'call') callees.push(imm as string)
    return [op, args.map(value), op === 'call' ? '' : imm, value(result), span]
  }
  const code = blocks.map(({ params, insts, term }) => {
    if (term.kind === 'invoke') callees.push(term.callee)
    return [params.map(value), insts.map(instruction), { ...numbered(term, value), callee: '' }]
  })
  return { code: JSON.stringify([title, results, inline, code], exactly), callees }
}

/** A terminator with the values in it numbered as the others are. */
function numbered(item: unknown, value: (each: Value) => unknown, key = ''): object {
  if (Array.isArray(item)) {
    const holdsValues = key === 'args' || key === 'values' || key === 'results'
    return item.map((each) => (holdsValues ? value(each as Value) : typeof each === 'object' ? numbered(each, value) : each))
  }
  return Object.fromEntries(
    Object.entries(item as object).map(([name, each]) => {
      if (name === 'condition' || name === 'on') return [name, value(each as Value)]
      return [name, typeof each === 'object' && each !== null && name !== 'span' && name !== 'site' ? numbered(each, value, name) : each]
    }),
  )
}

/** JSON knows neither bigints nor all numbers. */
function exactly(key: string, value: unknown): unknown {
  if (key === 'source') return undefined
  if (typeof value === 'bigint') return `${value}n`
  return typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))
    ? `number ${Object.is(value, -0) ? '-0' : value}`
    : value
}
