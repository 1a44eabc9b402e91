/** The same for what few starts need: errors, refusals, statistics. */
export { lateNumbers } from './runtime/late-numbers.ts'
