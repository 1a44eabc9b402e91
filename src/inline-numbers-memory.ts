/** The same for code that needs memory. */
export { codeOf, readCode } from './runtime/code.ts'
export { numberMemory } from './runtime/number-memory.ts'
export { numberFunction as exportedFunction, openNumbers as openModule } from './runtime/open-numbers.ts'
