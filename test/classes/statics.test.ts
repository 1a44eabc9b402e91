/** Static fields that compiled code assigns: one value for the host and all code. */
import { expect, test } from 'vitest'
import * as compiler from '../../src/compiler.ts'
import { jit, jitclass, setCompiler } from '../../src/index.ts'

setCompiler(() => compiler)

function counterClass() {
  class Counter {
    static made = 0
    static next = 10n
    static open = true
    static readonly step = 2
    id: bigint
    constructor() {
      Counter.made += Counter.step
      this.id = Counter.next++
    }
    static close() {
      // biome-ignore lint/complexity/noThisInStatic: what is tested
      this.open = !this.open
      // biome-ignore lint/complexity/noThisInStatic: what is tested
      return this.open
    }
    static get half() {
      return Counter.made / 2
    }
    static set half(value: number) {
      Counter.made = value * 2
    }
  }
  return Counter
}

/** What happens to a class, on the host and in a kernel. */
function use(Counter: ReturnType<typeof counterClass>, wrap: typeof jit) {
  const seen: unknown[] = []
  const first = new Counter()
  seen.push(first.id, Counter.made, Counter.next, Counter.open)
  const make = wrap((n: number) => {
    for (let i = 0; i < n; i++) new Counter()
    return Counter.made
  })
  seen.push(make(3), Counter.made, Counter.next, Counter.close(), Counter.open, Counter.half)
  Counter.made = 0.5
  Counter.next = 7n
  seen.push(make(1), Counter.next, new Counter().id)
  Counter.half = 21
  seen.push(Counter.made, make(0))
  const reset = wrap(() => {
    Counter.half = 1
    Counter.open = false
    return Counter.half
  })
  seen.push(reset(), Counter.made, Counter.open, Object.keys(Counter))
  return seen
}

const plainly = ((fn: unknown) => fn) as typeof jit

test('constructors, static members, kernels and the host see one value', () => {
  const expected = use(counterClass(), plainly)
  const written = counterClass()
  expect(use(jitclass(written), jit)).toEqual(expected)
  // The class as it was written has the same fields.
  expect([written.made, written.next]).toEqual([expected[16], 9n])
})

test('a class that was not given to jitclass as well', () => {
  class Ids {
    x = 1
    static last = 0
    static take() {
      return ++Ids.last
    }
  }
  const take = jit((n: number) => {
    let sum = 0
    for (let i = 0; i < n; i++) sum += Ids.take()
    return sum
  })
  expect([Ids.take(), take(2), Ids.take(), take(1), Ids.last]).toEqual([1, 5, 4, 5, 5])
})

test('a kernel assigns what others took for a constant', () => {
  const Settings = jitclass(
    class Settings {
      static scale = 2
      x = 1
      scaled() {
        return this.x * Settings.scale
      }
    },
  )
  const one = new Settings()
  const read = jit((given: InstanceType<typeof Settings>) => given.scaled() + Settings.scale)
  expect([one.scaled(), read(one)]).toEqual([2, 4])
  const double = jit(() => {
    Settings.scale *= 2
  })
  double()
  expect([one.scaled(), read(one), Settings.scale]).toEqual([4, 8, 4])
})

test('private static fields', () => {
  const Ticket = jitclass(
    class Ticket {
      static #sold = 0
      static readonly #price = 2.5
      number = ++Ticket.#sold
      static get revenue() {
        return Ticket.#sold * Ticket.#price
      }
    },
  )
  const sell = jit((n: number) => {
    let last = 0
    for (let i = 0; i < n; i++) last = new Ticket().number
    return last
  })
  expect([new Ticket().number, sell(3), new Ticket().number, Ticket.revenue]).toEqual([1, 4, 5, 12.5])
})

test('a subclass reads what it inherits, and cannot assign it', () => {
  class Base {
    x = 1
    static count = 1
    static add() {
      return ++Base.count
    }
  }
  class Derived extends Base {
    static grow() {
      return Derived.count + 10
    }
    static shadow() {
      Derived.count = 5
    }
  }
  const grow = jit(() => {
    Base.add()
    return Derived.grow()
  })
  expect([grow(), grow(), Base.count, Derived.count]).toEqual([12, 13, 3, 3])
  expect(() => jit(() => Derived.shadow())()).toThrow('The static field `count` cannot be assigned in compiled code')
})

test('static blocks have run', () => {
  class Table {
    x = 1
    static size = 4
    static total = 0
    static {
      for (let i = 0; i < Table.size; i++) Table.total += i
    }
  }
  expect(jit(() => Table.total + Table.size)()).toBe(10)
})

test('what does not fit is refused', () => {
  class Mixed {
    x = 1
    static value = 1
    static #secret = new Float64Array(2)
    static spoil() {
      ;(Mixed as { value: unknown }).value = true
    }
    static peek() {
      return Mixed.#secret[0]
    }
  }
  expect(() => jit(() => Mixed.spoil())()).toThrow('The static field `value` holds a number, and a boolean is assigned to it')
  expect(() => jit(() => Mixed.peek())()).toThrow('What the private static field `#secret` holds cannot be seen')
  class Kept {
    x = 1
    static value = 1
    static up() {
      Kept.value++
    }
  }
  jit(() => Kept.up())()
  expect(() => {
    Kept.value = 'x' as never
  }).toThrow(new TypeError('the static field value holds a number in compiled code; it cannot be set to "x"'))
  expect(Kept.value).toBe(2)
})
