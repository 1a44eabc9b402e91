/** What a single file holds of the run time if numbers and instances cross, and nothing else; scripts/build.ts makes text of it. */
export { codeOf } from './runtime/code.ts'
export { openSealed } from './runtime/open-sealed.ts'
export { sealedFunction } from './runtime/sealed-calls.ts'
export { sealedClass } from './runtime/sealed-class.ts'
