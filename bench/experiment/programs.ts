/** The programs of the rows: JavaScript as a user would write it, with a clock between its parts. */

/** Statements of each part of a program. */
export interface Parts {
  readonly importing?: string
  readonly defineClass?: string
  readonly defineFunction: string
  /** An expression that is evaluated twice. */
  readonly call?: string
  /** An expression: kernels and classes whose statistics are the evidence. */
  readonly subjects?: string
}

export const SPEC = `{ _top: 'int64', _bottom: 'int64', _arraysize: 'int64', _array: 'int64[:]' }`
export const SIGNATURE = `'int64(int64)'`
export const IMPORT = `const { jit, jitclass, statsOf } = await import('taipan')`

/** Turns statistics into the lines of evidence that the driver reads. */
const EVIDENCE = `
const evidence = (stats) => stats.flatMap(({ specialisations }) => specialisations).flatMap(({ origin, units }) =>
  units.map((unit) => ({ name: unit.name, kind: unit.kind, origin: unit.origin ?? origin, milliseconds: origin === 'compiled' ? unit.milliseconds : 0 })))`

/** Declarations of earlier parts stay in view: the parts are statements of one module. */
export function program({ importing = '', defineClass = '', defineFunction, call = 'func(10n)', subjects = '[]' }: Parts): string {
  return `const t0 = performance.now()
${importing}
const t1 = performance.now()
${defineClass}
const t2 = performance.now()
${defineFunction}
const t3 = performance.now()
const first = ${call}
const t4 = performance.now()
const second = ${call}
const t5 = performance.now()
${EVIDENCE}
console.log(JSON.stringify({
  milliseconds: { import: t1 - t0, defineClass: t2 - t1, defineFunction: t3 - t2, first: t4 - t3, second: t5 - t4 },
  results: [String(first), String(second)],
  evidence: evidence(${subjects}),
}))
`
}
