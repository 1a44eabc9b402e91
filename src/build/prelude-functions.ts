/**
 * Built-in functions as values: what stands for one where another function may be called in its place. They take the arguments that the
 * built-in looks at. All other built-ins can be called by their names only.
 */

const paths = (prefix: string, names: string): string[] => names.split(' ').map((name) => prefix + name)

const OF_ONE: ReadonlySet<string> = new Set([
  ...paths('Math.', 'abs acos acosh asin asinh atan atanh cbrt ceil clz32 cos cosh exp expm1 floor fround log log10 log1p log2'),
  ...paths('Math.', 'round sign sin sinh sqrt tan tanh trunc'),
  ...paths('Number.', 'isFinite isInteger isNaN isSafeInteger parseFloat'),
  ...paths('', 'BigInt Boolean Number String isFinite isNaN parseFloat'),
])
const OF_TWO: ReadonlySet<string> = new Set(paths('', 'Math.atan2 Math.imul Math.pow Number.parseInt parseInt'))
const OF_ANY: ReadonlySet<string> = new Set(paths('', 'Math.hypot Math.max Math.min'))

/** The text of the function that stands for a built-in one; undefined if there is none. */
export function functionText(path: string): string | undefined {
  if (OF_ONE.has(path)) return `(a) => ${path}(a)`
  if (OF_TWO.has(path)) return `(a, b) => ${path}(a, b)`
  return OF_ANY.has(path) ? `(...all) => ${path}(...all)` : undefined
}
