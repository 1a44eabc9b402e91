/** For tests of the built package. `npm test` builds before it runs them; alone, they want `npm run build` first. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '..')

export function requireBuild(): void {
  if (!existsSync(join(root, 'dist', 'build.stamp'))) throw new Error('these tests use the built package: npm run build')
}
