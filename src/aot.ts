/** `taipan/aot`: compile ahead of time from a program. */
export { type OutputOptions, outputFiles } from './aot/build.ts'
export { type CompiledFile, compileFile, type Outcome, type Progress } from './aot/compile/compile-file.ts'
export { type OutputFile, writeFiles } from './aot/output/write.ts'
