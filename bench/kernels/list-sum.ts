export function listSum(xs: number[]): number {
  let sum = 0
  for (const x of xs) sum += x
  return sum
}

export function listGrowAndSum(n: number): number {
  const xs: number[] = []
  for (let i = 0; i < n; i++) xs.push(i * 0.5)
  let sum = 0
  for (let i = 0; i < xs.length; i++) sum += xs[i]
  return sum
}
