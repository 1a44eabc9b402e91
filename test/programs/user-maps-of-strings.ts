/** Maps and Sets with strings for keys. */

export function wordCounts(text: string): string {
  const counts = new Map<string, number>()
  for (const word of text.split(' ')) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts].map(([word, count]) => `${word}=${count}`).join()
}
// run: wordCounts('a b a c b a')
// run: wordCounts('')
// run: wordCounts('one two three four five six seven eight nine ten eleven one twelve ten')

export function largestIsland(grid: number[][]): number {
  const seen = new Set<string>()
  const visit = (y: number, x: number): number => {
    const key = `${y},${x}`
    if (seen.has(key) || !grid[y]?.[x]) return 0
    seen.add(key)
    return 1 + visit(y + 1, x) + visit(y - 1, x) + visit(y, x + 1) + visit(y, x - 1)
  }
  let best = 0
  for (let y = 0; y < grid.length; y++) for (let x = 0; x < grid[0]!.length; x++) best = Math.max(best, visit(y, x))
  return best
}
// run: largestIsland([[1, 1, 0, 1], [0, 1, 1, 0], [0, 0, 0, 0], [1, 1, 1, 1]]) == 4

export function deleted(n: number): string[] {
  const seen = new Set<string>(['x', 'y'])
  for (let i = 0; i < n; i++) seen.add(`k${i % 20}`)
  for (let i = 0; i < n; i += 3) seen.delete(`k${i}`)
  seen.add('y').add('k0')
  return [...seen, `${seen.size}`, `${seen.has('k1')}`, `${seen.has('k')}`]
}
// run: deleted(0)
// run: deleted(5)
// run: deleted(50)

export function grouped(words: string): string[] {
  const groups = new Map<string, string[]>()
  for (const word of words.split(' ')) {
    const key = [...word].sort().join('')
    const group = groups.get(key)
    if (group) group.push(word)
    else groups.set(key, [word])
  }
  return [...groups.values()].map((group) => group.join('+'))
}
// run: grouped('eat tea tan ate nat bat')

export function memoised(n: number): number {
  const memo = new Map<string, number>()
  const paths = (y: number, x: number): number => {
    if (y === 0 || x === 0) return 1
    const key = y + ':' + x
    const known = memo.get(key)
    if (known !== undefined) return known
    const made = paths(y - 1, x) + paths(y, x - 1)
    memo.set(key, made)
    return made
  }
  return paths(n, n)
}
// run: memoised(10)
