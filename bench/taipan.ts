/** The built package, as users get it; typed from the sources. */
export const { array, jit, jitclass, setCompiler, statsOf } = (await import(
  new URL('../dist/index.js', import.meta.url).href
)) as typeof import('../src/index.ts')
