/** `taipan/runtime`: runs what was compiled before, without a compiler. Ahead-of-time output imports it. */
export { ABI_VERSION, type Artifact } from './artifact/artifact.ts'
export { decodeArtifact, encodeArtifact } from './artifact/encode.ts'
export { makeArray } from './runtime/array.ts'
export { loadKernel } from './runtime/load.ts'
export { memoryInUse } from './runtime/machine.ts'
export { codeOf, exportedFunction, moduleVariable, openModule, readCode } from './runtime/open.ts'
export { declareClass, exportedClass } from './runtime/open-class.ts'
export { setCompiler, setStore } from './runtime/slots.ts'
