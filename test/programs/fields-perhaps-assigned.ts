/** Fields that a constructor assigns only perhaps: whoever reads them then finds undefined. */

class Jumps {
  f!: number
  g!: number
  h!: number
  constructor(n: number) {
    lab: {
      if (n > 1) break lab
      this.f = 1
    }
    do {
      if (n > 2) break
      this.g = 2
    } while (n > 5)
    do {
      n++
      if (n === 5) continue
      this.h = 3
    } while (n < 4)
  }
}

export function jumped(n: number): number[] {
  const { f, g, h } = new Jumps(n)
  return [f === undefined ? -1 : f, g === undefined ? -1 : g, h === undefined ? -1 : h]
}
// run: jumped(1); jumped(2); jumped(3); jumped(4); jumped(9)

class Tested {
  f!: number
  constructor(n: number) {
    do {
      if (n > 1) break
    } while ((this.f = n) > 5)
  }
}

export function tested(n: number): number {
  const { f } = new Tested(n)
  return f === undefined ? -1 : f
}
// run: tested(1); tested(2)

class Defaults {
  f!: number
  g!: number
  h!: number
  constructor(x: number | undefined, other: { take(x: number): number } | null) {
    const [first = (this.f = 1)] = [x]
    let second = x
    second ??= this.g = first
    other?.take((this.h = second))
  }
}

export function defaulted(n: number): number[] {
  const other = { take: (x: number) => x + 1 }
  const { f, g, h } = new Defaults(n > 1 ? n : undefined, n > 2 ? other : null)
  return [f === undefined ? -1 : f, g === undefined ? -1 : g, h === undefined ? -1 : h]
}
// run: defaulted(1); defaulted(2); defaulted(3)

class Named {
  f!: number
  constructor(names: Record<string, number>) {
    for (const name in names) this.f = names[name]!
  }
}

export function named(n: number): number {
  const names: Record<string, number> = {}
  if (n > 1) names['a'] = n
  const { f } = new Named(names)
  return f === undefined ? -1 : f
}
// run: named(1); named(2)

/** Surely. */
class Surely {
  f!: number
  g!: number
  constructor(n: number) {
    lab: {
      this.f = n
    }
    do this.g = n++
    while (n < 3)
  }
}

export function surely(n: number): number {
  const { f, g } = new Surely(n)
  return f + g
}
// run: surely(1)

class Chosen {
  f!: number
  g!: number
  h!: number
  constructor(n: number) {
    if (n > 8) throw new RangeError('too many')
    switch (n) {
      case 1:
        this.f = 1
        break
      case 2: {
        this.f = 2
        this.g = 5
        break
      }
      case 3:
        this.g = 6
      default:
        this.f = 3
    }
    switch (n) {
      case 1:
        break
      default:
        this.g = 4
    }
    n > 3 ? (this.h = 1) : (this.h = 2)
  }
}

export function chosen(n: number): number[] {
  const { f, g, h } = new Chosen(n)
  return [f, g === undefined ? -1 : g, h]
}
// run: chosen(1); chosen(2); chosen(3); chosen(4); chosen(9)
