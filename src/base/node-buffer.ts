/**
 * Node's own `Buffer`, or undefined. Spoken of like this, bundlers do not bring one along for browsers; and a program may have a class of
 * that name, on the global object too, which is not meant.
 */
export function nodeBuffer(): typeof Buffer | undefined {
  const { Buffer: found } = globalThis as { Buffer?: typeof Buffer }
  return found?.prototype instanceof Uint8Array ? found : undefined
}
