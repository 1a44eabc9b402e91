/** What programs/captured.ts imports. */

export const FACTOR = 3
export const renamedConstant = 0.25
export const weights = new Float64Array([1, 2, 4])

export function helper(x: number): number {
  return x * FACTOR
}

export function indirect(x: number): number {
  return helper(x) + hidden(x)
}

function hidden(x: number): number {
  return -x
}

export const scaleBy = (x: number) => x * renamedConstant
