/** What output holds of the run time if its functions take and give numbers only, and runs in every start; scripts/build.ts makes text of it. */
export { codeOf, readCode } from './runtime/code.ts'
export { numberFunction as exportedFunction, openNumbers as openModule } from './runtime/open-numbers.ts'
