/** The table of rows. */
import { IMPORT, type Parts, program, SIGNATURE, SPEC } from './programs.ts'
import type { Row } from './row.ts'
import { heavier, ringBuffer, ringBufferSource } from './source.ts'

/** One array instead of a class: what is left of the article's function then. */
export const NO_CLASS = `function func(x) {
  const array = new BigInt64Array(4)
  array[0] = x * 10n
  return array[0]
}`

/** The class used from the host: what func does, done by the program itself. */
const FROM_HOST = `const func = (x) => {
  const buffer = new Buffer()
  buffer.append(x * 10n)
  return buffer.popleft()
}`

const KERNEL = '[func.stats]'

function jitted(functionText: string, signature: string, options = ''): string {
  const first = signature === '' ? '' : `${signature}, `
  return `const func = jit(${first}${functionText}${options === '' ? '' : `, ${options}`})`
}

/** Untyped, typed and from the cache: the three rows that differ in one line of the program only. */
function threeWays(group: string, id: string, parts: Parts & { text: string }, numba: string): Row[] {
  const row = (name: string, kind: string, cache: Row['cache'], signature: string): Row => ({
    id: `${id}-${kind}`,
    group,
    name,
    cache,
    program: program({ ...parts, importing: IMPORT, defineFunction: jitted(parts.text, signature), subjects: KERNEL }),
    origin: cache === 'warm' ? 'cache' : 'compiled',
    numba: [numba, kind],
  })
  return [
    row('JIT, not cached, untyped', 'untyped', 'off', ''),
    row('JIT, not cached, typed', 'typed', 'off', SIGNATURE),
    row('JIT, cached', 'cached', 'warm', SIGNATURE),
  ]
}

/** Built before by `prepare`; its import is the article's column for loading. */
function ahead(group: string, id: string, numba: string): Row {
  const parts = { defineFunction: `const { func } = await import('./aot/${id}.js')`, subjects: KERNEL }
  return {
    id: `${id}-aot`,
    group,
    name: 'ahead of time',
    cache: 'none',
    program: program(parts),
    origin: 'aot',
    numba: ['aot.py', 'aot', numba],
  }
}

/** TypeScript files that are built ahead of time, by the rows' names: the same text, with types. */
export function aheadOfTime(): Record<string, string> {
  return { class: ringBufferSource(), none: NO_CLASS.replace('function func(x)', 'export function func(x: bigint): bigint') }
}

export function rows(): Row[] {
  const { classText, functionText } = ringBuffer()
  const declared = (text: string) => `const Buffer = jitclass(${SPEC}, ${text})`
  const withClass = { defineClass: declared(classText), defineFunction: '', text: functionText }
  const heavy = { defineClass: declared(heavier(classText)), defineFunction: '', text: functionText }
  const plain = (id: string, group: string, parts: Parts): Row => ({
    id,
    group,
    name: 'plain JavaScript',
    cache: 'none',
    program: program(parts),
  })
  const host: Parts = { ...withClass, importing: IMPORT, defineFunction: FROM_HOST, subjects: '[statsOf(Buffer)]' }
  const RING = 'the ring buffer'
  const HOST = 'the class used from the host'
  return [
    plain('plain', RING, { defineClass: classText, defineFunction: functionText }),
    ...threeWays(RING, 'class', withClass, 'ring.py'),
    ahead(RING, 'class', 'ring_aot'),
    plain('plain-none', 'without the class', { defineFunction: NO_CLASS }),
    ...threeWays('without the class', 'none', { defineFunction: '', text: NO_CLASS }, 'array.py'),
    ahead('without the class', 'none', 'array_aot'),
    ...threeWays('a heavier class', 'heavy', heavy, 'heavy.py').slice(1),
    { id: 'host', group: HOST, name: 'not cached', cache: 'off', program: program(host), origin: 'compiled', numba: ['host.py', 'typed'] },
    {
      id: 'host-cached',
      group: HOST,
      name: 'cached',
      cache: 'warm',
      program: program(host),
      origin: 'cache',
      numba: ['host.py', 'cached'],
    },
    {
      id: 'uncached-kernel',
      group: 'the class in a function that is not cached',
      name: 'second process',
      cache: 'warm',
      program: program({
        ...withClass,
        importing: IMPORT,
        defineFunction: jitted(functionText, SIGNATURE, '{ cache: false }'),
        subjects: KERNEL,
      }),
      origin: 'mixed',
      numba: ['ring.py', 'typed'],
    },
  ]
}
