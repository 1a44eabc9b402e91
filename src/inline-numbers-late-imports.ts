/** The same for code that has loops, or imports what open-numbers.ts does not know. */
export { lateNumbers } from './runtime/late-imports.ts'
