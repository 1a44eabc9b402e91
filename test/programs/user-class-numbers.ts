/** Programs with classes as people write them: numbers of other kinds, polynomials, matrices. */

class Complex {
  constructor(
    readonly re: number,
    readonly im = 0,
  ) {}
  static readonly ONE = new Complex(1)
  add(o: Complex): Complex {
    return new Complex(this.re + o.re, this.im + o.im)
  }
  mul(o: Complex): Complex {
    return new Complex(this.re * o.re - this.im * o.im, this.re * o.im + this.im * o.re)
  }
  get norm(): number {
    return this.re * this.re + this.im * this.im
  }
}

export function mandelbrot(re: number, im: number, limit: number): number {
  const c = new Complex(re, im)
  let z = new Complex(0)
  let n = 0
  while (n < limit && z.norm <= 4) {
    z = z.mul(z).add(c)
    n++
  }
  return n
}
// run: mandelbrot(0.3, 0.5, 200); mandelbrot(-1, 0.3, 200); mandelbrot(2, 2, 10)

class Rational {
  readonly n: bigint
  readonly d: bigint
  constructor(n: bigint, d = 1n) {
    if (d === 0n) throw new RangeError('denominator is zero')
    const g = Rational.gcd(n, d)
    const sign = d < 0n ? -1n : 1n
    this.n = (sign * n) / g
    this.d = (sign * d) / g
  }
  static gcd(a: bigint, b: bigint): bigint {
    while (b !== 0n) [a, b] = [b, a % b]
    return a < 0n ? -a : a
  }
  plus(o: Rational): Rational {
    return new Rational(this.n * o.d + o.n * this.d, this.d * o.d)
  }
  over(o: Rational): Rational {
    return new Rational(this.n * o.d, this.d * o.n)
  }
  equals(o: Rational): boolean {
    return this.n === o.n && this.d === o.d
  }
}

export function harmonic(n: number): [bigint, bigint] {
  let sum = new Rational(0n)
  for (let i = 1; i <= n; i++) sum = sum.plus(new Rational(1n, BigInt(i)))
  return [sum.n, sum.d]
}
// run: harmonic(10); harmonic(0)

export function ratio(a: bigint, b: bigint): bigint {
  const r = new Rational(a).over(new Rational(b, -6n))
  return r.equals(new Rational(-3n)) ? 1000n : r.n * 10n + r.d
}
// run: ratio(4n, 8n); ratio(1n, 0n); ratio(5n, 10n); ratio(1n, 2n)

class Polynomial {
  constructor(readonly c: number[]) {}
  get degree(): number {
    return this.c.length - 1
  }
  at(x: number): number {
    return this.c.reduceRight((sum, c) => sum * x + c, 0)
  }
  times(o: Polynomial): Polynomial {
    const result: number[] = []
    for (let i = 0; i <= this.degree + o.degree; i++) {
      let s = 0
      for (let j = 0; j <= i; j++) s += (this.c[j] ?? 0) * (o.c[i - j] ?? 0)
      result.push(s)
    }
    return new Polynomial(result)
  }
  derived(): Polynomial {
    return new Polynomial(this.c.slice(1).map((c, i) => c * (i + 1)))
  }
}

export function newton(c: number[], x: number): number[] {
  const p = new Polynomial(c)
  const d = p.derived()
  for (let i = 0; i < 20; i++) x -= p.at(x) / d.at(x)
  return [x, ...p.times(d).c]
}
// run: newton([-2, 0, 1], 1); newton([1, 2, 3], 0.5)

class Fixed {
  static readonly SCALE = 1000000n
  private constructor(readonly raw: bigint) {}
  static of(x: number): Fixed {
    return new Fixed(BigInt(Math.round(x * Number(Fixed.SCALE))))
  }
  static fromRaw(raw: bigint): Fixed {
    return new Fixed(raw)
  }
  times(o: Fixed): Fixed {
    return new Fixed((this.raw * o.raw) / Fixed.SCALE)
  }
  plus(o: Fixed): Fixed {
    return new Fixed(this.raw + o.raw)
  }
  compare(o: Fixed): number {
    return this.raw < o.raw ? -1 : this.raw > o.raw ? 1 : 0
  }
  toNumber(): number {
    return Number(this.raw) / Number(Fixed.SCALE)
  }
}

export function interest(rate: number, years: number): number {
  const factor = Fixed.of(1 + rate)
  let money = Fixed.fromRaw(100n * Fixed.SCALE)
  for (let i = 0; i < years; i++) money = money.times(factor)
  return money.compare(Fixed.of(110)) > 0 ? money.plus(Fixed.of(0.5)).toNumber() : -money.toNumber()
}
// run: interest(0.05, 10); interest(0.01, 2)

class Modular {
  constructor(
    readonly value: bigint,
    readonly modulus: bigint,
  ) {}
  times(o: Modular): Modular {
    return new Modular((this.value * o.value) % this.modulus, this.modulus)
  }
  power(e: bigint): Modular {
    let result = new Modular(1n, this.modulus)
    let base: Modular = this
    for (; e > 0n; e >>= 1n) {
      if (e & 1n) result = result.times(base)
      base = base.times(base)
    }
    return result
  }
  inverse(): Modular {
    return this.power(this.modulus - 2n)
  }
}

export function binomial(n: number, k: number): bigint {
  const p = 1000000007n
  let up = new Modular(1n, p)
  let down = new Modular(1n, p)
  for (let i = 0; i < k; i++) {
    up = up.times(new Modular(BigInt(n - i), p))
    down = down.times(new Modular(BigInt(i + 1), p))
  }
  return up.times(down.inverse()).value
}
// run: binomial(40, 17); binomial(5, 2) == 10n

class BigNatural {
  private readonly digits: number[] = []
  constructor(n: number) {
    for (; n > 0; n = Math.floor(n / 10000)) this.digits.push(n % 10000)
  }
  multiply(by: number): void {
    let carry = 0
    for (let i = 0; i < this.digits.length; i++) {
      const d = this.digits[i]! * by + carry
      this.digits[i] = d % 10000
      carry = Math.floor(d / 10000)
    }
    for (; carry > 0; carry = Math.floor(carry / 10000)) this.digits.push(carry % 10000)
  }
  get digitSum(): number {
    let s = 0
    for (let d of this.digits) for (; d > 0; d = Math.floor(d / 10)) s += d % 10
    return s
  }
}

export function factorialDigits(n: number): number {
  const f = new BigNatural(1)
  for (let i = 2; i <= n; i++) f.multiply(i)
  return f.digitSum
}
// run: factorialDigits(100) == 648
// run: factorialDigits(0)

class Matrix {
  private readonly data: Float64Array
  constructor(
    readonly rows: number,
    readonly columns: number,
  ) {
    this.data = new Float64Array(rows * columns)
  }
  static identity(n: number): Matrix {
    const m = new Matrix(n, n)
    for (let i = 0; i < n; i++) m.set(i, i, 1)
    return m
  }
  get(r: number, c: number): number {
    return this.data[r * this.columns + c]!
  }
  set(r: number, c: number, v: number): void {
    this.data[r * this.columns + c] = v
  }
  times(o: Matrix): Matrix {
    if (this.columns !== o.rows) throw new RangeError(`cannot multiply by ${o.rows} rows`)
    const m = new Matrix(this.rows, o.columns)
    for (let r = 0; r < m.rows; r++)
      for (let c = 0; c < m.columns; c++) {
        let s = 0
        for (let k = 0; k < this.columns; k++) s += this.get(r, k) * o.get(k, c)
        m.set(r, c, s)
      }
    return m
  }
  power(e: number): Matrix {
    let result = Matrix.identity(this.rows)
    let base: Matrix = this
    for (; e > 0; e = Math.floor(e / 2)) {
      if (e % 2 === 1) result = result.times(base)
      base = base.times(base)
    }
    return result
  }
  determinant(): number {
    const m = Float64Array.from(this.data)
    const n = this.rows
    let det = 1
    for (let i = 0; i < n; i++) {
      let pivot = i
      for (let r = i + 1; r < n; r++) if (Math.abs(m[r * n + i]!) > Math.abs(m[pivot * n + i]!)) pivot = r
      if (m[pivot * n + i] === 0) return 0
      if (pivot !== i) {
        det = -det
        for (let c = 0; c < n; c++) [m[i * n + c], m[pivot * n + c]] = [m[pivot * n + c]!, m[i * n + c]!]
      }
      det *= m[i * n + i]!
      for (let r = i + 1; r < n; r++) {
        const f = m[r * n + i]! / m[i * n + i]!
        for (let c = i; c < n; c++) m[r * n + c]! -= f * m[i * n + c]!
      }
    }
    return det
  }
}

export function fibonacciByMatrix(n: number): number {
  const m = new Matrix(2, 2)
  m.set(0, 0, 1)
  m.set(0, 1, 1)
  m.set(1, 0, 1)
  return m.power(n).get(0, 1)
}
// run: fibonacciByMatrix(30) == 832040
// run: fibonacciByMatrix(0)

export function determinant(values: Float64Array, n: number): number {
  const m = new Matrix(n, n)
  values.forEach((value, i) => m.set(Math.floor(i / n), i % n, value))
  return m.determinant()
}
// run: determinant(new Float64Array([0, 2, 3, 4, 5, 6, 7, 8, 10]), 3); determinant(new Float64Array([1, 2, 2, 4]), 2)

export function mismatch(n: number): number {
  return new Matrix(2, n).times(new Matrix(3, 2)).rows
}
// run: mismatch(3); mismatch(4)
