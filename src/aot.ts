/** `taipan/aot`: compile ahead of time from a program; what `taipan build` does. */
export { type BuildOptions, type BuildResult, buildFile } from './aot/build-file.ts'
export type { OutputFile } from './aot/output/write.ts'
export { CC, type CCOptions } from './aot/program/cc.ts'
export { TypingError } from './base/typing-error.ts'
