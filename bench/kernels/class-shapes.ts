abstract class Shape {
  abstract area(): number
  abstract grow(by: number): void
}

class Circle extends Shape {
  constructor(private radius: number) {
    super()
  }
  override area(): number {
    return Math.PI * this.radius * this.radius
  }
  override grow(by: number): void {
    this.radius += by
  }
}

class Box extends Shape {
  constructor(
    private width: number,
    private height: number,
  ) {
    super()
  }
  override area(): number {
    return this.width * this.height
  }
  override grow(by: number): void {
    this.width += by
    this.height += by
  }
}

class Square extends Box {
  constructor(side: number) {
    super(side, side)
  }
}

/** One list of objects of three classes: which method is called is known only there. */
export function shapes(count: number, rounds: number): number {
  const all: Shape[] = []
  for (let i = 0; i < count; i++) {
    if (i % 3 === 0) all.push(new Circle(i % 7))
    else if (i % 3 === 1) all.push(new Box(i % 5, i % 11))
    else all.push(new Square(i % 4))
  }
  let sum = 0
  for (let round = 0; round < rounds; round++) {
    for (const shape of all) {
      shape.grow(0.001)
      sum += shape.area()
    }
  }
  return sum
}
