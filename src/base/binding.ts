/** Is it true of some option that Node was given? Mostly there are none, and what asks is not even compiled then. */
export function isSomeOption(asked: (word: string) => boolean): boolean {
  const { execArgv, env } = process
  return execArgv.some(asked) || (!!env['NODE_OPTIONS'] && asked(env['NODE_OPTIONS']))
}

/**
 * What is underneath a module of Node. The modules bring streams and worker threads along, which cost a start more than what
 * we ask of them. `process.binding` is deprecated: who asks to hear of that gets the module.
 */
export function bindingOf(name: string): object | undefined {
  const { binding, env } = process as NodeJS.Process & { binding?: (name: string) => object }
  if (typeof binding !== 'function') return undefined
  if (env['NODE_PENDING_DEPRECATION'] === '1' || isSomeOption((word) => word.includes('deprecation'))) return undefined
  const before = Object.getOwnPropertyDescriptor(process, 'noDeprecation')
  try {
    // Some warn in any case, of what the program has not done and cannot change.
    Object.defineProperty(process, 'noDeprecation', { value: true, configurable: true, writable: true, enumerable: true })
    return binding.call(process, name)
  } catch {
    // Which ones there are depends on the version.
    return undefined
  } finally {
    if (before === undefined) delete process.noDeprecation
    else Object.defineProperty(process, 'noDeprecation', before)
  }
}
