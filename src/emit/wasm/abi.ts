/** How the host calls exported functions. Where the compiled function differs, a thunk converts. */
import { crossing } from '../../artifact/abi.ts'
import { assert } from '../../base/assert.ts'
import type { Export, Module } from '../../ir/module.ts'
import { type Code, call, getLocal, newCode, op } from './code.ts'
import { ownFunction } from './link.ts'
import { wasmType } from './lowering.ts'
import type { OpcodeOf, WasmType } from './opcodes.ts'

const CONVERSIONS: Record<string, OpcodeOf<'none'>> = {
  'i64 f64': 'f64.reinterpret_i64',
  'f64 i64': 'i64.reinterpret_f64',
  'f64 f32': 'f32.demote_f64',
  'f32 f64': 'f64.promote_f32',
}

export interface Thunk {
  readonly name: string
  readonly params: readonly WasmType[]
  readonly results: readonly WasmType[]
  readonly code: Code
}

/** Conversions between the declared types and the function's own; undefined where there are none. */
export function exportThunk(module: Module, { name, signature }: Export): Thunk | undefined {
  const func = module.funcs.get(name)
  assert(func, `exported function ${name} is not in the module`)
  const own = func.blocks[0]!.params.map((param) => wasmType(func.types[param]!))
  const declared = signature.params.map(crossing).filter((type) => type !== 'none')
  // Captured values follow the declared ones, as they are.
  const params = own.map((type, index) => declared[index] ?? type)
  const result = func.results[0] && wasmType(func.results[0])
  const declaredResult = crossing(signature.result)
  const results = result ? [declaredResult === 'none' ? result : declaredResult] : []
  if (params.every((type, index) => type === own[index]) && results[0] === result) return undefined
  const code = newCode(params)
  params.forEach((type, index) => {
    getLocal(code, index)
    convert(code, type, own[index]!)
  })
  call(code, ownFunction(name))
  if (result) convert(code, result, results[0]!)
  return { name: `export.${name}`, params, results, code }
}

function convert(code: Code, from: WasmType, to: WasmType): void {
  if (from === to) return
  const conversion = CONVERSIONS[`${from} ${to}`]
  assert(conversion, `a value cannot cross to the host as ${to} when it is held as ${from}`)
  op(code, conversion)
}
