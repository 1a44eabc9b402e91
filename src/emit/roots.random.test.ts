/** Random programs on linked objects and pointers into them: losing every object that is not in a frame changes nothing. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { recordLayout } from '../artifact/layouts.ts'
import { Builder, newFunc } from '../ir/builder.ts'
import type { Block, Func, Value } from '../ir/function.ts'
import { emptyModule, type Module } from '../ir/module.ts'
import { printModule } from '../ir/print.ts'
import type { Type } from '../ir/types.ts'
import { load } from './wasm/testing.ts'

const NODE = recordLayout([
  { name: 'id', storage: 'i32' },
  { name: 'next', storage: 'ref' },
])
const id = { offset: NODE.fields[0]!.offset, storage: 'i32', region: 'field:id', fixed: false } as const
const next = { offset: NODE.fields[1]!.offset, storage: 'ref', region: 'field:next', fixed: false } as const
const first = { storage: 'i32', region: 'field:id', outside: 'unchecked' } as const

/** Three references, two pointers, a sum: all block parameters of every join. */
const STATE: readonly Type[] = ['ref', 'ref', 'ref', 'ptr', 'ptr', 'i32']

interface Maker {
  readonly b: Builder
  readonly choose: (limit: number) => number
  now: Value[]
  readonly depth: number
  readonly callee: string | undefined
}

function make({ b, choose }: Maker): Value {
  const made = b.inst('alloc', [], NODE.name)
  b.inst('store', [made, b.i32(choose(1000))], id)
  b.inst('store', [made, made], next)
  return made
}

function add(maker: Maker, value: Value): void {
  const { b } = maker
  maker.now[5] = b.inst('i32.add', [b.inst('i32.mul', [maker.now[5]!, b.i32(31)]), value])
}

const STATEMENTS: readonly ((maker: Maker) => void)[] = [
  (maker) => {
    maker.now[maker.choose(3)] = make(maker)
  },
  ({ b, choose, now }) => void b.inst('store', [now[choose(3)]!, now[choose(3)]!], next),
  (maker) => {
    maker.now[maker.choose(3)] = maker.b.inst('load', [maker.now[maker.choose(3)]!], next, 'ref')
  },
  (maker) => add(maker, maker.b.inst('load', [maker.now[maker.choose(3)]!], id, 'i32')),
  (maker) => {
    maker.now[3 + maker.choose(2)] = maker.b.inst('ptr.of', [maker.now[maker.choose(3)]!], id.offset)
  },
  (maker) => add(maker, maker.b.inst('elem.load', [maker.now[3 + maker.choose(2)]!, maker.b.i32(0)], first, 'i32')),
  (maker) => {
    const pick = () => maker.now[maker.choose(3)]!
    const odd = maker.b.inst('i32.lt_s', [maker.now[5]!, maker.b.i32(0)])
    maker.now[maker.choose(3)] = maker.b.inst('select', [odd, pick(), pick()])
  },
  (maker) => {
    if (maker.callee === undefined) return
    const refs = [0, 1, 2].map(() => maker.now[maker.choose(3)]!)
    const pointers = [0, 1].map(() => maker.now[3 + maker.choose(2)]!)
    maker.now[maker.choose(3)] = maker.b.inst('call', [...refs, ...pointers, maker.now[5]!], maker.callee, 'ref')
  },
  (maker) => {
    const { b, now } = maker
    const [then, otherwise, after] = [b.newBlock(), b.newBlock(), b.newBlock(STATE)]
    b.branch(b.inst('i32.lt_s', [now[5]!, b.i32(0)]), then, otherwise)
    nested(maker, then, now, after, [])
    nested(maker, otherwise, now, after, [])
    maker.now = [...b.at(after).params(after)]
  },
  (maker) => {
    const { b } = maker
    const header = b.newBlock([...STATE, 'i32'])
    const [body, after] = [b.newBlock(), b.newBlock()]
    b.jump(header, [...maker.now, b.i32(1 + maker.choose(3))])
    const params = [...b.at(header).params(header)]
    const fuel = params.pop()!
    b.branch(b.inst('i32.gt_s', [fuel, b.i32(0)]), body, after)
    nested(maker, body, params, header, [b.at(body).inst('i32.sub', [fuel, b.i32(1)])])
    b.at(after)
    maker.now = params
  },
]

function nested(maker: Maker, block: Block, state: readonly Value[], to: Block, more: readonly Value[]): void {
  const inner = { ...maker, now: [...state], depth: maker.depth + 1 }
  maker.b.at(block)
  statements(inner, 1 + maker.choose(4))
  maker.b.jump(to, [...inner.now, ...more])
}

function statements(maker: Maker, count: number): void {
  const most = maker.depth < 3 ? STATEMENTS.length : STATEMENTS.length - 2
  for (let index = 0; index < count; index++) STATEMENTS[maker.choose(most)]!(maker)
}

function helper(choose: Maker['choose']): Func {
  const func = newFunc('helper', 'typed', ['ref'])
  const b = new Builder(func)
  const maker: Maker = { b, choose, now: [...b.params(b.newBlock(STATE))], depth: 2, callee: undefined }
  statements(maker, 4)
  add(maker, b.inst('elem.load', [maker.now[3]!, b.i32(0)], first, 'i32'))
  b.inst('store', [maker.now[0]!, maker.now[5]!], id)
  b.return([maker.now[0]!])
  return func
}

function randomModule(tape: readonly number[]): Module {
  let at = 0
  const choose = (limit: number) => (tape[at++ % tape.length]! + Math.floor(at / tape.length) * 7) % limit
  const module = emptyModule()
  module.layouts.set(NODE.name, NODE)
  const func = newFunc('main', 'typed', ['i32'])
  const b = new Builder(func)
  b.newBlock()
  const maker: Maker = { b, choose, now: [], depth: 0, callee: 'helper' }
  maker.now = [make(maker), make(maker), make(maker)]
  maker.now.push(b.inst('ptr.of', [maker.now[0]!], id.offset), b.inst('ptr.of', [maker.now[1]!], id.offset), b.i32(7))
  statements(maker, 12)
  for (let index = 0; index < 5; index++) {
    add(
      maker,
      index < 3 ? b.inst('load', [maker.now[index]!], id, 'i32') : b.inst('elem.load', [maker.now[index]!, b.i32(0)], first, 'i32'),
    )
  }
  b.return([maker.now[5]!])
  module.funcs.set('helper', helper(choose))
  module.funcs.set('main', func)
  return module
}

test('nothing that is still used is lost', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1000), { minLength: 10, maxLength: 120 }), (tape) => {
      const module = randomModule(tape)
      const lenient = load(module).exports.main!()
      if (load(module, {}, true).exports.main!() !== lenient) expect.fail(printModule(module))
    }),
    { numRuns: Number(process.env['RUNS'] ?? 100) },
  )
})
