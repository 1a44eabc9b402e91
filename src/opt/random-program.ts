/** Random typed programs for tests: structured statements over a few variables, made by a tape of choices so that
 *  fast-check can shrink them. Every program ends; what it computes is written to an object that the caller gives. */
import { Builder, newFunc } from '../ir/builder.ts'
import type { Block, ErrorSite, Func, Value } from '../ir/function.ts'
import { emptyModule, type Module } from '../ir/module.ts'
import { OPS, type Op } from '../ir/ops.ts'
import type { Type } from '../ir/types.ts'

/** The variables of every program and their types; all are parameters and all are written out in the end. */
export const VARIABLES = { a: 'i32', b: 'i32', c: 'i32', p: 'i64', q: 'i64', x: 'f64', y: 'f64', t: 'bool', u: 'bool', o: 'ref' } as const
/** Variables that hold objects of the function's own: `v` and `w` may be one object, `n` may be null. */
const LOCALS = { v: 'ref', w: 'ref', n: 'ref' } as const
const ALL = { ...VARIABLES, ...LOCALS }
type Name = keyof typeof VARIABLES
type AnyName = keyof typeof ALL
const NAMES = Object.keys(VARIABLES) as Name[]
const ALL_NAMES = Object.keys(ALL) as AnyName[]

const POINT = '{x:f64,n:i32,b:i8}'
export const OUT_BYTES = 64
const SITE: ErrorSite = { kind: 'RangeError', text: 'guard $0' }

/** Operations that need nothing but operands of the variables' types. */
const SIMPLE = (Object.keys(OPS) as Op[]).filter((op) => {
  const row = OPS[op]
  const types = [...row.in, row.out]
  return (
    row.level === 'typed' &&
    row.effect === 'none' &&
    row.imm === 'none' &&
    row.fold &&
    types.every((type) => ['i32', 'i64', 'f64', 'bool'].includes(type as string))
  )
})

interface Maker {
  readonly b: Builder
  readonly choose: (limit: number) => number
  now: Record<AnyName, Value>
  /** Parameters: array data, its length, the object to write to. */
  readonly data: Value
  readonly length: Value
  readonly out: Value
  readonly depth: number
  /** The object that `o` is at first: another name for the same, perhaps. */
  readonly object: Value
  readonly callees: readonly string[]
}

/** `tape`: choices, used round and round with a change each time. */
export function randomModule(tape: readonly number[]): Module {
  const module = emptyModule()
  module.layouts.set(POINT, {
    name: POINT,
    kind: 'record',
    bytes: 24,
    fields: [
      { name: 'x', offset: 8, storage: 'f64' },
      { name: 'n', offset: 16, storage: 'i32' },
      { name: 'b', offset: 20, storage: 'i8' },
    ],
  })
  let at = 0
  const choose = (limit: number) => {
    const round = Math.floor(at / Math.max(tape.length, 1))
    const drawn = (tape[at++ % Math.max(tape.length, 1)] ?? 0) + round * 7
    return drawn % limit
  }
  const helper = makeFunc('helper', choose, [], 3)
  module.funcs.set('helper', helper)
  module.funcs.set('main', makeFunc('main', choose, ['helper'], 6))
  return module
}

function makeFunc(name: string, choose: Maker['choose'], callees: readonly string[], length: number): Func {
  const func = newFunc(name, 'typed', ['f64'])
  const b = new Builder(func)
  b.newBlock(['ptr', 'i32', 'ref', ...NAMES.map((one) => VARIABLES[one])])
  const [data, count, out, ...values] = b.params(0 as Block) as Value[]
  const given = Object.fromEntries(NAMES.map((one, index) => [one, values[index]!])) as Record<Name, Value>
  const now = { ...given, v: newPoint(b, given), w: newPoint(b, given), n: b.ref(0) }
  const maker: Maker = { b, choose, now, data: data!, length: count!, out: out!, depth: 0, object: now.o, callees }
  statements(maker, length)
  finish(maker)
  return func
}

/** Write the variables to the object and return one. */
function finish({ b, now, out }: Maker): void {
  const access = (offset: number, storage: 'i32' | 'i64' | 'f64' | 'bool') => ({ offset, storage, region: `out.${offset}`, fixed: false })
  b.inst('store', [out, now.a], access(8, 'i32'))
  b.inst('store', [out, now.b], access(12, 'i32'))
  b.inst('store', [out, now.p], access(16, 'i64'))
  b.inst('store', [out, now.q], access(24, 'i64'))
  b.inst('store', [out, now.y], access(32, 'f64'))
  b.inst('store', [out, now.t], access(40, 'bool'))
  b.inst('store', [out, b.inst('load', [now.v], field(16, 'i32'), 'i32')], access(60, 'i32'))
  b.inst('store', [out, b.inst('load', [now.w], field(16, 'i32'), 'i32')], access(56, 'i32'))
  b.inst('store', [out, b.inst('load', [now.o], field(16, 'i32'), 'i32')], access(44, 'i32'))
  b.inst('store', [out, b.inst('load', [now.o], field(8, 'f64'), 'f64')], access(48, 'f64'))
  b.return([now.x])
}

function newPoint(b: Builder, now: Record<Name, Value>): Value {
  const point = b.inst('alloc', [], POINT)
  b.inst('store', [point, now.x], field(8, 'f64'))
  b.inst('store', [point, now.a], field(16, 'i32'))
  b.inst('store', [point, now.b], field(20, 'i8'))
  return point
}

function field(offset: number, storage: 'i32' | 'f64' | 'i8') {
  return { offset, storage, region: `field:point.${offset}`, fixed: false }
}

function statements(maker: Maker, count: number): void {
  for (let index = 0; index < count; index++) {
    const kinds = maker.depth < 3 ? STATEMENTS : STATEMENTS.slice(0, -6)
    kinds[maker.choose(kinds.length)]!(maker)
  }
}

function variableOf({ choose, now }: Maker, type: Type): Value {
  const fitting = NAMES.filter((name) => VARIABLES[name] === type)
  return now[fitting[choose(fitting.length)]!]
}

const INTS = [0, 1, -1, 2, 3, 8, 255, 2 ** 31 - 1, -(2 ** 31), 7, 1000003]
const DOUBLES = [0, -0, 1, -1, 0.5, NaN, Infinity, 2 ** 31, 4294967295, 2 ** 53, -3.75, 8]

function constant({ b, choose }: Maker, type: Type): Value {
  if (type === 'i32') return b.i32(INTS[choose(INTS.length)]!)
  if (type === 'i64') return b.i64(choose(4) === 3 ? -(2n ** 63n) : BigInt(INTS[choose(INTS.length)]!))
  if (type === 'f64') return b.f64(DOUBLES[choose(DOUBLES.length)]!)
  return b.bool(choose(2) === 1)
}

function operand(maker: Maker, type: Type): Value {
  return maker.choose(3) === 0 ? constant(maker, type) : variableOf(maker, type)
}

function assign(maker: Maker, value: Value): void {
  const type = maker.b.func.types[value]!
  const fitting = NAMES.filter((name) => VARIABLES[name] === type)
  if (fitting.length > 0) maker.now[fitting[maker.choose(fitting.length)]!] = value
}

const element = (outside: 'nan' | 'ignore') => ({ storage: 'f64', region: 'array', outside }) as const

/** An index: often a constant, or one beside another, so that accesses meet. */
function indexOf(maker: Maker): Value {
  const { b, choose } = maker
  if (choose(3) === 0) return b.i32(choose(4))
  const value = variableOf(maker, 'i32')
  return choose(2) === 0 ? value : b.inst('i32.add', [value, b.i32(choose(3) - 1)])
}

const memory: readonly ((maker: Maker) => void)[] = [
  (maker) => assign(maker, maker.b.inst('elem.get', [maker.data, indexOf(maker), maker.length], element('nan'), 'f64')),
  (maker) => void maker.b.inst('elem.put', [maker.data, indexOf(maker), maker.length, operand(maker, 'f64')], element('ignore')),
  // Without a check, where the index has been brought inside.
  (maker) => assign(maker, maker.b.inst('elem.load', [maker.data, within(maker)], element('nan'), 'f64')),
  (maker) => void maker.b.inst('elem.store', [maker.data, within(maker), operand(maker, 'f64')], element('ignore')),
  (maker) => {
    maker.now.o = maker.b.inst('alloc', [], POINT)
    maker.b.inst('store', [maker.now.o, variableOf(maker, 'f64')], field(8, 'f64'))
    maker.b.inst('store', [maker.now.o, variableOf(maker, 'i32')], field(16, 'i32'))
    maker.b.inst('store', [maker.now.o, variableOf(maker, 'i32')], field(20, 'i8'))
  },
  fresh,
  (maker) => assign(maker, maker.b.inst('load', [maker.now.o], field(8, 'f64'), 'f64')),
  (maker) => assign(maker, maker.b.inst('load', [maker.now.o], field(16, 'i32'), 'i32')),
  (maker) => assign(maker, maker.b.inst('load', [maker.now.o], field(20, 'i8'), 'i32')),
  (maker) => assign(maker, maker.b.inst('load', [maker.object], field(16, 'i32'), 'i32')),
  (maker) => void maker.b.inst('store', [maker.object, operand(maker, 'i32')], field(16, 'i32')),
  (maker) => void maker.b.inst('store', [maker.now.o, operand(maker, 'f64')], field(8, 'f64')),
  (maker) => void maker.b.inst('store', [maker.now.o, operand(maker, 'i32')], field(16, 'i32')),
  (maker) => void maker.b.inst('store', [maker.now.o, operand(maker, 'i32')], field(20, 'i8')),
]

/** Objects that nobody else has: new ones, second names, exchanges, reads and writes. */
function fresh({ b, choose, now }: Maker): void {
  const [name, other] = choose(2) === 0 ? (['v', 'w'] as const) : (['w', 'v'] as const)
  const kind = choose(11)
  if (kind <= 2) now[name] = newPoint(b, now)
  else if (kind === 3) now[name] = now[other]
  else if (kind === 4) [now.v, now.w] = [now.w, now.v]
  else if (kind === 5) [now.n, now[name]] = [now[name], newPoint(b, now)]
  else if (kind === 6) now.t = b.inst('ref.eq', [now.v, now.w])
  else if (kind === 7) now.y = b.inst('load', [now[name]], field(8, 'f64'), 'f64')
  else if (kind === 8) b.inst('store', [now[name], now.y], field(8, 'f64'))
  else if (kind === 9) b.inst('store', [now[name], now.a], field(16, 'i32'))
  else now.n = newPoint(b, now)
}

/** What may be null is read where it is not. */
function presence(maker: Maker): void {
  const { b } = maker
  const [there, after] = [b.newBlock(), b.newBlock(['i32'])]
  b.branch(b.inst('ref.eq', [maker.now.n, b.ref(0)]), { block: after, args: [maker.now.c] }, there)
  b.at(there)
  if (maker.choose(3) === 0) b.inst('store', [maker.now.n, maker.now.a], field(16, 'i32'))
  b.jump(after, [b.inst('load', [maker.now.n], field(16, 'i32'), 'i32')])
  b.at(after)
  maker.now.c = b.params(after)[0]!
  const next = maker.choose(3)
  if (next > 0) maker.now.n = next === 1 ? b.ref(0) : newPoint(b, maker.now)
}

function within(maker: Maker): Value {
  return maker.b.inst('i32.and', [indexOf(maker), maker.b.i32(3)])
}

const STATEMENTS: readonly ((maker: Maker) => void)[] = [
  compute,
  compute,
  compute,
  compute,
  (maker) => {
    const type = (['i32', 'i64', 'f64', 'bool', 'ref'] as const)[maker.choose(5)]!
    const pick = () => (type === 'ref' ? maker.now.o : operand(maker, type))
    assign(maker, maker.b.inst('select', [variableOf(maker, 'bool'), pick(), pick()]))
  },
  // Division where the divisor has been made safe.
  (maker) => {
    const { b } = maker
    const op = (['i32.div_u', 'i32.rem_s', 'i32.rem_u', 'i64.rem_u', 'i64.div_u'] as const)[maker.choose(5)]!
    const type = OPS[op].out as 'i32' | 'i64'
    const one = type === 'i32' ? b.i32(1) : b.i64(1n)
    assign(maker, b.inst(op, [operand(maker, type), b.inst(`${type}.or`, [operand(maker, type), one])]))
  },
  (maker) => {
    maker.now.t = maker.b.inst('i32.lt_u', [variableOf(maker, 'i32'), maker.length])
  },
  access,
  access,
  access,
  fresh,
  fresh,
  fresh,
  presence,
  (maker) =>
    maker.b.guard(maker.b.inst('bool.or', [variableOf(maker, 'bool'), variableOf(maker, 'bool')]), SITE, [variableOf(maker, 'i32')]),
  call,
  presence,
  choice,
  choice,
  loop,
  countedLoop,
  countedLoop,
]

/** A few accesses in a row. */
function access(maker: Maker): void {
  for (let count = 1 + maker.choose(4); count > 0; count--) memory[maker.choose(memory.length)]!(maker)
}

function compute(maker: Maker): void {
  const op = SIMPLE[maker.choose(SIMPLE.length)]!
  assign(
    maker,
    maker.b.inst(
      op,
      OPS[op].in.map((type) => operand(maker, type as Type)),
    ),
  )
}

function call(maker: Maker): void {
  const [callee] = maker.callees
  if (callee === undefined) return compute(maker)
  // An object of the function's own may be given away, for the last time or not.
  const given = maker.choose(3)
  const values = { ...maker.now, o: given === 0 ? maker.now.o : maker.now.v }
  assign(maker, maker.b.inst('call', [maker.data, maker.length, maker.out, ...NAMES.map((name) => values[name])], callee, 'f64'))
  if (given === 1) maker.now.v = newPoint(maker.b, maker.now)
}

function at(maker: Maker, block: Block): void {
  maker.b.at(block)
  ALL_NAMES.forEach((name, index) => {
    maker.now[name] = maker.b.params(block)[index]!
  })
}

function state(maker: Maker): Value[] {
  return ALL_NAMES.map((name) => maker.now[name])
}

const TYPES_OF_STATE: readonly Type[] = ALL_NAMES.map((name) => ALL[name])

/** if / else, sometimes with an early return. */
function choice(maker: Maker): void {
  const { b } = maker
  const inner = { ...maker, depth: maker.depth + 1 }
  const [then, otherwise, after] = [b.newBlock(), b.newBlock(), b.newBlock(TYPES_OF_STATE)]
  b.branch(variableOf(maker, 'bool'), then, otherwise)
  b.at(then)
  inner.now = { ...maker.now }
  statements(inner, 1 + maker.choose(3))
  if (maker.choose(8) === 0) finish(inner)
  else b.jump(after, state(inner))
  b.at(otherwise)
  inner.now = { ...maker.now }
  statements(inner, maker.choose(3))
  b.jump(after, state(inner))
  at(maker, after)
}

/** while (condition && fuel-- > 0) */
function loop(maker: Maker): void {
  const { b } = maker
  const header = b.newBlock([...TYPES_OF_STATE, 'i32'])
  const [body, after] = [b.newBlock(), b.newBlock()]
  b.jump(header, [...state(maker), b.i32(1 + maker.choose(5))])
  at(maker, header)
  const fuel = b.params(header)[ALL_NAMES.length]!
  const more = b.inst('bool.and', [variableOf(maker, 'bool'), b.inst('i32.gt_s', [fuel, b.i32(0)])])
  b.branch(more, body, after)
  const kept = { ...maker.now }
  b.at(body)
  const inner = { ...maker, depth: maker.depth + 1, now: { ...maker.now } }
  statements(inner, 1 + maker.choose(4))
  b.jump(header, [...state(inner), b.inst('i32.sub', [fuel, b.i32(1)])])
  b.at(after)
  maker.now = kept
}

/** for (let c = start; c < bound; c += step), where the bound is small or the array's length; the counter sometimes in a wide register. */
function countedLoop(maker: Maker): void {
  const { b, choose } = maker
  const wide = (['i32', 'i32', 'i64', 'f64'] as const)[choose(4)]!
  const bound = choose(2) === 0 ? maker.length : b.inst('i32.and', [variableOf(maker, 'i32'), b.i32(7)])
  const down = choose(4) === 0
  const step = variableOf(maker, 'i32')
  const [first, last] = down ? [bound, b.i32(choose(3) - 1)] : [b.i32(choose(4) - 1), bound]
  const widened = (value: Value) => (wide === 'i32' ? value : b.inst(wide === 'i64' ? 'i64.extend_s' : 'f64.from_i32_s', [value]))
  const header = b.newBlock([...TYPES_OF_STATE, wide])
  const [body, after] = [b.newBlock(), b.newBlock()]
  b.jump(header, [...state(maker), widened(first)])
  at(maker, header)
  const counter = b.params(header)[ALL_NAMES.length]!
  const test = `${wide}.${down ? 'g' : 'l'}${choose(3) === 0 ? 'e' : 't'}${wide === 'f64' ? '' : '_s'}` as Op
  b.branch(b.inst(test, [counter, widened(last)]), body, after)
  const kept = { ...maker.now }
  b.at(body)
  const inner = { ...maker, depth: maker.depth + 1, now: { ...maker.now } }
  inner.now.c = wide === 'i32' ? counter : b.inst(wide === 'i64' ? 'i32.wrap' : 'i32.from_f64_sat_s', [counter])
  const index = loopIndex(inner, inner.now.c, step)
  if (choose(2) === 0) assign(inner, b.inst('elem.get', [maker.data, index, maker.length], element('nan'), 'f64'))
  if (choose(2) === 0) b.inst('elem.put', [maker.data, index, maker.length, variableOf(inner, 'f64')], element('ignore'))
  statements(inner, choose(3))
  b.jump(header, [...state(inner), stepped(maker, wide, counter, (1 + choose(2)) * (down ? -1 : 1))])
  b.at(after)
  maker.now = kept
}

/** Indices as programs have them: beside the counter, in rows, made of doubles. */
function loopIndex({ b, choose, now }: Maker, counter: Value, invariant: Value): Value {
  const wide = (value: Value) => b.inst('i64.extend_s', [value])
  switch (choose(6)) {
    case 0:
      return b.inst('i32.add', [counter, b.i32(choose(3) - 1)])
    case 1:
      return b.inst('i32.add', [b.inst('i32.mul', [counter, b.i32(choose(3))]), invariant])
    case 2:
      return b.inst('i32.index_i64', [b.inst('i64.add', [b.inst('i64.mul', [wide(counter), wide(invariant)]), b.i64(BigInt(choose(3)))])])
    case 3: {
      const row = b.inst('i64.mul', [wide(invariant), b.i64(2n)])
      return b.inst('i32.index_i64', [b.inst('i64.sub', [b.inst('i64.add', [row, wide(counter)]), b.i64(BigInt(choose(3)))])])
    }
    case 4: {
      const half = b.inst('f64.mul', [b.inst('f64.from_i32_s', [invariant]), b.f64(0.5)])
      return b.inst('i32.index_f64', [b.inst('f64.add', [b.inst('f64.from_i32_s', [counter]), choose(2) === 0 ? half : now.y])])
    }
    default:
      return counter
  }
}

/** As lowering does it: in 64 bits, with a double made of the sum where the counter is one. */
function stepped({ b }: Maker, wide: 'i32' | 'i64' | 'f64', counter: Value, by: number): Value {
  if (wide === 'i32') return b.inst('i32.add', [counter, b.i32(by)])
  if (wide === 'i64') return b.inst('i64.add', [counter, b.i64(BigInt(by))])
  const low = b.inst('i64.extend_s', [b.inst('i32.from_f64_sat_s', [counter])])
  return b.inst('f64.from_i64_s', [b.inst('i64.add', [low, b.i64(BigInt(by))])])
}
