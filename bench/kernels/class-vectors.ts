class Vector {
  constructor(
    readonly x: number,
    readonly y: number,
    readonly z: number,
  ) {}

  plus(that: Vector): Vector {
    return new Vector(this.x + that.x, this.y + that.y, this.z + that.z)
  }

  scaled(factor: number): Vector {
    return new Vector(this.x * factor, this.y * factor, this.z * factor)
  }

  cross(that: Vector): Vector {
    return new Vector(this.y * that.z - this.z * that.y, this.z * that.x - this.x * that.z, this.x * that.y - this.y * that.x)
  }

  dot(that: Vector): number {
    return this.x * that.x + this.y * that.y + this.z * that.z
  }
}

/** A charged particle in a magnetic field: every operator makes an object that nobody keeps. */
export function vectors(steps: number): number {
  const field = new Vector(0.1, 0.2, 1)
  let position = new Vector(0, 0, 0)
  let velocity = new Vector(1, 0, 0.1)
  for (let i = 0; i < steps; i++) {
    const force = velocity.cross(field)
    velocity = velocity.plus(force.scaled(0.001))
    position = position.plus(velocity.scaled(0.001))
  }
  return position.dot(velocity)
}
