/** Outside of Vitest, puts test/fuzz/instantiate.ts in the place of the run time's own. Import before anything else. */
import { register } from 'node:module'
import { installWatch } from './contract.ts'

const own = new URL('instantiate.ts', import.meta.url).href
const hook = `export async function resolve(specifier, context, next) {
  const redirected = specifier.endsWith('/instantiate.ts') && (context.parentURL ?? '').includes('/src/runtime/')
  return redirected ? next(${JSON.stringify(own)}, context) : next(specifier, context)
}`
register(`data:text/javascript,${encodeURIComponent(hook)}`)
installWatch()
