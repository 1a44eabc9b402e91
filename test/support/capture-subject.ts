/** Bindings for the tests of capture: what a module exports. */
export const IMPORTED = 41

export function half(x: number): number {
  return x / 2
}
// biome-ignore lint/style/noDefaultExport: a case of capture
export { half as default }

export const table: Float64Array = Float64Array.of(1, 2, 3)
