/** Values that are certainly handles of texts, or none where a text may be missing: an i32 says nothing of itself. */
import type { Func, Inst, Value } from '../ir/function.ts'
import { targets } from '../ir/function.ts'
import { givesText } from './analyses/made-texts.ts'

/** By the host's function, which of its operands are texts. */
function textOperands({ op, imm, args }: Inst): readonly Value[] {
  if (op.startsWith('str.append')) return op === 'str.append' ? args : args.slice(0, 1)
  if (op !== 'call.host') return []
  const name = imm as string
  if (/^str\.(concat|build|eq|lt)$/.test(name)) return args
  if (/^(str\.(length|code|char|to_f64)|text:hash|log\.str)$/.test(name)) return args.slice(0, 1)
  const codes = /^text:[\w#.]+:([sdlu]+):[sdb]$/.exec(name)?.[1] ?? callbackCodes(name)
  return codes === undefined ? [] : args.filter((_, index) => codes[index] === 's')
}

/** The first operand of a call of the host's function says which one it is. */
function callbackCodes(name: string): string | undefined {
  const codes = /^callback:(\w*):/.exec(name)?.[1]
  return codes === undefined ? undefined : `-${codes}`
}

/** Block parameters and choices that are texts: a parameter and what it is given are of one kind, but constants are shared by kinds. */
export function textValues(func: Func): Set<Value> {
  const related = new Map<Value, Value[]>()
  const known = new Set<Value>()
  const work: Value[] = []
  const learn = (value: Value) => {
    if (known.has(value)) return
    known.add(value)
    work.push(value)
  }
  const defs: (Inst | undefined)[] = []
  const relate = (a: Value, b: Value) => {
    if (func.types[a] !== 'i32' || func.types[b] !== 'i32') return
    related.set(a, [...(related.get(a) ?? []), b])
    related.set(b, [...(related.get(b) ?? []), a])
  }
  for (const { insts } of func.blocks) {
    for (const inst of insts) {
      if (inst.result >= 0) defs[inst.result] = inst
      if (givesText(inst)) learn(inst.result)
      for (const operand of textOperands(inst)) learn(operand)
      if (inst.op === 'select') for (const arg of inst.args.slice(1)) relate(inst.result, arg)
    }
  }
  for (const { term } of func.blocks) {
    for (const { block, args } of targets(term)) {
      const { params } = func.blocks[block]!
      for (const [index, arg] of args.entries()) relate(params[index + params.length - args.length]!, arg)
    }
  }
  for (let value = work.pop(); value !== undefined; value = work.pop()) {
    // A constant's number may stand for other things as well.
    if (defs[value]?.op === 'const') continue
    for (const other of related.get(value) ?? []) learn(other)
  }
  return known
}
