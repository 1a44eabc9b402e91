/** Texts that a turn of a loop makes: they die with it, but for those that something else has by then. */

export function shortLived(count: number): number {
  let sum = 0
  for (let i = 0; i < count; i++) {
    const text = `${i}:${i * 0.5}`
    if (text.includes('7')) sum += text.length + text.charCodeAt(1)
  }
  return sum
}
// run: shortLived(0)
// run: shortLived(300)

export function goingRound(count: number): string {
  let last = ''
  let best = 'b'
  let before = 'none'
  let changes = 0
  for (let i = 0; i < count; i++) {
    const text = String((i * 7919) % 1000).slice(0, 2)
    if (text !== last) changes++
    if (text > best || i % 50 === 0) {
      before = best
      best = text + '!'
    }
    const swap = last
    last = i % 3 === 0 ? before : text
    if (i % 5 === 0) before = swap
  }
  return `${last} ${best} ${before} ${changes}`
}
// run: goingRound(0)
// run: goingRound(1)
// run: goingRound(200)

export function kept(lines: string): string[] {
  const words: string[] = []
  const box = { text: 'none', count: 0 }
  const seen = new Map<string, number>()
  for (const line of lines.split('\n')) {
    const cells = line.split(',')
    let wide = ''
    for (const cell of cells) {
      const clean = cell.trim()
      if (clean.length > wide.length) wide = clean
      seen.set(clean.slice(0, 1) + '*', (seen.get(clean.slice(0, 1) + '*') ?? 0) + 1)
    }
    if (wide > box.text) box.text = wide.toUpperCase()
    box.count += wide.length
    words.push(wide)
  }
  words.push(box.text, `${box.count}`)
  for (const [key, count] of seen) words.push(key + count)
  return words
}
// run: kept('a, bb ,ccc\n\nxyz,yy\n q')
// run: kept('')

function echo(depth: number, text: string): string {
  return depth === 0 ? text : echo(depth - 1, `${text}${depth}`).slice(1) + depth
}

function shortest(list: string[], text: string): number {
  if (list.length < 3) list.push(text)
  let length = Infinity
  for (const item of list) length = Math.min(length, `${item}.`.length)
  return length
}

export function called(count: number): string {
  const list: string[] = []
  let sum = 0
  let found = 'nothing'
  for (let i = 0; i < count; i++) {
    const text = echo(i % 4, `<${i}>`)
    sum += shortest(list, text)
    try {
      if (i % 3 === 1) throw new Error(text + '?')
    } catch (error) {
      found = (error as Error).message
    }
    for (let j = 0; j < 3; j++) {
      const inner: string = `${j}${text}`
      if (inner < found) continue
      if (j === 2) break
      sum += inner.length
    }
  }
  return `${sum} ${found} ${list.join()}`
}
// run: called(0)
// run: called(2)
// run: called(40)

export function halves(count: number): (string | number)[] {
  const out: (string | number)[] = []
  let mixed: string | number = 0
  for (let i = 0; i < count; i++) {
    const text = `${i % 2 === 0 ? 'even' : 'odd'} ${i}`
    mixed = i % 3 === 0 ? text.slice(-3) : i
    if (i > count - 4) out.push(mixed)
  }
  out.push(mixed)
  return out
}
// run: halves(0)
// run: halves(10)
