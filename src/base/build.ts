/** Which build of the package this is: a hash of its source, put here by scripts/build.ts; undefined when run from source. */
declare const TAIPAN_BUILD: string | undefined

export const BUILD: string | undefined = typeof TAIPAN_BUILD === 'string' ? TAIPAN_BUILD : undefined
