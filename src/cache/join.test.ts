import { expect, test } from 'vitest'
import { joinedName } from '../artifact/joined.ts'
import type { HostType } from '../artifact/types.ts'
import * as compiler from '../compiler.ts'
import { readInstruction, sections } from '../emit/wasm/decode.ts'
import { type Form, INSTRUCTIONS } from '../emit/wasm/opcodes.ts'
import { unitOf } from '../runtime/capture.ts'
import { instantiate } from '../runtime/instantiate.ts'
import { instantiateMember } from '../runtime/joined.ts'
import { createMachine } from '../runtime/machine.ts'
import { createMemory } from '../runtime/memory.ts'
import { join } from './join.ts'
import { endOfInstruction, readU32, skipTypes } from './wasm-reader.ts'

function compile(fn: (x: never) => unknown, ...params: HostType[]) {
  const unit = unitOf(fn)
  const signature = { params, result: { kind: 'inferred' } as HostType }
  const options = { bounds: 'exact', fastmath: false } as const
  return compiler.compile({ unit, signature, lazy: false, functions: new Map(), classes: new Map(), options })
}

const F64: HostType = { kind: 'float64' }
const I64: HostType = { kind: 'int64' }
const ARTIFACTS = [
  compile((x: number) => Math.hypot(x, 3) + Math.hypot(x, 1, 2) + Math.sin(x), F64),
  compile((x: number) => [x, x + 1, x + 2].at(x > 1 ? 1 : 2)! * Math.sin(x), F64),
  compile((x: number) => {
    if (x > 2) throw new RangeError(`${x} is too much`)
    return x * 2
  }, F64),
  compile((x: bigint) => (x * x) % 1000007n, I64),
]
const ARGUMENTS = [0, 1, 2.5, -7]

test('each member does what it does alone', () => {
  const machine = createMachine(createMemory())
  const code = join(ARTIFACTS.map(({ wasm }) => wasm))
  expect(WebAssembly.validate(code.wasm as Uint8Array<ArrayBuffer>)).toBe(true)
  for (const [place, artifact] of ARTIFACTS.entries()) {
    const { name, signature } = artifact.exports[0]!
    const alone = instantiate(machine, artifact)
    const joined = instantiateMember(machine, artifact, { code, place }, () => 'here')!
    expect(joined.makesHandles).toBe(alone.makesHandles)
    for (const value of ARGUMENTS) {
      const argument = signature.params[0]!.kind === 'int64' ? BigInt(Math.trunc(value)) : value
      const outcome = (fn: (x: number | bigint) => unknown) => {
        machine.thrown = undefined
        try {
          return fn(argument)
        } catch {
          const thrown = machine.thrown as { error: unknown } | undefined
          return thrown ? String(thrown.error) : `site ${machine.trap?.value}`
        }
      }
      expect(outcome(joined.functions[name]!)).toEqual(outcome(alone.functions[name]!))
    }
    // It is there once: a second class with the same text has the module of its own.
    expect(instantiateMember(machine, artifact, { code, place }, () => 'here')).toBeUndefined()
  }
})

test('what is no module is left to those of the members', () => {
  const machine = createMachine(createMemory())
  const code = { wasm: Uint8Array.of(0, 1, 2, 3), moves: [], members: 1, loops: [], seldom: [] }
  expect(instantiateMember(machine, ARTIFACTS[0]!, { code, place: 0 }, () => 'here')).toBeUndefined()
})

/** Offsets of the instructions of a module, and their texts, but for functions that begin at certain offsets. */
function instructions(wasm: Uint8Array, without: ReadonlySet<number> = new Set()): Map<number, string> {
  const found = new Map<number, string>()
  const code = sections(wasm).find(({ id }) => id === 10)!.content
  for (let left = readU32(code); left > 0; left--) {
    const size = readU32(code)
    const end = code.at + size
    if (without.has(code.at)) {
      code.at = end
      continue
    }
    for (let groups = readU32(code); groups > 0; groups--) {
      readU32(code)
      code.at++
    }
    while (code.at < end) {
      const at = code.at
      found.set(at, readInstruction(code, String).name)
    }
  }
  return found
}

test('offsets lead back to the own modules, also where indices have become longer', () => {
  const modules = Array.from({ length: 60 }, (_, index) => ARTIFACTS[index % ARTIFACTS.length]!.wasm)
  const { wasm, moves, seldom } = join(modules)
  expect(WebAssembly.validate(wasm as Uint8Array<ArrayBuffer>)).toBe(true)
  expect(moves.length / 3).toBeGreaterThan(
    modules.reduce((sum, own) => sum + WebAssembly.Module.exports(new WebAssembly.Module(own as Uint8Array<ArrayBuffer>)).length, 0),
  )
  const own = modules.map((each) => instructions(each))
  const seen = modules.map(() => new Set<number>())
  const stubs = new Set(moves.filter((_, index) => index % 3 === 0 && moves[index + 1] === -1))
  expect(stubs.size).toBe(seldom.length)
  for (const [offset, name] of instructions(wasm, stubs)) {
    let row = 0
    while (row + 3 < moves.length && moves[row + 3]! <= offset) row += 3
    const before = offset - moves[row]! + moves[row + 2]!
    expect(own[moves[row + 1]!]!.get(before)).toBe(name)
    seen[moves[row + 1]!]!.add(before)
  }
  expect(seen.map(({ size }) => size)).toEqual(own.map(({ size }) => size))
})

test('exports have the place of their member in front', () => {
  const module = new WebAssembly.Module(join([ARTIFACTS[0]!.wasm, ARTIFACTS[3]!.wasm]).wasm as Uint8Array<ArrayBuffer>)
  expect(WebAssembly.Module.exports(module).map(({ name }) => name)).toEqual([0, 1].map((place) => joinedName(place, 'kernel')))
})

test('functions of the host that are seldom called are no imports, and are found when they are', () => {
  const throwing = ARTIFACTS[2]!
  const code = join([ARTIFACTS[3]!.wasm, throwing.wasm])
  expect(code.seldom.map(({ name }) => name)).toEqual(['error.new', 'rethrow'].map((name) => joinedName(1, name)))
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(code.wasm as Uint8Array<ArrayBuffer>)).map(({ name }) => name)
  expect(imports.filter((name) => code.seldom.some((seldom) => seldom.name === name))).toEqual([])
  const machine = createMachine(createMemory())
  const { functions } = instantiateMember(machine, throwing, { code, place: 1 }, () => 'here')!
  const call = functions[throwing.exports[0]!.name]!
  expect(call(2)).toBe(4)
  for (const value of [3, 4]) {
    expect(() => call(value)).toThrow(`${value} is too much`)
    expect(String(machine.thrown?.error)).toBe(`RangeError: ${value} is too much`)
  }
})

/** Immediates of each form, with numbers of several bytes. */
const IMMEDIATES: Readonly<Record<Form, readonly number[]>> = {
  none: [],
  block: [0x40],
  label: [0x85, 0x01],
  table: [2, 0, 0x81, 0x01, 1],
  func: [0x80, 0x02],
  local: [0x83, 0x01],
  global: [7],
  memory: [3, 0xa8, 0x02],
  i32: [0xff, 0x7e],
  i64: [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x00],
  f32: [1, 2, 3, 4],
  f64: [1, 2, 3, 4, 5, 6, 7, 8],
  zero: [0],
  zeros: [0, 0],
}

test.each(Object.entries(INSTRUCTIONS))('%s is as long as the compiler writes it', (_, { code, form }) => {
  const bytes = [...(code > 0xff ? [0xfc, code & 0xff] : [code]), ...IMMEDIATES[form as Form]]
  expect(endOfInstruction(Uint8Array.from([...bytes, 0x0b]), 0)).toBe(bytes.length)
})

test('vectors of types are passed over', () => {
  const reader = { data: Uint8Array.of(2, 0x7f, 0x7e, 9), at: 0 }
  skipTypes(reader)
  expect(reader.at).toBe(3)
})
