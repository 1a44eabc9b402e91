/**
 * What is underneath a module of Node. The modules bring streams and worker threads along, which cost a start more than what
 * we ask of them. `process.binding` is deprecated: who asks to hear of that gets the module.
 */
export function bindingOf(name: string): object | undefined {
  const { binding, execArgv, env } = process as NodeJS.Process & { binding?: (name: string) => object }
  if (typeof binding !== 'function') return undefined
  if ([...execArgv, env['NODE_OPTIONS'] ?? '', env['NODE_PENDING_DEPRECATION'] ?? ''].some((word) => /deprecation|^1$/.test(word)))
    return undefined
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
