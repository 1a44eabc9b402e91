/** Programs with classes that were compiled wrongly once, each as small as it could be made. */

class Failing {
  constructor() {
    throw new Error('never made')
  }
}

class Holder {
  items: unknown[] = [0]
}

export function neverMade(a: number): number {
  const failing = [new Failing()]
  const holder = new Holder()
  if (a) holder.items = failing
  let n = 0
  for (const _ of holder.items) n++
  return n
}
// run: neverMade(1)

class Celsius {
  degrees = 0
  get fahrenheit(): number {
    return this.degrees * 1.8 + 32
  }
  set fahrenheit(value: number) {
    this.degrees = (value - 32) / 1.8
  }
}

class Oven extends Celsius {
  heat(): number {
    this.fahrenheit = 400
    return this.degrees
  }
}

/** A name that is assigned in a class is no field where the base has a setter for it. */
export function inheritedSetter(a: number): number {
  const oven = new Oven()
  oven.degrees = a
  return oven.fahrenheit + oven.heat() * 1000
}
// run: inheritedSetter(100)

class Table {
  keys = new BigInt64Array(8)
  find(key: bigint): number {
    let i = 0
    while (this.keys[i] !== key) i = (i + 3) & 7
    return i
  }
}

export function comparedOutside(key: bigint): number {
  const table = new Table()
  table.keys[6] = 5n
  return table.find(key) + (table.keys[9] === key ? 100 : 0) + (table.keys[-1] !== key ? 1000 : 0)
}
// run: comparedOutside(0n); comparedOutside(5n)
