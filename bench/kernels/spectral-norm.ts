const a = (i: number, j: number) => 1 / (((i + j) * (i + j + 1)) / 2 + i + 1)

function timesU(u: Float64Array, out: Float64Array): void {
  for (let i = 0; i < u.length; i++) {
    let sum = 0
    for (let j = 0; j < u.length; j++) sum += a(i, j) * u[j]
    out[i] = sum
  }
}

function timesTransposed(u: Float64Array, out: Float64Array): void {
  for (let i = 0; i < u.length; i++) {
    let sum = 0
    for (let j = 0; j < u.length; j++) sum += a(j, i) * u[j]
    out[i] = sum
  }
}

export function spectralNorm(n: number): number {
  const u = new Float64Array(n).fill(1)
  const v = new Float64Array(n)
  const w = new Float64Array(n)
  for (let i = 0; i < 10; i++) {
    timesU(u, w)
    timesTransposed(w, v)
    timesU(v, w)
    timesTransposed(w, u)
  }
  let vBv = 0
  let vv = 0
  for (let i = 0; i < n; i++) {
    vBv += u[i] * v[i]
    vv += v[i] ** 2
  }
  return Math.sqrt(vBv / vv)
}
