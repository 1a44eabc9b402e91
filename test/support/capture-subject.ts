/** Bindings for the tests of capture: what a module exports. */
export const IMPORTED = 41

export function half(x: number): number {
  return x / 2
}
export { half as default }

export const table: Float64Array = Float64Array.of(1, 2, 3)
