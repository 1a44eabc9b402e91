/**
 * An array of the host whose elements are elsewhere. All of Array's methods work on it, since they are made of reads,
 * writes and lengths; only what an array of compiled code cannot be (sparse, frozen, with properties) is refused.
 */
export interface Cells {
  /** What the array is called in messages. */
  readonly where: string
  length(): number
  read(index: number): unknown
  write(index: number, value: unknown): void
  append(value: unknown): void
  shorten(length: number): void
}

const INSPECT = Symbol.for('nodejs.util.inspect.custom')

export function liveArray(cells: Cells): unknown[] {
  const target: unknown[] = []
  // Node shows the target of a proxy, which is empty.
  Object.defineProperty(target, INSPECT, { value: () => Array.from({ length: cells.length() }, (_, index) => cells.read(index)) })
  return new Proxy(target, handlerOf(cells))
}

/** The index that a key means, if it is one. */
function indexOf(key: string | symbol): number | undefined {
  if (typeof key !== 'string' || !/^(0|[1-9]\d{0,9})$/.test(key)) return undefined
  return Number(key)
}

function setLength(cells: Cells, length: unknown): void {
  const to = Number(length)
  if (!Number.isInteger(to) || to < 0 || to >= 2 ** 32) throw new RangeError('Invalid array length')
  if (to > cells.length()) {
    throw new TypeError(`${cells.where} cannot be made longer by its length: arrays of compiled code have no holes`)
  }
  cells.shorten(to)
}

function setKey(cells: Cells, key: string | symbol, value: unknown): void {
  const { where } = cells
  if (key === 'length') return setLength(cells, value)
  const index = indexOf(key)
  if (index === undefined) throw new TypeError(`${where} is an array of compiled code, which has no property ${String(key)}`)
  const length = cells.length()
  if (index > length) throw new TypeError(`${where}[${index}] would leave a hole: its length is ${length}`)
  if (index === length) cells.append(value)
  else cells.write(index, value)
}

function handlerOf(cells: Cells): ProxyHandler<unknown[]> {
  const inside = (key: string | symbol) => {
    const index = indexOf(key)
    return index !== undefined && index < cells.length() ? index : undefined
  }
  return {
    get(target, key, receiver) {
      if (key === 'length') return cells.length()
      const index = inside(key)
      return index === undefined ? Reflect.get(target, key, receiver) : cells.read(index)
    },
    set(_, key, value) {
      setKey(cells, key, value)
      return true
    },
    has: (target, key) => inside(key) !== undefined || Reflect.has(target, key),
    deleteProperty(_, key) {
      const index = inside(key)
      // What methods delete when an array becomes shorter is its end, and then they set the length.
      if (index === undefined || index === cells.length() - 1) return true
      throw new TypeError(`${cells.where}[${index}] cannot be deleted: arrays of compiled code have no holes`)
    },
    defineProperty(_, key, descriptor) {
      if (!('value' in descriptor)) throw new TypeError(`${cells.where} is an array of compiled code, which has no accessors`)
      setKey(cells, key, descriptor.value)
      return true
    },
    ownKeys: (target) => [...Array.from({ length: cells.length() }, (_, index) => String(index)), ...Reflect.ownKeys(target)],
    getOwnPropertyDescriptor(target, key) {
      if (key === 'length') return { value: cells.length(), writable: true, enumerable: false, configurable: false }
      const index = inside(key)
      if (index === undefined) return Reflect.getOwnPropertyDescriptor(target, key)
      return { value: cells.read(index), writable: true, enumerable: true, configurable: true }
    },
    preventExtensions() {
      throw new TypeError(`${cells.where} is an array of compiled code, which cannot be frozen`)
    },
    setPrototypeOf: () => false,
  }
}
