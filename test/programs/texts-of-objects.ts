/** What objects make of themselves in template literals: `toString` of instances, `join` of arrays, in the order of the parts. */
class Point {
  constructor(
    readonly x: number,
    readonly y: number,
  ) {}
  toString(): string {
    return `(${this.x}, ${this.y})`
  }
}
class Named extends Point {
  name: string
  constructor(name: string, x: number, y: number) {
    super(x, y)
    this.name = name
  }
  override toString(): string {
    return `${this.name}${super.toString()}`
  }
}
class Counter {
  count = 0
  toString(): number {
    this.count += 1
    return this.count
  }
}

export function points(x: number, n: number): string {
  const list: Point[] = []
  for (let i = 0; i < n; i++) list.push(i % 2 ? new Named(`p${i}`, x, i) : new Point(i, x))
  let text = ''
  for (const point of list) text = `${text}${point};`
  return text
}
// run: points(1.5, 3)
// run: points(-0, 2)
// run: points(0, 0)

export function ordered(n: number): string {
  const counter = new Counter()
  return `${counter} ${(counter.count += n)} ${counter}`
}
// run: ordered(5)

export function lists(n: number, array: Float64Array): string {
  const numbers: number[] = []
  const texts: string[] = []
  for (let i = 0; i < n; i++) {
    numbers.push(i / 2)
    texts.push(`<${i}>`)
  }
  return `${numbers}|${texts}|${array}|${[1, 2]}|${[...numbers, NaN]}|${new Int8Array(n)}`
}
// run: lists(3, new Float64Array([0.1, -0, NaN]))
// run: lists(0, new Float64Array(0))

export function thrown(x: number): string {
  const point = new Point(x, 2)
  if (x > 1) throw new RangeError(`too far: ${point}, ${[x]}`)
  return `${point}`
}
// run: thrown(1)
// run: thrown(2)

export function maybe(x: number): string {
  const present = x > 0 ? 'yes' : undefined
  return `${present} ${x > 1 ? 1n : 2n} ${x === 2} ${null}`
}
// run: maybe(2)
// run: maybe(0)

class Labelled {
  readonly label: string
  constructor(label: string) {
    this.label = label
  }
  toString(): string {
    return `<${this.label}>`
  }
}
export function byString(n: number): string {
  const labelled = new Labelled(`n${n}`)
  return String(labelled) + String([n, 2]) + String(new Float64Array(n)) + [n, 2].map(String).join(';') + String(n > 1 ? 'a' : n)
}
// run: byString(1)
// run: byString(2)
