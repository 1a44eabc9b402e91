/** Rewrite rules written as text: `(i32.add x 0)` → `x`. Parsed once, when a rule is first tried in earnest.
 *
 * In a pattern a lower-case name stands for any value (the same wherever it appears), `C` and `D` for a constant,
 * a number for that constant, `true` and `false` for 1 and 0. On the right side `K` is the constant that the rule
 * computes from C and D. Operands of commutative operations match in either order. */
import { assert } from '../base/assert.ts'
import type { Inst, Value } from '../ir/function.ts'
import { OPS, type Op } from '../ir/ops.ts'
import type { Type } from '../ir/types.ts'

export type Pattern =
  | { readonly kind: 'op'; readonly op: Op; readonly args: readonly Pattern[] }
  | { readonly kind: 'value'; readonly name: string }
  | { readonly kind: 'constant'; readonly name: string; readonly type: Type | undefined }
  | { readonly kind: 'literal'; readonly value: number | bigint; readonly type: Type | undefined }

export type Operation = Pattern & { kind: 'op' }

/** Most rules of an operation fail at their operands, so what they say is taken apart when one is really tried: `leftOf`, `rightOf`. */
export interface Rule {
  /** The operation at the root of `from`. */
  readonly op: Op
  readonly from: string
  readonly to: string
  /** See operandsIn. */
  readonly operands: readonly (Op | undefined)[]
  readonly when: ((c: never, d: never) => boolean) | undefined
  readonly make: ((c: never, d: never) => number | bigint) | undefined
  left?: Operation
  right?: Pattern
}

export function leftOf(rule: Rule): Operation {
  return (rule.left ??= parsePattern(rule.from, undefined) as Operation)
}

export function rightOf(rule: Rule): Pattern {
  const { out } = OPS[rule.op]
  return (rule.right ??= parsePattern(rule.to, out === 'T' || out === 'free' || out === 'none' ? undefined : out))
}

/**
 * What a match has bound: names of values are in lower case, of constants in upper case, and there are few of either. Most matches
 * fail, so all of a pass use one of these, from its beginning.
 */
export interface Bindings {
  readonly names: string[]
  readonly items: (Value | number | bigint)[]
  /** So many of them count. */
  count: number
}

export function noBindings(): Bindings {
  return { names: [], items: [], count: 0 }
}

export function boundValue(bindings: Bindings, name: string): Value {
  return bindings.items[placeOf(bindings, name)] as Value
}

export function boundConstant(bindings: Bindings, name: string): number | bigint | undefined {
  const at = placeOf(bindings, name)
  return at < 0 ? undefined : bindings.items[at]
}

export function bind(bindings: Bindings, name: string, item: Value | number | bigint): void {
  const at = bindings.count++
  bindings.names[at] = name
  bindings.items[at] = item
}

/** -1: nothing is bound to it. */
function placeOf({ names, count }: Bindings, name: string): number {
  for (let at = 0; at < count; at++) if (names[at] === name) return at
  return -1
}

/** Parentheses and words. A regular expression would be made for a few dozen texts. */
function tokensOf(text: string): string[] {
  return text.replaceAll('(', '( ').replaceAll(')', ' )').split(' ')
}

/** `type`: what the place where the text stands needs, for literals. */
export function parsePattern(text: string, type: Type | undefined): Pattern {
  const tokens = tokensOf(text)
  let next = 0
  const parse = (wanted: Type | undefined): Pattern => {
    const token = tokens[next++]
    assert(token !== undefined && token !== ')', `rule ends early: ${text}`)
    if (token !== '(') return atom(token, wanted)
    const op = tokens[next++] as Op
    assert(OPS[op] !== undefined, `rule names no operation: ${text}`)
    const args: Pattern[] = []
    while (tokens[next] !== ')') args.push(parse(operandType(op, args.length)))
    next++
    return { kind: 'op', op, args }
  }
  const pattern = parse(type)
  assert(next === tokens.length, `rule does not end: ${text}`)
  return pattern
}

function atom(token: string, type: Type | undefined): Pattern {
  if (token === 'true' || token === 'false') return { kind: 'literal', value: token === 'true' ? 1 : 0, type: 'bool' }
  if (token < 'A') return { kind: 'literal', value: type === 'i64' ? BigInt(token) : Number(token), type }
  return token < 'a' ? { kind: 'constant', name: token, type } : { kind: 'value', name: token }
}

/** By operand of a pattern's root, the operation that has to make it; undefined where any will do. */
export function operandsIn(text: string): (Op | undefined)[] {
  const tokens = tokensOf(text)
  const found: (Op | undefined)[] = []
  let depth = 0
  for (let at = 2; at < tokens.length - 1; at++) {
    const token = tokens[at]!
    if (token === ')') depth--
    else if (token === '(') {
      if (depth++ === 0) found.push(tokens[at + 1] as Op)
    } else if (depth === 0) found.push(token < 'a' || token === 'true' || token === 'false' ? 'const' : undefined)
  }
  return found
}

function operandType(op: Op, index: number): Type | undefined {
  const declared = OPS[op].in[index]
  return declared === 'T' || declared === 'any' || declared === '…' ? undefined : declared
}

/** What matching needs to know of values: the instruction that makes each, and its type. */
export interface Context {
  readonly defs: readonly (Inst | undefined)[]
  readonly types: readonly Type[]
}

/** Does the instruction have the pattern's form? If so, `bindings` hold what it binds, and nothing else. */
export function match(pattern: Operation, inst: Inst, context: Context, bindings: Bindings): boolean {
  bindings.count = 0
  return matchOp(pattern, inst, context, bindings)
}

function matchOp(pattern: Operation, inst: Inst, context: Context, bindings: Bindings): boolean {
  const { args } = pattern
  if (inst.op !== pattern.op || inst.args.length < args.length) return false
  if (args.length !== 2 || !OPS[inst.op].commutes) {
    for (let at = 0; at < args.length; at++) if (!matchValue(args[at]!, inst.args[at]!, context, bindings)) return false
    return true
  }
  const [a, b] = args as [Pattern, Pattern]
  const [x, y] = inst.args as [Value, Value]
  const known = bindings.count
  if (matchValue(a, x, context, bindings) && matchValue(b, y, context, bindings)) return true
  bindings.count = known
  return matchValue(a, y, context, bindings) && matchValue(b, x, context, bindings)
}

function matchValue(pattern: Pattern, value: Value, context: Context, bindings: Bindings): boolean {
  if (pattern.kind === 'value') {
    const at = placeOf(bindings, pattern.name)
    if (at >= 0) return bindings.items[at] === value
    bind(bindings, pattern.name, value)
    return true
  }
  const inst = context.defs[value]
  if (inst === undefined) return false
  if (pattern.kind === 'op') return matchOp(pattern, inst, context, bindings)
  if (inst.op !== 'const') return false
  // The operands of `select` may be of any type: 1 is not true.
  if (pattern.kind === 'literal') return Object.is(inst.imm, pattern.value) && (pattern.type !== 'bool' || context.types[value] === 'bool')
  const at = placeOf(bindings, pattern.name)
  if (at >= 0) return Object.is(bindings.items[at], inst.imm)
  bind(bindings, pattern.name, inst.imm as number | bigint)
  return true
}
