/** The same if typed arrays cross as well, or the code makes texts and catches errors. */
export { codeOf } from './runtime/code.ts'
export { valueFunctions as sealedValues } from './runtime/host-functions.ts'
export { openSealed } from './runtime/open-sealed.ts'
export { sealedArrays } from './runtime/sealed-arrays.ts'
export { sealedFunction } from './runtime/sealed-calls.ts'
export { sealedClass } from './runtime/sealed-class.ts'
