/** What a single file of ahead-of-time output holds of the run time; scripts/build.ts makes text of it. */

export { codeOf } from './runtime/code.ts'
export { compiledInstance, privateFields } from './runtime/compiled-instance.ts'
export { exportedFunction, moduleState, moduleVariable, openModule } from './runtime/open.ts'
export { declareClass, exportedClass, staticCell } from './runtime/open-class.ts'
export { privateKey, privateOf } from './runtime/private-keys.ts'
