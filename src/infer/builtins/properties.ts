/** Properties of built-ins that are constants: Math.PI, Number.EPSILON, … */
import { once } from '../../base/once.ts'
import { constant, numberConstant, type SemType } from '../lattice.ts'
import type { Site } from '../world.ts'

const numbers = once(
  (): Readonly<Record<string, number>> => ({
    'Math.PI': Math.PI,
    'Math.E': Math.E,
    'Math.LN2': Math.LN2,
    'Math.LN10': Math.LN10,
    'Math.LOG2E': Math.LOG2E,
    'Math.LOG10E': Math.LOG10E,
    'Math.SQRT2': Math.SQRT2,
    'Math.SQRT1_2': Math.SQRT1_2,
    'Number.MAX_SAFE_INTEGER': Number.MAX_SAFE_INTEGER,
    'Number.MIN_SAFE_INTEGER': Number.MIN_SAFE_INTEGER,
    'Number.MAX_VALUE': Number.MAX_VALUE,
    'Number.MIN_VALUE': Number.MIN_VALUE,
    'Number.EPSILON': Number.EPSILON,
    'Number.POSITIVE_INFINITY': Infinity,
    'Number.NEGATIVE_INFINITY': -Infinity,
    'Number.NaN': Number.NaN,
  }),
)

const ELEMENT_BYTES: Readonly<Record<string, number>> = {
  Int8: 1,
  Uint8: 1,
  Uint8Clamped: 1,
  Int16: 2,
  Uint16: 2,
  Int32: 4,
  Uint32: 4,
  Float32: 4,
  Float64: 8,
  BigInt64: 8,
  BigUint64: 8,
}

export function builtinProperty(site: Site, path: string, name: string): SemType {
  const full = `${path}.${name}`
  if (Object.hasOwn(numbers(), full)) return numberConstant(numbers()[full]!)
  if (name === 'BYTES_PER_ELEMENT' && path.endsWith('Array')) return numberConstant(ELEMENT_BYTES[path.slice(0, -5)] ?? 0)
  if (path === 'globalThis') return site.world.made(site, 'global', () => constant({ kind: 'builtin', path: name }))
  // Whether it can be called is decided where it is called.
  return site.world.made(site, 'builtin', () => constant({ kind: 'builtin', path: full }))
}
