/** Equal functions of a module become one, others do not. */
import { expect, test } from 'vitest'
import { parseModule } from '../../ir/parse.ts'
import { shareFunctions } from './share.ts'

function left(text: string, ...exported: string[]): { names: string[]; calls: unknown[] } {
  const module = parseModule(text)
  for (const name of exported) module.exports.push({ name, signature: { params: [], result: { kind: 'float64' } } })
  shareFunctions(module)
  const funcs = [...module.funcs.values()]
  const insts = funcs.flatMap(({ blocks }) => blocks.flatMap(({ insts: some }) => some))
  return { names: funcs.map(({ name }) => name), calls: insts.filter(({ op }) => op === 'call').map(({ imm }) => imm) }
}

const leaf = (name: string, constant: string) => `func @${name}(f64) -> f64
b0(v0: f64):
  v1: f64 = const ${constant}
  v2: f64 = f64.add v0, v1
  return v2
`
const caller = (name: string, callee: string, first = 0) => `func @${name}(f64) -> f64
b0(v${first}: f64):
  v${first + 7}: f64 = call @${callee} v${first}
  return v${first + 7}
`

test('what is equal is one, whatever its values are numbered', () => {
  const text = [leaf('a', '1'), leaf('b', '1'), caller('f', 'a'), caller('g', 'b', 3), caller('one', 'f'), caller('two', 'g')].join('\n')
  expect(left(text, 'one', 'two')).toEqual({ names: ['a', 'f', 'one', 'two'], calls: ['a', 'f', 'f'] })
})

test('a difference far below keeps functions apart', () => {
  for (const [x, y] of [
    ['1', '2'],
    ['0', '-0'],
    ['NaN', 'Infinity'],
  ] as const) {
    const text = [leaf('a', x), leaf('b', y), caller('f', 'a'), caller('g', 'b'), caller('one', 'f'), caller('two', 'g')].join('\n')
    expect(left(text, 'one', 'two').names).toEqual(['a', 'b', 'f', 'g', 'one', 'two'])
  }
})

test('functions that call each other in circles', () => {
  const text = [caller('even', 'odd'), caller('odd', 'even'), caller('even2', 'odd2'), caller('odd2', 'even2'), caller('one', 'even2')]
  const { names, calls } = left(text.join('\n'), 'one')
  expect(names).toEqual(['even', 'one'])
  expect(calls).toEqual(['even', 'even'])
})
