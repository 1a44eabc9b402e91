/** The same as ahead-kernels.ts for what needs all of the run time: lists, records, subclasses. */
export interface Point {
  x: number
  y: number
}

export class Shape {
  points: Point[] = []

  add(point: Point): number {
    this.points.push({ x: point.x, y: point.y })
    return this.points.length
  }
}

export class Named extends Shape {
  constructor(readonly id: number) {
    super()
  }

  width(): number {
    let low = Infinity
    let high = -Infinity
    for (const { x } of this.points) {
      low = Math.min(low, x)
      high = Math.max(high, x)
    }
    return high - low
  }
}

export function total(values: number[]): number {
  let sum = 0
  for (const value of values) sum += value
  return sum
}
