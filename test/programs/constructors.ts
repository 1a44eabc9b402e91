/** Functions used with `new`, with methods on their prototypes. */

interface PointLike {
  x: number
  y: number
  add(other: PointLike): PointLike
  norm(): number
}

const Point = function (this: PointLike, x: number, y: number) {
  this.x = x
  this.y = y
} as unknown as { new (x: number, y: number): PointLike; prototype: PointLike }
Point.prototype.add = function (this: PointLike, other: PointLike) {
  return new Point(this.x + other.x, this.y + other.y)
}
Point.prototype.norm = function (this: PointLike) {
  return Math.sqrt(this.x * this.x + this.y * this.y)
}
Object.defineProperty(Point.prototype, 'sum', {
  get(this: PointLike) {
    return this.x + this.y
  },
})

export function points(n: number): number {
  let p = new Point(1, 2)
  for (let i = 0; i < n; i++) p = p.add(new Point(i, 0.5))
  return p.norm() + (p as unknown as { sum: number }).sum + (p instanceof (Point as never) ? 0.25 : 0)
}
// run: points(0); points(10)

function Shape(this: any, name: number) {
  this.name = name
}
Shape.prototype.area = function () {
  return 0
}
Shape.prototype.describe = function () {
  return this.area() * 10 + this.name
}
function Box(this: any, side: number) {
  Shape.call(this, 7)
  this.side = side
}
Box.prototype = Object.create(Shape.prototype)
Box.prototype.constructor = Box
Box.prototype.area = function () {
  return this.side * this.side
}

export function inherited(n: number): number {
  const S = Shape as any
  const B = Box as any
  let s = 0
  for (let i = 0; i < n; i++) {
    const shape = i % 2 ? new S(i) : new B(i)
    s += shape.describe()
    if (shape instanceof B) s += shape.side
  }
  return s
}
// run: inherited(0); inherited(7)

function Forgetful(this: any, side: number) {
  this.side = side
}
Forgetful.prototype = Object.create(Shape.prototype)

export function withoutBase(n: number): number {
  const f = new (Forgetful as any)(n)
  return f.name === undefined ? f.side : -1
}
// run: withoutBase(3) == 3
