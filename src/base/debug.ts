/**
 * Every switch, read in one place.
 *
 * | variable | meaning |
 * |---|---|
 * | `TAIPAN_DISABLE=1` | kernels run as plain JavaScript |
 * | `TAIPAN_CACHE=off` | neither read nor write the cache; `readonly`: only read it |
 * | `TAIPAN_CACHE_DIR=path` | where the cache is |
 * | `TAIPAN_LOG=cache,compile,start` | say what happens, on standard error |
 * | `TAIPAN_DUMP=gvn,wasm:dot` | print the IR after these passes, for the function named; `all` for every pass, `=html` for a page |
 * | `TAIPAN_TIME=1` | print how long each stage took |
 * | `TAIPAN_CHECK=1` | verify after each pass; recompile on a cache hit and compare |
 */
export interface Switches {
  readonly disable: boolean
  readonly cache: 'on' | 'off' | 'readonly'
  readonly cacheDirectory: string | undefined
  readonly log: ReadonlySet<string>
  /** Undefined: dump nothing. `function` undefined: of every function. */
  readonly dump: { readonly passes: ReadonlySet<string>; readonly function: string | undefined; readonly html: boolean } | undefined
  readonly time: boolean
  readonly check: boolean
}

type Environment = Readonly<Record<string, string | undefined>>

/** Each is read by itself: to ask the environment costs. */
const READ = {
  get disable() {
    return isOn(environmentOf(this)['TAIPAN_DISABLE'])
  },
  get cache() {
    return readCache(environmentOf(this)['TAIPAN_CACHE'])
  },
  get cacheDirectory() {
    return environmentOf(this)['TAIPAN_CACHE_DIR'] || undefined
  },
  get log() {
    return new Set(words(environmentOf(this)['TAIPAN_LOG']))
  },
  get dump() {
    return readDump(environmentOf(this)['TAIPAN_DUMP'])
  },
  get time() {
    return isOn(environmentOf(this)['TAIPAN_TIME'])
  },
  get check() {
    return isOn(environmentOf(this)['TAIPAN_CHECK'])
  },
}

/** The switches as they stand when they are read. In a browser all are off. They are asked for often, so what is made is small. */
export function switches(environment: Environment = hostEnvironment()): Switches {
  return { __proto__: READ, environment } as unknown as Switches
}

function environmentOf(made: object): Environment {
  return (made as { readonly environment: Environment }).environment
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== '0'
}

function readCache(text = ''): Switches['cache'] {
  return text === '0' || text === 'off' ? 'off' : text === 'readonly' ? 'readonly' : 'on'
}

function hostEnvironment(): Environment {
  return typeof process === 'object' && process.env ? process.env : {}
}

function words(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
}

/** `pass,pass:function` */
function readDump(text: string | undefined): Switches['dump'] {
  if (!text) return undefined
  const colon = text.indexOf(':')
  const passes = words(colon < 0 ? text : text.slice(0, colon))
  return {
    passes: new Set(passes.filter((name) => name !== 'html')),
    function: colon < 0 ? undefined : text.slice(colon + 1),
    html: passes.includes('html'),
  }
}
