/** What objects hold, taken as a whole: rest patterns, keys, values and entries, `for … in`, `in`, accessors of literals. */

export function rest(n: number): number {
  const { a, ...others } = { a: n, b: n * 2, c: 3 }
  const { b, ...last } = others
  return a * 100 + b * 10 + last.c + Object.keys(last).length
}
// run: rest(1); rest(7)

export function restParameter(n: number): number {
  const area = ({ w, ...more }: { w: number; h: number; d: number }) => w * more.h + more.d
  return area({ w: n, h: 2, d: 1 })
}
// run: restParameter(4) == 9

export function values(n: number): number {
  const prices = { apple: n, pear: 2.5, plum: 3 }
  let sum = Object.values(prices).reduce((total, price) => total + price, 0)
  for (const [name, price] of Object.entries(prices)) sum += name.length * price
  return sum + Object.keys(prices).length
}
// run: values(1); values(0.25)

export function integersFirst(): number[] {
  const odd = { b: 1, 10: 2, a: 3, 2: 4 }
  return Object.values(odd)
}
// run: integersFirst()

export function result(n: number): [string, number][] {
  return Object.entries({ x: n, y: n + 1 })
}
// run: result(3)

export function names(n: number): string[] {
  return Object.keys({ x: n, y: n + 1 })
}
// run: names(3)

export function forIn(n: number): number {
  const weights: Record<string, number> = { a: 1, b: n, cc: 3 }
  let sum = 0
  for (const key in weights) {
    if (key === 'a') continue
    sum += weights[key]! * key.length
    if (sum > 50) break
  }
  return sum
}
// run: forIn(2) == 8; forIn(60)

export function contains(n: number): number {
  const o = { x: n }
  return ('x' in o ? 1 : 0) + ('y' in o ? 2 : 0)
}
// run: contains(1) == 1

class Particle {
  vx = 0
  vy = 1
  #hidden = 5
  constructor(
    public x: number,
    public y: number,
  ) {}
  energy() {
    return this.vx ** 2 + this.vy ** 2 + this.#hidden
  }
}

export function spreadInstance(n: number): { x: number; y: number; vx: number; vy: number; mass: number } {
  const particle = new Particle(n, 2)
  particle.vx = 9
  return { ...particle, y: 7, mass: particle.energy() }
}
// run: spreadInstance(1)

export function instanceFields(n: number): number {
  const { x, ...more } = new Particle(n, 2)
  return x * 100 + Object.values(more).reduce((a, b) => a * 3 + b, 0) + Object.keys(new Particle(1, 2)).length
}
// run: instanceFields(1)

export function accessors(n: number): number {
  const thermometer = {
    celsius: n,
    get fahrenheit() {
      return this.celsius * 1.8 + 32
    },
    set fahrenheit(value: number) {
      this.celsius = (value - 32) / 1.8
    },
    get kelvin(): number {
      return this.celsius + 273
    },
  }
  thermometer.fahrenheit += 18
  return thermometer.kelvin + thermometer.fahrenheit
}
// run: accessors(0); accessors(100)
