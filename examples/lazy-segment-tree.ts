/** Trees with different functions: two in kernels, two that live beside each other. (lazy-segment-tree.kernel.ts) */
import { largest, smallest, temperatures } from './lazy-segment-tree.kernel.ts'

export function main(): void {
  console.log('range add, range maximum:', largest(10_000, 40_000, 1))
  console.log('range assign, range minimum:', smallest(10_000, 40_000, 2))
  console.log('two hours each, from the host:', temperatures())
}

main()
