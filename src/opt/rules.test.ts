/** Every rule, with operands that hurt: both sides must agree wherever the left side is defined. */
import { describe, expect, test } from 'vitest'
import { OPS, type Op } from '../ir/ops.ts'
import { leftOf, type Pattern, type Rule, rightOf } from './pattern.ts'
import { allRules, rulesOf } from './rules.ts'

const RULES = allRules()

type Constant = number | bigint
type Environment = Record<string, Constant>

const INT32 = [0, 1, -1, 2, 3, 7, 8, 31, 32, 255, 2 ** 20, 2 ** 31 - 1, -(2 ** 31), -(2 ** 31) + 1, 1000, -17]
const INT64 = [...INT32.map(BigInt), 2n ** 31n, 2n ** 32n, -(2n ** 40n), 2n ** 53n + 1n, 2n ** 62n, 2n ** 63n - 1n, -(2n ** 63n)]
const FLOAT64 = [
  0,
  -0,
  1,
  -1,
  0.5,
  -1.5,
  2,
  4,
  1 / 3,
  3,
  2 ** 31,
  2 ** 32,
  2 ** 53,
  1e300,
  -1e-310,
  Infinity,
  -Infinity,
  NaN,
  -(2 ** 31),
  2 ** 31 - 1,
  7.25,
]
const VALUES: Record<string, readonly Constant[]> = {
  bool: [0, 1],
  i32: INT32,
  i64: INT64,
  f64: FLOAT64,
  f32: FLOAT64.map(Math.fround),
}

/** The type of each name in a pattern, from the operation that reads it. */
function nameTypes(pattern: Pattern, types: Map<string, string>, wanted: string): void {
  if (pattern.kind === 'value' || pattern.kind === 'constant') types.set(pattern.name, wanted)
  if (pattern.kind !== 'op') return
  for (const [index, arg] of pattern.args.entries()) nameTypes(arg, types, operand(pattern.op, index))
}

function operand(op: Op, index: number): string {
  const declared = OPS[op].in[index]!
  return declared === 'T' ? 'f64' : declared
}

function evaluate(pattern: Pattern, environment: Environment): Constant | undefined {
  if (pattern.kind === 'literal') return pattern.value
  if (pattern.kind !== 'op') return environment[pattern.name]
  const args = pattern.args.map((arg) => evaluate(arg, environment))
  if (args.includes(undefined)) return undefined
  if (pattern.op === 'select') return args[0] ? args[1] : args[2]
  return (OPS[pattern.op].fold as (...args: (Constant | undefined)[]) => Constant | undefined)(...args)
}

function operations(pattern: Pattern): Op[] {
  return pattern.kind === 'op' ? [pattern.op, ...pattern.args.flatMap(operations)] : []
}

function environments(types: Map<string, string>): Environment[] {
  let all: Environment[] = [{}]
  for (const [name, type] of types) all = all.flatMap((one) => VALUES[type]!.map((value) => ({ ...one, [name]: value })))
  return all
}

function disagreements(rule: Rule): string[] {
  const types = new Map<string, string>()
  nameTypes(leftOf(rule), types, '')
  const wrong: string[] = []
  for (const environment of environments(types)) {
    if (rule.when && !rule.when(environment['C'] as never, environment['D'] as never)) continue
    if (rule.make) environment['K'] = rule.make(environment['C'] as never, environment['D'] as never)
    const left = evaluate(leftOf(rule), environment)
    const right = evaluate(rightOf(rule), environment)
    if (left !== undefined && !Object.is(left, right))
      wrong.push(`${JSON.stringify(environment, (_, x) => String(x))}: ${left} and ${right}`)
  }
  return wrong
}

/** Rules about the heap and tags have no folds; programs test them. */
const foldable = RULES.filter((rule) =>
  [...operations(leftOf(rule)), ...operations(rightOf(rule))].every((op) => op === 'select' || OPS[op].fold),
)

const textOf = ({ from, to }: Rule) => `${from} → ${to}`

describe('rules', () => {
  test.each(foldable.map((rule) => [textOf(rule), rule] as const))('%s', (_, rule) => {
    expect(disagreements(rule)).toEqual([])
  })

  test('most rules can be tested so', () => {
    expect(foldable.length).toBeGreaterThan(RULES.length * 0.85)
  })

  test('those of an operation are found without looking at all, in their order', () => {
    for (const op of Object.keys(OPS) as Op[]) expect(rulesOf(op).map(textOf)).toEqual(RULES.filter((rule) => rule.op === op).map(textOf))
  })

  test('what a rule asks of its operands is what its left side has there', () => {
    for (const rule of RULES) {
      const wanted = leftOf(rule).args.map((arg) => (arg.kind === 'value' ? undefined : arg.kind === 'op' ? arg.op : 'const'))
      expect(rule.operands, rule.from).toEqual(wanted)
    }
  })

  test('no rule is there twice', () => {
    const texts = RULES.map(textOf)
    expect(texts.filter((text, index) => texts.indexOf(text) !== index)).toEqual([])
  })
})
