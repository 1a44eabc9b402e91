/** console.log and its kin print what they print in plain JavaScript. */

export function logs(x: number, y: bigint, z: boolean): void {
  console.log('values', x, y, z)
  console.log(x + 0.5)
  console.log()
}
// run: logs(1, 2n, true)
// run: logs(-0, -1n, false)

export function logsOthers(x: number): number {
  console.warn(`warning ${x}`)
  console.error(x, x > 1)
  console.info('info')
  console.debug(undefined, null)
  return x
}
// run: logsOthers(2) == 2

export function logsInLoop(a: Float64Array): void {
  for (let i = 0; i <= a.length; i++) console.log(i, a[i])
}
// run: logsInLoop(new Float64Array([1, NaN]))

export function logsValues(n: number): void {
  console.log([n, n + 1], { x: n, y: true })
  console.log(new Float64Array(2))
}
// run: logsValues(3)

export function logsBeforeThrow(n: number): void {
  console.log('before', n)
  throw new Error('after')
}
// run: logsBeforeThrow(1)
